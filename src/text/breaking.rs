//! Shaped words and a width → where their lines end: titles in lines as equal as can be, running words without a lone one or a
//! stub at their end.

use parley::{Layout, Line};

use super::set::{Ink, Wrap};
use super::written::{BREAK, EM};
use crate::writing::is_cjk;

/// `width` and `step`, under which two widths are alike, as at `EM` points.
pub(super) fn break_lines(layout: &mut Layout<Ink>, text: &str, wrap: Wrap, width: f32, step: f32) {
    let limit = (width < 1e6).then_some(width);
    layout.break_all_lines(limit);
    let lines = layout.len();
    if lines < 2 || limit.is_none() {
        return;
    }
    match wrap {
        Wrap::None => {}
        Wrap::Balanced => {
            // The narrowest width that needs no further line makes the lines as equal as they can be.
            let word = layout.calculate_content_widths().min;
            let (mut narrow, mut wide) = ((width / lines as f32 * 0.5).max(word.min(width)), width);
            let closer = takes_back(layout);
            let mut alike = alike_from(layout, closer);
            while wide - narrow > step {
                let middle = f32::midpoint(narrow, wide);
                if middle >= alike {
                    wide = middle;
                    continue;
                }
                layout.break_all_lines(Some(middle));
                if layout.len() > lines {
                    narrow = middle
                } else {
                    (wide, alike) = (middle, alike_from(layout, closer))
                }
            }
            layout.break_all_lines(Some(wide));
            if (3..=TITLE_LINES).contains(&lines) {
                even_out(layout, wide, lines);
            }
        }
        Wrap::Pretty if hang_out(layout, text, width) => {}
        Wrap::Pretty if ends_lonely(layout, text, width) || ends_short(layout, width) => {
            let chosen = company(layout, text, width, lines <= FEW_LINES).unwrap_or(width);
            layout.break_all_lines(Some(chosen));
        }
        Wrap::Captions if ends_lonely(layout, text, width) => {
            let chosen = company(layout, text, width, false).unwrap_or(width);
            layout.break_all_lines(Some(chosen));
        }
        Wrap::Pretty | Wrap::Captions => {}
    }
}

/// From this width up to the one that lines were broken at, they are broken alike: each word that had room has it, and none
/// that had not.
///
/// `closer` is whether some letters take back room.
fn alike_from(layout: &Layout<Ink>, closer: bool) -> f32 {
    /// What sums of the same widths may differ by.
    const ROUNDING: f32 = 0.01;
    let taken_back = |line: &Line<Ink>| if closer { taken_back(line) } else { 0.0 };
    let end = |line: Line<Ink>| line.metrics().advance - line.metrics().hanging_advance + taken_back(&line);
    layout.lines().map(end).fold(0.0, f32::max) + ROUNDING
}

/// How much of a line its letters without a width take back where letters stand closer than usual: a line must have had that
/// room before they came.
fn taken_back(line: &Line<Ink>) -> f32 {
    let mut back = 0.0_f32;
    line.runs().for_each(|run| run.clusters().for_each(|it| back += it.advance().min(0.0)));
    back.abs()
}

/// Whether any of its letters do so, however its lines are broken.
fn takes_back(layout: &Layout<Ink>) -> bool {
    layout.lines().any(|line| line.runs().any(|run| run.clusters().any(|it| it.advance() < 0.0)))
}

/// Marks that may stand out of a line of Chinese or Japanese at its end.
pub(super) const HANGING: [char; 4] = ['、', '。', '，', '．'];

/// Lines of which each is tried with a mark that hangs: no slide has room for more.
const MOST_HUNG: usize = 40;

/// Lets lines have a phrase more whose last mark then hangs out of `width`; whether any does, and the last line is none that
/// would have to be told.
fn hang_out(layout: &mut Layout<Ink>, text: &str, width: f32) -> bool {
    if layout.len() > MOST_HUNG || !text.contains(HANGING) {
        return false;
    }
    let mut widths = vec![width];
    let mut hangs = false;
    while widths.len() <= layout.len() && layout.len() > 1 {
        let at = widths.len() - 1;
        widths[at] = width + EM;
        break_each(layout, &[&widths[..], &[width]].concat());
        let beyond = layout.get(at).is_some_and(|line| {
            hanging(&line, text).is_some_and(|mark| {
                let advance = line.metrics().advance - line.metrics().hanging_advance;
                advance > width && advance - mark <= width
            })
        });
        hangs |= beyond;
        if !beyond {
            widths[at] = width;
            break_each(layout, &[&widths[..], &[width]].concat());
        }
        widths.push(width);
    }
    if hangs && !ends_lonely(layout, text, width) && !ends_short(layout, width) {
        return true;
    }
    layout.break_all_lines(Some(width));
    false
}

