//! Everything a person can ask of a running talk, with the words for it.

/// One wish of the speaker's, whichever key, button or clicker it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    NextStep,
    PreviousStep,
    NextSlide,
    PreviousSlide,
    FirstSlide,
    LastSlide,
    /// A digit typed toward a slide number.
    Digit(u8),
    /// Goes to the number typed so far; with nothing typed it opens the overview.
    GoTyped,
    /// Straight to a slide (index into the plan) at its first step.
    GoTo(usize),
    Back,
    /// All slides as pictures, to choose one from.
    Overview,
    /// In the overview: the slide (index into the plan) that Enter would go to.
    Choose(usize),
    Black,
    White,
    Freeze,
    Captions,
    CaptionLanguage,
    NotesLarger,
    NotesSmaller,
    NotesReset,
    NotesUp,
    NotesDown,
    /// Notes and console on the only screen, or back to the slide.
    Notes,
    TimerToggle,
    TimerReset,
    TimerMode,
    Fullscreen,
    SwapScreens,
    Help,
    /// Leaves one special state; never quits.
    Leave,
    /// Asks whether to quit.
    AskQuit,
    /// Quits if that was asked.
    ConfirmQuit,
    Quit,
    Reload,
}
