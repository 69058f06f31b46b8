//! Everything a person can ask of a running talk. What is asked of its windows is theirs (`app::keys::does`).

use super::marks::Spot;

/// One thing that the speaker asks for, whichever key, button or clicker it came from.
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
    /// To the next slide that is not optional.
    SkipOptional,
    /// Three slides that could be left out, or none of it any more.
    WhatNow,
    /// Ticks the cut with this number, from 0, or takes its tick away.
    TickCut(usize),
    /// Leaves out what is ticked.
    TakeCuts,
    /// Before the talk: it begins at the time that it is announced for, or waits for the speaker again.
    StartByItself,
    /// The talk begins: at its first slide, or here. Once its time was started, both only lift black and white.
    Start,
    StartHere,
    /// Goes on by itself, by the expected times, or no longer.
    AutoAdvance,
    /// All slides as pictures, to choose one from.
    Overview,
    /// In the overview: the slide (index into the plan) that Enter would go to.
    Choose(usize),
    Black,
    White,
    Freeze,
    Captions,
    CaptionLanguage,
    /// The script's captions, live ones where somebody sends them, none.
    CaptionSource,
    /// Captions under the slide, over its foot, over its head.
    CaptionPlace,
    CaptionsLarger,
    CaptionsSmaller,
    CaptionsReset,
    /// The next color of their words, of the plate behind them, its next opacity, the next font, the next edge of letters.
    CaptionColor,
    CaptionPlate,
    CaptionOpacity,
    CaptionFont,
    CaptionEdge,
    /// The caption after or before the one that stands, within the step; time goes on from there.
    NextCaption,
    PreviousCaption,
    /// Takes a tool in hand, or puts it away.
    Laser,
    Spotlight,
    /// Chooses a part to enlarge, or shows the whole slide again.
    Zoom,
    Pen,
    /// The pen's next color; takes the pen in hand where it is not.
    PenColor,
    /// A broad clear color over words.
    Highlighter,
    Eraser,
    /// Takes all ink off the slide.
    ClearInk,
    Undo,
    Redo,
    /// The mouse over the speaker's slide: moved, moved along a ruler, pressed, let go, gone.
    Point(Spot),
    PointStraight(Spot),
    Press(Spot),
    Release,
    PointAway,
    /// The tool in hand, or the part that is enlarged.
    ToolLarger,
    ToolSmaller,
    NotesLarger,
    NotesSmaller,
    NotesReset,
    NotesUp,
    NotesDown,
    /// The speaker's words in large type, which scroll by themselves, or the console again.
    Teleprompter,
    /// Stops it, or lets it go on.
    TeleprompterHold,
    TeleprompterFaster,
    TeleprompterSlower,
    /// Its words are those of the notes or those of the captions.
    TeleprompterScript,
    TeleprompterMirror,
    TeleprompterTurn,
    /// Notes and console on the only screen, or back to the slide.
    Notes,
    TimerToggle,
    TimerReset,
    TimerMode,
    /// In a rehearsal: the slide from its beginning, with the time that it was then.
    TakeAgain,
    /// A recording of the talk begins now, or is over.
    RecordingMark,
    /// Leaves one special state; never quits.
    Leave,
    /// Asks whether to quit.
    AskQuit,
    /// Quits if that was asked.
    ConfirmQuit,
    Quit,
}
