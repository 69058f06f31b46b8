//! Words and code: code comes out as it went in, in everything that is handed out, and what Markdown drops is told.

use std::path::Path;

use cuecard::deck::files::Memory;
use cuecard::deck::read::read;
use cuecard::deck::{Block, Deck, Layout, Rich};
use cuecard::diagnostic::{Diagnostic, Severity};
use cuecard::drawing::{Drawing, Item, Placed, Role};
use cuecard::handout;
use cuecard::layout::lay_out;
use cuecard::show::view::Cursor;
use cuecard::talk::Talk;
use cuecard::text::Shaper;
use proptest::prelude::*;

const HEAD: &str = "[deck]\ntitle = 'T'\nlanguage = 'en'\n[[slide]]\nid = 's'\n";

fn talk(text: &str) -> Talk {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("deck.toml"), text).expect("a deck");
    Talk::open(folder.path()).expect("the deck opens")
}

fn case(name: &str) -> Talk {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/words").join(name);
    Talk::open(&folder).expect("the case opens")
}

fn slide(text: &str) -> Talk {
    talk(&format!("{HEAD}{text}"))
}

/// The last step of each slide.
fn whole(talk: &Talk) -> Vec<Cursor> {
    let last = |(slide, page): (usize, &cuecard::drawing::Page)| Cursor { slide, step: page.last_step() };
    talk.pages.iter().enumerate().map(last).collect()
}

fn words(talk: &Talk) -> String {
    talk.pages.iter().map(|page| page.steps[page.last_step()].words() + "\n").collect()
}

fn told<'t>(talk: &'t Talk, code: &str) -> Vec<&'t Diagnostic> {
    talk.diagnostics.iter().filter(|it| it.code == code).collect()
}

fn no_card(deck: &Deck) -> bool {
    deck.slides.iter().all(|slide| !matches!(slide.layout, Layout::Faulty))
}

