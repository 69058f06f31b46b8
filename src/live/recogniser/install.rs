//! A language → the one command that installs a recogniser for it, or a model for the one that is there.

use super::machine::Machine;
use super::models::{vosk_download, whisper_language};
use crate::writing::primary;

/// Installs Vosk, which has packages for every system, with its model; `there`: only the model is missing.
pub fn command(machine: &Machine, language: &str, there: bool) -> String {
    let Some(tag) = vosk_download(language) else {
        return format!(
            "For `{language}` install whisper.cpp (github.com/ggml-org/whisper.cpp), whose whisper-stream knows {}",
            if whisper_language(language) == "auto" { "most languages" } else { "it" }
        );
    };
    let made = machine.data.as_ref().map_or_else(|| "vosk".into(), |data| data.join("cuecard").join("vosk"));
    let made = quoted(&made.to_string_lossy());
    let (python, inside) = if cfg!(windows) { ("py", "Scripts") } else { ("python3", "bin") };
    let model = format!("{made}/{inside}/python -c \"import vosk; vosk.Model(lang='{tag}')\"");
    let whole = format!("{python} -m venv {made} && {made}/{inside}/pip install vosk sounddevice && {model}");
    // Whose Vosk is there, is not known to be in this folder: installing it once more does no harm.
    format!("{}: {whole}", if there { "To get one" } else { "To install one" })
}

/// Gets a model for whisper.cpp.
pub fn model_command(machine: &Machine, language: &str) -> String {
    let name = if primary(language) == "en" { "ggml-base.en.bin" } else { "ggml-base.bin" };
    let place = machine.data.as_ref().map_or_else(|| name.into(), |data| data.join("cuecard/models").join(name));
    let place = quoted(&place.to_string_lossy());
    format!("curl -L --create-dirs -o {place} https://huggingface.co/ggerganov/whisper.cpp/resolve/main/{name}")
}

fn quoted(path: &str) -> String {
    if path.contains(' ') { format!("\"{path}\"") } else { path.to_owned() }
}
