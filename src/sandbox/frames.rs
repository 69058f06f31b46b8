//! A message ↔ bytes on a pipe: a letter for what it is, the length of its content in eight bytes, the content.

use std::io::{self, ErrorKind, Read, Write};

/// From the program: something to be done, and what it answers to a question.
pub(super) const JOB: u8 = b'j';
pub(super) const REPLY: u8 = b'r';
/// From the helper: a question, the answer, and that there is none since the work panicked.
pub(super) const QUESTION: u8 = b'q';
pub(super) const ANSWER: u8 = b'a';
pub(super) const PANIC: u8 = b'p';

/// A message up to this length goes out in one piece.
const SMALL: usize = 16 * 1024;

/// Sends the parts as one message.
pub(super) fn send(to: &mut impl Write, letter: u8, parts: &[&[u8]]) -> io::Result<()> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut head = vec![letter];
    head.extend((length as u64).to_le_bytes());
    if length <= SMALL {
        parts.iter().for_each(|part| head.extend(*part));
        to.write_all(&head)?;
    } else {
        to.write_all(&head)?;
        parts.iter().try_for_each(|part| to.write_all(part))?;
    }
    to.flush()
}

/// The next message, of at most `most` bytes.
pub(super) fn receive(from: &mut impl Read, most: u64) -> io::Result<(u8, Vec<u8>)> {
    let mut head = [0; 9];
    from.read_exact(&mut head)?;
    let [letter, length @ ..] = head;
    let length = u64::from_le_bytes(length);
    let room = usize::try_from(length).ok().filter(|_| length <= most).ok_or(ErrorKind::InvalidData)?;
    let mut content = Vec::new();
    content.try_reserve_exact(room).map_err(|_| ErrorKind::OutOfMemory)?;
    from.take(length).read_to_end(&mut content)?;
    if content.len() < room { Err(ErrorKind::UnexpectedEof.into()) } else { Ok((letter, content)) }
}

#[cfg(test)]
mod tests {
    use super::{ANSWER, QUESTION, receive, send};

    #[test]
    fn messages_come_as_they_went_and_none_is_longer_than_allowed() {
        let large = vec![7; 100_000];
        let mut pipe = Vec::new();
        send(&mut pipe, QUESTION, &[b"who", b"", b" is it"]).expect("there is room");
        send(&mut pipe, ANSWER, &[&large, &large]).expect("there is room");
        let mut from = &pipe[..];
        assert_eq!(receive(&mut from, 100).expect("whole"), (QUESTION, b"who is it".to_vec()));
        assert_eq!(receive(&mut from, 200_000).expect("whole").1.len(), 200_000);
        for cut in 0..12 {
            assert!(receive(&mut &pipe[..cut], 100).is_err(), "{cut}");
        }
        assert!(receive(&mut &pipe[..], 8).is_err(), "nine bytes where eight are allowed");
        let endless = [&[ANSWER][..], &u64::MAX.to_le_bytes()].concat();
        assert!(receive(&mut &endless[..], u64::MAX).is_err());
    }
}
