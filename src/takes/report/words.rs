//! The numbers of a report → the words that text, page and window share.

use super::{Cuts, Minute, Pace, Past, Report, Slide, Told};
use crate::captions::formats::clock;
use crate::diagnostic::{counted, quoted};
use crate::takes::Kind;

/// What a take was and when: `Rehearsal of 22 November 2026, 14:05`.
#[must_use]
pub fn occasion(kind: Kind, start: &str) -> String {
    let what = match kind {
        Kind::Talk => "Talk",
        Kind::Rehearsal => "Rehearsal",
    };
    date(start, "%-d %B %Y, %H:%M").map_or_else(|| what.to_owned(), |when| format!("{what} of {when}"))
}

/// `22 Nov, 14:05`, or the take's name.
#[must_use]
pub fn short_date(start: &str, name: &str) -> String {
    date(start, "%-d %b, %H:%M").unwrap_or_else(|| name.to_owned())
}

/// Date and time as they were where the talk was.
fn date(start: &str, format: &str) -> Option<String> {
    let pieces = jiff::fmt::temporal::Pieces::parse(start).ok()?;
    Some(pieces.date().to_datetime(pieces.time()?).strftime(format).to_string())
}

/// The whole in one line: `31:12 of 30:00, 1:12 too long`; of a short take only how much of the talk it was.
#[must_use]
pub fn verdict(report: &Report) -> String {
    if report.short {
        let told = report.slides.iter().filter(|slide| slide.told == Told::Yes).count();
        let all = counted(report.slides.len(), "slide");
        return format!("A short take: {}, {told} of {all}", clock(report.took));
    }
    let planned = measure(report);
    let of = if planned == report.planned {
        format!("of {}", clock(planned))
    } else {
        format!("for slides that are planned for {}", clock(planned))
    };
    let balance = match more(report.took, planned) {
        0 => "just as planned".to_owned(),
        more @ 1.. => format!("{} too long", clock(more.unsigned_abs())),
        less => format!("{} in hand", clock(less.unsigned_abs())),
    };
    format!("{} {of}, {balance}", clock(report.took))
}

/// What to know beside the verdict, a sentence each: how the take stands among the others, and what made it long.
#[must_use]
pub fn lead(report: &Report) -> Vec<String> {
    if report.short {
        let why = "That is too little to judge the talk by: no pace, no trend and no times are taken from it.";
        return vec![why.to_owned()];
    }
    let mut out = Vec::new();
    let off = |took: u64| more(took, report.planned).unsigned_abs();
    let complete = report.slides.iter().all(|slide| slide.optional || slide.told == Told::Yes);
    if complete && !report.past.is_empty() && report.past.iter().all(|past| off(past.took) >= off(report.took)) {
        out.push(format!("Your best of {} takes.", number_word(report.takes())));
    }
    let over = report.over();
    let sum: i64 = over.iter().map(|slide| more(slide.took, slide.planned)).sum();
    out.push(match over.first() {
        None => "No slide was 10 seconds over its time.".to_owned(),
        Some(worst) if more(worst.took, worst.planned) * 2 > sum => {
            format!("Slide {} alone took {} more than planned.", worst.number, signless(worst))
        }
        Some(_) => format!("{} took {} more than planned.", counted(over.len(), "slide"), clock(sum.unsigned_abs())),
    });
    out
}

fn signless(slide: &Slide) -> String {
    clock(more(slide.took, slide.planned).unsigned_abs())
}

