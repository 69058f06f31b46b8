//! The talk as it was and as it is now → what a speaker who does not see it is to be told, each in a few words.

use std::sync::Arc;
use std::time::Duration;

use crate::app::front::pages::Open;
use crate::deck::Block;
use crate::deck::caption::{
    CaptionEdge, CaptionFont, CaptionInk, CaptionLook, CaptionPlace, CaptionPlate, CaptionStyle,
};
use crate::drawing::Drawing;
use crate::drawing::structure::{news, parts};
use crate::lint::hides_words;
use crate::playback::scene::{Playing, Scene, Status};
use crate::show::marks::Tool;
use crate::show::view::{CaptionSource, Cursor, Mode, OnStage, Remark, View};

/// The longest news of a step, in letters: the rest can be read in the slide.
const LONGEST: usize = 240;

/// How much of the talk's time is left when that is said, in minutes.
const WARNINGS: [u64; 3] = [5, 1, 0];

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A slide, or a step of it.
    Slide,
    Other,
}

/// What a listener knows.
#[derive(Clone, Default)]
pub struct Heard {
    talk: Option<Talk>,
    open: Open,
    /// Pages that are open where nobody types.
    apart: Vec<&'static str>,
    /// What keeps a deck from being played.
    stopped: Option<String>,
    notices: [Option<Arc<str>>; 5],
}

/// A talk that plays.
#[derive(Clone)]
struct Talk {
    generation: u32,
    cursor: Cursor,
    drawing: Option<Arc<Drawing>>,
    view: View,
}

impl Heard {
    /// `apart`: the speaker types in the stage's window, and pages open in the console.
    #[must_use]
    pub fn of(scene: &Scene, open: Open, apart: bool) -> Self {
        let talk = |playing: &Playing| Talk {
            generation: playing.reading.generation,
            cursor: playing.view.cursor,
            drawing: playing.reading.drawing(playing.view.cursor).map(Arc::clone),
            view: playing.view.clone(),
        };
        let notices = scene.notices.clone();
        let notices = [notices.said, notices.live, notices.trouble, notices.take, notices.picture];
        // What is in the window itself is read there.
        let (stopped, apart) = if apart { (stopped(scene), open.names.clone()) } else { (None, Vec::new()) };
        Self { talk: scene.playing().map(talk), open, apart, stopped, notices }
    }

    /// What is new; the first time, where the speaker is.
    #[must_use]
    pub fn since(&self, before: Option<&Self>, scene: &Scene) -> Vec<(Kind, String)> {
        let mut told = Vec::new();
        let unheard = Self::default();
        let before = before.unwrap_or(&unheard);
        let mut other = |words: String| told.push((Kind::Other, words));
        for page in before.open.names.iter().filter(|page| !self.open.names.contains(page)) {
            other(format!("{page} closed"));
        }
        for page in self.apart.iter().filter(|page| !before.apart.contains(page)) {
            other(format!("{page}, in the console"));
        }
        if let Some(words) = self.stopped.as_ref().filter(|_| before.stopped != self.stopped) {
            other(words.clone());
        }
        if let Some(words) = self.open.told.as_ref().filter(|_| before.open != self.open) {
            other(words.clone());
        }
        if let (Some(talk), Some(playing)) = (&self.talk, scene.playing()) {
            talk.since(before.talk.as_ref(), playing, &mut told);
        }
        for (now, before) in self.notices.iter().zip(&before.notices) {
            told.extend(now.iter().filter(|_| now != before).map(|words| (Kind::Other, words.to_string())));
        }
        told
    }
}

/// The page about it is in the main window.
fn stopped(scene: &Scene) -> Option<String> {
    match &scene.status {
        Status::Faulty(deck) => Some(format!("{}: Cuecard asks whether to present it all the same", deck.title)),
        Status::Failed(why) => Some(shortened(why.to_string())),
        Status::Loading | Status::Playing(_) => None,
    }
}

