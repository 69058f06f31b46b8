//! Words and a region → the largest size of the type scale at which they fit: first tighter, then smaller.
//!
//! Sources of the limits: body text under 24 pt on a 540 pt slide is hard to read at six image heights
//! (AVIXA/InfoComm V202.01); 18 pt and, for sources, 14 pt are the floors.

use super::desk::{Desk, LongLine, Misfit};
use super::node::Stack;
use crate::deck::theme::TypeStyle;
use crate::diagnostic::{Diagnostic, Severity, counted};
use crate::geometry::Size;

/// Under this body text is small for a back row, in points.
pub(super) const COMFORTABLE: f32 = 24.0;

/// The least size of running words.
const FLOOR: f32 = 18.0;

/// The most of the size of small code that words beside it have.
const BESIDE_CODE: f32 = 1.4;

/// How much of the spacing stays at each size before a smaller one is tried, where running words would be small
/// otherwise, and at the floor as the last resort.
const TIGHT: f64 = 0.72;
const TIGHTER: f64 = 0.55;
const TIGHTEST: f64 = 0.45;

/// Words that are so many times as high as their room at the first rung fit at none: sizes fall to a third, which is a ninth of
/// the height where lines are full, and little of the space between them stays.
const HOPELESS: f64 = 30.0;

/// One rung of the ladder: the size in points, how much of the usual spacing stays, and the largest size of code.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rung {
    pub size: f32,
    pub air: f64,
    pub code: f32,
}

impl Rung {
    /// That size with all its spacing.
    pub fn loose(size: f32) -> Self {
        Self { size, air: 1.0, code: size }
    }

    fn tight(size: f32, air: f64) -> Self {
        Self { size, air, code: size }
    }
}

/// Lays out with `lay` at the largest rung at which the result is at most `room` high. Past the floor it is an error.
pub(super) fn fit(
    desk: &mut Desk,
    entry: &TypeStyle,
    room: Size,
    lay: impl FnMut(&mut Desk, Rung) -> Stack,
) -> (Stack, Rung) {
    fit_part(desk, "", entry, room, lay)
}

/// The same for a part of the slide that has a name of its own: `the left side`.
pub(super) fn fit_part(
    desk: &mut Desk,
    part: &str,
    entry: &TypeStyle,
    room: Size,
    mut lay: impl FnMut(&mut Desk, Rung) -> Stack,
) -> (Stack, Rung) {
    let mut rungs = ladder(entry);
    let fits = |it: &Tried| {
        let size = it.stack.size;
        size.height <= room.height + 0.5 && size.width <= room.width + 1.0 && it.misfits.is_empty()
    };
    // Steps are handed out anew at each try, and what is told of one that is not taken is told in vain.
    let (first_step, pictured, known) = (desk.next_step, desk.pictured, desk.faults.len());
    let mut at = |desk: &mut Desk, rung: Rung, whole: bool| {
        (desk.next_step, desk.pictured, desk.torn, desk.code, desk.long_line) =
            (first_step, pictured, false, false, None);
        desk.misfits.clear();
        let whole = whole && !desk.draft;
        let stack = desk.measured(!whole, |desk| lay(desk, rung));
        let (misfits, faults) =
            (std::mem::take(&mut desk.misfits), desk.faults.split_off(known.min(desk.faults.len())));
        let (torn, code, line) = (desk.torn, desk.code, desk.long_line);
        Tried { stack, rung, whole, steps: desk.next_step, torn, code, line, misfits, faults }
    };
    // Most words fit at once; what is tried after that is only measured, until it is known which rung it is.
    let first = at(desk, rungs[0], true);
    if first.code {
        rungs.extend(code_rungs(entry, &desk.theme.scale.code));
    }
    // What no rung can hold is not tried on each of them.
    if first.stack.size.height > HOPELESS * room.height.max(1.0) && rungs.len() > 2 {
        rungs.drain(1..rungs.len() - 1);
    }
    let mut found =
        if fits(&first) && !first.torn { first } else { lower(desk, entry, (first, &rungs), &mut at, &fits) };
    if fits(&found) && found.rung.code < found.rung.size {
        // The words got small for the sake of the code, which only is too wide: beside it they may be larger.
        let code = found.rung.code;
        let most = code * BESIDE_CODE;
        let larger = entry.sizes.iter().filter(|size| **size <= most && **size > found.rung.size);
        let larger: Vec<Rung> = larger.map(|size| Rung { code, ..Rung::loose(*size) }).collect();
        if let Some(tried) = larger.into_iter().map(|rung| at(desk, rung, false)).find(|it| fits(it) && !it.torn) {
            found = tried;
        }
    }
    if !found.whole && !desk.draft {
        let measured = found.stack.size;
        found = at(desk, found.rung, true);
        debug_assert_eq!(found.stack.size, measured, "words are as large as they were measured");
    }
    desk.next_step = found.steps;
    for fault in std::mem::take(&mut found.faults) {
        desk.fault(fault);
    }
    report(desk, part, entry, &found, room);
    (found.stack, found.rung)
}

