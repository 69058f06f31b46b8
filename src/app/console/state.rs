//! What the settings keep of the console → how it is drawn: its palette, its arrangement, and where its panes meet.

use crate::settings::{Arrangement, Console, Theme};

/// Where the panes of one arrangement meet, as fractions of the window without its margins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// Width of the current slide's side.
    pub width: f32,
    /// Height of what stands over the notes, where something does.
    pub height: f32,
}

/// The usual places, in the order in which the settings have them: balanced, notes, slides.
const USUAL: [Split; 3] =
    [Split { width: 0.627, height: 0.29 }, Split { width: 0.39, height: 0.29 }, Split { width: 0.62, height: 0.29 }];

/// What the speaker has chosen for the console.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConsoleState {
    /// For bright rooms.
    pub light: bool,
    pub arrangement: Arrangement,
    pub splits: [Split; 3],
}

impl Default for ConsoleState {
    fn default() -> Self {
        Self::of(&Console::default())
    }
}

impl ConsoleState {
    #[must_use]
    pub fn of(kept: &Console) -> Self {
        let mut splits = USUAL;
        // What is missing or odd is as usual.
        for (split, kept) in splits.iter_mut().zip(kept.split.chunks_exact(2)) {
            *split = Split { width: kept[0], height: kept[1] };
        }
        Self { light: kept.theme == Theme::Light, arrangement: kept.arrangement, splits }
    }

    /// Where the panes of the present arrangement meet.
    #[must_use]
    pub fn split(&self) -> Split {
        self.splits[place(self.arrangement)]
    }

    /// The same with the panes meeting at `split`.
    #[must_use]
    pub fn with(mut self, split: Split) -> Self {
        self.splits[place(self.arrangement)] = split;
        self
    }

    /// The fractions for the settings.
    #[must_use]
    pub fn kept(&self) -> Vec<f32> {
        self.splits.iter().flat_map(|split| [split.width, split.height]).collect()
    }
}

/// The usual places of an arrangement.
#[must_use]
pub fn usual(arrangement: Arrangement) -> Split {
    USUAL[place(arrangement)]
}

/// The arrangement after this one.
#[must_use]
pub fn next(arrangement: Arrangement) -> Arrangement {
    match arrangement {
        Arrangement::Balanced => Arrangement::Notes,
        Arrangement::Notes => Arrangement::Slides,
        Arrangement::Slides => Arrangement::Balanced,
    }
}

fn place(arrangement: Arrangement) -> usize {
    match arrangement {
        Arrangement::Balanced => 0,
        Arrangement::Notes => 1,
        Arrangement::Slides => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_found_again_and_what_is_missing_is_usual() {
        let mut kept = Console { theme: Theme::Light, arrangement: Arrangement::Notes, ..Console::default() };
        let split = Split { width: 0.5, height: 0.3 };
        kept.split = ConsoleState::of(&kept).with(split).kept();
        let again = ConsoleState::of(&kept);
        assert!(again.light);
        assert_eq!(again.split(), split);
        kept.arrangement = next(Arrangement::Slides);
        assert_eq!(ConsoleState::of(&kept).split(), usual(Arrangement::Balanced));
        kept.split = vec![0.4];
        assert_eq!(ConsoleState::of(&kept).split(), usual(Arrangement::Balanced));
    }
}
