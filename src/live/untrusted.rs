//! What a captioner or a stranger sends → the feed, and a web server's answers, without a socket. For tests and `fuzz/`.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::rt::{Read, ReadBufCursor, Write};

use super::feed::{Feed, Times};
use super::http;
use super::parse::Form;

fn feed(form: Form) -> Arc<Feed> {
    let times = Times { now: Arc::new(|| Duration::ZERO), date: String::new };
    Arc::new(Feed::new(form, times, || ()))
}

/// A stream of words, read as each form has it.
pub(crate) fn captions(bytes: &[u8]) {
    for form in [Form::Usual, Form::WhisperStreaming] {
        let feed = feed(form);
        feed.follow(bytes);
        drop(feed.lines(Duration::ZERO));
    }
}

/// What comes in over one connection.
pub(crate) fn http(bytes: &[u8]) {
    answered(bytes);
}

/// The answers on one connection over which `bytes` come in, and the lines that stand afterwards.
pub(super) fn answered(bytes: &[u8]) -> (String, Vec<String>) {
    let feed = feed(Form::Usual);
    let mut line = Line { coming: bytes.to_vec(), read: 0, answers: Vec::new() };
    http::serve_in_memory(&mut line, &feed);
    (String::from_utf8_lossy(&line.answers).into_owned(), feed.lines(Duration::ZERO))
}

/// A connection that is all there already.
pub(super) struct Line {
    coming: Vec<u8>,
    read: usize,
    answers: Vec<u8>,
}

impl Read for Line {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut into: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        let end = self.coming.len().min(self.read + into.remaining());
        into.put_slice(&self.coming[self.read..end]);
        self.read = end;
        Poll::Ready(Ok(()))
    }
}

impl Write for Line {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.answers.extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
