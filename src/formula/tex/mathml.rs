//! A formula's tree → Presentation MathML, with which screen readers and braille displays walk through it part by part.
//!
//! The letters and signs in it are those that are drawn. Commands that MathML has nothing for leave the formula without.

mod letters;

use ratex_parser::parse_node::{ArrayTag, AtomFamily, Measurement, Mode, ParseNode, StyleStr};

use self::letters::styled;
use super::signs::{accent, arrow, brace, enclosed, escaped, under};
use super::spoken::symbol;

/// Signs that stand for things, and not for what is done with them.
const NAMES: &str = "∞∂∇∅⊤⊥ℏ°%$£€…";
/// Between a function's name and what it is of.
const OF: &str = "<mo>&#x2061;</mo>";

/// `<math>` with all of it, or `None` where something in it has no form there.
pub fn mathml(nodes: &[ParseNode], display: bool) -> Option<String> {
    let display = if display { "block" } else { "inline" };
    let body = row(nodes, "")?;
    Some(format!("<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"{display}\">{body}</math>"))
}

/// Elements side by side, without one around them; `font`: by the command that set it.
fn row(nodes: &[ParseNode], font: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = nodes;
    while let Some(node) = rest.first() {
        let digits = digits(rest);
        if digits > 0 {
            let number: String = rest[..digits].iter().filter_map(digit).collect();
            out.push_str(&token("mn", &styled(font, &number)));
            rest = &rest[digits..];
            continue;
        }
        let letters = letters(rest, font);
        if letters > 1 {
            out.push_str(&token("mi", &said(&rest[..letters])?));
            rest = &rest[letters..];
            continue;
        }
        let quoted = rest.iter().take_while(|it| in_words(it)).count();
        if quoted > 0 {
            out.push_str(&token("mtext", &said(&rest[..quoted])?));
            rest = &rest[quoted..];
            continue;
        }
        out.push_str(&one(node, font)?);
        rest = &rest[1..];
        if is_function(node) && !rest.is_empty() {
            out.push_str(OF);
        }
    }
    Some(out)
}

/// Elements as one.
fn grouped(nodes: &[ParseNode], font: &str) -> Option<String> {
    match nodes {
        [one] if digits(nodes) == 0 && !in_words(one) => self::one(one, font),
        _ => {
            let all = row(nodes, font)?;
            let length = nodes.len();
            let alone = digits(nodes) == length || letters(nodes, font) == length || nodes.iter().all(in_words);
            Some(if alone && !nodes.is_empty() { all } else { format!("<mrow>{all}</mrow>") })
        }
    }
}

/// A node as one element.
fn one(node: &ParseNode, font: &str) -> Option<String> {
    leaf(node, font).or_else(|| held(node, font)).or_else(|| built(node, font)).or_else(|| drawn(node, font))
}

/// A letter or a sign.
fn leaf(node: &ParseNode, font: &str) -> Option<String> {
    Some(match node {
        ParseNode::Atom { family, text, .. } => sign(*family, &symbol(text)?),
        ParseNode::MathOrd { text, .. } => identifier(&symbol(text)?, font, true),
        ParseNode::TextOrd { text, .. } => match symbol(text)?.as_str() {
            number if digit(node).is_some() => token("mn", &styled(font, number)),
            prime @ "′" => token("mo", prime),
            sign if sign.chars().all(char::is_alphanumeric) => identifier(sign, font, false),
            sign if NAMES.contains(sign) => token("mi", sign),
            sign => token("mo", sign),
        },
        ParseNode::OpToken { text, .. } => token("mo", &symbol(text)?),
        ParseNode::SpacingNode { .. } => token("mtext", "\u{a0}"),
        ParseNode::Kern { dimension, .. } => space(dimension),
        ParseNode::NoNumber { .. } | ParseNode::VPhantom { .. } | ParseNode::Rule { .. } => "<mrow/>".to_owned(),
        ParseNode::Verb { body, .. } => token("mtext", body),
        ParseNode::DelimSizing { delim, .. } => fence(delim)?,
        ParseNode::Middle { delim, .. } => fence(delim)?,
        ParseNode::Op { name: Some(name), symbol: true, .. } => token("mo", &symbol(name)?),
        ParseNode::Op { name: Some(name), limits: true, .. } => {
            format!("<mo movablelimits=\"true\">{}</mo>", escaped(name.trim_start_matches('\\')))
        }
        ParseNode::Op { name: Some(name), .. } => token("mi", name.trim_start_matches('\\')),
        _ => return None,
    })
}

