//! Words that a look sets in capitals: they are drawn so, and read, searched and handed out as their author wrote them.

use std::path::Path;

use cuecard::deck::theme::{BUILT_IN, built_in};
use cuecard::drawing::structure::parts_of_all;
use cuecard::drawing::{Drawing, Item, Placed, Role};
use cuecard::handout;
use cuecard::talk::Talk;

/// A slide of each layout, with letters whose capitals are two, or look like those of others. A plus is a soft hyphen.
const DECK: &str = r#"
[deck]
title = "Die Straße"
subtitle = "Wo sie endet"
language = "de"
theme = "THEME"
[[speaker]]
id = "ada"
name = "Ada Weiß"
affiliation = "Haus am See"
[[slide]]
layout = "title"
title = "Die Straße"
kicker = "Ein Abend im Mai"
[[slide]]
layout = "section"
title = "Erster Teil"
kicker = "Teil Eins"
[[slide]]
layout = "statement"
title = "Ein Satz für „alle“"
body = "Und was er heißt"
number = "3"
kicker = "Aus dem Buch"
[[slide]]
title = "Drei Dinge"
kicker = "Was man braucht"
body = '''
### Darunter
- Ein **Dach** mit [Ziegeln](https://example.org)
- Ein Garten, H~2~O und *Ὀδυσσεύς*
- Straßen+bahn+haltestelle

> Ein Rahmen
'''
source = "Aus der Quelle"
[[slide]]
layout = "quote"
kicker = "Gesagt"
quote = "Mehr Licht"
by = "Johann Weiß"
source = "Briefe"
[[slide]]
layout = "compare"
title = "Vorher und nachher"
[slide.left]
kicker = "Früher"
body = "- So"
[slide.right]
kicker = "Heute"
body = "- Und so"
[[slide]]
layout = "numbers"
title = "In Zahlen"
numbers = [{ value = "12 km", label = "weit" }, { value = "3", label = "mal am Tag" }]
[[slide]]
layout = "chart"
title = "Ein Verlauf"
chart = { kind = "bars", labels = ["Nord", "Süd"], values = [2, 5], unit = "km" }
[[slide]]
title = "Zwei Spalten"
[[slide.column]]
heading = "Links"
body = "Ein Absatz"
[[slide.column]]
heading = "Rechts"
body = "| Ort | Höhe |\n|---|---|\n| Ulm | 478 m |"
[[slide]]
layout = "references"
title = "Zum Lesen"
body = "- Weiß, Ada: Wege"
[[slide]]
layout = "closing"
title = "Danke"
body = "Fragen?"
"#;

/// The deck in a look, and in the same with all of its words in capitals.
fn both(theme: &str) -> [Talk; 2] {
    let folder = tempfile::tempdir().expect("a folder");
    let styles = built_in(theme, None).expect("a built-in theme").scale;
    let entries: String = styles.all().iter().map(|(name, _)| format!("[type.{name}]\ncapitals = CASE\n")).collect();
    ["false", "true"].map(|case| {
        let own = format!("extends = \"{theme}\"\n{}", entries.replace("CASE", case));
        std::fs::write(folder.path().join("own.toml"), own).expect("a theme");
        std::fs::write(folder.path().join("deck.toml"), DECK.replace("THEME", "own.toml").replace('+', "\u{AD}"))
            .expect("a deck");
        let talk = Talk::open(folder.path()).expect("the deck opens");
        assert!(talk.diagnostics.iter().all(|it| it.code != "READ"), "{:?}", talk.diagnostics);
        talk
    })
}

fn whole(page: &cuecard::drawing::Page) -> &Drawing {
    page.whole().expect("a slide is drawn")
}

/// How many runs of words are drawn otherwise than they were written; each of them is drawn in capitals.
fn in_capitals(items: &[Placed]) -> usize {
    let of = |placed: &Placed| match &placed.item {
        Item::Text(run) => {
            let small = run.text.chars().find(|c| c.is_lowercase() && c.to_uppercase().ne([*c]));
            assert!(run.written.is_none() || small.is_none(), "{:?} is drawn", run.text);
            usize::from(run.written.is_some())
        }
        Item::Group(group) => {
            if let Role::Data(table) = &group.role {
                for cell in table.rows.iter().flatten() {
                    let drawn: String = cell.runs.iter().map(|(_, run)| &*run.text).collect();
                    assert_eq!(drawn, cell.words, "nobody sees it");
                }
            }
            in_capitals(&group.items)
        }
        Item::Shape(_) | Item::Picture(_) => 0,
    };
    items.iter().map(of).sum()
}

#[test]
fn capitals_are_only_seen() {
    for (theme, _) in BUILT_IN {
        let [plain, capitals] = both(theme);
        let drawn = |talk: &Talk| talk.pages.iter().map(|page| in_capitals(&whole(page).items)).sum::<usize>();
        assert_eq!(drawn(&plain), 0, "{theme}");
        assert!(drawn(&capitals) > 40, "{theme}: {}", drawn(&capitals));
        for (plain, capitals) in plain.pages.iter().zip(&capitals.pages) {
            // What is searched, and what windows tell screen readers.
            assert_eq!(said(plain), said(capitals), "{theme}");
            let parts = |page: &cuecard::drawing::Page| {
                let parts = parts_of_all(&page.steps);
                parts.iter().map(|part| one_line(&part.words())).collect::<Vec<_>>()
            };
            assert_eq!(parts(plain), parts(capitals), "{theme}");
        }
        let names = |talk: &Talk| talk.plan.slides.iter().map(|slide| slide.name().to_owned()).collect::<Vec<_>>();
        assert_eq!(names(&plain), names(&capitals), "{theme}");
        let picked = handout::picked(&plain, true);
        let exports = [handout::text, handout::markdown];
        for export in exports {
            assert_eq!(export(&plain, &picked, true), export(&capitals, &picked, true), "{theme}");
        }
    }
}

fn said(page: &cuecard::drawing::Page) -> String {
    one_line(&whole(page).words())
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_slide_without_a_title_is_not_called_by_its_kicker() {
    for (theme, _) in BUILT_IN {
        let [plain, capitals] = both(theme);
        for talk in [plain, capitals] {
            let quote = talk.plan.slides.iter().find(|slide| slide.title.is_none()).expect("the quotation has none");
            assert!(quote.name().contains("Mehr Licht"), "{theme}: {}", quote.name());
        }
    }
}

#[test]
fn the_tour_in_its_look_is_read_as_it_was_written() {
    let talk = Talk::open(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/decks/tour"))).expect("the tour opens");
    let kickers =
        talk.deck.slides.iter().zip(&talk.pages).filter_map(|(slide, page)| Some((slide.kicker.as_ref()?, page)));
    let mut count = 0;
    for (kicker, page) in kickers {
        count += 1;
        let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        assert!(letters(&said(page)).contains(&letters(&kicker.text())), "{}: {}", kicker.text(), said(page));
    }
    assert!(count > 0);
}
