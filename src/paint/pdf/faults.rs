//! krilla's errors → faults in the author's words.

use krilla::configure::ValidationError;
use krilla::error::KrillaError;
use krilla::surface::Location;

use crate::diagnostic::Span;

/// Something that keeps a PDF from being written as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub message: String,
    pub span: Option<Span>,
    /// Where it is a link that leads nowhere: what it says after `#`.
    pub anchor: Option<String>,
}

impl Fault {
    /// One that has no place.
    pub(super) fn plain(message: String) -> Self {
        Self { message, span: None, anchor: None }
    }
}

/// `spans` are those that locations count, from 1.
pub(super) fn faults(error: KrillaError, spans: &[Span]) -> Vec<Fault> {
    let fault = |message: String, place: Option<Location>| {
        let index = place.and_then(|place| usize::try_from(place.get() - 1).ok());
        Fault { message, span: index.and_then(|index| spans.get(index).copied()), anchor: None }
    };
    let mut out: Vec<Fault> = match error {
        KrillaError::Validation(errors) => {
            errors.into_iter().map(|(error, _)| validation(error)).map(|(text, place)| fault(text, place)).collect()
        }
        KrillaError::Image(_, place, message) => {
            vec![fault(format!("a picture cannot be put into the PDF: {message}"), place)]
        }
        KrillaError::Font(_, why) => {
            vec![fault(format!("a font cannot be put into the PDF: {why}; get its file again, or take another"), None)]
        }
        other => vec![fault(format!("the PDF cannot be written: {other}"), None)],
    };
    let mut seen = Vec::new();
    out.retain(|fault| {
        let new = !seen.contains(fault);
        if new {
            seen.push(fault.clone());
        }
        new
    });
    out
}

fn validation(error: ValidationError) -> (String, Option<Location>) {
    match error {
        ValidationError::ContainsNotDefGlyph(_, place, text) => {
            (format!("no font has all letters of `{}`", text.trim()), place)
        }
        ValidationError::NoCodepointMapping(_, _, place)
        | ValidationError::InvalidCodepointMapping(_, _, _, place)
        | ValidationError::UnicodePrivateArea(_, _, _, place) => {
            ("a letter cannot be read aloud or copied: it stands for no Unicode character".to_owned(), place)
        }
        ValidationError::RestrictedLicense(_) => {
            ("the licence of a font forbids putting it into a PDF".to_owned(), None)
        }
        ValidationError::NoDocumentLanguage => ("the deck does not say its language".to_owned(), None),
        ValidationError::NoDocumentTitle => ("the deck has no title".to_owned(), None),
        ValidationError::MissingAltText(place) => ("a picture has no alternative text".to_owned(), place),
        ValidationError::MissingAnnotationAltText(place) => ("a link has no words".to_owned(), place),
        ValidationError::MissingHeadingTitle => ("a heading has no words".to_owned(), None),
        // The rest can only come from a mistake of ours; krilla's own words help most to find it.
        other => (format!("the PDF would not be accessible: {other:?}"), None),
    }
}
