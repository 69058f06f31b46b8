//! Markdown as people write it: pictures, headings, footnotes, boxes, marks and small letters, on slides and in what is
//! handed out; and decks that grow: included files, links, paths.

use std::io::Read as _;
use std::path::Path;

use cuecard::deck::files::Memory;
use cuecard::deck::read::read;
use cuecard::deck::{Block, Rich};
use cuecard::diagnostic::{Diagnostic, Severity};
use cuecard::drawing::{Drawing, Item, Placed, Role};
use cuecard::handout;
use cuecard::lint;
use cuecard::show::view::Cursor;
use cuecard::takes::Learnt;
use cuecard::talk::Talk;

const HEAD: &str = "[deck]\ntitle = 'T'\nlanguage = 'en'\n";
const SVG: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 100'><rect width='200' height='100' fill='#333'/></svg>";

fn talk_of(files: &[(&str, &str)]) -> Talk {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("it has one")).expect("it is made");
        std::fs::write(path, text).expect("it writes");
    }
    Talk::open(folder.path()).expect("the deck opens")
}

fn slide(text: &str) -> Talk {
    talk_of(&[("deck.toml", &format!("{HEAD}[[slide]]\nid = 's'\n{text}\n")), ("a.svg", SVG), ("img/b c.svg", SVG)])
}

fn body(words: &str) -> Talk {
    slide(&format!("title = 'S'\nbody = '''\n{words}\n'''"))
}

fn last(talk: &Talk) -> &Drawing {
    let page = &talk.pages[0];
    &page.steps[page.last_step()]
}

fn all(talk: &Talk) -> Vec<Cursor> {
    handout::picked(talk, true)
}

fn told(talk: &Talk) -> Vec<(&'static str, &str)> {
    talk.diagnostics.iter().map(|it| (it.code, it.message.as_str())).collect()
}

/// Each group with this name, by what `of` says of its role and the words in it.
fn groups<T>(items: &[Placed], of: &dyn Fn(&Role, &Placed) -> Option<T>) -> Vec<T> {
    let mut out = Vec::new();
    for placed in items {
        if let Item::Group(group) = &placed.item {
            out.extend(of(&group.role, placed));
            out.extend(groups(&group.items, of));
        }
    }
    out
}

fn figures(drawing: &Drawing) -> Vec<String> {
    groups(&drawing.items, &|role, _| if let Role::Figure { alt } = role { Some(alt.clone()) } else { None })
}

#[test]
fn pictures_in_the_words_are_pictures() {
    let talk = body("One line.\n\n![A valley](a.svg \"In *May*\")");
    assert_eq!((told(&talk).as_slice(), figures(last(&talk))), (&[][..], vec!["A valley".to_owned()]));
    assert!(last(&talk).words().ends_with("In May"), "{}", last(&talk).words());
    let talk = body("![Left](a.svg) ![Right](<img/b c.svg>)\n![Third](img/b%20c.svg)\n\n- what they show");
    assert_eq!((told(&talk).as_slice(), figures(last(&talk)).len()), (&[][..], 3));
    assert!(matches!(&talk.deck.slides[0].body[..], [Block::Pictures(all), Block::List { .. }] if all.len() == 3));
    for (words, code, message) in [
        ("![](a.svg)", "SLD-ALT", "no `alt`"),
        ("![So](b.svg)", "SLD-PICTURE", "no such file"),
        ("![So](../b.svg)", "SLD-PICTURE", "not inside"),
        ("![So](https://a.example/b.svg)", "SLD-PICTURE", "`https://a.example/b.svg`"),
        ("![So]()", "READ", "names no file"),
        ("A picture ![So](a.svg) in words", "SLD-MARKDOWN", "under its words"),
        ("- ![So](a.svg)", "SLD-MARKDOWN", "in a list"),
        ("| a |\n|---|\n| ![So](a.svg) |", "SLD-MARKDOWN", "a cell"),
        ("![bg right:60%](a.svg)", "SLD-MARKDOWN", "another program"),
        ("![So](a.svg){width=50%}", "SLD-MARKDOWN", "{width=50%}"),
        ("[![So](a.svg)](https://a.example)", "SLD-MARKDOWN", "no link"),
    ] {
        let talk = body(&format!("{words}\n\nOther words"));
        let [(known, said)] = told(&talk)[..] else { panic!("{words}: {:?}", talk.diagnostics) };
        assert!(known == code && said.contains(message), "{words}: {:?}", talk.diagnostics);
        assert!(talk.diagnostics[0].hints.iter().any(|hint| !hint.is_empty()), "{words}");
        assert!(last(&talk).words().contains("Other words"), "{words}");
    }
    let talk = slide("title = 'So ![x](a.svg) it is'\nbody = 'Words'\nnotes = '![A map](a.svg)'");
    assert_eq!(told(&talk).len(), 2, "{:?}", talk.diagnostics);
    assert!(handout::text(&talk, &all(&talk), true).contains("[A map]"));
}

