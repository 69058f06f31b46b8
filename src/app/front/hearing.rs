//! A frame's events → the keys and letters that are the program's; the others stay for egui, whose control has the focus.

use eframe::egui::text_edit::TextEditState;
use eframe::egui::{Event, Id, Key, Modifiers, Ui};

use crate::app::console::finder::{field_id, tile_id};
use crate::app::console::wants_arrows;
use crate::app::keys::chord::writes;
use crate::app::keys::press::Press;

use super::pages::Page;
use super::state::Front;
use super::tab;

/// What came from the keyboard.
pub enum Stroke {
    Press(Press),
    Letters(String),
}

/// The keys and letters of this frame, taken away from egui; a focused control keeps the keys that press it, and on a page
/// Tab leads from one to the next. With the overview on top its chosen slide presses nothing: letters go to the search,
/// and Enter goes there. A text field keeps what writes in it; `blank`: nothing is searched for yet. While a button is
/// learnt, every key is.
pub fn heard(ui: &Ui, front: &mut Front, slides: usize, blank: bool) -> Vec<Stroke> {
    let Front { pages, spent, .. } = front;
    let mut ear = Ear::new(ui, pages.top(), slides, blank, *spent);
    ui.input_mut(|input| input.events.retain(|event| ear.leaves(event)));
    *spent = ear.spent;
    ear.tabs.into_iter().for_each(|back| tab::go_on(ui, back, ear.columns));
    ear.strokes
}

/// Who has which keys in this frame.
struct Ear {
    overview: bool,
    /// Letters choose what is listed, whatever has the focus.
    seeks: bool,
    /// Tab leads from control to control.
    moves_focus: bool,
    columns: bool,
    /// A text field has the focus.
    field: bool,
    /// What else has the focus; the overview's chosen slide does not count.
    holder: Option<Id>,
    /// Signs that are keys even in a field: no name begins with what clickers send for black, nor with what asks for help
    /// and takes it away.
    signs: &'static [(&'static str, Key)],
    /// The last key was a command: the letter that it also types is none, be it in a later frame.
    spent: bool,
    strokes: Vec<Stroke>,
    tabs: Vec<bool>,
}

impl Ear {
    fn new(ui: &Ui, top: &Page, slides: usize, blank: bool, spent: bool) -> Self {
        let overview = matches!(top, Page::Overview);
        let learning = matches!(top, Page::Clicker(page) if page.learning());
        let talks = matches!(top, Page::Stage | Page::Console | Page::Overview | Page::Clicker(_));
        // The focus may still be on the tile before: what is chosen may have changed since the last frame.
        let own = |id: Id| overview && (id == field_id() || (0..slides).any(|slide| id == tile_id(slide)));
        let focused = ui.memory(|memory| memory.focused()).filter(|_| !learning);
        let field = focused.is_some_and(|id| TextEditState::load(ui.ctx(), id).is_some());
        Self {
            overview,
            seeks: matches!(top, Page::Overview | Page::Menu(_) | Page::Settings(_)),
            moves_focus: !talks,
            columns: matches!(top, Page::Settings(_)),
            field,
            holder: focused.filter(|id| !field && !own(*id)),
            signs: match top {
                Page::Commands(commands) if commands.is_empty() => &[(".", Key::Period)],
                Page::Help(help) if help.is_empty() => &[(".", Key::Period), ("?", Key::Questionmark)],
                // Paths and sentences have them anywhere.
                Page::Library => &[],
                Page::Words(words) if !words.is_empty() => &[],
                _ if blank => &[(".", Key::Period)],
                _ => &[],
            },
            spent,
            strokes: Vec::new(),
            tabs: Vec::new(),
        }
    }

    /// Whether an event stays for egui; else it is kept here.
    fn leaves(&mut self, event: &Event) -> bool {
        if self.field
            && let Some(leaves) = self.leaves_to_field(event)
        {
            return leaves;
        }
        match event {
            Event::Text(_) | Event::Key { key: Key::Space | Key::Enter, .. } if self.is_for_holder(event) => true,
            Event::Key { key: Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown, .. }
                if self.holder.is_some_and(wants_arrows) =>
            {
                true
            }
            Event::Text(letters) => {
                self.strokes.push(Stroke::Letters(letters.clone()));
                false
            }
            Event::Key { key: Key::Tab, pressed, modifiers, .. }
                if self.holder.is_some() || self.field || self.moves_focus =>
            {
                self.tabs.extend(pressed.then_some(modifiers.shift));
                false
            }
            Event::Key { key, physical_key: physical, pressed, repeat, modifiers } => {
                let press = Press { key: *key, physical: *physical, modifiers: *modifiers, repeat: *repeat };
                self.strokes.extend(pressed.then_some(Stroke::Press(press)));
                false
            }
            _ => true,
        }
    }

    /// What writes in a field is the field's, but for letters of keys that were commands.
    fn leaves_to_field(&mut self, event: &Event) -> Option<bool> {
        match event {
            Event::Text(letters) => Some(!self.spent && !self.signs.iter().any(|(sign, _)| sign == letters)),
            Event::Key { pressed: false, .. } => {
                self.spent = false;
                Some(true)
            }
            Event::Key { key, modifiers, .. } if self.writes(*key, *modifiers) => {
                self.spent = false;
                Some(true)
            }
            _ => None,
        }
    }

    /// In the overview arrows choose among the slides; with Shift or Ctrl they are the field's.
    fn writes(&self, key: Key, held: Modifiers) -> bool {
        use Key::{ArrowLeft, ArrowRight, End, Home};
        let grid = self.overview && held.is_none() && matches!(key, ArrowLeft | ArrowRight | Home | End);
        writes(key, held) && !grid && !self.signs.iter().any(|(_, sign)| *sign == key)
    }

    /// A focused control is pressed by Space and Enter, and types no letters, but where they choose what is listed.
    fn is_for_holder(&self, event: &Event) -> bool {
        let presses = match event {
            Event::Text(letters) => !self.seeks || letters == " " && !self.overview,
            Event::Key { key: Key::Space, .. } => !self.overview,
            _ => true,
        };
        self.holder.is_some() && presses
    }
}
