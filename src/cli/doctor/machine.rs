//! The machine and what is installed on it → rows: system, desktop, programs that help, folders.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::app;
use crate::crew::{cores, unseen};
use crate::diagnostic::{Severity, counted};
use crate::settings;

use super::page::{Row, fix, told};

/// Programs that listen and print captions, as `--captions command:…` takes them.
const RECOGNISERS: [&str; 8] = [
    "whisper-stream",
    "whisper-cli",
    "whisper_online_server",
    "whisper-live",
    "vosk-microphone",
    "vosk-transcriber",
    "nerd-dictation",
    "sherpa-onnx-microphone",
];

/// How a clicker calls itself, by its makers; none is named here by what its owner calls it.
const CLICKERS: [&str; 12] = [
    "Presenter",
    "Spotlight",
    "R400",
    "R500",
    "R700",
    "R800",
    "Kensington",
    "Norwii",
    "DinoFire",
    "Targus",
    "Clicker",
    "Logitech USB Receiver",
];

pub fn rows() -> Vec<Row> {
    let mut rows = vec![told("System", system()), told("Desktop", desktop())];
    rows.extend(libraries());
    rows.extend([told("Sound", sound()), ffmpeg(), told("Recognisers", recognisers()), told("Clicker", clicker())]);
    rows.extend(folders());
    rows
}

fn word(name: &str) -> Option<String> {
    std::env::var_os(name)?.into_string().ok().filter(|word| !word.is_empty())
}

