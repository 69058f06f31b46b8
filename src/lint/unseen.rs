//! A talk → what those who hear it read would miss: alternative texts that say nothing, two slides of one name, links that
//! do not say where they lead.

use std::collections::HashMap;

use crate::deck::{Picture, Rich, Slide};
use crate::diagnostic::{Diagnostic, Severity};
use crate::talk::Talk;

/// Letters of an alternative text after which most listeners have forgotten its beginning.
const LONG: usize = 250;
/// What a reader says by itself before it reads the text.
const SAID_ANYWAY: [&str; 12] = [
    "image of",
    "picture of",
    "photo of",
    "photograph of",
    "graphic of",
    "screenshot of",
    "an image of",
    "a picture of",
    "a photo of",
    "a photograph of",
    "a graphic of",
    "a screenshot of",
];
/// Names of kinds, which do not say what a picture shows.
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
        out.extend(slide.all_pictures().into_iter().filter_map(description));
        let mut words = Vec::new();
        slide.blocks().into_iter().for_each(|block| block.riches(&mut words));
        words.extend(slide.source.iter().chain(slide.footnotes.iter().map(|note| &note.words)));
        out.extend(words.into_iter().flat_map(links));
    }
    names(&talk.deck.slides, out);
}

/// An alternative text that tells its listener nothing, or too much at once.
fn description(picture: &Picture) -> Option<Diagnostic> {
    let alt = picture.alt.as_deref()?.trim();
    let bare = plain(alt);
    let letters = alt.chars().count();
    let stem = picture.src.rsplit('/').next().unwrap_or_default();
    let is_file = is_file_name(alt)
        || !stem.is_empty() && bare == plain(stem.split('.').next().unwrap_or_default()) && alt.contains(['_', '-']);
    let caption = picture.caption.as_ref().map(|words| plain(&words.text()));
    let said = SAID_ANYWAY.iter().find(|start| bare.starts_with(&format!("{start} ")));
    let (message, hint) = if is_file {
        (
            format!("the `alt` of `{}` is a file's name", picture.src),
            "Say what the picture shows, in a sentence".to_owned(),
        )
    } else if KINDS.contains(&bare.trim_start_matches("a ").trim_start_matches("an ").trim_start_matches("the ")) {
        (
            format!("the `alt` “{alt}” does not say what it shows"),
            "Say what is to be seen on it, in a sentence".to_owned(),
        )
    } else if let Some(start) = said {
        let hint = format!("Leave out “{start}”: screen readers say by themselves that it is a picture");
        (format!("the `alt` of `{}` begins with “{start}”", picture.src), hint)
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

/// `IMG_2041.jpg`, `chart-final.png`.
fn is_file_name(alt: &str) -> bool {
    const ENDINGS: [&str; 9] = ["png", "jpg", "jpeg", "gif", "webp", "svg", "tif", "tiff", "heic"];
    let ending = alt.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    !alt.contains(char::is_whitespace) && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
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
            let message =
                format!("slides `{}` and `{}` have the same title, “{}”", first.id, slide.id, title.text().trim());
            let hint = "Say in the title what is new here; who jumps from title to title, by ear or in a list, hears no difference";
            out.push(Diagnostic::new(Severity::Info, "SLD-TITLE", title.span, message).hint(hint));
        } else {
            known.insert(name, slide);
        }
    }
}

/// Links whose words could stand on any other.
fn links(words: &Rich) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for linked in words.runs.chunk_by(|a, b| a.link == b.link) {
        let Some(target) = linked[0].link.as_deref() else { continue };
        let text: String = linked.iter().map(|run| run.text.as_str()).collect();
        if ANYWHERE.contains(&plain(&text).as_str()) {
            let message = format!("the link “{}” does not say where it leads", text.trim());
            let hint =
                format!("Name what is there, as in [the programme]({target}); links are read out by themselves too");
            out.push(Diagnostic::new(Severity::Info, "SLD-LINK", words.span, message).hint(hint));
        }
    }
    out
}

/// Small letters, with one space between words and no punctuation.
fn plain(words: &str) -> String {
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}
