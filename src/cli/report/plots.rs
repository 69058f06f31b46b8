//! The numbers of a report → plots as SVG inside a page. Units: pixels of a plot 960 wide; colors are the page's.
//!
//! Invariant: what a color says, a shape or a word says too.

use super::markup::escaped;
use crate::captions::formats::clock;
use crate::takes::report::{Pace, Report, Slide, Told, words};

const WIDTH: f64 = 960.0;

/// What a plot is about, in words for those who don't see it.
struct About<'a> {
    id: &'a str,
    title: &'a str,
    words: String,
}

fn figure(about: &About<'_>, height: f64, inside: &str) -> String {
    let About { id, title, words } = about;
    format!(
        "<figure class=\"wide\" tabindex=\"0\">\n<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-words\">\n<title id=\"{id}-title\">{}</title>\n\
         <desc id=\"{id}-words\">{}</desc>\n{inside}</svg>\n</figure>\n",
        escaped(title),
        escaped(words)
    )
}

/// Where the bars of slides stand.
struct Bars {
    slot: f64,
    longest: u64,
}

impl Bars {
    const LEFT: f64 = 64.0;
    const RIGHT: f64 = 950.0;
    const TOP: f64 = 84.0;
    const BOTTOM: f64 = 330.0;
    const HEIGHT: f64 = 362.0;
    /// Between two labels, and how high one is.
    const LABEL: f64 = 18.0;

    fn y(&self, time: u64) -> f64 {
        Self::BOTTOM - (Self::BOTTOM - Self::TOP) * time as f64 / self.longest as f64
    }

    fn middle(&self, at: usize) -> f64 {
        Self::LEFT + self.slot * (at as f64 + 0.5)
    }
}

/// A bar for what each slide took, hatched where that is too long, and a line for its plan.
pub fn slides(report: &Report) -> String {
    let longest = report.slides.iter().map(|slide| slide.took.max(slide.planned)).max().unwrap_or(0).max(1000);
    let bars = Bars { slot: (Bars::RIGHT - Bars::LEFT) / report.slides.len().max(1) as f64, longest };
    let mut inside = String::from(
        "<defs><pattern id=\"hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect width=\"7\" height=\"7\" class=\"over-ground\"/>\
         <rect width=\"3\" height=\"7\" class=\"over-line\"/></pattern></defs>\n",
    );
    inside.push_str(&legend());
    let step = grid_step(longest);
    for time in (0..=longest / step).map(|at| at * step) {
        let (y, left, right) = (bars.y(time), Bars::LEFT, Bars::RIGHT);
        inside.push_str(&format!("<line class=\"grid\" x1=\"{left}\" x2=\"{right}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>"));
        inside.push_str(&text("mute", "end", left - 10.0, y + 5.0, &clock(time)));
    }
    let every = [1, 2, 5, 10, 20, 50, 100].into_iter().find(|every| bars.slot * *every as f64 >= 30.0).unwrap_or(500);
    for (at, slide) in report.slides.iter().enumerate() {
        inside.push_str(&bar(slide, at, &bars));
        if at == 0 || slide.number.is_multiple_of(every) {
            inside.push_str(&text("mute", "middle", bars.middle(at), Bars::BOTTOM + 22.0, &slide.number.to_string()));
        }
    }
    inside.push_str(&labels(report, &bars));
    let over: Vec<String> = report
        .over()
        .iter()
        .map(|slide| format!("slide {} by {}", slide.number, clock(slide.took.saturating_sub(slide.planned))))
        .collect();
    let words = if over.is_empty() {
        "No slide is over its time.".to_owned()
    } else {
        format!("Over their time: {}. The table below has each.", over.join("; "))
    };
    let about = About { id: "slides", title: "Planned time and time taken, slide by slide", words };
    figure(&about, Bars::HEIGHT, &inside)
}

fn legend() -> String {
    let swatch = |x: f64, class: &str, words: &str| {
        let word = text("words", "start", x + 24.0, 20.0, words);
        format!("<rect class=\"{class}\" x=\"{x}\" y=\"8\" width=\"15\" height=\"14\" rx=\"2\"/>{word}")
    };
    let line = format!(
        "<line class=\"plan\" x1=\"{0}\" x2=\"{1}\" y1=\"15\" y2=\"15\"/>{2}",
        Bars::LEFT + 330.0,
        Bars::LEFT + 354.0,
        text("words", "start", Bars::LEFT + 362.0, 20.0, "plan")
    );
    swatch(Bars::LEFT, "took", "took") + &swatch(Bars::LEFT + 90.0, "over", "took over 10 s too long") + &line + "\n"
}

