//! A machine, a language and perhaps a program that the speaker named → the recogniser for live captions, with its model.
//!
//! Nothing here asks the network: a model is used where it is, and none is fetched.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::install::{command, model_command};
use super::machine::{Machine, is_program};
use super::models::{vosk_rank, whisper_language, whisper_rank};

/// whisper.cpp's program for a microphone, as it is called today, in other packages, and in former days.
const WHISPER: [&str; 3] = ["whisper-stream", "whisper-cpp-stream", "stream"];
/// Where it is when it was built by hand, in the speaker's own folder.
const BUILT: [&str; 4] =
    ["whisper.cpp/build/bin", "src/whisper.cpp/build/bin", "git/whisper.cpp/build/bin", "whisper.cpp"];
/// Folders with Whisper's models, in the speaker's own folder and in the system.
const OWN_MODELS: [&str; 8] = [
    "whisper.cpp/models",
    "src/whisper.cpp/models",
    "git/whisper.cpp/models",
    ".local/share/whisper.cpp",
    ".local/share/whisper",
    ".cache/whisper.cpp",
    ".cache/whisper",
    "models",
];
const MODELS: [&str; 8] = [
    "/usr/share/whisper.cpp/models",
    "/usr/share/whisper.cpp",
    "/usr/share/whisper-cpp",
    "/usr/local/share/whisper.cpp/models",
    "/usr/local/share/whisper-cpp",
    "/opt/homebrew/share/whisper-cpp",
    "/opt/whisper.cpp/models",
    "/var/lib/whisper.cpp/models",
];
/// Listens to the microphone with Vosk's own library, which has no program that does.
const VOSK_SCRIPT: &str = include_str!("../../../assets/captions/vosk.py");
/// New words every second; a line is done after seven. Shorter windows cost more than small machines have.
const STEP: &str = "1000";
const LENGTH: &str = "8000";
const KEEP: &str = "200";

/// What is to be heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// BCP 47.
    pub language: String,
    /// The program that the speaker named.
    pub named: Option<String>,
}

/// What listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recogniser {
    /// As the speaker knows it: `whisper-stream with ggml-base.en.bin, in English`
    pub words: String,
    pub program: PathBuf,
    pub arguments: Vec<OsString>,
    /// The end of a phrase is heard again at the beginning of the next.
    pub overlaps: bool,
}

/// The recogniser for a talk in this language (BCP 47). `named`: the program that the speaker named, with its words.
///
/// # Errors
/// What is missing, and the one command for it.
pub fn find(machine: &Machine, language: &str, named: Option<&str>) -> Result<Recogniser, String> {
    if let Some(named) = named {
        return named_one(machine, language, named);
    }
    let whisper = whisper(machine);
    if let Some(program) = &whisper
        && let Some(model) = whisper_model(machine, program, language)
    {
        return Ok(by_whisper(program, &model, language));
    }
    let vosk = vosk_python(machine);
    if let Some(python) = &vosk
        && let Some(model) = vosk_model(machine, language)
    {
        return Ok(by_vosk(python, &model));
    }
    Err(match (&whisper, &vosk) {
        (Some(program), _) => {
            let name = name_of(program);
            format!("{name} is here, but no model for `{language}`. To get one: {}", model_command(machine, language))
        }
        (None, Some(_)) => format!("Vosk is here, but no model for `{language}`. {}", command(machine, language, true)),
        (None, None) => format!("No speech recogniser is installed. {}", command(machine, language, false)),
    })
}

/// The speaker's own: whisper.cpp's program wherever it is, or a command that prints what it hears.
fn named_one(machine: &Machine, language: &str, named: &str) -> Result<Recogniser, String> {
    let named = named.trim();
    let program = Path::new(named);
    let is_whisper = WHISPER.iter().any(|name| name_of(program).trim_end_matches(".exe") == *name);
    if is_whisper {
        let place =
            if program.components().count() == 1 { machine.program(named) } else { Some(program.to_path_buf()) };
        let program = place.filter(|place| is_program(place)).ok_or_else(|| {
            format!("`{named}`, which your settings name under [captions] as the recogniser, is no program")
        })?;
        let model = whisper_model(machine, &program, language).ok_or_else(|| {
            format!("`{named}` has no model for `{language}`. To get one: {}", model_command(machine, language))
        })?;
        return Ok(by_whisper(&program, &model, language));
    }
    let line = named.replace("{language}", &plain(language));
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    Ok(Recogniser {
        words: format!("`{named}`, from your settings"),
        program: shell.into(),
        arguments: vec![flag.into(), line.into()],
        overlaps: false,
    })
}