/// The width of the mark at the end of a line, if it is one that may hang.
pub(super) fn hanging(line: &Line<'_, Ink>, text: &str) -> Option<f32> {
    let words = text.get(line.text_range())?.trim_end_matches([BREAK, ' ']);
    let mark = words.chars().next_back().filter(|c| HANGING.contains(c))?;
    let at = line.text_range().start + words.len() - mark.len_utf8();
    let clusters = line.runs().flat_map(|run| run.visual_clusters().collect::<Vec<_>>());
    clusters.into_iter().find(|cluster| cluster.text_range().start == at).map(|cluster| cluster.advance())
}

/// Where one width for all leaves a line between others as a stub, lines before it end earlier. No word is torn for it.
fn even_out(layout: &mut Layout<Ink>, wide: f32, lines: usize) {
    let usual = advances(layout);
    let widest = usual.iter().copied().fold(0.0, f32::max);
    if usual[..usual.len() - 1].iter().all(|advance| *advance >= widest * STUB_BETWEEN) {
        return;
    }
    let word = layout.calculate_content_widths().min;
    let (mut best, mut widths) = (unevenness(&usual), vec![wide; lines]);
    for at in 0..lines - 1 {
        let usual = widths.clone();
        for width in (40..100).step_by(2).map(|percent| wide * percent as f32 / 100.0).filter(|width| *width >= word) {
            let mut tried = usual.clone();
            tried[at] = width;
            break_each(layout, &tried);
            let found = unevenness(&advances(layout));
            if layout.len() == lines && found < best {
                (best, widths) = (found, tried);
            }
        }
    }
    break_each(layout, &widths);
}

/// How wide the words of each line are.
fn advances(layout: &Layout<Ink>) -> Vec<f32> {
    layout.lines().map(|line| line.metrics().advance - line.metrics().hanging_advance).collect()
}

/// What lines lack to the widest, in squares.
fn unevenness(advances: &[f32]) -> f32 {
    let widest = advances.iter().copied().fold(0.0, f32::max);
    advances.iter().map(|advance| (widest - advance).powi(2)).sum()
}

/// Of more lines a title is a column of words.
const TITLE_LINES: usize = 4;

/// How much of the widest line of a title those between others have at least.
const STUB_BETWEEN: f32 = 0.5;

/// Lines of a width each; the last width is that of all further ones.
fn break_each(layout: &mut Layout<Ink>, widths: &[f32]) {
    let most = widths.iter().copied().fold(0.0, f32::max);
    let mut breaker = layout.break_lines();
    breaker.state_mut().set_layout_max_advance(most);
    let mut line = 0;
    loop {
        breaker.state_mut().set_line_max_advance(widths[line.min(widths.len() - 1)]);
        if breaker.break_next().is_none() {
            break;
        }
        line += 1;
    }
    breaker.finish();
}

/// A width at which the last word has company, with no further line if that can be, else with one more; of `few` lines, one
/// at which the last is no stub either.
fn company(layout: &mut Layout<Ink>, text: &str, width: f32, few: bool) -> Option<f32> {
    let (lines, lonely) = (layout.len(), ends_lonely(layout, text, width));
    let (mut same, mut longer) = (None, None);
    // No word is torn for it.
    let word = layout.calculate_content_widths().min;
    let least = if few { 60 } else { 78 };
    let widths = (least..100).rev().map(|percent| width * percent as f32 / 100.0);
    let closer = takes_back(layout);
    let mut alike = alike_from(layout, closer);
    for tried in widths.filter(|tried| *tried >= word) {
        // As at the last one, which was no better.
        if tried >= alike {
            continue;
        }
        layout.break_all_lines(Some(tried));
        alike = alike_from(layout, closer);
        if ends_lonely(layout, text, width) {
            continue;
        }
        if layout.len() <= lines && !(few && ends_short(layout, width)) {
            return Some(tried);
        }
        if layout.len() <= lines {
            same = same.or(Some(tried));
        } else if layout.len() == lines + 1 {
            longer = longer.or(Some(tried));
        }
    }
    same.or(longer).filter(|_| lonely)
}

