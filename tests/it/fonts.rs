//! Fonts: a family that is not there, files that are no fonts, packed and damaged ones. No word vanishes, and whatever is
//! not used is told.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cuecard::deck::files::Memory;
use cuecard::deck::read::read;
use cuecard::diagnostic::Diagnostic;
use cuecard::drawing::{Drawing, Glyphs, Item, Placed};
use cuecard::faces::{self, bundled};
use cuecard::layout::lay_out;
use cuecard::paint::listing::listing;
use cuecard::paint::pdf::{About, PdfPage, Reading, write};
use cuecard::paint::raster::Painter;
use cuecard::talk::Talk;
use cuecard::text::{Shaper, fonts::family};

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/faces").join(name)
}

fn open(name: &str) -> Talk {
    Talk::open(&case(name)).expect("the deck opens")
}

/// Place, message and hints in one line.
fn told(talk: &Talk) -> Vec<String> {
    let all = talk.diagnostics.iter();
    all.map(|it| format!("{:?} {} {} | {}", it.severity, it.code, talk.line(it), it.hints.join(" | "))).collect()
}

fn has(told: &[String], words: &[&str]) -> bool {
    told.iter().any(|line| words.iter().all(|word| line.contains(word)))
}

fn runs(drawing: &Drawing) -> Vec<Arc<Glyphs>> {
    fn go(items: &[Placed], out: &mut Vec<Arc<Glyphs>>) {
        for placed in items {
            match &placed.item {
                Item::Text(run) => out.push(Arc::clone(run)),
                Item::Group(group) => go(&group.items, out),
                Item::Shape(_) | Item::Picture(_) => {}
            }
        }
    }
    let mut out = Vec::new();
    go(&drawing.items, &mut out);
    out
}

/// The words of a slide with the family that draws them.
fn drawn(talk: &Talk, slide: usize) -> Vec<(String, String)> {
    let last = talk.pages[slide].steps.last().expect("a step");
    let named = |run: &Arc<Glyphs>| (run.text.to_string(), family(&run.face.font).unwrap_or_default());
    runs(last).iter().map(named).collect()
}

#[test]
fn a_family_that_is_not_there_has_a_stand_in_and_is_told_with_its_place() {
    let talk = open("not-there");
    let told = told(&talk);
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(has(&told, &["Error DECK-FONT", "house.toml:3:8", "`Georgia`", "`Atkinson Hyperlegible Next` stands in"]));
    assert!(has(&told, &["house.toml:4:11", "`No Such Face`", "`Source Serif 4` stands in", "In Cuecard are"]));
    let words = drawn(&talk, 0);
    assert!(words.contains(&("Title".to_owned(), faces::SERIF.to_owned())), "{words:?}");
    assert!(words.contains(&("Body".to_owned(), faces::SANS.to_owned())), "{words:?}");
    for name in ["absent", "absent-publication"] {
        let talk = open(name);
        let told = told_of(&talk.diagnostics);
        assert_eq!(told.iter().filter(|it| it.contains("`Playfair Display`")).count(), 1, "{told:#?}");
        assert!(talk.pages.iter().all(|page| !page.steps[0].words().is_empty()));
    }
}

fn told_of(all: &[Diagnostic]) -> Vec<String> {
    all.iter().map(|it| format!("{} {} | {}", it.code, it.message, it.hints.join(" | "))).collect()
}

/// A slide in a theme, with more files beside it: what is told, and the family of the body's words.
fn with_theme(theme: &str, variant: &str, files: Memory) -> (Vec<String>, String) {
    let text = format!(
        "[deck]\ntitle = \"T\"\nlanguage = \"en\"\ntheme = \"own.toml\"\n{variant}\n[[slide]]\ntitle = \"Head\"\nbody = \"Words\"\n"
    );
    let read = read(text.as_bytes(), "deck.toml", &files.with("own.toml", theme.as_bytes()));
    let mut shaper = Shaper::new(&read.deck.fonts, "en");
    let laid = lay_out(&read.deck, &mut shaper);
    let words = runs(&laid.value[0].steps[0]);
    let body = words.iter().find(|run| &*run.text == "Words").expect("the words are drawn");
    let all = [read.diagnostics, laid.diagnostics].concat();
    let place = |it: &Diagnostic| it.span.and_then(|span| read.sources.place(span)).unwrap_or_default();
    let told = all.iter().map(|it| format!("{} {} | {}", place(it), it.message, it.hints.join(" | "))).collect();
    (told, family(&body.face.font).unwrap_or_default())
}