/// The best of the rungs, of which the `first` holds not all, or tears a word.
fn lower(
    desk: &mut Desk,
    entry: &TypeStyle,
    (first, rungs): (Tried, &[Rung]),
    at: &mut impl FnMut(&mut Desk, Rung, bool) -> Tried,
    fits: &impl Fn(&Tried) -> bool,
) -> Tried {
    let found = search(desk, rungs, at, |it| fits(it) && !it.torn);
    if !found.torn {
        return found;
    }
    // A part with a high floor goes to that of running words rather than tear one.
    let floor = entry.smallest();
    if floor > FLOOR {
        let sizes = [floor, 20.0, 19.0, FLOOR].into_iter().filter(|size| *size <= floor);
        let below: Vec<Rung> = sizes.map(|size| Rung::tight(size, TIGHTEST)).collect();
        let words = search(desk, &below, at, |it| fits(it) && !it.torn);
        if fits(&words) && !words.torn {
            return words;
        }
    }
    // No size holds the word: then it is as large as if it were none.
    if fits(&first) { first } else { search(desk, rungs, at, fits) }
}

/// What was laid out at a rung.
struct Tried {
    stack: Stack,
    rung: Rung,
    /// Whether its words are set.
    whole: bool,
    steps: usize,
    /// Whether a word was torn, since no line holds it.
    torn: bool,
    /// Whether there is code, and the line of it that reaches furthest beyond its room.
    code: bool,
    line: Option<LongLine>,
    /// Parts that have no room, and what was told.
    misfits: Vec<Misfit>,
    faults: Vec<Diagnostic>,
}

/// The first rung that is good, or else the last; the first of all is known to be none.
fn search(
    desk: &mut Desk,
    rungs: &[Rung],
    at: &mut impl FnMut(&mut Desk, Rung, bool) -> Tried,
    good: impl Fn(&Tried) -> bool,
) -> Tried {
    // Height only falls along the ladder, so a binary search finds it.
    let (mut low, mut high) = (0, rungs.len() - 1);
    let mut best = None;
    while high - low > 1 {
        let middle = usize::midpoint(low, high);
        let tried = at(desk, rungs[middle], false);
        if good(&tried) {
            (high, best) = (middle, Some(tried));
        } else {
            low = middle;
        }
    }
    best.unwrap_or_else(|| at(desk, rungs[high], false))
}

/// Each rung is lower than the one before: where sizes are near each other, the smaller one has no loose rung.
fn ladder(entry: &TypeStyle) -> Vec<Rung> {
    let mut rungs = Vec::with_capacity(3 * entry.sizes.len());
    let running = entry.largest() > COMFORTABLE;
    let mut before = f32::INFINITY;
    for &size in &entry.sizes {
        if size < before * 0.945 {
            rungs.push(Rung::loose(size));
        }
        rungs.push(Rung::tight(size, TIGHT));
        if running && size <= COMFORTABLE {
            rungs.push(Rung::tight(size, TIGHTER));
        }
        before = size;
    }
    rungs.extend(entry.sizes.last().map(|&size| Rung::tight(size, TIGHTEST)));
    rungs
}

/// Below the floor of the words, code goes on down to its own.
fn code_rungs(entry: &TypeStyle, code: &TypeStyle) -> Vec<Rung> {
    let floor = entry.smallest();
    let below = code.sizes.iter().filter(|size| **size < floor);
    below.map(|size| Rung { code: *size, ..Rung::tight(floor, TIGHTEST) }).collect()
}

