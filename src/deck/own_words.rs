//! The few words that Cuecard itself says to an audience → those of its language: `Slide 3 of 28`, `Notes`, `Done:`.

use super::numerals::digits;

/// What is said; in each `{}` stands a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    Slide,
    /// Its number, and how many there are.
    SlideOf,
    Notes,
    Transcript,
    Step,
    Done,
    ToDo,
}

/// Languages by primary subtag (BCP 47), each with the words for all of `Own` in its order.
const WORDS: [(&str, [&str; 7]); 31] = [
    ("ar", ["الشريحة {}", "الشريحة {} من {}", "ملاحظات", "النص المنطوق", "الخطوة {}", "تم:", "لم يتم بعد:"]),
    ("bg", ["Слайд {}", "Слайд {} от {}", "Бележки", "Препис", "Стъпка {}", "Готово:", "Предстои:"]),
    ("cs", ["Snímek {}", "Snímek {} z {}", "Poznámky", "Přepis", "Krok {}", "Hotovo:", "Zbývá:"]),
    ("da", ["Dias {}", "Dias {} af {}", "Noter", "Udskrift", "Trin {}", "Udført:", "Mangler:"]),
    ("de", ["Folie {}", "Folie {} von {}", "Notizen", "Mitschrift", "Schritt {}", "Erledigt:", "Offen:"]),
    ("el", ["Διαφάνεια {}", "Διαφάνεια {} από {}", "Σημειώσεις", "Κείμενο ομιλίας", "Βήμα {}", "Έγινε:", "Εκκρεμεί:"]),
    ("en", ["Slide {}", "Slide {} of {}", "Notes", "Transcript", "Step {}", "Done:", "To do:"]),
    ("es", ["Diapositiva {}", "Diapositiva {} de {}", "Notas", "Transcripción", "Paso {}", "Hecho:", "Pendiente:"]),
    ("fa", ["اسلاید {}", "اسلاید {} از {}", "یادداشت‌ها", "متن گفتار", "گام {}", "انجام شد:", "مانده:"]),
    ("fi", ["Dia {}", "Dia {}/{}", "Muistiinpanot", "Tekstivastine", "Vaihe {}", "Tehty:", "Tekemättä:"]),
    ("fr", ["Diapositive {}", "Diapositive {} sur {}", "Notes", "Transcription", "Étape {}", "Fait :", "À faire :"]),
    ("he", ["שקופית {}", "שקופית {} מתוך {}", "הערות", "תמליל", "שלב {}", "בוצע:", "לביצוע:"]),
    ("hi", ["स्लाइड {}", "स्लाइड {}, कुल {}", "टिप्पणियाँ", "लिखित पाठ", "चरण {}", "पूर्ण:", "शेष:"]),
    ("hu", ["{}. dia", "{}. dia, összesen {}", "Jegyzetek", "Átirat", "{}. lépés", "Kész:", "Teendő:"]),
    ("it", ["Diapositiva {}", "Diapositiva {} di {}", "Note", "Trascrizione", "Passo {}", "Fatto:", "Da fare:"]),
    ("ja", ["スライド{}", "スライド{}（全{}枚）", "ノート", "書き起こし", "ステップ{}", "済：", "未："]),
    ("ko", ["슬라이드 {}", "슬라이드 {}/{}", "노트", "녹취록", "{}단계", "완료:", "할 일:"]),
    ("nb", ["Lysbilde {}", "Lysbilde {} av {}", "Notater", "Transkripsjon", "Trinn {}", "Gjort:", "Gjenstår:"]),
    ("nl", ["Dia {}", "Dia {} van {}", "Notities", "Transcript", "Stap {}", "Gedaan:", "Te doen:"]),
    ("nn", ["Lysbilete {}", "Lysbilete {} av {}", "Notat", "Transkripsjon", "Steg {}", "Gjort:", "Står att:"]),
    ("no", ["Lysbilde {}", "Lysbilde {} av {}", "Notater", "Transkripsjon", "Trinn {}", "Gjort:", "Gjenstår:"]),
    ("pl", ["Slajd {}", "Slajd {} z {}", "Notatki", "Transkrypcja", "Krok {}", "Zrobione:", "Do zrobienia:"]),
    ("pt", ["Slide {}", "Slide {} de {}", "Notas", "Transcrição", "Passo {}", "Feito:", "Por fazer:"]),
    ("ro", ["Diapozitivul {}", "Diapozitivul {} din {}", "Note", "Transcriere", "Pasul {}", "Făcut:", "De făcut:"]),
    ("ru", ["Слайд {}", "Слайд {} из {}", "Заметки", "Расшифровка", "Шаг {}", "Готово:", "Предстоит:"]),
    ("sv", ["Bild {}", "Bild {} av {}", "Anteckningar", "Transkription", "Steg {}", "Klart:", "Att göra:"]),
    ("th", ["สไลด์ {}", "สไลด์ {} จาก {}", "บันทึกย่อ", "บทถอดความ", "ขั้นที่ {}", "เสร็จแล้ว:", "ต้องทำ:"]),
    ("tr", ["Slayt {}", "Slayt {}/{}", "Notlar", "Döküm", "Adım {}", "Yapıldı:", "Yapılacak:"]),
    ("uk", ["Слайд {}", "Слайд {} з {}", "Нотатки", "Розшифровка", "Крок {}", "Готово:", "Залишилося:"]),
    ("vi", ["Trang {}", "Trang {} trên {}", "Ghi chú", "Bản ghi lời", "Bước {}", "Đã xong:", "Cần làm:"]),
    ("zh", ["第{}张", "第{}张，共{}张", "备注", "文字稿", "步骤{}", "已完成：", "待办："]),
];

