//! How a theme has each layout stand: places, panels, marks and rules. Lengths in points, shares from 0.0 to 1.0.

use serde::Deserialize;

use super::line::Line;

/// The theme's grounds by name.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum GroundName {
    Paper,
    Sand,
    Dark,
    /// The color of the section that is being told.
    Section,
}

/// The kinds of slides that a theme tells apart.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum SlideKind {
    Title,
    Section,
    Closing,
    Quote,
    Image,
    /// All others.
    Content,
}

/// What each kind of slide stands on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grounds {
    pub title: GroundName,
    pub section: GroundName,
    pub closing: GroundName,
    pub quote: GroundName,
    pub image: GroundName,
    /// A slide with a title alone.
    pub punchline: GroundName,
    pub content: GroundName,
}

impl Grounds {
    #[must_use]
    pub fn of(&self, kind: SlideKind) -> GroundName {
        match kind {
            SlideKind::Title => self.title,
            SlideKind::Section => self.section,
            SlideKind::Closing => self.closing,
            SlideKind::Quote => self.quote,
            SlideKind::Image => self.image,
            SlideKind::Content => self.content,
        }
    }

    pub fn set(&mut self, kind: SlideKind, ground: GroundName) {
        let place = match kind {
            SlideKind::Title => &mut self.title,
            SlideKind::Section => &mut self.section,
            SlideKind::Closing => &mut self.closing,
            SlideKind::Quote => &mut self.quote,
            SlideKind::Image => &mut self.image,
            SlideKind::Content => &mut self.content,
        };
        *place = ground;
    }
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    Start,
    Center,
}

/// A slide with a title alone, which is set large.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Punchline {
    /// How much of the free height lies above the words.
    pub place: f64,
    /// Characters in a line at most.
    pub measure: f64,
    /// Whether the words have the strong color, not that of titles.
    pub strong: bool,
}

/// A rule under a title.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Rule {
    None,
    /// `space.rule`, in the accent.
    Short,
    /// A hairline under the words.
    Full,
    /// A hairline over the words, from margin to margin.
    Above,
}

/// Where a section slide has the section's number.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum NumberPlace {
    #[default]
    None,
    /// Above the title.
    Above,
    /// In the margin.
    Margin,
}

/// How title, section and closing slides stand.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    pub align: Align,
    /// How much of the free height lies above the words.
    pub place: f64,
    pub rule: Rule,
    /// Between kicker, title and subtitle.
    pub gap: f64,
    /// Of section slides only.
    #[serde(default)]
    pub number: NumberPlace,
}

/// Where the words of a content slide gather.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// The title at the top, the content right under it.
    Top,
    /// Title and content as one, in the middle.
    Middle,
    /// Title and content as one, at the foot.
    Bottom,
}

/// Kicker and title over the content.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    pub place: Place,
    pub kicker_gap: f64,
    /// From the title to the content.
    pub gap: f64,
    /// Thickness of a hairline under the title, and of one above it; 0: none.
    pub rule: f64,
    pub rule_above: f64,
    /// Height of a colored band across the slide that the title stands in, and its color; 0: none.
    pub height: f64,
    pub ground: GroundName,
    /// The largest title over words that do not fit at a comfortable size.
    pub dense: f32,
    /// The largest title over columns, rows and figures.
    pub parts: f32,
}

/// Where a slide stands that has little on it. Tables, code and charts always begin at the top.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Short {
    /// The most of its region that the content takes.
    pub most: f64,
    /// How much of the free height lies above it.
    pub place: f64,
    /// The most space between its items and blocks, in em.
    pub gap: f64,
    /// Sizes of its words, in points, falling.
    pub sizes: Vec<f32>,
}

/// Columns, rows and several pictures.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnLook {
    /// Between two columns, between three, between four.
    pub gaps: Vec<f64>,
    /// The largest words in two columns, in three, in four.
    pub sizes: Vec<f32>,
    /// Thickness of the rule over each column of words; 0: none. And the space under it.
    pub rule: f64,
    pub rule_gap: f64,
    /// Whether headings have the strong color, not that of titles.
    pub strong: bool,
    /// Under headings, between the parts of a column, between rows, between pictures.
    pub heading_gap: f64,
    pub part_gap: f64,
    pub row_gap: f64,
    pub picture_gap: f64,
}

impl ColumnLook {
    /// Between so many columns, in points.
    #[must_use]
    pub fn gap(&self, count: usize) -> f64 {
        self.gaps.get(count.saturating_sub(2)).or(self.gaps.last()).copied().unwrap_or(36.0)
    }

    /// The largest size of words in so many columns.
    #[must_use]
    pub fn largest(&self, count: usize) -> f32 {
        let own = |count: usize| self.sizes.get(count).or(self.sizes.last()).copied();
        count.checked_sub(2).and_then(own).unwrap_or(f32::INFINITY)
    }
}