#[test]
fn every_way_of_asking_for_a_family_that_is_not_there_is_told() {
    let house =
        || Memory::default().with("house.toml", &b"extends = \"lecture\"\n[fonts]\ntext = \"Source Serif 4\""[..]);
    let cases = [
        ("[fonts]\ntext = \"sans-serif\"", "", faces::SANS, "own.toml:2:8 `sans-serif` is a kind"),
        ("[fonts]\ntext = \"monospace\"", "", faces::MONO, "is a kind"),
        ("[fonts]\ntext = \"Georgia, 'Source Serif 4', serif\"", "", faces::SERIF, "is a list"),
        ("[fonts]\ntext = \"Arial, sans-serif\"", "", faces::SANS, "is a list"),
        ("[fonts]\ntext = \"DejaVu Sans\"", "", faces::SANS, "Fonts of this machine are not on others"),
        ("[fonts]\ntext = \"Source Serif\"", "", faces::SANS, "Did you mean `Source Serif 4`?"),
        ("[fonts]\ntext = \"Atkinson\"", "", faces::SANS, "Did you mean `Atkinson Hyperlegible Next`?"),
        ("[fonts]\ntext = \"\"", "", faces::SANS, "``"),
        ("extends = \"house.toml\"\n[fonts]\ntext = \"Gone\"", "", faces::SERIF, "own.toml:3:8"),
        (
            "extends = \"lecture\"\n[variants.dark.fonts]\ntext = \"Gone\"",
            "variant = \"dark\"",
            faces::SANS,
            "own.toml:3:8",
        ),
    ];
    for (theme, variant, instead, words) in cases {
        let (told, family) = with_theme(theme, variant, house());
        assert_eq!(told.len(), 1, "{theme}: {told:#?}");
        assert!(told[0].contains(words) && family == instead, "{theme}: {family} {told:#?}");
    }
    let (told, _) = with_theme("[fonts]\ntext = \"House\"", "", Memory::default().with("House.ttf", &b"x"[..]));
    assert!(told[0].contains("`House.ttf` lies beside the deck"), "{told:#?}");
    // Another font in the folder is named, but never takes the place of what the theme would have.
    let other = bundled()[5].data().to_vec();
    let (told, family) = with_theme("[fonts]\ntext = \"Wanted\"", "", Memory::default().with("fonts/a.ttf", other));
    assert!(told[0].contains("in `fonts` `Source Serif 4`") && family == faces::SANS, "{family} {told:#?}");
    let (told, family) = with_theme("[fonts]\ntext = \"source serif 4\"", "", Memory::default());
    assert!(told.is_empty() && family == faces::SERIF, "case does not count: {told:#?}");
}

#[test]
fn what_lies_in_the_folder_and_is_not_used_is_told_with_the_reason() {
    let told = told(&open("kinds"));
    for words in [
        &["Error", "`fonts/pointer.ttf`", "Git LFS", "git lfs pull"][..],
        &["Error", "`fonts/page.otf`", "a web page"],
        &["Error", "`fonts/empty.ttf`", "it is empty"],
        &["Error", "`fonts/torn.woff2`", "cut off or damaged"],
        &["Warning", "`fonts/type1.pfb`", "Type 1"],
        &["Warning", "`fonts/archive.zip`", "Unpack it"],
        &["Warning", "`fonts/fonts.css`", "it is no font"],
    ] {
        assert!(has(&told, words), "{words:?} in {told:#?}");
    }
    assert_eq!(told.len(), 7, "hidden files and licences are nobody's loss: {told:#?}");
    let told = self::told(&open("cut-off"));
    assert!(
        has(&told, &["Error", "`fonts/House.ttf` is not used"]) && has(&told, &["`House`", "stands in"]),
        "{told:#?}"
    );
}

#[test]
fn packed_fonts_and_collections_are_read_from_every_folder() {
    let talk = open("packed");
    assert!(talk.diagnostics.is_empty(), "{:#?}", told(&talk));
    let words = drawn(&talk, 0);
    for (start, family) in [("a title", "Case Second"), ("words in", "Case Web Two"), ("code in", "Case Web")] {
        assert!(words.iter().any(|(text, by)| text.starts_with(start) && by == family), "{start}: {words:?}");
    }
}

