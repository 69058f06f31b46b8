//! The tour, which the program brings with it → a folder with its deck, so that whoever has only the program can take it.

use std::path::Path;

use crate::files::{make_folder, write};
use crate::packed::{Packed, packed};

macro_rules! file {
    ($name:literal) => {
        ($name, packed!("decks/tour/", $name))
    };
}

/// The files of its folder.
const FILES: &[(&str, Packed)] = &[
    file!("deck.toml"),
    file!("fonts/NotoSansArabic-Bold-subset.ttf"),
    file!("fonts/NotoSansArabic-Regular-subset.ttf"),
    file!("fonts/NotoSansJP-Bold.otf"),
    file!("fonts/NotoSansJP-Regular.otf"),
    file!("fonts/NotoSerifJP-Bold.otf"),
    file!("fonts/NotoSerifJP-Regular.otf"),
    file!("fonts/OFL-NotoCJK.txt"),
    file!("fonts/OFL-NotoSansArabic.txt"),
    file!("marathon.csv"),
    file!("pictures/caption-places.svg"),
    file!("pictures/dusk.jpg"),
    file!("pictures/easel.svg"),
    file!("pictures/five-looks.png"),
    file!("pictures/flow.svg"),
    file!("pictures/house-numbers.jpg"),
    file!("pictures/house-title.jpg"),
    file!("pictures/lake.svg"),
    file!("pictures/lighthouse.svg"),
    file!("pictures/room.svg"),
    file!("pictures/wheel.webp"),
    file!("streets.csv"),
    file!("tour.toml"),
];

/// Has the tour in `folder` as this program brings it.
///
/// # Errors
/// A sentence that says why it cannot be written.
pub fn unpack(folder: &Path) -> Result<(), String> {
    for (name, packed) in FILES {
        let bytes = packed.bytes();
        let path = folder.join(name);
        make_folder(path.parent().unwrap_or(folder))?;
        // What is there already is not written again: a talk that is open would be read anew.
        if std::fs::read(&path).is_ok_and(|there| there == bytes) {
            continue;
        }
        write(&path, &bytes)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tour_is_whole_wherever_it_is_unpacked() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("deep/tour");
        unpack(&folder).expect("it is written");
        unpack(&folder).expect("and once more");
        let written = Path::new(env!("CARGO_MANIFEST_DIR")).join("decks/tour");
        let mut left = vec![written.clone()];
        let mut met = 0;
        while let Some(next) = left.pop() {
            for entry in std::fs::read_dir(next).expect("it is listed").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    // Takes that somebody made in the checkout are no part of it.
                    left.extend((!path.ends_with("takes")).then_some(path));
                    continue;
                }
                let name = path.strip_prefix(&written).expect("it is beneath");
                assert_eq!(std::fs::read(folder.join(name)).ok(), std::fs::read(&path).ok(), "{}", name.display());
                met += 1;
            }
        }
        assert_eq!(met, FILES.len());
    }
}
