//! What recognisers write, as their programs write it → what an audience reads of it: calm, whole, and only what was said.

use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;

use super::Form;
use super::feed::{Feed, Times};
use super::parse::{Event, Parser, Words};
use super::pieces::{after, joined, pieces};
use super::roll::RollUp;
use super::steady::Steady;

/// A screen, and each state that it had.
#[derive(Default)]
struct Screen {
    roll: RollUp,
    states: Vec<String>,
    phrases: Vec<String>,
}

impl Screen {
    fn take(&mut self, steady: &mut Steady, events: Vec<Event>, now: Duration) {
        for event in events {
            let said = steady.take(event, now);
            self.phrases.extend(said.phrases.into_iter().map(|phrase| phrase.text));
            said.shown.iter().for_each(|event| self.roll.take(event, now));
            self.look(now);
        }
    }

    fn look(&mut self, now: Duration) {
        let state = self.roll.shown(now).join(" ");
        if self.states.last() != Some(&state) {
            self.states.push(state);
        }
    }
}

/// A window of whisper.cpp's program, as `examples/stream/stream.cpp` writes it over the last.
fn window(text: &str) -> String {
    format!("\u{1b}[2K\r{}\u{1b}[2K\r{text}", " ".repeat(100))
}

fn heard(stream: &[u8], chunk: usize, overlaps: bool) -> Screen {
    let (mut parser, mut steady, mut screen) = (Parser::new(Form::Usual), Steady::machine(overlaps), Screen::default());
    for (at, piece) in stream.chunks(chunk.max(1)).enumerate() {
        screen.take(&mut steady, parser.read(piece), Duration::from_millis(at as u64 / 1000));
    }
    screen.take(&mut steady, parser.end(), Duration::from_secs(1));
    screen
}

fn of_windows(windows: &[&str]) -> Screen {
    heard(windows.concat().as_bytes(), 1 << 20, true)
}

