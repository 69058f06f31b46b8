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
    /// Goes to the number typed so far.
    GoTyped,
    /// Straight to a slide (index into the plan) at its first step.
    GoTo(usize),
    Back,
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
    /// The stage as a window to share, or back on its screen.
    WindowedStage,
    HideStage,
    /// Lists the screens, to pick the stage's.
    Screens,
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
