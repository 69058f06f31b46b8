//! `[deck]` and `[[speaker]]` → the talk's own data, and all slides with their ids.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::fields::{DECK, ROOT, SPEAKER};
use super::slide::{Around, Placed, TRANSITIONS};
use super::values::{shown, slug};
use super::{DEFAULT_LANGUAGE, DEFAULT_THEME, MOST_SLIDES, Reader, faulty_slide};
use crate::deck::brand::Brand;
use crate::deck::direction::Direction;
use crate::deck::source::{Node, Table, Text, Value};
use crate::deck::start::Start;
use crate::deck::{CaptionColor, Deck, Ending, Rich, Slide, Speaker, UNTITLED, theme};
use crate::diagnostic::{Severity, Span};
use crate::geometry::Aspect;

/// Far more than speak in any talk.
const MOST_SPEAKERS: usize = 200;
/// Bytes of what a deck or a speaker is called.
const LONGEST_NAME: usize = 1_000;

pub(super) const COLORS: [(&str, CaptionColor); 4] = [
    ("white", CaptionColor::White),
    ("yellow", CaptionColor::Yellow),
    ("cyan", CaptionColor::Cyan),
    ("green", CaptionColor::Green),
];

impl Reader<'_> {
    pub(super) fn deck(&mut self, root: &Table) -> Deck {
        let root = &*self.check_keys(root, &ROOT);
        let nothing = Table::default();
        let head = match self.table(root, "deck") {
            Some(head) => self.check_keys(head, &DECK),
            None => Cow::Borrowed(&nothing),
        };
        let head = &*head;
        let (title, language) = (self.title(head), self.own_language(head));
        let direction = self.choice(head, "direction", &Direction::ALL).unwrap_or_else(|| Direction::of(&language));
        self.read_phrases(head);
        let speakers = self.speakers(root);
        let captions = self.captions(root, &language);
        let before = self.findings.len();
        let subtitle = self.plain(head, "subtitle");
        let rich = |words: &str| Some(words).filter(|it| !it.is_empty()).map(|it| Rich::plain(it, head.span));
        let around = Around {
            speakers: &speakers,
            languages: &captions.languages,
            title: rich(&title),
            subtitle: subtitle.as_deref().and_then(rich),
        };
        let slides = self.slides(root, head, &around);
        let of_slides = before..self.findings.len();
        let (theme, brand, fonts) = self.look(head);
        let mut deck = Deck {
            subtitle,
            length: self.duration(head, "length"),
            length_span: head.get("length").map(|node| node.span).unwrap_or_default(),
            event: self.plain(head, "event"),
            date: self.date(head),
            start: self.start(head),
            holding: self.holding(),
            ending: self.choice(head, "ending", &Ending::ALL).unwrap_or_default(),
            handout: self.handout(head),
            subject: self.plain(head, "subject"),
            keywords: self.plains(head, "keywords"),
            short_title: self.plain(head, "short_title").unwrap_or_else(|| title.clone()),
            aspect: self.choice(head, "aspect", &Aspect::ALL).unwrap_or_default(),
            transition: self.choice(head, "transition", &TRANSITIONS).unwrap_or_default(),
            theme,
            brand,
            fonts,
            title,
            language,
            direction,
            speakers,
            captions,
            slides,
            recorded: self.truth(head, "recorded").filter(|it| *it).map(|_| head.span_of("recorded")),
            allow: self.allow(head),
            faulty: false,
        };
        let mut head = self.findings[..of_slides.start].iter().chain(&self.findings[of_slides.end..]);
        deck.faulty = head.any(|finding| finding.severity == Severity::Error);
        deck
    }

    /// Captions say it whenever another speaker begins.
    fn name(&mut self, speaker: &Table) -> Option<String> {
        let name = self.text(speaker, "name")?;
        self.no_longer(name, "name", LONGEST_NAME)?;
        self.plain(speaker, "name")
    }

    fn title(&mut self, head: &Table) -> String {
        let title = self.by_rule("title", |it| {
            let title = it.filled(head, "title")?;
            it.no_longer(title, "title", LONGEST_NAME)
        });
        title.map_or_else(|| UNTITLED.to_owned(), |text| text.words.trim().replace('\n', " "))
    }

    /// The deck's language, in which all that follows is read.
    fn own_language(&mut self, head: &Table) -> String {
        let language = self.by_rule("language", |it| {
            let text = it.filled(head, "language")?;
            it.language(text)
        });
        self.language = language.unwrap_or_else(|| DEFAULT_LANGUAGE.to_owned());
        self.language.clone()
    }

    /// The theme with the families that stand in for those that are not there, its pictures, and the deck's font files.
    fn look(&mut self, head: &Table) -> (theme::Theme, Brand, Vec<Arc<[u8]>>) {
        let loaded = self.loaded_theme(head);
        let fonts = self.fonts(&loaded.folders);
        let mut theme = self.stand_in(loaded.value, &loaded.families, &fonts.families);
        let brand = self.brand(&mut theme, &loaded.files);
        (theme, brand, fonts.files)
    }

    /// The theme, its faults told, and its places in the sources of this reading.
    fn loaded_theme(&mut self, head: &Table) -> theme::Loaded {
        let said = self.choice(head, "variant", &theme::Variant::ALL);
        let variant = self.look.variant.or(said);
        let (name, span) = match self.filled(head, "theme") {
            Some(name) => (name.words.as_str(), name.span),
            None => (DEFAULT_THEME, head.span),
        };
        let asked = self.look.theme.clone();
        let name = asked.as_deref().unwrap_or(name);
        let mut loaded = theme::load(name, variant, span, self.files);
        // A theme counts its own files from 1.
        let before = u16::try_from(self.data.len()).unwrap_or(u16::MAX);
        let placed =
            |span: Span| if span.file == 0 { span } else { Span { file: span.file.saturating_add(before), ..span } };
        for mut finding in loaded.diagnostics.drain(..) {
            finding.span = finding.span.map(placed);
            self.findings.push(finding);
        }
        for asked in loaded.families.iter_mut().flatten() {
            asked.place = asked.place.map(placed);
        }
        loaded.files.iter_mut().for_each(|(_, span)| *span = placed(*span));
        self.data.append(&mut loaded.sources);
        loaded
    }

    /// A day, a month or a year, as ISO 8601 writes it; with or without quotes.
    fn date(&mut self, head: &Table) -> Option<String> {
        let node = head.get("date")?;
        let date = match &node.value {
            Value::Text(text) => text.words.trim().to_owned(),
            Value::Date(date) => date.clone(),
            _ => {
                self.wrong_kind("date", node, "a date", "date = \"2021-06-15\"");
                return None;
            }
        };
        if is_date(&date) {
            return Some(date);
        }
        let hint = "Write year, month and day: date = \"2021-06-15\"";
        self.fault(node.span, format!("`{}` is not a date", shown(&date)), hint);
        None
    }

    /// A time of day; with or without quotes.
    fn start(&mut self, head: &Table) -> Option<Start> {
        let node = head.get("start")?;
        let words = match &node.value {
            Value::Text(text) => text.words.as_str(),
            Value::Date(time) => time.as_str(),
            _ => {
                self.wrong_kind("start", node, "a time of day", "start = \"14:00\"");
                return None;
            }
        };
        let start = Start::read(words);
        if start.is_none() {
            let hint = "Write hour and minutes: start = \"14:00\", or start = \"2:00 pm\"";
            self.fault(node.span, format!("`{}` is not a time of day", shown(words)), hint);
        }
        start
    }

    fn speakers(&mut self, root: &Table) -> Vec<Speaker> {
        let mut speakers: Vec<Speaker> = Vec::new();
        let tables = self.tables(root, "speaker", "[[speaker]]");
        if let Some(first) = tables.get(MOST_SPEAKERS) {
            let message = format!("the deck has {} speakers; the first {MOST_SPEAKERS} are kept", tables.len());
            self.fault(first.span, message, "Name those who speak");
        }
        for table in tables.into_iter().take(MOST_SPEAKERS) {
            let table = &*self.check_keys(table, &SPEAKER);
            let Some((id, span)) = self.id(table, "id") else { continue };
            if speakers.iter().any(|known| known.id == id) {
                self.fault(span, format!("two speakers have the id `{id}`"), "Give each speaker an id of their own");
                continue;
            }
            speakers.push(Speaker {
                name: self.name(table).unwrap_or_else(|| id.clone()),
                id,
                affiliation: self.plain(table, "affiliation"),
                links: self.links(table),
                description: self.plain(table, "description"),
                color: self.choice(table, "color", &COLORS).unwrap_or_default(),
                span: table.span,
            });
        }
        speakers
    }

    fn links(&mut self, speaker: &Table) -> Vec<Rich> {
        let links: Vec<&Text> = self.texts(speaker, "links").unwrap_or_default();
        links.into_iter().filter(|link| !link.words.trim().is_empty()).map(|link| self.inline(link)).collect()
    }

    /// Every slide, or the card that says that there is none.
    fn slides(&mut self, root: &Table, head: &Table, around: &Around<'_>) -> Vec<Slide> {
        let tables = self.slide_tables(root, head);
        if let Some(first) = tables.get(MOST_SLIDES) {
            let message = format!("the deck has {} slides; the first {MOST_SLIDES} are shown", tables.len());
            self.fault(first.span, message, "Split it into several decks");
        }
        let shown = tables.into_iter().take(MOST_SLIDES).enumerate();
        let mut placed: Vec<Placed> = shown.map(|(index, table)| self.slide(&table, index, around)).collect();
        if placed.is_empty() {
            return vec![faulty_slide("faulty-deck")];
        }
        self.name_slides(&mut placed);
        let mut slides: Vec<Slide> = placed.into_iter().map(|placed| placed.slide).collect();
        if slides.iter().all(|slide| slide.hidden) {
            let hint = "Take `hidden = true` from the slides that are to be shown";
            self.fault(hidden_span(root), "every slide is hidden, so there is nothing to show", hint);
        }
        // Wherever it is written, the appendix comes after the talk.
        slides.sort_by_key(|slide| slide.appendix);
        slides
    }

    /// Gives each slide an id that no other has: its own, or one made from its title.
    fn name_slides(&mut self, placed: &mut [Placed]) {
        let mut first: HashMap<String, String> = HashMap::new();
        for place in placed.iter_mut() {
            let Some((id, span)) = place.id.clone() else { continue };
            if let Some(line) = first.get(&id) {
                let hint = format!("The first is on {line}; give each slide an id of its own, or none");
                self.fault(span, format!("two slides have the id `{id}`"), hint);
                place.id = None;
            } else {
                first.insert(id, self.line(span));
            }
        }
        let mut taken: HashSet<String> = first.into_keys().collect();
        let mut next: HashMap<String, usize> = HashMap::new();
        for (index, place) in placed.iter_mut().enumerate() {
            place.slide.id = match place.id.take() {
                Some((id, _)) => id,
                None => unique(&wanted(&place.slide, index), &mut taken, &mut next),
            };
        }
    }
}

