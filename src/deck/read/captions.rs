//! `[captions]`, and each slide's cues and notes: what is said, not what is seen.

use super::fields::{CAPTIONS, CUE};
use super::slide::Around;
use super::values::shown;
use super::{Reader, default_captions};
use crate::deck::markdown;
use crate::deck::source::{Table, Text, Value};
use crate::deck::{CaptionDisplay, Captions, Cue, NotePart};
use crate::diagnostic::{Span, did_you_mean, listed};

pub(super) const DISPLAYS: [(&str, CaptionDisplay); 4] = [
    ("band", CaptionDisplay::Band),
    ("overlay-bottom", CaptionDisplay::OverlayBottom),
    ("overlay-top", CaptionDisplay::OverlayTop),
    ("off", CaptionDisplay::Off),
];
/// Steps of one slide; a slide with more is many slides.
const MOST_STEPS: i64 = 999;
/// Far more than anybody writes.
const MOST_LANGUAGES: usize = 100;
/// Bytes of one cue.
const LONGEST: usize = 100_000;
/// Bytes of all cues in all languages, with so many for each beside its words: a talk of two days. Where a cue has no words
/// in a language, its first ones stand there.
const MOST_SAID: usize = 3_000_000;
const EACH: usize = 15;
/// The same in words, of which an hour of talk in twenty languages has as many: where lines end is tried for each.
const MOST_WORDS: usize = 200_000;

