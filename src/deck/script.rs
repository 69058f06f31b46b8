//! Raised and lowered words → what readers get of them, and back: Unicode has such figures and signs, but few letters.

/// Where small words stand in their line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    Lowered,
    Raised,
}

/// Plain, lowered and raised. What is not here has no such form that every reader knows.
const FORMS: [(char, char, char); 17] = [
    ('0', '₀', '⁰'),
    ('1', '₁', '¹'),
    ('2', '₂', '²'),
    ('3', '₃', '³'),
    ('4', '₄', '⁴'),
    ('5', '₅', '⁵'),
    ('6', '₆', '⁶'),
    ('7', '₇', '⁷'),
    ('8', '₈', '⁸'),
    ('9', '₉', '⁹'),
    ('+', '₊', '⁺'),
    ('−', '₋', '⁻'),
    ('=', '₌', '⁼'),
    ('(', '₍', '⁽'),
    (')', '₎', '⁾'),
    ('n', 'ₙ', 'ⁿ'),
    ('i', 'ᵢ', 'ⁱ'),
];

impl Script {
    fn form(self, (_, lowered, raised): (char, char, char)) -> char {
        match self {
            Self::Lowered => lowered,
            Self::Raised => raised,
        }
    }

    /// `words` as they are read, searched and copied: `6` raised is `⁶`. Where one letter has no such form, all stay plain.
    #[must_use]
    pub fn read(self, words: &str) -> String {
        let letter = |c: char| {
            // A hyphen before figures is a minus sign.
            let c = if c == '-' { '−' } else { c };
            FORMS.into_iter().find(|(plain, ..)| *plain == c).map(|form| self.form(form))
        };
        words.chars().map(letter).collect::<Option<String>>().unwrap_or_else(|| words.to_owned())
    }

    /// The same letters as they stand in a line.
    #[must_use]
    pub fn plain(self, read: &str) -> String {
        let letter = |c: char| FORMS.into_iter().find(|form| self.form(*form) == c).map_or(c, |(plain, ..)| plain);
        read.chars().map(letter).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Script;

    #[test]
    fn figures_and_signs_have_forms_of_their_own() {
        for (script, plain, read) in [
            (Script::Raised, "6", "⁶"),
            (Script::Raised, "−12", "⁻¹²"),
            (Script::Lowered, "2", "₂"),
            (Script::Lowered, "n", "ₙ"),
            (Script::Raised, "st", "st"),
            (Script::Lowered, "max", "max"),
        ] {
            assert_eq!((script.read(plain).as_str(), script.plain(read).as_str()), (read, plain));
        }
        assert_eq!(Script::Raised.read("-1"), "⁻¹");
    }
}
