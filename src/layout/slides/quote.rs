//! A quotation: a large mark, a bar or nothing beside it, the words, who said them and where.

use crate::deck::theme::{Align, ByPlace, QuoteMark};
use crate::deck::{Rich, Run};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::{Desk, rect};
use crate::layout::fit::fit;
use crate::layout::heads;
use crate::layout::margin;
use crate::layout::node::{self, Node, Stack};
use crate::layout::spot::Behind;
use crate::text::{Style, TextAlign, Wrap};
use crate::writing::is_unspaced;

/// The height that the large mark takes over large type, in points.
const MARK: f64 = 62.0;
/// From this size on the mark stands over the words; beside smaller ones it hangs in the margin.
const LARGE: f32 = 34.0;
/// Between paragraphs, in em.
const PARAGRAPH_GAP: f64 = 0.62;
/// From the words to who said them, where that stands under them.
const BELOW: f64 = 26.0;
/// From the hairline over the words to their top.
const OVER: f64 = 12.0;
/// The bar's width.
const BAR: f64 = 4.0;
/// The share of the slide that a quotation takes on a picture.
const CALM: f64 = 0.62;

pub(super) fn quote(desk: &mut Desk, quote: &Rich, by: Option<&Rich>, work: Option<&Rich>) -> Vec<Node> {
    let look = &desk.theme.quote;
    let centred = look.align == Align::Center;
    let (left, width) = column(desk, centred);
    desk.align = if centred { TextAlign::Center } else { TextAlign::Start };
    let mut nodes = Vec::new();
    let top = head(desk, &mut nodes, left, width);
    let beside = desk.margin().filter(|_| look.by == ByPlace::Margin);
    let (foot, bottom) = source(desk, beside.is_some(), left, width);
    let attribution = attribution(desk, by, work, beside.map_or(width, |(_, width)| width));
    let below = if beside.is_some() || attribution.nodes.is_empty() { 0.0 } else { attribution.size.height + BELOW };
    let Said { words, measure, lead } = said(desk, quote, Size::new(width, bottom - top - below));
    desk.align = TextAlign::Start;

    let tall = words.size.height;
    let start = top + (bottom - top - tall - below) * look.place;
    let down = match look.by {
        ByPlace::Foot => bottom - start - attribution.size.height,
        ByPlace::Under | ByPlace::Margin => tall + BELOW,
    };
    let mut children = words.at(Point::new(if centred { (width - measure) / 2.0 } else { 0.0 }, lead));
    if let Some((column, _)) = beside {
        let line = node::first_baseline(&children).unwrap_or(lead);
        children.extend(attribution.on(column - left, line));
    } else {
        children.extend(attribution.at(Point::new(0.0, down)));
    }
    if desk.theme.band.rule_above > 0.0 && desk.slide.title.is_none() {
        nodes.push(margin::rule(desk, start - OVER, desk.theme.band.rule_above));
    }
    nodes.extend(beside_words(desk, Point::new(left - look.inset, start), tall, lead > 0.0));
    nodes.push(Node::branch(Role::Quote, Point::new(left, start), quote.span, children));
    nodes.extend(foot);
    nodes
}

/// Where the words begin, and their width: a picture behind them keeps the side where there is most to see.
fn column(desk: &Desk, centred: bool) -> (f64, f64) {
    let (space, inset) = (&desk.theme.space, desk.theme.quote.inset);
    let left = space.left + inset;
    let width = desk.size.width - left - space.right - if centred { inset } else { 30.0 };
    match desk.behind {
        Behind::Picture { calm_end } if !centred => {
            let calm = width.min(desk.size.width * CALM - inset);
            (if calm_end { left + width - calm } else { left }, calm)
        }
        _ => (left, width),
    }
}

