//! A talk → what those who hear it read would miss: alternative texts that say nothing, two slides of one name, links that
//! do not say where they lead, words that are pictures.

use std::collections::HashMap;

use super::edit::STUB;
use super::phrases;
use crate::deck::{Layout, Picture, PictureContent, Rich, Run, Slide};
use crate::diagnostic::{Diagnostic, Severity, quoted};
use crate::talk::Talk;

/// Letters of an alternative text after which most listeners have forgotten its beginning.
const LONG: usize = 250;
/// Letters of one that cannot say anything.
const SHORT: usize = 3;
/// Kinds of pictures: `a photo of …` is what a reader says anyway, and `A photo` does not say of what.
const KINDS: [&str; 14] = [
    "image",
    "picture",
    "photo",
    "photograph",
    "graphic",
    "screenshot",
    "diagram",
    "chart",
    "logo",
    "icon",
    "figure",
    "drawing",
    "illustration",
    "map",
];
/// So many of them, from the first, are said by every reader before the text.
const SAID_ANYWAY: usize = 6;
/// Pictures that are words, by what people call them.
const WRITTEN: [&str; 22] = [
    "article",
    "certificate",
    "document",
    "email",
    "form",
    "handwriting",
    "headline",
    "invoice",
    "leaflet",
    "letter",
    "menu",
    "message",
    "newspaper",
    "note",
    "notice",
    "page",
    "poster",
    "receipt",
    "scan",
    "screenshot",
    "slide",
    "tweet",
];
/// Words of an alternative text that can tell what a picture of words says.
const TOLD: usize = 7;
/// Letters of an address that can still be read out.
const ADDRESS: usize = 40;
/// Words of links that say the same of every address.
const ANYWHERE: [&str; 12] = [
    "click",
    "click here",
    "here",
    "link",
    "this link",
    "more",
    "read more",
    "learn more",
    "see here",
    "this",
    "this page",
    "website",
];

pub(super) fn check(talk: &Talk, out: &mut Vec<Diagnostic>) {
    for slide in &talk.deck.slides {
        // What stands in for words that are not there is no one's.
        let missing =
            |picture: &Picture| talk.diagnostics.iter().any(|it| it.code == "SLD-ALT" && it.span == Some(picture.span));
        let said = slide.all_pictures().into_iter().filter(|picture| !missing(picture));
        let language = &talk.deck.language;
        out.extend(said.filter_map(|picture| description(picture, language)));
        out.extend(slide.all_pictures().into_iter().filter_map(|picture| written(slide, picture)));
        let mut words = Vec::new();
        slide.blocks().into_iter().for_each(|block| block.riches(&mut words));
        // References and sources have addresses to be read on paper.
        let printed = matches!(slide.layout, Layout::References);
        out.extend(words.iter().filter(|_| !printed).filter_map(|words| address(words)));
        words.extend(slide.source.iter().chain(slide.footnotes.iter().map(|note| &note.words)));
        out.extend(words.into_iter().flat_map(|words| links(words, language)));
    }
    untitled(talk, out);
    names(&talk.deck.slides, out);
}

/// An alternative text that tells its listener nothing, or too much at once.
fn description(picture: &Picture, language: &str) -> Option<Diagnostic> {
    let alt = picture.alt.as_deref()?.trim();
    let bare = plain(alt);
    let letters = alt.chars().count();
    let stem = picture.src.rsplit('/').next().unwrap_or_default();
    let is_file = is_file_name(alt)
        || !stem.is_empty() && bare == plain(stem.split('.').next().unwrap_or_default()) && alt.contains(['_', '-']);
    let caption = picture.caption.as_ref().map(|words| plain(&words.text()));
    let said = said_anyway(alt, language).map(|end| alt[..end].trim_end());
    let (message, hint) = if is_file {
        (
            format!("the `alt` of `{}` is a file's name", picture.src),
            "Say what the picture shows, in a sentence".to_owned(),
        )
    } else if is_kind(&bare, language) {
        (
            format!("the `alt` “{alt}” does not say what it shows"),
            "Say what is to be seen on it, in a sentence".to_owned(),
        )
    } else if let Some(start) = said {
        let hint = format!("Leave out “{start}”: screen readers say by themselves that it is a picture");
        (format!("the `alt` of `{}` begins with “{start}”", picture.src), hint)
    } else if letters < SHORT {
        let hint =
            "Say what the picture shows, in a sentence; one that only decorates has decorative = true".to_owned();
        (format!("the `alt` “{alt}” of `{}` says nothing", picture.src), hint)
    } else if let Some(of) = alt.strip_prefix(STUB) {
        (
            format!("the `alt` of `{}` is still to be written", of.trim()),
            "Say what the picture shows, in a sentence".to_owned(),
        )
    } else if letters > LONG {
        let hint = format!(
            "Say the main thing in up to {LONG} letters; what else it shows can be said in the notes or captions"
        );
        (
            format!("the `alt` of `{}` is {letters} letters long, too many to be listened to in one go", picture.src),
            hint,
        )
    } else if caption.is_some_and(|caption| !caption.is_empty() && caption == bare) {
        let hint = "Say in `alt` what is to be seen; the caption is read out as well".to_owned();
        (format!("the `alt` of `{}` says the same as its caption", picture.src), hint)
    } else {
        return None;
    };
    Some(Diagnostic::warning("SLD-ALT-BAD", picture.span, message).hint(hint))
}

