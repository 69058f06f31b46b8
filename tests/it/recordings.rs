//! Recordings: the files that players read hold every word in order, and keep the rules of captions.

use std::sync::LazyLock;
use std::time::Duration;

use cuecard::captions::timing::{Recording, TimedCue, planned};
use cuecard::captions::{formats, pace};
use cuecard::deck::plan::{CaptionBlock, Plan, PlannedSlide, shares};
use cuecard::deck::{CaptionColor, Cue, Deck};
use cuecard::takes::{Aligned, Record, Run, Take, What, read as read_log, recording};
use cuecard::talk::Talk;
use cuecard::writing::width;
use proptest::prelude::*;
use pulldown_cmark::{Event, Tag};

/// One caption as a reader finds it in a file.
#[derive(Debug, PartialEq)]
struct Found {
    id: String,
    start: u64,
    end: u64,
    lines: Vec<String>,
}

/// Reads WebVTT or SubRip by the letter: an id or number, times, lines, an empty line. Panics on anything else.
fn read(text: &str, vtt: bool) -> Vec<Found> {
    assert!(!text.contains('\r') && !text.contains('\0') && !text.starts_with('\u{FEFF}'));
    assert!(text.is_empty() || text.ends_with('\n'));
    let text = if vtt { text.strip_prefix("WEBVTT\n").expect("the first line") } else { text };
    let mut found = Vec::new();
    for block in text.split("\n\n").map(|block| block.trim_matches('\n')).filter(|block| !block.is_empty()) {
        let mut lines = block.split('\n');
        let id = lines.next().expect("an id").to_owned();
        let times = lines.next().expect("times");
        let (start, end) = times.split_once(" --> ").unwrap_or_else(|| panic!("no times in {block:?}"));
        let lines: Vec<String> =
            lines.map(|line| if vtt { unescaped(line) } else { line.replace('\u{2060}', "") }).collect();
        assert!(
            !id.contains("-->") && !lines.is_empty() && lines.iter().all(|line| !line.trim().is_empty()),
            "{block:?}"
        );
        found.push(Found { id, start: time(start, vtt), end: time(end, vtt), lines });
    }
    found
}

fn time(text: &str, vtt: bool) -> u64 {
    let (clock, part) = text.split_once(if vtt { '.' } else { ',' }).expect("milliseconds");
    let numbers: Vec<u64> = clock.split(':').map(|part| part.parse().expect("a number")).collect();
    let [hours, minutes, seconds] = numbers[..] else { panic!("{text}") };
    assert!(minutes < 60 && seconds < 60 && part.len() == 3, "{text}");
    ((hours * 60 + minutes) * 60 + seconds) * 1000 + part.parse::<u64>().expect("a number")
}

/// Words without tags; an escape or a bare mark that is none of ours is a fault.
fn unescaped(line: &str) -> String {
    assert!(!line.contains("-->"), "{line:?}");
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['<', '&', '>']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('<') {
            let (tag, after) = rest[1..].split_once('>').expect("a whole tag");
            assert!(["v ", "/v", "c.", "/c"].iter().any(|known| tag.starts_with(known)), "{line:?}");
            rest = after;
            continue;
        }
        let escapes = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>')];
        let (name, c) = escapes.iter().find(|(name, _)| rest.starts_with(name)).unwrap_or_else(|| panic!("{line:?}"));
        out.push(*c);
        rest = &rest[name.len()..];
    }
    out + rest
}

