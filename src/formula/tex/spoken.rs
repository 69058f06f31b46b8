//! A formula's tree → one line of plain text that a screen reader speaks in the talk's own language, whichever it is:
//! `x = (−b ± √(b² − 4ac))/(2a)`. Commands that have no such form leave the whole to TeX's words.

use ratex_font::get_math_symbol;
use ratex_parser::parse_node::{AtomFamily, Mode, ParseNode};

use super::signs::arrow_sign;

/// How a formula is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// In signs, for a reader of any language.
    Signs,
    /// With sums, matrices and cases in English words, which signs alone make hard to follow.
    English,
}

/// The line, or `None` where something in it has no plain form.
pub fn spoken(nodes: &[ParseNode], form: Form) -> Option<String> {
    let mut out = String::new();
    all(form, nodes, &mut out)?;
    let words: Vec<&str> = out.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn all(form: Form, nodes: &[ParseNode], out: &mut String) -> Option<()> {
    nodes.iter().try_for_each(|node| one(form, node, out))
}

fn one(form: Form, node: &ParseNode, out: &mut String) -> Option<()> {
    match node {
        ParseNode::Atom { family, text, .. } => atom(*family, &symbol(text)?, out),
        ParseNode::MathOrd { text, mode, .. } | ParseNode::TextOrd { text, mode, .. } => {
            out.push_str(&if *mode == Mode::Text && text.chars().count() == 1 { text.clone() } else { symbol(text)? });
        }
        ParseNode::OpToken { text, .. } => out.push_str(&symbol(text)?),
        ParseNode::SpacingNode { .. } | ParseNode::Kern { .. } => out.push(' '),
        ParseNode::OrdGroup { body, .. }
        | ParseNode::Styling { body, .. }
        | ParseNode::Sizing { body, .. }
        | ParseNode::Color { body, .. }
        | ParseNode::Text { body, .. }
        | ParseNode::HBox { body, .. }
        | ParseNode::Pmb { body, .. }
        | ParseNode::Href { body, .. }
        | ParseNode::Html { body, .. }
        | ParseNode::MathChoice { text: body, .. }
        | ParseNode::HtmlMathMl { mathml: body, .. } => all(form, body, out)?,
        ParseNode::OperatorName { body, .. } => {
            out.push(' ');
            all(form, body, out)?;
            out.push(' ');
        }
        ParseNode::MClass { body, mclass, .. } => {
            let mut sign = String::new();
            all(form, body, &mut sign)?;
            let family = match mclass.as_str() {
                "mrel" => AtomFamily::Rel,
                "mbin" => AtomFamily::Bin,
                _ => AtomFamily::Inner,
            };
            atom(family, sign.trim(), out);
        }
        ParseNode::Font { body, .. }
        | ParseNode::Smash { body, .. }
        | ParseNode::Lap { body, .. }
        | ParseNode::RaiseBox { body, .. }
        | ParseNode::VCenter { body, .. } => one(form, body, out)?,
        ParseNode::Phantom { .. }
        | ParseNode::VPhantom { .. }
        | ParseNode::Rule { .. }
        | ParseNode::NoNumber { .. } => {}
        ParseNode::SupSub { base, sup, sub, .. } => {
            scripts(form, base.as_deref(), sup.as_deref(), sub.as_deref(), out)?
        }
        ParseNode::GenFrac { numer, denom, has_bar_line: true, left_delim: None, right_delim: None, .. } => {
            let (above, below) = (inside(form, numer)?, inside(form, denom)?);
            out.push_str(&format!("{}/{}", grouped(&above), grouped(&below)));
        }
        ParseNode::Sqrt { body, index, .. } => {
            if let Some(index) = index {
                out.push_str(&raised(&inside(form, index)?)?);
            }
            out.push_str(&format!("√{}", grouped(&inside(form, body)?)));
        }
        _ => built(form, node, out)?,
    }
    Some(())
}

/// What has a sign of its own around or between its parts.
fn built(form: Form, node: &ParseNode, out: &mut String) -> Option<()> {
    match node {
        ParseNode::LeftRight { left, right, body, .. } if form == Form::English && array(body).is_some() => {
            out.push_str(&in_rows(array(body)?, left, right)?);
        }
        ParseNode::LeftRight { left, right, body, .. } => {
            out.push_str(&delimiter(left)?);
            all(form, body, out)?;
            out.truncate(out.trim_end().len());
            out.push_str(&delimiter(right)?);
        }
        ParseNode::DelimSizing { delim, .. } => out.push_str(&delimiter(delim)?),
        ParseNode::Middle { delim, .. } => out.push_str(&format!(" {} ", delimiter(delim)?)),
        ParseNode::Op { name: Some(name), symbol: drawn, .. } => {
            let plain = name.trim_start_matches('\\');
            let after = if out.ends_with(char::is_alphanumeric) { " " } else { "" };
            out.push_str(&if *drawn { format!("{after}{}", symbol(name)?) } else { format!(" {plain} ") });
        }
        ParseNode::Op { body: Some(body), .. } => all(form, body, out)?,
        ParseNode::Array { body, .. } => {
            let row = |cells: &Vec<ParseNode>| {
                let cells: Option<Vec<String>> = cells.iter().map(|cell| inside(form, cell)).collect();
                Some(cells?.join(" "))
            };
            let rows: Option<Vec<String>> = body.iter().map(row).collect();
            out.push_str(&rows?.join("; "));
        }
        _ => return dressed(form, node, out),
    }
    Some(())
}

/// What has something over, under or around it.
fn dressed(form: Form, node: &ParseNode, out: &mut String) -> Option<()> {
    let english = form == Form::English;
    match node {
        ParseNode::GenFrac { numer, denom, has_bar_line: false, left_delim, right_delim, .. } => {
            let (above, below) = (inside(form, numer)?, inside(form, denom)?);
            let side = |name: &Option<String>| name.as_deref().map_or(Some(String::new()), delimiter);
            let (left, right) = (side(left_delim)?, side(right_delim)?);
            match left.as_str() {
                "(" if english => out.push_str(&format!(" {above} choose {below} ")),
                _ => out.push_str(&format!("{left}{above}; {below}{right}")),
            }
        }
        ParseNode::Accent { label, base, .. } => {
            let base = inside(form, base)?;
            out.push_str(&base);
            match accent(label) {
                Some((sign, _)) if base.chars().count() == 1 => out.push(sign),
                Some((_, name)) if english => out.push_str(&format!(" with {name} over it ")),
                // A hat over several letters has no sign of its own.
                _ => {}
            }
        }
        ParseNode::Overline { body, .. } => {
            let body = inside(form, body)?;
            let barred: String = body.chars().flat_map(|c| [c, '\u{305}']).collect();
            out.push_str(&if english && body.chars().count() > 1 {
                format!("{body} with a bar over it ")
            } else {
                barred
            });
        }
        ParseNode::Underline { body, .. } | ParseNode::AccentUnder { base: body, .. } => one(form, body, out)?,
        ParseNode::HorizBrace { base, .. } => out.push_str(&grouped(&inside(form, base)?)),
        ParseNode::XArrow { label, body, below, .. } => {
            out.push_str(&format!(" {}", arrow_sign(label)?));
            let (above, below) = (inside(form, body)?, below.as_ref().map(|it| inside(form, it)));
            for (sign, words) in [('^', Some(above)), ('_', below.flatten())] {
                let words = words.filter(|words| !words.is_empty());
                words.into_iter().for_each(|words| out.push_str(&format!("{sign}{}", grouped(&words))));
            }
            out.push(' ');
        }
        ParseNode::Enclose { label, body, .. } => {
            one(form, body, out)?;
            if english && label.contains("cancel") {
                out.push_str(" (crossed out) ");
            }
        }
        _ => return None,
    }
    Some(())
}

/// What an operator with limits is called, by its command.
fn large_sign(node: &ParseNode) -> Option<&'static str> {
    let ParseNode::Op { name: Some(name), .. } = node else { return None };
    Some(match name.as_str() {
        "\\sum" => "the sum",
        "\\prod" => "the product",
        "\\int" => "the integral",
        "\\oint" => "the closed integral",
        "\\lim" => "the limit",
        "\\bigcup" => "the union",
        "\\bigcap" => "the intersection",
        _ => return None,
    })
}

