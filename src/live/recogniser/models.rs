//! The names of model files and folders → which languages they know, and which of several is best for a talk.

use crate::writing::primary;

/// Whisper's models by the speed that live captions need, the best first: larger ones know more and come too late on most
/// machines.
const SIZES: [&str; 7] = ["base", "small", "tiny", "large-v3-turbo", "medium", "large", "distil"];

/// The languages that Whisper's models of many languages know (whisper.cpp, `g_lang`).
const WHISPER: &str = "en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg \
                       lt la mi ml cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so \
                       af oc ka be tg sd gu am yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su yue";

/// A language as Whisper calls it; `auto` where it has no name for it.
pub fn whisper_language(language: &str) -> &'static str {
    let own = primary(language).to_ascii_lowercase();
    let name = match own.as_str() {
        "nb" => "no",
        "iw" => "he",
        "fil" => "tl",
        "jv" => "jw",
        "cmn" => "zh",
        name => name,
    };
    WHISPER.split_whitespace().find(|known| *known == name).unwrap_or("auto")
}

/// How well a file goes with live captions in this language, the least the best; none where it is no model for it.
/// `ggml-base.en.bin`, `ggml-small-q5_1.bin`
pub fn whisper_rank(file: &str, language: &str) -> Option<usize> {
    let name = file.strip_prefix("ggml-")?.strip_suffix(".bin")?;
    // The longest name first: `large-v3-turbo` is no `large`.
    let size =
        SIZES.iter().enumerate().filter(|(_, size)| name.starts_with(**size)).max_by_key(|(_, size)| size.len())?;
    // Those that tell speakers apart write other words, and encoders are parts of models.
    if ["tdrz", "encoder", "silero"].iter().any(|other| name.contains(other)) {
        return None;
    }
    let (english, wanted) = (name.split(['-', '.']).any(|part| part == "en"), primary(language) == "en");
    let rank = size.0 * 4 + usize::from(name.contains("-q")) + if wanted && !english { 2 } else { 0 };
    (wanted || !english).then_some(rank)
}

/// Vosk's tags beside the language that is meant.
const VOSK: [(&str, &str); 4] = [("cn", "zh"), ("kz", "kk"), ("ua", "uk"), ("vn", "vi")];

/// As `whisper_rank`: `vosk-model-small-en-us-0.15`; small ones are made for this, and an exact region comes first.
pub fn vosk_rank(folder: &str, language: &str) -> Option<usize> {
    let name = folder.strip_prefix("vosk-model-")?;
    let (small, name) = name.strip_prefix("small-").map_or((false, name), |name| (true, name));
    let mut parts = name.split('-');
    let tag = parts.next()?;
    let known = VOSK.iter().find(|(theirs, _)| *theirs == tag).map_or(tag, |(_, ours)| ours);
    if known != primary(language).to_ascii_lowercase() {
        return None;
    }
    let region = language.split('-').nth(1).map(str::to_ascii_lowercase);
    let same = region.is_some() && parts.next() == region.as_deref();
    Some(usize::from(!small) * 2 + usize::from(!same))
}

/// A language as Vosk's downloads call it, if there is one.
pub fn vosk_download(language: &str) -> Option<&'static str> {
    const ALL: [(&str, &str); 27] = [
        ("en", "en-us"),
        ("zh", "cn"),
        ("ru", "ru"),
        ("fr", "fr"),
        ("de", "de"),
        ("es", "es"),
        ("pt", "pt"),
        ("tr", "tr"),
        ("vi", "vn"),
        ("it", "it"),
        ("nl", "nl"),
        ("ca", "ca"),
        ("ar", "ar"),
        ("fa", "fa"),
        ("uk", "ua"),
        ("kk", "kz"),
        ("sv", "sv"),
        ("ja", "ja"),
        ("eo", "eo"),
        ("hi", "hi"),
        ("cs", "cs"),
        ("pl", "pl"),
        ("uz", "uz"),
        ("ko", "ko"),
        ("gu", "gu"),
        ("tg", "tg"),
        ("te", "te"),
    ];
    ALL.iter().find(|(ours, _)| *ours == primary(language)).map(|(_, theirs)| *theirs)
}
