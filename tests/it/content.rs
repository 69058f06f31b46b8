//! What a slide makes of its words: agendas, code in steps, long addresses, words from the right, sizes that are told.

use cuecard::deck::files::Memory;
use cuecard::deck::read::read;
use cuecard::diagnostic::{Diagnostic, Severity};
use cuecard::drawing::{Drawing, Glyphs, Item, Page, Placed, Role};
use cuecard::layout::lay_out;
use cuecard::text::Shaper;

fn laid(slides: &str) -> (Vec<Page>, Vec<Diagnostic>) {
    laid_in("en", slides)
}

fn laid_in(language: &str, slides: &str) -> (Vec<Page>, Vec<Diagnostic>) {
    let text = format!("[deck]\ntitle = \"T\"\nlanguage = \"{language}\"\n{slides}");
    let read = read(text.as_bytes(), "deck.toml", &Memory::default());
    let laid = lay_out(&read.deck, &mut Shaper::new(&[], language));
    (laid.value, read.diagnostics.into_iter().chain(laid.diagnostics).collect())
}

fn runs(items: &[Placed], out: &mut Vec<Glyphs>) {
    for placed in items {
        match &placed.item {
            Item::Text(run) => out.push(Glyphs::clone(run)),
            Item::Group(group) => runs(&group.items, out),
            Item::Shape(_) | Item::Picture(_) => {}
        }
    }
}

fn all_runs(drawing: &Drawing) -> Vec<Glyphs> {
    let mut out = Vec::new();
    runs(&drawing.items, &mut out);
    out
}

#[test]
fn an_agenda_has_the_sections_and_marks_the_one_that_has_begun() {
    let section = |title: &str| format!("[[slide]]\nlayout = \"section\"\ntitle = \"{title}\"\n");
    let agenda = "[[slide]]\nlayout = \"agenda\"\ntitle = \"Today\"\n";
    let slides = [agenda.to_owned(), section("Alpha"), section("Beta"), agenda.to_owned(), section("Gamma")].concat();
    let (pages, findings) = laid(&slides);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(pages[0].steps[0].words(), "Today\n1\u{2007}Alpha\n2\u{2007}Beta\n3\u{2007}Gamma");
    let colors = |page: &Page| {
        let runs = all_runs(&page.steps[0]);
        ["Alpha", "Beta", "Gamma"].map(|word| runs.iter().find(|run| &*run.text == word).map(|run| run.color))
    };
    let [alpha, beta, gamma] = colors(&pages[0]);
    assert!(alpha == beta && beta == gamma, "nothing has begun");
    let [alpha, beta, gamma] = colors(&pages[3]);
    assert!(alpha != beta && beta != gamma && alpha != gamma, "over, now, to come");
    let (_, findings) = laid(agenda);
    assert!(findings.iter().any(|it| it.code == "SLD-AGENDA"), "{findings:?}");
}

#[test]
fn a_hidden_section_is_named_nowhere_and_moves_no_mark() {
    let hidden = "[[slide]]\nlayout = \"section\"\ntitle = \"Secret\"\nhidden = true\n";
    let section = |title: &str| format!("[[slide]]\nlayout = \"section\"\ntitle = \"{title}\"\n");
    let agenda = "[[slide]]\nlayout = \"agenda\"\ntitle = \"Today\"\n";
    let slides = [hidden, &section("Alpha"), hidden, agenda, &section("Beta")].concat();
    let (pages, _) = laid(&slides);
    let runs = all_runs(&pages[3].steps[0]);
    assert!(runs.iter().all(|run| !run.text.contains("Secret")), "not even in the footer");
    let color = |word: &str| runs.iter().find(|run| &*run.text == word).map(|run| run.color);
    assert!(color("Alpha") != color("Beta"), "the first part has begun");
}

/// Where words stand: the place of their run on the slide.
fn place(drawing: &Drawing, words: &str) -> f64 {
    fn find(items: &[Placed], left: f64, words: &str) -> Option<f64> {
        items.iter().find_map(|placed| match &placed.item {
            Item::Text(run) if run.text.trim() == words => Some(left + placed.at.x),
            Item::Group(group) => find(&group.items, left + placed.at.x, words),
            _ => None,
        })
    }
    find(&drawing.items, 0.0, words).unwrap_or_else(|| panic!("{words} is on the slide"))
}