/// `the sum from i = 1 to n of`.
fn limits(name: &str, sup: Option<&ParseNode>, sub: Option<&ParseNode>, out: &mut String) -> Option<()> {
    let said = |node: Option<&ParseNode>| node.map_or(Some(None), |node| inside(Form::English, node).map(Some));
    let (sub, sup) = (said(sub)?, said(sup)?);
    out.push_str(&format!(" {name}"));
    match (sub, sup) {
        (Some(sub), None) if name == "the limit" => out.push_str(&format!(" as {sub}")),
        (Some(sub), None) => out.push_str(&format!(" over {sub}")),
        (Some(sub), Some(sup)) => out.push_str(&format!(" from {sub} to {sup}")),
        (None, Some(sup)) => out.push_str(&format!(" up to {sup}")),
        (None, None) => {}
    }
    out.push_str(" of ");
    Some(())
}

/// The rows of what stands alone between two delimiters.
fn array(body: &[ParseNode]) -> Option<&Vec<Vec<ParseNode>>> {
    match body {
        [ParseNode::Array { body, .. }] => Some(body),
        [ParseNode::OrdGroup { body, .. } | ParseNode::Styling { body, .. }] => array(body),
        _ => None,
    }
}

/// `the matrix with row 1: a, b; row 2: c, d`, or the cases of a function.
fn in_rows(rows: &[Vec<ParseNode>], left: &str, right: &str) -> Option<String> {
    let cells = |row: &Vec<ParseNode>| row.iter().map(|cell| inside(Form::English, cell)).collect::<Option<Vec<_>>>();
    let rows: Vec<Vec<String>> = rows.iter().map(cells).collect::<Option<_>>()?;
    if right == "." && left.ends_with('{') {
        let case = |cells: &Vec<String>| {
            let (value, when) = (cells.first().cloned().unwrap_or_default(), cells.get(1).cloned().unwrap_or_default());
            // One letter is a name; `if`, `for all` and `otherwise` are words.
            let first = when.split(' ').next().unwrap_or_default();
            let worded = when.is_empty() || first.chars().count() > 1 && first.chars().all(char::is_alphabetic);
            if worded { format!("{value} {when}") } else { format!("{value} if {when}") }
        };
        let cases: Vec<String> = rows.iter().map(|row| case(row).trim().to_owned()).collect();
        return Some(format!(" {}", cases.join(", ")));
    }
    let name = match left {
        "|" | "\\vert" | "\\lvert" => "the determinant",
        _ => "the matrix",
    };
    let rows: Vec<String> =
        rows.iter().enumerate().map(|(at, cells)| format!("row {}: {}", at + 1, cells.join(", "))).collect();
    Some(format!(" {name} with {} ", rows.join("; ")))
}