#[test]
fn pictures_take_the_room_that_words_leave() {
    let size = |words: &str| {
        let talk = body(words);
        let places = groups(&last(&talk).items, &|role, placed| match (role, &placed.item) {
            (Role::Figure { .. }, Item::Group(group)) => group.clip.as_ref().map(kurbo_height),
            _ => None,
        });
        assert!(talk.diagnostics.iter().all(|it| it.code != "SLD-OVERFLOW"), "{:?}", talk.diagnostics);
        places[0]
    };
    let (alone, one, three) = (size("![A](a.svg)"), size("Words\n\n![A](a.svg)"), size("A\n\nB\n\nC\n\n![A](a.svg)"));
    assert!(alone > one && one > three && three > 120.0, "{alone} {one} {three}");
}

fn kurbo_height(path: &cuecard::geometry::BezPath) -> f64 {
    cuecard::geometry::PathShape::bounding_box(path).height()
}

#[test]
fn headings_stand_under_the_title() {
    let talk = slide("title = 'S'\nreveal = 'blocks'\nbody = '''\n### First\n\nwords\n\n### Second\n\nmore\n'''");
    assert_eq!((told(&talk).as_slice(), talk.pages[0].steps.len()), (&[][..], 3), "a heading comes with its words");
    let levels =
        groups(&last(&talk).items, &|role, _| if let Role::Heading { level } = role { Some(*level) } else { None });
    assert_eq!(levels, [1, 2, 2]);
    assert!(talk.pages[0].steps[1].words().ends_with("First\nwords"), "{}", talk.pages[0].steps[1].words());
    for (words, count) in [("# Big\n\nx", 1), ("## So\n\nx", 1), ("#### Small\n\nx", 1), ("### Right\n\nx", 0)] {
        let talk = body(words);
        assert_eq!(told(&talk).len(), count, "{words}");
        assert!(talk.diagnostics.iter().all(|it| it.severity == Severity::Info && !it.hints.is_empty()));
    }
    let notes =
        slide("title = 'S'\nnotes = '''\n# Head\n\n- [x] so\n- [ ] no\n\nA ==claim==[^1], H~2~O\n\n[^1]: Source\n'''");
    assert_eq!(told(&notes), [], "notes have headings of every level");
    let markdown = handout::markdown(&notes, &all(&notes), true);
    for line in ["> #### Head", "> - [x] so", "> - [ ] no", "> A ==claim==[^1], H₂O", "> [^1]: Source"] {
        assert!(markdown.contains(&format!("{line}\n")), "{line}: {markdown}");
    }
    assert!(handout::text(&notes, &all(&notes), true).contains("claim[1], H₂O\n\n[1] Source"));
}