/// The panel of an aside or of a numbered statement.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Panel {
    /// The strong ground.
    Dark,
    /// The quiet ground.
    Quiet,
    /// No ground: an accent bar at the left.
    Bar,
    /// No ground: an aside stands in the theme's margin, if it has one and that has room.
    Margin,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panels {
    pub aside: Panel,
    pub number: Panel,
    /// Where the words of a numbered statement's panel begin, and the words beside it.
    pub number_top: f64,
    pub words_top: f64,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Bullet {
    Dot,
    Square,
    Dash,
    None,
}

/// List items.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marks {
    pub bullet: Bullet,
    /// Half the bullet's width, in em.
    pub size: f64,
    /// Whether bullets and numbers have the strong color, not the accent.
    pub strong: bool,
    /// How much larger than its words the number of an item is, where items are few.
    pub number: f64,
    /// Thickness of a hairline between the items of a bulleted body; 0: none.
    pub rule: f64,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum QuoteMark {
    /// One large mark at the left; the words have none.
    Large,
    /// An accent bar at the left; the words stand between marks.
    Bar,
    /// The words stand between marks.
    None,
}

/// Where a quotation has who said it.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum ByPlace {
    Under,
    Foot,
    Margin,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuoteLook {
    pub mark: QuoteMark,
    pub align: Align,
    pub by: ByPlace,
    /// How far the words stand in from the left margin.
    pub inset: f64,
    /// How much of the free height lies above the words.
    pub place: f64,
    /// Characters in a line of large words, and where there are many.
    pub measure: f64,
    pub dense_measure: f64,
}

/// The two sides of a comparison.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompareLook {
    /// Whether the lesser side has a panel; else a hairline parts the two.
    pub panel: bool,
    /// Whether the title stands over both sides; else over the lesser one.
    pub band: bool,
    /// The ground of the better side; the slide's own if absent.
    pub better: Option<GroundName>,
}

impl CompareLook {
    /// Whether the two sides stand on different colors, so that no line of words may go from one to the other.
    #[must_use]
    pub fn has_two_grounds(&self) -> bool {
        self.panel || self.better.is_some()
    }
}

/// Where the words of a picture slide stand if the picture covers its region.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum ImageWords {
    /// Beside the picture.
    Beside,
    /// Over a picture that fills the slide, on a shade.
    Over,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImageLook {
    pub words: ImageWords,
    /// The largest title over a picture, if it is not that of other slides.
    pub title: Option<f32>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartLook {
    /// Whether a bar lies on a track that shows the whole.
    pub track: bool,
    pub thickest: f64,
    /// The most height that a mark on a scale takes.
    pub row: f64,
    pub radius: f64,
}

/// Big numbers.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NumberLook {
    /// The size of a unit that a space parts from its number, as a share of the number's.
    pub unit: f32,
}

impl Default for NumberLook {
    fn default() -> Self {
        Self { unit: 1.0 }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableLook {
    /// Space beside the words of a cell, and above and below them.
    pub pad: (f64, f64),
    /// Thickness of the rules under the head and under each row.
    pub head_rule: f64,
    pub rule: f64,
    /// Whether every other row has a quiet ground.
    pub zebra: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormulaLook {
    /// Where one on a line of its own stands.
    pub align: Align,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum CoverStyle {
    /// Words on one of the strong colors.
    Filled,
    /// Words on a white sheet under a band of the color.
    Framed,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverLook {
    pub style: CoverStyle,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum FooterPart {
    Title,
    Section,
    Number,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Footer {
    pub show: Vec<FooterPart>,
    /// Words and fields; where one of them is said, they stand instead of what `show` names.
    pub left: Option<Line>,
    pub center: Option<Line>,
    pub right: Option<Line>,
    /// Thickness of a hairline over the footer, and of the line along the slide's edge that grows with the talk.
    pub rule: f64,
    pub progress: f64,
}

impl Footer {
    /// Its left, middle and right part.
    #[must_use]
    pub fn lines(&self) -> [&Option<Line>; 3] {
        [&self.left, &self.center, &self.right]
    }

    /// Whether its parts are written, and `show` says nothing.
    #[must_use]
    pub fn is_written(&self) -> bool {
        self.lines().into_iter().any(Option::is_some)
    }
}

/// The drawn decoration of title and section slides and covers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Motif {
    pub kind: MotifKind,
    /// Whether title, section and closing slides have it too, not only covers.
    pub opening: bool,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum MotifKind {
    /// Dots joined by thin lines: a group.
    Network,
    /// Thin level lines of many lengths: pages, layers, a score.
    Lines,
    /// Large discs, one in another.
    Discs,
    /// A tab for each section, in its color and with its name.
    Tabs,
    None,
}

/// Tabs at the right edge, one for each section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tabs {
    /// How wide they are, and that of the section that is being told; 0: there are none.
    pub width: f64,
    pub present: f64,
}
