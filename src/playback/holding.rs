//! A talk → the holding slide: what the audience sees while it comes in.

use std::sync::Arc;

use crate::deck::{Deck, Layout, Reveal, Rich, Slide};
use crate::drawing::{Drawing, Page};
use crate::layout;
use crate::talk::Talk;
use crate::text::Shaper;

/// The deck's own title slide with all its steps; where none has the deck's title, one that says what its head does.
#[must_use]
pub fn holding_slide(talk: &Talk) -> Option<Arc<Drawing>> {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let own = words(&talk.deck.title);
    let is_title = |slide: &Slide| {
        let title = slide.title.as_ref().map(|title| words(&title.text()));
        matches!(slide.layout, Layout::Title { .. }) && title == Some(own.clone()) && !slide.hidden && !slide.faulty
    };
    if let Some(at) = talk.deck.slides.iter().position(is_title) {
        return talk.pages.get(at)?.steps.last().cloned();
    }
    let deck = &talk.deck;
    title_card(deck, deck.event.as_deref(), &deck.title, deck.subtitle.as_deref())
}

/// The deck with nothing but a title slide of these words and its speakers, as it is drawn.
pub(super) fn title_card(
    deck: &Deck,
    kicker: Option<&str>,
    title: &str,
    subtitle: Option<&str>,
) -> Option<Arc<Drawing>> {
    let rich = |words: &str| Rich::plain(words, crate::diagnostic::Span::default());
    let slide = Slide {
        layout: Layout::Title { speakers: (0..deck.speakers.len()).collect() },
        kicker: kicker.map(rich),
        title: Some(rich(title)),
        subtitle: subtitle.map(rich),
        body: Vec::new(),
        aside: Vec::new(),
        source: None,
        footnotes: Vec::new(),
        picture: None,
        marks: Vec::new(),
        pictures: Vec::new(),
        ground: None,
        columns: None,
        reveal: Reveal::default(),
        footer: false,
        ..deck.slides.first()?.clone()
    };
    let deck = Deck { slides: vec![slide], ..deck.clone() };
    let mut shaper = Shaper::new(&deck.fonts, &deck.language);
    let pages = layout::lay_out(&deck, &mut shaper).value;
    pages.first().and_then(|page: &Page| page.steps.last().cloned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playback::tests::talk_of;

    const HEAD: &str = "[deck]\ntitle = \"Small talk\"\nsubtitle = \"On pears\"\nlanguage = \"en\"\nevent = \"Pear Day\"\n\
        [[speaker]]\nid = \"a\"\nname = \"Ada Pine\"\n";

    fn words(slides: &str) -> String {
        holding_slide(&talk_of(&format!("{HEAD}{slides}"))).expect("there is one").words()
    }

    #[test]
    fn the_deck_s_own_title_slide_is_taken_wherever_it_stands() {
        let words = words(
            "[[slide]]\ntitle = \"Housekeeping\"\nbody = \"Doors.\"\n[[slide]]\nlayout = \"title\"\ntitle = \"Small Talk\"\nbody = \"Welcome in.\"\n",
        );
        assert!(words.contains("Welcome in.") && !words.contains("Housekeeping"), "{words}");
    }

    #[test]
    fn a_deck_without_one_says_what_its_head_does() {
        let words = words("[[slide]]\ntitle = \"Housekeeping\"\nbody = \"Doors.\"\nnotes = \"Secret\"\n");
        for said in ["Small talk", "On pears", "Ada Pine", "PEAR DAY"] {
            assert!(words.contains(said), "{said} in {words}");
        }
        assert!(!words.contains("Housekeeping") && !words.contains("Doors") && !words.contains("Secret"), "{words}");
    }
}
