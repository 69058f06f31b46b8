//! What the system tells of its batteries → how full they are, in percent, and whether the machine runs on them.

use std::sync::{Arc, Mutex, PoisonError};

use eframe::egui::{Context, ViewportId};
use starship_battery::{Manager, State};

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
        let Ok(batteries) = Manager::new().and_then(|manager| manager.batteries()) else { return Self::Untold };
        let mut seen = batteries.peekable();
        if seen.peek().is_none() {
            return Self::None;
        }
        // Of two batteries the fuller one decides; the other may stand still meanwhile.
        let all: Vec<_> = seen.flatten().map(|it| (it.state_of_charge().value, it.state())).collect();
        let draining = all.iter().any(|(_, state)| matches!(state, State::Discharging | State::Empty));
        let fullest = all
            .iter()
            .map(|(charge, _)| *charge)
            .fold(None, |most: Option<f32>, it| Some(most.map_or(it, |most| most.max(it))));
        let percent = |charge: f32| (charge * 100.0).round().clamp(0.0, 100.0) as u8;
        fullest.map_or(Self::Untold, |charge| Self::Full { percent: percent(charge), draining })
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
