//! What the windows and the fonts find → rows, asked for in a process of its own, since a driver may take it down or
//! never answer.

use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::app;
use crate::crew::unseen;
use crate::deck::files::Memory;
use crate::deck::read::read;
use crate::diagnostic::{Diagnostic, Severity};
use crate::layout::lay_out;
use crate::text::Shaper;

use super::page::{Row, fix, told};

/// Who has not answered by then does not answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// The finding about letters that no font has.
const GLYPH: &str = "SLD-GLYPH";
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// A word in each of some scripts that the bundled faces lack: whose letters no font has is told, as on a slide.
const SCRIPTS: &str = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n[[slide]]\ntitle = \"T\"\n\
    body = \"ไทย नमस्ते مرحبا שלום 日本語かな 한국어 বাংলা தமிழ் አማርኛ ქართ 🎉\"\n";

/// The rows; what went wrong on the way is one of them.
pub fn rows() -> Vec<Row> {
    match asked() {
        Ok(lines) => lines.lines().filter_map(row).collect(),
        Err(why) => vec![fix("Windows", why)],
    }
}

/// What that process prints: a row a line.
pub fn windows() -> String {
    let seen = app::seen();
    let mut out = String::new();
    match &seen {
        Ok(seen) => {
            seen.screens.iter().for_each(|screen| line(&mut out, "Screens", false, screen));
            line(&mut out, "Graphics", false, &seen.graphics);
        }
        Err(why) => line(&mut out, "Windows", true, why),
    }
    match app::portal() {
        None => {}
        Some(Ok(words)) => line(&mut out, "Portals", false, &words),
        Some(Err(why)) => line(&mut out, "Portals", true, &why),
    }
    let (families, missing) = fonts();
    let missing = missing.join(", ");
    let words = match missing.as_str() {
        "" => format!("{families}; all scripts that were tried have letters"),
        _ => format!("{families}; none has {missing} (where a deck needs them, `cuecard check` names the packages)"),
    };
    line(&mut out, "Fonts", false, &words);
    out
}

fn line(out: &mut String, name: &str, wrong: bool, words: &str) {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    out.push_str(&format!("{name}\t{}\t{words}\n", if wrong { '!' } else { ' ' }));
}

/// A printed line as a row; `None` for what a library printed in between.
fn row(line: &str) -> Option<Row> {
    let mut parts = line.splitn(3, '\t');
    let (name, sign, words) = (parts.next()?, parts.next()?, parts.next()?);
    let known = ["Screens", "Graphics", "Windows", "Portals", "Fonts"];
    let name = known.into_iter().find(|known| *known == name)?;
    Some(if sign == "!" { fix(name, words) } else { told(name, words) })
}

/// How many families the machine has, and which letters none of them has.
fn fonts() -> (String, Vec<String>) {
    let deck = read(SCRIPTS.as_bytes(), "scripts", &Memory::default()).deck;
    let mut shaper = Shaper::new(&[], "en");
    let found = lay_out(&deck, &mut shaper).diagnostics;
    let count = shaper.machine_families();
    (format!("{count} families beside Cuecard's own"), lacking(&found))
}

/// `the Tamil letters`, `the emoji`: what no font has.
fn lacking(found: &[Diagnostic]) -> Vec<String> {
    let missing = found.iter().filter(|it| it.code == GLYPH && it.severity == Severity::Error);
    let letters = missing.filter_map(|it| it.message.strip_prefix("no font at hand has ")?.split('`').next());
    letters.map(|letters| letters.trim().to_owned()).collect()
}

fn asked() -> Result<String, String> {
    let own = std::env::current_exe().map_err(|why| format!("the trial did not start: {why}"))?;
    let mut command = Command::new(own);
    command.args(["doctor", "--windows"]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = unseen(&mut command).spawn().map_err(|why| format!("the trial did not start: {why}"))?;
    let ended = wait(&mut child);
    let mut said = Vec::new();
    // A page is far less than a pipe holds, so nobody waits for this to be read.
    child.stdout.take().into_iter().for_each(|mut out| drop(out.read_to_end(&mut said)));
    let said = String::from_utf8_lossy(&said).into_owned();
    match ended {
        Some(true) => Ok(said),
        Some(false) => Err("the trial window came down: is there a newer driver for the graphics card?".to_owned()),
        None => Err(format!("no answer in {} seconds: does the desktop answer other programs?", PATIENCE.as_secs())),
    }
}

/// Whether it ended well; `None` if it did not in time, and was ended.
fn wait(child: &mut Child) -> Option<bool> {
    for _ in 0..PATIENCE.as_millis() / LOOK_EVERY.as_millis() {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) => sleep(LOOK_EVERY),
            Err(_) => break,
        }
    }
    // It may have ended at this moment.
    let _ = child.kill();
    let _ = child.wait();
    None
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Span;

    use super::*;

    #[test]
    fn a_row_survives_its_way_between_the_processes() {
        let mut out = String::new();
        line(&mut out, "Graphics", false, "OpenGL 4.5,\tMesa\n 25");
        line(&mut out, "Windows", true, "no window could be opened");
        let rows: Vec<Row> = out.lines().filter_map(row).collect();
        assert_eq!(rows, [told("Graphics", "OpenGL 4.5, Mesa 25"), fix("Windows", "no window could be opened")]);
        assert_eq!(row("libEGL warning: DRI3: failed"), None, "what a library prints is no row");
        assert_eq!(row("Else\t \tx"), None);
    }

    #[test]
    fn missing_letters_are_told_by_their_script() {
        let error = |message: &str| Diagnostic::error(GLYPH, None::<Span>, message);
        let found =
            [error("no font at hand has the Tamil letters `த` (U+0BA4)"), error("no font at hand has the emoji `🎉`")];
        assert_eq!(lacking(&found), ["the Tamil letters", "the emoji"]);
        assert!(fonts().0.ends_with("families beside Cuecard's own"));
    }
}
