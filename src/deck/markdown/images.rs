//! `![what it shows](file.svg "caption")` → a picture whose file is still to be read.

use crate::deck::source::Text;
use crate::deck::{Picture, PictureContent, Rich};
use crate::diagnostic::{Checked, Span};

/// A picture that is being read.
pub(super) struct Image {
    pub alt: String,
    src: String,
    caption: String,
    span: Span,
}

impl Image {
    pub fn new(src: String, caption: String, span: Span) -> Self {
        Self { alt: String::new(), src, caption, span }
    }

    /// Words in the place of a description that tell another program where the picture stands and how large it is.
    pub fn foreign(&self) -> Option<(String, &'static str)> {
        const WORDS: [&str; 10] =
            ["bg", "left", "right", "fit", "cover", "contain", "auto", "vertical", "center", "inline"];
        const SIZES: [&str; 8] = ["w", "h", "width", "height", "left", "right", "opacity", "blur"];
        let known = |word: &str| match word.split_once(':') {
            Some((name, _)) => SIZES.contains(&name),
            None => WORDS.contains(&word),
        };
        let all = !self.alt.trim().is_empty() && self.alt.split_whitespace().all(known);
        let message = format!(
            "`{}` tells another program where the picture stands, but does not say what it shows",
            self.alt.trim()
        );
        all.then_some((
            message,
            "Write ![what it shows](…), or picture = { src = \"…\", alt = \"…\", fit = \"cover\" }",
        ))
    }

    /// `line` reads its caption.
    pub fn picture(self, line: fn(&Text) -> Checked<Rich>) -> Checked<Picture> {
        let text = Text::plain(self.caption, self.span);
        let caption = line(&text);
        let alt = self.alt.split_whitespace().collect::<Vec<_>>().join(" ");
        let picture = Picture {
            alt: Some(alt),
            caption: Some(caption.value).filter(|caption| !caption.runs.is_empty()),
            ..Picture::bare(self.src, PictureContent::Missing, self.span)
        };
        Checked { value: picture, diagnostics: caption.diagnostics }
    }
}

/// Whether words behind a picture are only what other programs size it with: `{width=50%}`.
pub(super) fn is_attributes(words: &str) -> bool {
    let words = words.trim();
    words.len() > 2 && words.starts_with('{') && words.ends_with('}') && !words[1..words.len() - 1].contains(['{', '}'])
}
