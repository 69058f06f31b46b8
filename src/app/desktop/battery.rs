//! What the system tells of its batteries → how full they are, in percent, and whether the machine runs on them.

#[cfg(target_os = "linux")]
#[path = "battery/linux.rs"]
mod system;
#[cfg(not(target_os = "linux"))]
#[path = "battery/others.rs"]
mod system;

use std::sync::{Arc, Mutex, PoisonError};

use eframe::egui::{Context, ViewportId};

use crate::crew::{Crew, Job};

/// Under this many percent a machine that is not plugged in may not last for the talk.
pub const LOW: u8 = 40;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Battery {
    /// The machine has none.
    None,
    /// How full it is, and whether the machine runs on it.
    Full { percent: u8, draining: bool },
    /// The system does not tell.
    Untold,
}

impl Battery {
    /// Asks the system, which may take a while: not on the windows' thread.
    #[must_use]
    pub fn now() -> Self {
        let Some(all) = system::batteries() else { return Self::Untold };
        // Of two batteries the fuller one decides; the other may stand still meanwhile.
        let fullest = all.iter().map(|(charge, _)| *charge).reduce(f32::max);
        let draining = all.iter().any(|(_, draining)| *draining);
        let percent = |charge: f32| (charge * 100.0).round().clamp(0.0, 100.0) as u8;
        fullest.map_or(Self::None, |charge| Self::Full { percent: percent(charge), draining })
    }
}

const JOB: Job = Job { name: "battery", work: "Asking for the battery", remedy: "" };
/// A plug is noticed after this many seconds at most.
const EVERY: f64 = 5.0;

/// The battery as last told, for a window that looks at it again and again.
#[derive(Clone, Default)]
pub struct Gauge(Arc<Mutex<Seen>>);

#[derive(Default)]
struct Seen {
    battery: Option<Battery>,
    /// When the system was asked last, in the window's seconds.
    asked: Option<f64>,
}

impl Gauge {
    /// What is known; a thread asks again now and then.
    #[must_use]
    pub fn look(&self, crew: &Crew, ctx: &Context) -> Option<Battery> {
        let now = ctx.input(|input| input.time);
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.asked.is_none_or(|asked| now - asked >= EVERY) {
            seen.asked = Some(now);
            let (told, ctx) = (Arc::clone(&self.0), ctx.clone());
            drop(crew.task(JOB, move || {
                let battery = Battery::now();
                told.lock().unwrap_or_else(PoisonError::into_inner).battery = Some(battery);
                ctx.request_repaint_of(ViewportId::ROOT);
            }));
        }
        seen.battery
    }
}
