//! Letters that the fonts at hand lack → one finding for each script, with the font that has it.

use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::text::{Lent, Script, Shaper, script};

const GLYPH: &str = "SLD-GLYPH";
/// Letters that a finding names.
const NAMED: usize = 6;

/// What is told of all that was shaped since the last call.
pub(super) fn findings(shaper: &mut Shaper) -> Vec<Diagnostic> {
    let (missing, lent) = (shaper.take_missing(), shaper.take_lent());
    let mut out = Vec::new();
    for group in groups(missing.iter().map(|(span, text)| (*span, text.as_str(), ""))) {
        let message = format!("no font at hand has {}", group.letters());
        let mut finding = Diagnostic::error(GLYPH, group.places[0], message).hint(group.remedy());
        if !shaper.machine_has_fonts() {
            finding = finding.hint(
                "This machine has no fonts of its own that could be asked (on Debian: apt install libfontconfig1)",
            );
        }
        out.push(finding);
    }
    for group in groups(lent.iter().map(|Lent { span, text, family }| (*span, text.as_str(), family.as_str()))) {
        let families = group.families.iter().map(|family| format!("`{family}`")).collect::<Vec<_>>().join(", ");
        let message = format!("only this machine's own fonts ({families}) have {}", group.letters());
        out.push(Diagnostic::new(Severity::Warning, GLYPH, group.places[0], message).hint(group.remedy()));
    }
    out
}

/// The gaps of one script.
struct Group<'a> {
    script: Script,
    texts: Vec<&'a str>,
    places: Vec<Span>,
    families: Vec<&'a str>,
}

/// Gaps by their script, in the order in which the first of each was met.
fn groups<'a>(gaps: impl Iterator<Item = (Span, &'a str, &'a str)>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group> = Vec::new();
    for (span, text, family) in gaps {
        let script = script(text);
        let at = groups.iter().position(|group| group.script == script).unwrap_or_else(|| {
            groups.push(Group { script, texts: Vec::new(), places: Vec::new(), families: Vec::new() });
            groups.len() - 1
        });
        let group = &mut groups[at];
        keep(&mut group.texts, text);
        keep(&mut group.places, span);
        if !family.is_empty() {
            keep(&mut group.families, family);
        }
    }
    groups
}

fn keep<T: PartialEq>(among: &mut Vec<T>, one: T) {
    // Neighbors are mostly alike.
    if among.last() != Some(&one) && !among.contains(&one) {
        among.push(one);
    }
}

impl Group<'_> {
    /// The letters, and in how many places they stand: ``the Thai letters `ก` (U+0E01) and 4 more, in 3 places``.
    fn letters(&self) -> String {
        let named = |text: &&str| format!("`{text}` (U+{:04X})", text.chars().next().map_or(0, u32::from));
        let list = self.texts.iter().take(NAMED).map(named).collect::<Vec<_>>().join(", ");
        let more = match self.texts.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let places = match self.places.len() {
            1 => String::new(),
            count => format!(", in {count} places: the first is here"),
        };
        let what = match self.script {
            Script::Other(name) => format!("the {} letters ", name.replace('_', " ")),
            Script::Han => "the Chinese or Japanese letters ".to_owned(),
            Script::Emoji => "the emoji ".to_owned(),
            Script::Private => "the private signs ".to_owned(),
            Script::Mathematics | Script::Music | Script::Signs => String::new(),
        };
        format!("{what}{list}{more}{places}")
    }

    /// Which font has them, and the package of Debian and Ubuntu that brings it.
    fn remedy(&self) -> String {
        let (font, package) = match self.script {
            Script::Emoji => ("Noto Color Emoji".to_owned(), "fonts-noto-color-emoji"),
            Script::Han | Script::Other("Hangul") => ("Noto Sans CJK".to_owned(), "fonts-noto-cjk"),
            Script::Mathematics => ("Noto Sans Math or DejaVu Sans".to_owned(), "fonts-noto-core, fonts-dejavu-core"),
            Script::Music => ("Noto Music".to_owned(), "fonts-noto-extra"),
            Script::Signs => ("Noto Sans Symbols 2 or DejaVu Sans".to_owned(), "fonts-noto-core, fonts-dejavu-core"),
            Script::Other("Latin" | "Greek" | "Cyrillic") => ("Noto Sans".to_owned(), "fonts-noto-core"),
            Script::Other(name @ ("Tibetan" | "Tangut")) => (format!("Noto Serif {name}"), "fonts-noto-core"),
            Script::Other(name) => (format!("Noto Sans {}", name.replace('_', " ")), "fonts-noto-core"),
            Script::Private => {
                return "Put the font that they were made for, such as one of icons, into the deck's `fonts` folder"
                    .to_owned();
            }
        };
        format!(
            "Put a font that has them into the deck's `fonts` folder, such as {font} (.ttf, .otf, .ttc, .woff or \
             .woff2; Debian's package {package})"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::groups;
    use crate::diagnostic::Span;

    #[test]
    fn gaps_are_told_by_script_not_one_by_one() {
        let at = |start| Span { file: 0, start, end: start + 1 };
        let words = ["ก", "ข", "日", "の", "ー", "・", "👍", "ก", "✔", "∮", "\u{E001}", "한", "Ж", "،", "؟", "।"];
        let gaps = words.iter().zip(0..).map(|(word, place)| (at(place), *word, "Some Sans"));
        let told: Vec<String> =
            groups(gaps).iter().map(|group| format!("{}. {}", group.letters(), group.remedy())).collect();
        let wanted = [
            ("Thai letters `ก` (U+0E01), `ข` (U+0E02), in 3 places", "Noto Sans Thai"),
            ("Chinese or Japanese letters `日` (U+65E5), `の` (U+306E), `ー` (U+30FC), `・`", "fonts-noto-cjk"),
            ("emoji `👍`", "fonts-noto-color-emoji"),
            ("`✔` (U+2714).", "DejaVu Sans"),
            ("`∮`", "Noto Sans Math"),
            ("private signs", "icons"),
            ("Hangul letters", "Noto Sans CJK"),
            ("Cyrillic letters `Ж`", "such as Noto Sans ("),
            ("Arabic letters `،` (U+060C), `؟`", "Noto Sans Arabic"),
            ("Devanagari letters `।`", "Noto Sans Devanagari"),
        ];
        assert_eq!(told.len(), wanted.len(), "{told:#?}");
        for (told, (letters, font)) in told.iter().zip(wanted) {
            assert!(told.contains(letters) && told.contains(font), "{told}");
        }
    }
}