/// What holds others and adds nothing to them.
fn held(node: &ParseNode, font: &str) -> Option<String> {
    match node {
        ParseNode::OrdGroup { body, .. }
        | ParseNode::Sizing { body, .. }
        | ParseNode::Color { body, .. }
        | ParseNode::HBox { body, .. }
        | ParseNode::Href { body, .. }
        | ParseNode::Html { body, .. }
        | ParseNode::HtmlMathMl { mathml: body, .. } => grouped(body, font),
        ParseNode::Pmb { body, .. } => grouped(body, "boldsymbol"),
        ParseNode::Text { body, font: set, .. } => grouped(body, set.as_deref().unwrap_or(font)),
        ParseNode::Font { body, font, .. } => one(body, font),
        ParseNode::Smash { body, .. }
        | ParseNode::Lap { body, .. }
        | ParseNode::RaiseBox { body, .. }
        | ParseNode::VCenter { body, .. } => one(body, font),
        ParseNode::MathChoice { text, .. } => grouped(text, font),
        ParseNode::MClass { body, .. } | ParseNode::Op { body: Some(body), .. } => grouped(body, font),
        ParseNode::Tag { body, tag, .. } => {
            let number = said(tag)?;
            Some(format!("<mrow>{}{}</mrow>", row(body, font)?, token("mtext", &format!("\u{a0}{number}"))))
        }
        ParseNode::Phantom { body, .. } => Some(format!("<mphantom>{}</mphantom>", row(body, font)?)),
        ParseNode::Styling { body, style, .. } => {
            let (display, level) = match style {
                StyleStr::Display => ("true", 0),
                StyleStr::Text => ("false", 0),
                StyleStr::Script => ("false", 1),
                StyleStr::Scriptscript => ("false", 2),
            };
            let all = row(body, font)?;
            Some(format!("<mstyle displaystyle=\"{display}\" scriptlevel=\"{level}\">{all}</mstyle>"))
        }
        _ => None,
    }
}

/// Fractions, roots, scripts, brackets and rows.
fn built(node: &ParseNode, font: &str) -> Option<String> {
    Some(match node {
        ParseNode::OperatorName { body, limits, .. } => {
            // The letters of a name are one word.
            let name = said(body)?;
            if *limits { format!("<mo movablelimits=\"true\">{}</mo>", escaped(&name)) } else { token("mi", &name) }
        }
        ParseNode::SupSub { base, sup, sub, .. } => scripts(base.as_deref(), sup.as_deref(), sub.as_deref(), font)?,
        ParseNode::GenFrac { numer, denom, has_bar_line, left_delim, right_delim, .. } => {
            let bar = if *has_bar_line { "" } else { " linethickness=\"0\"" };
            let fraction = format!("<mfrac{bar}>{}{}</mfrac>", one(numer, font)?, one(denom, font)?);
            match (left_delim, right_delim) {
                (None, None) => fraction,
                (left, right) => between(left.as_deref(), &fraction, right.as_deref())?,
            }
        }
        ParseNode::Sqrt { body, index: Some(index), .. } => {
            format!("<mroot>{}{}</mroot>", one(body, font)?, one(index, font)?)
        }
        ParseNode::Sqrt { body, .. } => format!("<msqrt>{}</msqrt>", one(body, font)?),
        ParseNode::LeftRight { left, right, body, .. } => between(Some(left), &row(body, font)?, Some(right))?,
        ParseNode::Array { body, tags, is_cd: None | Some(false), .. } => table(body, tags.as_deref(), font)?,
        _ => return None,
    })
}

