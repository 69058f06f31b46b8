//! The numbers of a report → plots as SVG inside a page. Units: pixels of a plot 960 wide; colors are the page's.
//!
//! Invariant: what a color says, a shape or a word says too.

use super::markup::escaped;
use crate::captions::formats::clock;
use crate::cli::columns::cut;
use crate::takes::report::{Pace, Report, Slide, Told, words};

const WIDTH: f64 = 960.0;
/// Where numbers end, and where bars begin and end; titles stand between, times after.
const NUMBER: f64 = 22.0;
const LEFT: f64 = 300.0;
const RIGHT: f64 = 820.0;
const ROW: f64 = 36.0;
const HEAD: f64 = 58.0;
const TITLE: usize = 34;

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

/// Plan and take as two bars a slide: an outline, and a full one whose part beyond the plan is hatched.
pub fn slides(report: &Report) -> String {
    let longest = report.slides.iter().map(|slide| slide.took.max(slide.planned)).max().unwrap_or(0).max(1000);
    let x = |time: u64| LEFT + (RIGHT - LEFT) * time as f64 / longest as f64;
    let height = HEAD + ROW * report.slides.len() as f64 + 12.0;
    let mut inside = String::from(
        "<defs><pattern id=\"hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect width=\"7\" height=\"7\" class=\"over-ground\"/>\
         <rect width=\"3\" height=\"7\" class=\"over-line\"/></pattern></defs>\n",
    );
    inside.push_str(&legend());
    let step = grid_step(longest);
    for time in (0..=longest / step).map(|at| at * step) {
        let (x, bottom) = (x(time), height - 8.0);
        inside.push_str(&format!("<line class=\"grid\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{HEAD}\" y2=\"{bottom}\"/>"));
        inside.push_str(&text("mute", "middle", x, HEAD - 8.0, &clock(time)));
    }
    for (at, slide) in report.slides.iter().enumerate() {
        inside.push_str(&bars(slide, HEAD + ROW * at as f64, &x));
    }
    let over: Vec<String> = report
        .over()
        .iter()
        .map(|slide| format!("{} by {}", words::long_title(slide), clock(slide.took.saturating_sub(slide.planned))))
        .collect();
    let words = if over.is_empty() {
        "No slide is over its time.".to_owned()
    } else {
        format!("Over their time: {}.", over.join("; "))
    };
    let about = About { id: "slides", title: "Planned time and time taken, slide by slide", words };
    figure(&about, height, &inside)
}

fn legend() -> String {
    let swatch = |x: f64, class: &str, words: &str| {
        let word = text("words", "start", x + 34.0, 19.0, words);
        format!("<rect class=\"{class}\" x=\"{x}\" y=\"8\" width=\"26\" height=\"12\" rx=\"2\"/>{word}")
    };
    swatch(LEFT, "plan", "planned")
        + &swatch(LEFT + 120.0, "took", "taken")
        + &swatch(LEFT + 220.0, "over", "beyond the plan")
}

fn bars(slide: &Slide, y: f64, x: &impl Fn(u64) -> f64) -> String {
    let mut out = format!("<g><title>{}</title>", escaped(&words::long_title(slide)));
    out.push_str(&text("mute", "end", NUMBER, y + 21.0, &slide.number.to_string()));
    out.push_str(&text("words", "start", NUMBER + 12.0, y + 21.0, &cut(&slide.title, TITLE)));
    let bar = |class: &str, from: f64, to: f64, y: f64, height: f64| {
        let width = (to - from).max(1.0);
        format!(
            "<rect class=\"{class}\" x=\"{from:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height}\" rx=\"2\"/>"
        )
    };
    if slide.planned > 0 {
        out.push_str(&bar("plan", LEFT, x(slide.planned), y + 5.0, 8.0));
    }
    let mut end = x(slide.planned);
    let value = match slide.told {
        Told::Yes => {
            let within = slide.took.min(slide.planned);
            out.push_str(&bar("took", LEFT, x(within), y + 16.0, 13.0));
            if slide.took > slide.planned {
                out.push_str(&bar("over", x(within), x(slide.took), y + 16.0, 13.0));
            }
            end = end.max(x(slide.took));
            let more = words::signed(words::more(slide.took, slide.planned));
            if slide.over {
                format!("{}  {more} over", clock(slide.took))
            } else {
                format!("{}  {more}", clock(slide.took))
            }
        }
        Told::Skipped => "skipped".to_owned(),
        Told::NotReached => "not reached".to_owned(),
    };
    let class = if slide.over { "strong" } else { "mute" };
    out + &text(class, "start", end + 10.0, y + 22.0, &value) + "</g>\n"
}

/// Lines a minute apart, or so far that there are no more than ten.
fn grid_step(longest: u64) -> u64 {
    let steps = [10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000];
    steps.into_iter().find(|step| longest / step <= 7).unwrap_or(longest / 7 + 1)
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
        let title = format!("{}: {wpm} words a minute, {}", words::long_title(slide), words::pace(*pace));
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

/// How long each take took, with the plan as a dashed line.
pub fn takes(report: &Report) -> String {
    const HEIGHT: f64 = 260.0;
    const TOP: f64 = 50.0;
    const BOTTOM: f64 = 200.0;
    let past = report.past.iter().map(|past| (words::short_date(&past.start, &past.name), past.took));
    let all: Vec<(String, u64)> = past.chain([("this take".to_owned(), report.took)]).collect();
    let times = || all.iter().map(|(_, took)| *took).chain([report.planned]);
    let (least, most) = (times().min().unwrap_or(0), times().max().unwrap_or(0));
    let y = |time: u64| BOTTOM - (BOTTOM - TOP) * (time - least) as f64 / (most - least).max(1) as f64;
    let (left, right) = (110.0, WIDTH - 190.0);
    let x = |at: usize| left + (right - left) * at as f64 / (all.len() - 1).max(1) as f64;
    let plan = y(report.planned);
    let mut inside = format!(
        "<line class=\"dashed\" x1=\"{:.1}\" x2=\"{right:.1}\" y1=\"{plan:.1}\" y2=\"{plan:.1}\"/>",
        left - 40.0
    );
    let label = format!("planned {}", clock(report.planned));
    // Beside the last point, unless its own words stand there.
    inside.push_str(&text("words", "start", right + 24.0, plan + 5.0, &label));
    let points: Vec<String> =
        all.iter().enumerate().map(|(at, (_, took))| format!("{:.1},{:.1}", x(at), y(*took))).collect();
    inside.push_str(&format!("<polyline class=\"line\" points=\"{}\"/>\n", points.join(" ")));
    for (at, (name, took)) in all.iter().enumerate() {
        let (x, y, now) = (x(at), y(*took), at + 1 == all.len());
        let (radius, class) = if now { (9, "strong") } else { (6, "words") };
        inside.push_str(&format!("<circle class=\"took\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\"/>"));
        inside.push_str(&text(class, "middle", x, y - 16.0, &clock(*took)));
        inside.push_str(&text(if now { "strong" } else { "mute" }, "middle", x, BOTTOM + 40.0, name));
    }
    let words = format!("The table below has each. The talk is planned for {}.", clock(report.planned));
    figure(&About { id: "takes", title: "How long each take of the whole talk took", words }, HEIGHT, &inside)
}

fn text(class: &str, anchor: &str, x: f64, y: f64, words: &str) -> String {
    format!("<text class=\"{class}\" text-anchor=\"{anchor}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escaped(words))
}
