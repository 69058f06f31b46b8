//! Each rule of the table of checks, with the deck that it finds; what has no fault has no finding; the formats for other
//! programs; and the cures, each of which makes its finding go away and changes nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use cuecard::deck::plan::Plan;
use cuecard::diagnostic::{Diagnostic, Severity, codes};
use cuecard::lint::{self, Fixed, fixes};
use cuecard::takes::{Kind, Learnt, Record, Start, Take, What};
use cuecard::talk::Talk;

use Severity::{Error, Info, Warning};

/// How a rule is tried.
pub(crate) enum Tried {
    /// A deck of its name is found.
    Deck,
    /// A deck of its name, once its pictures are there.
    Noise,
    /// A deck and a take of it.
    Take,
    /// It cannot be broken: what holds it, and where that is proven.
    Held(&'static str),
}

use Tried::{Deck, Held, Noise, Take as Taken};

/// What each rule is told as, the worst first: as the table of checks has it. Where it has another word, `ARCHITECTURE.md` says why.
pub(crate) const RULES: [(&str, &[Severity], Tried); 56] = [
    ("CAP-LINE", &[Error, Warning], Deck),
    ("CAP-LINES", &[Error], Deck),
    ("CAP-FAST", &[Error, Warning], Deck),
    ("CAP-SHORT", &[Warning], Deck),
    ("CAP-LONG", &[Warning], Deck),
    ("CAP-GAP", &[Warning], Deck),
    ("CAP-ORDER", &[Error], Deck),
    ("CAP-ID", &[Error], Deck),
    ("CAP-STRADDLE", &[Warning], Deck),
    ("CAP-BREAK", &[Info], Deck),
    ("CAP-MISSING", &[Warning], Deck),
    ("CAP-LANG", &[Warning], Deck),
    ("CAP-SPEAKER", &[Warning], Deck),
    ("CAP-COLOUR", &[Warning], Deck),
    ("CAP-BOX", &[Error], Deck),
    ("CAP-SIZE", &[Error], Deck),
    ("CAP-OVERLAY", &[Warning], Deck),
    ("CAP-CAPS", &[Info], Deck),
    ("CAP-SOUND", &[Error], Deck),
    ("CAP-STALE", &[Warning], Taken),
    ("CAP-CHAR", &[Warning], Deck),
    ("CHAP-YT", &[Info], Deck),
    ("SPK-DESC", &[Warning], Deck),
    ("NOTICE-REC", &[Warning], Deck),
    ("SLD-TITLE", &[Error, Warning], Deck),
    ("SLD-ALT", &[Error], Deck),
    ("SLD-ALT-BAD", &[Warning], Deck),
    ("SLD-CONTRAST", &[Error, Warning, Info], Deck),
    ("SLD-GRAPHIC", &[Warning], Deck),
    ("SLD-FONT", &[Error, Warning, Info], Deck),
    ("SLD-FOOT", &[Error, Info], Deck),
    ("SLD-WORDS", &[Error, Warning], Deck),
    ("SLD-BULLETS", &[Warning], Deck),
    ("SLD-LINE", &[Info], Deck),
    ("SLD-OVERFLOW", &[Error], Deck),
    ("SLD-COLOURONLY", &[Warning], Deck),
    ("SLD-CVD", &[Warning], Deck),
    ("SLD-JUSTIFY", &[Info], Deck),
    ("SLD-TEXTIMG", &[Warning], Deck),
    ("SLD-MOTION", &[Warning], Deck),
    ("SLD-FLASH", &[Error], Deck),
    ("SLD-LINK", &[Error, Warning, Info], Deck),
    ("SLD-GLYPH", &[Error, Warning], Deck),
    ("DECK-LANG", &[Error], Deck),
    ("DECK-TITLE", &[Error, Info], Deck),
    ("DECK-HEAD", &[Info], Deck),
    ("NOTE-LEN", &[Warning], Deck),
    ("NOTE-PACE", &[Error, Warning], Taken),
    ("TIME-TOTAL", &[Error, Warning], Deck),
    ("NOTE-ACRO", &[Info], Deck),
    ("NOTE-SENSORY", &[Info], Deck),
    (
        "PDF-UA1",
        &[Error],
        Held("a letter that no font has is told as SLD-GLYPH first; tests/documents.sh validates every PDF"),
    ),
    (
        "PDF-TREE",
        &[Error],
        Held("the tree is the drawing's; tests/documents.py compares what poppler reads with its words"),
    ),
    ("PDF-FONT", &[Error], Held("each face is embedded with its letters; tests/documents.py looks at every font")),
    (
        "PDF-OUTLINE",
        &[Warning],
        Held("each page has an entry; tests/documents.py compares the outline with the slides"),
    ),
    ("PDF-SIZE", &[Warning], Noise),
];

pub(crate) fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/access")
}

