//! Machines with this and that installed, as folders of a test, and what listens on each.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::find::find;
use super::machine::Machine;
use super::models::{vosk_rank, whisper_language, whisper_rank};

struct Rig {
    folder: tempfile::TempDir,
    machine: Machine,
}

impl Rig {
    /// A machine that has these programs and files; `says` answers for its programs.
    fn with(files: &[&str], says: fn(&Path, &[&str], &str) -> bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            let place = folder.path().join(file);
            if file.ends_with('/') {
                fs::create_dir_all(&place).expect("it is made");
                continue;
            }
            fs::create_dir_all(place.parent().expect("a folder")).expect("it is made");
            fs::write(&place, "#!/usr/bin/python3\n").expect("it writes");
            #[cfg(unix)]
            fs::set_permissions(&place, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("it may run");
        }
        let at = |place: &str| folder.path().join(place);
        let machine = Machine {
            path: vec![at("bin"), at("usr/bin")],
            home: Some(at("home")),
            data: Some(at("home/.local/share")),
            value: |_| None,
            says,
        };
        Self { folder, machine }
    }

    fn at(&self, place: &str) -> PathBuf {
        self.folder.path().join(place)
    }

    /// The program and its words, beneath the machine's folder.
    fn found(&self, language: &str, named: Option<&str>) -> Result<String, String> {
        let root = format!("{}/", self.folder.path().display());
        let found = find(&self.machine, language, named).map_err(|why| why.replace(&root, ""))?;
        let words = std::iter::once(found.program.as_os_str().to_owned()).chain(found.arguments);
        let words = words.filter(|word| !word.to_string_lossy().contains("KaldiRecognizer"));
        let words: Vec<String> = words.map(|word: OsString| word.to_string_lossy().replace(&root, "")).collect();
        Ok(words.join(" "))
    }
}

fn nobody(_: &Path, _: &[&str], _: &str) -> bool {
    false
}

fn everybody(_: &Path, _: &[&str], _: &str) -> bool {
    true
}

const MODELS: [&str; 6] = [
    "home/.local/share/cuecard/models/ggml-base.bin",
    "home/.local/share/cuecard/models/ggml-base.en.bin",
    "home/.local/share/cuecard/models/ggml-silero-v5.1.2.bin",
    "home/.local/share/cuecard/models/for-tests-ggml-base.en.bin",
    "home/.local/share/cuecard/models/ggml-small.en-tdrz.bin",
    "home/.local/share/cuecard/models/ggml-tiny.en.bin",
];

#[test]
fn whisper_listens_with_the_model_of_the_deck_s_language() {
    let rig = Rig::with(&[&["bin/whisper-stream"], &MODELS[..]].concat(), nobody);
    for (language, model, spoken) in [
        ("en-GB", "ggml-base.en.bin", "en"),
        ("de", "ggml-base.bin", "de"),
        ("nb-NO", "ggml-base.bin", "no"),
        ("tlh", "ggml-base.bin", "auto"),
    ] {
        let found = rig.found(language, None).expect("it is found");
        let begin = format!("bin/whisper-stream -m home/.local/share/cuecard/models/{model} -l {spoken} -t ");
        assert!(found.starts_with(&begin) && found.ends_with("--step 1000 --length 8000 --keep 200"), "{found}");
    }
}

#[test]
fn a_model_for_english_alone_is_none_for_others_and_the_command_for_one_is_said() {
    let rig = Rig::with(&["bin/whisper-stream", MODELS[1]], nobody);
    assert!(rig.found("en", None).is_ok());
    let why = rig.found("de", None).expect_err("there is none");
    let command = "curl -L --create-dirs -o home/.local/share/cuecard/models/ggml-base.bin https://huggingface.co/";
    assert!(why.starts_with("whisper-stream is here, but no model for `de`") && why.contains(command), "{why}");
}

#[test]
fn a_program_that_is_called_stream_is_asked_what_it_is() {
    let files = ["bin/stream", "bin/models/ggml-tiny.bin"];
    let why = Rig::with(&files, nobody).found("en", None).expect_err("it may be ImageMagick's");
    assert!(why.starts_with("No speech recogniser is installed. To install one: "), "{why}");
    let asked = |program: &Path, words: &[&str], part: &str| {
        program.ends_with("stream") && words == ["--help"] && part == "--vad-thold"
    };
    let found = Rig::with(&files, asked).found("en", None).expect("it is whisper.cpp's");
    assert!(found.starts_with("bin/stream -m bin/models/ggml-tiny.bin -l en"), "{found}");
}

