//! A talk → the holding slide: what the audience sees while it comes in.

use std::sync::Arc;

use crate::deck::holding::Holding;
use crate::deck::own_words::in_language;
use crate::deck::start::Start;
use crate::deck::{Block, Deck, Layout, Reveal, Rich, Slide};
use crate::diagnostic::Span;
use crate::drawing::{Drawing, Page};
use crate::layout;
use crate::talk::Talk;
use crate::text::Shaper;

/// By primary language (BCP 47); `{}` is the time of day.
const STARTS: [(&str, &str); 30] = [
    ("ar", "نبدأ الساعة {}"),
    ("bg", "Начало в {}"),
    ("cs", "Začínáme v {}"),
    ("da", "Vi begynder kl. {}"),
    ("de", "Beginn um {}"),
    ("el", "Έναρξη στις {}"),
    ("en", "Starts at {}"),
    ("es", "Empieza a las {}"),
    ("fa", "آغاز ساعت {}"),
    ("fi", "Alkaa klo {}"),
    ("fr", "Début à {}"),
    ("he", "מתחילים בשעה {}"),
    ("hi", "{} बजे शुरू"),
    ("hu", "Kezdés: {}"),
    ("it", "Inizio alle {}"),
    ("ja", "{} 開始"),
    ("ko", "{} 시작"),
    ("nb", "Vi begynner kl. {}"),
    ("nl", "We beginnen om {}"),
    ("no", "Vi begynner kl. {}"),
    ("pl", "Początek o {}"),
    ("pt", "Início às {}"),
    ("ro", "Începe la {}"),
    ("ru", "Начало в {}"),
    ("sv", "Vi börjar kl. {}"),
    ("th", "เริ่มเวลา {}"),
    ("tr", "Başlangıç: {}"),
    ("uk", "Початок о {}"),
    ("vi", "Bắt đầu lúc {}"),
    ("zh", "{} 开始"),
];

/// The deck's own title slide with all its steps; where none has the deck's title, one that says what its head does.
/// It says when the talk starts, where that is known, and what the speaker wrote beside the deck instead.
#[must_use]
pub fn holding_slide(talk: &Talk, start: Option<&Start>) -> Option<Arc<Drawing>> {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let deck = &talk.deck;
    let own = words(&deck.title);
    let is_title = |slide: &Slide| {
        let title = slide.title.as_ref().map(|title| words(&title.text()));
        matches!(slide.layout, Layout::Title { .. }) && title == Some(own.clone()) && !slide.hidden && !slide.faulty
    };
    let notice = start.map(|start| in_language(&STARTS, &deck.language).replace("{}", &start.words));
    let Some(at) = deck.slides.iter().position(is_title) else {
        let card = title_card(deck, deck.event.as_deref(), &deck.title, deck.subtitle.as_deref())?;
        return drawn(deck, worded(&deck.holding, Slide { layout: everybody(deck, notice), ..card }));
    };
    let own = deck.slides.get(at)?;
    let changed = deck.holding != Holding { start: deck.holding.start.clone(), ..Holding::default() };
    match &own.layout {
        Layout::Title { speakers, .. } if notice.is_some() || changed => {
            let layout = Layout::Title { speakers: speakers.clone(), notice };
            drawn(deck, worded(&deck.holding, Slide { layout, ..own.clone() }))
        }
        _ => talk.pages.get(at)?.steps.last().cloned(),
    }
}

/// The slide with the words that were written for it.
fn worded(words: &Holding, slide: Slide) -> Slide {
    let rich = |words: &String| Rich::plain(words, Span::default());
    let body = match &words.notice {
        Some(notice) => vec![Block::Paragraph(rich(notice))],
        None => slide.body.clone(),
    };
    Slide {
        kicker: words.event.as_ref().map(rich).or(slide.kicker),
        title: words.title.as_ref().map(rich).or(slide.title),
        body,
        ..slide
    }
}

/// A title slide of all speakers.
fn everybody(deck: &Deck, notice: Option<String>) -> Layout {
    Layout::Title { speakers: (0..deck.speakers.len()).collect(), notice }
}

/// Nothing but a title slide of these words and the deck's speakers.
pub(super) fn title_card(deck: &Deck, kicker: Option<&str>, title: &str, subtitle: Option<&str>) -> Option<Slide> {
    let rich = |words: &str| Rich::plain(words, Span::default());
    Some(Slide {
        layout: everybody(deck, None),
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
    })
}

/// A slide as a deck of its own, with all its steps.
pub(super) fn drawn(deck: &Deck, slide: Slide) -> Option<Arc<Drawing>> {
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
        holding_slide(&talk_of(&format!("{HEAD}{slides}")), None).expect("there is one").words()
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
        for said in ["Small talk", "On pears", "Ada Pine", "Pear Day"] {
            assert!(words.contains(said), "{said} in {words}");
        }
        assert!(!words.contains("Housekeeping") && !words.contains("Doors") && !words.contains("Secret"), "{words}");
    }

    #[test]
    fn what_is_written_beside_the_deck_stands_instead() {
        for slide in ["title = \"Doors\"", "layout = \"title\"\ntitle = \"Small talk\"\nsubtitle = \"On pears\""] {
            let mut talk = talk_of(&format!("{HEAD}[[slide]]\n{slide}\n"));
            let some = |words: &str| Some(words.to_owned());
            let holding =
                Holding { event: some("Apple Day"), notice: some("Doors close at two."), ..Holding::default() };
            std::sync::Arc::make_mut(&mut talk.deck).holding = holding.clone();
            let words = holding_slide(&talk, None).expect("there is one").words();
            assert!(words.contains("Apple Day") && !words.contains("Pear Day"), "{words}");
            assert!(words.contains("Doors close at two.") && words.contains("Small talk"), "{words}");
            std::sync::Arc::make_mut(&mut talk.deck).holding = Holding { title: some("Soon"), ..holding };
            let words = holding_slide(&talk, None).expect("there is one").words();
            assert!(words.contains("Soon") && !words.contains("Small talk"), "{words}");
        }
    }

    #[test]
    fn when_the_talk_starts_is_said_in_its_language_on_either_slide() {
        let start = Start::read("14:00");
        for (language, said) in
            [("en-GB", "Starts at 14:00"), ("de", "Beginn um 14:00"), ("ja", "14:00 開始"), ("eo", "Starts at 14:00")]
        {
            for slide in ["title = \"Doors\"", "layout = \"title\"\ntitle = \"Small talk\"\nsubtitle = \"On pears\""] {
                let head = HEAD.replace("\"en\"", &format!("\"{language}\""));
                let talk = talk_of(&format!("{head}[[slide]]\n{slide}\n"));
                let words = holding_slide(&talk, start.as_ref()).expect("there is one").words();
                for said in [said, "Small talk", "On pears", "Ada Pine"] {
                    assert!(words.contains(said), "{said} in {words}");
                }
            }
        }
    }
}
