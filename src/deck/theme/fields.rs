//! Each field of a theme → what it takes and what it does: the one table that checks, hints, `cuecard themes new` and the
//! schema come from. Lengths in points on a slide 540 pt high.

use std::sync::LazyLock;

use super::kinds::Kind::{self, Choice, Choices, Color, Colors, Number, Numbers, Pair, Sections, Truth, Words};
use super::parts::styles;

/// A field by its path; `*` stands for each entry of the type scale, or each role of code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub path: &'static str,
    pub kind: Kind,
    pub about: &'static str,
    /// What a theme has that is without it: nothing, or this.
    pub absent: Option<&'static str>,
}

const fn field(path: &'static str, kind: Kind, about: &'static str) -> Field {
    Field { path, kind, about, absent: None }
}

const fn usual(path: &'static str, kind: Kind, absent: &'static str, about: &'static str) -> Field {
    Field { path, kind, about, absent: Some(absent) }
}

const fn optional(path: &'static str, kind: Kind, about: &'static str) -> Field {
    usual(path, kind, "", about)
}

pub(super) const VARIANTS: &[&str] = &["light", "dark", "high-contrast"];
const FAMILIES: &[&str] = &["text", "display", "mono"];
const GROUNDS: &[&str] = &["paper", "sand", "dark", "section"];
const ALIGNS: &[&str] = &["start", "center"];
const RULES: &[&str] = &["none", "short", "full", "above"];
const NUMBERS: &[&str] = &["none", "above", "margin"];
const CORNERS: &[&str] = &["top-left", "top-right", "bottom-left", "bottom-right"];
const KINDS: &[&str] = &["title", "section", "closing", "quote", "image", "content"];
const LOGO: Kind = Number(20.0, 160.0);
const LENGTH: Kind = Number(0.0, 160.0);
const SHARE: Kind = Number(0.0, 1.0);
const REGION: Kind = Number(0.1, 0.8);
const RULE: Kind = Number(0.0, 20.0);
const SIZE: Kind = Number(6.0, 300.0);
const MEASURE: Kind = Number(10.0, 400.0);

