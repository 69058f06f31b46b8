//! A formula's tree → one line of plain text that a screen reader speaks in the talk's own language, whichever it is:
//! `x = (−b ± √(b² − 4ac))/(2a)`. Commands that have no such form leave the whole to TeX's words.

use ratex_font::get_math_symbol;
use ratex_parser::parse_node::{AtomFamily, Mode, ParseNode};

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
        | ParseNode::OperatorName { body, .. }
        | ParseNode::HtmlMathMl { mathml: body, .. } => all(form, body, out)?,
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
        ParseNode::Font { body, .. } => one(form, body, out)?,
        ParseNode::Phantom { .. } | ParseNode::VPhantom { .. } | ParseNode::NoNumber { .. } => {}
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

/// What has a sign of its own around, over or between its parts.
fn built(form: Form, node: &ParseNode, out: &mut String) -> Option<()> {
    match node {
        ParseNode::Accent { label, base, .. } => {
            let base = inside(form, base)?;
            out.push_str(&base);
            out.push((base.chars().count() == 1).then(|| accent(label))??);
        }
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

/// What is set over a letter.
fn accent(label: &str) -> Option<char> {
    Some(match label {
        "\\hat" | "\\widehat" => '\u{302}',
        "\\bar" => '\u{304}',
        "\\tilde" | "\\widetilde" => '\u{303}',
        "\\dot" => '\u{307}',
        "\\ddot" => '\u{308}',
        "\\vec" => '\u{20d7}',
        _ => return None,
    })
}

fn delimiter(name: &str) -> Option<String> {
    if name == "." { Some(String::new()) } else { symbol(name) }
}

/// The character of a command, or the character itself.
fn symbol(name: &str) -> Option<String> {
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