/// Kicker and title over the words; returns where these may begin.
fn head(desk: &mut Desk, nodes: &mut Vec<Node>, left: f64, width: f64) -> f64 {
    let (mut head, mut gap) = (Stack::default(), -4.0);
    if let Some(kicker) = &desk.slide.kicker {
        let color = desk.ground.mute;
        let kicker = desk.kicker(kicker, color, width, Role::Paragraph);
        head.below(kicker, 0.0);
        gap = 2.0;
    }
    if let Some(title) = &desk.slide.title {
        let color = desk.ground.accent;
        let title = desk.heading(title, color, width);
        heads::below(&mut head, title, 4.0);
        gap = 12.0;
    }
    let top = desk.theme.space.top + if desk.slide.kicker.is_some() || head.nodes.is_empty() { 0.0 } else { -2.0 };
    let under = top + head.size.height + gap;
    nodes.extend(head.at(Point::new(left, top)));
    under
}

/// The source, which is read after what it is the source of, in the margin or at the foot; and where the words have to end.
fn source(desk: &mut Desk, in_margin: bool, left: f64, width: f64) -> (Vec<Node>, f64) {
    let bottom = desk.bottom() - if desk.slide.footer { 0.0 } else { 4.0 };
    let Some(source) = &desk.slide.source else { return (Vec::new(), bottom) };
    if let Some(words) = in_margin.then(|| margin::source(desk, source)).flatten() {
        return (words, bottom);
    }
    let words = super::content::source_stack(desk, source, width);
    let at = bottom - words.size.height;
    (words.at(Point::new(left, at)), at - 12.0)
}

/// The words as they are set.
struct Said {
    words: Stack,
    /// How wide their lines may be.
    measure: f64,
    /// What the large mark takes over them.
    lead: f64,
}

/// The words as large as `room` allows: large type in short lines, longer ones where there is much to say.
fn said(desk: &mut Desk, quote: &Rich, room: Size) -> Said {
    let look = &desk.theme.quote;
    let (centred, large) = (look.align == Align::Center, look.mark == QuoteMark::Large);
    let lead = |size: f32| if large && size >= LARGE { MARK } else { 0.0 };
    let said = if large { inner(quote) } else { marked(quote) };
    let unspaced = said.text().contains(is_unspaced);
    let entry = &desk.theme.scale.quote;
    let mut measure = room.width;
    let (words, rung) = fit(desk, entry, room, |desk, rung| {
        // Large lines without spaces end after phrases, as those of a title.
        let wrap = if centred || unspaced && rung.size >= LARGE { Wrap::Balanced } else { Wrap::Pretty };
        let style = Style { color: desk.ground.title, hang: !centred, wrap, ..desk.style(entry, rung.size) };
        let style = Style { strong: (600.0, desk.ground.accent), ..style };
        let letters = if rung.size >= 38.0 { look.measure } else { look.dense_measure };
        measure = room.width.min(f64::from(rung.size) * 0.44 * letters);
        let mut words = Stack::default();
        for paragraph in said.paragraphs() {
            let laid = desk.text(&paragraph, &style, measure, Role::Paragraph);
            words.below(laid, f64::from(rung.size) * PARAGRAPH_GAP * rung.air);
        }
        words.size.height += lead(rung.size);
        words
    });
    Said { words, measure, lead: lead(rung.size) }
}

/// What stands beside words that are so tall and begin at `at`: a mark, `over` them where they are large, or a bar.
fn beside_words(desk: &mut Desk, at: Point, tall: f64, over: bool) -> Option<Node> {
    match desk.theme.quote.mark {
        QuoteMark::Large => {
            let mark = mark(desk, if over { 150.0 } else { 112.0 });
            Some(mark.moved(Point::new(at.x + 8.0, at.y).to_vec2()))
        }
        QuoteMark::Bar => {
            let bar = Rect::new(at.x, at.y + 4.0, at.x + BAR, at.y + tall - 4.0);
            Some(Node::decoration(vec![rect(bar, desk.ground.accent)]))
        }
        QuoteMark::None => None,
    }
}