/// Every field, in the order in which a theme file has them.
pub(super) const FIELDS: &[Field] = &[
    field("name", Words, "What the theme is called"),
    field("description", Words, "What it is for, in a line"),
    field(
        "variant",
        Choice(VARIANTS),
        "The variant that the values outside [variants] are, which decks get unless they say",
    ),
    field("colors.paper", Color, "The ground of content slides"),
    field("colors.sand", Color, "The quieter ground, of panels and pauses"),
    optional("colors.dark", Color, "The strong ground; `primary` where it is not said"),
    field("colors.deep", Color, "Panels and shadows on the strong ground, and the ink on paper that is printed"),
    field("colors.ink", Color, "Words"),
    field("colors.mute", Color, "Lesser words: sources, footers"),
    field("colors.primary", Color, "Strong words and marks"),
    field("colors.accent", Color, "The one thing to see: kickers, bullets, what is marked"),
    field("colors.line", Color, "Hairlines"),
    field("colors.cream", Color, "Words on the strong ground"),
    field("colors.cream_mute", Color, "The lesser of them"),
    field("colors.accent_on_dark", Color, "The accent on the strong ground"),
    field("colors.surround", Color, "Around the slide where the screen has another shape"),
    field("colors.categories", Colors, "For covers; cream words stand on them"),
    field("colors.series", Colors, "Series of a chart on paper and sand, told apart by every kind of eye"),
    field("colors.series_on_dark", Colors, "The same on the strong ground"),
    field(
        "colors.sections",
        Sections,
        "A color for each section of the talk, again from the first where they are more: its ground, words on it, and marks in it on paper",
    ),
    field("fonts.text", Words, "The family of running words: one of Cuecard's, or one in the folder `fonts`"),
    field("fonts.display", Words, "The family of titles"),
    field("fonts.mono", Words, "The family of code"),
    field("fonts.zero", Choice(&["plain", "slashed"]), "The zero in words and tables; code has its own"),
    field("type.*.family", Choice(FAMILIES), "Which of [fonts]"),
    usual("type.*.weight", Number(1.0, 1000.0), "400", "From 100 to 900; 400 is regular, 700 bold"),
    usual("type.*.italic", Truth, "false", "Whether it is italic"),
    field("type.*.leading", Number(0.5, 3.0), "From line to line, in sizes"),
    usual("type.*.tracking", Number(-0.2, 1.0), "0", "Space added between letters, in em"),
    usual("type.*.capitals", Truth, "false", "Whether it is set in capitals"),
    field(
        "type.*.sizes",
        Numbers(6.0, 300.0),
        "Tried from the first to the last until the words fit; the last is the floor",
    ),
    field("space.left", Number(0.0, 400.0), "Left of the content"),
    field("space.right", LENGTH, "Right of it"),
    field("space.top", LENGTH, "Above it"),
    field("space.bottom", LENGTH, "Under the footer's line"),
    field("space.foot", LENGTH, "Under the content, with a footer"),
    field("space.footless", LENGTH, "Under the content, without a footer"),
    field("space.gap", LENGTH, "Between blocks"),
    field("space.item_gap", LENGTH, "Between list items"),
    field("space.indent", LENGTH, "Text of a list item from its bullet"),
    field("space.radius", Number(0.0, 100.0), "Corners of panels"),
    field("space.cover_radius", Number(0.0, 100.0), "Corners of covers"),
    field("space.rule", Pair(0.0, 960.0), "Width and thickness of the short rule"),
    field("space.column_gap", LENGTH, "Between words and what stands beside them"),
    field("space.measure", MEASURE, "Letters in a line of running words at most"),
    field("space.dense_measure", MEASURE, "The same where the slide is dense"),
    field("margin.left", Number(0.0, 400.0), "Where the column left of the content begins, for what explains it"),
    field("margin.width", Number(0.0, 400.0), "How wide that column is; 0: none"),
    field(
        "regions.words",
        Number(0.1, 1.0),
        "Title, section and closing slides: up to where words reach; the motif has the rest",
    ),
    field("regions.aside", REGION, "Of the content, for an aside or a picture"),
    field("regions.panel", REGION, "The panel of a numbered statement"),
    field("regions.panel_narrow", REGION, "The same on slides under 800 pt wide"),
    field("regions.lesser", REGION, "The lesser side of a comparison"),
    field("regions.image_words", REGION, "The words beside a picture"),
    field("regions.cover", Number(80.0, 340.0), "A publication's cover beside a quotation, in points"),
    field("regions.cover_small", Number(80.0, 340.0), "The same beside many words"),
    field("grounds.title", Choice(GROUNDS), "What a title slide stands on"),
    field("grounds.section", Choice(GROUNDS), "A section slide"),
    field("grounds.closing", Choice(GROUNDS), "A closing slide"),
    field("grounds.quote", Choice(GROUNDS), "A quotation"),
    field("grounds.image", Choice(GROUNDS), "A picture slide"),
    field("grounds.punchline", Choice(GROUNDS), "A slide with a title alone"),
    field("grounds.content", Choice(GROUNDS), "All others"),
    field("title_slide.align", Choice(ALIGNS), "How its words stand"),
    field("title_slide.place", SHARE, "How much of the free height lies above them"),
    field("title_slide.rule", Choice(RULES), "A rule under them (short or full), or above them from margin to margin"),
    field("title_slide.gap", LENGTH, "Between kicker, title and subtitle"),
    field("section_slide.align", Choice(ALIGNS), "How its words stand"),
    field("section_slide.place", SHARE, "How much of the free height lies above them"),
    field(
        "section_slide.rule",
        Choice(RULES),
        "A rule under them (short or full), or above them from margin to margin",
    ),
    field("section_slide.gap", LENGTH, "Between kicker, title and subtitle"),
    field("section_slide.number", Choice(NUMBERS), "The section's number: above the title, in the margin, or none"),
    field("closing_slide.align", Choice(ALIGNS), "How its words stand"),
    field("closing_slide.place", SHARE, "How much of the free height lies above them"),
    field(
        "closing_slide.rule",
        Choice(RULES),
        "A rule under them (short or full), or above them from margin to margin",
    ),
    field("closing_slide.gap", LENGTH, "Between kicker, title and subtitle"),
    field(
        "band.place",
        Choice(&["top", "middle", "bottom"]),
        "Title and content: the title at the top, or both in the middle or at the foot",
    ),
    field("band.kicker_gap", LENGTH, "From the kicker to the title"),
    field("band.gap", LENGTH, "From the title to the content"),
    field("band.rule", RULE, "Thickness of a hairline under the title; 0: none"),
    field("band.rule_above", RULE, "Thickness of a hairline above it; 0: none"),
    field(
        "band.height",
        Number(0.0, 300.0),
        "Height of a colored band across the slide that the title stands in; 0: none",
    ),
    field("band.ground", Choice(GROUNDS), "The band's color"),
    field("band.dense", SIZE, "The largest title over words under 24 pt"),
    field("band.parts", SIZE, "The largest title over columns, rows and figures"),
    field("punchline.place", SHARE, "A title alone: how much of the free height lies above it"),
    field("punchline.measure", Number(8.0, 100.0), "Letters in its lines at most"),
    field("punchline.strong", Truth, "Whether it has the strong color, not that of titles"),
    field("short.most", SHARE, "A slide with little on it: the most of its height that counts as little"),
    field("short.place", SHARE, "How much of the free height lies above it"),
    field("short.gap", Number(0.0, 160.0), "How far apart its items are set at most, in em"),
    field("short.sizes", Numbers(6.0, 300.0), "Sizes of its words, falling"),
    field("columns.gaps", Numbers(0.0, 160.0), "Between two columns, three, four"),
    field("columns.sizes", Numbers(6.0, 300.0), "The largest words in two columns, three, four"),
    field("columns.rule", RULE, "Thickness of the rule over each column of words; 0: none"),
    field("columns.rule_gap", LENGTH, "Under that rule"),
    field("columns.strong", Truth, "Whether headings have the strong color"),
    field("columns.heading_gap", LENGTH, "Under headings"),
    field("columns.part_gap", LENGTH, "Between the parts of a column"),
    field("columns.row_gap", LENGTH, "Between rows"),
    field("columns.picture_gap", LENGTH, "Between pictures"),
    field(
        "panels.aside",
        Choice(&["dark", "quiet", "bar", "margin"]),
        "An aside: on a panel, beside a bar, or in the margin",
    ),
    field("panels.number", Choice(&["dark", "quiet", "bar"]), "The panel of a numbered statement"),
    field("panels.number_top", Number(0.0, 300.0), "Where its words begin"),
    field("panels.words_top", Number(0.0, 300.0), "Where the words beside it begin"),
    field("marks.bullet", Choice(&["dot", "square", "dash", "none"]), "The mark of list items"),
    field("marks.size", Number(0.0, 1.0), "Half its width, in em"),
    field("marks.strong", Truth, "Whether bullets and numbers have the strong color, not the accent"),
    field("marks.number", Number(0.5, 3.0), "How much larger than the words the numbers of a short list are"),
    field("marks.rule", RULE, "Thickness of a hairline between the items of a list; 0: none"),
    field("quote.mark", Choice(&["large", "bar", "none"]), "A large quotation mark, a bar, or the usual marks"),
    field("quote.align", Choice(ALIGNS), "How the words stand"),
    field("quote.inset", Number(0.0, 300.0), "How far they stand in from the left"),
    field("quote.place", SHARE, "How much of the free height lies above them"),
    field(
        "quote.by",
        Choice(&["under", "foot", "margin"]),
        "Who said it: under the words, at the foot of the slide, or in the margin",
    ),
    field("quote.measure", MEASURE, "Letters in a line of large words"),
    field("quote.dense_measure", MEASURE, "The same where there are many"),
    field("compare.panel", Truth, "Whether the lesser side has a panel; else a hairline parts the two"),
    field("compare.band", Truth, "Whether the title stands over both sides; else over the lesser one"),
    optional("compare.better", Choice(GROUNDS), "The ground of the better side; the slide's own where it is not said"),
    field("image.words", Choice(&["beside", "over"]), "Beside a picture that fills its region, or over it"),
    optional("image.title", SIZE, "The largest title over a picture, if it is not that of other slides"),
    usual(
        "numbers.unit",
        Number(0.3, 1.0),
        "1",
        "Big numbers: the size of a unit that a space parts from its number, as a share of the number's",
    ),
    field("charts.track", Truth, "Whether a bar lies on a track that shows the whole"),
    field("charts.thickest", Number(1.0, 300.0), "The thickest bar"),
    field("charts.row", Number(1.0, 300.0), "The most height of a mark on a scale"),
    field("charts.radius", Number(0.0, 100.0), "Corners of bars"),
    field("tables.pad", Pair(0.0, 100.0), "Beside the words of a cell, and above and below them"),
    field("tables.head_rule", RULE, "Thickness of the rule under the head"),
    field("tables.rule", RULE, "Thickness of the rule under each row"),
    field("tables.zebra", Truth, "Whether every other row has a quiet ground"),
    field("formulas.align", Choice(ALIGNS), "A formula on a line of its own"),
    field("code.pad", Pair(0.0, 100.0), "Beside lines of code, and above and below them"),
    field("code.dense_pad", Number(0.0, 100.0), "The same where lines are many"),
    field("code.bar", Number(0.0, 40.0), "Width of the bar beside lit lines"),
    field("code.colors.*", Color, "On paper and sand"),
    field("code.colors_on_dark.*", Color, "On the strong ground, and in consoles"),
    field(
        "cover.style",
        Choice(&["filled", "framed"]),
        "A publication's drawn cover: a color, or white under a band of it",
    ),
    field("footer.show", Choices(&["title", "section", "number"]), "What stands in the footer"),
    optional("footer.left", Words, "Words and fields at the left of the footer, such as \"{event} · {date}\""),
    optional("footer.center", Words, "In its middle"),
    optional("footer.right", Words, "At its right"),
    field("footer.rule", RULE, "Thickness of a hairline over it; 0: none"),
    field(
        "footer.progress",
        Number(0.0, 60.0),
        "Thickness of the line along the edge that grows with the talk; 0: none",
    ),
    field(
        "tabs.width",
        Number(0.0, 80.0),
        "Tabs at the right edge, one a section in its color: how wide they are; 0: none",
    ),
    field("tabs.present", Number(0.0, 120.0), "The tab of the section that is being told, with its number"),
    optional("logo.src", Words, "A picture beside this file: the logo; half its height around it stays free"),
    optional("logo.on_dark", Words, "The same in light colors, for dark grounds and pictures"),
    optional("logo.alt", Words, "What it says, told once, on the title slide; else it decorates"),
    usual("logo.place", Choice(CORNERS), "\"top-right\"", "The corner that it stands in"),
    usual("logo.height", LOGO, "28", "How high it is"),
    usual(
        "logo.on",
        Choices(KINDS),
        "[\"title\", \"section\", \"closing\", \"quote\", \"content\"]",
        "The kinds of slides that have it",
    ),
    optional("logo.title.place", Choice(CORNERS), "Another place on title slides"),
    optional("logo.title.height", LOGO, "Another height there"),
    optional("logo.section.place", Choice(CORNERS), "Another place on section slides"),
    optional("logo.section.height", LOGO, "Another height there"),
    optional("logo.closing.place", Choice(CORNERS), "Another place on closing slides"),
    optional("logo.closing.height", LOGO, "Another height there"),
    optional("logo.quote.place", Choice(CORNERS), "Another place on quotation slides"),
    optional("logo.quote.height", LOGO, "Another height there"),
    optional("logo.image.place", Choice(CORNERS), "Another place on picture slides"),
    optional("logo.image.height", LOGO, "Another height there"),
    optional("logo.content.place", Choice(CORNERS), "Another place on all other slides"),
    optional("logo.content.height", LOGO, "Another height there"),
    optional(
        "background.title",
        Words,
        "Behind a title slide: a color, paper, sand or dark, or a picture beside this file",
    ),
    optional("background.section", Words, "Behind a section slide"),
    optional("background.closing", Words, "Behind a closing slide"),
    optional("background.quote", Words, "Behind a quotation"),
    optional("background.image", Words, "Behind a picture slide"),
    optional("background.content", Words, "Behind all others"),
    field(
        "motif.kind",
        Choice(&["network", "lines", "discs", "tabs", "none"]),
        "What is drawn on title slides and covers; tabs are the sections by name",
    ),
    field("motif.opening", Truth, "Whether title, section and closing slides have it, not only covers"),
];

