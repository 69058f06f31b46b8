//! What strangers, other programs and web pages may try on live captions. After each, whoever means well is heard.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::untrusted::answered;
use super::{Feed, Form, Source, Times, listen};
use crate::crew::Crew;

/// No wait in these tests is longer, on however busy a machine.
const LONG: Duration = Duration::from_secs(20);
const MOST_PHRASES: usize = 64;

fn times() -> Times {
    Times { now: Arc::new(|| Duration::ZERO), date: || "2026-11-22T10:00:00Z".to_owned() }
}

/// A source that is listened to, until it is dropped: then all of it ends in time.
struct Rig {
    crew: Crew,
    feed: Arc<Feed>,
    address: SocketAddr,
}

impl Rig {
    fn start(source: impl Fn(SocketAddr) -> Source) -> Self {
        let free = TcpListener::bind(("127.0.0.1", 0)).and_then(|it| it.local_addr());
        let address = free.expect("a port is free");
        let crew = Crew::default();
        let feed = listen(&crew, source(address), Form::Usual, times(), || ());
        Self { crew, feed, address }
    }

    fn http(token: Option<&str>) -> Self {
        let token = token.map(|token| super::Secret(token.to_owned()));
        let rig = Self::start(|address| Source::Http { address, token: token.clone() });
        rig.line();
        rig
    }

    /// A connection, once there is somebody at the other end.
    fn line(&self) -> TcpStream {
        let line = until(|| TcpStream::connect(self.address).ok()).expect("somebody listens");
        line.set_read_timeout(Some(LONG)).expect("it may be set");
        line
    }

    /// What is answered to these bytes.
    fn ask(&self, bytes: &[u8]) -> String {
        let mut line = self.line();
        // Whoever is refused early may not get all of it out.
        let _ = line.write_all(bytes);
        let mut answer = Vec::new();
        let _ = line.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn post(&self, words: &str) -> String {
        let (host, length) = (self.address, words.len());
        self.ask(
            format!("POST /caption HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n\r\n{words}").as_bytes(),
        )
    }

    fn shows(&self, words: &str) -> bool {
        until(|| self.feed.lines(Duration::ZERO).join(" ").contains(words).then_some(())).is_some()
    }

    fn well(&self, words: &str) {
        let answer = self.post(&format!("{words}\n"));
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(self.shows(words), "{words}: {:?}", self.feed.lines(Duration::ZERO));
    }
}

impl Drop for Rig {
    fn drop(&mut self) {
        self.feed.close();
        let late = self.crew.end(LONG);
        assert!(late.is_empty() || thread::panicking(), "{late:?} goes on");
    }
}

fn until<T>(mut done: impl FnMut() -> Option<T>) -> Option<T> {
    const REST: Duration = Duration::from_millis(5);
    (0..LONG.as_millis() / REST.as_millis()).find_map(|_| {
        done().or_else(|| {
            thread::sleep(REST);
            None
        })
    })
}

#[test]
fn connections_that_never_end_keep_nobody_out() {
    let rig = Rig::http(None);
    let halves = [
        "",
        "P",
        "POST /caption HTTP/1.1\r\nHost: localhost\r\nContent-Le",
        "POST /caption HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nab",
    ];
    let mut slow = Vec::new();
    for at in 0..300 {
        let mut line = rig.line();
        let _ = line.write_all(halves[at % halves.len()].as_bytes());
        slow.push(line);
    }
    rig.well("heard all the same");
    drop(slow);
    rig.well("and afterwards");
}

#[test]
fn a_flood_of_posts_takes_no_memory_and_ends() {
    let rig = Rig::http(None);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..200).for_each(|_| drop(rig.post(&"flood and flood ".repeat(60)))));
        }
    });
    assert!(rig.feed.phrases().len() <= MOST_PHRASES);
    rig.well("after the flood");
}

