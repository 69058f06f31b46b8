//! The short names of findings, as `check` prints them and `allow` takes them, each with what it is about.

use super::closest;

/// Each code once, in the order of the alphabet.
pub const CODES: &[(&str, &str)] = &[
    ("CAP-BOX", "The ground of captions is dark enough to read on"),
    ("CAP-BREAK", "Lines of captions end where the sense allows"),
    ("CAP-CAPS", "Capitals in captions are sounds"),
    ("CAP-CHAR", "Captions have characters that caption fonts have"),
    ("CAP-COLOUR", "Captions stand out from what is behind them"),
    ("CAP-FAST", "Captions stand as long as they take to read"),
    ("CAP-GAP", "Captions do not flicker"),
    ("CAP-ID", "Captions have no signs by which caption files are read"),
    ("CAP-LANG", "Captions are in every language that the deck names"),
    ("CAP-LINE", "Lines of captions are short"),
    ("CAP-LINES", "Captions have two lines at most"),
    ("CAP-LONG", "Captions do not stand until they are read twice"),
    ("CAP-MISSING", "Each slide of a captioned talk has captions"),
    ("CAP-ORDER", "Captions follow one another, in the order of the steps"),
    ("CAP-OVERLAY", "Captions hide nothing of a slide"),
    ("CAP-SHORT", "Captions stand long enough to be seen"),
    ("CAP-SIZE", "Captions are large enough"),
    ("CAP-SOUND", "Slides with something that moves say what is heard"),
    ("CAP-SPEAKER", "Captions say who speaks"),
    ("CAP-STALE", "Learnt times are of the captions as they are now"),
    ("CAP-STRADDLE", "Captions end with their slide"),
    ("CAP-UNSHOWN", "A take has shown all captions"),
    ("CHAP-YT", "Chapters are as YouTube takes them"),
    ("CODE-ESC", "Code is as it is written"),
    ("CODE-FILE", "Files of code are text"),
    ("CODE-LANG", "The language of code is known"),
    ("CODE-VIEW", "Each line of long code is in view once"),
    ("CUE-STEP", "Captions are of steps that there are"),
    ("DECK-FONT", "Fonts of the deck are there and whole"),
    ("DECK-HEAD", "Headings follow one another level by level"),
    ("DECK-LANG", "The deck says its language"),
    ("DECK-TITLE", "The deck says its title and who speaks"),
    ("NOTE-ACRO", "Short names are spelt out once"),
    ("NOTE-LEN", "Notes can be said in their slide's time"),
    ("NOTE-PACE", "Slides are told at a pace that all can follow"),
    ("NOTE-SENSORY", "What is said is followed without seeing it"),
    ("NOTE-STEP", "Notes are of steps that there are"),
    ("NOTICE-REC", "A talk that is recorded says so at its start"),
    ("PDF-FONT", "All fonts are in the PDF"),
    ("PDF-OUTLINE", "The PDF lists each slide"),
    ("PDF-SIZE", "The PDF can be mailed"),
    ("PDF-TREE", "The PDF is read whole and in order"),
    ("PDF-UA1", "The PDF is for every reader"),
    ("QR-LONG", "QR codes have few squares"),
    ("QR-SMALL", "QR codes have large squares"),
    ("READ", "The deck is as the format has it"),
    ("SLD-AGENDA", "An agenda has sections to list"),
    ("SLD-ALT", "Pictures say what they show"),
    ("SLD-ALT-BAD", "What pictures say is worth listening to"),
    ("SLD-BOTH", "A place is given one thing to show"),
    ("SLD-BULLETS", "Lists have few items and levels"),
    ("SLD-CANVAS", "Items of a canvas lie apart"),
    ("SLD-CLEAR", "Clear pictures are seen on their ground"),
    ("SLD-COLOURONLY", "Nothing is told apart by color alone"),
    ("SLD-CONTRAST", "Words stand out from what is behind them"),
    ("SLD-CVD", "Colors of a chart are told apart by every kind of eye"),
    ("SLD-DRAW", "All of a slide can be drawn"),
    ("SLD-EDGE", "Words stand within the slide"),
    ("SLD-FAILED", "Each slide is laid out and painted"),
    ("SLD-FILM", "Films are whole"),
    ("SLD-FIT", "Words have their usual size"),
    ("SLD-FLASH", "Nothing flashes"),
    ("SLD-FONT", "Words are large enough"),
    ("SLD-FOOT", "Sources, footnotes and footers can be read"),
    ("SLD-GLYPH", "Fonts at hand have all characters"),
    ("SLD-GONE", "What is handed out has all words"),
    ("SLD-GRAPHIC", "Charts and icons stand out from their ground"),
    ("SLD-JUSTIFY", "Paragraphs are neither in capitals nor slanted"),
    ("SLD-LABELS", "Charts have room for their labels"),
    ("SLD-LINE", "Lines of running words are short"),
    ("SLD-LINK", "Links lead somewhere and say where"),
    ("SLD-LOGO", "The logo is seen"),
    ("SLD-MARK", "Marks point at what is there"),
    ("SLD-MARKDOWN", "Markdown is shown as it is written"),
    ("SLD-MOTION", "Nothing moves for long beside words"),
    ("SLD-OVERFLOW", "A slide holds what is on it"),
    ("SLD-OVERLAP", "Words do not lie on each other"),
    ("SLD-PICTURE", "Pictures can be shown"),
    ("SLD-PLACE", "Parts stand where they are to stand"),
    ("SLD-SMALL", "Words in figures are large enough"),
    ("SLD-SPLIT", "Full slides can be two"),
    ("SLD-STEPS", "Steps come and go in order"),
    ("SLD-STILL", "What moves says what stands where nothing moves"),
    ("SLD-TEXTIMG", "Words in pictures are said in words"),
    ("SLD-TITLE", "Slides have titles that differ"),
    ("SLD-TORN", "Words are not torn"),
    ("SLD-WORDS", "Slides have few words"),
    ("SPK-DESC", "Speakers say how they look"),
    ("SVG", "Drawings can be drawn"),
    ("SVG-PART", "Parts of drawings are there"),
    ("THEME", "The theme is as the format has it"),
    ("THEME-OWN", "The theme is in the deck"),
    ("TIME-TOTAL", "The slides' times fit into the talk's"),
];

/// What a code is about, if it is one.
#[must_use]
pub fn about(code: &str) -> Option<&'static str> {
    CODES.iter().find(|(known, _)| *known == code).map(|(_, about)| *about)
}

/// The code that was most likely meant.
#[must_use]
pub fn meant(written: &str) -> Option<&'static str> {
    closest(written, CODES.iter().map(|(code, _)| *code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_found_by_what_is_nearly_them() {
        assert!(CODES.is_sorted());
        assert!(about("SLD-FONT").is_some() && about("SLD-FOND").is_none());
        assert_eq!(meant("SLD-FOND"), Some("SLD-FONT"));
        assert_eq!(meant("sld-words"), Some("SLD-WORDS"));
        assert_eq!(meant("CAP-COLOR"), Some("CAP-COLOUR"));
        assert_eq!(meant("nothing"), None);
    }
}
