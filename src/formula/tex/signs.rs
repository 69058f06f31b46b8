//! Commands that set something over, under or around a part → the signs of MathML for them.

/// Text in XML.
pub fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What is set over a letter or over several.
pub fn accent(label: &str) -> Option<&'static str> {
    Some(match label {
        "\\hat" | "\\widehat" => "^",
        "\\bar" | "\\overlinesegment" => "\u{af}",
        "\\tilde" | "\\widetilde" => "~",
        "\\dot" => "\u{2d9}",
        "\\ddot" => "\u{a8}",
        "\\dddot" => "\u{20db}",
        "\\ddddot" => "\u{20dc}",
        "\\vec" | "\\overrightarrow" => "\u{2192}",
        "\\overleftarrow" => "\u{2190}",
        "\\overleftrightarrow" => "\u{2194}",
        "\\Overrightarrow" => "\u{21d2}",
        "\\overrightharpoon" => "\u{21c0}",
        "\\overleftharpoon" => "\u{21bc}",
        "\\overgroup" => "\u{23e0}",
        "\\acute" => "\u{b4}",
        "\\grave" => "`",
        "\\check" | "\\widecheck" => "\u{2c7}",
        "\\breve" => "\u{2d8}",
        "\\mathring" => "\u{2da}",
        _ => return None,
    })
}

pub fn under(label: &str) -> Option<&'static str> {
    Some(match label {
        "\\underrightarrow" => "\u{2192}",
        "\\underleftarrow" => "\u{2190}",
        "\\underleftrightarrow" => "\u{2194}",
        "\\undergroup" => "\u{23e1}",
        "\\utilde" => "~",
        "\\underbar" | "\\underlinesegment" => "_",
        _ => return None,
    })
}

pub fn brace(label: &str, over: bool) -> Option<String> {
    let sign = match (label.trim_start_matches('\\'), over) {
        ("overbrace" | "underbrace", true) => '\u{23de}',
        ("overbrace" | "underbrace", false) => '\u{23df}',
        ("overbracket" | "underbracket", true) => '\u{23b4}',
        ("overbracket" | "underbracket", false) => '\u{23b5}',
        _ => return None,
    };
    Some(format!("<mo stretchy=\"true\">{sign}</mo>"))
}

/// An arrow as long as what is written over it.
pub fn arrow(label: &str) -> Option<String> {
    Some(format!("<mo stretchy=\"true\">{}</mo>", arrow_sign(label)?))
}

pub fn arrow_sign(label: &str) -> Option<char> {
    Some(match label {
        "\\xrightarrow" | "\\xtofrom" => '→',
        "\\xleftarrow" => '←',
        "\\xleftrightarrow" => '↔',
        "\\xRightarrow" => '⇒',
        "\\xLeftarrow" => '⇐',
        "\\xLeftrightarrow" => '⇔',
        "\\xmapsto" => '↦',
        "\\xhookrightarrow" => '↪',
        "\\xhookleftarrow" => '↩',
        "\\xrightharpoonup" => '⇀',
        "\\xrightharpoondown" => '⇁',
        "\\xleftharpoonup" => '↼',
        "\\xleftharpoondown" => '↽',
        "\\xrightleftharpoons" => '⇌',
        "\\xlongequal" => '=',
        "\\xtwoheadrightarrow" => '↠',
        "\\xtwoheadleftarrow" => '↞',
        _ => return None,
    })
}

/// The name that MathML has for lines through or around a part.
pub fn enclosed(label: &str) -> Option<&'static str> {
    Some(match label {
        "\\fbox" | "\\boxed" | "\\fcolorbox" => "box",
        // A ground of another color, and no line.
        "\\colorbox" => "",
        "\\cancel" | "\\slashed" | "\\centernot" => "updiagonalstrike",
        "\\bcancel" => "downdiagonalstrike",
        "\\xcancel" => "updiagonalstrike downdiagonalstrike",
        "\\sout" => "horizontalstrike",
        "\\phase" => "phasorangle",
        "\\angl" => "actuarial",
        _ => return None,
    })
}
