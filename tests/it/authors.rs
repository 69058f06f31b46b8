//! Slides as people write them who know no more than the format's page: nothing is torn, tiny or lost in silence.

use std::fs;

use cuecard::deck::theme::BUILT_IN;
use cuecard::diagnostic::{Diagnostic, Severity};
use cuecard::drawing::{Drawing, Item, Placed, Role};
use cuecard::geometry::{Affine, PathShape as _, Rect};
use cuecard::lint::room;
use cuecard::talk::Talk;

const DRAWING: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 160 100'><rect width='160' height='100' fill='teal'/></svg>";

fn talk(head: &str, slides: &str, files: &[(&str, &str)]) -> (Talk, Vec<Diagnostic>) {
    let folder = tempfile::tempdir().expect("a folder");
    let deck = format!("[deck]\ntitle = \"Queues\"\nlanguage = \"en\"\n{head}\n{slides}");
    for (name, text) in files.iter().chain([&("deck.toml", deck.as_str())]) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("a folder");
        fs::write(path, text).expect("it writes");
    }
    let talk = Talk::open(folder.path()).expect("the deck opens");
    let found = talk.diagnostics.iter().cloned().chain(room(&talk)).collect();
    (talk, found)
}

fn last(talk: &Talk, slide: usize) -> &Drawing {
    let steps = &talk.pages[slide].steps;
    &steps[steps.len() - 1]
}

/// Runs of words with size and place, and the places of figures.
#[derive(Default)]
struct Seen {
    runs: Vec<(String, f32, Rect)>,
    figures: Vec<Rect>,
}

fn seen(drawing: &Drawing) -> Seen {
    fn walk(items: &[Placed], by: Affine, out: &mut Seen) {
        for placed in items {
            let here = by * Affine::translate(placed.at.to_vec2());
            match &placed.item {
                Item::Text(run) => {
                    let space = Rect::new(0.0, -f64::from(run.size), f64::from(run.advance), 0.0);
                    out.runs.push((run.text.to_string(), run.size, here.transform_rect_bbox(space)));
                }
                Item::Group(group) => {
                    if let (Role::Figure { .. }, Some(clip)) = (&group.role, &group.clip) {
                        out.figures.push(here.transform_rect_bbox(clip.bounding_box()));
                    }
                    walk(&group.items, here * group.transform, out);
                }
                Item::Shape(_) | Item::Picture(_) => {}
            }
        }
    }
    let mut out = Seen::default();
    walk(&drawing.items, Affine::IDENTITY, &mut out);
    out
}

fn messages(found: &[Diagnostic], code: &str) -> Vec<String> {
    found.iter().filter(|it| it.code == code).map(|it| it.message.clone()).collect()
}

#[test]
fn a_title_slide_that_says_no_title_has_that_of_the_talk() {
    let (given, found) = talk("subtitle = \"Two years\"", "[[slide]]\nlayout = \"title\"\n", &[]);
    assert!(found.iter().all(|it| it.severity != Severity::Error), "{found:?}");
    assert!(last(&given, 0).words().starts_with("Queues\nTwo years"), "{}", last(&given, 0).words());
    let own = "[[slide]]\nlayout = \"title\"\ntitle = \"Mine\"\n";
    let (given, _) = talk("subtitle = \"Two years\"", own, &[]);
    assert!(!last(&given, 0).words().contains("Two years"), "a title of its own stands alone");
}

#[test]
fn an_address_is_never_parted_from_its_scheme() {
    for words in 3..40 {
        let text = format!("{} see https://fennwerk.example/kettle and go on", "word ".repeat(words % 9 + 1));
        let slide = format!("[[slide]]\ntitle = \"T\"\ncolumns = {}\nbody = \"- {text}\\n- B\"\n", words % 3 + 1);
        for theme in ["civic", "keynote", "essay"] {
            let (given, _) = talk(&format!("theme = \"{theme}\""), &slide, &[]);
            let runs = seen(last(&given, 0)).runs;
            assert!(runs.iter().all(|run| !run.0.trim_end().ends_with("//")), "{theme}: {runs:?}");
        }
    }
}

#[test]
fn few_references_stand_in_one_column() {
    for (theme, _) in BUILT_IN {
        let left = |count: usize, more: &str| {
            let items = "- Hillel, D. (2004): *Introduction to Environmental Soil Physics*. Elsevier.\\n".repeat(count);
            let slide = format!("[[slide]]\nlayout = \"references\"\ntitle = \"R\"\nbody = \"{items}\"\n{more}");
            let (given, _) = talk(&format!("theme = \"{theme}\""), &slide, &[]);
            let runs = seen(last(&given, 0)).runs;
            let mut first: Vec<i64> =
                runs.iter().filter(|run| run.0.starts_with("Hillel")).map(|run| run.2.x0.round() as i64).collect();
            first.dedup();
            first.len()
        };
        assert_eq!([left(3, ""), left(4, ""), left(6, ""), left(3, "columns = 2\n")], [1, 1, 2, 2], "{theme}");
    }
}

