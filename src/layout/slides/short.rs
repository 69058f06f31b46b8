//! A slide with few words → larger words that stand further apart, and where in their region they stand.

use super::body;
use crate::deck::theme::Place;
use crate::deck::{Block, Reveal};
use crate::geometry::Size;
use crate::layout::desk::Desk;
use crate::layout::fit::Rung;
use crate::layout::node::Stack;
use crate::layout::setting::Setting;

/// How much of its region a body fills at most whose items are set apart.
const FILLED: f64 = 0.5;
/// How far apart items are set, as shares of the most that the theme has.
const APART: [f64; 4] = [1.0, 0.85, 0.7, 0.55];

/// Whether words, and words alone, leave so much of their region free that they look lost at its top.
pub(super) fn is_short(desk: &Desk, region: f64, height: f64) -> bool {
    let words =
        |block: &Block| matches!(block, Block::Paragraph(_) | Block::Heading(_) | Block::List { .. } | Block::Quote(_));
    let slide = desk.slide;
    // Paragraphs that stand one in another's place begin at one height, however long they are.
    let turns = slide.replace && body::reveal(slide.reveal, &slide.body) == Reveal::Blocks;
    let top_down = desk.theme.band.place == Place::Top && slide.title.is_some() && !turns;
    top_down && !slide.body.is_empty() && slide.body.iter().all(words) && height <= region * desk.theme.short.most
}

/// The body larger, as long as no line breaks that did not, and then its items further apart.
pub(super) fn larger(desk: &mut Desk, (usual, size): (Stack, f32), room: Size) -> Stack {
    let (look, entry) = (&desk.theme.short, &desk.theme.scale.bullets);
    let (after, torn) = (desk.next_step, desk.torn);
    let first = after.saturating_sub(crate::layout::node::last_step(&usual.nodes));
    let lay = |desk: &mut Desk, size: f32, apart: f64| {
        (desk.next_step, desk.torn) = (first, false);
        let mut setting = Setting::new(desk, entry, Rung::loose(size));
        let em = f64::from(size) * look.gap * apart;
        (setting.gap, setting.item_gap) = (setting.gap.max(em), setting.item_gap.max(em));
        body::set_body(desk, &setting, desk.theme.space.measure, room)
    };
    // Without further lines a body grows as its type does.
    let lines = |stack: &Stack, size: f32| stack.size.height / f64::from(size);
    let before = lines(&usual, size);
    let mut chosen = (usual, size);
    for larger in look.sizes.iter().copied().filter(|it| *it > size) {
        let tried = lay(desk, larger, 0.0);
        if !desk.torn && lines(&tried, larger) <= before * 1.03 && tried.size.height <= room.height * look.most {
            chosen = (tried, larger);
            break;
        }
    }
    for apart in APART {
        let tried = lay(desk, chosen.1, apart);
        if tried.size.height <= (room.height * FILLED).max(chosen.0.size.height) {
            chosen.0 = tried;
            break;
        }
    }
    (desk.next_step, desk.torn) = (after, torn);
    chosen.0
}
