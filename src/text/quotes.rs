//! Straight quotation marks → the ones that the deck's language prints, and apostrophes.

use super::delimiters;

/// Words that begin with an apostrophe, by language; `n` stands between words in all of them: rock ’n’ roll.
const CUT: [(&str, &str); 4] = [
    ("en", "tis twas twere til till em cause bout round cos fraid sup"),
    ("nl", "s t n k m r ns"),
    ("af", "n s t"),
    ("de", "s ne nen nem n m rein raus rauf runter rum"),
];

/// Of feet and of minutes, of inches and of seconds.
const FEET: char = '′';
const INCHES: char = '″';

/// Carries what came before from one run to the next, so that `**"word**"` still pairs.
#[derive(Clone, Debug)]
pub struct Quotes {
    /// Outer opening and closing, inner opening and closing.
    marks: [&'static str; 4],
    /// Words that an apostrophe begins.
    cut: &'static str,
    before: Option<char>,
    /// Whether the last letter was a mark of ours that opened, or one that closed.
    opened: Option<bool>,
    /// Whether an outer and an inner pair are open.
    open: [bool; 2],
    /// Whether only digits came since a mark of feet or minutes.
    feet: bool,
}

impl Quotes {
    #[must_use]
    pub fn new(language: &str) -> Self {
        let marks = delimiters::of(language);
        let primary = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
        // French stands its marks off, but for those in Switzerland.
        let spaced = primary == "fr" && !language.to_ascii_lowercase().ends_with("-ch");
        let mark = |mark| match mark {
            "«" if spaced => "«\u{a0}",
            "»" if spaced => "\u{a0}»",
            mark => mark,
        };
        let cut = CUT.iter().find(|(known, _)| *known == primary).map_or("", |(_, words)| words);
        Self { marks: marks.map(mark), cut, before: None, opened: None, open: [false; 2], feet: false }
    }

    /// `text` with its straight marks replaced, behind a number by those of feet and inches, of minutes and seconds. `next` is the letter after it.
    pub fn set(&mut self, text: &str, next: Option<char>) -> String {
        let mut out = String::with_capacity(text.len() + 8);
        for (at, c) in text.char_indices() {
            let rest = &text[at + c.len_utf8()..];
            let after = rest.chars().next().or(next);
            if let Some(prime) = self.prime(c, after) {
                out.push(prime);
                (self.before, self.opened, self.feet) = (Some(prime), None, prime == FEET);
                continue;
            }
            self.feet &= c.is_ascii_digit();
            if let Some(point) = self.hebrew(c, after) {
                out.push(point);
                (self.before, self.opened) = (Some(point), None);
                continue;
            }
            let mark = match c {
                '"' => Some(if self.opens(0) { 0 } else { 1 }),
                '\'' if self.opens(1) => (!self.is_cut(rest)).then_some(2),
                // Inside a word it is an apostrophe, and so it is where nothing is open.
                '\'' => (self.open[1] && !after.is_some_and(goes_on)).then_some(3),
                c => {
                    out.push(c);
                    (self.before, self.opened) = (Some(c), None);
                    continue;
                }
            };
            match mark {
                Some(mark) => {
                    out.push_str(self.marks[mark]);
                    self.open[mark / 2] = mark % 2 == 0;
                    self.opened = Some(mark % 2 == 0);
                }
                None => {
                    out.push('’');
                    self.opened = None;
                }
            }
            self.before = out.chars().next_back();
        }
        out
    }

    /// The points of Hebrew abbreviations: ״ before the last letter, ׳ behind one.
    fn hebrew(&self, c: char, after: Option<char>) -> Option<char> {
        let inside = after.is_some_and(is_hebrew);
        match c {
            _ if !self.before.is_some_and(is_hebrew) => None,
            '"' if inside => Some('״'),
            '\'' if inside || !self.open[1] => Some('׳'),
            _ => None,
        }
    }

    /// The mark of feet or inches that a straight one behind a number is, where it ends no quotation and no letters follow.
    fn prime(&self, c: char, after: Option<char>) -> Option<char> {
        let number = self.before.is_some_and(|it| it.is_ascii_digit());
        match c {
            _ if !number || after.is_some_and(char::is_alphabetic) => None,
            '\'' if !self.open[1] => Some(FEET),
            '"' if !self.open[0] || self.feet => Some(INCHES),
            _ => None,
        }
    }