/// Words in a language, with numbers in its own digits; English where it is not among them.
#[must_use]
pub fn said(own: Own, language: &str, numbers: &[usize]) -> String {
    let mut parts = row(&WORDS, language).map_or("", |words| words[own as usize]).split("{}");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (nth, part) in parts.enumerate() {
        out.extend(numbers.get(nth).map(|number| digits(language, *number)));
        out.push_str(part);
    }
    out
}

/// The words of a table by primary language (BCP 47); the English ones where the language is not known.
#[must_use]
pub fn in_language<'a>(table: &[(&str, &'a str)], language: &str) -> &'a str {
    row(table, language).copied().unwrap_or_default()
}

/// What a table has for a language by its primary subtag (BCP 47); what it has for English where the language is not known.
#[must_use]
pub fn row<'a, T>(table: &'a [(&str, T)], language: &str) -> Option<&'a T> {
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    let known = |code: &str| table.iter().find(|(it, _)| it.eq_ignore_ascii_case(code)).map(|(_, found)| found);
    known(primary).or_else(|| known("en"))
}

#[cfg(test)]
mod tests {
    use super::{Own, WORDS, said};

    #[test]
    fn each_language_says_all_of_it() {
        for (at, (code, words)) in WORDS.into_iter().enumerate() {
            assert!(at == 0 || WORDS[at - 1].0 < code, "{code}");
            let gaps = words.map(|words| words.matches("{}").count());
            assert_eq!(gaps, [1, 2, 0, 0, 1, 0, 0], "{code}");
            assert!(words.iter().all(|words| !words.trim().is_empty() && words.trim() == *words), "{code}");
        }
    }

    #[test]
    fn numbers_stand_in_their_language_s_digits() {
        for (language, expected) in [
            ("en-GB", "Slide 3 of 28"),
            ("de", "Folie 3 von 28"),
            ("fa", "اسلاید ۳ از ۲۸"),
            ("ar-EG", "الشريحة ٣ من ٢٨"),
            ("ja", "スライド3（全28枚）"),
            ("hu", "3. dia, összesen 28"),
            ("eo", "Slide 3 of 28"),
        ] {
            assert_eq!(said(Own::SlideOf, language, &[3, 28]), expected);
        }
        assert_eq!(said(Own::Done, "fr-CH", &[]), "Fait :");
    }
}
