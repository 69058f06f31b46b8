//! What a word of code is, by which it is colored.

/// What a stretch of code is, as far as it looks different on a slide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "highlighting"), expect(dead_code, reason = "only grammars tell some of them apart"))]
pub(super) enum Kind {
    Plain,
    Keyword,
    String,
    Number,
    Comment,
    Function,
    Type,
    /// What a terminal shows before a command, the command, what it prints, and what of that is a warning.
    Prompt,
    Command,
    Output,
    Attention,
}