/// What a caption must read: its words after the speaker's name. Control characters show as what they are.
fn written(cue: &TimedCue) -> String {
    let name = cue.block.speaker.as_ref().map(|name| format!("{}: ", name.to_uppercase())).unwrap_or_default();
    seen(&format!("{name}{}", cue.block.lines.join(" ")))
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn block(text: &str, hold: u64, sound: bool, speaker: Option<&str>) -> Vec<CaptionBlock> {
    let mut blocks: Vec<CaptionBlock> = cuecard::captions::blocks(text, 37, 2)
        .into_iter()
        .map(|lines| CaptionBlock {
            lines,
            speaker: None,
            voice: None,
            color: if sound { CaptionColor::White } else { CaptionColor::Yellow },
            sound,
            held: false,
            hold: Duration::from_millis(hold),
        })
        .collect();
    if let Some(first) = blocks.first_mut() {
        first.speaker = speaker.map(str::to_owned);
    }
    blocks
}

fn slide(id: usize, title: &str, planned: u64, steps: Vec<Vec<CaptionBlock>>) -> PlannedSlide {
    PlannedSlide {
        id: format!("s-{id}"),
        title: (!title.trim().is_empty()).then(|| title.to_owned()),
        words: None,
        language: "en".to_owned(),
        section: None,
        number: id + 1,
        steps: steps.len().max(1),
        hidden: false,
        optional: false,
        appendix: false,
        left_out: false,
        planned: Duration::from_millis(planned),
        expected: shares(Duration::from_millis(planned), steps.len()),
        captions: vec![steps],
    }
}

fn plan(slides: Vec<PlannedSlide>) -> Plan {
    let length = slides.iter().map(|slide| slide.planned).sum();
    // What else a plan holds is a deck's.
    Plan { slides, length, languages: vec!["en".to_owned()], ..EMPTY.clone() }
}

static EMPTY: LazyLock<Plan> = LazyLock::new(|| Plan { slides: Vec::new(), ..open("starting-with-why").plan });

/// Words and marks that formats have to keep apart from their own.
const HOSTILE: &str = "(-->|a --> b|00:00:01\\.000 --> 00:00:02\\.000|<i>|</c>|<v Bob>|&amp;|&|<|>|&lt|\\{\\\\an8\\}|1|\n|\n\n|NOTE|STYLE|WEBVTT|\u{202e}abc|אבג|\u{2028}|\u{85}|\0|\u{1b}\\[0m|🎵|\u{feff}|[a-zA-Z]{1,12}[.,!?]?| |[a-z]{40,60}){0,40}";

fn plans() -> impl Strategy<Value = Plan> {
    let blocks =
        (HOSTILE, 1_u64..9_000, proptest::bool::weighted(0.2), proptest::option::of("[A-Z][a-z]{1,30}( <&>)?"))
            .prop_map(|(text, hold, sound, name)| block(&text, hold, sound, name.as_deref()));
    let steps = proptest::collection::vec(blocks, 0..4);
    let slides = (HOSTILE, prop_oneof![0_u64..30, 1_000..90_000_u64], steps, 0..10);
    proptest::collection::vec(slides, 1..5).prop_map(|slides| {
        let slides = slides.into_iter().enumerate().map(|(id, (title, time, steps, kind))| {
            let mut slide = slide(id, &title, time, steps);
            slide.hidden = kind == 0;
            slide.appendix = kind == 1;
            slide
        });
        plan(slides.collect())
    })
}

/// All that holds for any recording of a plan that misses none of it.
fn sound(plan: &Plan, language: usize, recording: &Recording) -> Result<(), TestCaseError> {
    let told = || plan.slides.iter().enumerate().filter(|(_, slide)| !slide.hidden && !slide.appendix);
    // Every block is there, in order, and in its step.
    let all: Vec<&CaptionBlock> = told().flat_map(|(_, slide)| slide.captions[language].iter().flatten()).collect();
    prop_assert_eq!(recording.cues.iter().map(|cue| &cue.block).collect::<Vec<_>>(), all);
    for cue in &recording.cues {
        prop_assert_eq!(&plan.slides[cue.slide].captions[language][cue.step][cue.index], &cue.block);
        let chapter = recording.chapters.iter().find(|chapter| chapter.slide == cue.slide).expect("its slide");
        prop_assert!(chapter.start <= cue.start && cue.start < cue.end && cue.end <= chapter.end, "{:?}", cue);
        prop_assert!(cue.end - cue.start <= pace::LONGEST);
    }
    for two in recording.cues.windows(2) {
        prop_assert!(two[0].end <= two[1].start);
        let gap = two[1].start - two[0].end;
        // A gap that flickers is left only after a caption that needs all of its seven seconds, and where a slide
        // without captions flashes by: a caption never stands over another slide.
        let flash = two[1].slide > two[0].slide + 1;
        prop_assert!(gap == 0 || gap >= pace::GAP || flash || two[0].end - two[0].start == pace::LONGEST, "{:?}", two);
    }
    // Where a slide has the time, each caption has all that its readers need.
    for (index, slide) in told() {
        let cues = || recording.cues.iter().filter(|cue| cue.slide == index);
        let time = slide.planned.as_millis() as u64;
        for need in [pace::least, pace::comfortable] {
            if cues().map(|cue| need(&cue.block)).sum::<u64>() <= time {
                for cue in cues() {
                    prop_assert!(cue.end - cue.start >= need(&cue.block), "{:?} in {} ms", cue, time);
                }
            }
        }
    }
    let mut ids: Vec<&str> = recording.cues.iter().map(|cue| cue.id.as_str()).collect();
    ids.sort_unstable();
    prop_assert!(ids.windows(2).all(|two| two[0] != two[1]));
    // Chapters stand end to end.
    let mut now = 0;
    for chapter in &recording.chapters {
        prop_assert_eq!(chapter.start, now);
        now = chapter.end;
    }
    prop_assert_eq!(now, recording.end);
    Ok(())
}

fn files_hold_every_word(recording: &Recording) -> Result<(), TestCaseError> {
    let (vtt, srt) = (formats::vtt(recording), formats::srt(recording));
    for (text, is_vtt) in [(&vtt, true), (&srt, false)] {
        let found = read(text, is_vtt);
        prop_assert_eq!(found.len(), recording.cues.len(), "{}", text);
        for (at, (found, cue)) in found.iter().zip(&recording.cues).enumerate() {
            prop_assert_eq!(spaced(&found.lines.join(" ")), written(cue));
            prop_assert_eq!((found.start, found.end), (cue.start, cue.end));
            prop_assert_eq!(&found.id, &if is_vtt { cue.id.clone() } else { (at + 1).to_string() });
            let most = 2 + usize::from(cue.block.speaker.is_some());
            prop_assert!(found.lines.len() <= most, "{:?}", found);
            // Columns of a viewer's screen: an emoji takes two, and what is not seen none.
            prop_assert!(found.lines.iter().all(|line| width(line) <= 42), "{:?}", found);
        }
    }
    let chapters = read(&formats::chapters(recording), true);
    prop_assert_eq!(chapters.len(), recording.chapters.len());
    prop_assert!(chapters.iter().all(|found| found.lines.len() == 1));
    if let Ok(list) = formats::chapter_list(recording) {
        let starts: Vec<u64> = recording.chapters.iter().map(|chapter| chapter.start / 1000).collect();
        let listed: Vec<u64> = list.lines().map(seconds).collect();
        prop_assert!(
            listed[0] == 0 && listed.len() >= 3 && listed.iter().all(|time| starts.contains(time)),
            "{}",
            list
        );
        prop_assert!(listed.windows(2).all(|two| two[1] - two[0] >= 10), "{}", list);
    }
    Ok(())
}

fn seconds(line: &str) -> u64 {
    let clock = line.split(' ').next().unwrap_or_default();
    clock.split(':').fold(0, |time, part| time * 60 + part.parse::<u64>().expect("a number"))
}

proptest! {
    #[test]
    fn planned_captions_keep_their_rules(plan in plans()) {
        let recording = planned(&plan, 0, 0);
        sound(&plan, 0, &recording)?;
        files_hold_every_word(&recording)?;
        prop_assert_eq!(planned(&plan, 0, 0), recording, "the same each time");
    }

    #[test]
    fn an_offset_moves_all_and_cuts_only_what_was_missed(plan in plans(), offset in -60_000_i64..60_000) {
        let (from_start, moved) = (planned(&plan, 0, 0), planned(&plan, 0, offset));
        prop_assert_eq!(moved.cues.len() + moved.missed, from_start.cues.len());
        prop_assert!(offset < 0 || moved.missed == 0);
        for (cue, before) in moved.cues.iter().rev().zip(from_start.cues.iter().rev()) {
            prop_assert_eq!(&cue.id, &before.id);
            prop_assert_eq!(cue.start as i64, (before.start as i64 + offset).max(0));
            prop_assert_eq!(cue.end as i64, before.end as i64 + offset);
        }
        if let (Some(first), Some(last)) = (moved.chapters.first(), moved.chapters.last()) {
            prop_assert!(first.start == 0 && last.end == moved.end);
        }
        files_hold_every_word(&moved)?;
    }
}

/// The recording begins with the talk.
const AT_ZERO: Aligned = Aligned { offset: Some(0), without_pauses: false };

/// Takes of a plan of four slides or fewer, which also show a slide that it does not have.
fn takes() -> impl Strategy<Value = Take> {
    let time = prop_oneof![Just(0_u64), 1..40_u64, 500..30_000_u64];
    let event = (time, 0..16_u8, 0..5_usize, 0..4_usize);
    proptest::collection::vec(event, 0..30).prop_map(|events| {
        let mut now = 0;
        let (mut slide, mut step) = (0, 0);
        let mut records = Vec::new();
        for (wait, kind, to, at) in events {
            now += wait;
            let what = match kind {
                0 => What::Again,
                1 => What::Pause,
                2 => What::Resume { after: 0 },
                3..6 => What::Cue { id: format!("s-{slide}.{step}.{at}") },
                6 => What::Rec { on: at > 0 },
                7..12 => {
                    step += 1;
                    What::Slide { id: format!("s-{slide}"), step }
                }
                _ => {
                    (slide, step) = (to, 0);
                    What::Slide { id: format!("s-{slide}"), step }
                }
            };
            now = if what == What::Again { now / 2 } else { now };
            records.push(Record { t: now, what });
        }
        records.push(Record { t: now + 3_000, what: What::End });
        Take { start: None, records }
    })
}

/// All that holds for the recording of any take.
fn sound_take(plan: &Plan, run: &Run, recording: &Recording) -> Result<(), TestCaseError> {
    for cue in &recording.cues {
        let id = &plan.slides[cue.slide].id;
        let stays = run.visits.iter().filter(|visit| visit.id == *id);
        prop_assert!(cue.start < cue.end && cue.end - cue.start <= pace::LONGEST);
        prop_assert!(
            stays.clone().any(|stay| stay.from <= cue.start && cue.end <= stay.to),
            "{:?} in {:?}",
            cue,
            stays.collect::<Vec<_>>()
        );
    }
    prop_assert!(recording.cues.windows(2).all(|two| two[0].end <= two[1].start));
    // Each step's captions are there, once and in order, or it was not shown for long enough.
    for (index, slide) in plan.slides.iter().enumerate() {
        for (step, blocks) in slide.captions[0].iter().enumerate() {
            let there =
                recording.cues.iter().filter(|cue| (cue.slide, cue.step) == (index, step)).map(|cue| &cue.block);
            let there: Vec<&CaptionBlock> = there.collect();
            if there.is_empty() && !blocks.is_empty() {
                let told = slide.hidden || slide.appendix || recording.unshown.contains(&(index, step));
                let last = step + 1 == slide.steps;
                let shown =
                    run.visits.iter().filter(|it| it.id == slide.id && (it.step == step || last && it.step > step));
                prop_assert!(
                    told && !shown.clone().any(|visit| visit.to - visit.from >= 1_000),
                    "{:?}",
                    shown.collect::<Vec<_>>()
                );
            } else {
                prop_assert_eq!(there, blocks.iter().collect::<Vec<_>>());
            }
        }
    }
    let mut now = 0;
    for chapter in &recording.chapters {
        prop_assert!(chapter.start == now && chapter.end > now, "{:?}", recording.chapters);
        now = chapter.end;
    }
    prop_assert_eq!(now, recording.end);
    Ok(())
}

proptest! {
    #[test]
    fn a_takes_captions_keep_their_rules(plan in plans(), take in takes()) {
        let run = Run::of(&take);
        let whole = recording(&run, &plan, 0, AT_ZERO);
        sound_take(&plan, &run, &whole)?;
        files_hold_every_word(&whole)?;
        prop_assert_eq!(&recording(&run, &plan, 0, AT_ZERO), &whole, "the same each time");
        // From its mark on, or up to where it was marked as over, it is the same, moved.
        let marked = recording(&run, &plan, 0, Aligned::default());
        prop_assert_eq!(marked.cues.len() + marked.missed, whole.cues.len());
        files_hold_every_word(&marked)?;
        let begun = run.marks.iter().find(|(_, on)| *on).map_or(0, |(at, _)| *at);
        for cue in &marked.cues {
            let same = whole.cues.iter().find(|it| it.id == cue.id).expect("it is there");
            prop_assert_eq!(cue.start, same.start.saturating_sub(begun));
        }
        prop_assert!(marked.chapters.windows(2).all(|two| two[0].end == two[1].start));
    }

    #[test]
    fn a_recording_that_ran_through_pauses_is_the_same_later(
        plan in plans(),
        take in takes(),
        waits in proptest::collection::vec((0_u64..60_000, 0_u64..90_000), 0..4),
    ) {
        let mut run = Run::of(&take);
        run.waits = waits;
        run.waits.sort_unstable();
        let through = recording(&run, &plan, 0, AT_ZERO);
        let without = recording(&run, &plan, 0, Aligned { without_pauses: true, ..AT_ZERO });
        prop_assert_eq!(through.cues.len(), without.cues.len());
        let before = |time: u64| run.waits.iter().filter(|(at, _)| *at < time).map(|(_, wait)| wait).sum::<u64>();
        for (later, cue) in through.cues.iter().zip(&without.cues) {
            prop_assert_eq!((&later.block, later.start), (&cue.block, cue.start + before(cue.start)));
            let most = (cue.end + before(cue.end)).min(later.start + pace::LONGEST);
            prop_assert_eq!(later.end, most);
        }
        prop_assert!(through.cues.windows(2).all(|two| two[0].end <= two[1].start));
        prop_assert!(through.chapters.windows(2).all(|two| two[0].end == two[1].start));
        prop_assert_eq!(through.end, without.end + before(without.end));
        files_hold_every_word(&through)?;
    }

    #[test]
    fn live_words_are_all_there(plan in plans(), take in takes(), phrases in proptest::collection::vec((HOSTILE, 0_u64..90_000), 1..8)) {
        let mut take = take;
        let end = take.records.last().map_or(0, |last| last.t);
        take.records.retain(|record| record.what != What::Again);
        for (text, at) in &phrases {
            let what = What::Live { language: None, speaker: Some("Ann".to_owned()), text: text.clone() };
            take.records.push(Record { t: end + at, what });
        }
        take.records.sort_by_key(|record| record.t);
        let run = Run::of(&take);
        let recording = recording(&run, &plan, 0, AT_ZERO);
        prop_assert!(recording.cues.windows(2).all(|two| two[0].end <= two[1].start && two[0].start < two[0].end));
        if run.visits.iter().any(|visit| plan.slides.iter().any(|slide| slide.id == visit.id)) && recording.heard {
            // A word that is longer than a line is broken.
            let solid = |text: &str| text.split_whitespace().collect::<String>();
            let said: String = run.live.iter().map(|phrase| solid(&phrase.text)).collect();
            let there: String = recording.cues.iter().map(|cue| solid(&cue.block.lines.concat())).collect();
            prop_assert_eq!(there, said);
            files_hold_every_word(&recording)?;
        }
    }
}

#[test]
fn a_take_is_recorded_as_it_went() {
    let words = |text: &str| block(text, 2_000, false, None);
    let steps = vec![[words("One is said."), words("Two is said."), words("Three.")].concat(), words("And four.")];
    let slides = vec![slide(0, "First", 9_000, vec![words("Hello.")]), slide(1, "Second", 9_000, steps)];
    let plan = plan([slides, vec![slide(2, "Third", 9_000, vec![words("Never said.")])]].concat());
    let log = concat!(
        "{\"t\":0,\"e\":\"slide\",\"id\":\"s-0\",\"step\":0}\n",
        "{\"t\":2000,\"e\":\"rec\",\"on\":true}\n",
        "{\"t\":5000,\"e\":\"slide\",\"id\":\"s-1\",\"step\":0}\n",
        "{\"t\":5000,\"e\":\"cue\",\"id\":\"s-1.0.0\"}\n",
        "{\"t\":8200,\"e\":\"cue\",\"id\":\"s-1.0.1\"}\n",
        "{\"t\":12000,\"e\":\"slide\",\"id\":\"s-1\",\"step\":1}\n",
        "{\"t\":15000,\"e\":\"slide\",\"id\":\"s-0\",\"step\":0}\n",
        "{\"t\":18000,\"e\":\"slide\",\"id\":\"s-2\",\"step\":0}\n",
        "{\"t\":18400,\"e\":\"end\"}\n",
    );
    let run = Run::of(&read_log(log.as_bytes()));
    let taken = recording(&run, &plan, 0, Aligned::default());
    let cues: Vec<_> = taken.cues.iter().map(|cue| (cue.id.as_str(), cue.start, cue.end)).collect();
    let [hello, one, two, three, four] = cues[..] else { panic!("{cues:?}") };
    assert_eq!((hello, one), (("s-0.0.0", 0, 3_000), ("s-1.0.0", 3_000, 6_200)));
    assert_eq!((two.1, three.2), (6_200, 10_000), "what is not known is shared");
    assert_eq!(four, ("s-1.1.0", 10_000, 13_000));
    let chapters: Vec<_> = taken.chapters.iter().map(|it| (it.title.as_str(), it.start, it.end)).collect();
    assert_eq!(chapters, [("First", 0, 3_000), ("Second", 3_000, 16_400)]);
    assert_eq!((taken.unshown, taken.missed), (vec![(2, 0)], 0));
    // Cut anywhere, it is read as far as it goes.
    for cut in 0..log.len() {
        let run = Run::of(&read_log(&log.as_bytes()[..cut]));
        sound_take(&plan, &run, &recording(&run, &plan, 0, AT_ZERO)).expect("its rules hold");
    }
}

proptest! {
    #[test]
    fn a_transcript_shows_the_words_as_they_are(texts in proptest::collection::vec(HOSTILE, 1..4), title in HOSTILE) {
        let mut deck = ONE_SLIDE.clone();
        let cue = |text: &String| Cue { text: vec![("en-GB".to_owned(), text.clone())], ..deck.slides[0].cues[0].clone() };
        deck.slides[0].cues = texts.iter().map(cue).collect();
        let recording = planned(&plan(vec![slide(0, &title, 60_000, Vec::new())]), 0, 0);
        let markdown = formats::transcript(&recording, &deck, "en-GB");
        // Each text is a paragraph under the slide's heading, whatever marks it has.
        let (mut heading, mut paragraphs) = (String::new(), Vec::new());
        for event in pulldown_cmark::Parser::new(&markdown) {
            match event {
                Event::Start(Tag::Heading { .. }) => heading.clear(),
                Event::Start(Tag::Paragraph) => paragraphs.push(String::new()),
                Event::Text(words) => paragraphs.last_mut().unwrap_or(&mut heading).push_str(&words),
                Event::End(_) => {}
                other => prop_assert!(false, "{:?} in {}", other, markdown),
            }
        }
        prop_assert_eq!(paragraphs, texts.iter().map(|text| seen(text)).filter(|text| !text.is_empty()).collect::<Vec<_>>());
        let title = seen(&title);
        prop_assert_eq!(heading, format!("0:00 {}", if title.is_empty() { "Slide 1" } else { &title }));
    }
}

static ONE_SLIDE: LazyLock<Deck> = LazyLock::new(|| {
    let mut deck = Deck::clone(&open("starting-with-why").deck);
    deck.slides.truncate(1);
    deck
});

/// Words in one line; control characters show as what they are.
fn seen(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    one_line.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

fn open(deck: &str) -> Talk {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    Talk::open(&root.join("decks").join(deck)).expect("the deck opens")
}

#[test]
fn both_decks_are_recorded_word_for_word() {
    for deck in ["starting-with-why", "the-power-of-the-group"] {
        let talk = open(deck);
        let recording = planned(&talk.plan, 0, 0);
        sound(&talk.plan, 0, &recording).expect("its rules hold");
        files_hold_every_word(&recording).expect("every word is there");
        let script: Vec<&str> =
            talk.deck.slides.iter().flat_map(|slide| &slide.cues).map(|cue| cue.text[0].1.as_str()).collect();
        let script = spaced(&script.join(" "));
        for (text, is_vtt) in [(formats::vtt(&recording), true), (formats::srt(&recording), false)] {
            let lines: Vec<String> = read(&text, is_vtt).into_iter().flat_map(|found| found.lines).collect();
            assert_eq!(spaced(&lines.join(" ")), script, "{deck}");
        }
        let transcript = formats::transcript(&recording, &talk.deck, "en-GB");
        let paragraphs: Vec<&str> = transcript.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(spaced(&paragraphs.join(" ").replace('\\', "")), script, "{deck}");
        // Each caption has the time that its readers need.
        for cue in &recording.cues {
            assert!(cue.end - cue.start >= pace::comfortable(&cue.block), "{deck}: {cue:?}");
        }
    }
}

#[test]
fn each_caption_of_several_speakers_has_its_voice() {
    let long = "We met on a roof in the middle of the town, and nobody had asked us to come there at all, least of all in May.";
    let cue = |more: &str| format!("[[slide.cue]]\n{more}\ntext = \"{long}\"\n");
    let speaker = |id: &str, name: &str| format!("[[speaker]]\nid = \"{id}\"\nname = \"{name}\"\n");
    let (ada, bo) = (speaker("a", "Ada"), speaker("b", "Bo"));
    let sound = "[[slide.cue]]\nsound = \"APPLAUSE\"\n";
    let cues = [&cue("speaker = \"a\""), sound, &cue("speaker = \"a\""), &cue("speaker = \"b\"")].concat();
    let file = |speakers: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let head = format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\nlength = \"9m\"\n{speakers}");
        std::fs::write(folder.path().join("deck.toml"), format!("{head}[[slide]]\ntitle = \"One\"\n{cues}"))
            .expect("a deck");
        let talk = Talk::open(folder.path()).expect("the deck opens");
        formats::vtt(&planned(&talk.plan, 0, 0))
    };
    let two = file(&format!("{ada}{bo}"));
    let captions: Vec<&str> = two.split("\n\n").skip(1).collect();
    assert!(captions.len() > 6, "{two}");
    let silent = captions.iter().filter(|it| !it.contains("<v ")).count();
    assert_eq!((silent, two.contains("[APPLAUSE]")), (1, true), "a sound has none: {two}");
    assert!(
        two.matches("<v Ada>").count() > two.matches("<v Bo>").count() && two.matches("<v Bo>").count() > 1,
        "{two}"
    );
    assert_eq!((two.matches("ADA:").count(), two.matches("BO:").count()), (1, 1), "it is written where it changes");
    assert!(!file(&ada).contains("<v "), "one is always that one");
}