/// All that check tells of a deck, but for its takes and what only making a PDF finds.
pub(crate) fn told(folder: &Path) -> Vec<Diagnostic> {
    let talk = Talk::open(folder).expect("the deck opens");
    let mut found = lint::of_deck(&talk);
    found.extend(lint::pictures(&talk.pages));
    found.extend(lint::films(&talk.pages));
    found.sort_by_key(|finding| finding.span);
    lint::allowed(&talk, found)
}

#[test]
fn each_of_the_rules_finds_its_deck() {
    let mut wrong = Vec::new();
    for (rule, told_as, tried) in &RULES {
        assert!(codes::about(rule).is_some(), "{rule} is a code that can be allowed");
        let found = match tried {
            Deck => told(&cases().join("lint").join(rule)),
            Noise => noise(rule),
            Taken => taken(),
            Held(why) => {
                assert!(why.contains("tests/"), "{rule}: {why}");
                continue;
            }
        };
        let own: Vec<&Diagnostic> = found.iter().filter(|it| it.code == *rule).collect();
        // A theme with small letters and a link that leads nowhere are worse, and have decks of their own.
        let worst = own.iter().map(|it| it.severity).max();
        let of_two = ["SLD-FONT", "SLD-LINK"].contains(rule) && worst == Some(Warning);
        if worst != told_as.first().copied() && !of_two {
            wrong.push(format!("{rule}: {:?}", found.iter().map(|it| (it.code, it.severity)).collect::<Vec<_>>()));
        }
        wrong.extend(found.iter().filter_map(told_otherwise));
        for finding in &own {
            assert!(!finding.hints.is_empty() && !finding.message.is_empty(), "{rule}: {finding:?}");
            assert!(finding.span.is_some() || matches!(tried, Noise), "{rule}: {finding:?}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let mut names: Vec<&str> = RULES.iter().map(|(rule, ..)| *rule).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 56);
    for folder in fs::read_dir(cases().join("lint")).expect("the cases").flatten() {
        let name = folder.file_name().to_string_lossy().into_owned();
        assert!(names.contains(&name.as_str()), "{name} is no rule");
    }
}

/// A finding that is told as something that its rule does not have.
pub(crate) fn told_otherwise(finding: &Diagnostic) -> Option<String> {
    let (_, told_as, _) = RULES.iter().find(|(rule, ..)| *rule == finding.code)?;
    let known = told_as.contains(&finding.severity);
    (!known).then(|| format!("{}, {:?}: {}", finding.code, finding.severity, finding.message))
}

/// A picture that cannot be packed, more than a mail takes.
fn noise(rule: &str) -> Vec<Diagnostic> {
    let folder = tempfile::tempdir().expect("a folder");
    fs::copy(cases().join("lint").join(rule).join("deck.toml"), folder.path().join("deck.toml")).expect("it copies");
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    let pixels: Vec<u8> = (0..2100 * 1750 * 3).map(|_| next()).collect();
    let picture = image::RgbImage::from_raw(2100, 1750, pixels).expect("a picture");
    picture.save(folder.path().join("noise0.png")).expect("it writes");
    let talk = Talk::open(folder.path()).expect("the deck opens");
    cuecard::handout::conditions(&talk)
}

/// A slide told in four seconds, and one whose words are others since.
fn taken() -> Vec<Diagnostic> {
    let deck = |words: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let text = format!(
            "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n[[slide]]\nid = \"a\"\ntitle = \"A\"\n[[slide.cue]]\ntext = \"{words}\"\n"
        );
        fs::write(folder.path().join("deck.toml"), text).expect("it writes");
        Talk::open(folder.path()).expect("the deck opens")
    };
    let (old, new) =
        (deck("One two three four five six seven eight nine ten."), deck("Other words than these were said."));
    let take = |plan: &Plan, time: Duration| {
        let slide = What::Slide { id: "a".to_owned(), step: 0 };
        let end = Record { t: time.as_millis() as u64, what: What::End };
        Take {
            start: Some(Start::new(Kind::Rehearsal, String::new(), plan)),
            records: vec![Record { t: 0, what: slide }, end],
        }
    };
    let told = |talk: &Talk| lint::taken(talk, &Learnt::of(&[take(&old.plan, Duration::from_secs(3))], &talk.plan));
    [told(&old), told(&new)].concat()
}

#[test]
fn what_has_no_fault_has_no_finding() {
    let strangers = fs::read_dir(cases().join("strangers")).expect("the cases").flatten();
    let strangers: Vec<_> = strangers.map(|it| format!("strangers/{}", it.file_name().to_string_lossy())).collect();
    assert!(strangers.len() >= 16);
    for name in ["good", "false-alarms"].map(str::to_owned).into_iter().chain(strangers) {
        let found = told(&cases().join(&name));
        assert_eq!(found, [], "{name}");
        let talk = Talk::open(&cases().join(&name)).expect("the deck opens");
        assert_eq!(lint::checked(&talk, &Learnt::default()), [], "{name}");
    }
}

#[test]
fn every_code_that_is_told_is_known_and_documented() {
    fn files(folder: &Path, out: &mut Vec<PathBuf>) {
        for path in fs::read_dir(folder).expect("it lists").flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                files(&path, out);
            } else if path.extension().is_some_and(|it| it == "rs") {
                out.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    files(&root.join("src"), &mut sources);
    let all: String = sources.iter().map(|path| fs::read_to_string(path).expect("a text")).collect();
    let is_code = |word: &&str| {
        let kinds = [
            "CAP-", "CHAP-", "CODE-", "CUE-", "DECK-", "NOTE-", "NOTICE-", "PDF-", "QR-", "SLD-", "SPK-", "SVG-",
            "THEME-", "TIME-",
        ];
        let letters = |it: &str| it.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-');
        kinds.iter().any(|kind| word.strip_prefix(kind).is_some_and(|rest| !rest.is_empty() && letters(rest)))
    };
    let told: Vec<&str> = all.split('"').filter(is_code).collect();
    assert!(told.len() > 100);
    // What tests make up, or write wrong on purpose.
    let made_up = ["SLD-FOND", "CAP-COLOR"];
    let unknown: Vec<&&str> = told.iter().filter(|it| codes::about(it).is_none() && !made_up.contains(it)).collect();
    assert_eq!(unknown, Vec::<&&str>::new());
    let format = fs::read_to_string(root.join("decks/FORMAT.md")).expect("the format");
    let missing: Vec<&str> = RULES
        .iter()
        .filter(|(_, _, tried)| !matches!(tried, Held(_)))
        .map(|(rule, ..)| *rule)
        .filter(|rule| !format.contains(&format!("`{rule}`")))
        .collect();
    assert_eq!(missing, Vec::<&str>::new(), "not in FORMAT.md");
}

#[test]
fn a_mistyped_code_is_told_with_what_was_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\nallow = [\"SLD-WORD\", \"SLD-WORDS\"]\n[[slide]]\ntitle = \"A\"\nallow = [\"hush\"]\n";
    fs::write(folder.path().join("deck.toml"), text).expect("it writes");
    let found = told(folder.path());
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|it| it.severity == Warning && it.code == "READ"));
    assert!(found[0].message.contains("SLD-WORD") && found[0].hints == ["Did you mean `SLD-WORDS`?"]);
    assert!(found[1].message.contains("hush") && found[1].hints[0].contains("SLD-FONT"));
}

fn cuecard(words: &[&str]) -> Output {
    let home = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuecard"));
    for place in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env(place, home.path());
    }
    command.args(words).output().expect("it runs")
}

