//! Where a figure stands beside the words of its slide, and at which steps it is there.

/// When a part is there; without a `step`, `reveal` says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// The step at which it appears.
    pub step: Option<usize>,
    /// The step at which it goes; later than the one at which it appears.
    pub until: Option<usize>,
}

/// Where a figure stands and when. The words keep their size, the figure takes what is left.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Placing {
    pub place: Option<Place>,
    /// Of the content's width where it stands beside words, of its height where it stands over or under them.
    pub share: Option<f64>,
    pub when: When,
}

/// Where a figure stands beside the slide's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Below,
    Above,
    Left,
    Right,
    /// Over the whole slide, under the words.
    Behind,
}
