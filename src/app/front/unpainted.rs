//! What painters cannot paint → a sentence on the console.

use std::sync::Arc;

use eframe::egui::{Context, ViewportId};

use crate::app::pictures::cache::{PictureKey, Subject};
use crate::app::pictures::painters::{self, Trouble};
use crate::app::windows::wake;
use crate::playback::Playback;

use super::shared::Shared;

/// Starts the painters; what they cannot paint is told on the console.
pub fn start_painters(shared: &Arc<Shared>, ctx: &Context) {
    let (playback, woken) = (Arc::clone(&shared.playback), ctx.clone());
    painters::start(&shared.pictures, ctx, &shared.crew, move |key, trouble| {
        tell(&playback, key, &trouble);
        wake(&woken, ViewportId::ROOT);
    });
}

/// Says which slide could not be painted, or which picture it lacks, and why.
pub fn tell(playback: &Playback, key: PictureKey, trouble: &Trouble) {
    let why = match trouble {
        Trouble::Unpainted(why) => why,
        Trouble::Lacking(why) => return playback.lacks_picture(key.generation, why),
    };
    let scene = playback.scene();
    let Some(playing) = scene.playing() else { return };
    let number = |slide: usize| playing.plan.slides.get(slide).map_or(slide + 1, |slide| slide.number);
    let what = match key.subject {
        Subject::Slide(at) | Subject::Part(at, _) | Subject::Glide(at, _) | Subject::Film { at, .. } => {
            format!("slide {}", number(at.slide))
        }
        Subject::Caption(..) => "a caption".to_owned(),
        Subject::Holding => "the slide before the talk".to_owned(),
        Subject::Closing => "the slide after the talk".to_owned(),
    };
    playback.tell(&format!("{what} cannot be painted: {why}"));
}
