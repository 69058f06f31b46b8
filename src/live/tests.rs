//! Streams as tools write them, whole and in pieces, and what the audience reads of them.

use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;

use super::parse::{Event, LONGEST_HELD, LONGEST_PHRASE, Parser, Words};
use super::roll::{HARD, RollUp, columns};
use super::{Feed, Form, Source, Times, listen, streams};

/// A stream, its lines and the phrases that were ended in it.
#[derive(Debug, Default, PartialEq)]
struct Heard {
    lines: Vec<String>,
    phrases: Vec<String>,
}

fn hear(form: Form, pieces: &[&[u8]]) -> Heard {
    let (mut parser, mut roll) = (Parser::new(form), RollUp::default());
    let mut phrases = Vec::new();
    let mut take = |events: Vec<Event>| {
        for event in events {
            roll.take(&event, Duration::ZERO);
            if let Words::Final(text) = event.words
                && !text.is_empty()
            {
                phrases.push(text);
            }
        }
    };
    pieces.iter().for_each(|piece| take(parser.read(piece)));
    take(parser.end());
    Heard { lines: roll.shown(Duration::ZERO), phrases }
}

fn lines(text: &str) -> Vec<String> {
    hear(Form::Usual, &[text.as_bytes()]).lines
}

fn phrases(text: &str) -> Vec<String> {
    hear(Form::Usual, &[text.as_bytes()]).phrases
}

#[test]
fn a_line_is_a_phrase_however_it_ends() {
    assert_eq!(
        phrases("Good evening.\nWelcome\r\n\n  to all \n of you"),
        ["Good evening.", "Welcome", "to all", "of you"]
    );
    assert_eq!(lines("Good evening.\nWelcome\r\n\n  to all \n"), ["Good evening. Welcome to all"]);
}

#[test]
fn words_are_there_before_their_line_ends() {
    let (mut parser, mut roll) = (Parser::new(Form::Usual), RollUp::default());
    for (piece, shown) in [("Good ev", "Good ev"), ("ening", "Good evening"), ("\u{8}\u{8}", "Good eveni")] {
        parser.read(piece.as_bytes()).iter().for_each(|event| roll.take(event, Duration::ZERO));
        assert_eq!(roll.shown(Duration::ZERO), [shown]);
    }
}

#[test]
fn vosk_speaks_json() {
    let said = concat!(
        "{\"partial\": \"\"}\n{\"partial\": \"good even\"}\n{\"partial\": \"good evening\"}\n",
        "{\n  \"result\" : [{\n      \"conf\" : 1.000000,\n      \"word\" : \"good\"\n    }, {\n",
        "      \"word\" : \"evening\"\n    }],\n  \"text\" : \"good evening all\"\n}\n",
        "{\"text\": \"\"}\n{\"text\": \"Bună\\u0000 seara\\u001b\", \"lang\": \"ro\", \"speaker\": \"Ana\"}\n",
        "{\"other\": 1}\n{\"text\": \"cut off\n{laughs} we go on\n{\"text\": \"and on\n",
    );
    assert_eq!(phrases(said), ["good evening all", "Bună\u{fffd} seara", "{laughs} we go on"]);
    assert_eq!(lines(said), ["good evening all", "ANA: Bună\u{fffd} seara {laughs} we go on"]);
    let events = Parser::new(Form::Usual).read(b"{\"text\": \"salut\", \"lang\": \"ro\", \"speaker\": \"Ana\"}\n");
    let tagged = Event {
        language: Some("ro".to_owned()),
        speaker: Some("Ana".to_owned()),
        words: Words::Final("salut".to_owned()),
    };
    assert_eq!(events, [tagged]);
}