#[test]
fn signs_are_text_unless_their_author_made_them_emoji() {
    let talk = open("signs");
    assert!(talk.diagnostics.is_empty(), "{:#?}", told(&talk));
    let by = |slide| -> Vec<(String, String)> {
        drawn(&talk, slide).into_iter().filter(|(_, family)| family.starts_with("Case")).collect()
    };
    let families = |slide| by(slide).into_iter().map(|(_, family)| family).collect::<BTreeSet<_>>();
    assert_eq!(families(0), ["Case Signs".to_owned()].into(), "{:?}", by(0));
    assert_eq!(families(1), ["Case Emoji".to_owned()].into(), "{:?}", by(1));
    let emoji: String = by(1).into_iter().map(|(text, _)| text).collect();
    assert_eq!(
        emoji.chars().filter(|c| !c.is_whitespace()).collect::<String>(),
        "☎\u{FE0F}❤\u{FE0F}😀👍1\u{FE0F}\u{20E3}"
    );
}

#[test]
fn gaps_are_told_once_a_script_and_signs_come_from_the_program_where_it_has_them() {
    let told = told(&open("symbols"));
    assert!(told.len() <= 2, "{told:#?}");
    for sign in ["`→`", "`✓`", "`α`", "`Я`", "`☑`", "`★`"] {
        assert!(!has(&told, &[sign]), "a font inside the program has {sign}: {told:#?}");
    }
}

#[test]
fn emoji_stand_on_every_machine() {
    let talk = open("emoji");
    let told = self::told(&talk);
    // A machine may have a font of emoji, which is a remark.
    assert!(told.iter().all(|it| it.starts_with("Info") && it.contains("Cuecard's own")), "{told:#?}");
    let words: Vec<(String, String)> = (0..talk.pages.len()).flat_map(|slide| drawn(&talk, slide)).collect();
    let machine = !told.is_empty();
    let by = |family: &str| words.iter().filter(|it| it.1 == family).map(|it| it.0.as_str()).collect::<String>();
    assert!(machine || by("Cuecard Emoji").contains('👍'), "{words:?}");
}

#[test]
fn letters_of_a_script_are_told_once_with_the_count_of_their_slides() {
    let slide = |words: &str| format!("[[slide]]\ntitle = \"{words}\"\nbody = \"{words} and {words}\"\n");
    let slides = [slide("ᏣᎳᎩ"), slide("ᎦᏬᏂ"), slide("plain"), slide("ᎯᎠ")].concat();
    let text = format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\n{slides}");
    let made = read(text.as_bytes(), "deck.toml", &Memory::default());
    let mut shaper = Shaper::new(&made.deck.fonts, &made.deck.language);
    let told = lay_out(&made.deck, &mut shaper).diagnostics;
    let told: Vec<_> = told.iter().filter(|it| it.code == "SLD-GLYPH").collect();
    let [one] = told[..] else { panic!("{told:#?}") };
    assert!(one.message.contains("Cherokee letters") && one.message.contains("on 3 slides"), "{}", one.message);
    let help = one.hints.join(" ");
    for word in
        ["Noto Sans Cherokee", "`fonts` folder", "fonts-noto-core (Debian", "google-noto-sans-cherokee-fonts (Fedora"]
    {
        assert!(help.contains(word), "{help}");
    }
}

/// As the format says, for a file of one face: tag, offset and length of each table, and where its record stands.
fn tables(font: &[u8]) -> Vec<(String, usize, usize, usize)> {
    let number = |at: usize| u32::from_be_bytes(font[at..at + 4].try_into().expect("four bytes")) as usize;
    let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let record =
        |at: usize| (String::from_utf8_lossy(&font[at..at + 4]).into_owned(), number(at + 8), number(at + 12), at);
    (0..count).map(|index| record(12 + 16 * index)).collect()
}

/// Copies of a font, each with one table gone, beyond the end, cut short or partly overwritten.
fn damaged(font: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    for (tag, offset, length, record) in tables(font) {
        let mut copy = |name: &str, change: &dyn Fn(&mut [u8])| {
            let mut copy = font.to_vec();
            change(&mut copy);
            out.push((format!("{name}-{}", tag.trim().replace('/', "_")), copy));
        };
        copy("no", &|copy| copy[record..record + 4].copy_from_slice(b"zzzz"));
        copy("far", &|copy| copy[record + 8..record + 12].copy_from_slice(&0x7FFF_FFFF_u32.to_be_bytes()));
        let third = u32::try_from((length / 3).max(4)).expect("a length");
        copy("short", &|copy| copy[record + 12..record + 16].copy_from_slice(&third.to_be_bytes()));
        let many = length.min(64) / 2;
        copy("ones", &|copy| copy[offset + length / 2..][..many].fill(0xFF));
        copy("zeros", &|copy| copy[offset..][..many].fill(0));
    }
    for share in [3, 10, 50, 97] {
        out.push((format!("cut-{share}"), font[..font.len() * share / 100].to_vec()));
    }
    out
}

