//! `cuecard times`: what takes teach → times for the slides, listed or written into the deck.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

use super::columns::{LONGEST_TITLE, columns, cut};
use crate::captions::formats::clock;
use crate::deck::plan::{Plan, PlannedSlide};
use crate::diagnostic::report;
use crate::diagnostic::{Severity, counted};
use crate::settings;
use crate::takes::times::{Source, Times, suggested};
use crate::takes::{self, Learnt, Step};
use crate::talk::Talk;
use crate::terminal::tell;

/// Lists suggested times.
#[derive(Args)]
pub struct Asked {
    /// The deck's folder, or its deck.toml
    #[arg(value_name = "DECK")]
    deck: PathBuf,
    /// Write the times into deck.toml; all else in it stays as it is
    #[arg(long)]
    write: bool,
}

pub fn times(asked: &Asked) -> Result<ExitCode, String> {
    let talk = Talk::open(&asked.deck)?;
    let learnt = takes::learnt(&asked.deck, settings::state_folder().as_deref(), &talk.plan);
    let suggested = suggested(&learnt, &talk.plan);
    if suggested.iter().all(Option::is_none) {
        return Err("no take of the whole talk teaches times yet; rehearse it to its end and come back".to_owned());
    }
    if !asked.write {
        print!("{}", list(&talk.plan, &learnt, &suggested));
        let news = talk.deck.slides.iter().zip(&suggested);
        if news.into_iter().any(|(slide, step)| step.is_some_and(|step| slide.time != Some(step.time))) {
            println!("\n`cuecard times {} --write` puts them into the deck", asked.deck.display());
        }
        return Ok(ExitCode::SUCCESS);
    }
    let faults = talk.diagnostics.iter().filter(|fault| fault.severity == Severity::Error);
    let faults: Vec<_> = faults.cloned().collect();
    if !faults.is_empty() {
        tell(format_args!("{}", report::render(&faults, &talk.sources, false)));
        return Err("the deck has faults, so no time was written; fix them first".to_owned());
    }
    let source = Source { path: &asked.deck, deck: &talk.deck, plan: &talk.plan, sources: &talk.sources };
    let times = Times::of(source, &suggested)?;
    if times.changes.is_empty() {
        println!("{}: its times are those of your takes already", times.file().display());
    }
    for written in times.write()? {
        println!("{}: {} from your takes", written.file.display(), counted(written.count, "time"));
    }
    Ok(ExitCode::SUCCESS)
}

