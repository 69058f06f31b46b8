//! The thread that lets time pass: a talk that goes on by itself, captions that change, and what a captioner sends → news
//! for the windows.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

use crate::crew::{Crew, Job};

use super::Playback;
use super::listener::{Listener, News};

struct Ticker {
    playback: Arc<Playback>,
    listener: Arc<dyn Listener>,
    /// What tells the caption of the stage that a meeting was last sent.
    sent: Option<u64>,
}

const JOB: Job = Job { name: "ticker", work: "What comes by itself (captions, steps)", remedy: "" };

/// Starts the thread, which ends with the playback. It is woken by each command.
pub fn start(playback: &Arc<Playback>, listener: Arc<dyn Listener>, crew: &Crew) {
    let mut ticker = Ticker { playback: Arc::clone(playback), listener, sent: None };
    let task = crew.service(JOB, move || ticker.run());
    // Only here, so it cannot be set already.
    task.thread().into_iter().for_each(|thread| drop(playback.ticker.set(thread.clone())));
}

impl Ticker {
    fn run(&mut self) {
        while !self.playback.ended.load(Ordering::Acquire) {
            let wait = self.tick();
            thread::park_timeout(self.playback.clock.wait(wait));
        }
    }

    /// Tells what is new, and how long nothing will be.
    fn tick(&mut self) -> Duration {
        let ticked = self.playback.tick();
        let heard = self.playback.hear(self.listener.paints_lines());
        let stage = ticked.moved || ticked.captions[0] != ticked.drawn[0] || heard.news.stage;
        let console = stage || ticked.captions != ticked.drawn || heard.news.console;
        if console {
            self.listener.changed(News { stage, console });
        }
        if ticked.captions[0] != self.sent {
            self.playback.push_script();
        }
        self.sent = ticked.captions[0];
        ticked.wait.min(heard.wait)
    }
}
