//! What the TeX parser finds wrong → words for an author who may not know TeX's.

use crate::formula::fault::Fault;

/// What holds more than can be seen, or than can be laid out soon.
pub fn too_large() -> Fault {
    Fault::new("this formula holds more than fits on a slide", "Split it into several, or leave parts out")
}

pub fn no_glyph(code: u32) -> Fault {
    let letter = char::from_u32(code).map_or_else(String::new, |c| format!("`{c}` "));
    let message = format!("the typeface of formulas has no {letter}(U+{code:04X})");
    Fault::new(message, "Put such words before or after the formula, outside the dollars")
}

/// What the parser's messages begin with or hold, what we say, and the remedy.
const KNOWN: &[(&str, &str, &str)] = &[
    ("Double superscript", "something has two exponents", "Write braces: {a^b}^c, or a^{bc}"),
    ("Double subscript", "something has two indices", "Write braces: a_{ij}"),
    ("got 'EOF'", "something in this formula is not closed", "Each { needs its }, each \\left its \\right"),
    ("Unexpected end of input", "something in this formula is not closed", "Each { needs its }"),
    ("Expected \\right", "a \\left has no \\right", "\\right. closes it without a bracket"),
    ("Expected \\end", "a \\begin has no \\end", "Write \\begin{cases} … \\end{cases}"),
    ("Expected & or", "a \\begin has no \\end", "Write \\begin{cases} … \\end{cases}"),
    ("Mismatch", "a \\begin is closed by the \\end of something else", "Both name the same: {cases} … {cases}"),
    ("Extra }", "a } closes nothing", "Each } needs its {; a brace to be seen is written \\}"),
    (
        "got '}'",
        "a } stands where something is missing",
        "Each } needs its {, and \\frac needs two parts: \\frac{a}{b}",
    ),
    ("Expected 'EOF', got '&'", "an & stands outside of rows", "Write \\begin{aligned} … & … \\end{aligned}"),
    ("Expected 'EOF'", "this formula goes on where it should end", "Each } needs its {, each \\right its \\left"),
    ("Expected group", "something is missing after a command", "\\frac needs two parts: \\frac{a}{b}"),
    ("Expected argument", "something is missing after a command", "\\frac needs two parts: \\frac{a}{b}"),
    ("Invalid delimiter", "this cannot be a bracket", "\\left and \\right take ( ) [ ] \\{ \\} | . and the like"),
    ("Invalid color", "this is no color", "Write \\textcolor{#B00020}{…}"),
    ("infinite loop", "a command in this formula goes round in circles", "Write out what it stands for"),
    ("Too many expansions", "this formula grows without end", "Write out what its commands stand for"),
    ("Recursion limit", "parts of this formula stand too deep inside one another", "Split it into several"),
    ("resource limit", "this formula holds more than fits on a slide", "Split it into several"),
    ("in text mode", "this command belongs outside of \\text", "Close the brace of \\text before it"),
];

/// The parser's message in plain words.
pub fn said(message: &str) -> Fault {
    if let Some(name) = message.strip_prefix("Undefined control sequence: ") {
        let hint = "Most of what LaTeX's amsmath has is known; words stand in \\text{…}";
        return Fault::new(format!("`{}` is no command that formulas know", shown(name)), hint);
    }
    if let Some(name) = message.strip_prefix("No such environment: ") {
        let hint = "There are: aligned, cases, matrix, pmatrix, bmatrix, vmatrix, array, gathered";
        return Fault::new(format!("there is nothing called `{}` to begin", shown(name)), hint);
    }
    match KNOWN.iter().find(|(known, ..)| message.contains(known)) {
        Some((_, said, hint)) => Fault::new(*said, *hint),
        None => Fault::new(format!("this is not TeX: {}", shown(message)), "A plain dollar is written \\$"),
    }
}

/// The first letters, on one line.
fn shown(text: &str) -> String {
    let mut out: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}
