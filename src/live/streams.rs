//! A command, a file that grows, or a connection → bytes for the feed. Each runs on the feed's own thread.

use std::ffi::OsString;
use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use super::feed::Feed;
use super::parse::Parser;
use crate::crew::{Crew, Job, Task, unseen};

/// A file is looked at this often.
const POLL: Duration = Duration::from_millis(200);
/// A system that has no connection to give is asked again after this long.
const REST: Duration = Duration::from_millis(100);
/// A file may have grown by much: it is read in pieces of this many bytes.
const PIECE: u64 = 64 << 10;

const READER: Job = Job { name: "caption line", work: "Reading captions", remedy: "Connect the captioner again" };

/// Follows what a command prints. It is the speaker's own, so the system's shell reads it.
pub(super) fn command(feed: &Feed, command: &str) {
    match unseen(shell(command).stdout(Stdio::piped())).spawn() {
        Ok(mut child) => {
            let printed = child.stdout.take();
            feed.keep(child);
            printed.into_iter().for_each(|printed| feed.follow(printed));
            feed.fail(Some("the command for captions has ended".to_owned()));
        }
        Err(why) => feed.fail(Some(format!("the command for captions did not start: {why}"))),
    }
}

/// The shell for a command.
fn shell(command: &str) -> Command {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    guarded(Path::new(shell), &[flag.into(), command.into()])
}

/// A program; all that it starts ends with it, and with us, however we end: what it reads from is a pipe that nobody writes
/// to, and that is closed when nobody is left who could. A Ctrl+C in our terminal is for us alone.
#[cfg(unix)]
pub(super) fn guarded(program: &Path, arguments: &[OsString]) -> Command {
    const GUARDED: &str =
        "exec 3<&0 </dev/null; (read -r _ <&3; kill -s KILL 0) >/dev/null 2>&1 & exec 3<&-; exec \"$@\"";
    let mut line = Command::new("sh");
    line.args(["-c", GUARDED, "cuecard"]).arg(program).args(arguments).stdin(Stdio::piped());
    std::os::unix::process::CommandExt::process_group(&mut line, 0);
    line
}

#[cfg(not(unix))]
pub(super) fn guarded(program: &Path, arguments: &[OsString]) -> Command {
    let mut line = Command::new(program);
    line.args(arguments).stdin(Stdio::null());
    line
}

/// Follows what is added to a file from now on; one that comes later, or is begun anew, is read from its beginning.
pub(super) fn file(feed: &Feed, path: &Path, crew: &Crew) {
    let mut parser = Parser::new(feed.form);
    let mut at = std::fs::metadata(path).map(|file| file.len()).unwrap_or_default();
    let mut rest = Duration::ZERO;
    while crew.rest(rest) {
        let grown = grown(path, at);
        feed.fail(grown.as_ref().err().map(|why| match why.kind() {
            ErrorKind::NotFound => "the file with captions is not there yet".to_owned(),
            ErrorKind::PermissionDenied => "the file with captions may not be read".to_owned(),
            ErrorKind::InvalidInput => {
                "the file for captions is no plain file; a pipe is read by --captions 'command:cat PIPE'".to_owned()
            }
            _ => format!("the file with captions can't be read: {why}"),
        }));
        rest = POLL;
        match grown {
            Ok((from, bytes)) if !bytes.is_empty() => {
                feed.take(parser.read(&bytes));
                at = from + bytes.len() as u64;
                rest = Duration::ZERO;
            }
            Ok((from, _)) => at = from,
            Err(why) => at = if why.kind() == ErrorKind::NotFound { 0 } else { at },
        }
    }
}

/// What stands in the file after `at`, or after its beginning where it was cut, and where that begins.
fn grown(path: &Path, at: u64) -> std::io::Result<(u64, Vec<u8>)> {
    // Opening a pipe would wait for who writes to it.
    if !std::fs::metadata(path)?.is_file() {
        return Err(ErrorKind::InvalidInput.into());
    }
    let mut file = File::open(path)?;
    let from = if file.metadata()?.len() < at { 0 } else { at };
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.take(PIECE).read_to_end(&mut bytes)?;
    Ok((from, bytes))
}

/// Takes one writer at a time. A new one takes the place of the last, whose line may be dead.
pub(super) fn tcp(feed: &Arc<Feed>, address: SocketAddr, crew: &Crew) {
    let listener = match TcpListener::bind(address) {
        Ok(listener) => listener,
        Err(why) => return feed.fail(Some(no_port(&why, address))),
    };
    call_at_end(listener.local_addr().unwrap_or(address), crew);
    let mut last: Option<(TcpStream, Task<()>)> = None;
    for writer in listener.incoming() {
        if let Some((last, reader)) = last.take_if(|_| writer.is_ok()) {
            // It may be closed already; and what its reader was at is over now.
            let _ = last.shutdown(Shutdown::Both);
            let _ = reader.join();
        }
        if crew.is_ending() {
            return;
        }
        let Ok((writer, ours)) = writer.and_then(|writer| writer.try_clone().map(|ours| (writer, ours))) else {
            let _ = crew.rest(REST);
            continue;
        };
        let feed = Arc::clone(feed);
        let read = move || {
            feed.follow(&writer);
            // Ours is still open; whoever wrote waits for the line to be closed.
            let _ = writer.shutdown(Shutdown::Both);
        };
        last = Some((ours, crew.task(READER, read)));
    }
}

/// Whoever waits for a connection here has one when the program ends: nothing else wakes it.
pub(super) fn call_at_end(mut address: SocketAddr, crew: &Crew) {
    if address.ip().is_unspecified() {
        let own: IpAddr = if address.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() };
        address.set_ip(own);
    }
    // Where it is not heard, it is not waited for beyond the time for the end.
    crew.at_end(move || drop(TcpStream::connect_timeout(&address, REST)));
}

/// Why nobody can be listened to at this address.
pub(super) fn no_port(why: &std::io::Error, address: SocketAddr) -> String {
    let port = address.port();
    match why.kind() {
        ErrorKind::AddrInUse => format!("port {port} for captions is taken by another program"),
        ErrorKind::PermissionDenied => format!("port {port} for captions is the system's: choose one above 1024"),
        ErrorKind::AddrNotAvailable => format!("this computer has no address {} for captions", address.ip()),
        _ => format!("captions can't be listened for: {why}"),
    }
}
