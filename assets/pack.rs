//! The program's larger texts and files → the same packed (zlib), for `src/packed.rs`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// What the program asks for seldom: a file, or all that lie in a folder and begin so.
const RARE: [&str; 7] = [
    "assets/deck.schema.json",
    "assets/fonts/CuecardEmoji.ttf",
    "assets/fonts/KaTeX_",
    "assets/fonts/OFL-",
    "assets/phrases/",
    "decks/FORMAT.md",
    "decks/tour/",
];
const LEVEL: u8 = 9;

fn main() -> io::Result<()> {
    let place = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where")).join("packed");
    println!("cargo::rerun-if-changed=assets/pack.rs");
    for start in RARE {
        let folder = start.rsplit_once('/').map_or("", |(folder, _)| folder);
        pack(Path::new(folder), start, &place)?;
    }
    Ok(())
}

fn pack(folder: &Path, start: &str, place: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        // Takes that somebody made in the checkout are no part of the tour.
        if path.is_dir() && path.file_name() != Some(OsStr::new("takes")) {
            pack(&path, start, place)?;
        } else if path.is_file() && path.to_str().is_some_and(|path| path.replace('\\', "/").starts_with(start)) {
            // File by file: a folder of decks is another one after each rehearsal.
            println!("cargo::rerun-if-changed={}", path.display());
            let packed = place.join(&path);
            fs::create_dir_all(packed.parent().unwrap_or(place))?;
            fs::write(packed, miniz_oxide::deflate::compress_to_vec_zlib(&fs::read(&path)?, LEVEL))?;
        }
    }
    Ok(())
}
