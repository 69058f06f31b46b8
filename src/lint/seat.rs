//! A finding → the place on its slide that it is about, in points; nothing where that is not known.

use crate::diagnostic::{Diagnostic, Span};
use crate::drawing::{Item, Placed, Role};
use crate::geometry::{Affine, Rect};
use crate::talk::Talk;

/// Findings about the words of a whole slide.
const OF_WORDS: [&str; 5] = ["SLD-FONT", "SLD-FIT", "SLD-OVERFLOW", "SLD-SPLIT", "SLD-TORN"];
/// Findings about what lies beneath or beside the slide.
const UNSEEN: [&str; 3] = ["CAP-", "CUE-", "NOTE-"];
/// Around what is meant, in points.
const AIR: f64 = 6.0;

/// Something seen on a slide, with where it is written.
struct Seen {
    span: Span,
    rect: Rect,
    words: bool,
    heading: bool,
}

/// The index of the finding's slide, and the box that is meant on its last step.
#[must_use]
pub fn seat(talk: &Talk, finding: &Diagnostic) -> Option<(usize, Option<Rect>)> {
    let index = talk.slide_of(finding)?;
    Some((index, place(talk, index, finding)))
}

fn place(talk: &Talk, index: usize, finding: &Diagnostic) -> Option<Rect> {
    let (span, slide) = (finding.span?, &talk.deck.slides[index]);
    if UNSEEN.iter().any(|begin| finding.code.starts_with(begin)) {
        return None;
    }
    let drawing = talk.pages.get(index)?.steps.last()?;
    let mut seen = Vec::new();
    walk(&drawing.items, Affine::IDENTITY, (None, false), &mut seen);
    seen.retain(|it| it.span != Span::default() && it.span != slide.span);
    let whole = span == slide.span;
    if whole || finding.code == "SLD-SPLIT" {
        if !OF_WORDS.contains(&finding.code) {
            return None;
        }
        // A kicker may stand in a panel beside the words, and is never what is too much.
        let kicker = slide.kicker.as_ref().map(|it| it.span);
        let over = |it: &Seen| kicker.is_some_and(|kicker| encloses(kicker, it.span));
        seen.retain(|it| it.words && !it.heading && !over(it));
    } else {
        meant(span, &mut seen);
    }
    let slide = drawing.size.to_rect();
    let all = seen.into_iter().map(|it| it.rect).reduce(|all, one| all.union(one))?;
    let ring = all.inflate(AIR, AIR).intersect(slide.inflate(-2.0, -2.0));
    (ring.width() > 1.0 && ring.height() > 1.0).then_some(ring)
}

fn encloses(place: Span, inner: Span) -> bool {
    place.file == inner.file && inner.start >= place.start && inner.end <= place.end
}

/// Keeps what is written within the finding's place; else the smallest that it is written in.
fn meant(place: Span, seen: &mut Vec<Seen>) {
    let within = |it: &Seen| encloses(place, it.span);
    if seen.iter().any(within) {
        return seen.retain(within);
    }
    let around = |it: &Seen| encloses(it.span, place);
    let size = |it: &Seen| it.span.end - it.span.start;
    let least = seen.iter().filter(|it| around(it)).map(size).min();
    seen.retain(|it| around(it) && Some(size(it)) == least);
}

