//! A full slide as two: each word once and in order, steps with their notes and captions, larger words, the author's form.

use std::fs;
use std::path::{Path, PathBuf};

use cuecard::deck::split::Halves;
use cuecard::deck::{Block, Layout, Reveal, Slide};
use cuecard::diagnostic::{Diagnostic, Severity, Span};
use cuecard::lint::{lint, proposal, size_of};
use cuecard::talk::Talk;
use proptest::prelude::*;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn open(text: &str) -> Talk {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("deck.toml"), text).expect("a deck");
    Talk::open(folder.path()).expect("the deck opens")
}

/// The words of a slide's body and aside, a line for each paragraph, item, row or part.
fn words(slide: &Slide) -> Vec<String> {
    let mut out = Vec::new();
    let mut add = |blocks: &[Block]| blocks.iter().for_each(|block| block.words(&mut out));
    add(&slide.body);
    if let Layout::Parts { whole } = &slide.layout {
        out.extend(whole.parts.iter().map(|part| format!("{:?}", part.content)).map(|it| plain(&it)));
        return out;
    }
    add(&slide.aside);
    out
}

/// The words of what has spans in it.
fn plain(debug: &str) -> String {
    debug.split('"').skip(1).step_by(2).collect::<Vec<_>>().join(" ")
}

fn split(talk: &Talk, index: usize) -> Result<Halves, String> {
    let found = proposal(talk, index)?;
    Ok(found.split.halves(found.at, found.share, "the-second-half"))
}

/// The whole slide and its halves, read in a deck that has the head and the pictures of the whole.
fn check(name: &str, head: &str, files: Option<&Path>, talk: &Talk, index: usize, halves: &Halves) {
    let folder = tempfile::tempdir().expect("a folder");
    if let Some(files) = files {
        copy(files, folder.path());
    }
    let text = format!("{head}\n{}\n{}", halves.first, halves.second);
    fs::write(folder.path().join("deck.toml"), &text).expect("a deck");
    let after = Talk::open(folder.path()).expect("the halves open");
    let whole = &talk.deck.slides[index];
    let [.., first, second] = &after.deck.slides[..] else { panic!("{name}: two slides") };
    let unread = after.diagnostics.iter().filter(|it| it.severity == Severity::Error && it.code != "SLD-OVERFLOW");
    assert_eq!(unread.collect::<Vec<_>>(), Vec::<&Diagnostic>::new(), "{name}: {text}");
    // The head of a table stands over both of its parts.
    let (before, after_all) = (words(first), words(second));
    let again = after_all.first().is_some_and(|head| head.contains(" | ") && before.contains(head));
    let whole_words = words(whole);
    let same = |skipped: usize| [&before[..], &after_all[skipped..]].concat().join(" ") == whole_words.join(" ");
    assert!(same(0) || again && same(1), "{name}: each word once, in order: {before:?} {after_all:?} {whole_words:?}");
    assert_eq!(title(first), title(whole), "{name}");
    assert_eq!(title(second), title(whole), "{name}");
    let count = after.pages.len();
    let steps = |at: usize| after.pages[at].last_step();
    // A list that comes as one block comes as one in each half; where no item is left, nothing waits.
    let listed = |slide: &Slide| slide.body.iter().any(|block| matches!(block, Block::List { .. }));
    let (before, both) = (talk.pages[index].last_step(), steps(count - 2) + steps(count - 1));
    let same = whole.reveal == Reveal::None || whole.reveal == Reveal::Items && listed(first) && listed(second);
    assert!(both == before || !same, "{name}: {before} steps become {both}");
    for (at, half) in [(count - 2, first), (count - 1, second)] {
        let there = |slide: &Slide, last: usize| slide.cues.iter().all(|cue| cue.step <= last);
        assert!(there(half, steps(at)) || !there(whole, before), "{name}: a caption for a step that is not there");
    }
    assert_eq!(first.cues.len() + second.cues.len(), whole.cues.len(), "{name}: captions are kept");
    let said = |slide: &Slide| slide.cues.iter().map(|cue| cue.text.clone()).collect::<Vec<_>>();
    assert_eq!([said(first), said(second)].concat(), said(whole), "{name}: captions keep their order");
    assert!(
        first.time.unwrap_or_default() + second.time.unwrap_or_default() == whole.time.unwrap_or_default(),
        "{name}"
    );
    let size = |talk: &Talk, at: usize| {
        let mut riches = Vec::new();
        talk.deck.slides[at].body.iter().for_each(|block| block.riches(&mut riches));
        let start = riches.iter().map(|rich| rich.span.start).min()?;
        let end = riches.iter().map(|rich| rich.span.end).max()?;
        size_of(talk.pages[at].whole()?, Span { start, end, ..riches[0].span })
    };
    let (whole, halves) = (size(talk, index), [size(&after, count - 2), size(&after, count - 1)]);
    assert!(halves.iter().all(|it| *it >= whole), "{name}: words of {whole:?} pt become {halves:?}");
}