#[test]
fn a_web_page_posts_nothing_by_whatever_name_it_was_led_here() {
    let status = |head: &str| {
        let (answers, lines) =
            answered(format!("POST /caption HTTP/1.1\r\n{head}\r\nContent-Length: 3\r\n\r\nbad").as_bytes());
        (answers.get(9..12).unwrap_or_default().to_owned(), lines)
    };
    for page in [
        "Host: localhost\r\nOrigin: https://evil.example",
        "Host: localhost\r\nOrigin: null",
        "Host: localhost\r\nOrigin: http://localhost:4747",
        "Host: localhost\r\nSec-Fetch-Site: cross-site",
        "Host: localhost\r\nSec-Fetch-Site: same-site",
        "Host: evil.example",
        "Host: localhost.evil.example:4747",
        "Host: 127.0.0.1.nip.io",
        "Host: evil.example\r\nHost: localhost",
        "Host: 10.0.0.1",
        "Host: [::1].evil.example",
        "Host: 2130706433",
    ] {
        let (status, lines) = status(page);
        assert!(["403", "400"].contains(&status.as_str()) && lines.is_empty(), "{page}: {status} {lines:?}");
    }
    assert_eq!(status("Host: localhost:4747"), ("200".to_owned(), vec!["bad".to_owned()]));
    // Numbers are none of a page's affair either, nor is what a browser asks before it posts.
    let asked = |line: &str, head: &str| answered(format!("{line} HTTP/1.1\r\n{head}\r\n\r\n").as_bytes()).0;
    assert!(asked("GET /caption/seq", "Host: evil.example").starts_with("HTTP/1.1 403"));
    let before = asked(
        "OPTIONS /caption",
        "Host: localhost\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Method: POST",
    );
    assert!(before.starts_with("HTTP/1.1 403") && !before.to_lowercase().contains("access-control"), "{before}");
    assert!(
        asked("POST http://evil.example/caption", "Host: localhost\r\nContent-Length: 0").starts_with("HTTP/1.1 403")
    );
}

#[test]
fn a_token_is_asked_for_in_every_way_and_guessed_in_none() {
    let rig = Rig::http(Some("long-enough"));
    for token in [
        "",
        "?token=",
        "?token=long",
        "?token=long-enough-",
        "?TOKEN=long-enough",
        "?token=long%2Denough",
        "/long-enough",
    ] {
        let answer =
            rig.ask(format!("POST /caption{token} HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nbad").as_bytes());
        assert!(["401", "404"].contains(&answer.get(9..12).unwrap_or_default()), "{token}: {answer}");
        assert!(!answer.contains("long-enough"), "{answer}");
    }
    assert_eq!(rig.feed.lines(Duration::ZERO), Vec::<String>::new());
    let right = "POST /caption?token=long-enough HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nwords";
    assert!(rig.ask(right.as_bytes()).starts_with("HTTP/1.1 200") && rig.shows("words"));
}

#[test]
fn heads_and_bodies_without_an_end_are_refused() {
    let post = |head: &str, body: &str| {
        answered(format!("POST /caption HTTP/1.1\r\nHost: localhost\r\n{head}\r\n\r\n{body}").as_bytes())
    };
    let refused = |(answers, lines): (String, Vec<String>), status: &[&str]| {
        let given = answers.get(9..12).unwrap_or_default();
        assert!((status.contains(&given) || answers.is_empty()) && lines.is_empty(), "{status:?}: {answers} {lines:?}");
    };
    refused(post(&format!("X: {}\r\nContent-Length: 3", "x".repeat(200 << 10)), "bad"), &["431"]);
    refused(post(&format!("{}Content-Length: 3", "X: y\r\n".repeat(2_000)), "bad"), &["431"]);
    refused(post("Content-Length: 70000", &"bad".repeat(40_000)), &["413"]);
    refused(post("Content-Length: 18446744073709551615", "bad"), &["400", "413", "431"]);
    refused(post("Content-Length: -3", "bad"), &["400"]);
    refused(post("Content-Length: 3\r\nContent-Length: 4", "bad"), &["400"]);
    refused(post("Transfer-Encoding: chunked", &"10\r\nbad bad bad bad.\r\n".repeat(20_000)), &["413"]);
    refused(post("Transfer-Encoding: chunked", "ffffffffffffffff\r\nbad"), &["400", "413", "431"]);
    refused(
        post("Transfer-Encoding: chunked", &format!("3;{}\r\nbad\r\n0\r\n\r\n", "x".repeat(100_000))),
        &["400", "413", "431"],
    );
    refused(answered(format!("POST /{} HTTP/1.1\r\n\r\n", "caption".repeat(40_000)).as_bytes()), &["414", "431"]);
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"\0\0\0\0",
        b"GET / HTTP/9.9\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\xff\xfe\r\n\r\n",
    ] {
        refused(answered(bytes), &["400", "505"]);
    }
    // A second request on the same line is not taken.
    let two = "POST /caption HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\none".repeat(2);
    assert_eq!(answered(two.as_bytes()).1, ["one"]);
}

