//! The page of a report: the verdict, a bar a slide, the table, the trend, what to do the next time, and the times for the
//! deck. Where the window is large all of it is in sight; else it is one column that scrolls.

use eframe::egui::{Align2, Pos2, Rect, Shape, Ui, Vec2, pos2, vec2};

use super::button::{Button, Tone, height, prose, row_ui, scrolled, width};
use super::over::over_ui;
use super::state::{Action, Click, Over, Reading, Review};
use super::{bars, table, trend};
use crate::app::keys::does::PageKey;
use crate::app::kit::look::{Face, Look, layer, line};
use crate::app::kit::palette::Palette;
use crate::captions::formats::clock;
use crate::diagnostic::counted;
use crate::takes::report::{Report, words};

/// A window that holds all of it at once, as large as the console's own measure or nearly.
const WHOLE: [f32; 2] = [1300.0, 800.0];

/// The page as the whole window.
pub fn review_ui(ui: &mut Ui, palette: Palette, review: &mut Review) -> Option<Action> {
    review.listen(ui.ctx());
    let click = page_ui(ui, palette, review)?;
    ui.ctx().request_repaint();
    review.click(click, &ui.ctx().clone())
}

fn page_ui(ui: &mut Ui, palette: Palette, review: &mut Review) -> Option<Click> {
    let window = ui.max_rect();
    let look = Look::new(window.size(), palette);
    ui.painter().rect_filled(window, 0.0, look.palette.ground);
    let covered = !matches!(review.over, Over::Nothing);
    let mut under = layer(ui, "report", covered);
    let rows = std::mem::take(&mut review.rows);
    let nudge = vec2(0.0, -rows * look.px(40.0));
    let click = match (&review.reading, review.report.clone()) {
        (_, Some(report)) => {
            let shown = window.size() / look.scale;
            let page = Shown { look, report: &report, review, nudge };
            if shown.x >= WHOLE[0] && shown.y >= WHOLE[1] {
                page.whole(&mut under, window.shrink2(vec2(look.px(48.0), look.px(28.0))))
            } else {
                page.column(&mut under, window)
            }
        }
        (Reading::Failed(why), None) => said_ui(&mut under, look, window, review, why),
        (_, None) => said_ui(&mut under, look, window, review, "Reading the takes …"),
    };
    if !covered {
        return click;
    }
    let mut over = layer(ui, "over the report", false);
    over_ui(&mut over, look, review, nudge)
}

/// There is no report: why, and the way out.
fn said_ui(ui: &mut Ui, look: Look, window: Rect, review: &Review, words: &str) -> Option<Click> {
    let inner = window.shrink2(vec2(look.px(48.0), look.px(32.0)));
    let wide = inner.width().min(look.px(720.0));
    let inner = Rect::from_min_max(
        pos2((inner.center().x - wide / 2.0).round(), inner.top() + inner.height() * 0.3),
        pos2((inner.center().x + wide / 2.0).round(), inner.bottom()),
    );
    let words = line(words, Face::Serif, 26.0, look.palette.text);
    let words = prose(ui, look, inner.min, inner.width(), words);
    let area = inner.with_min_y(words.bottom() + look.px(16.0));
    row_ui(ui, look, area, &[close(review)]).1.map(Click::Key)
}

fn close(review: &Review) -> Button<'static> {
    Button { key: PageKey::Close, name: if review.last { "Done" } else { "Close" }, tone: Tone::Usual }
}

/// A report as it is drawn.
struct Shown<'a> {
    look: Look,
    report: &'a Report,
    review: &'a Review,
    /// How far keys have scrolled.
    nudge: Vec2,
}

