//! What a key, a button or a click asks for: of the talk, of the windows, or of the page on top.

use crate::show::command::Command;

/// Something that can be asked for, whichever key or button it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Does {
    Talk(Command),
    Window(WindowCommand),
    Page(PageKey),
}

/// What is asked of the windows. The talk knows nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WindowCommand {
    Fullscreen,
    SwapScreens,
    /// The stage as a window to share, or back on its screen.
    WindowedStage,
    HideStage,
    /// Lists the screens, to pick the stage's.
    Screens,
    /// The console's colors: for dark rooms or for bright ones.
    ConsoleTheme,
    /// The console's next arrangement of panels.
    Arrangement,
    Help,
    /// The list of all commands, to find one by typing.
    Commands,
    /// What is most wanted in a talk, at the mouse.
    Menu,
    /// Test cards on the screens and a list of what is to be fixed.
    StageCheck,
    /// What the buttons of a clicker do, and how to teach it.
    Clicker,
    /// Other words for the slide before the talk.
    HoldingWords,
    /// The page of the speaker's choices.
    Settings,
    /// How this and earlier takes went.
    Report,
    /// What is to be fixed in the deck.
    Findings,
    /// The page on which the deck is saved for others.
    Export,
    /// Reads the deck again.
    Reload,
    /// To where the link leads that was clicked.
    FollowLink,
    /// Lights the next link of the slide.
    NextLink,
    /// To where the lit link leads, or the only one.
    OpenLink,
}

/// What is asked of the page on top. A page heeds those that its rows of the table name, and those of every page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageKey {
    /// Leaves the page, or first the state that it is in.
    Close,
    Up,
    Down,
    Left,
    Right,
    First,
    Last,
    /// The digit on the key: the number of what is listed.
    Number(u8),
    /// Answers a question with yes; `Close` is no.
    Yes,
    /// A talk that broke off is begun anew.
    StartOver,
    GoToChosen,
    Erase,
    EraseAll,
    TestCard,
    Save,
    SaveFaulty,
    SaveElsewhere,
    ShowSaved,
    TakeScreen,
    PresentFaulty,
    Present,
    Rehearse,
    Takes,
    ExportDeck,
    Findings,
    CheckDeck,
    ShowFolder,
    RemoveDeck,
    OpenDeck,
    NewTalk,
    Tour,
    /// The field in which one searches the wall of talks.
    Search,
    /// What else can be done with the chosen deck.
    More,
    /// Puts the card back that was taken away last.
    RestoreDeck,
    LibraryHelp,
    Settings,
    LibraryTheme,
    LeaveLibrary,
    /// The field in which one looks for a setting.
    FindSetting,
    /// The times of the report's takes go into the deck: first they are listed, then written.
    PutTimes,
    UndoTimes,
    /// Another take beside the report's.
    Compare,
    /// What lies over the report is done as it is listed.
    DoListed,
    /// Takes the remedy of the open finding.
    Remedy,
    /// Opens the author's editor at its line.
    OpenLine,
    /// Takes the last change of the deck back.
    TakeBack,
    ReadAgain,
    LeaveAsIs,
    /// What is chosen in the list of commands.
    DoChosen,
    /// The words for the slide before the talk are written as they stand.
    SaveWords,
}

impl From<Command> for Does {
    fn from(command: Command) -> Self {
        Self::Talk(command)
    }
}

impl From<WindowCommand> for Does {
    fn from(command: WindowCommand) -> Self {
        Self::Window(command)
    }
}

impl From<PageKey> for Does {
    fn from(key: PageKey) -> Self {
        Self::Page(key)
    }
}

impl Does {
    /// The same with the digit that was pressed, where a digit is meant.
    #[must_use]
    pub fn with_digit(self, digit: Option<u8>) -> Self {
        match (self, digit) {
            (Self::Talk(Command::Digit(_)), Some(digit)) => Self::Talk(Command::Digit(digit)),
            (Self::Page(PageKey::Number(_)), Some(digit)) => Self::Page(PageKey::Number(digit)),
            (does, _) => does,
        }
    }

    /// Each digit has its own meaning.
    #[must_use]
    pub fn counts(self) -> bool {
        matches!(self, Self::Talk(Command::Digit(_)) | Self::Page(PageKey::Number(_)))
    }

    /// Opens a page or a question over the page that is there, or is what a clicker's letter does: a single letter means
    /// it on pages too.
    #[must_use]
    pub fn holds_on_pages(self) -> bool {
        use WindowCommand as Window;
        match self {
            Self::Talk(command) => matches!(command, Command::Black | Command::Overview | Command::AskQuit),
            Self::Window(command) => matches!(
                command,
                Window::Help
                    | Window::Commands
                    | Window::Screens
                    | Window::StageCheck
                    | Window::Clicker
                    | Window::Settings
                    | Window::Report
                    | Window::Findings
                    | Window::Export
            ),
            Self::Page(_) => true,
        }
    }
}