#[test]
fn whisper_cpp_says_when_and_where_it_begins() {
    let said = concat!(
        "[Start speaking]\n\n### Transcription 0 START | t0 = 0 ms | t1 = 3480 ms\n\n",
        "[00:00:00.000 --> 00:00:03.480]   Hello there.\n[00:00:03.480 --> 00:00:05.000]  [BLANK_AUDIO]\n",
        "[00:00:05.000 --> 00:00:06.000]   [APPLAUSE]\n\n### Transcription 0 END\n#1 is here\n## two\n[open\n",
    );
    assert_eq!(phrases(said), ["Hello there.", "[APPLAUSE]", "#1 is here", "## two", "[open"]);
}

#[test]
fn whisper_cpp_writes_over_its_line() {
    let erase = format!("\u{1b}[2K\r{}\u{1b}[2K\r", " ".repeat(100));
    let said =
        format!("{erase} and so my{erase} And so, my fellow{erase} And so, my fellow citizens.\n{erase} Ask\r\n");
    assert_eq!(phrases(&said), ["And so, my fellow citizens.", "Ask"]);
    assert_eq!(lines(&format!("first\n{erase}gone{erase}\n")), ["first"]);
    assert_eq!(lines("10 %\r20 %\r30 %"), ["30 %"]);
    assert_eq!(lines("before\u{1b}[2Jafter"), ["after"]);
}

#[test]
fn whisper_streaming_is_read_where_it_was_asked_for() {
    let said = b"1200 3400 Good evening\n3400 5012.5  300 people are here\n7 of 9\n12\n";
    let asked = hear(Form::WhisperStreaming, &[said]);
    assert_eq!(asked.phrases, ["Good evening", "300 people are here", "7 of 9", "12"]);
    assert_eq!(hear(Form::Usual, &[said]).phrases[0], "1200 3400 Good evening");
}

#[test]
fn corrections_reach_back_over_the_line_before() {
    assert_eq!(lines("Good morning\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}evening\n"), ["Good evening"]);
    assert_eq!(lines("Good morning\n\u{7f}\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}evening"), ["Good evening"]);
    assert_eq!(lines(&format!("a{}b", "\u{8}".repeat(5000))), ["b"]);
}

#[test]
fn what_is_no_text_is_dropped_or_marked() {
    let said = b"\x1b]0;title\x07\x1b[1;31mred\x1b[0m\x07\x05 \x00 \xff\xc3(\xe2\x82\x1b(Bx\x1b[\xe2\x82\xac\n";
    assert_eq!(hear(Form::Usual, &[said]).phrases, ["red \u{fffd} \u{fffd}\u{fffd}(\u{fffd}Bx€"]);
    assert_eq!(phrases("\u{1b}]never ended\nyet heard\u{202e}\n"), ["yet heard"]);
}

#[test]
fn lines_roll_up_and_stay_as_they_are() {
    let mut roll = RollUp::default();
    let mut say = |words: Words| {
        roll.take(&Event { language: None, speaker: None, words }, Duration::ZERO);
        roll.shown(Duration::ZERO)
    };
    let first = "The governors ask why the school does";
    assert_eq!(say(Words::Append(first.into())), [first]);
    assert_eq!(say(Words::Append(",".into())), [format!("{first},")]);
    assert_eq!(say(Words::Append(" wh".into())), [format!("{first},"), "wh".into()]);
    assert_eq!(say(Words::Append("at it does,".into())), [format!("{first},"), "what it does,".into()]);
    let last = say(Words::Append(" and whether it might do it sooner".into()));
    assert_eq!(last, ["what it does, and whether it might do", "it sooner"]);
    assert_eq!(say(Words::Append(format!(" {}", "x".repeat(50)))), ["x".repeat(42), "x".repeat(8)]);
}

