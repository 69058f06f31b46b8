//! What was typed → the commands and slides that it means, the likeliest first, and why some cannot be had now.

use std::ops::Range;

use crate::playback::scene::{Playing, Scene};
use crate::playback::search;
use crate::show::command::Command;
use crate::show::marks::Tool;
use crate::show::view::Cursor;

use crate::app::desktop::setup::hiding;
use crate::app::keys::does::{Does, WindowCommand};
use crate::app::keys::keymap::{Keymap, Row};
use crate::app::keys::table::{Binding, Group, Place};

/// So many slides are named under the commands.
const MOST_SLIDES: usize = 8;

/// Words that people use for a command which its own name and words lack, by its name in the settings.
const ALSO: [(&str, &str); 30] = [
    ("next-step", "forward advance go on"),
    ("previous-step", "back backward return"),
    ("overview", "grid thumbnails search find jump"),
    ("back", "return history"),
    ("black", "blank dark screen off"),
    ("white", "blank bright"),
    ("freeze", "pause hold still"),
    ("captions", "subtitles"),
    ("caption-language", "subtitles translation"),
    ("caption-color", "subtitles colour yellow white"),
    ("caption-opacity", "subtitles transparent background box"),
    ("captions-larger", "subtitles bigger font size"),
    ("captions-smaller", "subtitles font size"),
    ("swap-screens", "monitor display projector exchange"),
    ("hide-stage", "show projector rehearse room audience unseen"),
    ("screens", "monitor display projector choose"),
    ("windowed-stage", "share meeting zoom teams"),
    ("fullscreen", "maximize"),
    ("laser", "pointer dot"),
    ("zoom", "magnify enlarge"),
    ("pen", "draw ink write annotate"),
    ("pen-color", "ink red blue green colour"),
    ("highlighter", "marker yellow"),
    ("what-now", "late cut skip shorten plan b over time"),
    ("clear-ink", "delete drawing erase"),
    ("timer-toggle", "clock pause time stopwatch"),
    ("timer-mode", "countdown clock remaining"),
    ("teleprompter-faster", "speed scroll"),
    ("export", "pdf print share handout"),
    ("ask-quit", "end stop finish exit close"),
];

/// What is called by one word where it stands among its like, and in the list by more, by its name in the settings.
const LISTED: [(&str, &str); 29] = [
    ("next-step", "Next step"),
    ("previous-step", "Previous step"),
    ("first-slide", "First slide"),
    ("last-slide", "Last slide"),
    ("go-typed", "Go to a slide"),
    ("overview", "All slides"),
    ("caption-language", "Caption language"),
    ("caption-source", "Caption source"),
    ("caption-place", "Caption place"),
    ("windowed-stage", "Stage in a window"),
    ("hide-stage", "Hide the stage"),
    ("clear-ink", "Clear the ink"),
    ("notes-larger", "Larger notes"),
    ("notes-smaller", "Smaller notes"),
    ("notes-reset", "Usual notes"),
    ("notes-up", "Notes up"),
    ("notes-down", "Notes down"),
    ("teleprompter-hold", "Hold the teleprompter"),
    ("teleprompter-faster", "Faster teleprompter"),
    ("teleprompter-slower", "Slower teleprompter"),
    ("teleprompter-script", "Captions in the teleprompter"),
    ("teleprompter-mirror", "Mirror the teleprompter"),
    ("teleprompter-turn", "Turn the teleprompter"),
    ("arrangement", "Layout of the console"),
    ("console-theme", "Light or dark"),
    ("auto-advance", "Go on by itself"),
    ("timer-reset", "Reset the time"),
    ("timer-mode", "What the time shows"),
    ("recording-mark", "Mark the recording"),
];

/// What a command is called in the list.
fn listed_name(binding: &Binding) -> &'static str {
    LISTED.iter().find(|(id, _)| *id == binding.id).map_or(binding.name, |(_, name)| name)
}

