//! A page → the same page without the names of who sits at the machine and of the machine itself.

use std::path::PathBuf;

use crate::settings;

/// What is not to be read.
#[derive(Debug, Default)]
pub struct Veil {
    home: Option<PathBuf>,
    /// Each with what stands in for it.
    names: Vec<(String, &'static str)>,
}

impl Veil {
    pub fn of_this_machine() -> Self {
        let home = settings::home_folder();
        let word = |name: &str| std::env::var_os(name)?.into_string().ok();
        let of_home = home.as_ref().and_then(|home| Some(home.file_name()?.to_str()?.to_owned()));
        let users = ["USER", "LOGNAME", "USERNAME"].into_iter().filter_map(word).chain(of_home);
        let kernel = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
        let hosts = ["HOSTNAME", "COMPUTERNAME", "HOST"].into_iter().filter_map(word).chain(kernel);
        let hosts =
            hosts.flat_map(|host| [host.trim().to_owned(), host.split('.').next().unwrap_or("").trim().to_owned()]);
        Self::new(home, users.map(|it| (it, "(user)")).chain(hosts.map(|it| (it, "(host)"))))
    }

    fn new(home: Option<PathBuf>, names: impl Iterator<Item = (String, &'static str)>) -> Self {
        let mut names: Vec<_> = names.filter(|(name, _)| name.chars().count() > 1 && name != "localhost").collect();
        // Of two names the longer one is looked for first, or its rest would stand there.
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        names.dedup();
        Self { home: home.filter(|home| home.parent().is_some()), names }
    }

    /// The home folder becomes `~`, names become what they are names of.
    pub fn over(&self, page: &str) -> String {
        let mut page = page.to_owned();
        if let Some(home) = self.home.as_ref().and_then(|home| home.to_str()) {
            page = replaced(&page, home, "~");
        }
        for (name, instead) in &self.names {
            page = replaced(&page, name, instead);
        }
        page
    }
}

/// `name` replaced where it stands as a whole word, in whichever case.
fn replaced(text: &str, name: &str, instead: &str) -> String {
    let (lower, wanted) = (text.to_lowercase(), name.to_lowercase());
    // Some letters are longer or shorter in the other case: then places in one text are none in the other.
    let (hay, needle) = if lower.len() == text.len() { (lower.as_str(), wanted.as_str()) } else { (text, name) };
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let (mut out, mut done) = (String::new(), 0);
    for (at, found) in hay.match_indices(needle) {
        let after = at + found.len();
        let whole = !part(hay[..at].chars().next_back()) && !part(hay[after..].chars().next());
        if at >= done && whole && text.is_char_boundary(at) && text.is_char_boundary(after) {
            out.push_str(&text[done..at]);
            out.push_str(instead);
            done = after;
        }
    }
    out.push_str(&text[done..]);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn veil(home: &str, names: &[(&str, &'static str)]) -> Veil {
        Veil::new(Some(home.into()), names.iter().map(|(name, instead)| ((*name).to_owned(), *instead)))
    }

    #[test]
    fn names_are_taken_where_they_are_words() {
        let veil = veil("/home/ana", &[("ana", "(user)"), ("ana-laptop", "(host)"), ("b", "(user)")]);
        for (before, after) in [
            ("Settings  /home/ana/.config/cuecard", "Settings  ~/.config/cuecard"),
            ("/home/anabel/x", "/home/anabel/x"),
            ("/media/ANA/stick", "/media/(user)/stick"),
            ("Banana on ana-laptop.", "Banana on (host)."),
            ("b is too short to be told from a letter", "b is too short to be told from a letter"),
            ("İana ana", "İana (user)"),
        ] {
            assert_eq!(veil.over(before), after);
        }
        // Whose home is the root keeps all paths.
        assert_eq!(Veil::new(Some("/".into()), std::iter::empty()).over("/usr/bin"), "/usr/bin");
    }

    #[test]
    fn a_home_of_windows_is_one_too() {
        let veil = veil("C:\\Users\\Łucja", &[("Łucja", "(user)")]);
        assert_eq!(veil.over("C:\\Users\\Łucja\\AppData\\Roaming"), "~\\AppData\\Roaming");
        assert_eq!(veil.over("c:\\users\\łucja\\Talks, D:\\łucja"), "~\\Talks, D:\\(user)");
    }

    proptest! {
        #[test]
        fn no_name_is_left_as_a_word(name in "[a-zA-ZäöüßŁł]{2,8}", words in prop::collection::vec(".{0,12}", 0..6)) {
            let text = words.join(&format!(" {name} "));
            let after = veil("/nowhere/else", &[(&name, "(user)")]).over(&text);
            let left = after.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| *word == name).count();
            prop_assert_eq!(left, 0, "{} in {}", name, after);
        }
    }
}