impl Reader<'_> {
    pub(super) fn captions(&mut self, root: &Table, language: &str) -> Captions {
        let mut captions = default_captions(language);
        let Some(table) = self.table(root, "captions") else { return captions };
        let table = &*self.check_keys(table, &CAPTIONS);
        captions.span = table.span;
        captions.languages = self.languages(table, language);
        captions.display = self.choice(table, "display", &DISPLAYS).unwrap_or_default();
        if let Some(chars) = self.integer(table, "max_chars", 20..=42) {
            captions.max_chars = chars;
        }
        if let Some(lines) = self.integer(table, "max_lines", 1..=3) {
            captions.max_lines = lines;
        }
        if let Some(words) = self.integer(table, "plan_wpm", 80..=220) {
            captions.plan_wpm = words;
        }
        captions
    }

    /// The caption languages, the deck's own first.
    fn languages(&mut self, table: &Table, own: &str) -> Vec<String> {
        let mut languages = vec![own.to_owned()];
        let mut has_own = false;
        let texts = self.texts(table, "languages").unwrap_or_default();
        for text in &texts {
            let Some(language) = self.language(text) else { continue };
            if language == own && !has_own {
                has_own = true;
            } else if languages.len() >= MOST_LANGUAGES {
                let message = format!("captions are in {MOST_LANGUAGES} languages at most");
                self.fault(text.span, message, "Leave out those that nobody reads");
                break;
            } else if languages.contains(&language) {
                self.fault(text.span, format!("`{language}` is named twice"), "Keep one of the two");
            } else {
                languages.push(language);
            }
        }
        if let (false, Some(first)) = (has_own, texts.first()) {
            let hint = format!("Write languages = [\"{own}\", …]");
            self.fault(first.span, format!("the deck's own language `{own}` is missing"), hint);
        }
        languages
    }

    pub(super) fn notes(&mut self, slide: &Table) -> Vec<NotePart> {
        let text = self.text(slide, "notes");
        let (mut parts, footnotes) = text.map(|text| self.taken(markdown::notes(text))).unwrap_or_default();
        self.footnotes_of_notes(&mut parts, footnotes);
        for part in &mut parts {
            part.blocks = self.blocks_with_languages(std::mem::take(&mut part.blocks));
        }
        parts
    }

    pub(super) fn cues(&mut self, slide: &Table, around: &Around<'_>) -> Vec<Cue> {
        let tables = self.tables(slide, "cue", "[[slide.cue]] with text = \"…\"");
        tables.into_iter().filter_map(|table| self.cue(table, around)).collect()
    }

    fn cue(&mut self, table: &Table, around: &Around<'_>) -> Option<Cue> {
        let table = &*self.check_keys(table, &CUE);
        let cue = Cue {
            step: self.integer(table, "step", 0..=MOST_STEPS).unwrap_or(0),
            speaker: self.text(table, "speaker").and_then(|id| self.speaker(id, around)),
            text: self.spoken(table, around),
            sound: self.plain(table, "sound"),
            hold: self.duration(table, "hold"),
            span: table.span,
        };
        if !table.has("text") && !table.has("sound") {
            let hint = "Add text = \"…\", or sound = \"APPLAUSE\"";
            self.fault(table.span, "this cue says nothing", hint);
        }
        let says = !cue.text.is_empty() || cue.sound.is_some();
        (says && self.has_room(&cue, around.languages.len())).then_some(cue)
    }

    /// Whether the captions of the deck may have one more in so many languages.
    fn has_room(&mut self, cue: &Cue, languages: usize) -> bool {
        let others = languages.saturating_sub(cue.text.len());
        let in_all = |size: fn(&str) -> usize| {
            let mut own = cue.text.iter().map(|(_, words)| size(words));
            let first = own.next().unwrap_or(0);
            first + own.sum::<usize>() + others * first + languages * cue.sound.as_deref().map_or(0, size)
        };
        let bytes = self.said.0 + in_all(str::len) + languages * EACH;
        let words = self.said.1 + in_all(|text| text.split_whitespace().count());
        let fits = bytes <= MOST_SAID && words <= MOST_WORDS;
        if fits {
            self.said = (bytes, words);
        } else {
            let most = if bytes > MOST_SAID { (MOST_SAID, "letters") } else { (MOST_WORDS, "words") };
            let message =
                format!("the captions have more than {} {} in all languages: this cue is left out", most.0, most.1);
            let hint = "Name fewer languages under [captions], or share the slides among several decks";
            self.fault(cue.span, message, hint);
        }
        fits
    }

    /// The place of a speaker among the deck's.
    pub(super) fn speaker(&mut self, id: &Text, around: &Around<'_>) -> Option<usize> {
        let found = around.speakers.iter().position(|speaker| speaker.id == id.words);
        if found.is_none() {
            let ids = around.speakers.iter().map(|speaker| speaker.id.as_str());
            let hint = match self.closest(&id.words, ids.clone()) {
                Some(near) => did_you_mean(near),
                None if around.speakers.is_empty() => "Add a [[speaker]] with this id and a name".to_owned(),
                None => format!("The speakers are: {}", listed(ids)),
            };
            self.fault(id.span, format!("there is no speaker `{}`", shown(&id.words)), hint);
        }
        found
    }

    /// A cue's words in each language that it has, in the order of the deck's caption languages.
    fn spoken(&mut self, table: &Table, around: &Around<'_>) -> Vec<(String, String)> {
        let Some(node) = table.get("text") else { return Vec::new() };
        let by_language = match &node.value {
            Value::Text(text) => {
                let text = self.no_longer(text, "text", LONGEST);
                return text.and_then(|text| words(&around.languages[0], text)).into_iter().collect();
            }
            Value::Table(by_language) => by_language,
            _ => {
                self.wrong_kind(
                    "text",
                    node,
                    "words in quotes",
                    "text = \"…\", or text = { en-GB = \"…\", pl = \"…\" }",
                );
                return Vec::new();
            }
        };
        for entry in &by_language.entries {
            if !around.languages.contains(&entry.key) {
                self.no_such_language(&entry.key, entry.key_span, around);
            }
        }
        let mut said = Vec::new();
        for language in around.languages {
            let text = self.text(by_language, language).and_then(|text| self.no_longer(text, language, LONGEST));
            said.extend(text.and_then(|text| words(language, text)));
        }
        said
    }

    fn no_such_language(&mut self, language: &str, span: Span, around: &Around<'_>) {
        let names = around.languages.iter().map(String::as_str);
        let hint = match self.closest(language, names.clone()) {
            Some(near) => did_you_mean(near),
            None => format!("Add it to [captions] languages: {}", listed(names)),
        };
        self.fault(span, format!("the deck has no captions in `{}`", shown(language)), hint);
    }
}

/// Words of a caption with the author's own breaks, unless there are none.
fn words(language: &str, text: &Text) -> Option<(String, String)> {
    let lines = text.words.trim().lines().map(str::trim).collect::<Vec<_>>().join("\n");
    (!lines.is_empty()).then(|| (language.to_owned(), lines))
}
