//! Live captions as they stand on the stage, and what the console says of their source: values, no locks.

use std::sync::Arc;
use std::time::Duration;

use crate::show::Moment;
use crate::show::view::View;

use super::listener::News;

/// Silence that the speaker is told of.
const LONG_SILENCE: Duration = Duration::from_secs(10);

/// Live captions as they stand on the stage.
#[derive(Default)]
pub(super) struct Live {
    /// Sources are listened to, from the beginning of the program.
    pub asked: bool,
    /// The recogniser that was told of, and whether it gave up.
    pub by: Option<String>,
    pub gave_up: bool,
    /// The newest last.
    pub lines: Arc<[String]>,
    /// When the source was last looked at.
    pub looked: Option<Moment>,
    /// What is wrong with the source, with the meeting, and with the words for a source in the settings.
    pub source_trouble: Option<Arc<str>>,
    pub meeting_trouble: Option<Arc<str>>,
}

/// What the console says of the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeedStatus {
    /// Somebody was asked for live captions.
    pub asked: bool,
    /// How long ago the last word came.
    pub ago: Option<Duration>,
}

/// What there is to show of what came, and when to look again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    pub news: News,
    pub wait: Duration,
}

impl Live {
    /// What the speaker should know.
    #[must_use]
    pub fn trouble(&self) -> Option<&Arc<str>> {
        self.source_trouble.as_ref().or(self.meeting_trouble.as_ref())
    }
}

impl FeedStatus {
    /// The source is asked for words that do not come.
    #[must_use]
    pub fn too_silent(self, view: &View) -> bool {
        let since = self.ago.map_or(view.elapsed, |ago| ago.min(view.elapsed));
        self.asked && view.running && since >= LONG_SILENCE
    }

    /// `last words 3 s ago`
    #[must_use]
    pub fn words(self) -> String {
        match self.ago.map(|ago| ago.as_secs()) {
            None => "no words yet".to_owned(),
            Some(ago) if ago < 60 => format!("last words {ago} s ago"),
            Some(ago) => format!("last words {} min ago", ago / 60),
        }
    }
}
