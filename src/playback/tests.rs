//! The running talk without a window.

mod broken_off;
mod live;
mod lock;
mod random;
mod readings;
mod takes;
mod threads;

use std::sync::Arc;

use crate::deck::files::Memory;
use crate::deck::read;
use crate::show::command::Command;
use crate::show::view::View;
use crate::talk::Talk;
use crate::text::Shaper;
use crate::{captions, layout};

use super::clock::Clock;
use super::options::Options;
use super::scene::{Playing, Scene};
use super::{Changed, Playback};

pub(crate) use broken_off::broken_off;

pub(crate) const DECK: &str = r#"
[deck]
title = "Small talk"
language = "en-GB"
length = "10m"

[[slide]]
title = "First things"
body = """
- One apple
- Two pears
"""
reveal = "items"
notes = """
Say hello.

[step]

Then **count** the pears.
"""
  [[slide.cue]]
  text = "Hello and welcome."

[[slide]]
title = "Last things"
body = "A second slide."
notes = "Secret of the second slide."
"#;

pub(crate) fn talk() -> Talk {
    talk_of(DECK)
}

pub(crate) fn talk_of(deck: &str) -> Talk {
    talk_with(deck, &Memory::default())
}

pub(crate) fn talk_with(deck: &str, files: &Memory) -> Talk {
    let read = read::read(deck.as_bytes(), "talks/deck.toml", files);
    let mut shaper = Shaper::new(&read.deck.fonts, &read.deck.language);
    let pages = layout::lay_out(&read.deck, &mut shaper).value;
    let steps: Vec<usize> = pages.iter().map(|page| page.steps.len()).collect();
    let plan = captions::plan(&read.deck, &steps);
    let asked = Default::default();
    Talk { deck: Arc::new(read.deck), pages, plan, diagnostics: read.diagnostics, sources: read.sources, asked }
}

/// No talk yet.
fn playback() -> Arc<Playback> {
    playback_as(Options::default())
}

fn playback_as(options: Options) -> Arc<Playback> {
    Arc::new(Playback::new(Clock::start(), options))
}

impl Playback {
    /// A reading of whatever is open, as the loader takes it.
    fn take(&self, talk: Talk) {
        self.adopt(self.deck().as_ref(), Ok(talk), true);
    }

    fn press(&self, command: Command) -> Changed {
        self.apply(command, self.clock.now())
    }

    fn view(&self) -> View {
        playing(&self.scene()).view.clone()
    }
}

fn playing(scene: &Scene) -> &Playing {
    scene.playing().expect("a talk plays")
}
