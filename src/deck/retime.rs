//! A deck's text, and times for some of its slides → the same text with these times: comments, order and layout stay.
//!
//! Invariant: the text is changed as a whole, or there is a sentence that says why not. The same times again change
//! nothing.

use std::time::Duration;

use toml_edit::{DocumentMut, Item, Table, Value, value};

/// `times` has a place for each `[[slide]]` that includes no others, with whole seconds, or nothing for those that stay as
/// they are.
///
/// # Errors
/// A sentence for the presenter, where the text cannot take the times and stay as it was otherwise.
pub fn retime(text: &str, times: &[Option<Duration>]) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|_| "the deck has a fault; fix it first".to_owned())?;
    let windows = text.contains("\r\n");
    if with_ends(&document.to_string(), windows) != text {
        return Err("its lines end in different ways; save it once with one kind of line ends".to_owned());
    }
    let slides = document.get_mut("slide").and_then(Item::as_array_of_tables_mut);
    let own = |slide: &&Table| !slide.contains_key("include");
    let slides = slides.filter(|slides| slides.iter().filter(own).count() == times.len());
    let Some(slides) = slides else { return Err("write each slide as a [[slide]] of its own".to_owned()) };
    for (slide, time) in slides.iter_mut().filter(|slide| own(&&**slide)).zip(times) {
        let Some(time) = time else { continue };
        match slide.get_mut("time") {
            Some(Item::Value(old)) => {
                let mut new = Value::from(written(*time));
                *new.decor_mut() = old.decor().clone();
                *old = new;
            }
            _ => drop(slide.insert("time", value(written(*time)))),
        }
    }
    Ok(with_ends(&document.to_string(), windows))
}

/// `45s`, `1m30s`, `2m`
pub(super) fn written(time: Duration) -> String {
    match (time.as_secs() / 60, time.as_secs() % 60) {
        (0, seconds) => format!("{seconds}s"),
        (minutes, 0) => format!("{minutes}m"),
        (minutes, seconds) => format!("{minutes}m{seconds:02}s"),
    }
}

/// What is written anew ends its lines in one way; this puts the other back.
pub(super) fn with_ends(text: &str, windows: bool) -> String {
    if windows { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DECK: &str = "# A talk\n[deck]\ntitle = 'T' # its name\n\n# ─── 1 ───\n[[slide]]\nid      = \"a\"\ntime    = \"55s\" # as it was once\nnotes = \"\"\"\nLong\n\"\"\"\n  [[slide.cue]]\n  text = \"Hello.\" # hm\n\n# ─── 2 ───\n[[slide]]\ntitle   = \"B\"   # aligned\n# A comment at its end.\n\n# ─── 3 ───\n[[slide]]\n  title = \"C\"\n  [[slide.cue]]\n  text = \"Bye.\"\n";

    fn seconds(times: [u64; 3]) -> Vec<Option<Duration>> {
        times.into_iter().map(|time| (time > 0).then(|| Duration::from_secs(time))).collect()
    }

    #[test]
    fn only_the_times_change() {
        let new = retime(DECK, &seconds([90, 45, 120])).expect("it takes them");
        let expected = DECK
            .replace("\"55s\"", "\"1m30s\"")
            .replace("# aligned\n", "# aligned\ntime = \"45s\"\n")
            .replace("\"C\"\n", "\"C\"\ntime = \"2m\"\n");
        assert_eq!(new, expected);
        assert_eq!(retime(&new, &seconds([90, 45, 120])).as_ref(), Ok(&new), "again");
        assert_eq!(retime(DECK, &seconds([0, 0, 0])).as_deref(), Ok(DECK));
        let windows = DECK.replace('\n', "\r\n");
        assert_eq!(retime(&windows, &seconds([90, 45, 120])), Ok(expected.replace('\n', "\r\n")));
    }

    #[test]
    fn what_would_change_more_is_refused() {
        let refused = |text: &str| retime(text, &seconds([1, 1, 1])).expect_err("it is refused");
        assert!(refused("a = ").contains("fault"));
        assert!(refused(&DECK.replacen('\n', "\r\n", 2)).contains("line ends"));
        assert!(refused("slide = [{ title = \"A\" }, { title = \"B\" }, { title = \"C\" }]\n").contains("[[slide]]"));
        assert!(refused("[[slide]]\ntitle = \"A\"\n").contains("[[slide]]"));
    }
}
