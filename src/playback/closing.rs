//! A deck → the closing slide: thanks in its language, and who gave the talk, until the speaker leaves the stage.

use std::sync::Arc;

use crate::deck::{Deck, Slide};
use crate::drawing::Drawing;

use crate::deck::own_words::in_language;

use super::holding::{drawn, title_card};

/// By primary language (BCP 47).
const THANKS: [(&str, &str); 30] = [
    ("ar", "شكرًا لكم"),
    ("bg", "Благодаря"),
    ("cs", "Děkuji"),
    ("da", "Tak"),
    ("de", "Vielen Dank"),
    ("el", "Ευχαριστώ"),
    ("en", "Thank you"),
    ("es", "Gracias"),
    ("fa", "سپاسگزارم"),
    ("fi", "Kiitos"),
    ("fr", "Merci"),
    ("he", "תודה"),
    ("hi", "धन्यवाद"),
    ("hu", "Köszönöm"),
    ("it", "Grazie"),
    ("ja", "ありがとうございました"),
    ("ko", "감사합니다"),
    ("nb", "Takk"),
    ("nl", "Dank u wel"),
    ("no", "Takk"),
    ("pl", "Dziękuję"),
    ("pt", "Obrigado"),
    ("ro", "Mulțumesc"),
    ("ru", "Спасибо"),
    ("sv", "Tack"),
    ("th", "ขอบคุณ"),
    ("tr", "Teşekkürler"),
    ("uk", "Дякую"),
    ("vi", "Xin cảm ơn"),
    ("zh", "谢谢"),
];

/// Thanks under the talk's title, over the speakers and their addresses; beside it the code that leads to the hand-out.
#[must_use]
pub fn closing_slide(deck: &Deck) -> Option<Arc<Drawing>> {
    let card = title_card(deck, Some(&deck.title), in_language(&THANKS, &deck.language), None)?;
    drawn(deck, Slide { picture: deck.handout.clone(), ..card })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playback::tests::talk_of;

    #[test]
    fn each_language_thanks_in_its_own_words_and_names_the_speakers() {
        for (language, said) in [("en-GB", "Thank you"), ("de", "Vielen Dank"), ("nb-NO", "Takk"), ("eo", "Thank you")]
        {
            let head = format!("[deck]\ntitle = \"Small talk\"\nlanguage = \"{language}\"\n");
            let talk = talk_of(&format!(
                "{head}[[speaker]]\nid = \"a\"\nname = \"Ada Pine\"\n[[slide]]\ntitle = \"Doors\"\nnotes = \"Secret\"\n"
            ));
            let words = closing_slide(&talk.deck).expect("there is one").words();
            assert!(words.contains(said) && words.contains("Ada Pine"), "{words}");
            assert!(!words.contains("Doors") && !words.contains("Secret"), "{words}");
        }
    }
}
