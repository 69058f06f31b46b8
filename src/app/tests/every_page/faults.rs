//! A page in a window → what is wrong with it, in words: what touches or is cut off, names, roles and sizes of controls,
//! and the way that Tab goes.

use std::cmp::Ordering;

use eframe::egui::accesskit::{Action, Role};
use eframe::egui::epaint::ClippedShape;
use eframe::egui::{Key, Rect, Shape};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::app::keys::keymap::Keymap;

/// Words as they are painted: where their ink is, what cuts them, and what was painted over them later.
struct Words {
    text: String,
    ink: Rect,
    clip: Rect,
    covers: Vec<Rect>,
}

/// What is seen of all words: what is painted over hides them.
fn words(shapes: &[ClippedShape]) -> Vec<Words> {
    fn each(shape: &Shape, clip: Rect, found: &mut Vec<Words>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| each(shape, clip, found)),
            Shape::Text(text) if text.angle == 0.0 && !text.galley.text().trim().is_empty() => {
                let ink = text.galley.mesh_bounds.translate(text.pos.to_vec2());
                found.push(Words { text: text.galley.text().to_owned(), ink, clip, covers: Vec::new() });
            }
            Shape::Rect(rect) if rect.fill.a() >= 90 => {
                let over = rect.rect.intersect(clip);
                found.retain(|words| !over.expand(1.0).contains_rect(words.ink.intersect(words.clip)));
                found.iter_mut().filter(|words| over.intersects(words.ink)).for_each(|words| words.covers.push(over));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    shapes.iter().for_each(|clipped| each(&clipped.shape, clipped.clip_rect, &mut found));
    found.retain(|words| words.ink.intersect(words.clip).is_positive());
    found
}

/// What is wrong with words that are painted.
pub(super) fn crowded(shapes: &[ClippedShape], window: Rect) -> Vec<String> {
    let words = words(shapes);
    let mut wrong = Vec::new();
    for (at, one) in words.iter().enumerate() {
        let seen = one.ink.intersect(one.clip);
        for other in &words[at + 1..] {
            let both = seen.intersect(other.ink.intersect(other.clip));
            let hidden = one.covers.iter().any(|cover| cover.expand(1.5).contains_rect(both));
            if both.width() > 1.5 && both.height() > 1.5 && !hidden {
                wrong.push(format!("{:?} and {:?} lie on each other at {both:?}", one.text, other.text));
            }
        }
        // Up and down, what is cut can be scrolled to.
        let scrolled = one.clip.height() + 1.0 < window.height();
        let across = one.ink.left() < one.clip.left() - 1.0 || one.ink.right() > one.clip.right() + 1.0;
        let down = !scrolled && !window.expand(1.0).contains_rect(one.ink);
        if across || down {
            wrong.push(format!("{:?} is cut: {:?} in {:?}", one.text, one.ink, one.clip));
        }
    }
    wrong
}

/// A control as assistive technology finds it.
#[derive(Clone, Debug)]
struct Control {
    name: String,
    role: Role,
    rect: Rect,
    focused: bool,
    /// It says how it stands.
    stands: bool,
}

fn controls(window: &Harness<'_>) -> Vec<Control> {
    let nodes = window.root().children_recursive().collect::<Vec<_>>();
    let operable = nodes.into_iter().filter(|node| {
        let node = node.accesskit_node();
        let data = node.data();
        !node.is_disabled() && (data.supports_action(Action::Click) || data.supports_action(Action::Focus))
    });
    operable
        .map(|node| Control {
            name: node.accesskit_node().label().unwrap_or_default(),
            role: node.accesskit_node().role(),
            rect: node.rect(),
            focused: node.accesskit_node().is_focused(),
            stands: node.accesskit_node().toggled().is_some(),
        })
        .collect()
}

/// What is wrong with controls: names, roles and sizes.
pub(super) fn blunt(window: &Harness<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    for control in controls(window) {
        let Control { name, role, rect, .. } = &control;
        // The ground around a page closes it; Esc and its button do too. Bars are for the mouse: arrows scroll.
        if matches!(role, Role::ScrollBar) || name.is_empty() && matches!(role, Role::Unknown | Role::GenericContainer)
        {
            continue;
        }
        if name.is_empty() || matches!(role, Role::Unknown | Role::GenericContainer) {
            wrong.push(format!("{control:?} has no name or no role"));
        }
        if matches!(role, Role::RadioButton | Role::CheckBox | Role::Switch) && !control.stands {
            wrong.push(format!("{name:?} is chosen or not, and does not say which"));
        }
        // A plot has a place for each slide, as wide as its share of it; the overview and the table have larger ones.
        let plotted = name.starts_with("Go to slide ") || name.contains(" planned, ");
        if rect.height() < 23.5 || rect.width() < 23.5 && !plotted {
            wrong.push(format!("{name:?} is small: {:?}", rect.size()));
        }
    }
    wrong
}

/// Whether words are nothing but keys.
fn are_keys(keymap: &Keymap, words: &str) -> bool {
    let caps: Vec<String> = keymap.rows().iter().flat_map(|row| row.caps()).collect();
    let all = |apart: &str| words.split(apart).all(|word| caps.iter().any(|cap| cap == word.trim()));
    all(", ") || all("  ") || words.ends_with(" or click")
}

/// What is wrong with names: who says what stands on a button means that button. What is as high as a card is described.
pub(super) fn called_otherwise(window: &Harness<'_>, keymap: &Keymap) -> Vec<String> {
    const HIGHEST: f32 = 64.0;
    // What stands at a page's foot lies over controls that are scrolled out of sight there.
    const FEET: [&str; 3] = ["Scroll for all", " found", "/deck.toml"];
    let plain = |words: &str| {
        let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ").to_lowercase()
    };
    let controls = controls(window);
    let written = words(&window.output().shapes);
    let pressed = |it: &&Control| matches!(it.role, Role::Button | Role::RadioButton | Role::CheckBox | Role::Link);
    let mut wrong = Vec::new();
    for control in controls.iter().filter(pressed).filter(|it| it.rect.height() <= HIGHEST) {
        let smaller = |point| {
            let inside = |it: &Control| it.rect.area() < control.rect.area() && it.rect.contains(point);
            controls.iter().any(|it| !it.name.is_empty() && inside(it))
        };
        let own = written.iter().filter(|it| control.rect.contains(it.ink.center()) && !smaller(it.ink.center()));
        // What it is called comes first; a key, or what is told of it, beside or below that.
        let named = own.filter(|it| !are_keys(keymap, &it.text) && !FEET.iter().any(|foot| it.text.contains(foot)));
        let first = |one: &&Words, other: &&Words| match () {
            () if one.ink.bottom() < other.ink.top() => Ordering::Less,
            () if other.ink.bottom() < one.ink.top() => Ordering::Greater,
            () => one.ink.left().total_cmp(&other.ink.left()),
        };
        let label = named.min_by(first);
        let Some(label) = label.map(|words| plain(words.text.split('…').next().unwrap_or_default())) else {
            continue;
        };
        if label.chars().filter(|c| c.is_alphabetic()).count() > 1 && !plain(&control.name).contains(&label) {
            wrong.push(format!("{label:?} is called {:?}", control.name));
        }
    }
    wrong
}

/// A ring, or a caret, that tells where the focus is.
fn is_seen(shapes: &[ClippedShape], control: &Control) -> bool {
    fn rings(shape: &Shape, around: Rect) -> bool {
        match shape {
            Shape::Vec(shapes) => shapes.iter().any(|shape| rings(shape, around)),
            Shape::Rect(rect) => {
                // What is told as one control may have its ring around its picture alone.
                let (left, right) = (rect.rect.left() - around.left(), rect.rect.right() - around.right());
                let near = left.abs() < 16.0 && right.abs() < 16.0 && around.expand(16.0).contains_rect(rect.rect);
                rect.stroke.width >= 1.5 && near
            }
            _ => false,
        }
    }
    let seen = shapes.iter().any(|clipped| rings(&clipped.shape, control.rect));
    seen || matches!(control.role, Role::TextInput | Role::SearchInput)
}

/// What is wrong with the way that Tab goes: each step leads down, to the right, or into the next column.
pub(super) fn wandering(window: &mut Harness<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut last: Option<Control> = None;
    let mut first: Option<Control> = None;
    // On the console the first Tab is a key of the talk.
    let named = controls(window).into_iter().filter(|control| !control.name.is_empty()).collect::<Vec<_>>();
    let top = named.iter().map(|control| control.rect.top()).fold(f32::INFINITY, f32::min);
    let line = named.into_iter().filter(|control| control.rect.top() < top + 12.0);
    let begins = line.min_by(|one, other| one.rect.left().total_cmp(&other.rect.left()));
    if let Some(control) = &begins {
        window.get_all_by_label(&control.name).next().into_iter().for_each(|node| node.focus());
        window.run_steps(1);
    }
    for _ in 0..60 {
        window.key_press(Key::Tab);
        window.run_steps(2);
        let Some(now) = controls(window).into_iter().find(|control| control.focused) else { continue };
        let is = |it: &Control| it.name == now.name && it.rect.min.x == now.rect.min.x;
        // Once around: from the last control Tab leads to the first.
        if first.as_ref().is_some_and(is) || first.is_some() && begins.as_ref().is_some_and(is) {
            break;
        }
        if !is_seen(&window.output().shapes, &now) {
            wrong.push(format!("the focus on {:?} is not seen", now.name));
        }
        // What has the focus is scrolled to: both are looked at where they are now.
        let before = last.take().and_then(|before| controls(window).into_iter().find(|it| it.name == before.name));
        if let Some(before) = &before {
            let (from, to) = (before.rect, now.rect);
            let same_row = (to.top() - from.top()).abs() <= to.height().min(from.height()) * 0.6;
            let forward = if same_row { to.left() >= from.left() - 1.0 } else { to.top() > from.top() };
            let next_column = to.left() >= from.right() - 1.0;
            if !forward && !next_column {
                wrong.push(format!("Tab goes back from {:?} {from:?} to {:?} {to:?}", before.name, now.name));
            }
        }
        first.get_or_insert_with(|| now.clone());
        last = Some(now);
    }
    if last.is_none() {
        wrong.push("nothing is reached by Tab".to_owned());
    }
    wrong
}
