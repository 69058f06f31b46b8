//! Words that are typed → the rows of the settings that have them.

use eframe::egui::{
    Align2, Frame, Id, Margin, Rect, RichText, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, pos2, vec2,
};

use crate::app::kit::look::{Face, Look};

use super::rows::{Control, GROUPS, Row};

/// Nobody looks for more letters than this.
pub const MOST_LETTERS: usize = 40;

/// The field to find a setting.
fn search_id() -> Id {
    Id::unique("find a setting")
}

/// The field to find a setting by its words, from `left` to the head's buttons.
pub fn search_ui(ui: &mut Ui, look: Look, (left, buttons): (f32, Rect), search: &mut String, focus: &mut bool) {
    let right = buttons.left() - look.px(16.0);
    let rect = Rect::from_min_max(pos2(left.max(right - look.px(300.0)), buttons.top()), pos2(right, buttons.bottom()));
    let focused = ui.memory(|memory| memory.focused() == Some(search_id()));
    let edge = if focused { look.palette.attention } else { look.palette.mark };
    ui.painter().rect(rect, look.px(8.0), look.palette.panel, Stroke::new(1.0, edge), StrokeKind::Inside);
    let inner = look.glass(ui, rect).shrink2(vec2(0.0, look.px(6.0)));
    let field = TextEdit::singleline(search)
        .id(search_id())
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .font(look.font(Face::Regular, 15.0))
        .text_color(look.palette.strong)
        .hint_text(RichText::new("Find a setting").color(look.palette.mute))
        .align(Align2::LEFT_CENTER)
        .char_limit(MOST_LETTERS)
        .desired_width(inner.width());
    let mut child = ui.new_child(UiBuilder::new().max_rect(inner).id_salt("find a setting"));
    let response = child.add_sized(inner.size(), field);
    if std::mem::take(focus) {
        response.request_focus();
    }
    ui.ctx().accesskit_node_builder(search_id(), |node| node.set_label("Find a setting"));
}

/// Leaves the rows in which each of the words is found: in a row's own, in its choices', or in its group's.
pub fn keep_found(groups: &mut [Vec<Row>], search: &str) {
    let wanted: Vec<String> = search.to_lowercase().split_whitespace().map(str::to_owned).collect();
    for (name, rows) in GROUPS.iter().zip(groups) {
        rows.retain(|row| {
            let choices = match &row.control {
                Control::Segments(all) => all.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(" "),
                Control::Page(name, _) => (*name).to_owned(),
                Control::Steps(..) | Control::Words(_) | Control::Sample(_) => String::new(),
            };
            let text = format!("{name} {} {} {choices}", row.name, row.under).to_lowercase();
            wanted.iter().all(|word| text.contains(word))
        });
    }
}
