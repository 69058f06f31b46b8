//! The first bytes of a file that is no deck → what it is, and what can be done with it.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// So much of a file tells what it is.
const HEAD: u64 = 64 << 10;

/// What people have their talks in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    PowerPoint,
    Keynote,
    Impress,
    OldOffice,
    Pdf,
    Markdown,
    WebPage,
    Picture,
    Archive,
}

impl Kind {
    /// What it is, in a presenter's words, and the way from there to a deck.
    fn words(self) -> (&'static str, &'static str) {
        const BY_HAND: &str = "Cuecard plays decks written in TOML: begin one with New talk (or cuecard new FOLDER), and put \
            its words into the deck.toml there and its pictures beside it";
        match self {
            Self::PowerPoint => ("a PowerPoint file", BY_HAND),
            Self::Keynote => ("a Keynote file", BY_HAND),
            Self::Impress => ("an Impress file (OpenDocument)", BY_HAND),
            Self::OldOffice => ("an old PowerPoint or Word file", BY_HAND),
            Self::Pdf => (
                "a PDF",
                "Cuecard writes PDFs and does not play them: show it with a PDF viewer, or begin a deck with New talk (or \
                 cuecard new FOLDER) and put its words into the deck.toml there",
            ),
            Self::Markdown => (
                "a Markdown file",
                "Cuecard plays decks written in TOML: begin one with New talk (or cuecard new FOLDER); each slide is a \
                 [[slide]] of the deck.toml there, with its Markdown as body = '''…'''",
            ),
            Self::WebPage => ("a web page", BY_HAND),
            Self::Picture => ("a picture", "Name it on a slide of a deck: picture = { src = \"…\", alt = \"…\" }"),
            Self::Archive => ("a packed archive", "Unpack it, and open the folder that has the deck.toml in it"),
        }
    }
}

/// One sentence on a file that is of another kind; `None` for what may be a deck, and for what cannot be read.
#[must_use]
pub fn told(path: &Path) -> Option<String> {
    let mut head = Vec::new();
    // A pipe or a device would never end, and is no file of anybody's talk.
    let file = File::open(path).ok().filter(|_| path.is_file())?;
    file.take(HEAD).read_to_end(&mut head).ok()?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (what, remedy) = kind(&head, &name)?.words();
    Some(format!("{name} is {what}. {remedy}"))
}

fn kind(head: &[u8], name: &str) -> Option<Kind> {
    let has = |words: &[u8]| head.windows(words.len()).any(|part| part == words);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if head.starts_with(b"%PDF-") {
        return Some(Kind::Pdf);
    }
    if head.starts_with(b"PK\x03\x04") {
        return Some(match ending.as_str() {
            _ if has(b"opendocument.presentation") => Kind::Impress,
            _ if has(b"ppt/") => Kind::PowerPoint,
            _ if has(b"Index/") && has(b".iwa") => Kind::Keynote,
            "pptx" | "ppsx" | "potx" => Kind::PowerPoint,
            "key" => Kind::Keynote,
            "odp" => Kind::Impress,
            _ => Kind::Archive,
        });
    }
    if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return Some(Kind::OldOffice);
    }
    if head.starts_with(&[0x1F, 0x8B]) || head.starts_with(b"7z\xBC\xAF") || head.starts_with(b"Rar!") {
        return Some(Kind::Archive);
    }
    if image::guess_format(head).is_ok() {
        return Some(Kind::Picture);
    }
    let text = String::from_utf8_lossy(head);
    let begin = text.trim_start_matches('\u{FEFF}').trim_start();
    let lower: String = begin.chars().take(15).collect::<String>().to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return Some(Kind::WebPage);
    }
    let marked = begin.starts_with("# ") || begin.starts_with("---");
    let markdown = matches!(ending.as_str(), "md" | "markdown" | "mdx" | "qmd");
    (markdown || marked && ending != "toml" && !text.contains("[deck]")).then_some(Kind::Markdown)
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind};

    #[test]
    fn files_are_called_what_they_are_by_their_bytes() {
        let zip = |inside: &str| format!("PK\u{3}\u{4}....[Content_Types].xml....{inside}").into_bytes();
        let cases: [(&[u8], &str, Option<Kind>); 14] = [
            (&zip("ppt/presentation.xml"), "talk.pptx", Some(Kind::PowerPoint)),
            (&zip("ppt/presentation.xml"), "deck.toml", Some(Kind::PowerPoint)),
            (&zip("mimetypeapplication/vnd.oasis.opendocument.presentation"), "talk", Some(Kind::Impress)),
            (&zip("Index/Document.iwa"), "talk.key", Some(Kind::Keynote)),
            (&zip("deck.toml"), "talk.zip", Some(Kind::Archive)),
            (&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], "talk.ppt", Some(Kind::OldOffice)),
            (b"%PDF-1.7\n", "talk.pdf", Some(Kind::Pdf)),
            (b"%PDF-1.7\n", "talk.toml", Some(Kind::Pdf)),
            (b"---\ntheme: seriph\n---\n# One", "slides", Some(Kind::Markdown)),
            (b"Words", "slides.md", Some(Kind::Markdown)),
            (b"<!DOCTYPE html><html>", "index.html", Some(Kind::WebPage)),
            (b"\x89PNG\r\n\x1a\n", "a.png", Some(Kind::Picture)),
            (b"# A talk\n[deck]\ntitle = \"T\"\n", "deck.toml", None),
            (b"[deck]\n", "talk.txt", None),
        ];
        for (bytes, name, expected) in cases {
            assert_eq!(kind(bytes, name), expected, "{name}");
        }
    }
}
