//! Letters that the fonts at hand lack → one finding for each script, with the font that has it.

use std::collections::HashSet;
use std::hash::Hash;

use crate::deck::{Deck, Slide};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::faces;
use crate::text::{Lent, Script, Shaper, script};

const GLYPH: &str = "SLD-GLYPH";
/// Letters that a finding names.
const NAMED: usize = 6;

/// What is told of all of the deck that was shaped since the last call.
pub(super) fn findings(shaper: &mut Shaper, deck: &Deck) -> Vec<Diagnostic> {
    let (missing, lent) = (shaper.take_missing(), shaper.take_lent());
    let mut out = Vec::new();
    for group in groups(missing.iter().map(|(span, text)| (*span, text.as_str(), ""))) {
        let message = format!("no font at hand has {}", group.letters(&deck.slides));
        let mut finding = Diagnostic::error(GLYPH, group.places.all[0], message).hint(group.remedy());
        if !shaper.machine_has_fonts() {
            finding = finding.hint(
                "This machine has no fonts of its own that could be asked (on Debian: apt install libfontconfig1)",
            );
        }
        out.push(finding);
    }
    for group in groups(lent.iter().map(|Lent { span, text, family }| (*span, text.as_str(), family.as_str()))) {
        let families = group.families.all.iter().map(|family| format!("`{family}`")).collect::<Vec<_>>().join(", ");
        let letters = group.letters(&deck.slides);
        let (severity, message, hint) = if group.is_drawn_everywhere() {
            let message = format!("{letters} come from this machine's own font ({families})");
            let hint = "On a machine without such a font they are Cuecard's own, in the color of the words. To have these \
                        everywhere, put a font of emoji into the deck's `fonts` folder";
            (Severity::Info, message, hint.to_owned())
        } else {
            let message = format!("only this machine's own fonts ({families}) have {letters}");
            (Severity::Warning, message, group.remedy())
        };
        out.push(Diagnostic::new(severity, GLYPH, group.places.all[0], message).hint(hint));
    }
    out
}

/// The gaps of one script.
struct Group<'a> {
    script: Script,
    texts: Once<&'a str>,
    places: Once<Span>,
    families: Once<&'a str>,
}

/// Each of them once, in the order in which the first was met.
struct Once<T> {
    all: Vec<T>,
    known: HashSet<T>,
}

impl<T: Copy + Eq + Hash> Once<T> {
    fn none() -> Self {
        Self { all: Vec::new(), known: HashSet::new() }
    }

    fn keep(&mut self, one: T) {
        // Neighbors are mostly alike.
        if self.all.last() != Some(&one) && self.known.insert(one) {
            self.all.push(one);
        }
    }
}

/// Gaps by their script, in the order in which the first of each was met.
fn groups<'a>(gaps: impl Iterator<Item = (Span, &'a str, &'a str)>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group> = Vec::new();
    for (span, text, family) in gaps {
        let script = script(text);
        let at = groups.iter().position(|group| group.script == script).unwrap_or_else(|| {
            groups.push(Group { script, texts: Once::none(), places: Once::none(), families: Once::none() });
            groups.len() - 1
        });
        let group = &mut groups[at];
        group.texts.keep(text);
        group.places.keep(span);
        if !family.is_empty() {
            group.families.keep(family);
        }
    }
    groups
}

