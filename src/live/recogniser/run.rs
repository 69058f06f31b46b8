//! A talk's language → a recogniser that listens as long as the talk is open, and begins again where it ends.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use super::find::{Recogniser, Wanted, find};
use super::machine::Machine;
use crate::crew::{Crew, Job, unseen};
use crate::live::feed::Feed;
use crate::live::streams::guarded;

const LISTENER: Job = Job { name: "recogniser", work: "Listening to the microphone", remedy: "Open the talk again" };
const REMARKS: Job = Job { name: "its remarks", work: "Reading what the recogniser remarks", remedy: "" };

/// So often in a row it is begun again, each time after twice the time.
const MOST_DEATHS: u32 = 5;
const FIRST_REST: Duration = Duration::from_millis(if cfg!(test) { 10 } else { 500 });
/// What has listened this long was well.
const WELL: Duration = Duration::from_secs(60);
/// Of what it remarks, the last letters are kept for the reason of its end.
const LONGEST_REMARK: usize = 300;

/// Has the words of a talk heard from now on, on a thread of its own, until the feed is told otherwise.
pub fn hear(crew: &Crew, feed: &Arc<Feed>, wanted: Wanted) {
    let Some(turn) = feed.begin_turn(&wanted) else { return };
    let (threads, feed) = (crew.clone(), Arc::clone(feed));
    // What comes of it stands in the feed.
    drop(crew.task(LISTENER, move || match find(&Machine::here(), &wanted.language, wanted.named.as_deref()) {
        Ok(found) => listen(&feed, turn, &found, &threads),
        Err(why) => feed.give_up(turn, why),
    }));
}

/// Runs it until its turn is over, or it ends too often.
fn listen(feed: &Arc<Feed>, turn: u64, found: &Recogniser, crew: &Crew) {
    let (mut deaths, mut rest) = (0, FIRST_REST);
    feed.found(turn, found);
    while feed.has_turn(turn) && !crew.is_ending() {
        let began = (feed.times.now)();
        let why = match run(feed, turn, found, crew) {
            Ok(why) => why,
            Err(why) => return feed.give_up(turn, format!("{} did not start: {why}", found.words)),
        };
        if (feed.times.now)().saturating_sub(began) > WELL {
            (deaths, rest) = (0, FIRST_REST);
        }
        deaths += 1;
        let why = if why.is_empty() { String::new() } else { format!(": {why}") };
        if deaths > MOST_DEATHS {
            return feed.give_up(turn, format!("{} ended {deaths} times and is not started again{why}", found.words));
        }
        feed.ended(turn, format!("{} ended and is started again{why}", found.words));
        if !crew.rest(rest) {
            return;
        }
        rest *= 2;
    }
}

/// Runs it once to its end; returns its last remark.
fn run(feed: &Arc<Feed>, turn: u64, found: &Recogniser, crew: &Crew) -> std::io::Result<String> {
    let mut command = guarded(&found.program, &found.arguments);
    let mut child = unseen(command.stdout(Stdio::piped()).stderr(Stdio::piped())).spawn()?;
    let (printed, remarked) = (child.stdout.take(), child.stderr.take());
    if !feed.keep_for(turn, child) {
        return Ok(String::new());
    }
    let hearer = Arc::clone(feed);
    let remarks = crew.task(REMARKS, move || remarked.map(|it| remarks(&hearer, turn, it)).unwrap_or_default());
    printed.into_iter().for_each(|printed| feed.follow_machine(turn, printed, found.overlaps));
    feed.end_child(turn);
    Ok(remarks.join().unwrap_or_default())
}

/// Reads what it says beside the words: which microphone it has, how loud that is, that it is too slow, and why it ends.
fn remarks(feed: &Feed, turn: u64, stream: impl Read) -> String {
    let (mut last, mut line) = (String::new(), Vec::new());
    let mut stream = BufReader::new(stream);
    loop {
        line.clear();
        // A line without an end is no remark.
        match stream.by_ref().take(1 << 16).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return last,
            Ok(_) => {}
        }
        let words = String::from_utf8_lossy(&line);
        let words: String = words.trim().chars().filter(|c| !c.is_control()).take(LONGEST_REMARK).collect();
        if let Some((_, name)) = words.split_once("Capture device") {
            let name = name.split_once('\'').and_then(|(_, name)| name.rsplit_once('\''));
            name.into_iter().for_each(|(name, _)| feed.microphone(turn, name));
        } else if let Some(level) = words.strip_prefix("Level: ").and_then(|level| level.parse().ok()) {
            feed.level(turn, level);
        } else if words.contains("cannot process audio fast enough") {
            feed.late(turn);
        } else if is_reason(&words) {
            last = words;
        }
    }
}

/// Whether a line may be why a program ends: whisper.cpp says much more of what it does.
fn is_reason(line: &str) -> bool {
    let small = line.to_lowercase();
    ["error", "fail", "couldn't", "could not", "cannot", "no microphone", "not found", "unknown", "denied", "ended"]
        .iter()
        .any(|sign| small.contains(sign))
}