/// A slide's bar and its line, with its words for who rests the mouse on it.
fn bar(slide: &Slide, at: usize, bars: &Bars) -> String {
    let told = match slide.told {
        Told::Yes => format!("{} of {}", clock(slide.took), clock(slide.planned)),
        Told::Skipped => "skipped".to_owned(),
        Told::NotReached => "not reached".to_owned(),
    };
    let mut out = format!("<g><title>{}: {told}</title>", escaped(&name(slide)));
    let width = (bars.slot * 0.74).min(26.0);
    let left = bars.middle(at) - width / 2.0;
    if slide.told == Told::Yes {
        let (class, y) = (if slide.over { "over" } else { "took" }, bars.y(slide.took));
        let (height, round) = ((Bars::BOTTOM - y).max(0.5), (width / 3.0).min(2.0));
        out.push_str(&format!(
            "<rect class=\"{class}\" x=\"{left:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{round:.1}\"/>"
        ));
    }
    if slide.planned > 0 {
        let (y, beyond) = (bars.y(slide.planned), (bars.slot * 0.1).min(3.0));
        let (from, to) = (left - beyond, left + width + beyond);
        out.push_str(&format!("<line class=\"plan\" x1=\"{from:.1}\" x2=\"{to:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>"));
    }
    out + "</g>\n"
}

/// What a slide is called where no part of the words can have a direction of its own: the marks around it give it one.
fn name(slide: &Slide) -> String {
    format!("\u{2068}{}\u{2069}", words::long_title(slide))
}

/// By how much slides are over, the worst first, each over its bar and raised over what it would touch; those that find no
/// room are in the table.
fn labels(report: &Report, bars: &Bars) -> String {
    /// About as wide as `+10:00`.
    const WIDE: f64 = 50.0;
    let mut out = String::new();
    let mut placed: Vec<(f64, f64)> = Vec::new();
    for slide in report.over() {
        let Some(at) = report.slides.iter().position(|it| it.id == slide.id) else { continue };
        let x = bars.middle(at).clamp(Bars::LEFT + WIDE / 2.0, Bars::RIGHT - WIDE / 2.0);
        let under = |at: &usize| (bars.middle(*at) - x).abs() < (WIDE + bars.slot) / 2.0;
        let tops = (0..report.slides.len()).filter(under).map(|at| {
            let slide = &report.slides[at];
            bars.y(if slide.told == Told::Yes { slide.took.max(slide.planned) } else { slide.planned })
        });
        let mut y = tops.fold(Bars::BOTTOM, f64::min) - 8.0;
        let touches = |y: f64, (left, at): &(f64, f64)| (x - left).abs() < WIDE && (y - at).abs() < Bars::LABEL;
        while let Some((_, other)) = placed.iter().find(|it| touches(y, it)) {
            y = other - Bars::LABEL;
        }
        if y > 44.0 {
            let off = words::signed(words::more(slide.took, slide.planned));
            out.push_str(&text("strong", "middle", x, y, &off));
            placed.push((x, y));
        }
    }
    out + "\n"
}

/// Lines so far from each other that there are no more than seven.
fn grid_step(longest: u64) -> u64 {
    let steps = [10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000];
    steps.into_iter().find(|step| longest / step <= 6).unwrap_or(longest / 6 + 1)
}

/// Words a minute on each slide, with the aim as a band; none where no words are known.
pub fn pace(report: &Report) -> Option<String> {
    const HEIGHT: f64 = 300.0;
    const TOP: f64 = 24.0;
    const BOTTOM: f64 = 250.0;
    let known = report.slides.iter().filter_map(|slide| Some((slide, slide.wpm?, slide.pace?)));
    let known: Vec<(&Slide, u64, Pace)> = known.collect();
    let most = known.iter().map(|(_, wpm, _)| *wpm).max()?.clamp(200, 400);
    let y = |wpm: u64| BOTTOM - (BOTTOM - TOP) * wpm.min(most) as f64 / most as f64;
    let (left, right) = (90.0, WIDTH - 90.0);
    let apart = (right - left) / known.len() as f64;
    let mut inside = format!(
        "<rect class=\"aim\" x=\"{left}\" width=\"{:.1}\" y=\"{:.1}\" height=\"{:.1}\"/>",
        right - left,
        y(*Pace::AIM.end()),
        y(*Pace::AIM.start()) - y(*Pace::AIM.end())
    );
    inside.push_str(&text("words", "start", right + 10.0, y(130) + 5.0, "aim"));
    for (wpm, word) in [(100, if report.heard { "slow" } else { "" }), (160, "quick"), (180, "too quick")] {
        let y = y(wpm);
        inside.push_str(&format!("<line class=\"grid\" x1=\"{left}\" x2=\"{right}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>"));
        inside.push_str(&text("mute", "end", left - 10.0, y + 5.0, &wpm.to_string()));
        inside.push_str(&text("mute", "start", right + 10.0, y + 5.0, word));
    }
    for (at, (slide, wpm, pace)) in known.iter().enumerate() {
        let (x, y) = (left + apart * (at as f64 + 0.5), y(*wpm));
        let title = format!("{}: {wpm} words a minute, {}", name(slide), words::pace(*pace));
        inside.push_str(&format!("<g><title>{}</title>{}", escaped(&title), mark(*pace, x, y)));
        if apart >= 34.0 || *pace != Pace::Good {
            inside.push_str(&text("words", "middle", x, y - 12.0, &wpm.to_string()));
        }
        if apart >= 20.0 || at % 2 == 0 {
            inside.push_str(&text("mute", "middle", x, BOTTOM + 20.0, &slide.number.to_string()));
        }
        inside.push_str("</g>\n");
    }
    inside.push_str(&text("mute", "middle", (left + right) / 2.0, BOTTOM + 42.0, "slide"));
    let quick = known.iter().filter(|(_, wpm, _)| *wpm > Pace::MOST).count();
    let words = format!(
        "{quick} of {} slides are told quicker than {} words a minute. The table above has each.",
        known.len(),
        Pace::MOST
    );
    Some(figure(&About { id: "pace", title: "Words a minute, slide by slide", words }, HEIGHT, &inside))
}