fn title(slide: &Slide) -> Option<String> {
    slide.title.as_ref().map(cuecard::deck::Rich::text)
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).expect("a folder");
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file");
        }
    }
}

fn decks() -> Vec<PathBuf> {
    let inside = |folder: &str| fs::read_dir(root().join(folder)).expect("it lists").flatten().map(|it| it.path());
    let mut all: Vec<PathBuf> =
        inside("decks").chain(inside("tests/talks")).filter(|it| it.join("deck.toml").exists()).collect();
    all.sort();
    all
}

#[test]
fn any_slide_of_the_decks_that_can_be_two_is_the_same_as_two() {
    let mut count = 0;
    for deck in decks() {
        let talk = Talk::open(&deck).expect("the deck opens");
        let text = fs::read_to_string(deck.join("deck.toml")).expect("it reads");
        let head = &text[..text.find("[[slide]]").expect("a slide")];
        for (index, slide) in talk.deck.slides.iter().enumerate().filter(|(_, slide)| slide.span.file == 0) {
            // What a slide shows of its section stands in the slides before it.
            let Ok(halves) = split(&talk, index) else { continue };
            check(&format!("{} `{}`", deck.display(), slide.id), head, Some(&deck), &talk, index, &halves);
            count += 1;
        }
    }
    assert!(count > 20, "{count} slides were tried");
}

#[test]
fn the_fullest_slides_of_the_talks_are_offered_as_two() {
    let talk = Talk::open(&root().join("decks/the-power-of-the-group")).expect("the deck opens");
    for id in
        ["what-trusts-can-do", "myth-2-state-funded", "vehicles-for-improvement", "robust-structures", "new-research"]
    {
        let index = talk.deck.slides.iter().position(|slide| slide.id == id).expect("the slide is there");
        assert!(split(&talk, index).is_ok(), "{id}: {:?}", split(&talk, index).err());
    }
}

const HEAD: &str = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n";