/// Small numbers as words, others in digits.
fn number_word(number: usize) -> String {
    const WORDS: [&str; 10] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// Whether the verdict is that it took too long.
#[must_use]
pub fn too_long(report: &Report) -> bool {
    !report.short && more(report.took, measure(report)) > 0
}

/// What a take is measured by: the talk's length, or, where it broke off before that, what its slides were planned for.
fn measure(report: &Report) -> u64 {
    let whole = report.slides.iter().all(|slide| slide.optional || slide.told != Told::NotReached);
    if whole || report.took > report.planned { report.planned } else { report.planned_told }
}

/// What else there is to say of the whole: what it is, its value, and a remark that may be empty.
#[must_use]
pub fn facts(report: &Report) -> Vec<[String; 3]> {
    let mut facts = Vec::new();
    let mut fact = |what: &str, value: String, remark: String| facts.push([what.to_owned(), value, remark]);
    if let Some(wpm) = report.wpm.filter(|_| !report.short) {
        let aim = format!("aim for {} to {}", Pace::AIM.start(), Pace::AIM.end());
        let remark = match report.heard {
            true => format!("{}; {aim}", pace(Pace::of(wpm, true))),
            false => format!("by the captions, which may be less than you said; {aim}"),
        };
        fact("Pace", wpm_words(wpm), remark);
    }
    let minutes = [("First minute", &report.opening), ("Last minute", &report.closing)];
    for (what, minute) in minutes.into_iter().filter(|_| !report.short) {
        let pace = minute.wpm.map_or_else(|| "pace not known".to_owned(), wpm_words);
        fact(what, slides_of(report, minute), pace);
    }
    if let Some(longest) = report.longest {
        let at = format!("{}, step {}", long_title(&report.slides[longest.slide]), longest.step + 1);
        fact("Longest without a press", clock(longest.to - longest.from), at);
    }
    for (what, told) in [("Skipped", Told::Skipped), ("Not reached", Told::NotReached)] {
        let slides: Vec<&Slide> = report.slides.iter().filter(|slide| slide.told == told).collect();
        if !slides.is_empty() {
            fact(what, counted(slides.len(), "slide"), numbers(slides.into_iter()));
        }
    }
    let unseen: usize = report.slides.iter().map(|slide| slide.unseen).sum();
    if unseen > 0 {
        let slides = numbers(report.slides.iter().filter(|slide| slide.unseen > 0));
        fact("Captions not reached", counted(unseen, "caption"), format!("on {slides}"));
    }
    if report.elsewhere > 0 {
        fact("On slides since taken out", clock(report.elsewhere), String::new());
    }
    if !report.finished {
        fact("Not ended", "still going on, or broken off".to_owned(), "it teaches no times".to_owned());
    }
    facts
}

/// What there is to say where nothing has to be cut: that it fits, or that too little was told to know.
#[must_use]
pub fn in_time(report: &Report) -> String {
    let missed = |optional: bool| {
        report.slides.iter().filter(|slide| slide.told != Told::Yes && slide.optional == optional).count()
    };
    match (missed(false), missed(true)) {
        (0, 0) if report.short => "Tell it at the pace of a talk, and it says whether all of it fits.".to_owned(),
        (0, 0) => "Nothing has to be left out.".to_owned(),
        (0, 1) => "It fits without the optional slide that was left out.".to_owned(),
        (0, left) => format!("It fits without the {left} optional slides that were left out."),
        (1, _) => "1 slide was not told, so nobody knows yet whether all of it fits.".to_owned(),
        (missed, _) => format!("{missed} slides were not told, so nobody knows yet whether all of it fits."),
    }
}

/// How to be in time, a sentence each.
#[must_use]
pub fn cuts(report: &Report, cuts: &Cuts) -> Vec<String> {
    let slide = |at: &usize| &report.slides[*at];
    let mut out: Vec<String> = Vec::new();
    out.extend(
        cuts.leave_out
            .iter()
            .map(slide)
            .map(|slide| format!("Leave out {}: saves {}", long_title(slide), clock(slide.took))),
    );
    out.extend(cuts.shorten.iter().map(slide).map(|slide| {
        let saves = clock(slide.took.saturating_sub(slide.planned));
        format!("Tell {} in its {}: saves {saves}", long_title(slide), clock(slide.planned))
    }));
    if !cuts.fits() {
        let left = clock(cuts.over - cuts.saves);
        out.push(format!("That is still {left} too long: the slides' own times add up to more than the talk may last"));
    }
    out
}

pub const COLUMNS: [&str; 9] = ["No.", "Slide", "Plan", "Took", "±", "Usual", "Words", "A minute", "Remarks"];
/// Those of `COLUMNS` that hold words, not numbers.
pub const WORDY: [usize; 2] = [1, 8];

/// A slide's row, a cell for each of `COLUMNS`.
#[must_use]
pub fn row(slide: &Slide) -> [String; 9] {
    let told = slide.told == Told::Yes;
    let known = |known: bool, value: String| if known { value } else { String::new() };
    [
        slide.number.to_string(),
        slide.title.clone(),
        clock(slide.planned),
        known(told, clock(slide.took)),
        known(told, signed(more(slide.took, slide.planned))),
        slide.usual.map(clock).unwrap_or_default(),
        known(slide.words > 0, slide.words.to_string()),
        slide.wpm.filter(|wpm| *wpm <= PAGED && slide.pace.is_some()).map(|wpm| wpm.to_string()).unwrap_or_default(),
        remarks(slide).join(", "),
    ]
}

fn remarks(slide: &Slide) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    match slide.told {
        Told::Skipped => out.push("skipped".to_owned()),
        Told::NotReached => out.push("not reached".to_owned()),
        Told::Yes if slide.over => out.push("over".to_owned()),
        Told::Yes => {}
    }
    match slide.pace {
        Some(pace @ (Pace::Quick | Pace::TooQuick | Pace::Slow)) => out.push(self::pace(pace).to_owned()),
        Some(Pace::Good) | None => {}
    }
    if slide.optional {
        out.push("optional".to_owned());
    }
    let times = |count: usize| if count == 1 { "once".to_owned() } else { format!("{count} times") };
    if slide.revisits > 0 {
        out.push(format!("back {}", times(slide.revisits)));
    }
    if slide.pauses > 0 {
        out.push(format!("paused {}", times(slide.pauses)));
    }
    if slide.unseen > 0 {
        out.push(format!("{} not reached", counted(slide.unseen, "caption")));
    }
    out
}

