//! A folder's names → those that an author may have meant, found without listing the folder again for each name that is wrong.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use icu_normalizer::ComposingNormalizerBorrowed;

/// The names in a folder, in order.
#[derive(Debug)]
pub struct Beside {
    pub files: Vec<String>,
    pub folders: Vec<String>,
}

/// What was listed so far.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub names: Once<Beside>,
    pub forms: Once<Forms>,
}

/// What is known of each folder that was asked for, by its name from the deck's.
#[derive(Debug)]
pub(super) struct Once<T>(Mutex<BTreeMap<String, Arc<T>>>);

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Once<T> {
    pub fn get(&self, folder: &str, ask: impl FnOnce() -> Arc<T>) -> Arc<T> {
        // Whatever was put in is whole.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(folder) {
            return Arc::clone(found);
        }
        let found = ask();
        known.insert(folder.to_owned(), Arc::clone(&found));
        found
    }
}

/// The names in a folder by how they are read, however their accents are written.
#[derive(Debug)]
pub(super) struct Forms(HashMap<String, String>);

impl Forms {
    /// No names where it cannot be listed.
    pub fn of(folder: &Path) -> Self {
        let listed = fs::read_dir(folder).into_iter().flatten().flatten();
        let names = listed.filter_map(|entry| entry.file_name().into_string().ok());
        Self(names.map(|name| (form(&name).into_owned(), name)).collect())
    }

    /// The name that is read as this one.
    pub fn meant(&self, name: &str) -> Option<&str> {
        self.0.get(&*form(name)).map(String::as_str)
    }
}

/// The form that is the same however a name's accents are written.
pub(super) fn form(name: &str) -> Cow<'_, str> {
    ComposingNormalizerBorrowed::new_nfc().normalize(name)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::Arc;

    use super::{Forms, Once};

    #[test]
    fn each_folder_is_asked_for_once() {
        let (once, asked) = (Once::default(), Cell::new(0));
        let get = |folder: &str| {
            once.get(folder, || {
                asked.set(asked.get() + 1);
                Arc::new(folder.to_owned())
            })
        };
        assert_eq!([get(""), get("a"), get(""), get("a")].map(|it| it.to_string()), ["", "a", "", "a"]);
        assert_eq!(asked.get(), 2);
    }

    #[test]
    fn names_are_found_however_their_accents_are_written() {
        let place = tempfile::tempdir().expect("a folder");
        let forms = || Forms::of(place.path());
        assert_eq!(forms().meant("Café.png"), None);
        std::fs::write(place.path().join("Cafe\u{301}.png"), "").expect("it is written");
        assert_eq!(forms().meant("Café.png"), Some("Cafe\u{301}.png"));
        assert_eq!(forms().meant("cafe.png"), None);
        assert_eq!(Forms::of(&place.path().join("none")).meant("Café.png"), None);
    }
}