#[test]
fn comments_and_form_stay() {
    let long = "Words that go on and on for a while, so that the slide has no room for more of them at all. ".repeat(4);
    let long = long.trim();
    let whole = format!(
        "{HEAD}# One.\n[[slide]]\nid      = \"full\"   # known as\n# How it looks.\nlayout  = \"bullets\"\ntitle   = \"Four\"\nreveal  = \"items\"\ntime    = \"1m30s\"\nbody    = '''\n1. {long}\n1. {long}\n1. {long}\n1. {long}\n'''\n# Set apart.\naside   = \"The end\"\nnotes   = '''\nFirst.\n[step]\nA\n[step]\nB\n[step]\nC\n'''\n  # Said at once.\n  [[slide.cue]]\n  text = \"Hello.\"\n  # Said late.\n  [[slide.cue]]\n  step = 3  # the third\n  text = \"Bye.\"\n\n# Two.\n[[slide]]\ntitle = \"Next\"\n"
    );
    for whole in [whole.clone(), whole.replace('\n', "\r\n")] {
        let halves = split(&open(&whole), 0).expect("it can be two");
        let end = if whole.contains('\r') { "\r\n" } else { "\n" };
        let first = format!(
            "[[slide]]\nid      = \"full\"   # known as\n# How it looks.\nlayout  = \"bullets\"\ntitle   = \"Four\"\nreveal  = \"items\"\ntime    = \"45s\"\nbody    = '''\n1. {0}\n1. {0}\n'''\nnotes   = '''\nFirst.\n[step]\nA\n[step]\nB\n'''\n  # Said at once.\n  [[slide.cue]]\n  text = \"Hello.\"\n",
            long
        );
        let second = format!(
            "[[slide]]\nid      = \"the-second-half\"   # known as\nlayout  = \"bullets\"\ntitle   = \"Four\"\nreveal  = \"items\"\ntime    = \"45s\"\nbody    = '''\n3. {0}\n1. {0}\n'''\n# Set apart.\naside   = \"The end\"\nnotes   = '''\n[step]\nC\n'''\n  # Said late.\n  [[slide.cue]]\n  step = 1  # the third\n  text = \"Bye.\"\n",
            long
        );
        let written = |words: &str| words.replace("\r\n", "\n");
        assert_eq!((written(&halves.first), written(&halves.second)), (first, second));
        assert_eq!(halves.first.contains("\r\n"), end == "\r\n");
        assert_eq!(halves.first.matches('\n').count(), halves.first.matches(end).count(), "one kind of line ends");
    }
}

#[test]
fn what_stays_one_says_why() {
    let long = "Many words that nobody can read from the back row of a large room with a small screen. ".repeat(9);
    for (slide, why) in [
        (format!("quote = \"{long}\""), "a quotation is one piece"),
        (format!("left = {{ body = \"{long}\" }}\nright = {{ body = \"x\" }}"), "belong beside each other"),
        (format!("title = \"T\"\nbody = \"{long}\""), "one paragraph"),
        (format!("title = \"T\"\nbody = '''\n- {long}\n- {long}\n'''"), "alone"),
        (format!("title = \"T\"\nbody = '''\nx\n\n{long}{long}\n'''"), "divide its longest paragraph"),
        ("title = \"T\"\ncode = { text = \"a\\n\\nb\" }".to_owned(), "a listing is one piece"),
        ("title = \"T\"\nnumbers = [{ value = \"1\", label = \"x\" }]".to_owned(), "figures belong together"),
        (format!("title = \"T\"\ncolumn = [{{ body = \"{long}\" }}, {{ body = \"{long}\" }}]"), "share a line"),
        (
            format!("title = \"T\"\n[[slide.column]]\nbody = \"{long}\"\n[[slide.column]]\nbody = \"{long}\""),
            "belong beside each other",
        ),
        (
            format!("title = \"T\"\n[[slide.row]]\nbody = \"{long}\"\nstep = 1\n[[slide.row]]\nbody = \"{long}\""),
            "steps of their own",
        ),
        ("layout = \"section\"\ntitle = \"T\"".to_owned(), "no running words"),
    ] {
        let told = split(&open(&format!("{HEAD}[[slide]]\n{slide}\n")), 0).expect_err(&slide);
        assert!(told.contains(why) || why == "share a line" && told.contains("belong"), "{slide}: {told}");
    }
}

#[test]
fn a_full_slide_is_remarked_with_the_place_and_a_light_one_is_not() {
    let long = "Many words that nobody can read from the back row of a large room with a small screen. ".repeat(4);
    let long = long.trim();
    let talk =
        open(&format!("{HEAD}[[slide]]\ntitle = \"Full\"\nbody = '''\n{long}\n\n{long}\n\n{long}\n\n{long}\n'''\n"));
    let told: Vec<_> = lint(&talk).into_iter().filter(|it| it.code == "SLD-SPLIT").collect();
    let [it] = &told[..] else { panic!("{told:?}") };
    assert!(it.severity == Severity::Info && it.message.contains("third paragraph, 50:50"), "{it:?}");
    assert!(it.hints[0].contains("--split full"), "{it:?}");
    let place = talk.sources.place(it.span.expect("a place"));
    assert_eq!(place.as_deref(), Some("deck.toml:11:1"));
    let talk = open(&format!("{HEAD}[[slide]]\ntitle = \"Light\"\nbody = '''\n{long}\n\nx\n'''\n"));
    assert!(lint(&talk).iter().all(|it| it.code != "SLD-SPLIT"));
}