pub const AGAINST: [&str; 5] = ["No.", "Slide", "Then", "Now", "±"];

/// A row for each slide that both takes told, or one of them, and one for the whole.
#[must_use]
pub fn against(report: &Report, other: &Past) -> Vec<[String; 5]> {
    let time = |time: Option<u64>| time.map_or_else(|| "–".to_owned(), clock);
    let both = report.slides.iter().map(|slide| (slide, slide.against, Some(slide.took).filter(|it| *it > 0)));
    let mut rows: Vec<[String; 5]> = both
        .filter(|(_, then, now)| then.is_some() || now.is_some())
        .map(|(slide, then, now)| {
            let change = then.zip(now).map(|(then, now)| signed(more(now, then))).unwrap_or_default();
            [slide.number.to_string(), slide.title.clone(), time(then), time(now), change]
        })
        .collect();
    let change = signed(more(report.took, other.took));
    rows.push([String::new(), "The whole".to_owned(), clock(other.took), clock(report.took), change]);
    rows
}

#[must_use]
pub fn pace(pace: Pace) -> &'static str {
    match pace {
        Pace::Slow => "slow",
        Pace::Good => "good",
        Pace::Quick => "quick",
        Pace::TooQuick => "too quick",
    }
}

/// Nobody speaks so fast: the slides were only paged through.
const PAGED: u64 = 400;

fn wpm_words(wpm: u64) -> String {
    if wpm > PAGED { "too quick to have been spoken".to_owned() } else { format!("{wpm} words a minute") }
}

fn slides_of(report: &Report, minute: &Minute) -> String {
    numbers(minute.slides.iter().map(|at| &report.slides[*at]))
}

/// `slide 3`, `slides 3, 4 and 7`, `slides 2, 5 to 9 and 12`; of very many the first, and how many more.
fn numbers<'r>(slides: impl Iterator<Item = &'r Slide>) -> String {
    const MOST: usize = 24;
    let mut numbers: Vec<usize> = slides.map(|slide| slide.number).collect();
    // Who goes to and fro is on a slide more than once.
    numbers.sort_unstable();
    numbers.dedup();
    let stretch = |run: &[usize]| match run {
        [first, .., last] if run.len() > 2 => vec![format!("{first} to {last}")],
        run => run.iter().map(usize::to_string).collect(),
    };
    let mut parts: Vec<String> = numbers.chunk_by(|one, next| *next == one + 1).flat_map(stretch).collect();
    if parts.len() > MOST {
        let more = parts.len() - MOST;
        parts.truncate(MOST);
        parts.push(format!("{more} more"));
    }
    match (parts.pop(), parts.is_empty()) {
        (None, _) => "no slide".to_owned(),
        (Some(one), true) if numbers.len() == 1 => format!("slide {one}"),
        (Some(all), true) => format!("slides {all}"),
        (Some(last), false) => format!("slides {} and {last}", parts.join(", ")),
    }
}

#[must_use]
pub fn long_title(slide: &Slide) -> String {
    format!("slide {} {}", slide.number, quoted(&slide.title))
}

/// Words that are no longer than so many characters.
#[must_use]
pub fn cut(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let start: String = words.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", start.trim_end())
}

/// Milliseconds of whole seconds, so that what is shown adds up.
#[must_use]
pub fn more(took: u64, planned: u64) -> i64 {
    let seconds = |time: u64| i64::try_from(time / 1000).unwrap_or(i64::MAX / 1000);
    (seconds(took) - seconds(planned)) * 1000
}

/// `+0:15`, `−0:12`, `0:00`
#[must_use]
pub fn signed(time: i64) -> String {
    let sign = match time {
        0 => "",
        1.. => "+",
        _ => "−",
    };
    format!("{sign}{}", clock(time.unsigned_abs()))
}