/// A dot where the pace is good, a triangle upward where it is quick, downward where it is slow.
fn mark(pace: Pace, x: f64, y: f64) -> String {
    let triangle = |class: &str, up: f64| {
        let (tip, foot) = (y - 8.0 * up, y + 6.0 * up);
        format!("<path class=\"{class}\" d=\"M{:.1} {foot:.1}L{:.1} {foot:.1}L{x:.1} {tip:.1}Z\"/>", x - 8.0, x + 8.0)
    };
    match pace {
        Pace::Good => format!("<circle class=\"took\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"6\"/>"),
        Pace::Quick | Pace::TooQuick => triangle("quick", 1.0),
        Pace::Slow => triangle("slow", -1.0),
    }
}

/// How long each take took, over a band from what its slides are planned for to the room's end, which is dashed.
pub fn takes(report: &Report) -> String {
    const HEIGHT: f64 = 260.0;
    const TOP: f64 = 50.0;
    const BOTTOM: f64 = 200.0;
    let past = report.past.iter().map(|past| (words::short_date(&past.start, &past.name), past.took));
    let all: Vec<(String, u64)> = past.chain([("this take".to_owned(), report.took)]).collect();
    let floor = report.planned_slides.min(report.planned);
    let times = || all.iter().map(|(_, took)| *took).chain([report.planned, floor]);
    let (least, most) = (times().min().unwrap_or(0), times().max().unwrap_or(0));
    let y = |time: u64| BOTTOM - (BOTTOM - TOP) * (time - least) as f64 / (most - least).max(1) as f64;
    let slot = (Bars::RIGHT - Bars::LEFT) / all.len() as f64;
    let x = |at: usize| Bars::LEFT + slot * (at as f64 + 0.5);
    let mut inside = band([y(floor), y(report.planned)], [floor, report.planned]);
    let points: Vec<String> =
        all.iter().enumerate().map(|(at, (_, took))| format!("{:.1},{:.1}", x(at), y(*took))).collect();
    inside.push_str(&format!("<polyline class=\"line\" points=\"{}\"/>\n", points.join(" ")));
    for (at, (name, took)) in all.iter().enumerate() {
        let (x, y, now) = (x(at), y(*took), at + 1 == all.len());
        let class = if *took > report.planned { "late" } else { "took" };
        inside.push_str(&format!("<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"7\"/>"));
        // No line strikes through a figure.
        let (left, top) = (x - 28.0, y - 30.0);
        inside.push_str(&format!("<rect class=\"sheet\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"56\" height=\"19\"/>"));
        inside.push_str(&text("strong", "middle", x, y - 15.0, &clock(*took)));
        inside.push_str(&text(if now { "strong" } else { "mute" }, "middle", x, BOTTOM + 40.0, name));
    }
    let words = format!("The table below has each. The talk is planned for {}.", clock(report.planned));
    figure(&About { id: "takes", title: "How long each take of the whole talk took", words }, HEIGHT, &inside)
}

fn band([low, high]: [f64; 2], [floor, end]: [u64; 2]) -> String {
    let (left, right) = (Bars::LEFT, Bars::RIGHT);
    let mut out = format!(
        "<rect class=\"aim\" x=\"{left}\" y=\"{high:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>\
         <line class=\"dashed\" x1=\"{left}\" x2=\"{right}\" y1=\"{high:.1}\" y2=\"{high:.1}\"/>",
        right - left,
        low - high
    );
    out.push_str(&text("mute", "end", left - 10.0, high + 5.0, &clock(end)));
    if floor < end {
        // The lower of two that would touch moves down.
        out.push_str(&text("mute", "end", left - 10.0, low.max(high + 18.0) + 5.0, &clock(floor)));
    }
    out + "\n"
}

fn text(class: &str, anchor: &str, x: f64, y: f64, words: &str) -> String {
    format!("<text class=\"{class}\" text-anchor=\"{anchor}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escaped(words))
}