/// A language comes from a deck, and nothing of a deck is read by a shell.
fn plain(language: &str) -> String {
    language.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

fn name_of(program: &Path) -> String {
    program.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// whisper.cpp's program; `stream` may be another's.
fn whisper(machine: &Machine) -> Option<PathBuf> {
    let built = BUILT.iter().filter_map(|place| machine.own(place));
    let built = built.flat_map(|folder| WHISPER.map(|name| folder.join(name))).filter(|file| is_program(file));
    let mut all = WHISPER.iter().filter_map(|name| machine.program(name)).chain(built);
    all.find(|program| name_of(program).contains("whisper") || (machine.says)(program, &["--help"], "--vad-thold"))
}

/// The best model for a language; `WHISPER_MODEL` names one, or the folder.
fn whisper_model(machine: &Machine, program: &Path, language: &str) -> Option<PathBuf> {
    let asked = (machine.value)("WHISPER_MODEL").map(PathBuf::from);
    if let Some(file) = asked.as_ref().filter(|file| file.is_file()) {
        return Some(file.clone());
    }
    // Built by hand, models are beside the program's folder.
    let beside = program.ancestors().skip(1).take(3).map(|folder| folder.join("models"));
    let own = OWN_MODELS.iter().filter_map(|place| machine.own(place));
    let kept =
        machine.data.iter().flat_map(|data| ["cuecard/models", "whisper.cpp", "whisper"].map(|it| data.join(it)));
    let packaged = packages().into_iter();
    let folders =
        asked.into_iter().chain(beside).chain(kept).chain(own).chain(MODELS.map(PathBuf::from)).chain(packaged);
    best(folders, |name| whisper_rank(name, language))
}

/// Packages with one model each: `/usr/share/whisper.cpp-model-base.en`
fn packages() -> Vec<PathBuf> {
    let there = std::fs::read_dir("/usr/share").into_iter().flatten().flatten();
    let models = there.filter(|entry| entry.file_name().to_string_lossy().starts_with("whisper.cpp-model-"));
    models.map(|entry| entry.path()).collect()
}

/// The best of what lies in these folders; of equals the first.
fn best(folders: impl Iterator<Item = PathBuf>, rank: impl Fn(&str) -> Option<usize>) -> Option<PathBuf> {
    let entries = folders.flat_map(|folder| {
        let mut all: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path()).collect();
        all.sort();
        all
    });
    let ranked = entries.filter_map(|path| Some((rank(&name_of(&path))?, path)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, path)| path)
}

fn by_whisper(program: &Path, model: &Path, language: &str) -> Recogniser {
    let file = name_of(model);
    let english = file.split(['-', '.']).any(|part| part == "en");
    let spoken = if english { "en" } else { whisper_language(language) };
    // Windows are painted meanwhile.
    let threads = std::thread::available_parallelism().map_or(2, |all| (all.get() / 2).clamp(2, 8)).to_string();
    let model_words: [OsString; 2] = ["-m".into(), model.into()];
    let others = ["-l", spoken, "-t", &threads, "--step", STEP, "--length", LENGTH, "--keep", KEEP];
    Recogniser {
        words: format!("{} with {file}, language {spoken}", name_of(program)),
        program: program.to_path_buf(),
        arguments: model_words.into_iter().chain(others.map(Into::into)).collect(),
        overlaps: true,
    }
}

/// A Python that has Vosk: the one that Cuecard's own hint makes, the one of Vosk's own program, or the system's.
fn vosk_python(machine: &Machine) -> Option<PathBuf> {
    let inside = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
    let made = machine.data.iter().map(|data| data.join("cuecard/vosk").join(inside));
    let of_program = machine.program("vosk-transcriber").and_then(|file| first_line(&file));
    let system = ["python3", "python"].iter().filter_map(|name| machine.program(name));
    let mut all = made.chain(of_program).chain(system).filter(|file| is_program(file));
    all.find(|python| (machine.says)(python, &["-c", "import vosk"], ""))
}

/// The interpreter in a script's first line.
fn first_line(script: &Path) -> Option<PathBuf> {
    use std::io::Read;
    let mut head = Vec::new();
    std::fs::File::open(script).ok()?.take(512).read_to_end(&mut head).ok()?;
    let line = String::from_utf8_lossy(&head).lines().next()?.strip_prefix("#!")?.trim().to_owned();
    Some(PathBuf::from(line.split_whitespace().next()?))
}

/// Vosk's models, where Vosk looks for them itself.
fn vosk_model(machine: &Machine, language: &str) -> Option<PathBuf> {
    let asked = (machine.value)("VOSK_MODEL_PATH").map(PathBuf::from);
    let own = [".cache/vosk", "AppData/Local/vosk"].iter().filter_map(|place| machine.own(place));
    let kept = machine.data.iter().map(|data| data.join("cuecard/models"));
    let folders = asked.into_iter().chain(["/usr/share/vosk".into()]).chain(own).chain(kept);
    best(folders, |name| vosk_rank(name, language)).filter(|place| place.is_dir())
}

fn by_vosk(python: &Path, model: &Path) -> Recogniser {
    let arguments = ["-u".into(), "-c".into(), VOSK_SCRIPT.into(), model.as_os_str().to_owned()];
    Recogniser {
        words: format!("Vosk with {}", name_of(model)),
        program: python.to_path_buf(),
        arguments: arguments.into(),
        overlaps: false,
    }
}