#[test]
fn words_beside_a_picture_leave_it_most_of_the_slide() {
    let slide = "[[slide]]\ntitle = \"A queue at work\"\npicture = { src = \"p.svg\", alt = \"a\" }\nbody = ";
    for (theme, _) in BUILT_IN {
        for words in ["One in.", "One in, one out.\\n\\nThe moment it is *not* one out, alert."] {
            let (given, found) =
                talk(&format!("theme = \"{theme}\""), &format!("{slide}\"{words}\""), &[("p.svg", DRAWING)]);
            assert_eq!(messages(&found, "SLD-OVERFLOW"), [""; 0], "{theme}");
            let seen = seen(last(&given, 0));
            let figure = seen.figures[0];
            assert!(figure.width() > 370.0, "{theme}, {words}: {figure}");
            let beside = seen.runs.iter().filter(|run| run.0.contains("in")).all(|run| run.2.x1 < figure.x0);
            assert!(beside, "{theme}: {:?}", seen.runs);
        }
    }
}

#[test]
fn words_beside_code_that_is_small_are_not_small_for_its_sake() {
    let code = "let wait = base * 2u32.pow(n.min(8));";
    let slide = format!(
        "[[slide]]\ntitle = \"Code\"\n[[slide.column]]\nbody = \"Full jitter does.\"\ncode = {{ language = \"rust\", \
         text = '{code}' }}\n[[slide.column]]\nbody = \"Read.\"\n"
    );
    for (theme, _) in BUILT_IN {
        let (given, _) = talk(&format!("theme = \"{theme}\""), &slide, &[]);
        let runs = seen(last(&given, 0)).runs;
        let size = |words: &str| runs.iter().find(|run| run.0.contains(words)).map_or(0.0, |run| run.1);
        let (words, code) = (size("jitter"), size("base"));
        assert!(code < 18.5 && words >= 20.0 && words <= code * 1.45, "{theme}: words {words}, code {code}");
    }
}

#[test]
fn an_aside_beside_many_words_is_no_column_of_single_words() {
    let aside = "It requires leaders who act collectively and strategically on – not just in – the system.";
    let body = "School trusts do not operate in isolation, and there is a host of systemic challenges. ".repeat(5);
    let slide = format!("[[slide]]\ntitle = \"Much\"\nbody = \"{body}\"\naside = \"{aside}\"\n");
    for (theme, _) in BUILT_IN {
        let (given, _) = talk(&format!("theme = \"{theme}\""), &slide, &[]);
        let runs = seen(last(&given, 0)).runs;
        let lines = runs.iter().filter(|run| !run.0.trim().is_empty() && aside.contains(run.0.trim())).count();
        assert!((1..=8).contains(&lines), "{theme}: {lines} lines");
    }
}

#[test]
fn words_of_a_drawing_that_its_edge_cuts_off_are_told_once() {
    let logo = |width: u32| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} 60'><text x='4' y='44' font-size='38' \
             font-family='Helvetica'>Fennwerk</text></svg>"
        )
    };
    let theme = "[logo]\nsrc = \"logo.svg\"\n";
    let slides = "[[slide]]\ntitle = \"A\"\nbody = \"- a\"\n".repeat(3);
    for (width, expected) in [(120, 1), (400, 0)] {
        let files = [("themes/fenn/theme.toml", theme), ("themes/fenn/logo.svg", &logo(width))];
        let (_, found) = talk("theme = \"fenn\"", &slides, &files);
        let cut: Vec<String> = messages(&found, "SVG").into_iter().filter(|it| it.contains("cut off")).collect();
        assert_eq!(cut.len(), expected, "{width}: {found:?}");
    }
}

#[test]
fn discs_make_way_for_a_logo_in_their_corner() {
    let theme = "extends = \"keynote\"\n[logo]\nsrc = \"logo.svg\"\nalt = \"Fennwerk\"\nplace = \"top-right\"\n\
                 on = [\"title\", \"section\", \"closing\"]\n";
    let long = "A title that takes the whole width of the slide down to its foot";
    for (layout, title) in [("section", "A"), ("title", "A"), ("closing", long), ("section", long)] {
        let slides = format!("[[slide]]\nlayout = \"{layout}\"\ntitle = \"{title}\"\n");
        let files = [("themes/fenn/theme.toml", theme), ("themes/fenn/logo.svg", DRAWING)];
        let (_, found) = talk("theme = \"fenn\"", &slides, &files);
        assert!(messages(&found, "SLD-LOGO").iter().all(|it| !it.contains("no room")), "{layout}, {title}: {found:?}");
        assert!(messages(&found, "SLD-OVERLAP").is_empty(), "{layout}, {title}: {found:?}");
    }
}

#[test]
fn few_words_of_two_sides_do_not_hang_at_the_top() {
    for theme in ["lecture", "essay", "workshop"] {
        let top = |words: &str| {
            let side = |kicker: &str| format!("{{ kicker = \"{kicker}\", body = \"{words}\" }}");
            let slide = format!("[[slide]]\ntitle = \"T\"\nleft = {}\nright = {}\n", side("Before"), side("After"));
            let (given, _) = talk(&format!("theme = \"{theme}\""), &slide, &[]);
            let runs = seen(last(&given, 0)).runs;
            let of = |words: &str| runs.iter().find(|run| run.0 == words).map_or(0.0, |run| run.2.y0);
            assert!((of("Before") - of("After")).abs() < 0.1, "{theme}: both begin on one line");
            of("After")
        };
        let (few, many) = (top("So."), top(&"Many words of one side. ".repeat(12)));
        assert!(few > many + 60.0, "{theme}: {few}, {many}");
    }
}
