//! `cuecard export DECK talk.vtt` and its kin: a talk as planned, or a take of it, → captions, chapters or transcript of
//! its recording.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use crate::captions::formats;
use crate::captions::timing::{self, Recording};
use crate::deck::duration::{in_units, seconds};
use crate::deck::files::place;
use crate::diagnostic::report;
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::write_near;
use crate::lint;
use crate::takes::report::Named;
use crate::takes::{self, Aligned, Run};
use crate::talk::Talk;
use crate::terminal::tell;

use super::takes::Takes;

/// What more there is to say about a recording.
#[derive(Args)]
pub struct Recorded {
    /// Captions and transcript in this language alone. Else the name says it (talk.pl.vtt), or each language of the
    /// deck gets a file of its own
    #[arg(long, value_name = "LANGUAGE", help_heading = "For a recording")]
    language: Option<String>,
    /// How long the recording ran before the talk began: 12.5s or 0:12. With a minus: how much of the talk it missed.
    /// Else a take's own mark says it
    #[arg(long, value_name = "TIME", help_heading = "For a recording")]
    #[arg(allow_hyphen_values = true, value_parser = offset)]
    offset: Option<i64>,
    /// As it went in this take, not as planned: `last`, or the name of its file in `takes`
    #[arg(long, value_name = "NAME", help_heading = "For a recording")]
    take: Option<String>,
    /// The recording holds nothing of the take's pauses: it was stopped, or they were cut out
    #[arg(long, requires = "take", help_heading = "For a recording")]
    without_pauses: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Vtt,
    Srt,
    Chapters,
    ChapterList,
    Ffmeta,
    Transcript,
}

/// The longest of two endings first: `.chapters.vtt` is no `.vtt`.
const ENDINGS: [(&str, Kind); 6] = [
    (".chapters.vtt", Kind::Chapters),
    (".chapters.txt", Kind::ChapterList),
    (".transcript.md", Kind::Transcript),
    (".vtt", Kind::Vtt),
    (".srt", Kind::Srt),
    (".ffmeta", Kind::Ffmeta),
];

impl Recorded {
    /// What a file's ending asks for; `None` where it is not for a recording.
    pub fn kind(target: &Path) -> Option<Kind> {
        parts(target).map(|(_, _, kind)| kind)
    }

    /// Whether any of these options was given.
    pub fn is_said(&self) -> bool {
        self.language.is_some() || self.offset.is_some() || self.take.is_some()
    }
}

/// The name without its ending, the ending as it was written, and what it asks for.
fn parts(target: &Path) -> Option<(&str, &str, Kind)> {
    let name = target.file_name()?.to_str()?;
    let (ending, kind) = ENDINGS.into_iter().find(|(ending, _)| {
        let at = name.len().checked_sub(ending.len());
        at.is_some_and(|at| at > 0 && name.is_char_boundary(at) && name[at..].eq_ignore_ascii_case(ending))
    })?;
    let (stem, written) = name.split_at(name.len() - ending.len());
    Some((stem, written, kind))
}

/// Texts with their places, what they are, and what could not be met in them.
struct Files {
    files: Vec<(PathBuf, String)>,
    what: String,
    findings: Vec<Diagnostic>,
}

/// Writes what `target` asks for, tells what could not be met, and says what was written and whether all is well.
pub fn export(said: &Recorded, kind: Kind, target: &Path, deck: &Path, talk: &Talk) -> Result<(String, bool), String> {
    let take = said.take.as_ref().map(|name| Takes::of(deck).find(name)).transpose()?;
    let files = files(said, kind, target, take.as_ref(), talk)?;
    if !files.findings.is_empty() {
        tell(format_args!("{}", report::render(&files.findings, &talk.sources, false)));
    }
    let well = files.findings.iter().all(|finding| finding.severity != Severity::Error);
    for (path, text) in &files.files {
        write_near(&place(deck).1, path, &[text.as_bytes()])?;
    }
    let names: Vec<String> = files.files.iter().map(|(path, _)| path.display().to_string()).collect();
    Ok((format!("{}: {}", names.join(", "), files.what), well))
}