#[test]
fn a_caption_file_looks_like_this() {
    let steps = vec![
        [block("Good evening & <welcome>.", 1_000, false, Some("Ann Lee")), block("[APPLAUSE]", 2_000, true, None)]
            .concat(),
        block("A --> B.", 1_000, false, Some("Doctor Bartholomew Featherstonehaugh-Smythe")),
    ];
    let mut slides = vec![slide(0, "One & all", 20_000, steps), slide(1, "", 5_000, Vec::new())];
    slides.push(slide(2, "Three; #3 = last", 30_000, Vec::new()));
    let recording = planned(&plan(slides), 0, 12_500);
    assert_eq!(
        formats::vtt(&recording),
        "WEBVTT

s-0.0.0
00:00:12.500 --> 00:00:19.500
<v Ann Lee><c.yellow>ANN LEE: Good evening &amp; &lt;welcome&gt;.</c></v>

s-0.0.1
00:00:23.752 --> 00:00:25.752
[APPLAUSE]

s-0.1.0
00:00:25.752 --> 00:00:32.500
<v Doctor Bartholomew Featherstonehaugh-Smythe><c.yellow>DOCTOR BARTHOLOMEW FEATHERSTONEHAUGH-SMYTHE:
A --&gt; B.</c></v>
"
    );
    assert!(formats::srt(&recording).starts_with(
        "1\n00:00:12,500 --> 00:00:19,500\nANN LEE: Good evening & <\u{2060}welcome>.\n\n2\n00:00:23,752 --> "
    ));
    assert!(formats::chapters(&recording).ends_with(
        "\nchapter-2\n00:00:32.500 --> 00:00:37.500\nSlide 2\n\nchapter-3\n00:00:37.500 --> 00:01:07.500\nThree; #3 = last\n"
    ));
    assert!(formats::chapter_list(&recording).expect_err("two chapters").contains("has 2"));
    let deck = &*open("starting-with-why").deck;
    let meta = formats::ffmeta(&recording, deck);
    assert!(meta.starts_with(";FFMETADATA1\ntitle=Starting with Why – Why Join a Trust?\nartist=Leora Cruddas CBE\n"));
    assert!(
        meta.ends_with("[CHAPTER]\nTIMEBASE=1/1000\nSTART=37500\nEND=67500\ntitle=Three\\; \\#3 \\= last\n"),
        "{meta}"
    );
}