/// What the list knows of the talk.
pub struct Known<'a> {
    pub scene: &'a Scene,
    /// How many screens there are.
    pub screens: usize,
    /// In a rehearsal with a screen for an audience: whether the stage is shown there.
    pub shown: Option<bool>,
    /// What was asked for here before, the last first.
    pub lately: &'a [Does],
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub does: Does,
    pub name: String,
    /// The bytes of the name that were typed.
    pub lit: Vec<Range<usize>>,
    pub words: String,
    pub cap: String,
    /// Why it cannot be had now.
    pub off: Option<&'static str>,
}

/// All that `typed` means. With nothing typed: what was asked for lately, then every command, group by group.
pub fn entries(typed: &str, keymap: &Keymap, known: &Known<'_>) -> Vec<Entry> {
    let typed: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let rows = keymap.rows().iter().filter(|row| listed(row));
    let rank = |row: &Row| known.lately.iter().position(|does| *does == row.binding.does);
    let mut found: Vec<(usize, Entry)> = if typed.is_empty() {
        rows.map(|row| (rank(row).unwrap_or(usize::MAX), entry(row, &typed, known))).collect()
    } else {
        let languages = known.scene.playing().map_or_else(String::new, |playing| playing.plan.languages.join(" "));
        rows.filter_map(|row| Some((weight(row, &typed, &languages)?, entry(row, &typed, known)))).collect()
    };
    found.sort_by_key(|(weight, _)| *weight);
    let slides = known.scene.playing().into_iter().flat_map(|playing| slides(&typed, playing));
    found.into_iter().map(|(_, entry)| entry).chain(slides).collect()
}

/// Digits go to the number field, and Esc is no command to look for.
fn listed(row: &Row) -> bool {
    let does = row.binding.does;
    let itself = [Command::Leave.into(), WindowCommand::Commands.into(), WindowCommand::Menu.into()];
    row.place() == Place::Talk && row.binding.group != Group::Pages && !does.counts() && !itself.contains(&does)
}

fn entry(row: &Row, typed: &[String], known: &Known<'_>) -> Entry {
    let binding = row.binding;
    let hiding = known.shown.map(hiding).filter(|_| binding.does == Does::Window(WindowCommand::HideStage));
    let name = hiding.unwrap_or_else(|| listed_name(binding));
    let lower = name.to_lowercase();
    let place = |word: &String| lower.find(word.as_str()).map(|at| at..at + word.len());
    // Lower case has other lengths in some scripts; the program's own names have none of those.
    let lit = if lower.len() == name.len() { typed.iter().filter_map(place).collect() } else { Vec::new() };
    Entry {
        does: binding.does,
        name: name.to_owned(),
        lit,
        words: binding.words.to_owned(),
        cap: row.caps().into_iter().next().unwrap_or_default(),
        off: off(binding.does, known),
    }
}

/// How far a command is from what was typed; none where a word of it is nowhere.
/// `languages` are those of the captions.
pub fn weight(row: &Row, typed: &[String], languages: &str) -> Option<usize> {
    let binding = row.binding;
    let also = ALSO.iter().find(|(id, _)| *id == binding.id).map_or("", |(_, words)| words);
    let of_deck = if binding.does == Does::Talk(Command::CaptionLanguage) { languages } else { "" };
    let [name, words, also] = [listed_name(binding), binding.words, also].map(str::to_lowercase);
    let begins = |text: &str, word: &str| text.split_whitespace().any(|part| part.starts_with(word));
    let cap = row.caps().iter().any(|cap| typed.len() == 1 && cap.to_lowercase() == typed[0]);
    typed.iter().try_fold(0, |sum, word| {
        let distance = match word.as_str() {
            word if name.starts_with(word) => 1,
            word if of_deck.split(' ').any(|code| code.eq_ignore_ascii_case(word)) => 0,
            word if begins(&name, word) => 1,
            word if begins(&also, word) => 2,
            word if cap || begins(&words, word) => 3,
            word if name.contains(word) => 4,
            word if words.contains(word) || also.contains(word) => 6,
            _ => return None,
        };
        Some(sum + distance)
    })
}

