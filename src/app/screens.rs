//! Which screens there are and which of them the stage stands on: by identity, never by a number that was kept.

use eframe::Frame;

/// A screen as the system names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Screen {
    pub name: Option<String>,
    pub position: [i32; 2],
    pub size: [u32; 2],
    pub scale: f64,
}

/// All screens as a window sees them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Screens {
    /// As the system lists them: with duplicates and ghosts, since indices count these too.
    raw: Vec<Screen>,
    /// The screen of the speaker's window.
    pub here: Option<Screen>,
    pub primary: Option<Screen>,
}

/// What the windows library says of one screen.
macro_rules! screen {
    ($monitor:expr) => {{
        let monitor = $monitor;
        let (position, size) = (monitor.position(), monitor.size());
        Screen {
            name: monitor.name(),
            position: [position.x, position.y],
            size: [size.width, size.height],
            scale: monitor.scale_factor(),
        }
    }};
}

impl Screens {
    /// The screens now.
    #[must_use]
    pub fn now(frame: &Frame) -> Self {
        let Some(window) = frame.winit_window() else {
            return Self::default();
        };
        Self {
            raw: window.available_monitors().map(|monitor| screen!(monitor)).collect(),
            here: window.current_monitor().map(|monitor| screen!(monitor)),
            primary: window.primary_monitor().map(|monitor| screen!(monitor)),
        }
    }

    /// Each real screen once.
    #[must_use]
    pub fn distinct(&self) -> Vec<&Screen> {
        let mut all: Vec<&Screen> = Vec::new();
        for screen in self.raw.iter().filter(|screen| screen.size[0] > 0 && screen.size[1] > 0) {
            if !all.contains(&screen) {
                all.push(screen);
            }
        }
        all
    }

    /// The screen for the stage: the one asked for by name, else one that is not the speaker's; none with one screen.
    #[must_use]
    pub fn stage(&self, asked: Option<&str>) -> Option<Screen> {
        let all = self.distinct();
        if all.len() < 2 {
            return None;
        }
        if let Some(found) = all.iter().find(|screen| asked.is_some() && screen.name.as_deref() == asked) {
            return Some((*found).clone());
        }
        let speakers = self.primary.as_ref().or(self.here.as_ref());
        all.into_iter().find(|screen| speakers != Some(*screen)).cloned()
    }

    /// A screen for the console that is not the stage's.
    #[must_use]
    pub fn other_than(&self, stage: &Screen) -> Option<Screen> {
        self.distinct().into_iter().find(|screen| *screen != stage).cloned()
    }

    /// The number by which a new window is put on `screen`, to be used at once. Live entries stand after ghosts.
    #[must_use]
    pub fn index(&self, screen: &Screen) -> Option<usize> {
        self.distinct().into_iter().position(|each| each == screen)
    }

    /// The number by which a window that exists is moved to `screen`.
    #[must_use]
    pub fn last_index(&self, screen: &Screen) -> Option<usize> {
        self.raw.iter().rposition(|each| each == screen)
    }
}

impl Screen {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn screen(name: &str, x: i32) -> Screen {
        Screen { name: Some(name.to_owned()), position: [x, 0], size: [1920, 1080], scale: 1.0 }
    }

    #[test]
    fn screens_listed_twice_count_once() {
        let raw = vec![screen("a", 0), screen("b", 1920), screen("a", 0), screen("b", 1920)];
        let screens = Screens { raw, here: None, primary: None };
        assert_eq!(screens.distinct().len(), 2);
        assert_eq!(screens.index(&screen("b", 1920)), Some(1));
        assert_eq!(screens.last_index(&screen("b", 1920)), Some(3));
    }

    #[test]
    fn the_stage_is_never_the_speakers_screen_unless_asked() {
        let raw = vec![screen("laptop", 0), screen("projector", 1920)];
        let screens = Screens { raw, here: Some(screen("laptop", 0)), primary: Some(screen("laptop", 0)) };
        assert_eq!(screens.stage(None), Some(screen("projector", 1920)));
        assert_eq!(screens.stage(Some("laptop")), Some(screen("laptop", 0)));
        assert_eq!(screens.stage(Some("gone")), Some(screen("projector", 1920)));
        let alone = Screens { raw: vec![screen("laptop", 0)], ..Screens::default() };
        assert_eq!(alone.stage(Some("laptop")), None, "one screen has no second window");
    }
}