#[test]
fn a_speaker_is_named_once_and_a_sound_stands_alone() {
    let mut roll = RollUp::default();
    let mut say = |speaker: Option<&str>, text: &str| {
        let words = Words::Final(text.to_owned());
        roll.take(&Event { language: None, speaker: speaker.map(str::to_owned), words }, Duration::ZERO);
        roll.shown(Duration::ZERO)
    };
    assert_eq!(say(Some("Ana"), "Good evening."), ["ANA: Good evening."]);
    assert_eq!(say(Some("Ana"), "Welcome."), ["ANA: Good evening. Welcome."]);
    assert_eq!(say(None, "[APPLAUSE]"), ["ANA: Good evening. Welcome.", "[APPLAUSE]"]);
    assert_eq!(say(Some("Ben"), "Thank you."), ["[APPLAUSE]", "BEN: Thank you."]);
    assert_eq!(say(None, ">> Hear, hear"), ["BEN: Thank you.", ">> Hear, hear"]);
}

#[test]
fn lines_go_after_a_silence_and_what_was_said_does_not_come_back() {
    let mut roll = RollUp::default();
    let at = Duration::from_millis;
    let mut say = |words: Words, now: u64| {
        roll.take(&Event { language: None, speaker: None, words }, at(now));
        (roll.shown(at(now)), roll.until_clear(at(now)))
    };
    assert_eq!(say(Words::Append("one".into()), 0), (vec!["one".into()], Some(at(8_000))));
    // Nothing new was said, so the silence goes on.
    assert_eq!(say(Words::Replace("one".into()), 5_000), (vec!["one".into()], Some(at(3_000))));
    assert_eq!(say(Words::Replace("one".into()), 8_000), (vec![], None));
    assert_eq!(say(Words::Replace("one two".into()), 9_000).0, ["two"]);
    assert_eq!(say(Words::Final("one two".into()), 9_500).0, ["two"]);
    assert_eq!(say(Words::Clear, 9_600), (vec![], None));
}

#[test]
fn a_line_without_an_end_is_bounded_and_loses_no_word() {
    let word: Vec<String> = (0..100_000).map(|n| format!("w{n} ")).collect();
    let text = word.concat();
    let mut parser = Parser::new(Form::Usual);
    let mut said = String::new();
    for piece in text.as_bytes().chunks(4096) {
        for event in parser.read(piece) {
            if let Words::Final(text) = event.words {
                said += &format!("{text} ");
            }
        }
        assert!(parser.held() < 2 * LONGEST_PHRASE + 4096, "{}", parser.held());
    }
    for event in parser.end() {
        if let Words::Final(text) = event.words {
            said += &format!("{text} ");
        }
    }
    assert_eq!(said, text);
    let mut parser = Parser::new(Form::Usual);
    let json = ["{\"text\": \"", &"x".repeat(3 * LONGEST_HELD), "\"}\nwords\n"].concat();
    let events: Vec<Event> = json.as_bytes().chunks(4096).flat_map(|piece| parser.read(piece)).collect();
    assert_eq!(events.len(), 2, "{events:?}");
    assert!(parser.held() <= LONGEST_PHRASE, "{}", parser.held());
}

/// Bytes that look like what tools write, and like what breaks.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        3 => "[a-zA-Zé€ .,]{1,12}".prop_map(String::into_bytes),
        2 => prop::sample::select(vec![
            "\n", "\r", "\r\n", "\u{8}", "\u{7f}", "\u{1b}[2K", "\u{1b}[2J", "\u{1b}[1;3", "\u{1b}]0;", "\u{7}", "\u{1b}", "{",
            "{\"text\": \"one two\"}", "{\"partial\": \"one\"}", "{\"text\": \"x\",\n\"speaker\": \"Ana\"}", "[00:01 --> 00:02] ",
            "[BLANK_AUDIO]", "[", "]", "###", "12 34.5 ", " ", "\0", "漢字", "}", "\"",
        ]).prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..4),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn pieces_make_no_difference(bytes in stream(), cuts in prop::collection::vec(1usize..7, 1..30), asked in any::<bool>()) {
        let form = if asked { Form::WhisperStreaming } else { Form::Usual };
        let whole = hear(form, &[&bytes]);
        let (mut pieces, mut rest) = (Vec::new(), bytes.as_slice());
        for cut in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (piece, after) = rest.split_at((*cut).min(rest.len()));
            pieces.push(piece);
            rest = after;
        }
        prop_assert_eq!(&hear(form, &pieces), &whole);
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        prop_assert_eq!(&hear(form, &single), &whole);
        for line in &whole.lines {
            prop_assert!(line.chars().map(columns).sum::<usize>() <= HARD, "{}", line);
            prop_assert!(!line.chars().any(char::is_control), "{:?}", line);
        }
        prop_assert!(whole.lines.len() <= 2);
    }

    #[test]
    fn plain_words_are_all_shown_in_order(words in prop::collection::vec("[a-zé]{1,40}[.,]?", 1..60)) {
        let text = words.join(" ") + "\n";
        let heard = hear(Form::Usual, &[text.as_bytes()]);
        prop_assert_eq!(heard.phrases.join(" "), words.join(" "));
        let shown: Vec<String> = heard.lines.iter().flat_map(|line| line.split(' ')).map(str::to_owned).collect();
        prop_assert!(words.ends_with(&shown), "{:?}", shown);
    }
}