impl Group<'_> {
    /// The letters, and on how many slides they stand: ``the Thai letters `ก` (U+0E01) and 4 more, on 3 slides``.
    fn letters(&self, slides: &[Slide]) -> String {
        let named = |text: &&str| format!("`{text}` (U+{:04X})", text.chars().next().map_or(0, u32::from));
        let list = self.texts.all.iter().take(NAMED).map(named).collect::<Vec<_>>().join(", ");
        let more = match self.texts.all.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let there = match (self.slides(slides), self.places.all.len()) {
            (2.., _) => format!(", on {} slides: the first is here", self.slides(slides)),
            (_, 2..) => format!(", in {} places: the first is here", self.places.all.len()),
            _ => String::new(),
        };
        let what = match self.script {
            Script::Other(name) => format!("the {} letters ", name.replace('_', " ")),
            Script::Han => "the Chinese or Japanese letters ".to_owned(),
            Script::Emoji => "the emoji ".to_owned(),
            Script::Private => "the private signs ".to_owned(),
            Script::Mathematics | Script::Music | Script::Signs => String::new(),
        };
        format!("{what}{list}{more}{there}")
    }

    /// On how many slides they stand: a place belongs to the slide that begins last before it in its file.
    fn slides(&self, slides: &[Slide]) -> usize {
        let of = |place: &Span| {
            let before = slides.iter().filter(|it| it.span.file == place.file && it.span.start <= place.start);
            before.map(|it| it.span.start).max().map(|start| (place.file, start))
        };
        self.places.all.iter().filter_map(of).collect::<HashSet<_>>().len()
    }

    /// Whether they are emoji that Cuecard has too, though the machine's come first.
    fn is_drawn_everywhere(&self) -> bool {
        let drawn = |text: &&str| text.chars().next().is_some_and(faces::has_emoji);
        self.script == Script::Emoji && self.texts.all.iter().all(drawn)
    }

    /// Which font has them, and what brings it on this machine.
    fn remedy(&self) -> String {
        let Some(Source { font, packages }) = source(self.script) else {
            return "Put the font that they were made for, such as one of icons, into the deck's `fonts` folder"
                .to_owned();
        };
        let [debian, fedora, arch] = packages;
        format!(
            "Put a font that has them into the deck's `fonts` folder, such as {font} (.ttf, .otf, .ttc, .woff or .woff2): then \
             they are there on every machine. On this one it comes with {debian} (Debian, Ubuntu), {fedora} (Fedora) or \
             {arch} (Arch)"
        )
    }
}

/// A font, and the packages of Debian, Fedora and Arch that bring it.
struct Source {
    font: String,
    packages: [String; 3],
}

/// Where letters of a script are; signs that only one font has are in that.
fn source(script: Script) -> Option<Source> {
    let source = |font: &str, [debian, fedora, arch]: [&str; 3]| {
        Some(Source { font: font.to_owned(), packages: [debian, fedora, arch].map(str::to_owned) })
    };
    match script {
        Script::Emoji => {
            source("Noto Color Emoji", ["fonts-noto-color-emoji", "google-noto-color-emoji-fonts", "noto-fonts-emoji"])
        }
        Script::Han | Script::Other("Hangul") => {
            source("Noto Sans CJK", ["fonts-noto-cjk", "google-noto-sans-cjk-fonts", "noto-fonts-cjk"])
        }
        Script::Mathematics => {
            source("Noto Sans Math or DejaVu Sans", ["fonts-noto-core", "google-noto-sans-math-fonts", "noto-fonts"])
        }
        Script::Music => source("Noto Music", ["fonts-noto-extra", "google-noto-music-fonts", "noto-fonts"]),
        Script::Signs => source(
            "Noto Sans Symbols 2 or DejaVu Sans",
            ["fonts-noto-core or fonts-dejavu-core", "google-noto-sans-symbols-2-fonts", "noto-fonts"],
        ),
        Script::Other("Latin" | "Greek" | "Cyrillic") => {
            source("Noto Sans", ["fonts-noto-core", "google-noto-sans-fonts", "noto-fonts"])
        }
        Script::Other(name) => {
            let kind = if matches!(name, "Tibetan" | "Tangut") { "Serif" } else { "Sans" };
            let name = name.replace('_', " ");
            let fedora = format!("google-noto-{kind}-{}-fonts", name.replace(' ', "-")).to_lowercase();
            source(&format!("Noto {kind} {name}"), ["fonts-noto-core", &fedora, "noto-fonts"])
        }
        Script::Private => None,
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
            groups(gaps).iter().map(|group| format!("{}. {}", group.letters(&[]), group.remedy())).collect();
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