/// The runs as they are drawn, one line for each baseline.
fn drawn(drawing: &Drawing) -> String {
    fn add(items: &[Placed], y: f64, out: &mut Vec<(f64, String)>) {
        for placed in items {
            match &placed.item {
                Item::Text(run) => match out.last_mut() {
                    Some((last, line)) if (*last - y - placed.at.y).abs() < 0.01 => line.push_str(&run.text),
                    _ => out.push((y + placed.at.y, run.text.to_string())),
                },
                Item::Group(group) if group.role != Role::Decoration => add(&group.items, y + placed.at.y, out),
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    add(&drawing.items, 0.0, &mut out);
    out.into_iter().map(|(_, line)| line + "\n").collect()
}

fn links(items: &[Placed], out: &mut Vec<String>) {
    for placed in items {
        if let Item::Group(group) = &placed.item {
            if let Role::Link { target } = &group.role {
                out.push(target.clone());
            }
            links(&group.items, out);
        }
    }
}

fn all_links(talk: &Talk) -> Vec<String> {
    let mut out = Vec::new();
    talk.pages.iter().for_each(|page| links(&page.steps[page.last_step()].items, &mut out));
    out.dedup();
    out
}

/// Lines as people show them: shell, PHP, Perl, awk, LaTeX, R, templates, make.
const LINES: [&str; 31] = [
    "cp \"$from\" \"$to\"",
    "export PATH=$PATH:$HOME/bin",
    "awk '{print $1, $2}' | sed 's/^$//'",
    "for f in ${files[@]}; do echo \"$f\"; done",
    "$total = $price * $count;",
    "foreach ($items as $item) { echo $item; }",
    "my ($self, $x) = @_; print \"$x $y\\n\";",
    "$$ and $$! and $?",
    "Let $x$ and $y$ be $x+y$, \\(a\\) and \\[b^2\\].",
    "\\begin{equation} $a_1$ \\end{equation}",
    "df$a + df$b ~ x^2^ == y==",
    "const s = `${a} and ${b}`",
    "%.o: %.c",
    "\t$(CC) $(CFLAGS) -c $< -o $@",
    "Vec<T> <b>x</b> <br> <!-- $a$ --> &lt;",
    "a **b** _c_ ~~d~~ [e](f$g$h) :smile: [^1]",
    "- [ ] $1",
    "# not a heading $x$",
    "> quoted $x$",
    "https://example.org/?a=$b$c",
    "echo \"it's\" 'so' # \"why?\"",
    "    indented $x and $y",
    "$5 $10 $15",
    "printf \"a\\tb\\n\" \\",
    "::: warning",
    "::right::",
    "![a](b.png \"c\")",
    "[^1]: a note, and [^1]",
    "- [x] done",
    "==a== H~2~O 10^6^ one<br>two",
    "### so {#id}",
];

fn lines() -> impl Strategy<Value = Vec<String>> {
    let known = prop::sample::select(&LINES[..]).prop_map(str::to_owned);
    let any = "[$a-c1 {}\\\\<>|*_~^:=()#/.,'\"@!+-]{1,30}".prop_map(|line| line.replace("'''", "'"));
    let line = prop_oneof![3 => known, 1 => any];
    // A fence ends before empty lines at its end, and the backticks of one line close another's.
    prop::collection::vec(line.prop_map(|line| line.trim_end().to_owned()), 1..6)
        .prop_map(|lines| lines.into_iter().filter(|line| !line.trim().is_empty()).collect())
}

fn indented(by: &str, lines: &[String]) -> String {
    lines.iter().map(|line| format!("{by}{line}\n")).collect()
}

fn tabs(line: &str) -> String {
    line.strip_prefix('\t').map_or_else(|| line.to_owned(), |rest| format!("    {rest}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn blocks_of_code_come_out_as_they_went_in(lines in lines(), place in 0..8_usize, windows: bool) {
        prop_assume!(!lines.is_empty());
        // An indented block begins with what is farthest left.
        prop_assume!(place != 2 || !lines[0].starts_with([' ', '\t']) && lines.iter().all(|line| !line.starts_with('\t')));
        let plain = |before: &str| indented(before, &lines);
        let text = match place {
            0 => format!("body = '''\nSo $5 or $x$:\n\n````sh\n{}````\n\nand $6\n'''\n", plain("")),
            1 => format!("body = '''\n- one $x$\n  - two\n\n    ~~~\n{}    ~~~\n'''\n", plain("    ")),
            2 => format!("body = '''\nSo:\n\n{}\nand $x$\n'''\n", plain("    ")),
            3 => format!("body = '''\n> - said\n>\n>   ````php\n{}>   ````\n'''\n", plain(">   ")),
            4 => format!("title = 'T'\ncode = {{ language = 'bash', text = '''\n{}''' }}\n", plain("")),
            5 => format!("body = 'x'\nnotes = '''\nSay $x$\n[step]\n````\n{}````\n'''\n", plain("")),
            6 => format!("title = 'T'\nlayout = 'bullets'\nbody = '- x'\naside = '''\n````\n{}````\n'''\n", plain("")),
            _ => format!("left = {{ body = '''\n````\n{}````\n''' }}\nright = {{ body = 'x' }}\n", plain("")),
        };
        let text = if windows { text.replace('\n', "\r\n") } else { text };
        let talk = slide(&text);
        prop_assert!(no_card(&talk.deck), "{:?}", talk.diagnostics);
        let code = lines.join("\n");
        let picked = whole(&talk);
        let markdown = handout::markdown(&talk, &picked, true);
        let markdown = if place == 5 { markdown.replace("\n> ", "\n") } else { markdown };
        for out in [handout::text(&talk, &picked, true), markdown] {
            prop_assert!(out.contains(&code), "`{code}` is not in `{out}`");
            prop_assert!(!out.contains(|c: char| c.is_control() && c != '\n' && c != '\t'), "{out:?}");
        }
        if place != 5 {
            let shown = drawn(&talk.pages[0].steps[0]);
            for line in &lines {
                prop_assert!(shown.lines().any(|it| it.trim_end() == tabs(line)), "`{line}` is not in `{shown}`");
            }
        }
    }

    #[test]
    fn code_in_a_line_comes_out_as_it_went_in(lines in lines(), place in 0..7_usize) {
        let spans: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
        prop_assume!(!spans.is_empty());
        let marked = |line: &&str| if line.contains('`') { format!("``` {line} ```") } else { format!("`` {line} ``") };
        let all = spans.iter().map(marked).collect::<Vec<_>>().join(" and $x$, $5; ");
        let cells = all.replace('|', "\\|");
        let text = match place {
            0 => format!("title = '''{all}'''\n"),
            1 => format!("body = '''\n{all}\n'''\n"),
            2 => format!("body = '''\n1. {all}\n   - {all}\n'''\n"),
            3 => format!("body = '''\n| a | b |\n|---|---|\n| {cells} | x |\n'''\n"),
            4 => format!("body = '''\n> {all}\n'''\n"),
            5 => format!("quote = '''{all}'''\nby = '''{all}'''\n"),
            _ => format!("body = 'x'\nnotes = '''\n{all}\n'''\n"),
        };
        // In a table each backslash before a stroke is Markdown's.
        prop_assume!(place != 3 || !all.contains("\\|") && !spans.iter().any(|span| span.ends_with('\\')));
        let talk = slide(&text);
        prop_assert!(no_card(&talk.deck), "{:?}", talk.diagnostics);
        let picked = whole(&talk);
        let out = handout::text(&talk, &picked, true);
        for span in spans {
            // Spaces next to each other are one where lines are set.
            prop_assert!(out.contains(span), "`{span}` is not in `{out}`");
        }
        prop_assert!(!out.contains(|c: char| c.is_control() && c != '\n' && c != '\t'), "{out:?}");
    }

    #[test]
    fn addresses_lead_where_they_are_written(path in "[a-z$^=~_*]{1,8}/[a-z$^=~_]{0,7}[a-z]", place in 0..6_usize) {
        let address = format!("https://example.org/{path}?a=$b$c");
        let text = match place {
            0 => format!("body = 'so $x$ [there]({address}) for $5'\n"),
            1 => format!("body = 'so <{address}> for $5'\n"),
            2 => format!("body = '''\n[there][a] for $5 and $x$\n\n[a]: {address}\n'''\n"),
            3 => format!("title = '[a]({address}) and $y$'\n"),
            4 => format!("body = '''\n| a | b |\n|---|---|\n| [a]({address}) | $x$ |\n'''\n"),
            _ => format!("body = 'so {address} it is, $5'\n"),
        };
        let talk = slide(&text);
        prop_assert_eq!(all_links(&talk), [address], "{}", text);
        prop_assert!(!words(&talk).contains(['<', '>']), "{}", words(&talk));
    }

    #[test]
    fn no_letter_stands_for_another(text in "[a-c$`<>\\\\~*_|!\\[\\]()#\n 1-3{}^=:-]{0,60}") {
        let talk = slide(&format!("body = '''\n{text}\n'''\nnotes = '''\n{text}\n'''\n"));
        let all = handout::text(&talk, &whole(&talk), true);
        // No `x` was written, and no formula says one.
        prop_assert!(!all.contains(|c: char| c == 'x' || c.is_control() && c != '\n'), "{text:?} → {all:?}");
    }
}

#[test]
fn what_stands_between_dollars_in_code_stays() {
    let talk = case("dollars-in-code");
    let shown = words(&talk);
    for code in ["PATH=$PATH:$HOME/bin", "awk '{print $1, $2}'", "${x}"] {
        assert!(shown.contains(code), "{shown}");
    }
    let (dollars, bash) = (case("dollar-code"), case("bash-words"));
    let picked = whole(&dollars);
    for out in [handout::text(&dollars, &picked, true), handout::markdown(&dollars, &picked, true)] {
        assert_eq!(out.matches("cp \"$from\" \"$to\"").count(), 5, "{out}");
        for code in
            ["`${a} and ${b}`", "($self, $x) = @_", "$(CC) $(CFLAGS) -c $< -o $@", "df$a + df$b", "Let $x$ and $y$ be"]
        {
            assert!(out.contains(code), "{code}: {out}");
        }
    }
    assert!(words(&bash).contains("echo \"$f\" | grep -v x && exit 1\nexport A=\"$(date +%s)\""));
    for talk in [talk, dollars, bash] {
        assert!(talk.diagnostics.iter().all(|it| it.severity != Severity::Error), "{:?}", talk.diagnostics);
    }
}

#[test]
fn code_that_toml_has_changed_is_told_with_its_place() {
    let talk = case("escape");
    let [it] = told(&talk, "CODE-ESC")[..] else { panic!("{:?}", talk.diagnostics) };
    let place = talk.sources.place(it.span.expect("a place")).expect("a place");
    assert!(place.ends_with(":10:12") && it.hints[0].contains("'''"), "{place} {it:?}");
    let count = |text: &str| told(&slide(text), "CODE-ESC").len();
    for text in [
        "body = \"\"\"\n```\na\\\\d\n```\n\"\"\"\n",
        "body = \"\"\"\n    - a\n    - `b\\\"c`\n\"\"\"\n",
        "body = \"\"\"\n```sh\ndocker run \\\n  image\n```\n\"\"\"\n",
        "title = \"a `b\\tc`\"\n",
        "body = \"\"\"\n| a |\n|---|\n| `x\\ny` |\n\"\"\"\n",
        "body = \"x\"\nnotes = \"\"\"\none\n[step]\nso `\\x41`\n\"\"\"\n",
        "title = \"a\"\ncode = { text = \"\"\"\na\\nb\n\"\"\" }\n",
    ] {
        assert_eq!(count(text), 1, "{text}");
    }
    for text in [
        "body = '''\n```\na\\d\n```\n'''\n",
        "body = \"\"\"\nsaid\\n\\n\\\"so\\\" and `code`\n\"\"\"\n",
        "title = \"a \\\"b\\\" `c`\"\n",
        "title = \"a `c:\\\\d`\"\n",
        "body = \"```sh\\nls\\n\\tx\\n```\"\n",
        "title = \"a\"\ncode = { text = \"fn a() {\\n\\tb(\\\"c\\\")\\n}\" }\n",
    ] {
        assert_eq!(count(text), 0, "{text}");
    }
    // A command that is lost in a formula is told as such.
    let formula = slide("body = \"\"\"\nso $\\frac12$\n\"\"\"\n");
    assert_eq!(formula.diagnostics.len(), 1, "{:?}", formula.diagnostics);
    let both = slide("body = \"\"\"\n```\necho \"$a\\n $b\"\n```\n\"\"\"\n");
    assert_eq!((told(&both, "CODE-ESC").len(), told(&both, "SLD-MARKDOWN").len()), (1, 0));
}

#[test]
fn html_and_what_looks_like_it_costs_its_place_alone() {
    let talk = case("angle-brackets");
    assert!(words(&talk).starts_with("Vec<T> and Option<T>\nx") && talk.diagnostics.is_empty(), "{}", words(&talk));
    let talk = case("html");
    let shown = words(&talk);
    assert!(shown.contains("First line second line, red, Ctrl+C, H2O"), "{shown}");
    assert!(drawn(&talk.pages[0].steps[0]).contains("\nsecond line, red"), "<br> ends a line");
    let said: Vec<&str> = told(&talk, "SLD-MARKDOWN").iter().map(|it| it.message.as_str()).collect();
    assert!(!said.iter().any(|it| it.contains("<br>")), "{said:?}");
    for element in ["<span>", "<kbd>", "<sub>"] {
        assert!(said.iter().any(|it| it.contains(element)), "{element}: {said:?}");
    }
    for (text, kept) in [
        ("body = 'std::vector<std::string> v'", "std::vector<std::string> v"),
        ("title = 'Map<K, V> and <name> and a < b > c'", "Map<K, V> and <name> and a < b > c"),
        ("body = '''\n<div>\nHello **you**\n</div>\n'''", "Hello you"),
        ("body = '''\n<T>\nis a type\n'''", "<T> is a type"),
        ("body = '''\n| a | b |\n|---|---|\n| one<br>two | Rc<T> |\n'''", "one two\nRc<T>"),
        ("body = '''\none\n\n<!-- not\n\nthis -->\n\ntwo\n'''", "one\ntwo"),
        ("title = '<Button> `<b>`'", "<Button> <b>"),
        ("body = '$a<b>c$ and <b>d</b>'", " and d"),
        ("body = 'so <?php echo $a; ?> and <!DOCTYPE html> it'", "so <?php echo $a; ?> and <!DOCTYPE html> it"),
        ("body = 'JSX has <></> and <Foo.Bar/>'", "JSX has <></> and <Foo.Bar/>"),
        ("body = '''\n<details>\n<summary>S</summary>\n\ninner\n</details>\n'''", "S\ninner"),
    ] {
        let talk = slide(&format!("{text}\n"));
        let shown = words(&talk);
        assert!(no_card(&talk.deck) && shown.contains(kept), "{text}: {shown}");
    }
    let table = slide("body = '''\n| a | b |\n|---|---|\n| one<br>two <br/> three | `a \\| b` |\n'''\n");
    let Block::Table(cells) = &table.deck.slides[0].body[0] else { panic!("a table") };
    assert_eq!((cells.rows[0][0].text().as_str(), cells.rows[0][1].text().as_str()), ("one\ntwo\nthree", "a | b"));
    assert!(table.diagnostics.is_empty(), "{:?}", table.diagnostics);
    let table = slide("table = { columns = ['a'], rows = [['''one\\\ntwo''']] }\n");
    let Block::Table(cells) = &table.deck.slides[0].body[0] else { panic!("a table") };
    assert_eq!((cells.rows[0][0].text().as_str(), table.diagnostics.len()), ("one\ntwo", 0));
}

#[test]
fn addresses_are_links() {
    assert_eq!(all_links(&case("mail-address")), ["mailto:me@example.org"]);
    let talk = slide(
        "body = '''\n<tel:+49301234> [call](tel:+4930) [write](mailto:a@b.org) https://a.org. www.b.org, c@d.org\n'''\n",
    );
    let expected =
        ["tel:+49301234", "tel:+4930", "mailto:a@b.org", "https://a.org", "http://www.b.org", "mailto:c@d.org"];
    assert_eq!((all_links(&talk), talk.diagnostics.len()), (expected.map(str::to_owned).to_vec(), 0));
    let talk = slide("title = '[a](www.example.org) b'\nbody = 'c'\n");
    assert!(no_card(&talk.deck) && words(&talk).contains("a b"), "{:?}", talk.diagnostics);
}

#[test]
fn markdown_that_is_not_made_is_told() {
    let talk = case("markdown-that-stays");
    let shown = words(&talk);
    for kept in
        ["To do:\u{2007}to do", "Done:\u{2007}done", "A claim[1] at https://example.org/bare", "\n[1] Its source."]
    {
        assert!(shown.contains(kept), "{kept}: {shown}");
    }
    assert_eq!(all_links(&talk), ["https://example.org/bare"]);
    assert!(told(&talk, "SLD-MARKDOWN").is_empty(), "{:?}", talk.diagnostics);
    let talk = slide("body = 'from ~5 to CO~2~ and ~~no~~ in ~/.config'\n");
    let Block::Paragraph(rich) = &talk.deck.slides[0].body[0] else { panic!("words") };
    let struck: String = rich.runs.iter().filter(|run| run.struck).map(|run| run.text.as_str()).collect();
    assert_eq!((struck.as_str(), rich.text().as_str()), ("no", "from ~5 to CO₂ and no in ~/.config"));
    let links = |text: &str| told(&slide(&format!("body = '{text}'\n")), "SLD-MARKDOWN").len();
    for torn in
        ["[a](https://e.org/my file.pdf)", "[a](#my slide)", "[a](mailto: me@e.org)", "[a](http://)", "[a](mailto:)"]
    {
        assert_eq!(links(torn), 1, "{torn}");
    }
    for whole in
        ["[a](https://e.org \"so\")", "[a](<https://e.org/b c>)", "`[a](https://b c)`", "f[0](a b)", "[a](#a) b"]
    {
        assert_eq!(links(whole), 0, "{whole}");
    }
    let talk = case("footnote");
    assert!(
        words(&talk).ends_with("Portland highway data[1] and more.\n[1] https://example.org\n"),
        "{}",
        words(&talk)
    );
    assert_eq!((told(&talk, "SLD-MARKDOWN").len(), all_links(&talk)), (0, vec!["https://example.org".to_owned()]));
    let talk = case("misc");
    let said: String = told(&talk, "SLD-MARKDOWN").iter().map(|it| it.message.clone() + "\n").collect();
    for kind in ["[!NOTE]", ":rocket:"] {
        assert!(said.contains(kind), "{kind} is not in {said}");
    }
    assert!(no_card(&talk.deck) && words(&talk).contains("H₂O x² marked"), "{}", words(&talk));
}

#[test]
fn cells_that_no_column_takes_are_told() {
    let talk = case("table-cells-lost");
    let [it] = told(&talk, "SLD-MARKDOWN")[..] else { panic!("{:?}", talk.diagnostics) };
    assert!(it.message.contains("3 cells stand under 2 headings") && it.message.contains("counts the files"));
    assert!(it.hints[0].contains("\\|"));
}

#[test]
fn faults_of_formulas_and_fences_cost_their_place() {
    for (text, kept) in [
        ("body = 'one $\\sqroot{2}$ two'", "one \\sqroot{2} two"),
        ("body = '''\n```{python} caption=\"my app.js\"\nx = 1\n```\n'''", "x = 1"),
        ("body = '''\none ![a](b.png)\n\ntwo\n'''", "one"),
        ("body = '''\none\n\n---\n\ntwo\n'''", "one\ntwo"),
        ("body = '''\n# One\n\ntwo\n'''", "One\ntwo"),
    ] {
        let talk = slide(&format!("{text}\n"));
        assert!(no_card(&talk.deck) && words(&talk).contains(kept), "{text}: {}", words(&talk));
        assert_eq!(told(&talk, "SLD-MARKDOWN").len(), 1, "{text}: {:?}", talk.diagnostics);
    }
    let talk = slide("body = '''\n```{python}\nx = 'a'\n```\n'''\n");
    assert!(matches!(&talk.deck.slides[0].body[..], [Block::Code(code)] if code.language == "python"));
}

#[test]
fn inner_marks_of_quotation_are_those_of_the_language() {
    assert!(words(&case("inner-quotes-german")).starts_with("Sie sagte „nein“ und ‚ja‘"));
    let talk = slide("title = '''\"a\" `\"b\" 'c'`'''\n");
    assert!(words(&talk).starts_with("“a” \"b\" 'c'"), "{}", words(&talk));
}

#[test]
fn a_line_that_ends_at_a_soft_hyphen_shows_one() {
    let talk = case("soft-hyphen");
    let drawing = &talk.pages[0].steps[0];
    let shown = drawn(drawing);
    let ends: Vec<&str> = shown.lines().filter(|line| line.contains('\u{AD}')).collect();
    assert!(
        !ends.is_empty() && ends.iter().all(|line| line.trim_end().find('\u{AD}') == Some(line.trim_end().len() - 2)),
        "{shown:?}"
    );
    assert!(
        words(&talk).contains("Wort Donaudampfschifffahrtsgesellschaftskapitän und Rindfleischetikettierungs"),
        "{}",
        words(&talk)
    );
    let hyphens = ends.len();
    let mut seen = 0;
    fn count(items: &[Placed], seen: &mut usize) {
        for placed in items {
            match &placed.item {
                Item::Text(run) if run.text.ends_with('\u{AD}') => {
                    let glyph = run.glyphs.last().expect("a glyph");
                    assert!(glyph.id != 0 && glyph.advance > 1.0, "{glyph:?}");
                    *seen += 1;
                }
                Item::Group(group) => count(&group.items, seen),
                _ => {}
            }
        }
    }
    count(&drawing.items, &mut seen);
    assert_eq!(seen, hyphens);
    // A title is hyphenated only where no size lets its words stand whole.
    let title =
        slide("title = 'Rind\u{AD}fleisch und Kartoffel\u{AD}salat für alle, die heute hier sind'\nbody = 'x'\n");
    assert!(!drawn(&title.pages[0].steps[0]).contains('\u{AD}'));
}

#[test]
fn a_word_that_no_line_holds_is_told_or_set_smaller() {
    let talk = case("words-torn");
    assert!(
        talk.diagnostics.iter().any(|it| matches!(it.code, "SLD-TORN" | "SLD-OVERFLOW" | "SLD-FONT")),
        "{:?}",
        talk.diagnostics
    );
    let long = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz".repeat(3);
    let talk = slide(&format!("title = 'T'\nbody = 'so {long} it is'\n"));
    let [it] = told(&talk, "SLD-TORN")[..] else { panic!("{:?}", talk.diagnostics) };
    assert!(it.message.contains(&long), "{it:?}");
    for fine in [
        "ไม่มีช่องว่างระหว่างคำในภาษาไทยและประโยคนี้ยาวมากจนต้องขึ้นบรรทัดใหม่",
        "日本語の文章には単語の間に空白がないので、行は文字の間で折り返されます。とても長い文です。",
    ] {
        assert!(told(&slide(&format!("body = '{fine}{fine}'\n")), "SLD-TORN").is_empty());
    }
}

#[test]
fn notes_are_written_with_their_numbers_and_marks() {
    let talk = slide(
        "body = 'x'\nnotes = '''\nFirst this.\n\n3. three\n4. four\n   - inner\n\n```sh\nls $a\n\n  $b\n```\n'''\n",
    );
    let picked = whole(&talk);
    let text = handout::text(&talk, &picked, true);
    assert!(text.contains("\nNotes:\nFirst this.\n\n3. three\n4. four\n   - inner\n\nls $a\n\n  $b\n"), "{text}");
    let markdown = handout::markdown(&talk, &picked, true);
    assert!(
        markdown
            .contains("> First this.\n>\n> 3. three\n> 4. four\n>    - inner\n>\n> ```sh\n> ls $a\n>\n>   $b\n> ```\n"),
        "{markdown}"
    );
}

#[test]
fn lines_of_code_stay_lines() {
    let talk = slide("title = 'T'\ncode = { language = 'python', text = '''\ndef f():\n\tx = 1\n\n\treturn x\n''' }\n");
    let code = "def f():\n\tx = 1\n\n\treturn x";
    assert_eq!(words(&talk), format!("T\n{code}\n"));
    assert!(handout::markdown(&talk, &whole(&talk), false).contains(&format!("```python\n{code}\n```\n")));
}

#[test]
fn a_deck_with_no_findings_has_none_for_its_words() {
    // Dashes, stars, brackets and colons as people write them.
    let fine = "- 10:30–11:00 – talk: why? [sic] (see *here*) a == b, 5 ~ 6, x^n, C:\\\\temp, @me, #tag, 50% & more\n";
    let text = format!("[deck]\ntitle = 'T'\nlanguage = 'en'\n[[slide]]\ntitle = 'T'\nbody = '''\n{fine}'''\n");
    let read = read(text.as_bytes(), "deck.toml", &Memory::default());
    assert_eq!(read.diagnostics, []);
    let laid = lay_out(&read.deck, &mut Shaper::new(&[], "en"));
    assert!(laid.diagnostics.is_empty(), "{:?}", laid.diagnostics);
    assert_eq!(read.deck.slides[0].title.as_ref().map(Rich::text).as_deref(), Some("T"));
}

#[test]
fn examples_of_code_stand_between_single_quotes() {
    for text in [include_str!("../../decks/tour/deck.toml"), include_str!("../../README.md")] {
        let inside = text.split("\"\"\"").skip(1).step_by(2);
        assert!(inside.into_iter().all(|words| !words.contains('`')));
    }
}