/// What stands over, under or around others.
fn drawn(node: &ParseNode, font: &str) -> Option<String> {
    let over = |base: &str, above: &str| format!("<mover>{base}{above}</mover>");
    Some(match node {
        ParseNode::Accent { label, base, .. } => {
            format!("<mover accent=\"true\">{}{}</mover>", one(base, font)?, token("mo", accent(label)?))
        }
        ParseNode::AccentUnder { label, base, .. } => {
            format!("<munder accentunder=\"true\">{}{}</munder>", one(base, font)?, token("mo", under(label)?))
        }
        ParseNode::Overline { body, .. } => over(&one(body, font)?, "<mo stretchy=\"true\">\u{203e}</mo>"),
        ParseNode::Underline { body, .. } => {
            format!("<munder>{}<mo stretchy=\"true\">_</mo></munder>", one(body, font)?)
        }
        ParseNode::HorizBrace { label, is_over: true, base, .. } => over(&one(base, font)?, &brace(label, true)?),
        ParseNode::HorizBrace { label, base, .. } => {
            format!("<munder>{}{}</munder>", one(base, font)?, brace(label, false)?)
        }
        ParseNode::XArrow { label, body, below, .. } => {
            let (shaft, body) = (arrow(label)?, one(body, font)?);
            match below {
                None => over(&shaft, &body),
                Some(below) => format!("<munderover>{shaft}{}{body}</munderover>", one(below, font)?),
            }
        }
        ParseNode::Enclose { label, body, .. } => {
            format!("<menclose notation=\"{}\">{}</menclose>", enclosed(label)?, one(body, font)?)
        }
        _ => return None,
    })
}

/// A base with what stands at its corners, or over and under it.
fn scripts(base: Option<&ParseNode>, sup: Option<&ParseNode>, sub: Option<&ParseNode>, font: &str) -> Option<String> {
    let limits = match base {
        Some(ParseNode::Op { limits, .. } | ParseNode::OperatorName { limits, .. }) => *limits,
        Some(ParseNode::HorizBrace { .. }) => true,
        _ => false,
    };
    let base = base.map_or(Some("<mrow/>".to_owned()), |base| one(base, font))?;
    let said = |node: Option<&ParseNode>| node.map_or(Some(None), |node| one(node, font).map(Some));
    let [over, below, both] = if limits { ["mover", "munder", "munderover"] } else { ["msup", "msub", "msubsup"] };
    Some(match (said(sub)?, said(sup)?) {
        (None, None) => base,
        (None, Some(sup)) => format!("<{over}>{base}{sup}</{over}>"),
        (Some(sub), None) => format!("<{below}>{base}{sub}</{below}>"),
        (Some(sub), Some(sup)) => format!("<{both}>{base}{sub}{sup}</{both}>"),
    })
}

/// Rows and cells, each row with its number at the end, where it has one.
fn table(rows: &[Vec<ParseNode>], tags: Option<&[ArrayTag]>, font: &str) -> Option<String> {
    let mut out = String::from("<mtable>");
    for (at, cells) in rows.iter().enumerate() {
        out.push_str("<mtr>");
        for cell in cells {
            // Cells are of the size that their table has.
            let cell = match cell {
                ParseNode::Styling { body, .. } => body,
                other => std::slice::from_ref(other),
            };
            let cell = match cell {
                [ParseNode::OrdGroup { body, .. }] => body,
                other => other,
            };
            out.push_str(&format!("<mtd>{}</mtd>", row(cell, font)?));
        }
        if let Some(ArrayTag::Explicit(tag)) = tags.and_then(|tags| tags.get(at)) {
            out.push_str(&format!("<mtd>{}</mtd>", token("mtext", &format!("({})", said(tag)?))));
        }
        out.push_str("</mtr>");
    }
    out.push_str("</mtable>");
    Some(out)
}

/// Between brackets as high as what is in them; `.` is none.
fn between(left: Option<&str>, inside: &str, right: Option<&str>) -> Option<String> {
    let side = |delimiter: Option<&str>| delimiter.map_or(Some(String::new()), fence);
    Some(format!("<mrow>{}{inside}{}</mrow>", side(left)?, side(right)?))
}

fn fence(delimiter: &str) -> Option<String> {
    let none = delimiter == "." || delimiter.is_empty();
    Some(if none { String::new() } else { format!("<mo fence=\"true\">{}</mo>", escaped(&symbol(delimiter)?)) })
}

