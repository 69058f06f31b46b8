//! Who speaks, where and when → the small lines at the foot of title and closing slides.

use crate::deck::dates::in_words;
use crate::deck::theme::{Field, Footer};
use crate::deck::{Layout, Rich, Run, Speaker};
use crate::drawing::Role;
use crate::layout::blocks;
use crate::layout::desk::Desk;
use crate::layout::fit::Rung;
use crate::layout::node::Stack;
use crate::layout::setting::Setting;
use crate::text::{Style, Wrap};

#[derive(Clone, Copy)]
pub(super) enum Speakers {
    Columns(usize),
    /// One after the other in running lines.
    Running,
}

/// Whether there is something to say of speakers, place or day that the author has not said otherwise.
pub(super) fn are_told(desk: &Desk, speakers: &[usize]) -> bool {
    !speakers.is_empty() || occasion(desk).is_some()
}

/// The event as the words over a title; a theme whose footer tells it has it at the foot here as well.
pub(super) fn event_over(desk: &Desk) -> Option<Rich> {
    let event = desk.deck.event.clone()?;
    let title = desk.slide.title.as_ref().map(Rich::text).unwrap_or_default().replace('\n', " ");
    // The event's own slide says its name once.
    let shown = !title.contains(&event) && !tells(&desk.theme.footer, Field::Event);
    shown.then(|| Rich::plain(event, desk.slide.span))
}

fn tells(footer: &Footer, field: Field) -> bool {
    footer.lines().into_iter().flatten().any(|line| line.shows(field))
}

/// The event and the day, so far as the slide does not say them elsewhere.
fn occasion(desk: &Desk) -> Option<String> {
    let (deck, slide) = (desk.deck, desk.slide);
    // An author who writes lines of their own has said it; only what a theme takes from over the title has to stand.
    if !slide.body.is_empty() && !tells(&desk.theme.footer, Field::Event) {
        return None;
    }
    let over = if slide.kicker.is_none() { event_over(desk) } else { None };
    let title_slide = matches!(slide.layout, Layout::Title { .. });
    let mut said: Vec<String> =
        [&slide.title, &slide.kicker, &slide.subtitle].into_iter().flatten().map(Rich::text).collect();
    said.extend(over.filter(|_| title_slide).map(|it| it.text()));
    slide.body.iter().for_each(|block| block.words(&mut said));
    // A title over several lines says it too.
    said.iter_mut().for_each(|it| *it = it.replace('\n', " "));
    // A footer of its own on this slide has its fields.
    let in_footer = |field| slide.footer && tells(&desk.theme.footer, field);
    let unsaid =
        |words: String, field| (!in_footer(field) && !said.iter().any(|it| it.contains(&words))).then_some(words);
    let event = deck.event.clone().and_then(|event| unsaid(event, Field::Event));
    let date = deck.date.as_ref().map(|date| in_words(date, &deck.language)).and_then(|it| unsaid(it, Field::Date));
    let words: Vec<String> = [event, date].into_iter().flatten().collect();
    (!words.is_empty()).then(|| words.join(" · "))
}

/// Speakers and small lines, `scale` times as large as usual, in so much width.
pub(super) fn foot(desk: &mut Desk, speakers: &[usize], way: Speakers, (scale, width): (f32, f64)) -> Stack {
    let (theme, deck) = (desk.theme, desk.deck);
    let named: Vec<&Speaker> = speakers.iter().filter_map(|at| deck.speakers.get(*at)).collect();
    let mut out = match way {
        Speakers::Running if !named.is_empty() => running(desk, &named, scale, width),
        Speakers::Running => Stack::default(),
        Speakers::Columns(count) => {
            let gap = theme.space.column_gap;
            let own = (width - gap * (count as f64 - 1.0)) / count as f64;
            let each: Vec<Stack> = named.into_iter().map(|it| speaker(desk, it, scale, own)).collect();
            if each.is_empty() { Stack::default() } else { blocks::columns(each, 8.0, count, (own, gap)) }
        }
    };
    let rung = Rung::loose((theme.scale.lines.largest() - 1.0) * scale);
    let mut setting = Setting::new(desk, &theme.scale.lines, rung);
    setting.style.color = desk.ground.mute;
    setting.gap = 3.0;
    let lines = blocks::stack(desk, &desk.slide.body, &setting, width);
    if !lines.nodes.is_empty() {
        out.below(lines, 8.0);
    }
    if let Some(words) = occasion(desk) {
        let line = desk.text(&Rich::plain(words, desk.slide.span), &setting.style, width, Role::Paragraph);
        let gap = if desk.slide.body.is_empty() { 8.0 } else { 3.0 };
        out.below(line, gap);
    }
    if let Layout::Title { notice: Some(words), .. } = &desk.slide.layout {
        let by = &theme.scale.by;
        let style = desk.style(by, by.largest() * NOTICE * scale);
        let style = Style { color: desk.ground.title, wrap: Wrap::Balanced, ..style };
        let line = desk.text(&Rich::plain(words.clone(), desk.slide.span), &style, width, Role::Paragraph);
        out.below(line, 22.0);
    }
    out
}

