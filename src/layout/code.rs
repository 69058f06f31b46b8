//! A block of code → lines on a panel in the theme's colors, numbered if asked for, the lines of each step lit.

use super::desk::{self, Desk, LongLine, rect, rounded};
use super::node::{Node, Stack};
use super::setting::Setting;
use super::syntax::{self, Kind};
use crate::color::Color;
use crate::deck::{Code, Rich};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::text::{Inked, Paragraph, Style, Wrap};

const PAD: f64 = 18.0;
/// Columns from one stop of a tab to the next.
const TAB: usize = 4;

pub(super) fn code(desk: &mut Desk, code: &Code, setting: &Setting, width: f64) -> Stack {
    tell_unknown(desk, code);
    let entry = &desk.theme.scale.code;
    let size = entry.largest().min(setting.style.size).min(setting.code);
    let paper = desk.ground;
    desk.ground = paper.on_panel();
    let style = Style { wrap: Wrap::None, ..desk.style(entry, size) };
    let role = Role::Code(code.text.trim_end_matches('\n').into());
    let text = without_tabs(code.text.trim_end_matches('\n'));
    let inks = inks(desk, &code.language, &text);
    let rich = Rich::plain(text, desk.slide.span);
    let words = desk.shaper.inked(&rich, &style, &inks);
    let left = PAD + if code.numbers { numbers_width(desk, &words, &style) } else { 0.0 };
    note_longest(desk, &rich.text(), &words, width - left - PAD);
    let size = Size::new(width.max(f64::from(words.width) + left + PAD), f64::from(words.height) + 2.0 * PAD);
    let panel = rounded(size.to_rect(), desk.theme.space.radius, desk.ground.fill);
    // The first lines to be lit are so from the start, each press of Next goes on to the next.
    let steps: Vec<usize> = (0..code.highlight.len()).map(|at| if at == 0 { 0 } else { desk.reveal() }).collect();
    let mut nodes = vec![Node::decoration(vec![panel])];
    nodes.extend(bands(desk, code, &words, &steps, size.width));
    if code.numbers {
        nodes.push(numbers(desk, &words, &style, left));
    }
    let lines = if code.highlight.is_empty() {
        desk::paragraph_stack(&words, role).nodes
    } else {
        let quiet = Style { color: desk.ground.mute, ..style };
        let quiet = desk.shaper.inked(&rich, &quiet, &[]);
        vec![Node::branch(role, Point::ZERO, rich.span, lit(code, [&words, &quiet], &steps))]
    };
    nodes.extend(lines.into_iter().map(|node| node.moved((left, PAD).into())));
    desk.ground = paper;
    Stack { nodes, size }
}

/// Spaces up to the next stop in the place of each tab, so that columns stand under one another.
fn without_tabs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' => {
                let wide = TAB - column % TAB;
                out.extend(std::iter::repeat_n(' ', wide));
                column += wide;
            }
            c => {
                out.push(c);
                column = if c == '\n' { 0 } else { column + 1 };
            }
        }
    }
    out
}

/// Remembers the line that reaches furthest beyond `room`, for whoever finds that there is no size at which all fits.
fn note_longest(desk: &mut Desk, text: &str, words: &Paragraph, room: f64) {
    desk.code = true;
    let longest = words.lines.iter().zip(text.lines()).enumerate().max_by(|a, b| a.1.0.width.total_cmp(&b.1.0.width));
    let Some((at, (line, written))) = longest.filter(|it| f64::from(it.1.0.width) > room + 0.5) else { return };
    let characters = written.chars().count();
    let beyond = (characters as f64 * (1.0 - room.max(0.0) / f64::from(line.width))).ceil() as usize;
    if desk.long_line.is_none_or(|known| known.beyond < beyond) {
        desk.long_line = Some(LongLine { number: at + 1, characters, beyond });
    }
}

fn tell_unknown(desk: &mut Desk, code: &Code) {
    let Some(near) = syntax::unknown(&code.language) else { return };
    let message = format!("code in `{}` is shown plain: no such language is known", code.language);
    let diagram = ["mermaid", "plantuml", "d2"].iter().any(|name| code.language.eq_ignore_ascii_case(name));
    let hint = match near {
        _ if diagram => {
            "Save the diagram as SVG with its own program, and write picture = { src = \"…\", alt = \"…\" }".to_owned()
        }
        Some(name) => did_you_mean(&name),
        None => "Write `text` or leave the language out; decks/FORMAT.md lists the languages".to_owned(),
    };
    desk.fault(Diagnostic::warning("CODE-LANG", code.span, message).hint(hint));
}