/// Everything that says or shows something; `within`: the figure that it is in, and whether it is a heading.
fn walk(items: &[Placed], by: Affine, within: (Option<Span>, bool), out: &mut Vec<Seen>) {
    let (figure, heading) = within;
    for placed in items {
        let here = by * Affine::translate(placed.at.to_vec2());
        match &placed.item {
            Item::Group(group) if group.role == Role::Decoration => {}
            Item::Group(group) => {
                let own = matches!(group.role, Role::Figure { .. }).then_some(placed.span);
                let heading = heading || matches!(group.role, Role::Heading { .. });
                let whole = placed.place(by).filter(|_| figure.is_none() && own.is_some());
                if let Some(rect) = whole {
                    out.push(Seen { span: placed.span, rect, words: false, heading });
                }
                walk(&group.items, here * group.transform, (figure.or(own), heading), out);
            }
            item => {
                let words = matches!(item, Item::Text(_)) && figure.is_none();
                if let Some(rect) = placed.place(by).filter(|rect| rect.is_finite()) {
                    out.push(Seen { span: placed.span, rect, words, heading });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint;

    const HEAD: &str =
        "[deck]\ntitle = \"T\"\nlanguage = \"en\"\nlength = \"5m\"\n[[slide]]\ntitle = \"First\"\n\n[[slide]]\n";
    const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 90 60\"><rect width=\"90\" height=\"60\" fill=\"#123\"/><text y=\"40\" font-size=\"3\">small words in it</text></svg>";

    /// The ring of the first finding of this kind on the second slide; nothing where it has none.
    fn ring(slide: &str, code: &str) -> Option<Rect> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("deck.toml"), format!("{HEAD}{slide}")).expect("it writes");
        std::fs::write(folder.path().join("a.svg"), SVG).expect("it writes");
        let talk = Talk::open(folder.path()).expect("it opens");
        let all = lint::of_deck(&talk);
        let found = all.iter().find(|it| it.code == code && talk.slide_of(it) == Some(1));
        let told = || all.iter().map(|it| format!("{} {}", it.code, it.message)).collect::<Vec<_>>();
        let found = found.unwrap_or_else(|| panic!("no {code} in {:?}", told()));
        let (at, ring) = seat(&talk, found).expect("it is about a slide");
        assert_eq!(at, 1);
        ring
    }

    #[test]
    fn each_kind_of_finding_is_ringed_where_it_is_on_the_slide_or_nowhere() {
        let long = "Like any other state school, academies are free to attend and are inspected in the same way. ";
        let full = format!("title = \"A title\"\nbody = \"\"\"\n{}\n\"\"\"\n", vec![long.repeat(4); 6].join("\n\n"));
        // What is ringed: from where to where, in shares of the slide, it lies at the most; and what it covers at least.
        let table: Vec<(&str, String, Option<[f64; 4]>)> = vec![
            ("SLD-OVERFLOW", full.clone(), Some([0.0, 0.12, 1.0, 1.0])),
            (
                "SLD-OVERFLOW",
                format!("layout = \"statement\"\nnumber = \"#1\"\nkicker = \"Myth and fact\"\n{full}"),
                Some([0.25, 0.0, 1.0, 1.0]),
            ),
            (
                "SLD-ALT",
                "title = \"A\"\nlayout = \"chart\"\nchart = { kind = \"bars\", labels = [\"a\"], values = [3] }\npicture = \"a.svg\"\n".to_owned(),
                Some([0.0, 0.0, 1.0, 1.0]),
            ),
            (
                "SLD-ALT",
                "title = \"A\"\nbody = \"Words beside it.\"\npicture = { src = \"a.svg\" }\n".to_owned(),
                Some([0.38, 0.0, 1.0, 1.0]),
            ),
            (
                "SLD-ALT",
                "title = \"A\"\nbody = \"Words beside it.\"\npicture = \"a.svg\"\n".to_owned(),
                Some([0.38, 0.0, 1.0, 1.0]),
            ),
            ("READ", "title = \"A title\"\nlayout = \"nothing\"\n".to_owned(), None),
            ("READ", "title = \"A title\"\nbody = \"Words\"\ntime = \"long\"\n".to_owned(), None),
            (
                "CUE-STEP",
                "title = \"A\"\nbody = \"Words\"\n[[slide.cue]]\ntext = \"Hello.\"\nstep = 4\n".to_owned(),
                None,
            ),
            ("NOTE-STEP", "title = \"A\"\nbody = \"Words\"\nnotes = \"a\\n[step]\\nb\"\n".to_owned(), None),
        ];
        for (code, slide, within) in table {
            match (ring(&slide, code), within) {
                (Some(ring), Some([left, top, right, bottom])) => {
                    let (width, height) = (960.0, 540.0);
                    let whole = Rect::new(left * width, top * height, right * width, bottom * height);
                    assert_eq!(ring.intersect(whole), ring, "{code}: {ring:?} in {slide}");
                    assert!(ring.area() > 400.0, "{code}: {ring:?} in {slide}");
                }
                (found, wanted) => assert_eq!(found.is_some(), wanted.is_some(), "{code}: {found:?} in {slide}"),
            }
        }
    }
}