/// Of so few lines a last one of two small words looks forgotten; under many it is how a paragraph ends.
const FEW_LINES: usize = 3;
/// What a last line has at least of the width.
const STUB: f32 = 0.3;

fn ends_short(layout: &Layout<Ink>, width: f32) -> bool {
    let few = (2..=FEW_LINES).contains(&layout.len());
    let last = layout.len().checked_sub(1).and_then(|last| layout.get(last));
    few && last.is_some_and(|last| last.metrics().advance - last.metrics().hanging_advance < width * STUB)
}

/// Whether the last line is a lone word, or so short that it looks like one.
fn ends_lonely(layout: &Layout<Ink>, text: &str, width: f32) -> bool {
    let Some(last) = layout.get(layout.len() - 1) else { return false };
    let metrics = last.metrics();
    if metrics.advance - metrics.hanging_advance >= width * 0.4 {
        return false;
    }
    let words = last
        .runs()
        .flat_map(|run| run.clusters().map(|c| c.is_space_or_nbsp()).collect::<Vec<_>>())
        .collect::<Vec<_>>();
    let gaps = words.windows(2).filter(|pair| pair[0] && !pair[1]).count();
    let phrases = text
        .get(last.text_range())
        .is_some_and(|line| line.contains(is_cjk) && line.trim_matches(BREAK).contains(BREAK));
    gaps == 0 && !phrases
}

#[cfg(test)]
mod tests {
    use parley::Layout;

    use super::{alike_from, takes_back};
    use crate::deck::Rich;
    use crate::diagnostic::Span;
    use crate::text::set::Ink;
    use crate::text::tests::style;
    use crate::text::{Paragraph, Set, Shaper, Style, Wrap};

    fn lines(paragraph: &Paragraph) -> Vec<String> {
        let words =
            |set: &Set| if let Set::Words(glyphs) = set { glyphs.text.trim().to_owned() } else { String::new() };
        paragraph.lines.iter().map(|line| line.runs.iter().map(|run| words(&run.set)).collect()).collect()
    }

    fn set(shaper: &mut Shaper, text: &str, wrap: Wrap, width: f32) -> Vec<String> {
        let paragraph = shaper.paragraph(&Rich::plain(text, Span::default()), &Style { wrap, ..style() }, width);
        lines(&paragraph)
    }

    #[test]
    fn widths_down_to_the_widest_line_break_alike() {
        let mut shaper = Shaper::new(&[], "en");
        let (mut seen, mut fewer) = (0, 0);
        let texts = [
            "A trust is one legal body that holds several schools, each of which keeps its own head, name and place; what they \
             share is the board, the purse and what they have learnt of teaching.",
            "Donau\u{AD}dampf\u{AD}schiff\u{AD}fahrts\u{AD}gesellschaft and https://example.org/a/long/way/down, twice  over",
            "שלום עולם, said she, and all of them went home again",
            "会議の前に、資料を読んでおいてください。",
            "木かげができてから、夏でも自分の足で買い物に行けるようになりました。",
        ];
        let styles = [(Wrap::Pretty, 0.0), (Wrap::Balanced, -0.02), (Wrap::Balanced, -0.2), (Wrap::Pretty, 0.3)];
        for (text, (wrap, tracking)) in texts.into_iter().flat_map(|text| styles.map(|style| (text, style))) {
            let (rich, style) = (Rich::plain(text, Span::default()), Style { wrap, tracking, ..style() });
            let written = shaper.written(&rich, &style);
            let mut layout = shaper.build(&written, &style, &[]);
            let ends = |layout: &Layout<Ink>| layout.lines().map(|line| line.text_range().end).collect::<Vec<_>>();
            for width in (60..1200).step_by(7).map(|width| width as f32) {
                layout.break_all_lines(Some(width));
                let (from, known) = (alike_from(&layout, takes_back(&layout)), ends(&layout));
                for part in 0..5 {
                    let tried = from + (width - from) * part as f32 / 4.0;
                    if tried > width {
                        continue;
                    }
                    layout.break_all_lines(Some(tried));
                    assert_eq!(ends(&layout), known, "{text} at {width} and {tried}");
                    seen += 1;
                }
                layout.break_all_lines(Some(from - 1.0));
                fewer += usize::from(ends(&layout) != known);
            }
        }
        assert!(seen > 1000 && fewer > 100, "{seen} widths break alike, {fewer} do not");
    }

