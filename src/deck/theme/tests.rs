//! Themes as files: every fault with its place, every field in every form, the built-in ones as they are.

use super::built_in::built_in_values;
use super::fields::{self, ALL};
use super::kinds::Kind;
use super::{BUILT_IN, Family, Loaded, Theme, Variant, built_in, check, contrasts, load, schema, written};
use crate::deck::files::Memory;
use crate::diagnostic::{Source, Sources, Span};

#[test]
fn every_built_in_theme_keeps_its_contrast_in_every_variant() {
    for (name, _) in BUILT_IN {
        let own = built_in(name, None).unwrap_or_else(|| panic!("theme {name} does not read"));
        assert_eq!(own.name, *name);
        assert!(!own.description.is_empty());
        let mut faults = Vec::new();
        for (variant, wanted) in Variant::ALL {
            let theme = load(name, Some(wanted), Span::default(), &Memory::default());
            assert!(theme.diagnostics.is_empty(), "{name}, {variant}: {:?}", theme.diagnostics);
            assert_eq!(theme.value.variant, wanted);
            let low = contrasts(&theme.value).into_iter().filter(|(_, it)| *it < wanted.least_contrast());
            faults.extend(low.map(|(pair, ratio)| format!("{name}, {variant}: {pair} is {ratio:.2}:1")));
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

#[test]
fn every_built_in_theme_is_a_theme_file_without_a_fault() {
    for (name, text) in BUILT_IN {
        let mut faults = Vec::new();
        let root = crate::deck::source::parse(text, 0).expect("it is TOML");
        check::usable(&root, &mut faults);
        assert_eq!(faults, [], "{name}");
    }
}

fn files(text: &str) -> Memory {
    Memory::default()
        .with("own.toml", text.as_bytes())
        .with("house.toml", &b"extends = \"keynote\"\n[space]\nleft = 33.0"[..])
        .with("one.toml", &b"extends = \"two.toml\""[..])
        .with("two.toml", &b"extends = \"one.toml\""[..])
}

fn loaded(text: &str, variant: Option<Variant>) -> Loaded {
    load("own.toml", variant, Span::default(), &files(text))
}

/// Each finding as `file:line:column: message; hint`.
fn told(text: &str) -> Vec<String> {
    let loaded = loaded(text, None);
    let deck = Source { name: "deck.toml".to_owned(), text: "".into() };
    let sources = Sources(std::iter::once(deck).chain(loaded.sources).collect());
    let place = |span: Option<Span>| span.and_then(|span| sources.place(span)).unwrap_or_default();
    loaded.diagnostics.iter().map(|it| format!("{}: {}; {}", place(it.span), it.message, it.hints.join(" "))).collect()
}

#[test]
fn a_theme_file_extends_a_built_in_one_or_another_file() {
    let civic = loaded("[colors]\nprimary = \"#123456\"", None);
    assert!(civic.diagnostics.is_empty());
    assert_eq!(civic.value.strong_fill().to_string(), "#123456", "the strong ground follows");
    let house = loaded("extends = \"house.toml\"\n[variants.light.space]\ntop = 12.0", None).value;
    assert_eq!((house.name.as_str(), house.space.left), ("keynote", 33.0));
    assert_eq!(house.variant, Variant::Dark, "keynote's own");
    let light = loaded("extends = \"house.toml\"\n[variants.light.space]\ntop = 12.0", Some(Variant::Light)).value;
    assert_eq!((light.space.left, light.space.top), (33.0, 12.0));
    assert_ne!(light.colors.paper, house.colors.paper);
}

#[test]
fn a_theme_that_chooses_a_variant_extends_that_of_the_one_below_and_has_the_others() {
    for (base, _) in BUILT_IN {
        for (name, own) in Variant::ALL {
            let text = format!("extends = \"{base}\"\nvariant = \"{name}\"\n[space]\nleft = 33.0\n");
            for wanted in [None].into_iter().chain(Variant::ALL.map(|(_, it)| Some(it))) {
                let mut found = loaded(&text, wanted);
                assert!(found.diagnostics.is_empty(), "{base}, {name}: {:?}", found.diagnostics);
                let mut plain = built_in(base, Some(wanted.unwrap_or(own))).expect("it is built in");
                assert_eq!(found.value.space.left, 33.0);
                for theme in [&mut found.value, &mut plain] {
                    theme.space.left = 0.0;
                    theme.colors.dark.get_or_insert(theme.colors.primary);
                }
                let same = format!("{:?}", found.value) == format!("{plain:?}");
                assert!(same, "{base}, {name}, {wanted:?}: {:?}, not {:?}", found.value.colors, plain.colors);
            }
        }
    }
    let text = "extends = \"keynote\"\nvariant = \"light\"\n[colors]\naccent = \"#C2410C\"\n\
                [variants.light.colors]\nprimary = \"#14532D\"\n";
    let theme = loaded(text, None).value;
    assert_eq!(theme.colors.primary.to_string(), "#14532D", "its own variant may be said apart");
    let dark = loaded(text, Some(Variant::Dark)).value;
    assert_eq!(dark.colors.accent.to_string(), "#FFC247", "colors of the light one are not laid on the dark one");
}

#[test]
fn all_faults_of_a_theme_file_are_told_at_once_each_with_its_place() {
    let text = "extends = \"keynote\"\n[colours]\nx = 1\n[colors]\npaper = \"blue\"\nacent = \"#112233\"\nink = 7\n\
                [space]\nleft = 900\ntop = 40\n[band]\nplace = \"topp\"\n[type.code]\nsizes = []\n\
                [type.titel]\nsizes = [3]\n[variants.night.colors]\npaper = \"#000000\"\n\
                [variants.light.colors]\npaper = \"12AB34\"\n";
    let wanted = [
        "own.toml:2:2: a theme has no `colours`; Did you mean `colors`?",
        "own.toml:5:9: `blue` is no color; Colors are written \"#RRGGBB\": \"#0F4C4A\"",
        "own.toml:6:1: [colors] has no `acent`; Did you mean `accent`?",
        "own.toml:7:7: `colors.ink` must be a color in quotes, but it is a whole number; Write \"#RRGGBB\"",
        "own.toml:9:8: `space.left` cannot be 900; It can be from 0 to 400",
        "own.toml:12:9: `band.place` cannot be `topp`; Did you mean `top`?",
        "own.toml:14:9: `type.code.sizes` has 0, and takes 1 to 24; Write [ … ], with numbers from 6 to 300",
        "own.toml:15:7: [type] has no `titel`; Did you mean `title`?",
        "own.toml:17:11: there is no variant called `night`; Did you mean `light`?",
        "own.toml:20:9: `12AB34` is no color; Did you mean `#12AB34`?",
    ];
    assert_eq!(told(text), wanted);
    // What is wrong is as in the theme that it extends; all else is in force.
    let (own, keynote) = (loaded(text, None).value, built_in("keynote", None).expect("a built-in theme"));
    assert_eq!(own.colors.paper, keynote.colors.paper);
    assert_eq!((own.space.left, own.space.top), (keynote.space.left, 40.0));
    assert_eq!(own.scale.code.sizes, keynote.scale.code.sizes);
}

#[test]
fn a_theme_that_extends_what_is_not_there_or_itself_is_told() {
    for (text, wanted) in [
        ("extends = \"own.toml\"", "own.toml:1:11: `own.toml` extends itself; Extend a built-in theme"),
        ("extends = \"one.toml\"", "in a circle: one.toml → two.toml → one.toml"),
        ("extends = \"gone.toml\"", "own.toml:1:11: the theme file `gone.toml` can't be read"),
        ("extends = \"hose.toml\"", "Did you mean `house.toml`?"),
        ("extends = \"keynot\"", "there is no theme called `keynot`; Did you mean `keynote`?"),
        ("extends = 3", "`extends` must be the name of a theme, but it is a whole number"),
        ("variants = 3", "Write [variants.dark.colors]"),
        ("[space]\nleft = ", "own.toml:2:"),
    ] {
        let told = told(text);
        assert!(told.len() == 1 && told[0].contains(wanted), "{text}: {told:?}");
    }
    let missing = load("hous", None, Span::default(), &files("")).diagnostics;
    assert!(missing[0].hints[0].contains("`house`"), "{missing:?}");
}

#[test]
fn a_theme_is_a_folder_or_a_file_beside_the_deck() {
    let files = Memory::default()
        .with(
            "themes/acme/theme.toml",
            &b"extends = \"base.toml\"\n[space]\nleft = 21\n[fonts]\ndisplay = \"Acme Sans\"\n"[..],
        )
        .with("themes/acme/base.toml", &b"extends = \"lecture\"\n[space]\ntop = 22\nleft = 99\n"[..])
        .with("house.toml", &b"extends = \"acme\"\n[space]\nright = 23\n"[..]);
    let acme = load("acme", None, Span::default(), &files);
    assert_eq!((acme.diagnostics.len(), acme.value.space.left, acme.value.space.top), (0, 21.0, 22.0));
    assert_eq!(acme.folders, ["themes/acme", "themes/acme"]);
    let house = load("house", None, Span::default(), &files).value;
    assert_eq!((house.space.left, house.space.right), (21.0, 23.0));
    let fonts = &acme.families[Family::ALL.iter().position(|(name, _)| *name == "display").expect("a family")];
    assert_eq!((fonts[0].name.as_str(), fonts[0].place.is_some()), ("Acme Sans", true));
}

/// A value that the field cannot have, as TOML has it.
fn wrong(kind: Kind) -> Vec<String> {
    match kind {
        Kind::Number(least, most) => [
            format!("{}", least - 1.0),
            format!("{}", most + 1.0),
            "nan".to_owned(),
            "inf".to_owned(),
            "\"5\"".to_owned(),
        ]
        .into(),
        Kind::Pair(_, most) => [format!("[1, {}]", most + 1.0), "[1]".to_owned(), "5".to_owned()].into(),
        Kind::Numbers(_, most) => [format!("[20, {}]", most + 1.0), "[]".to_owned(), "[\"x\"]".to_owned()].into(),
        Kind::Color => ["\"blue\"", "7", "\"#12\""].map(str::to_owned).into(),
        Kind::Colors => ["[]", "[\"blue\"]", "\"#112233\""].map(str::to_owned).into(),
        Kind::Sections => ["[[\"#112233\"]]", "[\"#112233\"]", "7"].map(str::to_owned).into(),
        Kind::Words => ["7", "true"].map(str::to_owned).into(),
        Kind::Truth => ["1", "\"true\""].map(str::to_owned).into(),
        Kind::Choice(_) => ["\"nothing like it\"", "1"].map(str::to_owned).into(),
        Kind::Choices(_) => ["[\"nothing like it\"]", "\"title\""].map(str::to_owned).into(),
    }
}

#[test]
fn every_field_refuses_what_it_cannot_be_and_keeps_what_was() {
    let before = format!("{:?}", built_in("civic", None).expect("a built-in theme"));
    for (path, field) in ALL.iter() {
        let (table, key) = path.rsplit_once('.').unwrap_or(("", path));
        for wrong in wrong(field.kind) {
            let head = if table.is_empty() {
                "# A house's own.\n\n".to_owned()
            } else {
                format!("# A house's own.\n[{table}]\n")
            };
            let own = loaded(&format!("{head}{key} = {wrong}\n"), None);
            let told = &own.diagnostics;
            let line = told.first().and_then(|it| it.span).map(|span| &own.sources[0].text[..span.start as usize]);
            assert_eq!(told.len(), 1, "{path} = {wrong}: {told:?}");
            assert_eq!(line.map(|before| before.matches('\n').count()), Some(2), "{path} = {wrong}: {told:?}");
            assert_eq!(format!("{:?}", own.value), before, "{path} = {wrong}");
        }
    }
}

#[test]
fn every_number_can_be_the_least_and_the_most() {
    for (path, field) in ALL.iter() {
        let (table, key) = path.rsplit_once('.').unwrap_or(("", path));
        let (written, least, most): (&dyn Fn(f64) -> String, _, _) = match field.kind {
            Kind::Number(least, most) => (&|it| it.to_string(), least, most),
            Kind::Pair(least, most) => (&|it| format!("[{it}, {it}]"), least, most),
            Kind::Numbers(least, most) => (&|it| format!("[{it}]"), least, most),
            _ => continue,
        };
        for end in [least, most] {
            // A logo without a picture is told.
            let logo = if table.starts_with("logo") { "[logo]\nsrc = \"a.svg\"\n" } else { "" };
            let head = if table == "logo" { String::new() } else { format!("[{table}]\n") };
            let text = format!("{logo}{head}{key} = {}\n", written(end));
            assert_eq!(told(&text), [""; 0], "{path} = {end}");
        }
    }
}

/// The fields that the types of a theme have, by what they say to a name that is none of them.
fn expected(path: &str) -> Vec<String> {
    let mut table: toml::Value = built_in_values("civic").into();
    let mut inner = &mut table;
    for part in path.split('.').filter(|part| !part.is_empty()) {
        // What no built-in theme has is a table all the same.
        let all = inner.as_table_mut().expect("a table");
        inner = all.entry(part).or_insert_with(|| toml::Value::Table(toml::Table::new()));
    }
    inner.as_table_mut().expect("a table").insert("no such".to_owned(), toml::Value::Boolean(true));
    table.as_table_mut().expect("a table").remove("variants");
    let said = table.try_into::<Theme>().expect_err("it is refused").to_string();
    let names = said.split_once("expected ").map_or("", |(_, names)| names.lines().next().unwrap_or_default());
    let mut names: Vec<String> = names.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    names.sort();
    names
}

#[test]
fn the_table_has_every_field_of_a_theme_and_no_other() {
    let mut paths: Vec<String> = ALL.iter().filter_map(|(path, _)| Some(path.rsplit_once('.')?.0.to_owned())).collect();
    paths.push(String::new());
    paths.push("type".to_owned());
    paths.sort();
    paths.dedup();
    for path in paths {
        let mut known: Vec<String> = fields::inside(&path).into_iter().map(str::to_owned).collect();
        // Only section slides have a number.
        if matches!(path.as_str(), "title_slide" | "closing_slide") {
            known.push("number".to_owned());
        }
        known.sort();
        assert_eq!(expected(&path), known, "[{path}]");
    }
}

#[test]
fn a_new_theme_file_says_every_field_and_is_the_theme_that_it_extends() {
    for (base, _) in BUILT_IN {
        let text = written("mine", base);
        for (path, _) in ALL.iter() {
            let key = path.rsplit('.').next().unwrap_or(path);
            assert!(text.contains(&format!("\n{key} = ")) || text.contains(&format!("\n# {key} = ")), "{base}: {path}");
        }
        // What it says is all that the theme is in its own variant: over another theme it is the same.
        let own = built_in(base, None).map(|theme| theme.variant);
        let other = if *base == "lecture" { "keynote" } else { "lecture" };
        let alone = text.replacen(&format!("extends = \"{base}\""), &format!("extends = \"{other}\""), 1);
        for (name, variant) in Variant::ALL {
            let wanted = Theme { name: "mine".to_owned(), ..built_in(base, Some(variant)).expect("a built-in theme") };
            for text in [&text, &alone].into_iter().take(if Some(variant) == own { 2 } else { 1 }) {
                let own = loaded(text, Some(variant));
                assert_eq!(own.diagnostics, [], "{base}, {name}");
                let mut own = own.value;
                if wanted.colors.dark.is_none() {
                    own.colors.dark = None;
                }
                if wanted.compare.better.is_none() {
                    own.compare.better = None;
                }
                assert_eq!(format!("{own:?}"), format!("{wanted:?}"), "{base}, {name}");
            }
        }
    }
}

#[test]
fn the_schema_has_every_field_with_what_it_does() {
    let text = schema();
    let schema: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    for (path, field) in ALL.iter() {
        let at = path.split('.').fold(&schema, |at, part| &at["properties"][part]);
        assert_eq!(at["description"], field.about, "{path}");
    }
    assert!(schema["properties"]["variants"]["properties"]["dark"]["properties"]["colors"].is_object());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/theme.schema.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &text).expect("the schema can be written");
    }
    let file = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(file == text, "assets/theme.schema.json is stale: run UPDATE=1 cargo test schema");
}