#[test]
fn footnotes_and_addresses_go_with_the_words_that_name_them() {
    let long = "Many words that nobody can read from the back row of a large room with a small screen. ".repeat(3);
    let body = format!(
        "{long}[^a]\n\n{long} See [one].\n\n[^a]: The first note.\n[^b]: The second note.\n\n{long}[^b]\n\n{long} And [one].\n\n[one]: https://example.org\n"
    );
    let talk = open(&format!("{HEAD}[[slide]]\ntitle = \"Notes\"\nbody = '''\n{body}'''\n"));
    let halves = split(&talk, 0).expect("it can be two");
    assert!(
        halves.first.contains("[^a]: The first note.") && !halves.first.contains("second note"),
        "{}",
        halves.first
    );
    assert!(
        halves.second.contains("[^b]: The second note.") && !halves.second.contains("first note"),
        "{}",
        halves.second
    );
    assert!([&halves.first, &halves.second].iter().all(|half| half.contains("[one]: https://example.org")));
    check("notes", HEAD, None, &talk, 0, &halves);
}

fn sentence() -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-zäéß]{2,11}", 6..40).prop_map(|words| words.join(" "))
}

/// A body of paragraphs, headings, lists of both kinds and tables.
fn body() -> impl Strategy<Value = String> {
    let list = |numbered: bool| {
        proptest::collection::vec(sentence(), 2..6).prop_map(move |items| {
            let mark = |at: usize| if numbered { format!("{}.", at + 3) } else { "-".to_owned() };
            items.iter().enumerate().map(|(at, item)| format!("{} {item}\n", mark(at))).collect::<String>()
        })
    };
    let table = proptest::collection::vec((sentence(), "[a-z]{3,9}"), 2..5).prop_map(|rows| {
        let rows: String = rows.iter().map(|(one, other)| format!("| {one} | {other} |\n")).collect();
        format!("| head | tail |\n|---|---|\n{rows}")
    });
    let block = prop_oneof![
        4 => sentence().prop_map(|it| it + "\n"),
        1 => sentence().prop_map(|it| it + ":\n"),
        1 => "[a-z]{3,9}".prop_map(|it| format!("### {it}\n")),
        1 => sentence().prop_map(|it| format!("> {it}\n")),
        3 => list(false),
        2 => list(true),
        1 => table,
    ];
    proptest::collection::vec(block, 1..6).prop_map(|blocks| blocks.join("\n<!-- -->\n\n").replace("<!-- -->\n\n", ""))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_full_slide_is_the_same_as_two(
        body in body(),
        reveal in prop_oneof![Just("none"), Just("items"), Just("blocks")],
        escaped in any::<bool>(),
        indented in any::<bool>(),
        cues in proptest::collection::vec(0..4_usize, 0..5),
    ) {
        let body = if indented { body.lines().map(|line| format!("    {line}\n")).collect() } else { body };
        let written = if escaped { format!("{body:?}") } else { format!("'''\n{body}'''") };
        let cues: String = cues.iter().enumerate().map(|(at, step)| {
            let step = if reveal == "none" { 0 } else { *step };
            format!("[[slide.cue]]\nstep = {step}\ntext = \"Caption {at}.\"\n")
        }).collect();
        let text = format!(
            "{HEAD}[[slide]]\ntitle = \"Full\"\nlayout = \"statement\"\nreveal = \"{reveal}\"\ntime = \"1m\"\nbody = {written}\n{cues}"
        );
        let talk = open(&text);
        let sound = talk.diagnostics.iter().all(|it| it.severity != Severity::Error || it.code == "SLD-OVERFLOW");
        prop_assume!(sound && talk.deck.slides[0].cues.is_sorted_by_key(|cue| cue.step));
        if let Ok(halves) = split(&talk, 0) {
            check("any", HEAD, None, &talk, 0, &halves);
        }
    }
}