#[test]
fn tables_columns_and_numbers_begin_where_the_language_does() {
    let table = "title = \"T\"\nbody = \"\"\"\n| 1 | 2 |\n|---|---|\n| 3 | 4 |\n\"\"\"\n";
    let list = "title = \"T\"\ncolumns = 2\nbody = \"- 1\\n- 2\"\n";
    let numbers = "title = \"T\"\nnumbers = [{ value = \"1\", label = \"a\" }, { value = \"2\", label = \"b\" }]\n";
    for (language, leftward) in [
        ("en", false),
        ("he-IL", true),
        ("ar", true),
        ("fa", true),
        ("pa-Arab", true),
        ("sd-Deva", false),
        ("ja", false),
    ] {
        for slide in [table, list, numbers] {
            let (pages, _) = laid_in(language, &format!("[[slide]]\n{slide}"));
            let (first, second) = (place(&pages[0].steps[0], "1"), place(&pages[0].steps[0], "2"));
            assert_eq!(first > second, leftward, "{language}: {slide}");
        }
        let (pages, _) = laid_in(language, &format!("[[slide]]\n{table}"));
        let (head, cell) = (place(&pages[0].steps[0], "1"), place(&pages[0].steps[0], "3"));
        assert_eq!(head > 800.0, leftward, "{language}: a small table stands where lines begin, {head}");
        assert!((head - cell).abs() < 6.0, "{language}: cells stand under their heading, {head} {cell}");
    }
}

#[test]
fn latin_words_stand_at_the_right_where_all_others_do() {
    let agenda = "[[slide]]\nlayout = \"agenda\"\ntitle = \"ש\"\n[[slide]]\nlayout = \"section\"\ntitle = \"Rust\"\n";
    for (language, leftward) in [("he", true), ("en", false)] {
        let (pages, _) = laid_in(language, agenda);
        let (number, words) = (place(&pages[0].steps[0], "1"), place(&pages[0].steps[0], "Rust"));
        assert_eq!((number > words, words > 700.0), (leftward, leftward), "{language}: {number} {words}");
    }
    for body in ["- שלום\\n- Rust", "1. Rust\\n2. x", "Rust"] {
        let slide = format!("[[slide]]\ntitle = \"ש\"\nbody = \"{body}\"\n");
        let (hebrew, _) = laid_in("he", &slide);
        let (english, _) = laid_in("en", &slide);
        assert!(place(&hebrew[0].steps[0], "Rust") > 760.0, "{body}");
        assert!(place(&english[0].steps[0], "Rust") < 200.0, "{body}");
    }
}

#[test]
fn korean_lines_end_between_words() {
    let title = "한국어 제목은 띄어쓰기가 있습니다 그래서 단어 단위로 줄이 바뀌어야 합니다";
    let (pages, _) = laid_in("ko-KR", &format!("[[slide]]\ntitle = \"{title}\"\nbody = \"{title} {title}\"\n"));
    let runs = all_runs(&pages[0].steps[0]);
    let lines: Vec<&str> = runs.iter().map(|run| run.text.trim()).filter(|line| line.chars().count() > 1).collect();
    let words: Vec<&str> = title.split(' ').collect();
    // How many there are, the fonts of the machine say.
    assert!(lines.len() >= 3, "{lines:?}");
    assert!(lines.iter().flat_map(|line| line.split(' ')).all(|word| words.contains(&word)), "{lines:?}");
}

#[test]
fn lines_of_chinese_and_japanese_are_joined_without_a_space() {
    for (written, expected) in [
        ("一行目です。\n二行目です。", "一行目です。二行目です。"),
        ("カーソル\nキー", "カーソルキー"),
        ("**太字**\n*斜体*", "太字斜体"),
        ("> 引用の\n> 続き", "引用の続き"),
        ("日本\nRust", "日本 Rust"),
        ("Rust\n日本", "Rust 日本"),
        ("한국어\n문장", "한국어 문장"),
        ("one\ntwo", "one two"),
    ] {
        let (pages, _) = laid_in("ja", &format!("[[slide]]\ntitle = \"T\"\nbody = '''\n{written}\n'''\n"));
        let words = pages[0].steps[0].words();
        assert!(words.lines().any(|line| line == expected), "{words}");
    }
}