/// Whether it says that it is a picture, and not of what.
fn is_kind(alt: &str, language: &str) -> bool {
    let bare = ["a ", "an ", "the "].into_iter().find_map(|article| alt.strip_prefix(article)).unwrap_or(alt);
    KINDS.contains(&bare) || phrases::of(language).is_some_and(|it| it.is_kind(alt))
}

/// Where the words end that a reader has said by then: `a photo of`, `image of`, or the same in the deck's language.
pub(super) fn said_anyway(alt: &str, language: &str) -> Option<usize> {
    in_english(alt).or_else(|| phrases::of(language)?.said_anyway(alt))
}

fn in_english(alt: &str) -> Option<usize> {
    let lower = alt.to_ascii_lowercase();
    let rest = ["a ", "an ", "the "].into_iter().find_map(|article| lower.strip_prefix(article)).unwrap_or(&lower);
    let (kind, then) = [" of", " showing", " that shows"].into_iter().find_map(|then| {
        let (kind, after) = rest.split_once(then)?;
        after.starts_with(' ').then_some((kind, then))
    })?;
    let end = lower.len() - rest.len() + kind.len() + then.len();
    KINDS[..SAID_ANYWAY].contains(&kind).then_some(end)
}

/// A picture of words whose words nobody hears.
fn written(slide: &Slide, picture: &Picture) -> Option<Diagnostic> {
    // The words of a drawing are words.
    let PictureContent::Raster(_) = picture.content else { return None };
    let alt = plain(picture.alt.as_deref()?);
    let words: Vec<&str> = alt.split(' ').collect();
    let is_written = words.len() < TOLD && words.iter().any(|word| WRITTEN.contains(word));
    let elsewhere = picture.caption.is_some() || !slide.body.is_empty() || !slide.aside.is_empty();
    // That it is one of a kind is told already.
    if !is_written || elsewhere || KINDS.contains(&alt.as_str()) {
        return None;
    }
    let message = format!("`{}` seems to be a picture of words, and its `alt` does not say what they are", picture.src);
    let hint =
        "Write the words that matter in `alt`, in a caption or in the body: those who cannot read it there hear them";
    Some(Diagnostic::warning("SLD-TEXTIMG", picture.span, message).hint(hint))
}

/// `IMG_2041.jpg`, `chart-final.png`; `DSC0042`, as cameras name them.
fn is_file_name(alt: &str) -> bool {
    const CAMERAS: [&str; 12] =
        ["dsc", "dscf", "dscn", "gopr", "image", "img", "mvimg", "photo", "pict", "pxl", "scan", "screenshot"];
    const ENDINGS: [&str; 9] = ["png", "jpg", "jpeg", "gif", "webp", "svg", "tif", "tiff", "heic"];
    let ending = alt.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    let (letters, rest) = alt.split_at(alt.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(alt.len()));
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    let by_camera = digits > 2 && CAMERAS.contains(&letters.to_lowercase().as_str());
    !alt.contains(char::is_whitespace) && (by_camera || ending.is_some_and(|it| ENDINGS.contains(&it.as_str())))
}