#[test]
fn footnotes_are_numbered_in_the_order_of_their_figures() {
    let talk = slide(
        "title = 'Title[^t]'\naside = 'Beside[^a]'\nreveal = 'blocks'\nbody = '''\nOne[^b] and two[^B].\n\nThree[^c]\n\n\
         [^c]: Words of c, see https://a.example\n[^b]: Words of b\n    go on here\n\n[^t]: Of the title\n[^a]: Of the aside\n'''",
    );
    assert_eq!(told(&talk), []);
    let words = last(&talk).words();
    for line in ["Title[1]", "One[2] and two[2].", "Three[3]", "Beside[4]"] {
        assert!(words.contains(line), "{line}: {words}");
    }
    let notes: Vec<&str> = words.lines().rev().take(4).collect();
    let expected =
        ["[4] Of the aside", "[3] Words of c, see https://a.example", "[2] Words of b go on here", "[1] Of the title"];
    assert_eq!(notes, expected);
    let first = talk.pages[0].steps[0].words();
    assert!(first.contains("[1] Of the title") && !first.contains("Words of"), "each comes with its figure: {first}");
    assert!(handout::markdown(&talk, &all(&talk), false).contains("[^3]: Words of c"));
    assert_eq!(
        talk.deck.slides[0].title.as_ref().map(Rich::text).as_deref(),
        Some("Title"),
        "no figure in lists of slides"
    );
    assert_eq!(talk.deck.slides[0].id, "s");
    for (words, message) in [
        ("A[^1]", "no footnote called `1`"),
        ("A[^one]\n\n[^on]: B", "no footnote called `one`"),
        ("A\n\n[^1]: B", "no figure in the words"),
        ("A[^1]\n\n[^1]: B\n\n[^1]: C", "two footnotes"),
        ("A[^1]\n\n[^1]: B\n\n    - list", "more than words"),
        ("A[^1] b[^2] c[^3] d[^4] e[^5]\n\n[^1]: B\n[^2]: B\n[^3]: B\n[^4]: B\n[^5]: B", "5 footnotes, where 4"),
    ] {
        let talk = body(words);
        assert!(told(&talk).iter().any(|(_, said)| said.contains(message)), "{words}: {:?}", talk.diagnostics);
        assert!(talk.diagnostics.iter().all(|it| !it.hints.is_empty()), "{words}");
    }
    let long = body(&format!("A[^1]\n\n[^1]: {}", "many words ".repeat(40)));
    assert!(
        told(&long).iter().any(|(code, said)| *code == "SLD-OVERFLOW" && said.contains("footnote 1")),
        "{:?}",
        told(&long)
    );
}

#[test]
fn footnotes_and_boxes_are_tagged_and_linked_in_a_pdf() {
    let talk = body("A claim[^1]\n\n- [x] done\n- [ ] not\n\n### Head\n\nx\n\n[^1]: Its source");
    assert_eq!(told(&talk), []);
    assert_eq!(handout::conditions(&talk), []);
    let document = handout::Document::slides(&talk, &all(&talk));
    let (file, lost) = document.pdf(&talk, &mut |_| {}).expect("it is written");
    assert_eq!(lost, []);
    let text = unpacked(&file.whole().expect("its pictures are there"));
    for tag in ["/S/Note", "(Note 1)", "/S/Reference", "/S/H2", "/Alt(Done:)", "/Alt(To do:)"] {
        assert!(text.contains(tag), "{tag} is not in the file");
    }
    let sheets = handout::Document::sheets(
        &talk,
        &all(&talk),
        cuecard::layout::sheet::Kind::Handout(3),
        cuecard::layout::sheet::Paper::A4,
        &mut cuecard::text::Shaper::new(&[], "en"),
    );
    assert_eq!(sheets.pdf(&talk, &mut |_| {}).expect("it is written").1, []);
}