    /// Whether a mark here begins words, by what stands before it; scripts without spaces take turns.
    fn opens(&self, pair: usize) -> bool {
        let before = |c: char| {
            let turn = !spaced(c) || c == '’' && pair == 0;
            c.is_whitespace() || "([{=–—/“‘„‚«‹「『¿¡".contains(c) || turn && !self.open[pair]
        };
        self.opened.unwrap_or_else(|| self.before.is_none_or(before))
    }

    /// Whether letters were left out where `rest` begins: ’90s, rock ’n’ roll, ’tis.
    fn is_cut(&self, rest: &str) -> bool {
        let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
        let ended = rest[word.len()..].starts_with('\'');
        let year = word.get(..2).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        let decade = year && matches!(&word[2..], "s" | "er" | "ern");
        decade && !ended
            || year && word.len() == 2 && !closes(rest)
            || word.eq_ignore_ascii_case("n") && ended
            || !ended && self.cut.split(' ').any(|cut| cut.eq_ignore_ascii_case(&word)) && !word.is_empty()
    }

    /// Passes over words that keep their marks (code).
    pub fn pass(&mut self, text: &str) {
        self.before = text.chars().next_back().or(self.before);
        self.opened = self.opened.filter(|_| text.is_empty());
    }
}

/// Whether a mark in `rest` ends words before another begins any.
fn closes(rest: &str) -> bool {
    let mut before = ' ';
    for (at, c) in rest.char_indices() {
        if c == '\'' && !rest[at + 1..].starts_with(char::is_alphanumeric) {
            return !before.is_whitespace();
        }
        if c == '\'' && before.is_whitespace() {
            return false;
        }
        before = c;
    }
    false
}

/// Whether a letter after a mark makes that an apostrophe. Korean particles follow the words in marks without a space.
fn goes_on(c: char) -> bool {
    c.is_alphanumeric() && spaced(c) && !matches!(c, '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7AF}')
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5EA}')
}

/// Whether words in the letter's script stand apart: neither Chinese and Japanese nor Thai, Lao, Burmese and Khmer.
fn spaced(c: char) -> bool {
    !matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{2E80}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
}

#[cfg(test)]
mod tests {
    use super::Quotes;

    fn set(language: &str, text: &str) -> String {
        Quotes::new(language).set(text, None)
    }

    #[test]
    fn quotes_follow_the_language() {
        assert_eq!(set("en-GB", "\"Should my school's 'plan' work?\""), "“Should my school’s ‘plan’ work?”");
        assert_eq!(set("de", "\"Ja\""), "„Ja“");
        assert_eq!(set("fr", "\"Oui\""), "«\u{a0}Oui\u{a0}»");
        assert_eq!(set("en", "(\"x\")"), "(“x”)");
    }

    #[test]
    fn inner_marks_close_as_the_language_has_it() {
        for (language, expected) in [
            ("en", "“a ‘b’ c”"),
            ("de", "„a ‚b‘ c“"),
            ("cs", "„a ‚b‘ c“"),
            ("fr", "«\u{a0}a «\u{a0}b\u{a0}» c\u{a0}»"),
            ("fr-CH", "«a ‹b› c»"),
            ("it", "«a “b” c»"),
            ("es", "“a ‘b’ c”"),
            ("ru", "«a „b“ c»"),
            ("uk", "«a „b“ c»"),
            ("el", "«a “b” c»"),
            ("pl", "„a «b» c”"),
            ("hu", "„a »b« c”"),
            ("sv", "”a ’b’ c”"),
            ("nb", "«a ‘b’ c»"),
            ("ar", "”a ’b‘ c“"),
            ("ja", "「a 『b』 c」"),
            ("zh-TW", "「a 『b』 c」"),
            ("zh-CN", "“a ‘b’ c”"),
        ] {
            assert_eq!(set(language, "\"a 'b' c\""), expected, "{language}");
        }
        assert_eq!(set("de", "Sie sagte \"nein\" und 'ja'"), "Sie sagte „nein“ und ‚ja‘");
        assert_eq!(set("de", "\"'Ja', sagt er.\""), "„‚Ja‘, sagt er.“");
        assert_eq!(set("ar", "\"'a'\""), "”’a‘“");
    }

