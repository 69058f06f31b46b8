//! What a recogniser hears → the row that says how well live captions will be.

use std::time::Duration;

use crate::diagnostic::counted;
use crate::live::{Hearing, Quality};

use super::row::{Row, Sign, row};

/// Words that come later than this are those of the slide before.
const LATE: Duration = Duration::from_secs(3);
/// So many words of a hundred that are others at first: what is shown is guessed.
const UNSURE: u32 = 30;

/// A microphone that was never as loud, of a hundred, is off, or nobody speaks; below the other, speech is lost in noise.
const SILENT: u8 = 2;
const QUIET: u8 = 8;
/// Nothing is louder: speech is cut off there.
const LOUDEST: u8 = 99;

/// The row, in plain words: what listens, how well, and what to do.
#[must_use]
pub fn heard_row(hearing: &Hearing) -> Row {
    let (sign, words) = told(hearing);
    row("Live captions", sign, words)
}

fn told(hearing: &Hearing) -> (Sign, String) {
    let Hearing { by, microphones, level, late, quality, gave_up: _, trouble } = hearing;
    if let Some(trouble) = trouble {
        return (Sign::Fix, trouble.clone());
    }
    let Some(by) = by else { return (Sign::Unknown, "A recogniser is looked for".to_owned()) };
    let microphone = match microphones.as_slice() {
        [] => String::new(),
        [one] => format!(", microphone {one}"),
        more => format!(", your system's usual one of {}", counted(more.len(), "microphone")),
    };
    let microphone = match level {
        Some((now, _)) => format!("{microphone}, level {now} of 100"),
        None => microphone,
    };
    if *late > 0 {
        let how = "It can't keep up, and words are lost: take a smaller model (tiny), or close other programs.";
        return (Sign::Fix, format!("{by}{microphone}. {how}"));
    }
    if quality.words == 0 {
        let how = match level {
            Some((_, ..SILENT)) => {
                "Nothing comes from it: say a few sentences, and if that changes nothing, switch it on or choose another in \
                 your system's settings"
            }
            Some((_, ..QUIET)) => "That is quiet: say a few sentences, nearer to it",
            _ => "Say a few sentences: here stands how well they are heard",
        };
        return (Sign::Unknown, format!("{by}{microphone}. {how}"));
    }
    let slow = quality.every().is_some_and(|every| every > LATE);
    let unsure = quality.unsure().is_some_and(|unsure| unsure > UNSURE);
    let cut = level.is_some_and(|(_, loudest)| loudest >= LOUDEST);
    let how = match (slow, unsure) {
        (true, _) => ". That is late: a smaller model (tiny) is faster",
        (_, true) if cut => ". The microphone is too loud: turn it down in your system's settings",
        (_, true) => ". Speak nearer to the microphone, or take a larger model",
        _ => "",
    };
    (if slow || unsure { Sign::Fix } else { Sign::Ready }, format!("{by}{microphone}: {}{how}", measured(quality)))
}

/// `42 words, 131 a minute, new ones every 1.1 s; 3 of 100 were others at first`
fn measured(quality: &Quality) -> String {
    let mut words = counted(quality.words, "word");
    if let Some(speed) = quality.words_a_minute() {
        words.push_str(&format!(", {speed} a minute"));
    }
    if let Some(every) = quality.every() {
        words.push_str(&format!(", new ones every {:.1} s", every.as_secs_f64()));
    }
    if let Some(unsure) = quality.unsure() {
        words.push_str(&format!("; {unsure} of 100 were others at first"));
    }
    let kinds = ["silence", "repeated", "invented"];
    let left: Vec<String> = quality
        .left_out
        .iter()
        .zip(kinds)
        .filter(|(count, _)| **count > 0)
        .map(|(n, it)| format!("{n} {it}"))
        .collect();
    if !left.is_empty() {
        words.push_str(&format!("; left out: {}", left.join(", ")));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(change: impl FnOnce(&mut Hearing)) -> (Sign, String) {
        let mut hearing = Hearing { by: Some("whisper-stream with ggml-base.en.bin".to_owned()), ..Hearing::default() };
        change(&mut hearing);
        told(&hearing)
    }

    /// Words that came so often, of which some were taken back.
    fn quality(every: u64, taken_back: usize) -> Quality {
        let mut quality = Quality::default();
        for beat in 1..=10 {
            quality.beat(Duration::from_millis(every * beat), taken_back);
        }
        quality.said(Duration::from_millis(every * 11), 22);
        quality
    }

    #[test]
    fn what_is_missing_late_or_unsure_is_to_be_fixed_and_the_rest_is_told_in_figures() {
        let nobody = "No speech recogniser is installed. To install one: pip";
        assert_eq!(of(|it| it.trouble = Some(nobody.to_owned())), (Sign::Fix, nobody.to_owned()));
        assert_eq!(of(|it| it.by = None).0, Sign::Unknown);
        let (sign, words) = of(|it| it.microphones = vec!["Headset".to_owned()]);
        assert!(sign == Sign::Unknown && words.contains("microphone Headset. Say a few sentences"), "{words}");
        let at =
            |now, loudest| of(|it| (it.microphones, it.level) = (vec!["Headset".to_owned()], Some((now, loudest))));
        let (sign, words) = at(0, 1);
        let silent = "microphone Headset, level 0 of 100. Nothing comes from it: say a few sentences";
        assert!(sign == Sign::Unknown && words.contains(silent), "{words}");
        let (_, words) = at(3, 5);
        assert!(words.contains("level 3 of 100. That is quiet: say"), "{words}");
        let (sign, words) = at(1, 34);
        assert!(sign == Sign::Unknown && words.contains("level 1 of 100. Say a few sentences"), "in a pause: {words}");
        let (sign, words) = of(|it| it.late = 1);
        assert!(sign == Sign::Fix && words.contains("smaller model"), "{words}");
        let (sign, words) = of(|it| it.quality = quality(1000, 0));
        let said = "whisper-stream with ggml-base.en.bin: 22 words, 132 a minute, new ones every 1.0 s; 0 of 100 were others at first";
        assert_eq!((sign, words.as_str()), (Sign::Ready, said));
        let (sign, words) = of(|it| it.quality = quality(3500, 0));
        assert!(sign == Sign::Fix && words.contains("That is late"), "{words}");
        let (sign, words) = of(|it| it.quality = quality(500, 1));
        assert!(sign == Sign::Fix && words.contains("45 of 100"), "{words}");
        let (sign, words) = of(|it| (it.quality, it.level) = (quality(1000, 0), Some((40, 61))));
        assert!(sign == Sign::Ready && words.contains("level 40 of 100: 22 words"), "{words}");
        let (sign, words) = of(|it| (it.quality, it.level) = (quality(500, 1), Some((99, 100))));
        assert!(sign == Sign::Fix && words.contains("too loud: turn it down"), "{words}");
        let (_, words) = of(|it| {
            it.quality = quality(500, 0);
            it.quality.left_out = [2, 1, 0];
        });
        assert!(words.ends_with("left out: 2 silence, 1 repeated"), "{words}");
    }
}