/// The colors of code, each with its role.
pub(super) const CODE: [(&str, &str); 12] = [
    ("keyword", "Keywords"),
    ("string", "Words in quotes"),
    ("number", "Numbers"),
    ("comment", "Comments, numbers of lines, and lines that are not lit"),
    ("function", "Functions"),
    ("type", "Types"),
    ("added", "The sign before added lines"),
    ("removed", "The sign before removed lines"),
    ("attention", "What a terminal warns of"),
    ("lit_ground", "Under lit lines"),
    ("added_ground", "Under added lines"),
    ("removed_ground", "Under removed lines"),
];

/// Each field by its whole path.
pub(super) static ALL: LazyLock<Vec<(String, Field)>> = LazyLock::new(|| {
    let mut all = Vec::new();
    // A table of the file is written in one piece, so each style has all its fields together.
    let fields: Vec<Field> = FIELDS.iter().copied().filter(|field| field.path.starts_with("type.*")).collect();
    let mut scale = false;
    for field in FIELDS {
        if let Some(table) = field.path.strip_suffix(".*") {
            let role = |(name, about)| (format!("{table}.{name}"), Field { about, ..*field });
            all.extend(CODE.into_iter().map(role));
        } else if field.path.starts_with("type.*") {
            if !std::mem::replace(&mut scale, true) {
                let style = |name: &&str| fields.iter().map(|it| (it.path.replace('*', name), *it)).collect::<Vec<_>>();
                all.extend(styles().iter().flat_map(style));
            }
        } else {
            all.push((field.path.to_owned(), *field));
        }
    }
    all
});

/// The field at a path.
pub(super) fn at(path: &str) -> Option<&'static Field> {
    ALL.iter().find(|(known, _)| known == path).map(|(_, field)| field)
}

/// The names that a table at this path has, tables among them, in the order of the file; none if there is no such table.
pub(super) fn inside(path: &str) -> Vec<&'static str> {
    let mut names = Vec::new();
    for (known, _) in ALL.iter() {
        let rest = if path.is_empty() {
            Some(known.as_str())
        } else {
            known.strip_prefix(path).and_then(|it| it.strip_prefix('.'))
        };
        let name = rest.and_then(|rest| rest.split('.').next());
        names.extend(name.filter(|name| !names.contains(name)));
    }
    names
}

/// The entry of the type scale that a file has first.
pub(super) fn first_style() -> &'static str {
    styles().first().copied().unwrap_or_default()
}