/// Slides whose number, title or words have what was typed; not their notes, since others may see this list.
fn slides(typed: &[String], playing: &Playing) -> Vec<Entry> {
    if typed.is_empty() {
        return Vec::new();
    }
    let hits = playing.reading.index.find(&typed.join(" "));
    let entry = |slide: usize| {
        let planned = playing.plan.slides.get(slide)?;
        let name = format!("{}  {}", planned.number, planned.name());
        let words = "Go to this slide".to_owned();
        let does = Does::Talk(Command::GoTo(slide));
        Some(Entry { does, name, lit: Vec::new(), words, cap: String::new(), off: None })
    };
    let seen = hits.iter().filter(|hit| hit.place != search::Place::Notes);
    seen.take(MOST_SLIDES).filter_map(|hit| entry(hit.slide)).collect()
}

/// Why it cannot be had now.
pub fn off(does: Does, known: &Known<'_>) -> Option<&'static str> {
    let playing = known.scene.playing()?;
    let here = |at: Cursor| playing.reading.drawing(at).is_some_and(|drawing| !drawing.links().is_empty());
    match does {
        Does::Window(WindowCommand::SwapScreens | WindowCommand::Screens) if known.screens < 2 => {
            Some("There is one screen")
        }
        Does::Window(WindowCommand::SwapScreens) if known.shown == Some(false) => Some("Only you see the rehearsal"),
        Does::Window(WindowCommand::OpenLink | WindowCommand::NextLink) if !here(playing.view.cursor) => {
            Some("This slide has no link")
        }
        Does::Window(WindowCommand::HoldingWords) if !playing.view.green_room => Some("The talk has begun"),
        Does::Talk(Command::TakeCuts) if playing.view.what_now.is_none() => Some("Ask What now? first"),
        Does::Talk(Command::ToolLarger | Command::ToolSmaller)
            if playing.view.tool == Tool::Nothing && playing.view.marks.zoom.is_none() =>
        {
            Some("No tool is in hand")
        }
        Does::Talk(Command::TakeAgain) if !known.scene.take.rehearsal => Some("Only in a rehearsal"),
        Does::Talk(Command::CaptionLanguage) if playing.plan.languages.len() < 2 => Some("There is one language"),
        Does::Talk(Command::CaptionSource) if !known.scene.feed.asked => Some("No live captions are set up"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_s_words_find_what_they_mean() {
        let keymap = Keymap::default();
        let first = |typed: &str| {
            let typed: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
            let rows = keymap.rows().iter().filter(|row| listed(row));
            let best =
                rows.filter_map(|row| Some((weight(row, &typed, "pl de")?, row))).min_by_key(|(weight, _)| *weight);
            best.map(|(_, row)| row.binding.id)
        };
        for (typed, id) in [
            ("spot", "spotlight"),
            ("end", "ask-quit"),
            ("quit", "ask-quit"),
            ("subtitles", "captions"),
            ("pl", "caption-language"),
            ("speed", "teleprompter-faster"),
            ("blank", "black"),
            ("pointer", "laser"),
            ("draw", "pen"),
            ("grid", "overview"),
            ("pdf", "export"),
            ("font size", "captions-larger"),
            ("f5", "start"),
            ("countdown", "timer-mode"),
            ("next slide", "next-slide"),
            ("LAST", "last-slide"),
        ] {
            assert_eq!(first(typed), Some(id), "{typed}");
        }
        assert_eq!(first("xyzzy"), None);
        assert_eq!(first("next xyzzy"), None, "every word counts");
    }

    #[test]
    fn other_words_belong_to_commands_that_there_are() {
        for (id, _) in ALSO.iter().chain(&LISTED) {
            assert!(Keymap::default().rows().iter().any(|row| row.binding.id == *id), "{id}");
        }
    }
}
