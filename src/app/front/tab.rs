//! Tab → the next control in reading order: line by line from the top, from left to right in a line, however its page is
//! painted.

use std::cmp::Ordering;

use eframe::egui::{FocusDirection, Id, Rect, Ui, WidgetRect};

/// Scroll bars are for the mouse: arrows scroll, and what has the focus comes into view by itself.
const BAR: f32 = 8.0;

/// A control, where it is, and where what is seen of it begins: what is scrolled out at the head of a list is seen from
/// the list's head on, and so comes after what stands over the list.
type Control = (Id, Rect, f32);

/// Gives the focus to the control after the one that has it, or to the one before it. `columns`: the page is read column by
/// column, in the order in which it is painted.
pub fn go_on(ui: &Ui, back: bool, columns: bool) {
    // egui would follow the order of painting.
    ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    let focused = ui.memory(|memory| memory.focused());
    let layer = ui.layer_id();
    let mut controls: Vec<Control> = ui.ctx().viewport(|viewport| {
        let widgets = viewport.prev_pass.widgets.get_layer(layer);
        let control = |widget: &WidgetRect| (widget.id, widget.rect, widget.interact_rect.top());
        widgets.filter(|widget| takes_focus(widget)).map(control).collect()
    });
    if !columns {
        order(&mut controls);
    }
    let Some(last) = controls.len().checked_sub(1) else { return };
    let here = controls.iter().position(|(id, ..)| Some(*id) == focused);
    let next = match (here, back) {
        (None, false) => 0,
        (None, true) => last,
        (Some(at), false) => {
            if at == last {
                0
            } else {
                at + 1
            }
        }
        (Some(at), true) => at.checked_sub(1).unwrap_or(last),
    };
    ui.memory_mut(|memory| memory.request_focus(controls[next].0));
}

fn takes_focus(widget: &WidgetRect) -> bool {
    let bar = widget.sense.senses_drag() && widget.rect.size().min_elem() <= BAR;
    widget.enabled && widget.sense.is_focusable() && widget.rect.is_positive() && !bar
}

/// Lines are made of controls whose heads are about level with the first of the line.
fn order(controls: &mut [Control]) {
    controls.sort_by(|(_, a, a_seen), (_, b, b_seen)| compare(*a_seen, *b_seen).then(compare(a.top(), b.top())));
    let mut from = 0;
    while from < controls.len() {
        let head = controls[from].1;
        let level = |rect: &Rect| (rect.top() - head.top()).abs() <= rect.height().min(head.height()) * 0.6;
        let line = controls[from..].iter().take_while(|(_, rect, _)| level(rect)).count();
        controls[from..from + line].sort_by(|(_, a, _), (_, b, _)| compare(a.left(), b.left()));
        from += line;
    }
}

fn compare(a: f32, b: f32) -> Ordering {
    a.total_cmp(&b)
}

#[cfg(test)]
mod tests {
    use eframe::egui::{pos2, vec2};

    use super::*;

    #[test]
    fn lines_are_read_from_the_top_and_from_the_left() {
        // A line painted from its right end, whose heads are not quite level, and a tall one beside two low ones.
        let at = [
            (200.0, 11.0, 20.0),
            (100.0, 10.0, 24.0),
            (0.0, 12.0, 20.0),
            (100.0, 60.0, 20.0),
            (0.0, 40.0, 200.0),
            (100.0, 40.0, 10.0),
        ];
        let mut controls: Vec<Control> = (0..)
            .zip(at)
            .map(|(id, (x, y, height))| (Id::unique(id), Rect::from_min_size(pos2(x, y), vec2(80.0, height)), y))
            .collect();
        order(&mut controls);
        let ids: Vec<Id> = controls.iter().map(|(id, ..)| *id).collect();
        assert_eq!(ids, [2, 1, 0, 4, 5, 3].map(Id::unique));
    }
}