/// Slides of running words, tables, code or charts that have no title: lists of slides and readers call them by whatever
/// stands first. A quotation, a picture with its text and a comparison have a name in what they show.
fn untitled(talk: &Talk, out: &mut Vec<Diagnostic>) {
    for (slide, planned) in talk.deck.slides.iter().zip(&talk.plan.slides).filter(|(slide, _)| !slide.hidden) {
        let named = matches!(
            slide.layout,
            Layout::Quote { .. }
                | Layout::Image
                | Layout::Publication { .. }
                | Layout::Compare { .. }
                | Layout::Canvas { .. }
                | Layout::Blank
                | Layout::Faulty
        );
        let shows = slide.picture.is_some() || !slide.pictures.is_empty();
        if planned.title.is_some() || named || shows || slide.kicker.is_some() {
            continue;
        }
        let message =
            format!("slide `{}` has no title; lists and screen readers call it {}", slide.id, quoted(&planned.name()));
        let hint = "Write title = \"…\": who jumps from title to title, by ear or in a list, finds it then";
        out.push(Diagnostic::error("SLD-TITLE", slide.span, message).hint(hint));
    }
}

/// Slides that a list of slides cannot tell from each other.
fn names(slides: &[Slide], out: &mut Vec<Diagnostic>) {
    let mut known: HashMap<String, &Slide> = HashMap::new();
    for slide in slides.iter().filter(|slide| !slide.hidden) {
        let Some(title) = &slide.title else { continue };
        let name = plain(&title.text());
        if name.is_empty() {
            continue;
        }
        if let Some(first) = known.get(&name) {
            let message = format!(
                "slides `{}` and `{}` have the same title, {}",
                first.id,
                slide.id,
                quoted(title.text().trim())
            );
            let hint = "Say in the title what is new here; who jumps from title to title, by ear or in a list, hears no difference";
            out.push(Diagnostic::warning("SLD-TITLE", title.span, message).hint(hint));
        } else {
            known.insert(name, slide);
        }
    }
}

/// Links whose words could stand on any other.
fn links(words: &Rich, language: &str) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let own = phrases::of(language).map_or(&[][..], |it| it.anywhere);
    for linked in words.runs.chunk_by(|a, b| a.link == b.link) {
        let Some(target) = linked[0].link.as_deref() else { continue };
        let text: String = linked.iter().map(|run| run.text.as_str()).collect();
        let said = plain(&text);
        if ANYWHERE.contains(&said.as_str()) || own.contains(&said.as_str()) {
            let message = format!("the link {} does not say where it leads", quoted(text.trim()));
            let hint =
                format!("Name what is there, as in [the programme]({target}); links are read out by themselves too");
            out.push(Diagnostic::warning("SLD-LINK", words.span, message).hint(hint));
        }
    }
    out
}

/// A long address that stands in running words as it is.
fn address(words: &Rich) -> Option<Diagnostic> {
    let bare = |run: &&Run| run.link.as_deref() == Some(run.text.trim()) && run.text.trim().chars().count() > ADDRESS;
    let run = words.runs.iter().find(bare)?;
    let message = format!("the link “{}” is an address, which is read out letter by letter", run.text.trim());
    let hint = format!("Name what is there, as in [the programme]({})", run.text.trim());
    Some(Diagnostic::new(Severity::Info, "SLD-LINK", words.span, message).hint(hint))
}

/// Small letters, with one space between words and no punctuation.
fn plain(words: &str) -> String {
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{is_file_name, said_anyway};

    #[test]
    fn names_of_files_are_told_from_words() {
        for name in
            ["IMG_2041.jpg", "chart-final.png", "IMG_2034", "DSC0042", "PXL_20260502_101112", "screenshot-2026-05-02"]
        {
            assert!(is_file_name(name), "{name}");
        }
        for words in ["Bees on a roof", "COVID-19", "2026", "B612", "image", "photo.", "Scan 2041 of the letter"] {
            assert!(!is_file_name(words), "{words}");
        }
    }

    #[test]
    fn what_every_reader_says_is_found_where_it_ends() {
        let rest = |alt: &str| said_anyway(alt, "en").map(|end| alt[end..].trim().to_owned());
        assert_eq!(rest("A photo of bees").as_deref(), Some("bees"));
        assert_eq!(rest("Picture showing the roof").as_deref(), Some("the roof"));
        assert_eq!(rest("an image that shows two hives").as_deref(), Some("two hives"));
        for alt in ["A map of the valley", "Bees on a photo of flowers", "image often seen", "A picture"] {
            assert_eq!(rest(alt), None, "{alt}");
        }
    }
}