impl Talk {
    fn since(&self, before: Option<&Self>, playing: &Playing, told: &mut Vec<(Kind, String)>) {
        let moved = before.is_none_or(|before| before.cursor != self.cursor);
        if moved {
            told.push((Kind::Slide, self.place(before, playing)));
        }
        let usual = |before: &&Self| before.generation == self.generation || before.cursor.slide == self.cursor.slide;
        let Some(before) = before.filter(usual) else {
            told.extend(on_stage(&self.view).filter(|_| !matches!(self.view.on_stage, OnStage::Slide(_))).map(other));
            return;
        };
        let (was, is) = (&before.view, &self.view);
        let words = [
            on_stage(is).filter(|_| standing(was) != standing(is)).map(str::to_owned),
            captions(was, is).map(|words| words + self.over_words(was)),
            tool(was, is).map(str::to_owned),
            time(was, is),
            remark(was, is).map(str::to_owned),
        ];
        told.extend(words.into_iter().flatten().map(|words| (Kind::Other, words)));
    }

    /// `Slide 2 of 5, Three things to have`; on a step of the same slide what came.
    fn place(&self, before: Option<&Self>, playing: &Playing) -> String {
        let Some(before) = before.filter(|before| before.cursor.slide == self.cursor.slide) else {
            let planned = playing.plan.slides.get(self.cursor.slide);
            return planned.map(|slide| slide.announced(self.view.count)).unwrap_or_default();
        };
        let [was, is] = [&before.drawing, &self.drawing].map(|it| it.as_ref().map_or_else(Vec::new, |it| parts(it)));
        let new = news(&was, &is).join(". ");
        if new.is_empty() || self.cursor.step < before.cursor.step {
            let step = || format!("Step {} of {}", self.cursor.step + 1, self.view.steps);
            return self.lit(playing).map_or_else(step, shortened);
        }
        shortened(new)
    }

    /// What is added where captions have come to lie on the slide's own words.
    fn over_words(&self, was: &View) -> &'static str {
        let (is, look) = (&self.view, self.view.caption_look);
        let moved = !was.captions_on || was.caption_look.place != look.place || was.caption_look.line != look.line;
        let hides = self.drawing.as_ref().is_some_and(|drawing| hides_words(drawing, look));
        if is.captions_on && moved && hides { ", over words of the slide" } else { "" }
    }

    /// What the step lights in the slide's code, where each of its steps lights something.
    fn lit(&self, playing: &Playing) -> Option<String> {
        let slide = playing.reading.deck.slides.get(self.cursor.slide)?;
        let mut codes = slide.blocks().into_iter().filter_map(|block| match block {
            Block::Code(code) if code.highlight.len() == self.view.steps => Some(code),
            _ => None,
        });
        let only = codes.next().filter(|_| codes.next().is_none())?;
        only.lit(self.cursor.step)
    }
}

fn other(words: &'static str) -> (Kind, String) {
    (Kind::Other, words.to_owned())
}

/// As many whole words as are heard in one breath.
fn shortened(words: String) -> String {
    let Some((end, _)) = words.char_indices().nth(LONGEST) else { return words };
    let cut = words[..end].rfind(' ').unwrap_or(end);
    format!("{} …", &words[..cut])
}

/// What the stage stands at, whichever slide it shows.
fn standing(view: &View) -> (Mode, u8) {
    let card = match view.on_stage {
        OnStage::Holding => 1,
        OnStage::Closing => 2,
        OnStage::Slide(_) | OnStage::Black | OnStage::White => 0,
    };
    (view.mode, card)
}

fn on_stage(view: &View) -> Option<&'static str> {
    Some(match (view.mode, view.on_stage) {
        (Mode::Black, _) => "The stage is black",
        (Mode::White, _) => "The stage is white",
        (Mode::Frozen, _) => "The stage is frozen",
        (Mode::Live, OnStage::Holding) => "The stage shows the holding slide",
        (Mode::Live, OnStage::Closing) => "The stage shows the closing slide",
        (Mode::Live, _) => "The stage shows the slide",
    })
}

