//! Words → the same as text of HTML and SVG.

use crate::diagnostic::quoted;
use crate::takes::report::{Report, words};

/// Words as they stand in a page; control characters, which no page may have, show as what they are.
pub fn escaped(text: &str) -> String {
    let seen = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    let text: String = text.chars().map(seen).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The deck's own words, in a page whose other words are English.
pub struct Own<'a> {
    /// BCP 47.
    language: &'a str,
    /// What the slides are called in sentences, and of that what the deck says; the longest first.
    slides: Vec<(String, String)>,
}

impl<'a> Own<'a> {
    pub fn new(report: &Report, language: &'a str) -> Self {
        let known = report.slides.iter().map(|slide| (words::long_title(slide), quoted(&slide.title)));
        let mut slides: Vec<(String, String)> = known.collect();
        slides.sort_by_key(|(long, _)| std::cmp::Reverse(long.len()));
        Self { language, slides }
    }

    /// What an element with nothing but words of the deck has: how they are spoken, and from where they run.
    pub fn attributes(&self) -> String {
        format!(" lang=\"{}\" dir=\"auto\"", escaped(self.language))
    }

    /// A sentence, in which slides may be named.
    pub fn sentence(&self, sentence: &str) -> String {
        let mut out = String::new();
        let mut rest = sentence;
        // Of those that begin at one place the longest is meant.
        let next = |rest: &str| {
            let found =
                self.slides.iter().filter_map(|(long, own)| Some((rest.find(long.as_str())?, long.len(), own.len())));
            found.min_by_key(|(at, long, _)| (*at, std::cmp::Reverse(*long)))
        };
        while let Some((at, long, own)) = next(rest) {
            let (start, end) = (at + long - own, at + long);
            out.push_str(&escaped(&rest[..start]));
            out.push_str(&format!("<span{}>{}</span>", self.attributes(), escaped(&rest[start..end])));
            rest = &rest[end..];
        }
        out + &escaped(rest)
    }
}
