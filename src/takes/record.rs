//! The lines of a log: one JSON object each. Unknown lines and fields are passed over, whoever wrote them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::deck::plan::{CaptionBlock, Plan, PlannedSlide};
use crate::files::sum;
use crate::show::view::Mode;

/// The version of the log that this program writes. A newer one is read as far as it is understood.
pub const VERSION: u32 = 1;

/// Whether there was an audience.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    #[default]
    Talk,
    Rehearsal,
}

/// Which talk it is, and when it began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    pub v: u32,
    pub kind: Kind,
    /// Date and time as RFC 3339 has them, as the caller said them.
    pub start: String,
    /// The deck's title.
    #[serde(default)]
    pub deck: String,
    /// The plan's `plan_hash`.
    #[serde(default)]
    pub plan: String,
    /// The `words_hash` of each slide that has captions, by its stable name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, String>,
}

impl Start {
    /// A take of this plan that begins at `start`, as RFC 3339 has it.
    #[must_use]
    pub fn new(kind: Kind, start: String, plan: &Plan) -> Self {
        let words = plan.slides.iter().filter_map(|slide| Some((slide.id.clone(), words_hash(slide)?)));
        Self { v: VERSION, kind, start, deck: plan.title.clone(), plan: plan_hash(plan), words: words.collect() }
    }
}

/// What happened, and when on the talk's own timer, behind the time of its opening.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    pub t: u64,
    #[serde(flatten)]
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "e", rename_all = "lowercase")]
pub enum What {
    Start(Start),
    /// A step was entered, of the slide with this stable name.
    Slide {
        id: String,
        step: usize,
    },
    /// The talk's own time begins here: until now `t` counted how long its opening stood. Of that, the last `told`
    /// milliseconds are taken for the opening's own time. Not written where a take begins with its time.
    Begin {
        told: u64,
    },
    Pause,
    /// The talk goes on `after` so many milliseconds during which its timer stood still.
    Resume {
        #[serde(default)]
        after: u64,
    },
    /// What the audience sees instead of, or with, the speaker's slide.
    Stage {
        mode: Mode,
    },
    Captions {
        on: bool,
        language: String,
    },
    /// The caption block with this id, `slide.step.number`, came to stand; by time or by hand.
    Cue {
        id: String,
    },
    /// A recording of the talk was marked as begun, or as over.
    Rec {
        on: bool,
    },
    /// Taken again from here: this record's time lies before that of the record above it. What was noted at or after it
    /// is void, and the talk goes on from there, with a `Slide` next.
    Again,
    /// A finished phrase of live captions.
    Live {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        speaker: Option<String>,
        text: String,
    },
    /// Another second was talked, so that a crash takes no more than that.
    Beat,
    End,
}

impl Record {
    /// The record's line in the log, with its end.
    #[must_use]
    pub fn line(&self) -> String {
        // Records are made of names, numbers and text, none of which JSON refuses.
        serde_json::to_string(self).map(|line| line + "\n").unwrap_or_default()
    }
}

/// A log as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Take {
    /// None where not even the first line is whole.
    pub start: Option<Start>,
    /// All that came after it.
    pub records: Vec<Record>,
}

/// Reads a log. A line counts once its end is there.
#[must_use]
pub fn read(bytes: &[u8]) -> Take {
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let lines = bytes[..whole].split(|byte| *byte == b'\n');
    let mut take = Take::default();
    for record in lines.filter_map(|line| serde_json::from_slice::<Record>(line).ok()) {
        match record.what {
            What::Start(start) => take.start = take.start.or(Some(start)),
            _ => take.records.push(record),
        }
    }
    take
}

/// Tells one plan from another: by its slides, their steps and times. The same on every machine.
#[must_use]
pub fn plan_hash(plan: &Plan) -> String {
    let slides = plan.slides.iter().map(|slide| (&slide.id, slide.steps, slide.planned.as_millis()));
    let words = slides.map(|(id, steps, planned)| format!("{id}\0{steps}\0{planned}\n"));
    fnv(words.collect::<String>().as_bytes())
}

/// Tells a slide's captions in the talk's own language from others, however their lines are broken; `None` where it has
/// none. The same on every machine.
#[must_use]
pub fn words_hash(slide: &PlannedSlide) -> Option<String> {
    let step = |blocks: &Vec<CaptionBlock>| {
        let lines = blocks.iter().flat_map(|block| &block.lines);
        lines.flat_map(|line| line.split_whitespace()).collect::<Vec<_>>().join(" ")
    };
    let steps: Vec<String> = slide.captions.first()?.iter().map(step).collect();
    steps.iter().any(|step| !step.is_empty()).then(|| fnv(steps.join("\0").as_bytes()))
}

/// A short name for bytes, the same for ever.
pub(super) fn fnv(bytes: &[u8]) -> String {
    format!("{:016x}", sum(bytes))
}
