//! What the speaker has chosen for the console. Plain values, so that they can be kept between talks.

use serde::{Deserialize, Serialize};

/// How the console shares its window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Arrangement {
    #[default]
    Balanced,
    /// The notes have most of the window.
    NotesFirst,
    /// No notes: this console may be seen by others.
    SlidesOnly,
}

impl Arrangement {
    #[cfg(test)]
    pub const ALL: [Self; 3] = [Self::Balanced, Self::NotesFirst, Self::SlidesOnly];

    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Balanced => Self::NotesFirst,
            Self::NotesFirst => Self::SlidesOnly,
            Self::SlidesOnly => Self::Balanced,
        }
    }
}

/// Where the panes of one arrangement meet, as fractions of the window without its margins.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// Width of the current slide's side.
    pub width: f32,
    /// Height of what stands over the notes, where something does.
    pub height: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Splits {
    balanced: Split,
    notes_first: Split,
    slides_only: Split,
}

impl Default for Splits {
    fn default() -> Self {
        let split = |width| Split { width, height: 0.29 };
        Self { balanced: split(0.627), notes_first: split(0.39), slides_only: split(0.62) }
    }
}

impl Splits {
    #[must_use]
    pub fn of(&self, arrangement: Arrangement) -> Split {
        match arrangement {
            Arrangement::Balanced => self.balanced,
            Arrangement::NotesFirst => self.notes_first,
            Arrangement::SlidesOnly => self.slides_only,
        }
    }

    pub fn set(&mut self, arrangement: Arrangement, split: Split) {
        match arrangement {
            Arrangement::Balanced => self.balanced = split,
            Arrangement::NotesFirst => self.notes_first = split,
            Arrangement::SlidesOnly => self.slides_only = split,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConsoleState {
    /// For bright rooms.
    pub light: bool,
    pub arrangement: Arrangement,
    pub splits: Splits,
    /// Size of the notes relative to their usual size.
    pub notes_scale: f32,
}

impl Default for ConsoleState {
    fn default() -> Self {
        Self { light: false, arrangement: Arrangement::default(), splits: Splits::default(), notes_scale: 1.0 }
    }
}

impl ConsoleState {
    pub fn set_split(&mut self, split: Split) {
        self.splits.set(self.arrangement, split);
    }

    pub fn next_arrangement(&mut self) {
        self.arrangement = self.arrangement.next();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_found_again_and_what_is_missing_is_usual() {
        let mut state = ConsoleState { light: true, notes_scale: 1.4, ..ConsoleState::default() };
        state.next_arrangement();
        state.set_split(Split { width: 0.5, height: 0.3 });
        let kept = serde_json::to_string(&state).expect("plain values");
        assert_eq!(serde_json::from_str::<ConsoleState>(&kept).expect("as written"), state);
        let older = serde_json::from_str::<ConsoleState>(r#"{ "light": true }"#).expect("the rest is usual");
        assert_eq!(older, ConsoleState { light: true, ..ConsoleState::default() });
    }
}