fn captions(was: &View, is: &View) -> Option<String> {
    let CaptionLook { place, line, style } = is.caption_look;
    if was.captions_on != is.captions_on {
        return Some(if is.captions_on { "Captions on" } else { "Captions off" }.to_owned());
    }
    if was.caption_source != is.caption_source {
        let live = is.caption_source == CaptionSource::Live;
        return Some(if live { "Live captions" } else { "Captions of the script" }.to_owned());
    }
    if was.caption_look.place != place {
        let words = match place {
            CaptionPlace::Band => "Captions under the slide",
            CaptionPlace::Bottom => "Captions at the slide's foot",
            CaptionPlace::Top => "Captions at the slide's head",
        };
        return Some(words.to_owned());
    }
    if was.caption_look.line != line {
        return Some(format!("Captions of {line} percent"));
    }
    caption_style(was.caption_look.style, style)
}

fn caption_style(was: CaptionStyle, is: CaptionStyle) -> Option<String> {
    fn name<T: Copy + PartialEq>(all: &[(&'static str, T)], it: T) -> String {
        all.iter().find(|(_, other)| *other == it).map_or("", |(name, _)| name).replace('-', " ")
    }
    if was.color != is.color {
        return Some(format!("Caption color: {}", name(&CaptionInk::ALL, is.color)));
    }
    if was.plate != is.plate {
        return Some(format!("Behind captions: {}", name(&CaptionPlate::ALL, is.plate)));
    }
    if was.opacity != is.opacity {
        return Some(format!("Behind captions: {} percent opaque", is.opacity));
    }
    if was.font != is.font {
        return Some(format!("Caption font: {}", name(&CaptionFont::ALL, is.font)));
    }
    (was.edge != is.edge).then(|| format!("Edge of caption letters: {}", name(&CaptionEdge::ALL, is.edge)))
}

fn tool(was: &View, is: &View) -> Option<&'static str> {
    if was.tool != is.tool {
        return Some(match is.tool {
            Tool::Nothing => "Nothing in hand",
            Tool::Laser => "Laser",
            Tool::Spotlight => "Spotlight",
            Tool::Zoom => "Magnifier",
            Tool::Pen => "Pen",
            Tool::Highlighter => "Highlighter",
            Tool::Eraser => "Eraser",
        });
    }
    if was.auto != is.auto {
        return Some(if is.auto { "Goes on by itself" } else { "Waits for you" });
    }
    if was.recording != is.recording {
        return Some(if is.recording { "The recording runs" } else { "The recording has ended" });
    }
    (was.teleprompter.on != is.teleprompter.on).then_some(if is.teleprompter.on {
        "Teleprompter on"
    } else {
        "Teleprompter off"
    })
}

/// That the talk's time runs or stands, and how little of it is left.
fn time(was: &View, is: &View) -> Option<String> {
    if was.running != is.running {
        return Some(if is.running { "The time runs" } else { "The time stands" }.to_owned());
    }
    let left = |view: &View| view.length.saturating_sub(view.elapsed);
    let crossed = |minutes: &&u64| {
        let mark = Duration::from_secs(**minutes * 60);
        is.length >= mark * 2 && !is.length.is_zero() && left(was) > mark && left(is) <= mark
    };
    // A jump says the last that it passed.
    WARNINGS.iter().rev().find(crossed).filter(|_| is.running).map(|minutes| match minutes {
        0 => "The time is up".to_owned(),
        1 => "1 minute left".to_owned(),
        more => format!("{more} minutes left"),
    })
}

fn remark(was: &View, is: &View) -> Option<&'static str> {
    is.remark.filter(|_| was.remark != is.remark).map(|remark| match remark {
        Remark::NoSuchSlide => "No slide has that number",
        Remark::OneLanguage => "There are captions in one language only",
        Remark::BroughtBack => "What was left out last is back",
    })
}