/// All that is told of a slide in the only font of its folder, and how the slide looks; it is also written as a PDF.
fn shown(family: &str, font: &[u8]) -> (Vec<Diagnostic>, String, Vec<u8>) {
    let theme = format!("extends = \"lecture\"\n[fonts]\ntext = \"{family}\"\ndisplay = \"{family}\"\n");
    let files = Memory::default().with("own.toml", theme.as_bytes()).with("fonts/a.ttf", font);
    let text = "[deck]\ntitle = \"Talk\"\nlanguage = \"en\"\ntheme = \"own.toml\"\n[[slide]]\ntitle = \"Fiji – office\"\nbody = \"**Äpfel** *und* 1,234 AV To\"\n";
    let read = read(text.as_bytes(), "deck.toml", &files);
    let mut shaper = Shaper::new(&read.deck.fonts, "en");
    let laid = lay_out(&read.deck, &mut shaper);
    let drawing = &laid.value[0].steps[0];
    let pixels = Painter::new().paint(drawing, 320, 180);
    let page = PdfPage {
        drawing: Arc::clone(drawing),
        label: "1".to_owned(),
        entries: Vec::new(),
        reading: Reading::default(),
    };
    let about = About { title: "Talk".to_owned(), language: "en".to_owned(), ..About::default() };
    let mut all = [read.diagnostics, laid.diagnostics].concat();
    if let Err(faults) = write(&[page], &about) {
        all.extend(faults.iter().map(|it| Diagnostic::error("PDF", it.span, it.message.clone())));
    }
    (all, listing(drawing), pixels.data)
}

#[test]
fn no_damaged_font_panics_or_loses_a_word_in_silence() {
    let mut wrong = Vec::new();
    let (mut count, mut refused, mut doubted) = (0, 0, 0);
    for (index, name) in [(0, faces::SANS), (5, faces::SERIF), (10, "Inter Display")] {
        // Under a name of its own, or the bundled one would stand in for it unseen.
        let font = renamed(bundled()[index].data(), name);
        let own = format!("Q{}", &name[1..]);
        let sound = shown(&own, &font);
        assert!(sound.0.is_empty(), "{name}: {:#?}", told_of(&sound.0));
        for (how, copy) in damaged(&font) {
            count += 1;
            match std::panic::catch_unwind(|| shown(&own, &copy)) {
                Err(_) => wrong.push(format!("{name} {how}: a panic")),
                Ok((told, lines, pixels)) => {
                    refused += usize::from(told.iter().any(|it| it.message.contains("is not used")));
                    doubted += usize::from(told.iter().any(|it| it.message.contains("may be damaged")));
                    let alike = lines == sound.1 && pixels == sound.2;
                    if told.is_empty() && !alike {
                        wrong.push(format!("{name} {how}: it looks otherwise, and nothing is told"));
                    }
                    if told.iter().any(|it| it.code == "SLD-FAILED") {
                        wrong.push(format!("{name} {how}: a slide fails"));
                    }
                    if lines.matches("text at").count() < 2 {
                        wrong.push(format!("{name} {how}: words are gone"));
                    }
                }
            }
        }
    }
    println!("{count} damaged fonts: {refused} refused, {doubted} doubted");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(refused > count / 3, "{refused} of {count}");
}

/// The same font with another first letter in the names of its family; its check sums agree again.
fn renamed(font: &[u8], family: &str) -> Vec<u8> {
    let mut copy = font.to_vec();
    let (_, offset, length, record) = tables(font).into_iter().find(|table| table.0 == "name").expect("it has names");
    let wide: Vec<u8> = family.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for spelt in [wide.as_slice(), family.as_bytes()] {
        let first = spelt.iter().position(|byte| *byte != 0).unwrap_or(0);
        for at in offset..offset + length - spelt.len() {
            if copy[at..].starts_with(spelt) {
                copy[at + first] = b'Q';
            }
        }
    }
    let sum = copy[offset..offset + length].chunks(4).fold(0_u32, |sum, four| {
        let mut word = [0; 4];
        word[..four.len()].copy_from_slice(four);
        sum.wrapping_add(u32::from_be_bytes(word))
    });
    copy[record + 4..record + 8].copy_from_slice(&sum.to_be_bytes());
    copy
}