impl Shown<'_> {
    /// All of it in sight; table and advice scroll by themselves.
    fn whole(&self, ui: &mut Ui, inner: Rect) -> Option<Click> {
        let look = self.look;
        let gap = look.px(16.0);
        let (top, mut click) = self.head_ui(ui, inner);
        let body = inner.with_min_y(top + gap);
        let foot = height(look) + look.px(32.0);
        let upper = body.top() + (body.height() - foot - 2.0 * gap) * 0.6;
        let middle = body.left() + (body.width() - look.px(28.0)) * 0.66;
        let left = body.with_max_x(middle);
        let right = body.with_min_x(middle + look.px(28.0));
        let under = body.bottom() - foot - gap;
        let place = |column: Rect, from: f32, to: f32| Rect::from_x_y_ranges(column.x_range(), from..=to);
        click = self.bars_panel(ui, place(left, body.top(), upper)).or(click);
        self.table_panel(ui, place(right, body.top(), upper));
        self.trend_panel(ui, place(left, upper + gap, under));
        let advice = place(right, upper + gap, under);
        let rest = self.panel(ui, advice, "For the next time");
        scrolled(ui, look, rest, "advice", None, |ui, at, width| self.advice_ui(ui, at, width));
        let bar = place(body, body.bottom() - foot, body.bottom());
        look.panel(ui, bar);
        click.or(self.times_ui(ui, bar.shrink2(vec2(look.px(24.0), look.px(16.0)))).1)
    }

    /// One under the other, as high as they are.
    fn column(&self, ui: &mut Ui, window: Rect) -> Option<Click> {
        let look = self.look;
        let mut click = None;
        scrolled(ui, look, window, "page", Some(self.nudge), |ui, at, width| {
            let side = look.px(24.0);
            let area = Rect::from_min_size(at + vec2(side, side), vec2(width - 2.0 * side, f32::INFINITY));
            let (top, pressed) = self.head_ui(ui, area);
            let mut y = top + side;
            let place = |y: f32, height: f32| Rect::from_min_size(pos2(area.left(), y), vec2(area.width(), height));
            let bars = place(y, look.px(420.0));
            click = self.bars_panel(ui, bars).or(pressed.clone());
            y = bars.bottom() + look.px(16.0);
            y = self.grown(ui, place(y, f32::INFINITY), "Furthest off first", |ui, at, width| {
                let y = table::head_ui(ui, look, at, width, self.report);
                table::rows_ui(ui, look, pos2(at.x, y), width, self.report)
            });
            let trend = place(y, look.px(if self.report.short { 130.0 } else { 320.0 }));
            self.trend_panel(ui, trend);
            y = trend.bottom() + look.px(16.0);
            y = self
                .grown(ui, place(y, f32::INFINITY), "For the next time", |ui, at, width| self.advice_ui(ui, at, width));
            let mut pressed = None;
            y = self.grown(ui, place(y, f32::INFINITY), "The times of the deck", |ui, at, width| {
                let (bottom, key) = self.times_ui(ui, Rect::from_min_size(at, vec2(width, f32::INFINITY)));
                pressed = key;
                bottom
            });
            click = click.take().or(pressed);
            y
        });
        click
    }

    /// The verdict, how it stands, which take it is, and what can be done. Returns where it ends.
    fn head_ui(&self, ui: &mut Ui, inner: Rect) -> (f32, Option<Click>) {
        let Self { look, report, review, .. } = *self;
        let alone = "There is no other take to compare with";
        let tone = |there: bool, why: &'static str| if there { Tone::Usual } else { Tone::Off(why) };
        let buttons = [
            Button {
                key: PageKey::Left,
                name: "Earlier take",
                tone: tone(review.take + 1 < review.takes(), "This is the first"),
            },
            Button { key: PageKey::Right, name: "Later take", tone: tone(review.take > 0, "This is the latest") },
            Button { key: PageKey::Compare, name: "Compare with …", tone: tone(review.takes() > 1, alone) },
            close(review),
        ];
        let all = buttons.iter().map(|button| width(ui, look, *button) + look.px(8.0)).sum::<f32>();
        let beside = inner.width() - all >= look.px(620.0);
        let room = if beside { inner.width() - all - look.px(16.0) } else { inner.width() };
        let color = match (report.short, words::too_long(report)) {
            (true, _) => look.palette.text,
            (_, true) => look.palette.attention,
            (_, false) => look.palette.good,
        };
        let verdict = words::verdict(report);
        let verdict = prose(ui, look, inner.min, room, line(&verdict, Face::Serif, 40.0, color));
        let lead = words::lead(report).join(" ");
        let at = pos2(inner.left(), verdict.bottom() + look.px(2.0));
        let lead = prose(ui, look, at, room, line(&lead, Face::Regular, 17.0, look.palette.text));
        let occasion = self.occasion();
        let at = pos2(inner.left(), lead.bottom() + look.px(6.0));
        let occasion = prose(ui, look, at, room, line(&occasion, Face::Regular, 15.0, look.palette.mute));
        let area = if beside {
            Rect::from_min_size(pos2(inner.right() - all + look.px(8.0), inner.top() + look.px(6.0)), vec2(all, 0.0))
        } else {
            inner.with_min_y(occasion.bottom() + look.px(12.0))
        };
        let (bottom, pressed) = row_ui(ui, look, area, &buttons);
        (bottom.max(occasion.bottom()), pressed.map(Click::Key))
    }

    /// Whose take it is, and what it is compared with.
    fn occasion(&self) -> String {
        let report = self.report;
        let occasion = words::occasion(report.kind, &report.start);
        let against = report.against.as_ref().map(|other| {
            let change = words::signed(words::more(report.took, other.took));
            format!(
                ". Compared with {}: {}, now {change}",
                words::short_date(&other.start, &other.name),
                clock(other.took)
            )
        });
        format!("{}, {}{}", report.deck, within(&occasion), against.unwrap_or_default())
    }

    fn panel(&self, ui: &mut Ui, area: Rect, name: &str) -> Rect {
        self.look.panel(ui, area);
        self.headed(ui, area, name)
    }

    /// The inside of a panel under its heading.
    fn headed(&self, ui: &mut Ui, area: Rect, name: &str) -> Rect {
        let look = self.look;
        let inner = area.shrink2(vec2(look.px(24.0), look.px(20.0)));
        let head = look.label(ui, inner.left_top(), Align2::LEFT_TOP, name);
        inner.with_min_y(head.bottom() + look.px(12.0))
    }

    /// A panel that is as high as what is in it. Returns where the next begins.
    fn grown(&self, ui: &mut Ui, area: Rect, name: &str, draw: impl FnOnce(&mut Ui, Pos2, f32) -> f32) -> f32 {
        let look = self.look;
        let ground = ui.painter().add(Shape::Noop);
        let pad = vec2(look.px(24.0), look.px(20.0));
        let head = look.label(ui, area.min + pad, Align2::LEFT_TOP, name);
        let at = pos2(area.left() + pad.x, head.bottom() + look.px(12.0));
        let bottom = draw(ui, at, area.width() - 2.0 * pad.x) + pad.y;
        let rect = area.with_max_y(bottom);
        ui.painter().set(ground, Shape::rect_filled(rect, look.px(10.0), look.palette.panel));
        bottom + look.px(16.0)
    }

    fn bars_panel(&self, ui: &mut Ui, area: Rect) -> Option<Click> {
        let Self { look, report, .. } = *self;
        let inner = self.panel(ui, area, "Each slide");
        let legend = bars::legend_width(ui, look);
        let top = area.top() + look.px(20.0);
        if inner.width() - legend > look.px(140.0) {
            let place = Rect::from_min_max(pos2(inner.right() - legend, top), inner.max);
            bars::legend_ui(ui, look, place, report);
            return bars::bars_ui(ui, look, inner, report);
        }
        let bottom = bars::legend_ui(ui, look, inner, report);
        bars::bars_ui(ui, look, inner.with_min_y(bottom), report)
    }

    fn table_panel(&self, ui: &mut Ui, area: Rect) {
        let Self { look, report, .. } = *self;
        let inner = self.panel(ui, area, "Furthest off first");
        // The bar that scrolls has its own room.
        let width = inner.width() - look.px(14.0);
        let y = table::head_ui(ui, look, inner.min, width, report);
        scrolled(ui, look, inner.with_min_y(y), "slides", Some(self.nudge), |ui, at, _| {
            table::rows_ui(ui, look, at, width, report)
        });
    }

    fn trend_panel(&self, ui: &mut Ui, area: Rect) {
        let Self { look, report, .. } = *self;
        let mut inner = self.panel(ui, area, "The whole talk, take by take");
        if !report.short {
            let words = line(trend::key_words(report), Face::Regular, 13.0, look.palette.mute);
            let size = look.galley(ui, words.text, words.face, words.size, words.color).size();
            if inner.width() - size.x > look.px(330.0) {
                look.words(ui, pos2(inner.right(), area.top() + look.px(20.0)), Align2::RIGHT_TOP, words);
            } else {
                let told = prose(ui, look, inner.min, inner.width(), words);
                inner.set_top(told.bottom() + look.px(4.0));
            }
        }
        trend::trend_ui(ui, look, inner, report);
    }

    /// How to be in time, and what else there is to know.
    fn advice_ui(&self, ui: &mut Ui, at: Pos2, width: f32) -> f32 {
        let Self { look, report, .. } = *self;
        let cuts = report.cuts.as_ref().map_or_else(Vec::new, |cuts| words::cuts(report, cuts));
        let sentences = if cuts.is_empty() { vec![words::in_time(report)] } else { cuts };
        let mut y = at.y;
        for words in &sentences {
            let words = line(words, Face::Regular, 17.0, look.palette.text);
            y = prose(ui, look, pos2(at.x, y), width, words).bottom() + look.px(8.0);
        }
        y += look.px(6.0);
        for [what, value, remark] in words::facts(report) {
            let remark = if remark.is_empty() { remark } else { format!(", {remark}") };
            let words = format!("{what}: {value}{remark}");
            let words = line(&words, Face::Regular, 14.0, look.palette.mute);
            y = prose(ui, look, pos2(at.x, y), width, words).bottom() + look.px(6.0);
        }
        y
    }

    /// What would be put into the deck, and the button for it. Returns where it ends.
    fn times_ui(&self, ui: &mut Ui, area: Rect) -> (f32, Option<Click>) {
        let Self { look, review, .. } = *self;
        let times = review.times();
        let tone = times.map_or_else(Tone::Off, |_| Tone::Primary);
        let put = Button { key: PageKey::PutTimes, name: "Put times into the deck …", tone };
        let undo = Button { key: PageKey::UndoTimes, name: "Take them out", tone: Tone::Usual };
        let mut buttons = vec![put];
        if review.written.is_some() {
            buttons.insert(0, undo);
        }
        let (words, color) = match (&review.said, times) {
            (Some((true, words)), _) => (words.clone(), look.palette.good),
            (Some((false, why)), _) => (why.clone(), look.palette.attention),
            (None, Ok(times)) => {
                let count = times.changes.len();
                let (changes, lines) =
                    if count == 1 { ("changes", "You see it") } else { ("change", "You see each line") };
                let sum = clock(times.sum.as_millis() as u64);
                let slides = counted(count, "slide");
                (
                    format!("{slides} {changes}, the plan becomes {sum}. {lines} before it is written."),
                    look.palette.text,
                )
            }
            (None, Err(why)) => (format!("{why}."), look.palette.mute),
        };
        let all = buttons.iter().map(|button| width(ui, look, *button) + look.px(8.0)).sum::<f32>() - look.px(8.0);
        let line = line(&words, Face::Regular, 15.0, color);
        if area.width() - all > look.px(420.0) {
            let size = look.galley(ui, line.text, line.face, line.size, line.color).size();
            let top = area.top() + ((height(look) - size.y) / 2.0).max(0.0);
            prose(ui, look, pos2(area.left(), top), area.width() - all - look.px(24.0), line);
            let place = area.with_min_x(area.right() - all - 0.5);
            let (bottom, key) = row_ui(ui, look, place, &buttons);
            return (bottom, key.map(Click::Key));
        }
        let told = prose(ui, look, area.min, area.width(), line);
        let (bottom, key) = row_ui(ui, look, area.with_min_y(told.bottom() + look.px(12.0)), &buttons);
        (bottom, key.map(Click::Key))
    }
}

/// Words as they stand within a sentence.
fn within(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
