//! Straight quotation marks → the ones that the deck's language prints, and apostrophes.

/// The four marks of a language: outer opening and closing, inner opening and closing.
#[derive(Clone, Copy)]
struct Marks(&'static str, &'static str, &'static str, &'static str);

/// Marks by language, after CLDR's delimiters.
fn marks(language: &str) -> Marks {
    let primary = language.split('-').next().unwrap_or_default();
    match primary {
        "de" | "cs" | "sk" | "sl" | "bg" | "is" | "lt" => Marks("„", "“", "‚", "‘"),
        "pl" | "ro" | "hu" => Marks("„", "”", "‚", "’"),
        "fr" => Marks("«\u{a0}", "\u{a0}»", "“", "”"),
        "es" | "it" | "pt" | "ru" | "uk" | "el" | "no" | "nb" => Marks("«", "»", "“", "”"),
        "sv" | "fi" => Marks("”", "”", "’", "’"),
        "ar" => Marks("”", "“", "’", "‘"),
        "he" => Marks("”", "”", "’", "’"),
        "ja" | "zh" => Marks("「", "」", "『", "』"),
        _ => Marks("“", "”", "‘", "’"),
    }
}

/// Carries what came before from one run to the next, so that `**"word**"` still pairs.
pub struct Quotes {
    marks: Marks,
    before: Option<char>,
}

impl Quotes {
    #[must_use]
    pub fn new(language: &str) -> Self {
        Self { marks: marks(language), before: None }
    }

    /// `text` with its straight marks replaced; `\'` and feet or inches are not told apart.
    pub fn set(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 8);
        for c in text.chars() {
            let opens = self.before.is_none_or(|b| b.is_whitespace() || "([{–—/“‘„‚«".contains(b));
            let Marks(open, close, inner_open, inner_close) = self.marks;
            match c {
                '"' => out.push_str(if opens { open } else { close }),
                '\'' if opens => out.push_str(inner_open),
                // Inside a word it is an apostrophe, which is ’ in every language here.
                '\'' => out.push_str(if self.before.is_some_and(char::is_alphabetic) { "’" } else { inner_close }),
                _ => out.push(c),
            }
            self.before = out.chars().next_back();
        }
        out
    }

    /// Passes over words that keep their marks (code).
    pub fn pass(&mut self, text: &str) {
        self.before = text.chars().next_back().or(self.before);
    }
}

#[cfg(test)]
mod tests {
    use super::Quotes;

    fn set(language: &str, text: &str) -> String {
        Quotes::new(language).set(text)
    }

    #[test]
    fn quotes_follow_the_language() {
        assert_eq!(set("en-GB", "\"Should my school's 'plan' work?\""), "“Should my school’s ‘plan’ work?”");
        assert_eq!(set("de", "\"Ja\""), "„Ja“");
        assert_eq!(set("fr", "\"Oui\""), "«\u{a0}Oui\u{a0}»");
        assert_eq!(set("en", "(\"x\")"), "(“x”)");
    }

    #[test]
    fn a_pair_may_span_runs() {
        let mut quotes = Quotes::new("en");
        assert_eq!(quotes.set("\"bold"), "“bold");
        assert_eq!(quotes.set("\""), "”");
    }
}