#[test]
fn a_packed_font_cannot_become_endlessly_large() {
    // A table of zeros that promises to become 4 GiB.
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&vec![0; 64 << 20]).expect("memory");
    let packed = packed.finish().expect("memory");
    for promised in [64_u32 << 20, u32::MAX] {
        let mut file = b"wOFF\0\x01\0\0".to_vec();
        file.extend((44 + 20 * 4 + packed.len() as u32).to_be_bytes());
        file.extend([0, 4, 0, 0]);
        file.extend([0; 28]);
        assert_eq!(file.len(), 44);
        for tag in [b"CFF ", b"cmap", b"glyf", b"head"] {
            file.extend(tag);
            file.extend([44 + 20 * 4, packed.len() as u32, promised, 0].iter().flat_map(|number| number.to_be_bytes()));
        }
        file.extend(&packed);
        let refused = faces::open(&file.into()).expect_err("it is no font");
        assert!(refused.why.contains("does not unpack"), "{}", refused.why);
    }
}

/// Signs that people type, and letters of names: none of them needs a font of the machine.
#[test]
fn signs_and_letters_that_people_use_are_bundled() {
    let all = [
        ("arrows", "→←↑↓⇒⇐⇔↔↕↗↘↙↖⇑⇓⟶⟵↦↩↪↺↻⤴⤵➜➔"),
        ("ticks and stars", "✓✗✔✘✕✖☑☐☒★☆✦✧"),
        ("shapes", "■□▪▫●○◦▶◀▲▼△▽◆◇◯▸◂▴▾►◄"),
        ("Greek", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψωάέήίόύώϊϋΐΰ"),
        ("Cyrillic", "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяёђѓєѕіїјљњћќўџҐґ"),
        ("Latin", "şőłøąęčřžđıİğẽệữơưÞðŒœŁḥṣ"),
        ("mathematics", "±×÷≈≤≥≠≡∞√∑∏∫∂∇∈∉∋∀∃∅⊂⊃⊆⊇∪∩∧∨¬∝∼≅≪≫⊕⊗⊥∥∠∴∵ℝℕℤℚℂ⌊⌋⌈⌉⟨⟩′″∘−"),
        ("money", "€£¥$¢₹₽₺₴₪₩₫₱₿₦₡₲₵₸"),
        ("raised and lowered", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₙ"),
        ("parts of the whole", "½⅓⅔¼¾⅛⅜⅝⅞"),
        ("boxes", "─│┌┐└┘├┤┬┴┼═║╔╗╚╝╠╣╦╩╬╭╮╯╰▀▄█▌▐░▒▓"),
        ("others", "™®©•…–—†‡§¶№℃Ω♀♂☎✉☀♥♦♣♠♪♫♭♯⚠⚙⌘⌥⇧⏎␣①②③"),
        ("as text", "⌚\u{FE0E}❤\u{FE0E}☎\u{FE0E}☑\u{FE0E}"),
        ("without a shape", "\u{200E}\u{200F}\u{61C}\u{202A}\u{202C}\u{2066}\u{2069}"),
    ];
    for (what, signs) in all {
        for theme in ["civic", "lecture", "keynote"] {
            let body = format!("{signs} **{signs}** *{signs}* `{signs}`");
            let text = format!(
                "[deck]\ntitle = \"Signs\"\nlanguage = \"en\"\ntheme = \"{theme}\"\n[[slide]]\ntitle = \"{signs}\"\nbody = '''\n{body}\n'''\n"
            );
            let made = read(text.as_bytes(), "deck.toml", &Memory::default());
            let mut shaper = Shaper::new(&made.deck.fonts, &made.deck.language);
            let told = lay_out(&made.deck, &mut shaper).diagnostics;
            let gaps: Vec<&str> =
                told.iter().filter(|it| it.code == "SLD-GLYPH").map(|it| it.message.as_str()).collect();
            assert!(gaps.is_empty(), "{what} in {theme}: {gaps:?}");
        }
    }
}

/// Frames in code close, and what stands beside them stays in its column.
#[test]
fn signs_in_code_are_as_wide_as_its_letters() {
    use skrifa::MetadataProvider as _;
    let wide = |bytes: &[u8], c: char| {
        let font = skrifa::FontRef::new(bytes).expect("a font");
        let metrics = font.glyph_metrics(skrifa::instance::Size::new(1000.0), skrifa::instance::LocationRef::default());
        font.charmap().map(c).and_then(|glyph| metrics.advance_width(glyph))
    };
    let signs = faces::SIGNS.iter().find(|(name, _)| *name == faces::CODE_SIGNS).expect("a face").1;
    let mono = bundled()[8].data();
    let letter = wide(mono, 'a').expect("a letter");
    for c in "─│┌┘├┼═║╔╬╭█░→⇒αΩЖя≤≥≠∈₀".chars() {
        let own = wide(mono, c).or_else(|| wide(signs, c)).unwrap_or_else(|| panic!("{c} is not there"));
        assert!((own - letter).abs() < 1.5, "{c} is {own} wide, a letter {letter}");
    }
}