/// The theme's own colors on the panel, which read there: strong for keywords and names, the accent for values.
fn inks(desk: &Desk, language: &str, text: &str) -> Vec<Inked> {
    let look = |kind| -> (Color, f32) {
        match kind {
            Kind::Plain => (desk.ground.text, 400.0),
            Kind::Keyword => (desk.ground.strong, 700.0),
            Kind::Name => (desk.ground.strong, 400.0),
            Kind::Value => (desk.ground.accent, 400.0),
            Kind::Comment => (desk.ground.mute, 400.0),
        }
    };
    let parts = syntax::parts(language, text).into_iter();
    parts.map(|(range, kind)| Inked { range, color: look(kind).0, weight: look(kind).1 }).collect()
}

/// Whether a line (from 0) is lit in an entry of `highlight`.
fn is_lit(code: &Code, entry: usize, line: usize) -> bool {
    code.highlight.get(entry).is_some_and(|ranges| ranges.iter().any(|range| range.contains(&(line + 1))))
}

/// Each line as it is in each step: in full colors, or quiet.
fn lit(code: &Code, [full, quiet]: [&Paragraph; 2], steps: &[usize]) -> Vec<Node> {
    let mut out = Vec::new();
    for line in 0..full.lines.len() {
        let mut entry = 0;
        while entry < steps.len() {
            let lit = is_lit(code, entry, line);
            let same = (entry..steps.len()).take_while(|later| is_lit(code, *later, line) == lit).count();
            let end = steps.get(entry + same).copied();
            let words = if lit { full } else { quiet };
            let runs = words.lines.get(line).map(|line| line.runs.iter().map(move |run| (line.baseline, run)));
            for (baseline, run) in runs.into_iter().flatten() {
                let at = Point::new(f64::from(run.x), f64::from(baseline));
                let node = desk::set(&run.set, at, words.span);
                out.push(node.at_step(steps[entry]).until(end));
            }
            entry += same;
        }
    }
    out
}

/// The band behind the lines of each entry, as long as it is lit.
fn bands(desk: &Desk, code: &Code, words: &Paragraph, steps: &[usize], width: f64) -> Vec<Node> {
    let height = f64::from(words.height) / words.lines.len().max(1) as f64;
    let count = words.lines.len();
    let mut out = Vec::new();
    for (entry, step) in steps.iter().enumerate() {
        let mut parts = Vec::new();
        let mut line = 0;
        while line < count {
            let run = (line..count).take_while(|line| is_lit(code, entry, *line)).count();
            // Where all is lit, nothing stands out.
            if run > 0 && run < count {
                let (top, bottom) = (PAD + height * line as f64, PAD + height * (line + run) as f64);
                parts.push(rect(Rect::new(0.0, top, width, bottom), desk.ground.panel));
                parts.push(rect(Rect::new(0.0, top, 5.0, bottom), desk.ground.accent));
            }
            line += run.max(1);
        }
        if !parts.is_empty() {
            out.push(Node::decoration(parts).at_step(*step).until(steps.get(entry + 1).copied()));
        }
    }
    out
}

fn numbers_width(desk: &mut Desk, words: &Paragraph, style: &Style) -> f64 {
    f64::from(desk.shaper.words(&words.lines.len().to_string(), style).width) + 20.0
}

/// The numbers of the lines, right-aligned before them.
fn numbers(desk: &mut Desk, words: &Paragraph, style: &Style, left: f64) -> Node {
    let style = Style { color: desk.ground.mute, ..style.clone() };
    let mut nodes = Vec::new();
    for (at, line) in words.lines.iter().enumerate() {
        let number = desk.shaper.words(&(at + 1).to_string(), &style);
        let x = left - 20.0 - f64::from(number.width);
        let runs = number.lines.into_iter().flat_map(|line| line.runs);
        let place = Point::new(x, PAD + f64::from(line.baseline));
        nodes.extend(runs.map(|run| desk::set(&run.set, place, words.span)));
    }
    Node::decoration(nodes)
}

#[cfg(test)]
mod tests {
    use super::without_tabs;

    #[test]
    fn tabs_reach_to_the_next_stop() {
        assert_eq!(without_tabs("a\tb\n\tc\nabcd\te"), "a   b\n    c\nabcd    e");
    }
}