#[test]
fn nothing_that_is_no_word_reaches_the_stage_or_the_take() {
    let post = |body: &[u8]| {
        let head = format!("POST /caption HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n", body.len());
        answered(&[head.as_bytes(), body].concat()).1.join(" ")
    };
    let no_word = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    for body in [
        &b"\xff\xfe\x80 words"[..],
        b"\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b[2J words",
        "\u{202e}sdrow\u{202c} \u{2066}a\u{2069} \u{feff}words".as_bytes(),
        b"a\0b\0 words",
        "{\"text\": \"\\u001b[31m \\u202e \\u0000 words\"}".as_bytes(),
    ] {
        let shown = post(body);
        assert!(shown.ends_with("words") && !shown.contains(no_word), "{shown:?}");
    }
    assert_eq!(post(&[&b"before"[..], &[8; 65_000], b"words"].concat()), "words");
    assert_eq!(post(&[8; 65_000]), "");
}

#[test]
fn two_hundred_writers_of_whom_one_means_well() {
    let rig = Rig::start(Source::Tcp);
    let mut others: Vec<TcpStream> = (0..200).map(|_| rig.line()).collect();
    for other in &mut others {
        let _ = other.write_all(b"noise ");
    }
    let mut line = rig.line();
    line.write_all(&b"without an end ".repeat(200_000)).expect("it is read");
    line.write_all(b"\nwhat was said\n").expect("it is read");
    assert!(rig.shows("what was said"), "{:?}", rig.feed.lines(Duration::ZERO));
}

#[cfg(unix)]
#[test]
fn a_file_that_is_none_is_told_and_holds_nothing_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|made| made.success()));
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&pipe, &link).expect("it links");
    for path in [pipe, link, "/dev/zero".into(), folder.path().to_path_buf()] {
        let rig = Rig::start(|_| Source::File(path.clone()));
        let told = until(|| rig.feed.health().1);
        assert!(told.as_ref().is_some_and(|why| why.contains("no plain file")), "{}: {told:?}", path.display());
    }
}

#[cfg(unix)]
#[test]
fn a_command_that_never_stops_printing_ends_with_the_talk() {
    for command in ["yes what it says", "cat /dev/zero", "yes | tr -d '\\n'", "exec 1>&-; sleep 999.125"] {
        let rig = Rig::start(|_| Source::Command(command.to_owned()));
        thread::sleep(Duration::from_millis(50));
        assert!(rig.feed.phrases().len() <= MOST_PHRASES, "{command}");
        // It ends when it is dropped.
        drop(rig);
    }
}

#[test]
fn a_port_that_is_taken_is_told() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    let address = taken.local_addr().expect("it has one");
    for source in [Source::Tcp(address), Source::Http { address, token: None }] {
        let crew = Crew::default();
        let told = Arc::new(AtomicBool::new(false));
        let hears = Arc::clone(&told);
        let feed = listen(&crew, source, Form::Usual, times(), move || hears.store(true, Ordering::Release));
        let why = until(|| feed.health().1).expect("it is told");
        assert!(why.contains("taken by another program") && told.load(Ordering::Acquire), "{why}");
        assert!(crew.end(LONG).is_empty());
    }
}