fn list(plan: &Plan, learnt: &Learnt, suggested: &[Option<Step>]) -> String {
    let time = |time: Duration| clock(time.as_millis() as u64);
    let told = || plan.slides.iter().zip(suggested).filter(|(slide, _)| !slide.hidden && !slide.appendix);
    let row = |(slide, suggested): (&PlannedSlide, &Option<Step>)| {
        let took = learnt.slide(&slide.id).map(|step| time(step.time)).unwrap_or_default();
        let from = match suggested.map(|step| step.takes) {
            None => "not known: paused, skipped or changed in each take".to_owned(),
            Some(1) => "from 1 take".to_owned(),
            Some(takes) => format!("from {takes} takes"),
        };
        let new = suggested.map(|step| time(step.time)).unwrap_or_default();
        vec![slide.number.to_string(), cut(&slide.name(), LONGEST_TITLE), time(slide.planned), took, new, from]
    };
    let rows: Vec<Vec<String>> = told().map(row).collect();
    let sum: Duration = told().map(|(slide, new)| new.map_or(slide.planned, |step| step.time)).sum();
    let heads = ["No.", "Slide", "Now", "Took", "Suggested", ""];
    format!("{}\nTogether {} of {}\n", columns(&heads, &rows, &[1, 5]), time(sum), time(plan.length))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A take of slide `a`, then from `next` to `end` of slide `b`, in milliseconds.
    fn take(deck: &std::path::Path, next: u32, end: u32) {
        std::fs::create_dir(deck.join("takes")).expect("it is made");
        let log = format!(
            "{{\"t\":0,\"e\":\"slide\",\"id\":\"a\",\"step\":0}}\n\
             {{\"t\":{next},\"e\":\"slide\",\"id\":\"b\",\"step\":0}}\n{{\"t\":{end},\"e\":\"end\"}}\n"
        );
        std::fs::write(deck.join("takes/2026-11-22-140501.jsonl"), log).expect("it writes");
    }

    #[test]
    fn times_are_written_once_and_never_into_a_faulty_deck() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deck.toml");
        let deck = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n# One\n[[slide]]\ntitle = \"A\"\n[[slide]]\ntitle = \"B\"\ntime = \"1m\"\n";
        std::fs::write(&path, deck).expect("it writes");
        let ask = |write| times(&Asked { deck: folder.path().to_owned(), write }).map(|code| code == ExitCode::SUCCESS);
        assert!(ask(true).is_err_and(|why| why.contains("rehearse it")));
        take(folder.path(), 42_499, 44_000);
        assert_eq!(ask(false), Ok(true));
        assert_eq!(std::fs::read_to_string(&path).as_deref().ok(), Some(deck), "only listed");
        assert_eq!(ask(true), Ok(true));
        let new = deck.replace("\"A\"\n", "\"A\"\ntime = \"40s\"\n").replace("1m", "5s");
        assert_eq!(std::fs::read_to_string(&path).as_deref().ok(), Some(new.as_str()));
        let before = std::fs::metadata(&path).and_then(|it| it.modified()).expect("it is there");
        assert_eq!(ask(true), Ok(true));
        assert_eq!(std::fs::metadata(&path).and_then(|it| it.modified()).ok(), Some(before), "not written again");
        let written = new.replace("40s", "0m40s").replace("5s", "9s");
        std::fs::write(&path, &written).expect("it writes");
        assert_eq!(ask(true), Ok(true));
        let again = written.replace("9s", "5s");
        assert_eq!(
            std::fs::read_to_string(&path).as_deref().ok(),
            Some(again.as_str()),
            "the same time stays as written"
        );
        let faulty = new.replace("title = \"B\"", "title = \"B\"\nlayout = \"bulets\"").replace("5s", "50s");
        std::fs::write(&path, &faulty).expect("it writes");
        assert!(ask(true).is_err_and(|why| why.contains("faults")));
        assert_eq!(std::fs::read_to_string(&path).as_deref().ok(), Some(faulty.as_str()));
    }
    #[test]
    fn an_appendix_in_the_middle_of_the_file_gets_no_time_of_another_slide() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deck.toml");
        let deck = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n[[slide]]\ntitle = \"A\"\n[[slide]]\ntitle = \"Z\"\nappendix = true\n[[slide]]\ntitle = \"B\"\n";
        std::fs::write(&path, deck).expect("it writes");
        take(folder.path(), 40_000, 60_000);
        let done = times(&Asked { deck: folder.path().to_owned(), write: true });
        assert!(done.is_ok_and(|code| code == ExitCode::SUCCESS));
        let new = deck.replace("\"A\"\n", "\"A\"\ntime = \"40s\"\n").replace("\"B\"\n", "\"B\"\ntime = \"20s\"\n");
        assert_eq!(std::fs::read_to_string(&path).as_deref().ok(), Some(new.as_str()));
    }

    #[test]
    fn times_of_included_slides_go_into_their_own_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let (deck, part) = (folder.path().join("deck.toml"), folder.path().join("part.toml"));
        let words =
            "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n[[slide]]\ntitle = \"A\"\n[[slide]]\ninclude = \"part.toml\"\n";
        std::fs::write(&deck, words).expect("it writes");
        std::fs::write(&part, "# A part\n[[slide]]\ntitle = \"B\" # b\n").expect("it writes");
        take(folder.path(), 40_000, 60_000);
        let done = times(&Asked { deck: folder.path().to_owned(), write: true });
        assert!(done.is_ok_and(|code| code == ExitCode::SUCCESS));
        let text = |path: &PathBuf| std::fs::read_to_string(path).expect("it is there");
        assert_eq!(text(&deck), words.replace("\"A\"\n", "\"A\"\ntime = \"40s\"\n"));
        assert_eq!(text(&part), "# A part\n[[slide]]\ntitle = \"B\" # b\ntime = \"20s\"\n");
    }
}