/// Where the first slide says that it is hidden.
fn hidden_span(root: &Table) -> Span {
    let Some(Node { value: Value::List(slides), span }) = root.get("slide") else { return root.span };
    let hidden = slides.iter().find_map(|slide| match &slide.value {
        Value::Table(slide) => Some(slide.entry("hidden")?.key_span),
        _ => None,
    });
    hidden.unwrap_or(*span)
}

fn wanted(slide: &Slide, index: usize) -> String {
    let name = slide.title.as_ref().map(|title| slug(&title.text())).unwrap_or_default();
    if name.is_empty() { format!("slide-{}", index + 1) } else { name }
}

/// `name`, or `name-2`, `name-3` and so on. `next` remembers where to go on, so that 5,000 equal titles stay quick.
fn unique(name: &str, taken: &mut HashSet<String>, next: &mut HashMap<String, usize>) -> String {
    let mut id = name.to_owned();
    let number = next.entry(name.to_owned()).or_insert(2);
    while !taken.insert(id.clone()) {
        id = format!("{name}-{number}");
        *number += 1;
    }
    id
}

fn is_date(date: &str) -> bool {
    let number = |range: std::ops::Range<usize>, least: u32, most: u32| {
        date.get(range).is_some_and(|part| {
            part.bytes().all(|byte| byte.is_ascii_digit())
                && part.parse().is_ok_and(|number: u32| (least..=most).contains(&number))
        })
    };
    let hyphen = |at: usize| date.as_bytes().get(at) == Some(&b'-');
    let (year, month, day) =
        (number(0..4, 0, 9999), hyphen(4) && number(5..7, 1, 12), hyphen(7) && number(8..10, 1, 31));
    match date.len() {
        4 => year,
        7 => year && month,
        10 => year && month && day,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn dates_are_days_months_or_years() {
        for date in ["2021-06-15", "2021-06", "2021"] {
            assert!(is_date(date), "{date}");
        }
        for date in
            ["", "15.06.2021", "2021-6-15", "2021-13-01", "2021-06-32", "2021-06-15T10:00", "21-06-15", "2021-06-1x"]
        {
            assert!(!is_date(date), "{date}");
        }
    }
}
