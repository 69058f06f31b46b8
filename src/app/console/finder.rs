//! The overview's own state: what was typed, which slides have it, and where its keys lead. Open or not is the show's.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::Id;

use crate::show::command::Command;

use crate::app::keys::does::PageKey;
use crate::playback::playing::Reading;
use crate::playback::scene::Scene;
use crate::playback::search::Hit;

/// Nobody searches for more letters than this.
pub const MOST_LETTERS: usize = 60;

/// Slides side by side (as indices into `hits`), and the heading of their section where it begins with them.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub heading: Option<String>,
    pub hits: Range<usize>,
}

#[derive(Default)]
pub struct Finder {
    /// What is searched; none while no talk plays.
    reading: Option<Arc<Reading>>,
    text: String,
    hits: Vec<Hit>,
    columns: usize,
    rows: Vec<Row>,
}

impl Finder {
    /// Searches what the scene shows from now on. Once the overview is closed, what was typed is forgotten.
    pub fn follow(&mut self, scene: &Scene) {
        let reading = scene.playing().map(|playing| &playing.reading);
        if self.reading.as_ref().map(Arc::as_ptr) != reading.map(Arc::as_ptr) {
            self.reading = reading.cloned();
            self.search();
        }
        if scene.view().is_none_or(|view| view.overview.is_none()) {
            self.clear();
        }
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    #[must_use]
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub fn set_columns(&mut self, columns: usize) {
        if self.columns != columns.max(1) {
            self.columns = columns.max(1);
            self.arrange();
        }
    }

    /// Forgets what was typed.
    pub fn clear(&mut self) {
        if !self.text.is_empty() {
            self.text.clear();
            self.search();
        }
    }

    /// This stands in the field now; the best slide that has it is chosen.
    pub fn set_text(&mut self, text: String) -> Option<Command> {
        self.text = text;
        self.search();
        self.best()
    }

    /// Letters came while the field had no focus; the best slide that has them is chosen.
    pub fn write(&mut self, letters: &str) -> Option<Command> {
        let letters = if self.text.is_empty() { letters.trim_start() } else { letters };
        let room = MOST_LETTERS.saturating_sub(self.text.chars().count());
        self.text.extend(letters.chars().filter(|letter| !letter.is_control()).take(room));
        self.search();
        self.best()
    }

    /// What a key does while `chosen` is chosen. Letters come as text.
    pub fn press(&mut self, key: PageKey, chosen: usize) -> Option<Command> {
        match key {
            PageKey::Close if self.text.is_empty() => Some(Command::Leave),
            PageKey::Close => {
                self.clear();
                None
            }
            PageKey::Erase => self.erase(false),
            PageKey::EraseAll => self.erase(true),
            PageKey::GoToChosen => self.position(chosen).map(|_| Command::GoTo(chosen)),
            key => self.toward(key, chosen).map(|hit| Command::Choose(self.hits[hit].slide)),
        }
    }

    fn erase(&mut self, all: bool) -> Option<Command> {
        if all {
            self.text.clear();
        }
        self.text.pop();
        self.search();
        self.best()
    }

    /// The first hit; none while nothing is typed, so that the choice stays where it is.
    fn best(&self) -> Option<Command> {
        let first = self.hits.first().filter(|_| !self.text.is_empty());
        first.map(|hit| Command::Choose(hit.slide))
    }

    fn position(&self, slide: usize) -> Option<usize> {
        self.hits.iter().position(|hit| hit.slide == slide)
    }

    /// The hit that an arrow, Home or End leads to.
    fn toward(&self, key: PageKey, chosen: usize) -> Option<usize> {
        let last = self.hits.len().checked_sub(1)?;
        let Some(here) = self.position(chosen) else {
            return moves(key).then_some(0);
        };
        let row = self.rows.iter().position(|row| row.hits.contains(&here))?;
        let beside = |row: Option<usize>| {
            let to = row.and_then(|row| self.rows.get(row));
            let column = here - self.rows.iter().find(|row| row.hits.contains(&here))?.hits.start;
            Some(to.map_or(here, |to| (to.hits.start + column).min(to.hits.end - 1)))
        };
        match key {
            PageKey::Left => Some(here.saturating_sub(1)),
            PageKey::Right => Some((here + 1).min(last)),
            PageKey::Up => beside(row.checked_sub(1)),
            PageKey::Down => beside(Some(row + 1)),
            PageKey::First => Some(0),
            PageKey::Last => Some(last),
            _ => None,
        }
    }

    fn search(&mut self) {
        self.hits = self.reading.as_ref().map(|reading| reading.index.find(&self.text)).unwrap_or_default();
        self.arrange();
    }

    /// Rows of as many as fit; a section begins a row, unless slides are picked out of their order.
    fn arrange(&mut self) {
        let columns = self.columns.max(1);
        let section = |hit: usize| match self.text.is_empty() {
            true => self.reading.as_ref()?.plan.slides.get(self.hits[hit].slide)?.section.clone(),
            false => None,
        };
        self.rows.clear();
        let mut start = 0;
        while start < self.hits.len() {
            let here = section(start);
            let new = self.rows.last().is_none_or(|row| section(row.hits.start) != here);
            let same = (start..self.hits.len()).take(columns).take_while(|&hit| section(hit) == here);
            let end = start + same.count();
            self.rows.push(Row { heading: here.filter(|_| new), hits: start..end });
            start = end;
        }
    }
}

fn moves(key: PageKey) -> bool {
    use PageKey::{Down, First, Last, Left, Right, Up};
    matches!(key, Left | Right | Up | Down | First | Last)
}

/// The control that stands for a slide.
#[must_use]
pub fn tile_id(slide: usize) -> Id {
    Id::unique(("overview slide", slide))
}

/// The field that is typed in.
#[must_use]
pub fn field_id() -> Id {
    Id::unique("overview search")
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::playback::tests::talk_of;

    /// Two slides, then a section of four, in three columns.
    fn finder() -> Finder {
        let body = "body = \"Words.\"";
        let slides = [body, body, "layout = \"section\"", body, body, body].into_iter().enumerate();
        let slides: String = slides.map(|(at, rest)| format!("[[slide]]\ntitle = \"Slide {at}\"\n{rest}\n")).collect();
        let talk = talk_of(&format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\n{slides}"));
        let mut finder = Finder { reading: Some(Arc::new(Reading::new(talk, None))), columns: 3, ..Finder::default() };
        finder.search();
        finder
    }

    #[test]
    fn a_section_begins_a_row_unless_slides_are_picked_out() {
        let mut finder = finder();
        let row = |heading: Option<&str>, hits| Row { heading: heading.map(str::to_owned), hits };
        assert_eq!(finder.rows(), [row(None, 0..2), row(Some("Slide 2"), 2..5), row(None, 5..6)]);
        finder.write("slide");
        assert_eq!(finder.rows(), [row(None, 0..3), row(None, 3..6)]);
    }

    #[test]
    fn up_and_down_go_by_rows_and_stay_inside() {
        let mut finder = finder();
        for (key, from, to) in [
            (PageKey::Down, 1, 3),
            (PageKey::Down, 4, 5),
            (PageKey::Down, 5, 5),
            (PageKey::Up, 4, 1),
            (PageKey::Up, 0, 0),
            (PageKey::Right, 1, 2),
            (PageKey::Right, 5, 5),
            (PageKey::First, 4, 0),
            (PageKey::Last, 0, 5),
        ] {
            assert_eq!(finder.press(key, from), Some(Command::Choose(to)), "{key:?} from {from}");
        }
    }

    #[test]
    fn a_choice_that_vanished_is_not_gone_to() {
        let mut finder = finder();
        assert_eq!(finder.write("4"), Some(Command::Choose(3)), "the number before the title");
        assert_eq!(finder.press(PageKey::GoToChosen, 0), None);
        assert_eq!(finder.press(PageKey::Down, 0), Some(Command::Choose(3)));
        assert_eq!(finder.press(PageKey::GoToChosen, 3), Some(Command::GoTo(3)));
        assert_eq!(finder.write("\u{8}x"), None);
        assert_eq!(finder.press(PageKey::First, 0), None);
        assert_eq!(finder.write(&"y".repeat(500)), None);
        assert_eq!(finder.text().chars().count(), MOST_LETTERS);
    }
}