#[test]
fn one_that_was_built_by_hand_is_found_with_the_models_beside_it() {
    let files = ["home/whisper.cpp/build/bin/whisper-stream", "home/whisper.cpp/models/ggml-small-q5_1.bin"];
    let found = Rig::with(&files, nobody).found("fr", None).expect("it is found");
    assert!(found.starts_with("home/whisper.cpp/build/bin/whisper-stream -m home/whisper.cpp/"), "{found}");
}

#[test]
fn vosk_listens_where_there_is_no_whisper() {
    let models = ["home/.cache/vosk/vosk-model-small-de-0.15/", "home/.cache/vosk/vosk-model-spk-0.4/"];
    let rig = Rig::with(&[&["usr/bin/python3"], &models[..]].concat(), everybody);
    let found = rig.found("de-AT", None).expect("it is found");
    assert_eq!(found, "usr/bin/python3 -u -c home/.cache/vosk/vosk-model-small-de-0.15");
    let why = rig.found("pl", None).expect_err("there is no Polish");
    assert!(why.starts_with("Vosk is here, but no model for `pl`") && why.contains("vosk.Model(lang='pl')"), "{why}");
    let why = rig.found("is", None).expect_err("nobody has a model");
    assert!(why.contains("whisper-stream knows it"), "{why}");
}

#[test]
fn the_speaker_s_own_comes_first() {
    let rig = Rig::with(&[&["bin/whisper-stream"], &MODELS[..]].concat(), nobody);
    let own = rig.found("pt-BR; rm -rf x", Some("hear --in {language}")).expect("it is taken as it is");
    assert_eq!(own, if cfg!(windows) { "cmd /C hear --in pt-BRrm-rfx" } else { "sh -c hear --in pt-BRrm-rfx" });
    let place = rig.at("bin/whisper-stream").display().to_string();
    assert!(rig.found("en", Some(&place)).expect("it is there").starts_with("bin/whisper-stream -m "));
    let why = rig.found("en", Some("/nowhere/whisper-stream")).expect_err("it is not");
    assert!(why.contains("in your settings") || why.contains("your settings name"), "{why}");
}

#[test]
fn models_are_known_by_their_names() {
    let best = |language: &str, names: &[&str]| {
        let ranked = names.iter().filter_map(|name| Some((whisper_rank(name, language)?, (*name).to_owned())));
        ranked.min().map(|(_, name)| name).unwrap_or_default()
    };
    assert_eq!(best("en", &["ggml-large-v3.bin", "ggml-tiny.en.bin", "ggml-base.bin"]), "ggml-base.bin");
    assert_eq!(best("en", &["ggml-base.bin", "ggml-base.en.bin"]), "ggml-base.en.bin");
    assert_eq!(best("de", &["ggml-base.en.bin", "ggml-medium.en.bin"]), "");
    assert_eq!(best("de", &["ggml-large-v3-turbo.bin", "ggml-large-v3.bin"]), "ggml-large-v3-turbo.bin");
    assert_eq!(best("de", &["ggml-base-encoder.bin", "base.bin", "ggml-base.pt"]), "");
    let vosk = |language: &str, names: &[&str]| {
        let ranked = names.iter().filter_map(|name| Some((vosk_rank(name, language)?, (*name).to_owned())));
        ranked.min().map(|(_, name)| name).unwrap_or_default()
    };
    let english = ["vosk-model-en-us-0.22", "vosk-model-small-en-in-0.4", "vosk-model-small-en-us-0.15"];
    assert_eq!(vosk("en-US", &english), english[2]);
    assert_eq!(vosk("en-IN", &english), english[1]);
    assert_eq!(vosk("zh-Hans", &["vosk-model-small-cn-0.22"]), "vosk-model-small-cn-0.22");
    assert_eq!(vosk("de", &["vosk-model-spk-0.4", "vosk-model-small-pt-0.3"]), "");
    assert_eq!([whisper_language("he"), whisper_language("EN-us"), whisper_language("x-y")], ["he", "en", "auto"]);
}

