//! Which screens there are and which of them the stage should have: by identity, never by a number that was kept.

use std::cmp::Reverse;

use eframe::Frame;
use serde::{Deserialize, Serialize};
use winit::event_loop::ActiveEventLoop;
use winit::raw_window_handle::{HasDisplayHandle, RawDisplayHandle};

/// So many sets of screens are remembered.
const MOST_CHOICES: usize = 16;

/// A screen as the system names it, in pixels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screen {
    pub name: Option<String>,
    pub position: [i32; 2],
    pub size: [u32; 2],
}

/// All screens at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screens {
    /// As the system lists them: with duplicates, since indices count these too.
    pub raw: Vec<Screen>,
    pub primary: Option<Screen>,
    /// How many pixels each of `raw` counts as one, in thousandths.
    pub scales: Vec<u32>,
}

/// The stage's screen among these: what the speaker chose once holds for the same screens again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreenChoice {
    pub screens: Vec<Screen>,
    pub stage: Screen,
}

/// What is known beyond the list when the stage looks for its screen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// The name asked for.
    pub asked: Option<&'a str>,
    pub choices: &'a [ScreenChoice],
    /// The screen the stage had before.
    pub former: Option<&'a Screen>,
    /// The screen of the speaker's window.
    pub speaker: Option<&'a Screen>,
}