fn files(said: &Recorded, kind: Kind, target: &Path, take: Option<&Named>, talk: &Talk) -> Result<Files, String> {
    let spoken = matches!(kind, Kind::Vtt | Kind::Srt | Kind::Transcript);
    let languages = languages(said, kind, target, talk)?;
    let run = take.map(|named| Run::of(&named.take));
    let timed = |at: usize| match &run {
        Some(run) => {
            let aligned = Aligned { offset: said.offset, without_pauses: said.without_pauses };
            takes::recording(run, &talk.plan, at, aligned)
        }
        None => timing::planned(&talk.plan, at, said.offset.unwrap_or(0)),
    };
    let recordings: Vec<(usize, Recording)> = languages.iter().map(|at| (*at, timed(*at))).collect();
    let Some((_, first)) = recordings.first() else { return Err("this deck has no language".to_owned()) };
    if first.chapters.is_empty() {
        return Err(match run.is_some_and(|run| run.marks.is_empty() && said.offset.is_none()) {
            true => "no slide of the talk was shown in this take for longer than a second".to_owned(),
            false => "the recording would be over before the talk begins; look at --offset".to_owned(),
        });
    }
    if spoken && first.cues.is_empty() && take.is_some() {
        return Err("nothing with captions was shown in this take while it was recorded".to_owned());
    }
    if spoken && first.cues.is_empty() {
        return Err("this deck has no captions; write some as [[slide.cue]] with text = \"…\"".to_owned());
    }
    let mut files = Vec::new();
    let mut findings = Vec::new();
    for (at, recording) in &recordings {
        let language = &talk.plan.languages[*at];
        let path = if recordings.len() == 1 { target.to_path_buf() } else { in_language(target, language) };
        files.push((path, text(kind, recording, talk, language)?));
        if spoken {
            findings.extend(lint::pace(talk, *at, recording));
            findings.extend(unshown(recording, talk).into_iter().filter(|_| *at == languages[0]));
        }
    }
    findings.sort_by_key(|finding| finding.span);
    let what = match kind {
        Kind::ChapterList => format!("{} chapters", formats::long_chapters(first).len()),
        Kind::Chapters | Kind::Ffmeta => format!("{} chapters", first.chapters.len()),
        Kind::Vtt | Kind::Srt | Kind::Transcript => format!("{} captions", first.cues.len()),
    };
    let missed = match first.missed {
        missed if spoken && missed > 0 => format!(", without {missed} from before or after the recording"),
        _ => String::new(),
    };
    let source = take.map_or_else(|| "as planned".to_owned(), |named| format!("as in the take {}", named.name));
    let what = format!("{} {source}{missed}, {what}", formats::clock(first.end));
    Ok(Files { files, what, findings })
}

/// The captions that a take has no place for, slide by slide.
fn unshown(recording: &Recording, talk: &Talk) -> Vec<Diagnostic> {
    let slides = recording.unshown.chunk_by(|a, b| a.0 == b.0);
    let finding = |steps: &[(usize, usize)]| {
        let (at, first) = *steps.first()?;
        let slide = talk.deck.slides.get(at)?;
        let whole = recording.chapters.iter().all(|chapter| chapter.slide != at);
        let what = match steps.len() {
            _ if whole => String::new(),
            1 => format!("step {} of ", first + 1),
            count => format!("{count} steps of "),
        };
        let message = format!("the captions of {what}slide `{}` are left out: it was not shown in this take", slide.id);
        Some(Diagnostic::warning("CAP-UNSHOWN", slide.span, message))
    };
    slides.filter_map(finding).collect()
}

fn text(kind: Kind, recording: &Recording, talk: &Talk, language: &str) -> Result<String, String> {
    Ok(match kind {
        Kind::Vtt => formats::vtt(recording),
        Kind::Srt => formats::srt(recording),
        Kind::Chapters => formats::chapters(recording),
        Kind::ChapterList => formats::chapter_list(recording)?,
        Kind::Ffmeta => formats::ffmeta(recording, &talk.deck),
        Kind::Transcript => formats::transcript(recording, &talk.deck, language),
    })
}

/// The languages that become a file each, as places in the plan's: the one that is asked for by option or by name, or
/// all. Chapters are called what the slides are called, which is in one language.
fn languages(said: &Recorded, kind: Kind, target: &Path, talk: &Talk) -> Result<Vec<usize>, String> {
    let all = &talk.plan.languages;
    let find = |wanted: &str| all.iter().position(|language| language.eq_ignore_ascii_case(wanted));
    let stem = parts(target).map_or("", |(stem, _, _)| stem);
    let named = stem.rsplit_once('.').and_then(|(_, last)| find(last));
    if matches!(kind, Kind::Chapters | Kind::ChapterList | Kind::Ffmeta) {
        return match said.language {
            Some(_) => Err("chapters are called what the slides are called; leave out --language".to_owned()),
            None => Ok(vec![0]),
        };
    }
    let Some(wanted) = &said.language else {
        return Ok(named.map_or_else(|| (0..all.len()).collect(), |at| vec![at]));
    };
    let Some(at) = find(wanted) else {
        return Err(format!("this deck has no captions in `{wanted}`; it has {}", all.join(", ")));
    };
    match named {
        Some(other) if other != at => {
            Err(format!("the name says `{}` and --language says `{wanted}`; choose one of the two", all[other]))
        }
        _ => Ok(vec![at]),
    }
}

