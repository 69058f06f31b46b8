//! Letters and figures in the typeface of a command (`\mathbf`, `\mathbb`) → the characters that Unicode has for them.

/// As they are, where the command has no characters of its own.
pub fn styled(font: &str, letters: &str) -> String {
    letters.chars().map(|c| alphabet(font).and_then(|alphabet| alphabet.letter(c)).unwrap_or(c)).collect()
}

/// Where an alphabet begins in Unicode: its capitals, which the small letters follow, its figures and its Greek.
struct Alphabet {
    latin: u32,
    figures: Option<u32>,
    greek: Option<u32>,
    /// Letters that were there before, in their own places.
    known: &'static [(char, char)],
}

impl Alphabet {
    fn letter(&self, c: char) -> Option<char> {
        if let Some((_, known)) = self.known.iter().find(|(letter, _)| *letter == c) {
            return Some(*known);
        }
        let from = |start: u32, first: char| char::from_u32(start + u32::from(c) - u32::from(first));
        match c {
            'A'..='Z' => from(self.latin, 'A'),
            'a'..='z' => from(self.latin + 26, 'a'),
            '0'..='9' => from(self.figures?, '0'),
            'Α'..='Ω' => from(self.greek?, 'Α'),
            // After the capitals and ∇.
            'α'..='ω' => from(self.greek? + 26, 'α'),
            _ => None,
        }
    }
}

const fn plain(latin: u32, figures: Option<u32>) -> Alphabet {
    Alphabet { latin, figures, greek: None, known: &[] }
}

const BOLD: Alphabet = Alphabet { latin: 0x1D400, figures: Some(0x1D7CE), greek: Some(0x1D6A8), known: &[] };
const BOLD_ITALIC: Alphabet = Alphabet { latin: 0x1D468, figures: Some(0x1D7CE), greek: Some(0x1D71C), known: &[] };
const DOUBLE: Alphabet = Alphabet {
    latin: 0x1D538,
    figures: Some(0x1D7D8),
    greek: None,
    known: &[('C', 'ℂ'), ('H', 'ℍ'), ('N', 'ℕ'), ('P', 'ℙ'), ('Q', 'ℚ'), ('R', 'ℝ'), ('Z', 'ℤ')],
};
const SCRIPT: Alphabet = Alphabet {
    latin: 0x1D49C,
    figures: None,
    greek: None,
    known: &[
        ('B', 'ℬ'),
        ('E', 'ℰ'),
        ('F', 'ℱ'),
        ('H', 'ℋ'),
        ('I', 'ℐ'),
        ('L', 'ℒ'),
        ('M', 'ℳ'),
        ('R', 'ℛ'),
        ('e', 'ℯ'),
        ('g', 'ℊ'),
        ('o', 'ℴ'),
    ],
};
const FRAKTUR: Alphabet = Alphabet {
    latin: 0x1D504,
    figures: None,
    greek: None,
    known: &[('C', 'ℭ'), ('H', 'ℌ'), ('I', 'ℑ'), ('R', 'ℜ'), ('Z', 'ℨ')],
};
const SANS: Alphabet = plain(0x1D5A0, Some(0x1D7E2));
const MONO: Alphabet = plain(0x1D670, Some(0x1D7F6));

fn alphabet(font: &str) -> Option<&'static Alphabet> {
    Some(match font.trim_start_matches('\\') {
        "mathbf" | "textbf" | "bf" | "bold" => &BOLD,
        "boldsymbol" | "bm" => &BOLD_ITALIC,
        "mathbb" | "Bbb" => &DOUBLE,
        "mathcal" | "mathscr" | "cal" => &SCRIPT,
        "mathfrak" | "frak" => &FRAKTUR,
        "mathsf" | "textsf" | "sf" => &SANS,
        "mathtt" | "texttt" | "tt" => &MONO,
        _ => return None,
    })
}