#[test]
fn icons_stand_for_the_marks_of_items() {
    let talk = slide(
        "title = 'S'\nreveal = 'items'\nbody = '''\n- {icon=rocket} Fast and *light*\n  - { icon = \"house\" } at home\n- plain\n- {icon=check alt=\"Done\"} Built\n'''",
    );
    assert_eq!((told(&talk).as_slice(), talk.pages[0].steps.len()), (&[][..], 4));
    assert_eq!(
        last(&talk).words().lines().skip(1).collect::<Vec<_>>(),
        ["Fast and light", "at home", "plain", "Done\u{2007}Built"]
    );
    // Each icon comes with its item, and only what says more than the words is read.
    let drawn = |step: usize| {
        let icons = |role: &Role, placed: &Placed| match &placed.item {
            Item::Group(group) if group.clip.is_some() => Some(matches!(role, Role::Figure { .. })),
            _ => None,
        };
        groups(&talk.pages[0].steps[step].items, &icons)
    };
    assert_eq!((drawn(0).len(), drawn(1), drawn(3)), (0, vec![false, false], vec![false, false, true]));
    let markdown = handout::markdown(&talk, &all(&talk), false);
    for line in ["- Fast and *light*", "  - at home", "- plain", "- Done: Built"] {
        assert!(markdown.lines().any(|it| it == line), "`{line}` is not in\n{markdown}");
    }
    let (file, lost) = handout::Document::slides(&talk, &all(&talk)).pdf(&talk, &mut |_| {}).expect("it is written");
    let text = unpacked(&file.whole().expect("its pictures are there"));
    assert!(lost.is_empty() && text.contains("/S/Lbl") && text.contains("/Alt(Done)") && !text.contains("rocket"));
    let title = slide("title = 'To the {icon=rocket} moon'\nbody = 'x'");
    assert!(last(&title).words().starts_with("To the {icon=rocket} moon"));
    for (words, code, message) in [
        ("- {icon=rockett} So", "READ", "no icon called `rockett`"),
        ("- {icon=zzzzzz} So", "READ", "no icon called `zzzzzz`"),
        ("- So {icon=rocket} it is", "SLD-MARKDOWN", "no icon stands among words"),
        ("{icon=rocket} So", "SLD-MARKDOWN", "no icon stands among words"),
        ("- {icon rocket} So", "SLD-MARKDOWN", "`{icon rocket}` is shown as it is written"),
        ("- {icon=rocket size=2} So", "SLD-MARKDOWN", "is shown as it is written"),
        ("1. {icon=rocket} So", "SLD-MARKDOWN", "this item has a number"),
        ("- [ ] {icon=rocket} So", "SLD-MARKDOWN", "this item has a box to tick"),
        ("- {icon=rocket}\n- So", "SLD-MARKDOWN", "an icon and no words"),
    ] {
        let talk = body(words);
        let [(known, said)] = told(&talk)[..] else { panic!("{words}: {:?}", talk.diagnostics) };
        assert!(known == code && said.contains(message), "{words}: {:?}", talk.diagnostics);
        assert!(talk.diagnostics[0].hints.iter().any(|hint| !hint.is_empty()), "{words}");
        assert!(last(&talk).words().contains("So"), "{words}: {}", last(&talk).words());
    }
    let near = body("- {icon=rockett} So");
    assert!(near.diagnostics[0].hints[0].contains("`rocket`"), "{:?}", near.diagnostics);
    let notes = slide("title = 'S'\nbody = 'x'\nnotes = '- {icon=rocket} So'");
    assert!(matches!(told(&notes)[..], [("SLD-MARKDOWN", said)] if said.contains("notes show no icons")));
    assert_eq!(told(&body("- \\{icon=rocket} and `{icon=rocket}`")), [], "plain letters");
}