#[test]
fn windows_that_are_written_over_become_lines_that_only_grow() {
    let stream = [
        "[Start speaking]\n".to_owned(),
        window(" [BLANK_AUDIO]"),
        window(" And so my"),
        window(" And so, my fellow"),
        window(" And so, my fellow Americans"),
        window(" And so my fellow Americans, ask not"),
        window(" And so my fellow Americans ask not what your"),
        "\n".to_owned(),
        window(" your country"),
        window(" your country can do for you."),
        "\n".to_owned(),
    ];
    let screen = of_windows(&stream.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(
        screen.phrases,
        ["And so my fellow Americans ask not what your", "country can do for you."],
        "the kept end of a window is heard once"
    );
    for pair in screen.states.windows(2) {
        assert!(pair[1].starts_with(&pair[0]) || pair[0].len() > 37, "{:?} became {:?}", pair[0], pair[1]);
    }
    assert!(screen.states.contains(&"And so, my fellow".to_owned()), "{:?}", screen.states);
}

#[test]
fn the_last_word_is_held_back_until_it_is_sure() {
    let (mut parser, mut steady, mut screen) = (Parser::new(Form::Usual), Steady::machine(false), Screen::default());
    let mut say = |json: &str, at: u64| {
        screen.take(&mut steady, parser.read(format!("{json}\n").as_bytes()), Duration::from_millis(at));
        screen.states.last().cloned().unwrap_or_default()
    };
    assert_eq!(say(r#"{"partial": ""}"#, 0), "");
    assert_eq!(say(r#"{"partial": "the"}"#, 100), "");
    assert_eq!(say(r#"{"partial": "the school"}"#, 200), "the");
    assert_eq!(say(r#"{"partial": "the schools we"}"#, 300), "the");
    assert_eq!(say(r#"{"partial": "the schools we are"}"#, 400), "the schools we");
    assert_eq!(say(r#"{"text": "the schools we are in"}"#, 500), "the schools we are in");
    assert_eq!(screen.phrases, ["the schools we are in"]);
}

#[test]
fn words_that_nobody_confirms_are_shown_all_the_same() {
    let (mut parser, mut steady) = (Parser::new(Form::Usual), Steady::machine(false));
    let at = Duration::from_millis;
    for event in parser.read(b"{\"partial\": \"well then\"}\n") {
        let _ = steady.take(event, at(1000));
    }
    assert_eq!(steady.until_release(at(1500)), Some(at(2000)));
    assert!(steady.release(at(3400)).shown.is_empty());
    let said = steady.release(at(3500)).shown;
    assert_eq!(said[0].words, Words::Replace("well then".to_owned()));
    assert!(steady.release(at(9000)).shown.is_empty() && steady.until_release(at(9000)).is_none());
}

#[test]
fn what_nobody_said_is_left_out_and_counted() {
    for (text, left, reason) in [
        (" [BLANK_AUDIO]", "", 0),
        (" [ Silence ] (upbeat music) *sighs* ♪♪", "", 0),
        (" Thanks for watching!", "", 2),
        (" Untertitel der Amara.org-Community", "", 2),
        (" ご視聴ありがとうございました。", "", 2),
        (" We, we, we, we, we, we go on", "We, go on", 1),
        (" and then I go and then I go and then I go and then I go home", "and then I go home", 1),
    ] {
        let screen = of_windows(&[&window(text), "\n"]);
        assert_eq!(screen.phrases.join("|"), left, "{text}");
        let mut steady = Steady::machine(true);
        let _ =
            steady.take(Event { language: None, speaker: None, words: Words::Final(text.to_owned()) }, Duration::ZERO);
        assert_eq!(steady.quality.left_out[reason], 1, "{text}: {:?}", steady.quality);
    }
    for kept in
        ["It is very, very, very late", "In (2020) we began", "Thank you.", "Are you there", "No, no, no!", "ha ha ha"]
    {
        assert_eq!(of_windows(&[&window(kept), "\n"]).phrases, [kept]);
    }
    let clapping = of_windows(&[&window(" Welcome. (audience applauding)"), "\n"]);
    assert_eq!(clapping.phrases, ["Welcome. [APPLAUSE]"]);
    // Said once, and heard again in each silence after it.
    let again = of_windows(&[
        &window(" Thank you."),
        "\n",
        &window(" Thank you."),
        "\n",
        &window(" [BLANK_AUDIO]"),
        "\n",
        &window(" Thank you."),
        "\n",
    ]);
    assert_eq!(again.phrases, ["Thank you."]);
}

#[test]
fn a_phrase_that_turns_out_to_be_another_is_put_right() {
    let screen = of_windows(&[
        &window(" wreck a nice beach now"),
        &window(" wreck a nice beach now and"),
        &window(" recognise speech today"),
        "\n",
    ]);
    assert_eq!(screen.states.last().map(String::as_str), Some("recognise speech today"));
}

#[test]
fn scripts_without_spaces_are_held_back_by_letters() {
    let screen = heard(
        "{\"partial\": \"学校は\"}\n{\"partial\": \"学校は一緒に\"}\n{\"text\": \"学校は一緒に働く。\"}\n".as_bytes(),
        7,
        false,
    );
    assert_eq!(screen.states, ["", "学校は", "学校は一緒に働く。"]);
}

#[test]
fn captioners_who_take_nothing_back_are_shown_at_once() {
    let times = Times { now: Arc::new(|| Duration::ZERO), date: String::new };
    let feed = Feed::new(Form::Usual, times, || ());
    feed.follow(&b"Good eveni"[..]);
    assert_eq!(feed.lines(Duration::ZERO), ["Good eveni"]);
}

/// A talk, and hypotheses of it as a recogniser has them: each a little longer, their last words guessed.
fn hypotheses() -> impl Strategy<Value = (Vec<String>, Vec<(usize, String)>)> {
    let talk = prop::collection::vec("[a-z]{2,7}", 2..30).prop_filter("nobody repeats himself so", |words| {
        words.windows(2).all(|pair| pair[0] != pair[1]) && words != &["you"]
    });
    talk.prop_flat_map(|talk| {
        let count = talk.len();
        let cuts = prop::collection::vec((1..=count, "[A-Z]{3,5}"), 1..12).prop_map(|mut cuts| {
            cuts.sort_by_key(|cut| cut.0);
            cuts
        });
        (Just(talk), cuts)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Only the last word of a hypothesis is wrong: then nothing that was shown ever changes, and the whole talk is shown.
    #[test]
    fn what_is_shown_only_grows_and_loses_no_word((talk, cuts) in hypotheses()) {
        let mut stream = String::new();
        for (count, guess) in &cuts {
            stream += &window(&format!(" {} {guess}", talk[..count - 1].join(" ")));
        }
        stream += &window(&format!(" {}", talk.join(" ")));
        stream += "\n";
        let (mut parser, mut steady) = (Parser::new(Form::Usual), Steady::machine(true));
        let mut shown = String::new();
        for event in parser.read(stream.as_bytes()) {
            for event in steady.take(event, Duration::ZERO).shown {
                let (Words::Replace(now) | Words::Final(now)) = event.words else { panic!("{event:?}") };
                prop_assert!(now.starts_with(&shown), "{} became {}", shown, now);
                shown = now;
            }
        }
        prop_assert_eq!(shown, talk.join(" "));
    }

    /// However a pipe cuts the bytes, the same is on the screen at the end, and in the take.
    #[test]
    fn pieces_make_no_difference((talk, cuts) in hypotheses(), chunk in 1usize..40) {
        let windows = cuts.iter().map(|(count, guess)| window(&format!(" {} {guess}", talk[..*count].join(" "))));
        let stream = windows.collect::<String>() + &window(&talk.join(" ")) + "\n";
        let (whole, cut) = (heard(stream.as_bytes(), 1 << 20, true), heard(stream.as_bytes(), chunk, true));
        prop_assert_eq!(whole.states.last(), cut.states.last());
        prop_assert_eq!(whole.phrases, cut.phrases);
    }

    /// Any hypotheses at all: no panic, and a phrase that is like what was shown keeps it.
    #[test]
    fn nothing_breaks_it(texts in prop::collection::vec("[a-c \\[\\]()*♪é学]{0,30}", 0..12)) {
        let stream: String = texts.iter().map(|text| window(text)).collect::<String>() + "\n";
        let screen = heard(stream.as_bytes(), 5, true);
        let clean = screen.states.iter().all(|state| !state.chars().any(char::is_control));
        prop_assert!(clean);
    }

    #[test]
    fn pieces_are_the_text(text in "[a-z ,.学校はกขé]{0,40}") {
        let all = pieces(&text);
        prop_assert_eq!(joined(&all), text.split_whitespace().collect::<Vec<_>>().join(" "));
        prop_assert_eq!(after(&all, &all), all.len());
    }
}