/// What the windows library says of one screen.
macro_rules! screen {
    ($monitor:expr) => {{
        let monitor = $monitor;
        let (position, size) = (monitor.position(), monitor.size());
        // Windows has its names as paths of devices: `\\.\DISPLAY2`.
        let name = monitor.name().map(|name| name.trim_start_matches(r"\\.\").to_owned());
        Screen { name, position: [position.x, position.y], size: [size.width, size.height] }
    }};
}

/// The screen that the main window says it is on; it may be gone already.
#[must_use]
pub fn here(frame: &Frame) -> Option<Screen> {
    frame.winit_window()?.current_monitor().map(|monitor| screen!(monitor))
}

/// Whether windows cannot be moved but by filling a screen.
#[must_use]
pub fn only_filling(frame: &Frame) -> bool {
    frame.display_handle().is_ok_and(|display| matches!(display.as_raw(), RawDisplayHandle::Wayland(_)))
}

/// The number by which a window that exists is moved to `screen`, to be used at once. Windows list their screens with
/// ghosts, and live entries stand after these.
#[must_use]
pub fn index_for_window(frame: &Frame, screen: &Screen) -> Option<usize> {
    let listed: Vec<Screen> = frame.winit_window()?.available_monitors().map(|monitor| screen!(monitor)).collect();
    listed.iter().rposition(|each| each == screen)
}

impl Screens {
    /// The screens now. The event loop's list has no ghosts, as a window's has.
    #[must_use]
    pub fn now(events: &ActiveEventLoop) -> Self {
        Self {
            raw: events.available_monitors().map(|monitor| screen!(monitor)).collect(),
            primary: events.primary_monitor().map(|monitor| screen!(monitor)),
            scales: events.available_monitors().map(|monitor| (monitor.scale_factor() * 1000.0) as u32).collect(),
        }
    }

    /// Each real screen once. Screens at the same place show the same and count as one.
    #[must_use]
    pub fn distinct(&self) -> Vec<Screen> {
        let mut all: Vec<Screen> = Vec::new();
        for screen in self.raw.iter().filter(|screen| screen.size[0] > 0 && screen.size[1] > 0) {
            if !all.iter().any(|each| each.position == screen.position) {
                all.push(screen.clone());
            }
        }
        all
    }

    /// Whether some screen shows what another shows.
    #[must_use]
    pub fn mirrored(&self) -> bool {
        let all = self.distinct();
        let copy = |screen: &Screen| all.iter().any(|each| each.position == screen.position && !each.is(screen));
        self.raw.iter().any(|screen| screen.size[0] > 0 && screen.size[1] > 0 && copy(screen))
    }

    /// The screen for the stage; none with one screen. What was asked for or chosen comes first, then the screen it
    /// had before, then the first that is not the speaker's.
    #[must_use]
    pub fn stage(&self, known: Known<'_>) -> Option<Screen> {
        let all = self.distinct();
        if all.len() < 2 {
            return None;
        }
        let asked = || all.iter().find(|screen| known.asked.is_some() && screen.name.as_deref() == known.asked);
        let chosen = || {
            let choice = known.choices.iter().rev().find(|choice| same_set(&choice.screens, &all))?;
            all.iter().find(|screen| **screen == choice.stage)
        };
        let former = || all.iter().find(|screen| known.former.is_some_and(|former| former.is(screen)));
        let any = || {
            let panel = all.iter().find(|screen| screen.is_panel());
            let speaker = panel.or(known.speaker).or(self.primary.as_ref());
            all.iter().find(|screen| !speaker.is_some_and(|speaker| speaker.is(screen)))
        };
        asked().or_else(chosen).or_else(former).or_else(any).cloned()
    }

    /// A screen for the console that is not the stage's.
    #[must_use]
    pub fn other_than(&self, stage: &Screen) -> Option<Screen> {
        let mut others: Vec<Screen> = self.distinct().into_iter().filter(|screen| !screen.is(stage)).collect();
        others.sort_by_key(|screen| Reverse((screen.is_panel(), self.primary.as_ref() == Some(screen))));
        others.into_iter().next()
    }

    /// How many pixels the system counts as one on this screen.
    #[must_use]
    pub fn scale(&self, screen: &Screen) -> Option<f64> {
        self.scales.get(self.index(screen)?).map(|scale| f64::from(*scale) / 1000.0)
    }

    /// Whether another screen stands at the same place, so that both show the same.
    #[must_use]
    pub fn is_mirrored(&self, screen: &Screen) -> bool {
        self.raw.iter().any(|each| each.position == screen.position && each.size[0] > 0 && each.name != screen.name)
    }

    /// The number by which a new window is put on `screen`, to be used at once.
    #[must_use]
    pub fn index(&self, screen: &Screen) -> Option<usize> {
        self.raw.iter().position(|each| each == screen)
    }
}

impl Screen {
    /// Whether this is the same screen, though it may stand elsewhere or have another size by now.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        if self.name.is_some() { self.name == other.name } else { self == other }
    }

    /// A laptop's own, by the kind of its connector.
    fn is_panel(&self) -> bool {
        let name = self.name.as_deref().unwrap_or_default();
        ["eDP", "LVDS", "DSI"].iter().any(|kind| name.starts_with(kind))
    }

    #[must_use]
    pub fn contains(&self, [x, y]: [i32; 2]) -> bool {
        let inside =
            |at: i32, start: i32, length: u32| (0..i64::from(length)).contains(&(i64::from(at) - i64::from(start)));
        inside(x, self.position[0], self.size[0]) && inside(y, self.position[1], self.size[1])
    }

    /// `HDMI-1, 1920 × 1080`
    #[must_use]
    pub fn words(&self) -> String {
        let size = format!("{} × {}", self.size[0], self.size[1]);
        match &self.name {
            Some(name) => format!("{name}, {size}"),
            None => size,
        }
    }
}

fn same_set(one: &[Screen], other: &[Screen]) -> bool {
    one.len() == other.len() && one.iter().all(|screen| other.contains(screen))
}

/// Puts a choice at the end of what is remembered, in place of an older one for the same screens.
pub fn remember(choices: &mut Vec<ScreenChoice>, screens: Vec<Screen>, stage: Screen) {
    choices.retain(|choice| !same_set(&choice.screens, &screens));
    choices.push(ScreenChoice { screens, stage });
    choices.drain(..choices.len().saturating_sub(MOST_CHOICES));
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub fn screen(name: &str, x: i32) -> Screen {
        Screen { name: Some(name.to_owned()), position: [x, 0], size: [1920, 1080] }
    }

    pub fn screens(raw: &[Screen]) -> Screens {
        Screens { raw: raw.to_vec(), primary: raw.first().cloned(), scales: vec![1000; raw.len()] }
    }

    #[test]
    fn duplicates_empty_and_mirrored_screens_count_once() {
        let (a, b) = (screen("X11-1", 0), screen("X11-2", 1920));
        let empty = Screen { size: [0, 0], ..screen("X11-3", 3840) };
        let seen = screens(&[a.clone(), empty, b.clone(), a.clone(), b.clone(), screen("mirror", 0)]);
        assert!(seen.is_mirrored(&a) && !seen.is_mirrored(&b), "a duplicate is no mirror");
        assert_eq!(seen.distinct(), [a, b.clone()]);
        assert_eq!(seen.index(&b), Some(2), "numbers count what is left out");
    }

    #[test]
    fn the_stage_is_never_the_speakers_screen_unless_asked() {
        let seen = screens(&[screen("laptop", 0), screen("projector", 1920)]);
        let asked = |asked| seen.stage(Known { asked, ..Known::default() });
        assert_eq!(asked(None), Some(screen("projector", 1920)));
        assert_eq!(asked(Some("laptop")), Some(screen("laptop", 0)));
        assert_eq!(asked(Some("gone")), Some(screen("projector", 1920)));
        let speaker = screen("projector", 1920);
        assert_eq!(seen.stage(Known { speaker: Some(&speaker), ..Known::default() }), Some(screen("laptop", 0)));
        let alone = screens(&[screen("laptop", 0)]);
        assert_eq!(alone.stage(Known { asked: Some("laptop"), ..Known::default() }), None, "no second window");
    }

    #[test]
    fn a_laptops_own_screen_is_the_speakers_even_if_the_projector_is_primary() {
        let mut seen = screens(&[screen("HDMI-1", 0), screen("eDP-1", 1920)]);
        assert_eq!(seen.stage(Known::default()), Some(screen("HDMI-1", 0)));
        seen.primary = Some(screen("DP-2", 3840));
        seen.raw.push(screen("DP-2", 3840));
        assert_eq!(seen.other_than(&screen("HDMI-1", 0)), Some(screen("eDP-1", 1920)));
    }

    #[test]
    fn a_choice_holds_for_the_same_screens_only() {
        let set = [screen("a", 0), screen("b", 1920)];
        let mut choices = Vec::new();
        remember(&mut choices, set.to_vec(), screen("b", 1920));
        remember(&mut choices, set.iter().rev().cloned().collect(), screen("a", 0));
        assert_eq!(choices.len(), 1, "the later choice takes the place of the earlier");
        let stage = |raw: &[Screen]| screens(raw).stage(Known { choices: &choices, ..Known::default() });
        assert_eq!(stage(&set), Some(screen("a", 0)));
        assert_eq!(stage(&[screen("a", 0), screen("b", 1280)]), Some(screen("b", 1280)));
        for x in 1..40 {
            remember(&mut choices, vec![screen("a", x)], screen("a", x));
        }
        assert_eq!((choices.len(), choices[15].stage.position), (16, [39, 0]));
        let words = serde_json::to_string(&choices).expect("plain values");
        assert_eq!(serde_json::from_str::<Vec<ScreenChoice>>(&words).expect("its own words"), choices);
    }
}
