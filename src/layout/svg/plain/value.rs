//! CSS values → what SVG 1.1 knows: custom properties filled in, `light-dark()` decided, every color as `#rrggbbaa`.

use std::collections::BTreeMap;

use peniko::color::{ColorSpaceTag, DynamicColor, HueDirection, Srgb, parse_color};

use crate::color::Color;

/// Custom properties by name (`--accent`).
pub(super) type Vars = BTreeMap<String, String>;

/// A value that grows longer than this by its custom properties is none.
const LONGEST: usize = 64 * 1024;
/// Custom properties in custom properties.
const DEEPEST: usize = 16;

/// The value without `var()`; `None` where a custom property is missing and has no fallback.
pub(super) fn filled(value: &str, vars: &Vars) -> Option<String> {
    substitute(value, vars, DEEPEST)
}

fn substitute(value: &str, vars: &Vars, deeper: usize) -> Option<String> {
    let mut out = String::new();
    let mut rest = value;
    while let Some((before, inside, after)) = function(rest, "var") {
        let (name, fallback) = match split(inside, ',') {
            (name, Some(fallback)) => (name.trim(), Some(fallback.trim())),
            (name, None) => (name.trim(), None),
        };
        let deeper = deeper.checked_sub(1)?;
        let own = vars.get(name).and_then(|own| substitute(own, vars, deeper));
        let own = match (own, fallback) {
            (Some(own), _) => own,
            (None, Some(fallback)) => substitute(fallback, vars, deeper)?,
            (None, None) => return None,
        };
        out.push_str(before);
        out.push_str(&own);
        if out.len() > LONGEST {
            return None;
        }
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// The half of each `light-dark()` that goes with the ground.
pub(super) fn lit(value: &str, dark: bool) -> String {
    let mut value = value.to_owned();
    for _ in 0..DEEPEST {
        let Some((before, inside, after)) = function(&value, "light-dark") else { break };
        let (light, other) = split(inside, ',');
        let half = if dark { other.unwrap_or(light) } else { light };
        value = format!("{before}{}{after}", half.trim());
    }
    value
}

/// What stands before a function's first call, between its brackets, and after them.
fn function<'a>(value: &'a str, name: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let mut from = 0;
    loop {
        let at = from + value[from..].to_ascii_lowercase().find(&format!("{name}("))?;
        let start = at + name.len() + 1;
        let alone = !value[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
        if alone {
            let end = start + closing(&value[start..], '(', ')')?;
            return Some((&value[..at], &value[start..end], &value[end + 1..]));
        }
        from = start;
    }
}

/// Where the bracket that was open before `text` is closed; what stands in quotation marks does not count.
pub(super) fn closing(text: &str, opening: char, closing: char) -> Option<usize> {
    let (mut open, mut quote) = (0_usize, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(mark), _) if mark == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, c) if c == opening => open += 1,
            (None, c) if c == closing && open == 0 => return Some(at),
            (None, c) if c == closing => open -= 1,
            (None, _) => {}
        }
    }
    None
}

/// Before and after the first `mark` that is in no bracket and no quotation marks.
pub(super) fn split(text: &str, mark: char) -> (&str, Option<&str>) {
    let (mut open, mut quote) = (0_usize, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(quoted), _) if quoted == c => quote = None,
            (Some(_), _) => {}
            (None, _) if c == mark && open == 0 => return (&text[..at], Some(&text[at + c.len_utf8()..])),
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[') => open += 1,
            (None, ')' | ']') => open = open.saturating_sub(1),
            (None, _) => {}
        }
    }
    (text, None)
}

/// All parts between marks that are in no bracket.
pub(super) fn parts(text: &str, mark: char) -> Vec<&str> {
    let (mut out, mut rest) = (Vec::new(), Some(text));
    while let Some(text) = rest {
        let (part, after) = split(text, mark);
        out.push(part.trim());
        rest = after;
    }
    out
}

/// The words of a value; what is in brackets or quotation marks belongs to its word.
pub(super) fn tokens(text: &str) -> Vec<&str> {
    parts(text, ' ').into_iter().flat_map(|part| part.split(['\n', '\t'])).filter(|word| !word.is_empty()).collect()
}

/// The address in `url(…)`.
pub(super) fn address(value: &str) -> Option<&str> {
    function(value, "url").map(|(_, inside, _)| inside.trim().trim_matches(['"', '\'']))
}

/// A list of filters with the colors of shadows in a form that usvg reads.
pub(super) fn filters(value: &str) -> String {
    let Some((before, inside, after)) = function(value, "drop-shadow") else { return value.to_owned() };
    let words: Vec<String> =
        tokens(inside).into_iter().map(|word| color(word).unwrap_or_else(|| word.to_owned())).collect();
    format!("{before}drop-shadow({}){}", words.join(" "), filters(after))
}