/// As whisper.cpp's `examples/stream/stream.cpp` and `common-sdl.cpp` print: remarks beside, each window over the last.
#[cfg(target_os = "linux")]
const WHISPER: &str = r#"#!/bin/sh
echo "$@" >> "$HOME/asked"
echo "init: found 1 capture devices:" >&2
echo "init:    - Capture device #0: 'Headset'" >&2
echo "Level: 61" >&2
echo "Level: 34" >&2
echo "init: attempt to open default capture device ..." >&2
printf '[Start speaking]\n'
window() { printf '\033[2K\r%100s\033[2K\r%s' '' "$1"; }
window ' [BLANK_AUDIO]'; window ' Good evening and'; window ' Good evening, and welcome to'; window ' Good evening, and welcome.'
printf '\n'
if [ -e "$HOME/dies" ]; then echo "error: the microphone is gone" >&2; exit 3; fi
sleep 987.9375 | cat
"#;

#[cfg(target_os = "linux")]
#[test]
fn a_recogniser_that_is_installed_is_heard_as_long_as_a_talk_is_open() {
    let rig = Rig::with(&["home/.local/share/cuecard/models/ggml-base.en.bin", "bin/whisper-stream"], nobody);
    fs::write(rig.at("bin/whisper-stream"), WHISPER).expect("it writes");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::iter::once(rig.at("bin")).chain(std::env::split_paths(&path));
    let me = std::env::current_exe().expect("it runs");
    let heard = std::process::Command::new(me)
        .args(["--exact", "live::recogniser::tests::hears_what_is_on_the_path", "--ignored", "--nocapture"])
        .env("PATH", std::env::join_paths(path).expect("a path"))
        .env("HOME", rig.at("home"))
        .env("XDG_DATA_HOME", rig.at("home/.local/share"))
        .env_remove("WHISPER_MODEL")
        .output()
        .expect("it starts");
    let said = String::from_utf8_lossy(&heard.stdout).into_owned() + &String::from_utf8_lossy(&heard.stderr);
    assert!(heard.status.success() && said.contains("1 passed"), "{said}");
    let asked = fs::read_to_string(rig.at("home/asked")).expect("it was asked");
    assert!(asked.starts_with("-m ") && asked.contains("ggml-base.en.bin -l en -t "), "{asked}");
    // Begun for a talk, and then, where it died, as often as it may be.
    assert_eq!(asked.lines().count(), 1 + 6, "{asked}");
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "the test above runs it in a process of its own"]
fn hears_what_is_on_the_path() {
    use std::sync::Arc;
    use std::time::Duration;

    use crate::crew::Crew;
    use crate::live::tests::running;
    use crate::live::{Form, Source, Times, Wanted, hear, listen};

    let until = |wanted: &dyn Fn() -> bool| {
        (0..2000).any(|_| {
            std::thread::sleep(Duration::from_millis(10));
            wanted()
        })
    };
    let times = Times { now: Arc::new(|| Duration::ZERO), date: String::new };
    let (crew, wanted) = (Crew::default(), Wanted { language: "en-GB".to_owned(), named: None });
    let feed = listen(&crew, Source::Auto, Form::Usual, times, || ());
    assert!(feed.hearing().is_none() && running("987.9375") == 0, "no talk is open");
    hear(&crew, &feed, wanted.clone());
    // The same again changes nothing.
    hear(&crew, &feed, wanted.clone());
    assert!(
        until(&|| feed.lines(Duration::ZERO) == ["Good evening, and welcome."]),
        "{:?}",
        feed.lines(Duration::ZERO)
    );
    assert!(until(&|| running("987.9375") == 1));
    let hearing = feed.hearing().expect("it listens");
    assert_eq!(hearing.by.as_deref(), Some("whisper-stream with ggml-base.en.bin, language en"));
    assert_eq!((hearing.microphones, hearing.quality.words), (vec!["Headset".to_owned()], 4));
    assert_eq!(hearing.level, Some((34, 61)), "now, and at most");
    assert_eq!(feed.phrases()[0].text, "Good evening, and welcome.");
    // The talk is put away.
    feed.rest();
    assert!(until(&|| running("987.9375") == 0), "it goes on listening");
    assert!(feed.hearing().is_none());
    fs::write(std::env::home_dir().expect("a folder").join("dies"), "").expect("it writes");
    hear(&crew, &feed, wanted);
    assert!(until(&|| feed.hearing().is_some_and(|hearing| hearing.gave_up)));
    let why = feed.health().1.expect("it says why");
    assert!(why.contains("ended 6 times") && why.ends_with("error: the microphone is gone"), "{why}");
    feed.close();
    assert!(crew.end(Duration::from_secs(20)).is_empty());
}