#[test]
fn other_programs_get_findings_in_their_formats_and_a_status() {
    let deck = cases().join("lint/CAP-LINE").display().to_string();
    let run = |words: &[&str]| {
        let output = cuecard(&[&["check"], words].concat());
        (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"))
    };
    let (status, json) = run(&[&deck, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((status, json["errors"].as_u64()), (Some(1), Some(1)));
    assert_eq!(json["findings"][0]["line"].as_u64(), Some(10));
    let (status, sarif) = run(&[&deck, "--format", "sarif"]);
    let sarif: serde_json::Value = serde_json::from_str(&sarif).expect("JSON");
    assert_eq!((status, sarif["runs"][0]["results"][0]["ruleId"].as_str()), (Some(1), Some("CAP-LINE")));
    let (_, github) = run(&[&deck, "--format", "github"]);
    assert!(
        github.starts_with("::error file=") && github.contains("line=10,") && github.contains("title=CAP-LINE::"),
        "{github}"
    );
    let good = cases().join("good").display().to_string();
    assert_eq!(run(&[&good]).0, Some(0));
    assert_eq!(run(&[&good, "--deny", "remarks", "--format", "github"]), (Some(0), String::new()));
    let warned = cases().join("lint/SLD-TEXTIMG").display().to_string();
    let remarked = cases().join("lint/CAP-CAPS").display().to_string();
    assert_eq!(
        (run(&[&warned]).0, run(&[&warned, "--deny", "warnings"]).0, run(&[&warned, "--strict"]).0),
        (Some(0), Some(1), Some(1))
    );
    assert_eq!(
        (run(&[&remarked, "--deny", "warnings"]).0, run(&[&remarked, "--deny", "remarks"]).0),
        (Some(0), Some(1))
    );
    assert_eq!(run(&["/nowhere/deck"]).0, Some(2));
    assert_eq!(run(&[&good, "--format", "pigeon"]).0, Some(2));
    let (_, help) = run(&["--help"]);
    assert!(help.contains("Exit status:") && help.contains("could not be read"), "{help}");
}

/// Every value of a deck by its path; a key that is spelt otherwise is another.
fn values(text: &str) -> BTreeMap<String, String> {
    fn walk(path: String, value: &toml::Value, out: &mut BTreeMap<String, String>) {
        match value {
            toml::Value::Table(table) => table.iter().for_each(|(key, it)| walk(format!("{path}.{key}"), it, out)),
            toml::Value::Array(list) => {
                list.iter().enumerate().for_each(|(at, it)| walk(format!("{path}.{at}"), it, out))
            }
            other => drop(out.insert(path, other.to_string())),
        }
    }
    let mut out = BTreeMap::new();
    walk(String::new(), &toml::Value::Table(text.parse().expect("TOML")), &mut out);
    out
}

/// How many values differ: one that is spelt otherwise, or is a table now, is one.
fn changed(old: &str, new: &str) -> usize {
    let (old, new) = (values(old), values(new));
    let gone = old.iter().filter(|(path, value)| new.get(*path) != Some(value)).count();
    let come = new.iter().filter(|(path, value)| old.get(*path) != Some(value)).count();
    gone.max(come)
}

/// Decks with their texts, for all that has a cure.
fn curable() -> Vec<(PathBuf, String)> {
    let mut out = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    for folder in ["lint", "faulty"] {
        for file in fs::read_dir(root.join(folder)).expect("the cases").flatten() {
            out.push((root.clone(), fs::read_to_string(file.path()).expect("a text")));
        }
    }
    for folder in fs::read_dir(cases().join("lint")).expect("the cases").flatten().map(|it| it.path()) {
        out.push((folder.clone(), fs::read_to_string(folder.join("deck.toml")).expect("a text")));
    }
    out.push((cases().join("fix"), fs::read_to_string(cases().join("fix/deck.toml")).expect("a text")));
    out
}

#[test]
fn each_cure_makes_its_finding_go_and_changes_no_other_value() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (from, text) in curable() {
        for ends in ["\n", "\r\n"] {
            let text = text.replace("\r\n", "\n").replace('\n', ends);
            let folder = tempfile::tempdir().expect("a folder");
            for file in fs::read_dir(&from).expect("it lists").flatten().filter(|it| it.path().is_file()) {
                fs::copy(file.path(), folder.path().join(file.file_name())).expect("it copies");
            }
            let deck = folder.path().join("deck.toml");
            fs::write(&deck, &text).expect("it writes");
            let talk = Talk::open(folder.path()).expect("the deck opens");
            let found = lint::of_deck(&talk);
            for finding in &found {
                let all = fixes(&talk, std::slice::from_ref(finding));
                let Some(fixed) = all.first() else { continue };
                cured(folder.path(), finding, &found, fixed, ends);
                *seen.entry(finding.code).or_default() += 1;
            }
        }
    }
    let kinds = [
        "CAP-BREAK",
        "CAP-CHAR",
        "CAP-LINE",
        "CAP-LINES",
        "CAP-LONG",
        "CODE-ESC",
        "DECK-HEAD",
        "DECK-LANG",
        "READ",
        "SLD-ALT",
        "SLD-ALT-BAD",
    ];
    let missing: Vec<_> = kinds.iter().filter(|kind| !seen.contains_key(**kind)).collect();
    assert!(missing.is_empty(), "no cure was tried of {missing:?}: {seen:?}");
}

fn cured(folder: &Path, finding: &Diagnostic, before: &[Diagnostic], fixed: &Fixed, ends: &str) {
    let [cure] = &fixed.cures[..] else { panic!("one finding, one cure: {finding:?}") };
    let edit = &cure.edit;
    assert_eq!(fixed.after, edit.of(&fixed.before), "byte for byte");
    assert!(ends == "\n" || !fixed.after.replace("\r\n", "").contains('\n'), "{finding:?}");
    if fixed.name.ends_with("deck.toml") {
        assert!(changed(&fixed.before, &fixed.after) <= 1, "{finding:?}: {}", fixed.diff());
    }
    let talk = Talk::open_with(folder, &fixed.name, &fixed.after).expect("it opens");
    let same = |it: &&Diagnostic| it.code == finding.code && it.message == finding.message;
    let after = lint::of_deck(&talk);
    assert!(
        after.iter().filter(same).count() < before.iter().filter(same).count(),
        "{finding:?} stays after {}",
        fixed.diff()
    );
}

#[test]
fn a_deck_is_cured_at_once_and_a_dry_run_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in ["deck.toml", "a.png"] {
        fs::copy(cases().join("fix").join(file), folder.path().join(file)).expect("it copies");
    }
    let deck = folder.path().join("deck.toml");
    let path = folder.path().display().to_string();
    let before = fs::read_to_string(&deck).expect("a text");
    let dry = cuecard(&["check", &path, "--fix", "--dry-run"]);
    let diff = String::from_utf8(dry.stdout).expect("UTF-8");
    assert_eq!(fs::read_to_string(&deck).expect("a text"), before, "a dry run writes nothing");
    assert!(diff.starts_with("--- ") && diff.contains("-boddy   = ") && diff.contains("+body   = "), "{diff}");
    let done = cuecard(&["check", &path, "--fix"]);
    let said = String::from_utf8(done.stdout).expect("UTF-8");
    let after = fs::read_to_string(&deck).expect("a text");
    assert!(said.contains("Cured 11 findings"), "{said}");
    for part in [
        "title    = \"Cures\"   # aligned",
        "# misspelt",
        "# What has one obvious cure",
        "### A heading",
        "♫",
        "hold = \"7s\"",
    ] {
        assert!(after.contains(part), "{part}: {after}");
    }
    // What the diff says is what was done.
    let lines = |text: &str, sign: char| -> Vec<String> {
        let all = text.lines().filter(|line| line.starts_with(sign) && !line.starts_with(&sign.to_string().repeat(3)));
        all.map(|line| line[1..].to_owned()).collect()
    };
    let (less, more) = (lines(&diff, '-'), lines(&diff, '+'));
    assert!(
        less.iter().all(|line| before.contains(line.as_str())) && more.iter().all(|line| after.contains(line.as_str()))
    );
    let again = cuecard(&["check", &path, "--fix"]);
    assert!(!String::from_utf8_lossy(&again.stdout).contains("Cured"), "once is enough");
    assert_eq!(fs::read_to_string(&deck).expect("a text"), after);
}

#[test]
fn the_tour_passes_in_all_looks() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("decks/tour");
    let known = Talk::open(&folder).expect("it opens");
    let source = &known.sources.0[0];
    let theme = source.text.lines().find(|line| line.starts_with("theme ")).expect("its theme");
    let passes = |look: &(&str, &str)| {
        let (name, variant) = look;
        let text = source.text.replacen(theme, &format!("theme = \"{name}\"\nvariant = \"{variant}\""), 1);
        let talk = Talk::open_with(&folder, &source.name, &text).expect("it opens");
        let found = lint::of_deck(&talk);
        let bad: Vec<String> = found
            .iter()
            .filter(|it| it.severity == Error)
            .map(|it| format!("{name} {variant}: {}", talk.line(it)))
            .collect();
        bad
    };
    let themes = ["civic", "lecture", "keynote", "essay", "workshop", "tour.toml"];
    let variants = ["light", "dark", "high-contrast"];
    let looks: Vec<(&str, &str)> = themes.iter().flat_map(|it| variants.map(|variant| (*it, variant))).collect();
    let (one, other) = looks.split_at(looks.len() / 2);
    let bad = std::thread::scope(|scope| {
        let half = scope.spawn(|| one.iter().flat_map(passes).collect::<Vec<_>>());
        let mut bad: Vec<String> = other.iter().flat_map(passes).collect();
        bad.extend(half.join().expect("it ends"));
        bad
    });
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}
