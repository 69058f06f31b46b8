//! The bytes of a deck ⇄ files in the journal's folder: each once, under a name that is made of what is in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::slice;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::deck::files::{self as deck_files, Encoded, Files, Folder};
use crate::deck::noted::{Had, MOST_HELD};
use crate::deck::pack::Pack;
use crate::files::{self, sum};

/// From the journal's folder: the bytes, and what they are called.
const CONTENTS: &str = "contents";
const LISTS: &str = "decks";
/// More bytes than this are not copied: the rest is read from the deck if it is as it was.
const MOST: u64 = 256 << 20;

/// Which bytes a deck had under which name.
#[derive(Debug, Serialize, Deserialize)]
struct List {
    name: String,
    text: String,
    files: BTreeMap<String, String>,
    lists: BTreeMap<String, Vec<String>>,
    folders: BTreeMap<String, Vec<String>>,
}

/// The name of a file with these bytes.
fn key(bytes: &[u8]) -> String {
    format!("{:016x}-{}", sum(bytes), bytes.len())
}

/// Keeps the bytes of a deck in a journal's folder, and drops what neither they nor the packs `others` need. Returns the
/// name under which they are found again.
///
/// # Errors
/// A sentence that says why they are not kept.
pub fn keep(folder: &Path, pack: &Pack, others: &[String]) -> Result<String, String> {
    let (contents, lists) = (folder.join(CONTENTS), folder.join(LISTS));
    for place in [&contents, &lists] {
        std::fs::create_dir_all(place).map_err(|why| why.to_string())?;
    }
    let mut room = MOST;
    let mut put = |bytes: &[u8]| {
        let (name, size) = (key(bytes), bytes.len() as u64);
        let path = contents.join(&name);
        if size <= room && std::fs::metadata(&path).map_or(true, |data| data.len() != size) {
            files::write(&path, bytes)?;
        }
        room = room.saturating_sub(size);
        Ok::<_, String>(name)
    };
    let text = put(&pack.text)?;
    let mut named = BTreeMap::new();
    for (name, had) in &pack.had.files {
        // One that is not held, and is gone by now, is lost.
        if let Some(bytes) = had.bytes() {
            named.insert(name.clone(), put(&bytes)?);
        }
    }
    let Had { lists: listed, folders, files: _ } = pack.had.clone();
    let list = List { name: pack.name.clone(), text, files: named, lists: listed, folders };
    let json = serde_json::to_vec(&list).map_err(|why| why.to_string())?;
    let name = key(&json);
    files::write(&lists.join(&name), &json)?;
    sweep(folder, &[others, slice::from_ref(&name)].concat());
    Ok(name)
}

/// Drops what none of these packs needs. What cannot be dropped only takes room.
fn sweep(folder: &Path, packs: &[String]) {
    let needed: BTreeSet<String> = packs
        .iter()
        .filter_map(|pack| list(folder, pack))
        .flat_map(|list| {
            let mut names: Vec<String> = list.files.into_values().collect();
            names.push(list.text);
            names
        })
        .collect();
    let drop_all_but = |place: &str, keep: &dyn Fn(&str) -> bool| {
        let entries = std::fs::read_dir(folder.join(place)).into_iter().flatten().flatten();
        let old = entries.filter(|entry| !entry.file_name().to_str().is_some_and(keep));
        old.for_each(|entry| drop(std::fs::remove_file(entry.path())));
    };
    drop_all_but(LISTS, &|name| packs.iter().any(|pack| pack == name));
    drop_all_but(CONTENTS, &|name| needed.contains(name));
}

fn list(folder: &Path, pack: &str) -> Option<List> {
    // Its name is its sum: what was cut short is none.
    let json = std::fs::read(folder.join(LISTS).join(pack)).ok().filter(|json| key(json) == pack)?;
    serde_json::from_slice(&json).ok()
}

/// Bytes that were copied, by their key.
fn kept(folder: &Path, wanted: &str) -> Option<Arc<[u8]>> {
    let bytes = std::fs::read(folder.join(CONTENTS).join(wanted)).ok()?;
    (key(&bytes) == wanted).then(|| bytes.into())
}

/// What was too large to be copied is the deck's own, if nobody touched it.
fn own(root: &Folder, name: &str, wanted: &str) -> Option<Arc<[u8]>> {
    root.read(name, MOST).ok().filter(|bytes| key(bytes) == wanted)
}

/// The bytes that were kept under this name of the deck at `deck`; none where they are not whole. The deck's disk, which may
/// hang, is asked for nothing but what was too large to be copied.
#[must_use]
pub fn load(folder: &Path, pack: &str, deck: &Path) -> Option<Pack> {
    let List { name, text, files, lists, folders } = list(folder, pack)?;
    // Opened by its file, or by its folder.
    let is_file = deck.file_name() == Path::new(&name).file_name();
    let root = Folder::new(deck.parent().filter(|_| is_file).unwrap_or(deck).to_path_buf());
    let kept = kept(folder, &text)?;
    let mut held = 0;
    let files = files.into_iter().filter_map(|(name, key)| {
        let (folder, root, path) = (folder.to_path_buf(), root.clone(), name.clone());
        let again = move || self::kept(&folder, &key).or_else(|| own(&root, &path, &key));
        let bytes = again()?;
        held += bytes.len() as u64;
        let had = if held > MOST_HELD {
            Encoded::elsewhere(bytes.len(), deck_files::sum(&bytes), Box::new(again))
        } else {
            bytes.into()
        };
        Some((name, had))
    });
    let files = files.collect();
    Some(Pack { text: kept, name, had: Had { files, lists, folders }, folder: root })
}

/// Whether the deck's files are as they were when this pack was made.
#[must_use]
pub fn is_on_disk(pack: &Pack, deck: &Path) -> bool {
    let (file, _) = deck_files::place(deck);
    let own = std::fs::read(file).is_ok_and(|text| *text == *pack.text);
    own && pack.had.files.iter().all(|(name, had)| pack.folder.read(name, MOST).is_ok_and(|now| had.is(&now)))
}
