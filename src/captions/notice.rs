//! A caption language → what stands where captions will be, before anybody speaks.

use std::time::Duration;

use crate::deck::own_words::in_language;
use crate::deck::plan::CaptionBlock;

/// By primary language (BCP 47), as short as a line of captions.
const WORDS: [(&str, &str); 30] = [
    ("ar", "ستظهر الترجمة النصية هنا."),
    ("bg", "Тук ще се появят субтитрите."),
    ("cs", "Zde se budou zobrazovat titulky."),
    ("da", "Her vises undertekster."),
    ("de", "Hier stehen gleich Untertitel."),
    ("el", "Οι υπότιτλοι θα εμφανίζονται εδώ."),
    ("en", "Captions will stand here."),
    ("es", "Aquí aparecerán los subtítulos."),
    ("fa", "زیرنویس اینجا نمایش داده می‌شود."),
    ("fi", "Tekstitys näkyy tässä."),
    ("fr", "Les sous-titres s’afficheront ici."),
    ("he", "הכתוביות יופיעו כאן."),
    ("hi", "कैप्शन यहाँ दिखाई देंगे।"),
    ("hu", "Itt jelennek meg a feliratok."),
    ("it", "Qui compariranno i sottotitoli."),
    ("ja", "ここに字幕が表示されます。"),
    ("ko", "여기에 자막이 표시됩니다."),
    ("nb", "Her vises undertekster."),
    ("nl", "Hier verschijnt de ondertiteling."),
    ("no", "Her vises undertekster."),
    ("pl", "Tutaj pojawią się napisy."),
    ("pt", "As legendas aparecerão aqui."),
    ("ro", "Aici vor apărea subtitrările."),
    ("ru", "Здесь будут субтитры."),
    ("sv", "Här visas undertexter."),
    ("th", "คำบรรยายจะแสดงที่นี่"),
    ("tr", "Altyazılar burada görünecek."),
    ("uk", "Тут будуть субтитри."),
    ("vi", "Phụ đề sẽ hiển thị ở đây."),
    ("zh", "字幕将显示在这里。"),
];

/// Says in the language of the captions that they will stand here; in English where it has no words for that.
#[must_use]
pub fn notice(language: &str) -> CaptionBlock {
    CaptionBlock::plain(vec![in_language(&WORDS, language).to_owned()], Duration::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::captions::MOST_CHARS;

    #[test]
    fn each_language_has_a_line_of_its_own_and_no_line_is_too_long() {
        for (code, words) in WORDS {
            assert_eq!(notice(&format!("{code}-XX")).lines, [words]);
            assert!(words.chars().count() <= MOST_CHARS, "{code}");
        }
        assert_eq!(notice("xx").lines, ["Captions will stand here."]);
    }
}