fn inside(form: Form, node: &ParseNode) -> Option<String> {
    let mut out = String::new();
    one(form, node, &mut out)?;
    Some(out.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn atom(family: AtomFamily, sign: &str, out: &mut String) {
    let before = out.trim_end().chars().next_back();
    match family {
        AtomFamily::Rel => out.push_str(&format!(" {sign} ")),
        // A sign with nothing before it belongs to what follows.
        AtomFamily::Bin if before.is_none_or(|c| "([{=<>≤≥≈,;+−±∓".contains(c)) => out.push_str(sign),
        AtomFamily::Bin => out.push_str(&format!(" {sign} ")),
        AtomFamily::Punct => out.push_str(&format!("{sign} ")),
        AtomFamily::Close | AtomFamily::Inner | AtomFamily::Open => out.push_str(sign),
    }
}

fn scripts(
    form: Form,
    base: Option<&ParseNode>,
    sup: Option<&ParseNode>,
    sub: Option<&ParseNode>,
    out: &mut String,
) -> Option<()> {
    if let (Form::English, Some(name)) = (form, base.and_then(large_sign)) {
        return limits(name, sup, sub, out);
    }
    if let Some(ParseNode::HorizBrace { base, .. }) = base {
        return braced(form, base, sup.or(sub)?, out);
    }
    let large = matches!(base, Some(ParseNode::Op { .. } | ParseNode::OperatorName { .. }));
    if let Some(base) = base {
        one(form, base, out)?;
        out.truncate(out.trim_end().len());
    }
    if let Some(sub) = sub {
        out.push_str(&format!("_{}", grouped(&inside(form, sub)?)));
    }
    if let Some(sup) = sup {
        let sup = inside(form, sup)?;
        match raised(&sup) {
            Some(sup) => out.push_str(&sup),
            None => out.push_str(&format!("^{}", grouped(&sup))),
        }
    }
    if large {
        out.push(' ');
    }
    Some(())
}

/// Words over or under the brace of a part, which are no exponent.
fn braced(form: Form, base: &ParseNode, words: &ParseNode, out: &mut String) -> Option<()> {
    let (base, words) = (inside(form, base)?, inside(form, words)?);
    out.push_str(&if form == Form::English { format!("{base} (marked {words})") } else { format!("{base} ({words})") });
    Some(())
}

/// In brackets where it is more than a letter or a number.
fn grouped(text: &str) -> String {
    let letters = text.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).count();
    let one = letters == 1 || text.chars().all(|c| c.is_ascii_digit() || c == '.');
    if one { text.to_owned() } else { format!("({text})") }
}

/// As an exponent, if all of it can be one.
fn raised(text: &str) -> Option<String> {
    let high = |c| {
        Some(match c {
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '0' | '4'..='9' => char::from_u32(0x2070 + u32::from(c) - u32::from('0'))?,
            'n' => 'ⁿ',
            'i' => 'ⁱ',
            '−' => '⁻',
            '+' => '⁺',
            '′' => '′',
            _ => return None,
        })
    };
    text.chars().map(high).collect()
}

/// What is set over a letter, and what it is called over several.
fn accent(label: &str) -> Option<(char, &'static str)> {
    Some(match label {
        "\\hat" | "\\widehat" => ('\u{302}', "a hat"),
        "\\bar" => ('\u{304}', "a bar"),
        "\\tilde" | "\\widetilde" => ('\u{303}', "a tilde"),
        "\\dot" => ('\u{307}', "a dot"),
        "\\ddot" => ('\u{308}', "two dots"),
        "\\vec" | "\\overrightarrow" => ('\u{20d7}', "an arrow"),
        "\\overleftarrow" => ('\u{20d6}', "an arrow"),
        "\\acute" => ('\u{301}', "an accent"),
        "\\grave" => ('\u{300}', "an accent"),
        "\\check" | "\\widecheck" => ('\u{30c}', "a check"),
        "\\breve" => ('\u{306}', "a breve"),
        "\\mathring" => ('\u{30a}', "a ring"),
        _ => return None,
    })
}

fn delimiter(name: &str) -> Option<String> {
    if name == "." { Some(String::new()) } else { symbol(name) }
}

/// The character of a command, or the character itself.
pub fn symbol(name: &str) -> Option<String> {
    if name == "-" {
        return Some("−".to_owned());
    }
    let mut letters = name.chars();
    let itself = letters.next().filter(|_| letters.next().is_none());
    let sign = itself.or_else(|| get_math_symbol(name)?.codepoint);
    // Characters of no script (private use) say nothing.
    let sign = sign.filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c))?;
    Some(sign.to_string())
}
