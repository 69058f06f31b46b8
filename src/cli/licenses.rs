//! `cuecard licenses`: the licenses of the program, of the typefaces in it, and of the packages it is built from.

use std::io::Read as _;

use flate2::read::GzDecoder;

use crate::packed::{Packed, packed};

const OWN: &str = include_str!("../../LICENSE");
const TYPEFACES: [(&str, Packed); 9] = [
    ("Atkinson Hyperlegible Next", packed!("assets/fonts/OFL-AtkinsonHyperlegibleNext.txt")),
    ("Atkinson Hyperlegible Mono", packed!("assets/fonts/OFL-AtkinsonHyperlegibleMono.txt")),
    ("Source Serif 4", packed!("assets/fonts/OFL-SourceSerif4.txt")),
    ("Inter Display, and Cuecard Signs, which is cut out of Inter", packed!("assets/fonts/OFL-InterDisplay.txt")),
    ("Noto, of which the other signs are cut out", packed!("assets/fonts/OFL-Noto.txt")),
    ("Noto Emoji, of which Cuecard Emoji is cut out", packed!("assets/fonts/OFL-NotoEmoji.txt")),
    ("Newsreader", packed!("assets/fonts/OFL-Newsreader.txt")),
    ("Bricolage Grotesque", packed!("assets/fonts/OFL-BricolageGrotesque.txt")),
    ("KaTeX", packed!("assets/fonts/OFL-KaTeX.txt")),
];
const ICONS: &str = include_str!("../../assets/icons/LICENSE-Lucide.txt");
/// Written by `tests/notices.py`.
const PACKAGES: &[u8] = include_bytes!("../../assets/notices.txt.gz");
const RULE: &str =
    "====================================================================================================";

/// All of them, one after the other.
pub fn text() -> String {
    let mut text = OWN.to_owned();
    for (name, license) in TYPEFACES {
        text.push_str(&format!("\n{RULE}\nThe typeface {name}\n\n{}", license.text()));
    }
    text.push_str(&format!("\n{RULE}\nThe icons of Lucide\n\n{ICONS}"));
    text.push_str(&format!("\n{RULE}\n{}", packages()));
    text
}

fn packages() -> String {
    let mut text = String::new();
    GzDecoder::new(PACKAGES).read_to_string(&mut text).expect("a test unpacks it");
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::{packages, text};

    #[test]
    fn every_package_of_the_lock_file_has_its_notice() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let lock = fs::read_to_string(root.join("Cargo.lock")).expect("it lies there");
        let value = |package: &str, key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""))?;
            Some(line.trim_end_matches('"').to_owned())
        };
        // What has no source is the program itself.
        let others = lock.split("[[package]]").filter(|package| package.contains("\nsource = "));
        let locked: BTreeSet<String> =
            others.filter_map(|it| Some(format!("{} {}", value(it, "name")?, value(it, "version")?))).collect();
        let notices = packages();
        let listed = notices.split("\n====").next().unwrap_or_default().lines().skip(2);
        let listed: BTreeSet<String> = listed.filter_map(|line| Some(line.split_once(" (")?.0.to_owned())).collect();
        let differ: Vec<_> = locked.symmetric_difference(&listed).collect();
        assert!(locked.len() > 300 && differ.is_empty(), "run tests/notices.py, for these differ: {differ:?}");
        for license in
            ["Apache License", "Permission is hereby granted", "Mozilla Public License", "Redistribution and use"]
        {
            assert!(notices.contains(license), "no {license}");
        }
    }

    #[test]
    fn every_typeface_has_its_license() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fonts");
        let all = text();
        let texts = fs::read_dir(folder).expect("the fonts").filter_map(|entry| Some(entry.ok()?.path()));
        let texts: Vec<_> = texts.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect();
        assert!(texts.len() >= 5);
        for path in texts {
            assert!(all.contains(&fs::read_to_string(&path).expect("a text")), "{} is not printed", path.display());
        }
    }
}