    fn letters(line: &str) -> usize {
        line.chars().count()
    }

    #[test]
    fn few_running_lines_end_in_no_stub() {
        let mut shaper = Shaper::new(&[], "en");
        for (text, first) in [
            ("Lend one parking space for a year", "Lend one parking space for a"),
            (
                "At 14:02 the 99th percentile went from 12 ms to 840 ms",
                "At 14:02 the 99th percentile went from 12 ms to",
            ),
            ("A gardener asks for a bed", "A gardener asks for a"),
            ("Plot joins the two for a year", "Plot joins the two for a"),
            ("Each press of Next adds one item", "Each press of Next adds one"),
            ("People who live beside a lamp sleep forty minutes less", "People who live beside a lamp sleep forty"),
            ("And as a drawing, which is whole", "And as a drawing, which is"),
            ("An owner lends ground", "An owner lends"),
        ] {
            let width = shaper.paragraph(&Rich::plain(first, Span::default()), &style(), 2000.0).width + 1.0;
            let paragraph = shaper.paragraph(&Rich::plain(text, Span::default()), &style(), width);
            let ends = |line: &crate::text::Line| line.runs.iter().map(|run| run.x + run.advance()).fold(0.0, f32::max);
            let last = paragraph.lines.last().map_or(0.0, ends);
            assert_eq!(paragraph.lines.len(), 2, "{text}: no further line for it");
            assert!(last >= width * 0.3, "{:?}", lines(&paragraph));
        }
    }

    #[test]
    fn a_last_mark_of_japanese_hangs_where_its_phrase_has_room() {
        let font = std::fs::read("tests/talks/japanese/fonts/NotoSansJP-Regular.otf").expect("the font");
        let mut shaper = Shaper::new(&[font.into()], "ja");
        let text = "木かげが、夏の夜は、水をまいた道より、ずっと涼しいと、みんなが言います。";
        let room = shaper.paragraph(&Rich::plain("木かげが、夏の夜は", Span::default()), &style(), 2000.0).width + 0.5;
        let paragraph = shaper.paragraph(&Rich::plain(text, Span::default()), &style(), room);
        let found = lines(&paragraph);
        assert_eq!(found[0], "木かげが、夏の夜は、");
        assert_eq!(found.concat(), text);
        assert!(paragraph.width <= room, "what hangs out takes no room: {} of {room}", paragraph.width);
        let end = |line: &crate::text::Line| line.runs.iter().map(|run| run.x + run.advance()).fold(0.0, f32::max);
        assert!(end(&paragraph.lines[0]) > room, "the mark stands beyond it");
        // Nothing but such a mark does, and none by more than its own square.
        for (line, words) in paragraph.lines.iter().zip(&found) {
            let over = end(line) - room;
            assert!(over <= 0.01 || words.ends_with(['、', '。']) && over <= style().size, "{words}: {over}");
        }
    }

    #[test]
    fn a_title_has_no_stub_between_longer_lines() {
        let mut shaper = Shaper::new(&[], "en");
        for (text, long) in [
            ("Heat your flat with yesterday’s sun", "with yesterday’s"),
            ("How a house of glass is counterproductive", "is counterproductive"),
        ] {
            let narrow = shaper.paragraph(&Rich::plain(long, Span::default()), &style(), 2000.0).width - 1.0;
            let found = set(&mut shaper, text, Wrap::Balanced, narrow);
            let widest = found.iter().map(|line| letters(line)).max().unwrap_or(0);
            let between = &found[..found.len() - 1];
            let least = between.iter().map(|line| letters(line)).min().unwrap_or(0);
            assert!(found.len() < 3 || least * 3 > widest, "{narrow}: {found:?}");
            assert_eq!(found.join(" "), text, "no word is torn");
        }
        assert_eq!(
            set(&mut shaper, "Heat your flat with yesterday’s sun", Wrap::Balanced, 150.0),
            ["Heat your", "flat with", "yesterday’s sun"]
        );
    }
}