/// A paint (`fill`, `stroke`) as usvg reads it; `None` if it is none.
pub(super) fn paint(value: &str) -> Option<String> {
    let lower = value.trim().to_ascii_lowercase();
    if matches!(lower.as_str(), "none" | "context-fill" | "context-stroke") {
        return Some(lower);
    }
    if lower.starts_with("url(") {
        let (_, inside, fallback) = function(value, "url")?;
        let address = inside.trim().trim_matches(['"', '\'']);
        let fallback = fallback.trim();
        let fallback = if fallback.is_empty() { String::new() } else { format!(" {}", paint(fallback)?) };
        return Some(format!("url({address}){fallback}"));
    }
    color(value)
}

/// A color as `#rrggbb` or `#rrggbbaa`, `currentColor` or `inherit`; `None` if it is none.
pub(super) fn color(value: &str) -> Option<String> {
    let value = value.trim();
    let lower = value.to_ascii_lowercase();
    match lower.as_str() {
        "currentcolor" => return Some("currentColor".to_owned()),
        "inherit" => return Some(lower),
        "unset" | "revert" | "revert-layer" | "initial" => return None,
        _ => {}
    }
    // SVG 1.1 lets the color of a profile follow one that every screen has.
    let plain = lower.split("icc-color(").next().unwrap_or(&lower).trim();
    // Both spellings are names; the British one is not in the list of names that is asked.
    let american = plain.replace("grey", "gray");
    let found = system(plain).or_else(|| resolved(&american))?;
    // What SVG 1.1 knows usvg reads itself, numbers beyond their range included.
    if plain.contains(',') && !plain.contains("color-mix") {
        return Some(plain.to_owned());
    }
    let [r, g, b, a] = found.to_alpha_color::<Srgb>().to_rgba8().to_u8_array();
    let color = Color { r, g, b, a };
    Some(if a == 255 { format!("#{r:02x}{g:02x}{b:02x}") } else { color_with_alpha(color) })
}

fn color_with_alpha(Color { r, g, b, a }: Color) -> String {
    format!("#{r:02x}{g:02x}{b:02x}{a:02x}")
}

fn resolved(value: &str) -> Option<DynamicColor> {
    match function(value, "color-mix") {
        Some(("", inside, "")) => mixed(inside),
        _ => parse_color(value).ok(),
    }
}

/// `in oklch, red 30%, blue`
fn mixed(inside: &str) -> Option<DynamicColor> {
    let parts = parts(inside, ',');
    let [space, one, other] = parts[..] else { return None };
    let space = space.strip_prefix("in ")?.split_whitespace().next()?;
    let space = match space {
        "srgb" => ColorSpaceTag::Srgb,
        "srgb-linear" => ColorSpaceTag::LinearSrgb,
        "lab" => ColorSpaceTag::Lab,
        "lch" => ColorSpaceTag::Lch,
        "oklab" => ColorSpaceTag::Oklab,
        "oklch" => ColorSpaceTag::Oklch,
        "hsl" => ColorSpaceTag::Hsl,
        "hwb" => ColorSpaceTag::Hwb,
        "display-p3" => ColorSpaceTag::DisplayP3,
        "xyz" | "xyz-d65" => ColorSpaceTag::XyzD65,
        "xyz-d50" => ColorSpaceTag::XyzD50,
        _ => return None,
    };
    let share = |text: &str| -> Option<(DynamicColor, Option<f32>)> {
        let percent = text.split_whitespace().find_map(|word| word.strip_suffix('%')?.parse::<f32>().ok());
        let has_percent = |word: &&str| word.strip_suffix('%').is_some_and(|number| number.parse::<f32>().is_ok());
        // A percentage inside a color's own brackets is part of the color.
        let (color, percent) = match resolved(text) {
            Some(color) => (color, None),
            None => {
                let words: Vec<&str> = text.split_whitespace().collect();
                let rest = match (words.first(), words.last()) {
                    (_, Some(last)) if has_percent(last) => words[..words.len() - 1].join(" "),
                    (Some(first), _) if has_percent(first) => words[1..].join(" "),
                    _ => return None,
                };
                (resolved(&rest)?, percent)
            }
        };
        Some((color, percent.map(|percent| percent.clamp(0.0, 100.0) / 100.0)))
    };
    let ((one, first), (other, second)) = (share(one)?, share(other)?);
    let (first, second) = match (first, second) {
        (None, None) => (0.5, 0.5),
        (Some(first), None) => (first, 1.0 - first),
        (None, Some(second)) => (1.0 - second, second),
        (Some(first), Some(second)) => (first, second),
    };
    let sum = first + second;
    if sum <= 0.0 {
        return None;
    }
    let mixed = one.interpolate(other, space, HueDirection::Shorter).eval(second / sum);
    // Less than all of both is seen through.
    Some(mixed.map(|a, b, c, alpha| [a, b, c, alpha * sum.min(1.0)]))
}