/// How large a notice is, against a speaker's name.
const NOTICE: f32 = 1.9;

/// A name, and under it where its bearer comes from and can be found, unless the slide says that itself.
fn speaker(desk: &mut Desk, speaker: &Speaker, scale: f32, width: f64) -> Stack {
    let theme = desk.theme;
    let mut out = Stack::default();
    let by = Style { wrap: Wrap::Balanced, ..desk.style(&theme.scale.by, theme.scale.by.largest() * scale) };
    let name = desk.text(&Rich::plain(speaker.name.clone(), speaker.span), &by, width, Role::Paragraph);
    out.below(name, 0.0);
    let style = desk.style(&theme.scale.lines, theme.scale.lines.largest() * scale);
    let style = Style { color: desk.ground.mute, link: desk.ground.mute, ..style };
    if let Some(affiliation) = &speaker.affiliation {
        let style = Style { wrap: Wrap::Balanced, ..style.clone() };
        let line = desk.text(&Rich::plain(affiliation.clone(), speaker.span), &style, width, Role::Paragraph);
        out.below(line, 0.0);
    }
    // An author who writes lines of their own has said what is to be read here.
    if desk.slide.body.is_empty() {
        for link in links(desk, speaker, &style, width) {
            let line = desk.text(&link, &style, width, Role::Paragraph);
            out.below(line, 0.0);
        }
    }
    out
}

/// All links in one line, if it holds them; else each on its own.
fn links(desk: &mut Desk, speaker: &Speaker, style: &Style, width: f64) -> Vec<Rich> {
    let Some(span) = speaker.links.first().map(|it| it.span) else { return Vec::new() };
    let mut runs = Vec::new();
    for link in &speaker.links {
        if !runs.is_empty() {
            runs.push(Run { text: " · ".to_owned(), ..Run::default() });
        }
        runs.extend(link.runs.iter().cloned());
    }
    let all = Rich { runs, span };
    let whole = desk.shaper.paragraph(&all, &Style { wrap: Wrap::None, ..style.clone() }, f32::MAX);
    if f64::from(whole.width) <= width { vec![all] } else { speaker.links.clone() }
}

/// All speakers in running lines: `Ana Pop, University of Cluj · Ion Rus, …`
fn running(desk: &mut Desk, speakers: &[&Speaker], scale: f32, width: f64) -> Stack {
    let entry = &desk.theme.scale.lines;
    let style = desk.style(entry, entry.largest() * scale);
    let style = Style { color: desk.ground.mute, strong: (600.0, desk.ground.text), ..style };
    let mut rich = Rich { runs: Vec::new(), span: speakers.first().map_or(desk.slide.span, |it| it.span) };
    for (at, speaker) in speakers.iter().enumerate() {
        let after = speaker.affiliation.as_ref().map_or_else(String::new, |it| format!(", {it}"));
        let mark = if at + 1 < speakers.len() { " · " } else { "" };
        rich.runs.push(Run { text: speaker.name.clone(), bold: true, ..Run::default() });
        rich.runs.push(Run { text: format!("{after}{mark}"), ..Run::default() });
    }
    desk.text(&rich, &style, width, Role::Paragraph)
}