/// `Debian GNU/Linux 12 (bookworm), kernel 6.1.0, x86_64, 2 cores, 23 GiB of memory`
fn system() -> String {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    let name = name.map_or(std::env::consts::OS, |name| name.trim_matches('"')).to_owned();
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").ok().map(|it| format!("kernel {}", it.trim()));
    let memory = fs::read_to_string("/proc/meminfo").ok().and_then(|text| memory(&text));
    let parts = [Some(name), kernel, Some(std::env::consts::ARCH.to_owned()), Some(counted(cores(), "core")), memory];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The machine's memory from the kernel's table.
fn memory(table: &str) -> Option<String> {
    let total = table.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kib: u64 = total.split_whitespace().next()?.parse().ok()?;
    Some(format!("{} GiB of memory", (kib + (1 << 19)) >> 20))
}

/// What kind of desktop it is, and in which language.
fn desktop() -> String {
    let kind = word("XDG_CURRENT_DESKTOP").unwrap_or_else(|| "no name".to_owned());
    let session = word("XDG_SESSION_TYPE");
    let shown = ["WAYLAND_DISPLAY", "DISPLAY"].into_iter().filter(|name| word(name).is_some());
    let shown: Vec<&str> = shown.collect();
    let language = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(word);
    if !cfg!(all(unix, not(target_os = "macos"))) {
        return language.map_or_else(|| "the system's own".to_owned(), |it| format!("the system's own, language {it}"));
    }
    let parts = [
        Some(kind),
        session,
        Some(if shown.is_empty() {
            "neither WAYLAND_DISPLAY nor DISPLAY is set".to_owned()
        } else {
            shown.join(" and ")
        }),
        language.map(|it| format!("language {it}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn libraries() -> Option<Row> {
    let lacking = app::lacking_libraries()?;
    Some(match lacking.as_str() {
        "" => told("Libraries", "all that windows need are there"),
        lacking => fix("Libraries", lacking),
    })
}

/// Cuecard plays no sound; those who listen for captions need it.
fn sound() -> String {
    if !cfg!(target_os = "linux") {
        return "the system's own".to_owned();
    }
    let runtime = word("XDG_RUNTIME_DIR").map(PathBuf::from).unwrap_or_default();
    let servers = [("PipeWire", "pipewire-0"), ("PulseAudio", "pulse/native")];
    let servers =
        servers.into_iter().filter(|(_, socket)| runtime.join(socket).exists()).map(|(name, _)| name.to_owned());
    let cards = fs::read_to_string("/proc/asound/cards").unwrap_or_default();
    let cards = cards.lines().filter(|line| line.contains("]: ")).count();
    let known: Vec<String> = servers.chain([counted(cards, "sound card")]).collect();
    known.join(", ")
}

fn ffmpeg() -> Row {
    match first_line("ffmpeg", "-version") {
        Some(line) => told("ffmpeg", line.split(" Copyright").next().unwrap_or_default()),
        None => told("ffmpeg", "not here: only needed to put captions and chapters into a recording"),
    }
}

fn recognisers() -> String {
    let there: Vec<&str> = RECOGNISERS.into_iter().filter(|name| on_path(name)).collect();
    if there.is_empty() {
        "none known: captions can also come by HTTP or from a file".to_owned()
    } else {
        there.join(", ")
    }
}

/// The first line that a program prints about itself.
fn first_line(program: &str, flag: &str) -> Option<String> {
    if !on_path(program) {
        return None;
    }
    let mut command = Command::new(program);
    let ran = unseen(command.arg(flag).stdin(Stdio::null())).output().ok()?;
    Some(String::from_utf8_lossy(&ran.stdout).lines().next()?.trim().to_owned())
}

fn on_path(program: &str) -> bool {
    let file = if cfg!(windows) { format!("{program}.exe") } else { program.to_owned() };
    std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).any(|folder| folder.join(&file).is_file())
}

fn clicker() -> String {
    let Ok(devices) = fs::read_to_string("/proc/bus/input/devices") else {
        return "the system does not tell; any that sends keys is learnt on the clicker's page".to_owned();
    };
    let found = clickers(&devices);
    if found.is_empty() { "none known is plugged in".to_owned() } else { found.join(", ") }
}

/// Clickers in the kernel's list of devices, by the name of their kind alone.
fn clickers(devices: &str) -> Vec<&'static str> {
    let names: Vec<String> =
        devices.lines().filter_map(|line| line.strip_prefix("N: Name=")).map(str::to_lowercase).collect();
    let kinds = CLICKERS.into_iter();
    kinds.filter(|kind| names.iter().any(|name| name.contains(&kind.to_lowercase()))).collect()
}

fn folders() -> Vec<Row> {
    let loaded = settings::load();
    let settings = match &loaded.path {
        None => fix("Settings", "the system has no place for them: is HOME set?"),
        Some(path) if !path.exists() => told("Settings", format!("{}: none yet", path.display())),
        Some(path) => {
            let faults = loaded.diagnostics.iter().filter(|it| it.severity == Severity::Error).count();
            match faults {
                0 => told("Settings", path.display().to_string()),
                faults => {
                    let faults = counted(faults, "fault");
                    fix("Settings", format!("{}: {faults}; `cuecard keys` tells", path.display()))
                }
            }
        }
    };
    let themes = settings::themes_folder().filter(|folder| folder.exists());
    let themes = themes.map(|folder| told("Themes", folder.display().to_string()));
    let own = settings::state_folder().map(|folder| match room_to_write(&folder) {
        Ok(words) => told("Own folder", format!("{}: {words}", folder.display())),
        Err(why) => {
            fix("Own folder", format!("{}: {why}. Takes that no deck's folder takes go there", folder.display()))
        }
    });
    let talks = settings::talks_folder().map(|folder| {
        let there = if folder.exists() { "" } else { " (made with the first talk)" };
        told("New talks", format!("{}{there}", folder.display()))
    });
    std::iter::once(settings).chain(themes).chain(own).chain(talks).collect()
}

/// Whether a folder can be written to, or could be made; nothing is left in it.
fn room_to_write(folder: &Path) -> Result<&'static str, String> {
    let Some(there) = folder.ancestors().find(|folder| folder.is_dir()) else {
        return Err("there is no such place".to_owned());
    };
    let name = format!(".cuecard-doctor-{}", std::process::id());
    let place = crate::files::Beneath::open(there).map_err(|why| why.to_string())?;
    place.create(&name).and_then(|_| place.remove(&name)).map_err(|why| format!("can't be written to: {why}"))?;
    Ok(if there == folder { "can be written to" } else { "can be made" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_told_in_whole_gibibytes() {
        assert_eq!(memory("MemTotal:       24589312 kB\nMemFree: 1 kB\n").as_deref(), Some("23 GiB of memory"));
        assert_eq!(memory("MemTotal: many\n"), None);
        assert_eq!(memory(""), None);
    }

    #[test]
    fn clickers_are_told_by_kind_and_not_by_what_their_owner_calls_them() {
        let devices = "I: Bus=0003 Vendor=046d\nN: Name=\"Ana's Logitech R400\"\nH: Handlers=kbd\n\n\
                       N: Name=\"AT Translated Set 2 keyboard\"\nN: Name=\"Bob’s headphones\"\n";
        assert_eq!(clickers(devices), ["R400"]);
        assert!(clickers("").is_empty());
    }

    #[test]
    fn looking_leaves_nothing_behind() {
        let place = tempfile::tempdir().expect("a folder");
        assert_eq!(room_to_write(place.path()), Ok("can be written to"));
        assert_eq!(room_to_write(&place.path().join("a/b")), Ok("can be made"));
        assert_eq!(fs::read_dir(place.path()).expect("it lists").count(), 0);
    }

    #[test]
    fn the_machine_is_told_in_rows_with_words() {
        let rows = rows();
        for name in ["System", "Desktop", "Sound", "ffmpeg", "Recognisers", "Clicker", "Settings"] {
            assert!(rows.iter().any(|row| row.name == name && !row.words.is_empty()), "{name} in {rows:?}");
        }
    }
}