/// The objects of a PDF, those that are packed too.
fn unpacked(file: &[u8]) -> String {
    let mut out = file.to_vec();
    let starts = file.windows(6).enumerate().filter(|(_, part)| *part == b"stream").map(|(at, _)| at);
    for start in starts {
        let begin = start + 6 + file[start + 6..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let mut text = Vec::new();
        if flate2::read::ZlibDecoder::new(&file[begin..]).read_to_end(&mut text).is_ok() {
            out.extend(text);
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[test]
fn marks_and_small_letters_are_read_as_they_are_meant() {
    let talk =
        body("Water is H~2~O, a million 10^6^, a tenth 10^−1^, the 1^st^; ==this **is** lit==, a == b, x^2+y^2, ~5");
    assert_eq!(told(&talk), []);
    let words = "Water is H₂O, a million 10⁶, a tenth 10⁻¹, the 1st; this is lit, a == b, x^2+y^2, ~5";
    assert!(last(&talk).words().ends_with(words), "{}", last(&talk).words());
    let Block::Paragraph(rich) = &talk.deck.slides[0].body[0] else { panic!("words") };
    let lit: String = rich.runs.iter().filter(|run| run.marked).map(|run| run.text.as_str()).collect();
    assert_eq!(lit, "this is lit");
}

#[test]
fn other_programs_fences_are_told_and_their_words_stay() {
    let talk = body("One\n\n::: warning\nTwo\n:::\n\n::right::\n\n- three");
    let [(code, said)] = told(&talk)[..] else { panic!("{:?}", talk.diagnostics) };
    assert!(code == "SLD-MARKDOWN" && said.contains("::: warning"));
    assert_eq!(last(&talk).words(), "S\nOne\nTwo\nthree");
}

fn case(name: &str) -> Talk {
    Talk::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/markdown").join(name)).expect("the case opens")
}

#[test]
fn slides_of_other_files_stand_where_they_are_included() {
    let talk = case("include");
    assert_eq!(told(&talk), []);
    let titles: Vec<String> = talk.plan.slides.iter().map(|slide| slide.name()).collect();
    assert_eq!(titles, ["Opening", "Own", "Part one", "Part two", "End", "Appendix"]);
    assert!(lint::of_deck(&talk).iter().all(|it| it.code != "SLD-LINK"), "links lead across files");
    assert!(talk.asked.files.contains("parts/part.toml"), "a change of it is seen: {:?}", talk.asked);
}

#[test]
fn faults_of_included_files_have_their_place_there() {
    let main = |include: &str| format!("{HEAD}include = [{include}]\n[[slide]]\nid = 'own'\ntitle = 'Own'\n");
    let with = |include: &str, files: &[(&str, &str)]| {
        let main = main(include);
        let mut all = vec![("deck.toml", main.as_str())];
        all.extend(files);
        talk_of(&all)
    };
    let one = |files: &[(&str, &str)], message: &str, place: Option<&str>| {
        let talk = with("'part.toml'", files);
        let errors: Vec<&Diagnostic> = talk.diagnostics.iter().filter(|it| it.severity == Severity::Error).collect();
        let [it] = errors[..] else { panic!("{message}: {:?}", talk.diagnostics) };
        assert!(it.message.contains(message) && !it.hints.is_empty(), "{message}: {it:?}");
        let at = talk.sources.place(it.span.expect("a place")).expect("a place");
        assert!(at.starts_with(place.unwrap_or("deck.toml:")), "{message}: {at}");
        assert!(talk.plan.slides.iter().any(|slide| slide.title.as_deref() == Some("Own")), "the rest plays");
        talk
    };
    one(&[("part.toml", "[[slide]]\ntitle = 'A'\n\n[[slide]]\ntitel = 'B'\n")], "no `titel`", Some("part.toml:5:"));
    one(&[("part.toml", "[[slide]]\ntitle = 'A'\nbody = 'see [x](nowhere)'\n")], "leads nowhere", Some("part.toml:3:"));
    one(&[("part.toml", "[[slide]]\ntitle = \"A\n")], "closing quotation mark", Some("part.toml:2:"));
    one(&[("part.toml", "[deck]\ntitle = 'X'\n[[slide]]\ntitle = 'A'\n")], "[deck] is left out", Some("part.toml:1:"));
    one(
        &[("part.toml", "[[slide]]\ninclude = 'b.toml'\n[[slide]]\ntitle = 'A'\n")],
        "includes no others",
        Some("part.toml:2:"),
    );
    one(&[("part.toml", "# nothing\n")], "there is no slide in", None);
    one(&[("part.toml", "\u{FEFF}[[slide]]\ntitle = 'A'\n[[slid]]\nx = 1\n")], "no `slid`", Some("part.toml:3:"));
    one(&[("part.toml", "[[slide]]\nid = 'own'\ntitle = 'A'\n")], "two slides have the id", None);
    one(&[], "no such file", None);
    for (include, message) in [
        ("'../part.toml'", "not inside"),
        ("'deck.toml'", "the deck itself"),
        ("'./deck.toml'", "the deck itself"),
        ("'a.toml', 'a.toml'", "included already"),
        ("'fonts'", "no such file"),
    ] {
        let talk = with(include, &[("a.toml", "[[slide]]\ntitle = 'A'\n")]);
        assert!(told(&talk).iter().any(|(_, said)| said.contains(message)), "{include}: {:?}", talk.diagnostics);
        assert!(talk.usable() && talk.plan.slides.iter().any(|slide| slide.title.as_deref() == Some("Own")));
    }
    let huge = format!("[[slide]]\ntitle = 'A'\nnotes = '{}'\n", "x".repeat(5 << 20));
    one(&[("part.toml", &huge)], "too large", None);
    // What is no text.
    let files = Memory::default().with("part.toml", &b"\xff\xfe\x00binary"[..]).with("b.toml", &b"\x89PNG\xff"[..]);
    for name in ["part.toml", "b.toml"] {
        let read = read(main(&format!("'{name}'")).as_bytes(), "deck.toml", &files);
        assert!(read.diagnostics.len() == 1 && read.diagnostics[0].message.contains("UTF-"), "{:?}", read.diagnostics);
        assert_eq!(
            read.sources
                .place(read.diagnostics[0].span.unwrap_or(cuecard::diagnostic::Span { file: 1, start: 0, end: 0 }))
                .map(|it| it.starts_with(name)),
            Some(true)
        );
        assert_eq!(read.deck.slides.len(), 1);
    }
    let mixed = talk_of(&[
        ("deck.toml", &format!("{HEAD}[[slide]]\ntitle = 'Own'\n[[slide]]\ninclude = 'a.toml'\ntitle = 'B'\n")),
        ("a.toml", "[[slide]]\ntitle = 'A'\n"),
    ]);
    assert!(told(&mixed)[0].1.contains("holds nothing itself"), "{:?}", mixed.diagnostics);
    assert_eq!(mixed.plan.slides.len(), 3);
}

#[test]
fn paths_are_read_as_people_and_editors_write_them() {
    for (written, there) in [
        ("./a.svg", "a.svg"),
        ("img//a.svg", "img/a.svg"),
        ("img\\a.svg", "img/a.svg"),
        ("my%20photo.svg", "my photo.svg"),
        ("b%C3%BCro.svg", "büro.svg"),
        ("bu\u{308}ro.svg", "b\u{fc}ro.svg"),
        ("b\u{fc}ro.svg", "bu\u{308}ro.svg"),
        ("100%25.svg", "100%25.svg"),
    ] {
        let csv = there.replace(".svg", ".csv");
        let toml = there.replace(".svg", ".toml");
        let own = |ending: &str| written.replace(".svg", ending);
        let deck = format!(
            "{HEAD}include = ['{}']\n[[slide]]\ntitle = 'A'\npicture = {{ src = '{written}', alt = 'x' }}\n[[slide]]\ntitle = 'B'\n\
             body = '![x](<{}>)'\n[[slide]]\ntitle = 'C'\nchart = {{ kind = 'bars', data = '{}' }}\n",
            own(".toml"),
            written.replace('\\', "/"),
            own(".csv"),
        );
        let files = [
            ("deck.toml", deck.as_str()),
            (there, SVG),
            (csv.as_str(), "a,b\nx,1\ny,2\n"),
            (toml.as_str(), "[[slide]]\ntitle = 'P'\n"),
        ];
        let talk = talk_of(&files);
        assert_eq!((told(&talk).as_slice(), talk.plan.slides.len()), (&[][..], 4), "{written}");
        let memory = files.iter().fold(Memory::default(), |all, (name, text)| all.with(name, text.as_bytes()));
        assert_eq!(read(deck.as_bytes(), "deck.toml", &memory).diagnostics, [], "{written}");
    }
    let out = slide("picture = { src = '%2e%2e/a.svg', alt = 'x' }");
    assert_eq!(told(&out)[0].0, "SLD-PICTURE", "no sign leads out of the folder");
}

#[test]
fn links_lead_by_id_and_by_number_and_hidden_slides_are_in_nothing_handed_out() {
    let talk = talk_of(&[(
        "deck.toml",
        &format!(
            "{HEAD}[[slide]]\nid = 'a'\ntitle = 'A'\nbody = '[b](#b) [two](#2) [gone](#gone)'\n[[slide]]\ntitle = 'H'\nhidden = true\n[[slide]]\nid = 'b'\ntitle = 'B'\n"
        ),
    )]);
    let dead = lint::checked(&talk, &Learnt::default());
    let dead: Vec<&Diagnostic> = dead.iter().filter(|it| it.code == "SLD-LINK").collect();
    assert!(matches!(dead[..], [it] if it.severity == Severity::Error && it.message.contains("`gone`")), "{dead:?}");
    assert_eq!((talk.plan.linked("b"), talk.plan.linked("2")), (Some(2), Some(2)));
    let picked = handout::picked(&talk, false);
    assert_eq!(picked.len(), 2);
    let numbers: Vec<usize> = talk.plan.slides.iter().map(|slide| slide.number).collect();
    assert_eq!(numbers, [1, 3, 2], "hidden slides are not counted");
    for out in [handout::text(&talk, &picked, true), handout::markdown(&talk, &picked, true)] {
        assert!(!out.contains('H'), "{out}");
    }
    assert!(handout::Document::slides(&talk, &picked).pdf(&talk, &mut |_| {}).is_ok());
}