fn sign(family: AtomFamily, sign: &str) -> String {
    match family {
        // As high as letters, as TeX has it.
        AtomFamily::Open | AtomFamily::Close => format!("<mo stretchy=\"false\">{}</mo>", escaped(sign)),
        AtomFamily::Punct => format!("<mo separator=\"true\">{}</mo>", escaped(sign)),
        AtomFamily::Bin | AtomFamily::Inner | AtomFamily::Rel => token("mo", sign),
    }
}

/// A letter: slanted if it stands alone and nothing else was said, as MathML has it.
fn identifier(letter: &str, font: &str, slanted: bool) -> String {
    let styled = styled(font, letter);
    let upright = styled == letter && (!slanted || is_upright(font));
    if upright && letter.chars().all(char::is_alphabetic) {
        format!("<mi mathvariant=\"normal\">{}</mi>", escaped(letter))
    } else {
        token("mi", &styled)
    }
}

fn token(name: &str, words: &str) -> String {
    format!("<{name}>{}</{name}>", escaped(words))
}

/// How much farther on: in em, as near as TeX's units allow.
fn space(width: &Measurement) -> String {
    let em = match width.unit.as_str() {
        "em" => width.number,
        "mu" => width.number / 18.0,
        "ex" => width.number * 0.431,
        _ => width.number / 10.0,
    };
    if em > 0.0 { format!("<mspace width=\"{em:.2}em\"/>") } else { "<mrow/>".to_owned() }
}

/// How many nodes are one number from the first on: `3`, `.`, `1`, `4`.
fn digits(nodes: &[ParseNode]) -> usize {
    let count = nodes.iter().take_while(|node| digit(node).is_some()).count();
    let point = |at: usize| digit(&nodes[at]) == Some('.');
    let first = (0..count).find(|at| !point(*at));
    let last = (0..count).rfind(|at| !point(*at));
    match (first, last) {
        (Some(0), Some(last)) => last + 1,
        _ => 0,
    }
}

fn digit(node: &ParseNode) -> Option<char> {
    match node {
        ParseNode::TextOrd { text, mode: Mode::Math, .. } => {
            let mut letters = text.chars();
            letters.next().filter(|c| letters.next().is_none() && (c.is_ascii_digit() || *c == '.'))
        }
        _ => None,
    }
}

/// How many letters of upright type are one word from the first on: `\mathrm{kg}`.
fn letters(nodes: &[ParseNode], font: &str) -> usize {
    let letter = |node: &&ParseNode| matches!(node, ParseNode::MathOrd { text, mode: Mode::Math, .. } if text.chars().all(char::is_alphabetic));
    if is_upright(font) { nodes.iter().take_while(letter).count() } else { 0 }
}

fn is_upright(font: &str) -> bool {
    matches!(font.trim_start_matches('\\'), "mathrm" | "textrm" | "rm")
}

/// Whether it is a letter or a space among words.
fn in_words(node: &ParseNode) -> bool {
    match node {
        ParseNode::TextOrd { mode, .. } | ParseNode::MathOrd { mode, .. } | ParseNode::SpacingNode { mode, .. } => {
            *mode == Mode::Text
        }
        ParseNode::Atom { mode, .. } => *mode == Mode::Text,
        _ => false,
    }
}

/// The letters of words, spaces among them.
fn said(nodes: &[ParseNode]) -> Option<String> {
    let mut out = String::new();
    for node in nodes {
        match node {
            ParseNode::TextOrd { text, .. } | ParseNode::MathOrd { text, .. } | ParseNode::Atom { text, .. } => {
                out.push_str(&if text.starts_with('\\') { symbol(text)? } else { text.clone() });
            }
            ParseNode::SpacingNode { .. } | ParseNode::Kern { .. } => out.push('\u{a0}'),
            ParseNode::OrdGroup { body, .. } | ParseNode::Text { body, .. } | ParseNode::Styling { body, .. } => {
                out.push_str(&said(body)?);
            }
            ParseNode::Font { body, .. } => out.push_str(&said(std::slice::from_ref(body))?),
            _ => return None,
        }
    }
    Some(out)
}

/// Whether what follows is what a function is of.
fn is_function(node: &ParseNode) -> bool {
    match node {
        ParseNode::Op { name: Some(_), symbol: false, .. } | ParseNode::OperatorName { .. } => true,
        ParseNode::SupSub { base: Some(base), .. } => is_function(base),
        _ => false,
    }
}
