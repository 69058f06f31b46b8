//! All that any window may know of the running talk at one moment. Made by `Show::view`, read by `app`.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::marks::{Marks, Tool};
use super::moment::Moment;
use super::teleprompter::Teleprompter;
use crate::deck::Ending;
use crate::deck::caption::CaptionLook;
use crate::deck::ink::Nib;
use crate::deck::plan::CaptionBlock;

pub use super::cursor::Cursor;
pub use super::cuts::{Cut, Why};

/// What the audience sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnStage {
    Slide(Cursor),
    /// Before the talk: what it is and who gives it.
    Holding,
    /// After the talk: thanks, and who gave it.
    Closing,
    Black,
    White,
}

/// Whether the stage follows the speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    Live,
    Frozen,
    Black,
    White,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimerMode {
    Elapsed,
    Remaining,
    EndsAt,
}

/// Where captions come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaptionSource {
    #[default]
    Script,
    Live,
}

/// What the speaker asked for and cannot have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// No slide has the number that was typed.
    NoSuchSlide,
    /// There is no other caption language.
    OneLanguage,
    /// What was left out last is shown again.
    BroughtBack,
}

#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub on_stage: OnStage,
    /// What the stage showed before, and when it gave way to another step; `None` where it was or became blank.
    pub left: Option<(Cursor, Moment)>,
    pub mode: Mode,
    /// How long pictures on the stage have moved so far. It stands while the stage is frozen or blank, and they with it.
    pub moved: Duration,
    /// Where the speaker is.
    pub cursor: Cursor,
    /// What the next press shows; `None` at the end.
    pub next: Option<Cursor>,
    /// The number the audience sees on the slide.
    pub number: usize,
    /// How many slides are counted.
    pub count: usize,
    /// Steps of the current slide, at least 1.
    pub steps: usize,
    pub captions_on: bool,
    pub caption_source: CaptionSource,
    /// Live captions are shown: they are on, and the stage is not white.
    pub live: bool,
    pub caption_look: CaptionLook,
    /// Index into `Plan::languages`.
    pub caption_language: usize,
    /// Scripted captions wait for the talk's time to begin.
    pub captions_wait: bool,
    /// The caption of the slide *on the stage*; `None` where there is none or captions are off or wait, or the stage is white.
    /// Black takes the slide, not the captions.
    pub caption: Option<CaptionBlock>,
    /// Which that is: its step, and its place among the blocks of that.
    pub caption_at: Option<(Cursor, usize)>,
    /// The caption of the speaker's own step, whether or not captions are shown.
    pub cue: Option<CaptionBlock>,
    pub tool: Tool,
    /// What it draws with, or would.
    pub nib: Nib,
    /// What lies on the speaker's own slide, whatever the audience sees.
    pub marks: Marks,
    /// What lies on the slide *on the stage*: nothing where the stage is blank, and never another slide's.
    pub stage_marks: Marks,
    pub elapsed: Duration,
    pub running: bool,
    /// The talk has moved for a while, and its time does not run.
    pub time_stands: bool,
    /// What the last command could not do.
    pub remark: Option<Remark>,
    /// A rehearsal that has not begun: the next press forward starts the time and moves nothing.
    pub waiting: bool,
    /// The audience comes in and sees the holding slide: the next move forward begins the talk.
    pub green_room: bool,
    /// How long until it is to start, while that is ahead, and whether it then starts by itself.
    pub starts_in: Option<Duration>,
    pub by_itself: bool,
    /// The talk was ended: its time stands, and the audience sees the closing slide, or a slide again.
    pub over: bool,
    /// It is over, and no slide is shown again; and what the audience sees then.
    pub closes: bool,
    pub ending: Ending,
    /// Nothing of the talk comes after this step.
    pub at_end: bool,
    /// The slides of the talk (indices into the plan) that were not shown.
    pub unseen: Vec<usize>,
    /// How many seconds the talk has been paused, if it is.
    pub paused_seconds: Option<u64>,
    /// How often the speaker took a slide again.
    pub again: u32,
    /// Where that was the last move: the time that the talk went back to.
    pub taken_again: Option<Duration>,
    /// A recording of the talk is marked as running.
    pub recording: bool,
    pub timer_mode: TimerMode,
    /// The talk goes on by itself.
    pub auto: bool,
    /// Planned length of the talk.
    pub length: Duration,
    /// Expected time from the start until the end of the current slide, and until its beginning.
    pub expected_until_end: Duration,
    pub expected_until_start: Duration,
    /// What of the plan was told before the time began: it counts as told in the time that was planned for it.
    pub told_before: Duration,
    /// How long the whole talk will have taken if the rest takes as long as expected, in seconds, `told_before` with it.
    pub finish_seconds: u64,
    /// While the speaker asks what now: what could be left out, the least loss first.
    pub what_now: Option<Vec<Cut>>,
    /// What is left out (indices into the plan).
    pub left_out: Vec<usize>,
    /// Time spent beyond what was expected, in seconds: positive is behind, negative ahead, 0 while on time.
    pub behind_seconds: i64,
    /// Size of the notes relative to their usual size, 0.5 to 3.0.
    pub notes_scale: f32,
    /// Lines that the notes are scrolled down by from where the step put them; negative is up.
    pub notes_scroll: f32,
    pub teleprompter: Teleprompter,
    /// Digits typed toward a slide number, if any.
    pub typed: Option<String>,
    /// While the overview is open: the slide (index into the plan) that is chosen in it.
    pub overview: Option<usize>,
    /// The quit question stands.
    pub asking_quit: bool,
    /// On one screen: the console is shown instead of the slide.
    pub console_shown: bool,
}

impl View {
    /// There is no state that `Command::Leave` would leave.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let open = self.overview.is_some() || self.typed.is_some() || self.asking_quit || self.console_shown;
        let open = open || self.what_now.is_some();
        let held = self.tool != Tool::Nothing || self.marks.zoom.is_some() || self.mode != Mode::Live;
        !open && !held && !self.auto && !self.teleprompter.on
    }
}
