//! Inputs that each rule has to find besides the deck of its name, as strangers write them: in other languages, places and
//! shapes.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::rules::{RULES, Tried, cases, told, told_otherwise};

#[derive(Deserialize)]
struct All {
    bad: Vec<Bad>,
}

/// A deck with something wrong in it.
#[derive(Deserialize)]
struct Bad {
    rule: String,
    text: String,
    /// How bad it is told to be, where the rule has several.
    worst: Option<String>,
    /// More lines of `[deck]`, and tables after it.
    #[serde(default)]
    deck: String,
    /// The whole head in place of the usual one.
    whole: Option<String>,
    /// More files of its folder.
    #[serde(default)]
    files: std::collections::BTreeMap<String, String>,
}

impl Bad {
    fn write(&self, folder: &Path) {
        let copy = |from: &str, to: &str| {
            fs::copy(cases().join(from), folder.join(to)).expect("it copies");
        };
        ["a.png", "letter.png", "IMG_2031.png"].iter().for_each(|to| copy("fix/a.png", to));
        copy("lint/CAP-SOUND/clip.gif", "clip.gif");
        copy("lint/SLD-FLASH/flash.gif", "flash.gif");
        copy("lint/SLD-COLOURONLY/a.svg", "lines.svg");
        for (name, content) in &self.files {
            fs::write(folder.join(name), content).expect("it writes");
        }
        let language = if self.deck.contains("language =") { "" } else { "language = \"en-GB\"\n" };
        let usual = || format!("[deck]\ntitle = \"T\"\nlength = \"10m\"\n{language}{}\n", self.deck);
        let head = self.whole.clone().unwrap_or_else(usual);
        fs::write(folder.join("deck.toml"), head + &self.text).expect("it writes");
    }

    fn missed(&self) -> Option<String> {
        let folder = tempfile::tempdir().expect("a folder");
        self.write(folder.path());
        let found = told(folder.path());
        let codes = || found.iter().map(|it| (it.code, it.message.as_str())).collect::<Vec<_>>();
        if let Some(otherwise) = found.iter().find_map(told_otherwise) {
            return Some(otherwise);
        }
        let own = || found.iter().filter(|it| it.code == self.rule && !it.hints.is_empty());
        let worst = own().map(|it| it.severity).max();
        let is_found =
            worst.is_some_and(|it| self.worst.as_ref().is_none_or(|worst| format!("{it:?}").to_lowercase() == *worst));
        (!is_found).then(|| format!("{} in {}: {:?}", self.rule, self.text, codes()))
    }
}

#[test]
fn each_rule_finds_what_strangers_write() {
    let text = fs::read_to_string(cases().join("bad.toml")).expect("the inputs");
    let all: All = toml::from_str(&text).expect("TOML");
    for (rule, _, tried) in &RULES {
        let count = all.bad.iter().filter(|it| it.rule == *rule).count();
        assert!(count >= 2 || !matches!(tried, Tried::Deck), "{rule} has {count} inputs");
    }
    let (one, other) = all.bad.split_at(all.bad.len() / 2);
    let missed = |bad: &[Bad]| bad.iter().filter_map(Bad::missed).collect::<Vec<_>>();
    let wrong = std::thread::scope(|scope| {
        let half = scope.spawn(|| missed(one));
        let mut wrong = missed(other);
        wrong.extend(half.join().expect("it ends"));
        wrong
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