/// `talk.vtt` → `talk.pl.vtt`.
fn in_language(target: &Path, language: &str) -> PathBuf {
    let (stem, ending) = parts(target).map_or(("", ""), |(stem, ending, _)| (stem, ending));
    target.with_file_name(format!("{stem}.{language}{ending}"))
}

/// Milliseconds: `12.5s`, `12.5`, `1m30s`, `0:12`, `1:02:03.5`, each with or without a minus.
fn offset(text: &str) -> Result<i64, String> {
    let wrong = || "write the time as 12.5s, 1m30s or 0:12".to_owned();
    let (sign, time) = text.trim().strip_prefix(['-', '−']).map_or((1, text.trim()), |time| (-1, time));
    let total = if time.contains(':') { on_a_clock(time) } else { in_units(time).or_else(|| seconds(time)) };
    let total = total.ok_or_else(wrong)?;
    if total > Duration::from_hours(24) {
        return Err("a recording is shorter than a day".to_owned());
    }
    Ok(sign * total.as_millis() as i64)
}

/// `0:12`, `1:02:03.5`: minutes and seconds, or hours before them.
fn on_a_clock(text: &str) -> Option<Duration> {
    let mut total = Duration::ZERO;
    for (at, part) in text.split(':').enumerate() {
        let value = seconds(part)?;
        if at > 2 || at > 0 && value >= Duration::from_secs(60) {
            return None;
        }
        total = total * 60 + value;
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Files, Kind, Named, Recorded, files, in_language, offset, takes};
    use crate::talk::Talk;

    const TWO_LANGUAGES: &str = r#"
[deck]
title = "T"
language = "en-GB"
[captions]
languages = ["en-GB", "pl"]
[[slide]]
title = "A"
time = "2s"
[[slide.cue]]
text = { en-GB = "Good evening.", pl = "Dobry wieczór państwu i serdecznie witamy na dzisiejszym spotkaniu." }
"#;

    fn talk(text: &str) -> Talk {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("deck.toml"), text).expect("a deck");
        Talk::open(folder.path()).expect("the deck opens")
    }

    #[test]
    fn a_take_gives_its_own_times_and_what_it_lacks_is_told() {
        let talk = talk(&format!("{TWO_LANGUAGES}[[slide]]\ntitle = \"B\"\n[[slide.cue]]\ntext = \"Never said.\"\n"));
        let line = |t: u64, rest: &str| format!("{{\"t\":{t},{rest}}}\n");
        let log = line(0, r#""e":"slide","id":"a","step":0"#) + &line(8_000, r#""e":"end""#);
        let take = |log: &str| Named { name: "2026".to_owned(), take: takes::read(log.as_bytes()) };
        let made = |name: &str, log: &str| {
            let said = Recorded { language: Some("en-GB".to_owned()), offset: None, take: None, without_pauses: false };
            files(
                &said,
                Recorded::kind(Path::new(name)).expect("for a recording"),
                Path::new(name),
                Some(&take(log)),
                &talk,
            )
        };
        let files = made("talk.vtt", &log).expect("it is made");
        assert_eq!(files.what, "0:08 as in the take 2026, 1 captions");
        assert!(
            files.files[0].1.ends_with("a.0.0\n00:00:00.000 --> 00:00:07.000\nGood evening.\n"),
            "{}",
            files.files[0].1
        );
        assert_eq!(
            files.findings.iter().map(|it| it.message.as_str()).collect::<Vec<_>>(),
            ["the captions of slide `b` are left out: it was not shown in this take"]
        );
        let words = made("talk.transcript.md", &log).expect("it is made").files.remove(0).1;
        assert!(words.contains("Good evening") && !words.contains("Never"), "{words}");
        let live = line(0, r#""e":"slide","id":"a","step":0"#)
            + &line(4_000, r#""e":"live","speaker":"Ann","text":"Well, hello.""#)
            + &line(8_000, r#""e":"end""#);
        let words = made("talk.transcript.md", &live).expect("it is made").files.remove(0).1;
        assert!(words.ends_with("## 0:00 A\n\n**Ann:** Well, hello.\n"), "{words:?}");
        let refused = |log: &str| made("talk.srt", log).err().expect("refused");
        assert!(refused("").contains("longer than a second"));
        assert!(refused(&line(0, r#""e":"slide","id":"gone","step":0"#)).contains("longer than a second"));
    }

    fn made(name: &str, language: Option<&str>, offset: Option<i64>, talk: &Talk) -> Result<Files, String> {
        let said = Recorded { language: language.map(str::to_owned), offset, take: None, without_pauses: false };
        files(&said, Recorded::kind(Path::new(name)).expect("for a recording"), Path::new(name), None, talk)
    }

    #[test]
    fn each_language_has_its_file_unless_one_is_asked_for() {
        let talk = talk(TWO_LANGUAGES);
        let names = |name: &str, language: Option<&str>| {
            let files = made(name, language, None, &talk)?;
            let first: String =
                files.files.iter().map(|(_, text)| if text.contains("Dobry") { "pl " } else { "en " }).collect();
            let paths: Vec<String> = files.files.iter().map(|(path, _)| path.display().to_string()).collect();
            Ok::<_, String>(format!("{}: {first}", paths.join(" ")))
        };
        assert_eq!(names("a/talk.vtt", None).as_deref(), Ok("a/talk.en-GB.vtt a/talk.pl.vtt: en pl "));
        assert_eq!(names("talk.srt", Some("PL")).as_deref(), Ok("talk.srt: pl "));
        assert_eq!(names("talk.pl.transcript.md", None).as_deref(), Ok("talk.pl.transcript.md: pl "));
        assert_eq!(names("talk.ffmeta", None).as_deref(), Ok("talk.ffmeta: en "));
        let wrong = |name: &str, language: &str| names(name, Some(language)).expect_err("it is refused");
        assert!(wrong("talk.pl.vtt", "en-GB").contains("the name says `pl` and --language says `en-GB`"));
        assert!(wrong("talk.vtt", "de").contains("it has en-GB, pl"));
        assert!(wrong("talk.chapters.vtt", "pl").contains("leave out --language"));
    }

    #[test]
    fn what_cannot_be_met_is_told_and_what_is_not_there_refused() {
        let hurried = talk(TWO_LANGUAGES);
        let codes = |name: &str| {
            let files = made(name, None, None, &hurried).expect("it is made");
            files.findings.iter().map(|finding| finding.code).collect::<Vec<_>>()
        };
        assert_eq!(codes("talk.en-GB.vtt"), Vec::<&str>::new());
        assert_eq!(codes("talk.pl.vtt"), ["CAP-FAST", "CAP-SHORT"]);
        assert_eq!(codes("talk.ffmeta"), Vec::<&str>::new());
        let refused =
            |name: &str, offset: i64, talk: &Talk| made(name, None, Some(offset), talk).err().expect("refused");
        assert!(refused("talk.vtt", -60_000, &hurried).contains("--offset"));
        assert!(refused("talk.chapters.txt", 0, &hurried).contains("no fewer than 3"));
        let silent = talk("[deck]\ntitle = \"T\"\nlanguage = \"en\"\n[[slide]]\ntitle = \"A\"\n");
        assert!(refused("talk.srt", 0, &silent).contains("[[slide.cue]]"));
        assert!(made("talk.chapters.vtt", None, None, &silent).is_ok());
    }

    #[test]
    fn the_longer_ending_wins() {
        let kind = |name: &str| Recorded::kind(Path::new(name));
        assert_eq!(kind("talk.vtt"), Some(Kind::Vtt));
        assert_eq!(kind("a/talk.pl.SRT"), Some(Kind::Srt));
        assert_eq!(kind("talk.chapters.vtt"), Some(Kind::Chapters));
        assert_eq!(kind("talk.Chapters.txt"), Some(Kind::ChapterList));
        assert_eq!(kind("talk.transcript.md"), Some(Kind::Transcript));
        assert_eq!(kind("talk.ffmeta"), Some(Kind::Ffmeta));
        for other in ["talk.txt", "talk.md", "chapters.txt", "talk.pdf", "talk", ".vtt", "vtt", "é.t"] {
            assert_eq!(kind(other), None, "{other}");
        }
        assert_eq!(in_language(Path::new("a/talk.transcript.md"), "pl"), Path::new("a/talk.pl.transcript.md"));
    }

    #[test]
    fn offsets_are_read_as_people_write_them() {
        for (text, time) in [
            ("12.5s", 12_500),
            ("12.5", 12_500),
            ("0:12", 12_000),
            ("-3.2s", -3_200),
            ("1m30s", 90_000),
            ("1:02:03.5", 3_723_500),
            ("0", 0),
        ] {
            assert_eq!(offset(text), Ok(time), "{text}");
        }
        for text in ["", "-", "s", "1:75", "1:2:3:4", "5x", "1s5", "soon", "1e3", "25h", "99999h"] {
            assert!(offset(text).is_err(), "{text}");
        }
    }
}
