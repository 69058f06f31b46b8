//! A font file's bytes → a helper process → what this process would have found in it. Both sides stand here.

use std::sync::Arc;

use super::opened::{Opened, Refused, opened};
use crate::sandbox::{self, Job, Kind, Limits};
use crate::wire::{In, Out, wire_struct};

/// What was found, without the bytes where they are those that went there.
struct Found {
    unpacked: Option<Arc<[u8]>>,
    families: Vec<String>,
    doubt: Option<String>,
}

wire_struct! {
    Found { unpacked, families, doubt }
    Refused { why, remedy }
}

/// Has a helper open it; `None` where there is none.
pub(super) fn open(bytes: &Arc<[u8]>) -> Option<Result<Opened, Refused>> {
    let job = Job { kind: Kind::Font, content: bytes, how: &[], limits: Limits::ITEM };
    let refused = |why: String| Refused { why, remedy: "Get the file again, or delete it".to_owned() };
    let answer = match sandbox::run(&job, &mut |_| Vec::new())? {
        Ok(answer) => answer,
        Err(lost) => return Some(Err(refused(format!("it is damaged: {} to look at it", lost.words())))),
    };
    let found: Option<Result<Found, Refused>> = In::new(&answer, Vec::new()).whole();
    let found = found.unwrap_or_else(|| Err(refused("what reads it said what makes no sense".to_owned())));
    Some(found.map(|Found { unpacked, families, doubt }| {
        let bytes = unpacked.unwrap_or_else(|| Arc::clone(bytes));
        Opened { bytes, families, doubt }
    }))
}

/// The helper's side: opens the font.
#[must_use]
pub fn answer(content: &[u8]) -> Vec<u8> {
    let bytes: Arc<[u8]> = content.into();
    let found = opened(&bytes).map(|opened| {
        let unpacked = (!Arc::ptr_eq(&opened.bytes, &bytes)).then_some(opened.bytes);
        Found { unpacked, families: opened.families, doubt: opened.doubt }
    });
    Out::of(&found)
}