#[test]
fn a_slide_of_blank_words_is_told() {
    for slide in
        ["title = \"\"", "title = \"  \"", "title = \" \"\nbody = \"\"", "body = \"\\n\"", "kicker = \"x\"", ""]
    {
        let (_, findings) = laid(&format!("[[slide]]\ntitle = \"One\"\n[[slide]]\n{slide}\n"));
        assert!(findings.iter().any(|it| it.message == "this slide shows nothing"), "{slide}: {findings:?}");
    }
    let (_, findings) = laid("[[slide]]\ntitle = \"One\"\nbody = \"\"\n[[slide]]\nbody = \"x\"\ntitle = \"\"\n");
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn values_of_small_parts_that_are_not_written_are_remarked() {
    for kind in ["bars", "columns"] {
        let chart = |values: &str| {
            let series =
                format!("[{{ name = \"x\", values = [60, {values}] }}, {{ name = \"y\", values = [40, 50] }}]");
            let chart = format!("{{ kind = \"{kind}\", stacked = true, labels = [\"a\", \"b\"], series = {series} }}");
            laid(&format!("[[slide]]\ntitle = \"T\"\nchart = {chart}\n")).1
        };
        for (value, told) in [("50", 0), ("0.5", 1), ("0", 0), ("nan", 0)] {
            let found = chart(value);
            assert_eq!(found.len(), told, "{kind} {value}: {found:?}");
            assert!(
                found.iter().all(|it| it.code == "SLD-LABELS" && it.message.contains("write 1 value:")),
                "{found:?}"
            );
        }
    }
}

#[test]
fn a_number_is_not_read_as_two() {
    for chart in
        ["labels = [\"a\", \"b\"], values = [1, 123456789012345]", "labels = [\"a\", \"b\"], values = [1e-12, 3.5e-10]"]
    {
        let (pages, findings) = laid(&format!("[[slide]]\ntitle = \"T\"\nchart = {{ kind = \"line\", {chart} }}\n"));
        assert!(findings.is_empty(), "{findings:?}");
        let runs = all_runs(&pages[0].steps[0]);
        let whole = |run: &&Glyphs| run.text.ends_with("9,012,345") || run.text.ends_with("0.00000000035");
        assert!(runs.iter().any(|run| whole(&run)), "{:?}", runs.iter().map(|run| &run.text).collect::<Vec<_>>());
    }
    let cell = "1.250.000.000.000.000";
    let body = format!("| a |\n|---|\n| {} |", format!("{cell} | ").repeat(8).trim_end_matches(" | "));
    let body = body.replacen("| a |\n|---|", &format!("|{}\n|{}", " a |".repeat(8), "---|".repeat(8)), 1);
    let (_, findings) = laid(&format!("[[slide]]\ntitle = \"T\"\nbody = '''\n{body}\n'''\n"));
    assert!(findings.iter().any(|it| it.code == "SLD-TORN" || it.code == "SLD-OVERFLOW"), "{findings:?}");
}

#[test]
fn an_aside_lies_under_many_words_where_that_lets_them_be_larger() {
    let words = "Many words that a back row has to read stand here; they take a second line. ";
    let slide = |items: usize| {
        let body = format!("- {}\\n", words.repeat(2)).repeat(items);
        format!(
            "[[slide]]\ntitle = \"Long\"\nlayout = \"bullets\"\nbody = \"{body}\"\naside = \"{}\"\n",
            "Keep this one. ".repeat(items * 4)
        )
    };
    let place = |slides: &str| {
        let (pages, _) = laid(slides);
        let aside = |run: &Glyphs| run.text.starts_with("Keep");
        let size = |run: &Glyphs| run.text.contains("Many words").then_some(run.size);
        let runs = all_runs(&pages[0].steps[0]);
        assert!(runs.iter().any(aside), "the aside is there");
        (section(&pages[0].steps[0]), runs.iter().find_map(size))
    };
    let (few, _) = place(&slide(2));
    let (many, size) = place(&slide(4));
    assert!(few.x > 400.0 && few.y < 200.0, "beside few words: {few}");
    assert!(many.x < 100.0 && many.y > 300.0, "under many: {many}");
    assert!(size.is_some_and(|size| size >= 20.0), "{size:?}");
}

/// Where the slide's one section stands.
fn section(drawing: &Drawing) -> cuecard::geometry::Point {
    let is_section = |placed: &&Placed| matches!(&placed.item, Item::Group(group) if group.role == Role::Section);
    drawing.items.iter().find(is_section).map(|placed| placed.at).expect("an aside is a section")
}

#[test]
fn an_agenda_of_many_parts_stands_in_two_columns() {
    let section = |at: usize| format!("[[slide]]\nlayout = \"section\"\ntitle = \"Part {at}\"\n");
    let deck = |parts: usize| {
        let agenda = "[[slide]]\nlayout = \"agenda\"\ntitle = \"Today\"\n".to_owned();
        (1..=parts).fold(agenda, |deck, at| deck + &section(at))
    };
    let sizes = |parts: usize| {
        let (pages, findings) = laid(&deck(parts));
        assert!(findings.is_empty(), "{parts}: {findings:?}");
        all_runs(&pages[0].steps[0]).iter().find(|run| run.text.starts_with("Part")).map(|run| run.size)
    };
    assert_eq!(sizes(5), sizes(8), "eight parts are set as large as five");
}

#[test]
fn lit_lines_change_with_each_step_and_no_word_of_the_code_goes() {
    let text = "\"\"\"\nfn one() {}\nfn two() {}\nfn three() {}\n\"\"\"";
    let code = format!("language = \"rust\", numbers = true, highlight = [\"all\", \"1\", \"2-3\"], text = {text}");
    let (pages, _) = laid(&format!("[[slide]]\ntitle = \"C\"\ncode = {{ {code} }}\n"));
    assert_eq!(pages[0].steps.len(), 3);
    let squeezed = |drawing: &Drawing| drawing.words().split_whitespace().collect::<String>();
    // A quiet line is one run; in a lit one the keyword stands apart.
    let lit = |drawing: &Drawing| {
        let runs = all_runs(drawing);
        let lines = runs.iter().filter(|run| run.text.starts_with("fn"));
        lines.map(|run| run.text.trim() == "fn").collect::<Vec<_>>()
    };
    for (step, expected) in pages[0].steps.iter().zip([[true; 3], [true, false, false], [false, true, true]]) {
        assert_eq!(squeezed(step), "Cfnone(){}fntwo(){}fnthree(){}");
        assert_eq!(lit(step), expected);
    }
}

#[test]
fn long_addresses_break_after_their_strokes_and_stay_whole_for_readers() {
    let address =
        "https://example.org/reports/2021/the-power-of-the-group/appendix/tables/all-regions-and-years.html?on=true";
    let (pages, _) = laid(&format!("[[slide]]\ntitle = \"Where\"\nbody = \"- {address}\"\n"));
    let runs = all_runs(&pages[0].steps[0]);
    let lines: Vec<&str> =
        runs.iter().map(|run| &*run.text).filter(|text| text.len() > 3 && address.contains(*text)).collect();
    assert_eq!(lines.concat(), address);
    let ends = lines[..lines.len() - 1].iter().all(|line| line.ends_with(['/', '.', '-', '?', '=']));
    assert!(lines.len() > 1 && ends, "{lines:?}");
    for run in &runs {
        let whole = run.glyphs.iter().all(|glyph| run.text.get(glyph.range.clone()).is_some());
        assert!(whole, "each glyph stands for letters of its run: {}", run.text);
    }
}

#[test]
fn a_slide_that_was_shrunk_but_reads_is_told_as_a_remark() {
    let body = "Words that go on and on for a while, so that the largest size is too large for them. ".repeat(8);
    let (_, findings) = laid(&format!("[[slide]]\ntitle = \"Many\"\nbody = \"{body}\"\n"));
    let told: Vec<&Diagnostic> = findings.iter().filter(|it| it.code == "SLD-FIT").collect();
    let [it] = told[..] else { panic!("{findings:?}") };
    assert!(it.severity == Severity::Info && it.message.contains("instead of 31"), "{}", it.message);
}
