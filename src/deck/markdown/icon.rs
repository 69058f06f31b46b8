//! `{icon=rocket}` and `{icon=rocket alt="Fast"}`, which stand for an item's mark: their names and what they say.

use std::ops::Range;

use super::letters::{before, near};

/// An icon that is named, and still to be looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Icon {
    pub name: String,
    /// What it says to those who do not see it; by itself it decorates.
    pub alt: Option<String>,
}

/// Bytes between the braces.
const LONGEST: usize = 200;
/// What each begins with.
pub(super) const OPEN: &str = "{icon";

/// What begins with the brace at `at`, as long as it is.
pub(super) fn find(text: &str, at: usize) -> Option<(Range<usize>, Icon)> {
    let inside = inside(text, at)?;
    let mut icon = Icon { name: String::new(), alt: None };
    let mut rest = inside.trim_matches(' ');
    while !rest.is_empty() {
        let (key, value, after) = attribute(rest)?;
        match key {
            "icon" if icon.name.is_empty() => icon.name = value.to_owned(),
            "alt" if icon.alt.is_none() => icon.alt = Some(value.to_owned()),
            _ => return None,
        }
        rest = after;
    }
    (!icon.name.is_empty()).then(|| (at..at + inside.len() + 2, icon))
}

/// What stands between the braces on one line, unless a `\` makes plain letters of them.
pub(super) fn inside(text: &str, at: usize) -> Option<&str> {
    let rest = near(text, at, LONGEST).strip_prefix('{')?;
    let inside = &rest[..rest.find('}')?];
    (!inside.contains(['{', '\n']) && before(text, at) != Some('\\')).then_some(inside)
}

/// `name=value` or `name="value"`, and what follows.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (key, rest) = text.split_once('=')?;
    let rest = rest.trim_start_matches(' ');
    let (value, after) = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"')?,
        None => rest.split_once(' ').unwrap_or((rest, "")),
    };
    let value = value.trim();
    (!value.is_empty()).then(|| (key.trim_end_matches(' '), value, after.trim_start_matches(' ')))
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn an_icon_is_named_as_attributes_are_written() {
        for (text, name, alt) in [
            ("{icon=rocket}", "rocket", None),
            ("{icon=\"rocket\"} so", "rocket", None),
            ("{ icon = circle-alert }", "circle-alert", None),
            ("{icon=check alt=\"It is so\"}", "check", Some("It is so")),
            ("{icon=x alt=no}", "x", Some("no")),
        ] {
            let (range, icon) = find(text, 0).expect(text);
            assert_eq!((icon.name.as_str(), icon.alt.as_deref()), (name, alt), "{text}");
            assert!(text[range].ends_with('}'), "{text}");
        }
        for text in
            ["{icon}", "{icon=}", "{icon rocket}", "{icon=a icon=b}", "{icon=a size=3}", "{icon=a\n}", "{icon=a"]
        {
            assert_eq!(find(text, 0), None, "{text}");
        }
        assert_eq!(find("\\{icon=rocket}", 1), None, "plain letters");
    }
}
