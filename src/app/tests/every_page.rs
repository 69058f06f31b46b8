//! What holds for all pages, in windows of all sizes: words that do not touch, nothing cut off, controls with names that
//! are large enough, and Tab in reading order with a focus that is seen. To add a page, add a row to `ways`.

mod faults;
mod ways;

use eframe::egui::{Rect, Vec2, vec2};

use faults::{blunt, called_otherwise, crowded, wandering};
use ways::{PAGES, open};

/// What is wrong with any page in a window of this size.
fn walk(size: Vec2) {
    let mut found = Vec::new();
    for way in &PAGES {
        let mut opened = open(way, size);
        let window = Rect::from_min_size(Default::default(), size);
        let mut wrong = crowded(&opened.window.output().shapes, window);
        wrong.extend(blunt(&opened.window));
        wrong.extend(called_otherwise(&opened.window, &opened.shared.keymap()));
        wrong.extend(match way.name {
            // Its keys are the talk's; the strip is reached by F6.
            "stage" | "stage, full" => Vec::new(),
            // Whatever is pressed there is the button that is learnt.
            "clicker that learns" => Vec::new(),
            // The rows in sight come and go as one of them is chosen.
            "overview, full" | "search" => Vec::new(),
            _ => wandering(&mut opened.window),
        });
        found.extend(wrong.into_iter().map(|wrong| format!("{}: {wrong}", way.name)));
    }
    assert!(found.is_empty(), "{} findings at {size}:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_page_holds_in_the_smallest_window() {
    walk(vec2(640.0, 400.0));
}

#[test]
fn every_page_holds_in_a_small_window() {
    walk(vec2(800.0, 500.0));
}

#[test]
fn every_page_holds_in_a_tall_window() {
    walk(vec2(700.0, 1100.0));
}

#[test]
fn every_page_holds_in_a_usual_window() {
    walk(vec2(1440.0, 900.0));
}