/// The words between the quotation marks of the deck's language.
pub(in crate::layout) fn marked(quote: &Rich) -> Rich {
    let mut out = inner(quote);
    let mark = || Run { text: "\"".to_owned(), ..Run::default() };
    match out.runs.first_mut() {
        Some(first) if first.formula.is_none() => first.text.insert(0, '"'),
        _ => out.runs.insert(0, mark()),
    }
    match out.runs.last_mut() {
        Some(last) if last.formula.is_none() => last.text.push('"'),
        _ => out.runs.push(mark()),
    }
    out
}

/// Double marks inside a quotation, which has marks of its own, are the inner ones; behind a number, where none is open,
/// they are inches.
fn inner(quote: &Rich) -> Rich {
    let mut out = quote.clone();
    let (mut open, mut before) = (false, ' ');
    for run in out.runs.iter_mut().filter(|run| !run.code && run.formula.is_none()) {
        let mark = |c: char| {
            let quotes = c == '"' && (open || !before.is_ascii_digit());
            before = c;
            open ^= quotes;
            match c {
                '"' if quotes => '\'',
                '"' => '″',
                c => c,
            }
        };
        run.text = run.text.chars().map(mark).collect();
    }
    out
}

/// Who said it, and in which work.
pub(in crate::layout) fn attribution(desk: &mut Desk, by: Option<&Rich>, work: Option<&Rich>, width: f64) -> Stack {
    let mut out = Stack::default();
    if let Some(by) = by {
        let style = desk.plain(&desk.theme.scale.by);
        let by = desk.text(by, &style, width, Role::Paragraph);
        out.below(by, 0.0);
    }
    if let Some(work) = work {
        let style = Style { color: desk.ground.mute, italic: true, ..desk.plain(&desk.theme.scale.lines) };
        let work = desk.text(work, &style, width, Role::Paragraph);
        out.below(work, 2.0);
    }
    out
}

/// The large opening mark, cut to the height of the mark itself.
fn mark(desk: &mut Desk, size: f32) -> Node {
    let style = desk.style(&desk.theme.scale.number, size);
    let style = Style { color: desk.ground.accent, leading: 1.0, ..style };
    // Each opens towards its words.
    let mark = if desk.mirrored() { "”" } else { "“" };
    let mark = desk.text(&Rich::plain(mark, desk.slide.span), &style, 200.0, Role::Paragraph);
    // The mark hangs from the top of its line; the line itself is much taller.
    let lifted = mark.at(Point::new(-8.0, 28.0 - 0.41 * f64::from(size)));
    Node::decoration(lifted).clipped(Rect::new(-20.0, -40.0, 120.0, 80.0))
}

#[cfg(test)]
mod tests {
    use super::{inner, marked};
    use crate::deck::Rich;
    use crate::diagnostic::Span;
    use crate::text::Quotes;

    #[test]
    fn marks_inside_of_a_quotation_are_the_inner_ones() {
        let said = |language: &str, words: &str| {
            let marked = marked(&Rich::plain(words, Span::default())).text();
            Quotes::new(language).set(&marked, None)
        };
        for (language, words, expected) in [
            ("en", "He said \"no\" and left.", "“He said ‘no’ and left.”"),
            ("de", "Er sagte \"nein\", und ging.", "„Er sagte ‚nein‘, und ging.“"),
            ("vi", "\"Nóng lắm\", khách nói.", "“‘Nóng lắm’, khách nói.”"),
            ("en", "It's 6\" wide, they said \"in 1999\".", "“It’s 6″ wide, they said ‘in 1999’.”"),
            ("ja", "彼は\"否\"と言った。", "「彼は『否』と言った。」"),
        ] {
            assert_eq!(said(language, words), expected, "{language}");
        }
        assert_eq!(inner(&Rich::plain("plain", Span::default())).text(), "plain");
    }
}