    #[test]
    fn apostrophes_are_no_marks_of_quotation() {
        for (language, text, expected) in [
            ("en", "it's the dogs' bowl", "it’s the dogs’ bowl"),
            ("en", "the '90s and '80s", "the ’90s and ’80s"),
            ("en", "in '68 they", "in ’68 they"),
            ("en", "'90 percent' of it", "‘90 percent’ of it"),
            ("en", "rock 'n' roll, rock'n'roll", "rock ’n’ roll, rock’n’roll"),
            ("en", "'Tis so, get 'em", "’Tis so, get ’em"),
            ("en", "'don't do it'", "‘don’t do it’"),
            ("de", "Wie geht's? 'Gut!' die '68er", "Wie geht’s? ‚Gut!‘ die ’68er"),
            ("fr", "l'eau d'ici", "l’eau d’ici"),
            ("nl", "'s avonds zegt hij 'ja'", "’s avonds zegt hij ‘ja’"),
            ("it", "l'\"io\"", "l’«io»"),
            ("en", "name=\"a\" b='c'", "name=“a” b=‘c’"),
        ] {
            assert_eq!(set(language, text), expected, "{language}");
        }
    }

    #[test]
    fn hebrew_abbreviations_have_points_of_their_own() {
        for (text, expected) in [
            ("צה\"ל ומע\"מ, 50 מ'", "צה״ל ומע״מ, 50 מ׳"),
            ("הוא אמר \"צה\"ל בא\" אתמול", "הוא אמר ”צה״ל בא” אתמול"),
            ("ג'ירפה 'צ'ק'", "ג׳ירפה ’צ׳ק’"),
        ] {
            assert_eq!(set("he", text), expected);
        }
    }

    #[test]
    fn feet_and_inches_are_no_marks_of_quotation() {
        for (text, expected) in [
            ("6'2\" tall, a 27\" screen", "6′2″ tall, a 27″ screen"),
            ("51° 28' 38\" N", "51° 28′ 38″ N"),
            ("\"He is 6'2\" tall\" she said", "“He is 6′2″ tall” she said"),
            ("\"in 2024\" and 'in 68'", "“in 2024” and ‘in 68’"),
            ("the 1980's, size 5's", "the 1980’s, size 5’s"),
            ("12'", "12′"),
        ] {
            assert_eq!(set("en", text), expected);
        }
    }

    #[test]
    fn scripts_without_spaces_take_turns() {
        assert_eq!(set("zh", "他说\"好\"。她说\"不\"。"), "他说“好”。她说“不”。");
        assert_eq!(set("ja", "彼は\"は'い'\"と"), "彼は「は『い』」と");
        for (language, text, expected) in [
            ("ja", "彼は\"彼女は'はい'と\"言った", "彼は「彼女は『はい』と」言った"),
            ("zh-TW", "他說\"她'是'昨天\"", "他說「她『是』昨天」"),
            ("zh-CN", "他说\"她'是'昨天\"", "他说“她‘是’昨天”"),
            ("ko", "그는 \"그녀가 '네'라고 했다\"고", "그는 “그녀가 ‘네’라고 했다”고"),
            ("th", "เขาว่า\"เธอ'ใช่'แล้ว\"", "เขาว่า“เธอ‘ใช่’แล้ว”"),
            ("ja", "\"don't'だ\"", "「don’t’だ」"),
        ] {
            assert_eq!(set(language, text), expected, "{language}");
        }
    }

    #[test]
    fn a_pair_may_span_runs() {
        let mut quotes = Quotes::new("en");
        assert_eq!(quotes.set("\"bold", None), "“bold");
        assert_eq!(quotes.set("\"", None), "”");
        let mut quotes = Quotes::new("de");
        assert_eq!(quotes.set("'l'", Some('e')), "‚l’");
        assert_eq!(quotes.set("eau", Some('\'')), "eau");
        assert_eq!(quotes.set("'", None), "‘");
    }
}