fn report(desk: &mut Desk, part: &str, entry: &TypeStyle, found: &Tried, room: Size) {
    let span = desk.slide.span;
    let (size, rung) = (found.stack.size, found.rung);
    let smallest = if found.code { rung.size.min(rung.code) } else { rung.size };
    let over = Size::new(size.width - room.width, size.height - room.height);
    if !found.misfits.is_empty() {
        for it in &found.misfits {
            overflow(desk, &it.part, it.over, (entry, smallest), it.line);
        }
    } else if over.width > 1.0 || over.height > 1.0 {
        overflow(desk, part, over, (entry, smallest), found.line);
    } else if smallest < COMFORTABLE && entry.largest() >= COMFORTABLE {
        let id = &desk.slide.id;
        let what = if smallest < rung.size { "code is" } else { "words are" };
        let message = format!("slide `{id}` is dense: its {what} set at {smallest} pt");
        let hint = "24 pt or more reads well from the back row; fewer words give larger ones";
        // One finding a slide, for its smallest words.
        if desk.smallest.is_none_or(|known| smallest < known) {
            desk.smallest = Some(smallest);
            desk.faults.retain(|fault| fault.code != "SLD-FONT" && fault.code != "SLD-FIT");
            desk.fault(Diagnostic::warning("SLD-FONT", span, message).hint(hint));
        }
    } else if rung.size < entry.largest()
        && rung.size >= COMFORTABLE
        && !desk.faults.iter().any(|fault| matches!(fault.code, "SLD-FONT" | "SLD-FIT"))
    {
        let less = 100.0 * (1.0 - rung.size / entry.largest());
        let message = format!(
            "slide `{}` is set at {} pt instead of {} so that all fits: {less:.0}% smaller",
            desk.slide.id,
            rung.size,
            entry.largest()
        );
        desk.fault(Diagnostic::new(Severity::Info, "SLD-FIT", span, message));
    }
}

/// Tells how far words reach beyond their room, in lines and characters, and to which side.
fn overflow(desk: &mut Desk, part: &str, over: Size, (entry, size): (&TypeStyle, f32), line: Option<LongLine>) {
    let floor = format!("at {size} pt, the smallest size");
    let tall = (over.height > 1.0).then(|| tall(over.height, f64::from(size * entry.leading)));
    let wide = (over.width > 1.0).then(|| match line {
        Some(it) => too_wide(&it),
        // A mean letter is a little under half an em wide.
        None => format!(
            "{} too wide, at the {}",
            counted((over.width / f64::from(size) / 0.46).ceil() as usize, "character"),
            desk.far_side()
        ),
    });
    let hint = match (&tall, line) {
        (None, Some(it)) => format!("break line {} of the code in two", it.number),
        (None, None) => "shorten the widest words, or give them more room".to_owned(),
        (Some(_), _) => "shorten the words, or share them over two slides".to_owned(),
    };
    let how: Vec<String> = tall.into_iter().chain(wide).collect();
    tell_full(desk, part, &format!("{} {floor}", how.join(" and ")), &hint);
}

/// `line 3 of its code is 8 characters too wide, at the right (it has 98, 90 fit)`.
pub(super) fn too_wide(line: &LongLine) -> String {
    let (number, count) = (line.number, line.characters);
    let fits = count.saturating_sub(line.beyond);
    let beyond = counted(line.beyond, "character");
    format!("line {number} of its code is {beyond} too wide, at the right (it has {count}, {fits} fit)")
}

/// Tells that a part of the slide, or the slide as such, holds more than fits: how much, and what to do.
pub(super) fn tell_full(desk: &mut Desk, part: &str, how: &str, hint: &str) {
    let id = &desk.slide.id;
    let subject = if part.is_empty() { format!("slide `{id}`") } else { format!("{part} of slide `{id}`") };
    let message = format!("{subject} holds more than fits: {how}");
    desk.fault(Diagnostic::error("SLD-OVERFLOW", desk.slide.span, message).hint(hint));
}

/// `3 lines too tall (75 pt)`.
pub(super) fn tall(over: f64, line: f64) -> String {
    match (over / line.max(1.0)).ceil() as usize {
        0 | 1 => format!("1 line too tall ({over:.0} pt)"),
        lines => format!("{lines} lines too tall ({over:.0} pt)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::files::Memory;
    use crate::deck::theme::{BUILT_IN, load};
    use crate::diagnostic::Span;

    #[test]
    fn each_rung_of_running_words_is_lower_than_the_one_before() {
        for (name, _) in BUILT_IN {
            let theme = load(name, None, Span::default(), &Memory::default()).value;
            for entry in [&theme.scale.body, &theme.scale.bullets] {
                let line = |rung: &Rung| rung.size * (entry.leading - 0.22 * (1.0 - rung.air as f32));
                let heights: Vec<f32> = ladder(entry).iter().map(line).collect();
                assert!(heights.is_sorted_by(|a, b| a > b), "{name}: {heights:?}");
            }
        }
    }

    #[test]
    fn code_goes_down_to_its_own_floor() {
        let theme = load("civic", None, Span::default(), &Memory::default()).value;
        let sizes = |entry| code_rungs(entry, &theme.scale.code).iter().map(|rung| rung.code).collect::<Vec<_>>();
        assert_eq!(sizes(&theme.scale.lesser), [20.0, 19.0, 18.0, 17.0, 16.0, 15.0, 14.0]);
        assert_eq!(sizes(&theme.scale.bullets).last(), Some(&14.0));
    }
}