/// Colors that a browser takes from the system, as it shows them on light paper.
fn system(name: &str) -> Option<DynamicColor> {
    let stands_for = match name {
        "canvas" | "field" | "highlighttext" | "window" => "white",
        "canvastext" | "fieldtext" | "buttontext" | "windowtext" | "text" => "black",
        "linktext" => "#0000ee",
        "graytext" => "gray",
        "buttonface" => "#f0f0f0",
        "highlight" | "accentcolor" => "#3367d1",
        _ => return None,
    };
    parse_color(stands_for).ok()
}

/// A name or an address, short enough for a message.
pub(super) fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_of_every_kind_are_those_of_a_browser() {
        // Taken from what Firefox computes, a unit more or less.
        let known = [
            ("red", "#ff0000"),
            ("#1f77b4", "#1f77b4"),
            ("#f008", "#ff000088"),
            ("rgb(1 2 3 / 50%)", "#01020380"),
            ("rgb(100% 0% 50%)", "#ff0080"),
            ("hsl(120deg 100% 25%)", "#008000"),
            ("hsl(0.5turn 100% 50% / 0.5)", "#00ffff80"),
            ("DarkSlateGrey", "#2f4f4f"),
            ("grey", "#808080"),
            ("hwb(0 20% 20%)", "#cc3333"),
            ("oklch(62.8% 0.25768 29.234)", "#ff0000"),
            ("oklab(1 0 0)", "#ffffff"),
            ("lab(0 0 0)", "#000000"),
            ("lch(100% 0 0)", "#ffffff"),
            ("color(srgb 1 0.5 0)", "#ff8000"),
            ("color(srgb 0 0 1 / 25%)", "#0000ff40"),
            ("color-mix(in srgb, red, blue)", "#800080"),
            ("color-mix(in srgb, white 25%, black)", "#404040"),
            ("#CD853F icc-color(acmecmyk, 0.11, 0.48, 0.83, 0.00)", "#cd853f"),
            ("CanvasText", "#000000"),
            ("transparent", "#00000000"),
        ];
        for (written, expected) in known {
            let found = color(written).unwrap_or_else(|| panic!("`{written}` is a color"));
            let channels = |text: &str| -> Vec<i32> {
                let digits = text.trim_start_matches('#').as_bytes().chunks(2);
                digits
                    .map(|pair| i32::from_str_radix(std::str::from_utf8(pair).expect("digits"), 16).expect("hex"))
                    .collect()
            };
            let (ours, theirs) = (channels(&found), channels(expected));
            let near = ours.len() == theirs.len() && ours.iter().zip(&theirs).all(|(a, b)| (a - b).abs() <= 1);
            assert!(near, "{written}: {found}, not {expected}");
        }
        for written in ["rgba(10, 20, 30, .5)", "hsl(120, 200%, 25%)"] {
            assert_eq!(color(written).as_deref(), Some(written));
        }
        for written in ["", "foo", "rgb(", "oklch()", "#12", "url(#a)", "light-dark(red, blue)", "rgb(a b c)"] {
            assert_eq!(color(written), None, "{written}");
        }
    }

    #[test]
    fn custom_properties_are_filled_in_with_their_fallbacks() {
        let vars = Vars::from([
            ("--a".to_owned(), "red".to_owned()),
            ("--b".to_owned(), "var(--a)".to_owned()),
            ("--loop".to_owned(), "var(--loop)".to_owned()),
        ]);
        let known = [
            ("var(--a)", Some("red")),
            ("var(--b) url(#x)", Some("red url(#x)")),
            ("var(--none, rgb(1, 2, 3))", Some("rgb(1, 2, 3)")),
            ("var(--none, var(--a))", Some("red")),
            ("var(--none)", None),
            ("var(--loop)", None),
            ("var(--loop, blue)", Some("blue")),
            ("plain", Some("plain")),
        ];
        for (written, expected) in known {
            assert_eq!(filled(written, &vars).as_deref(), expected, "{written}");
        }
        let mut laughs = Vars::from([("--0".to_owned(), "ha".repeat(100))]);
        for level in 1..15 {
            laughs.insert(format!("--{level}"), format!("var(--{0})", level - 1).repeat(10));
        }
        assert_eq!(filled("var(--14)", &laughs), None);
    }

    #[test]
    fn the_half_that_goes_with_the_ground_is_taken() {
        let written = "light-dark(rgb(0,0,0), light-dark(red, #fff)) url(#x)";
        assert_eq!(lit(written, false), "rgb(0,0,0) url(#x)");
        assert_eq!(lit(written, true), "#fff url(#x)");
    }
}