/// The processes whose command line has this word.
#[cfg(target_os = "linux")]
pub(super) fn running(word: &str) -> usize {
    let processes = std::fs::read_dir("/proc").expect("Linux has it").flatten();
    let line = |entry: std::fs::DirEntry| std::fs::read(entry.path().join("cmdline")).ok();
    let lines = processes.filter_map(line).map(|line| String::from_utf8_lossy(&line).into_owned());
    lines.filter(|line| line.split('\0').any(|it| it == word)).count()
}

#[cfg(target_os = "linux")]
#[test]
fn all_that_a_captions_command_has_started_ends_with_it() {
    let commands = [
        ("987.125", "sleep 987.125"),
        ("987.25", "sleep 987.25 | cat"),
        ("987.375", "echo one; sleep 987.375 & sleep 987.375 & wait"),
        ("987.5", "(trap '' TERM INT HUP; sleep 987.5; echo) | cat | cat"),
        // The shell has ended; what it left behind has not.
        ("987.625", "sleep 987.625 & exit"),
    ];
    for (word, command) in commands {
        let times = Times { now: Arc::new(|| Duration::ZERO), date: String::new };
        let feed =
            listen(&crate::crew::Crew::default(), Source::Command(command.to_owned()), Form::Usual, times, || ());
        let wait = |wanted: &dyn Fn(usize) -> bool| {
            (0..500).any(|_| {
                wanted(running(word)) || {
                    std::thread::sleep(Duration::from_millis(10));
                    false
                }
            })
        };
        assert!(wait(&|count| count > 0), "{command} has started");
        feed.close();
        assert!(wait(&|count| count == 0), "{command} goes on");
    }
    // However the program ends, also without a word.
    let me = std::env::current_exe().expect("it runs");
    let mut program = std::process::Command::new(me)
        .args(["--exact", "live::tests::listens_until_it_is_killed", "--ignored"])
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("it starts");
    let wait = |wanted: usize| {
        (0..1_000).any(|_| {
            std::thread::sleep(Duration::from_millis(10));
            (running("987.875") == 0) == (wanted == 0)
        })
    };
    assert!(wait(1), "it has started");
    program.kill().and_then(|()| program.wait()).expect("it is killed");
    assert!(wait(0), "it goes on after the program was killed");
    // Closed before the command was there.
    let times = Times { now: Arc::new(|| Duration::ZERO), date: String::new };
    let feed = Feed::new(Form::Usual, times, || ());
    feed.close();
    streams::command(&feed, "sleep 987.75");
    assert_eq!(running("987.75"), 0);
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "the test above runs it in a process of its own"]
fn listens_until_it_is_killed() {
    let times = Times { now: Arc::new(|| Duration::ZERO), date: String::new };
    let command = "sleep 987.875 | (trap '' HUP TERM; sleep 987.875)";
    let _feed = listen(&crate::crew::Crew::default(), Source::Command(command.to_owned()), Form::Usual, times, || ());
    std::thread::sleep(Duration::from_secs(60));
}
