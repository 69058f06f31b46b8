//! The one table of keys as the program brings them: what each does, on the talk and on every page.
//! `keymap` turns it into the keys in force; caps, help page and tooltips are written from those.
//!
//! Clickers send PageUp and PageDown, `.` or `b`, and a button that alternates F5 and Esc. None of them may do harm:
//! F5 begins a talk; once it runs, F5 only brings the slide back after black or white. Esc leaves one state.
//! On a layout without Latin letters egui already names the physical key, so letters need no second look here.

use eframe::egui::Key;

use crate::show::command::Command;

use super::chord::{Chord, alt, ctrl, ctrl_shift, plain, shift, sign};
use super::does::Does::{self, Page, Talk, Window};
use super::does::{PageKey, WindowCommand};

/// Where a row of the table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Where no page is on top, and, of keys that no page needs, on pages too.
    Talk,
    /// On every page.
    Page,
    Question,
    Overview,
    Help,
    Check,
    Findings,
    Export,
    Report,
    Screens,
    Clicker,
    /// A deck that waits for the speaker's word, or cannot be opened.
    Faulty,
    Library,
    Commands,
    Settings,
    /// Where the words for the slide before the talk are written.
    Words,
}

/// Where a row stands on the help page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Slides,
    Stage,
    Pointing,
    Notes,
    Time,
    Program,
    Pages,
    Questions,
    Overview,
    Check,
    Findings,
    Export,
    Report,
    Screens,
    Faulty,
    Library,
    Commands,
    Settings,
    Words,
}

impl Group {
    pub const ALL: [(Self, &'static str); 19] = [
        (Self::Slides, "Slides"),
        (Self::Stage, "Stage"),
        (Self::Pointing, "Pointing and drawing"),
        (Self::Notes, "Notes"),
        (Self::Time, "Time"),
        (Self::Program, "Program"),
        (Self::Pages, "On every page"),
        (Self::Questions, "When you are asked"),
        (Self::Commands, "In the list of commands"),
        (Self::Overview, "In the overview"),
        (Self::Check, "On the stage check"),
        (Self::Findings, "On the page of findings"),
        (Self::Export, "When saving for others"),
        (Self::Report, "On the report"),
        (Self::Screens, "When picking a screen"),
        (Self::Faulty, "A deck with faults"),
        (Self::Library, "On the wall of talks"),
        (Self::Settings, "In the settings"),
        (Self::Words, "When writing the slide before the talk"),
    ];

    /// Where its rows hold.
    #[must_use]
    pub fn place(self) -> Place {
        match self {
            Self::Slides | Self::Stage | Self::Pointing | Self::Notes | Self::Time | Self::Program => Place::Talk,
            Self::Pages => Place::Page,
            Self::Questions => Place::Question,
            Self::Overview => Place::Overview,
            Self::Check => Place::Check,
            Self::Findings => Place::Findings,
            Self::Export => Place::Export,
            Self::Report => Place::Report,
            Self::Screens => Place::Screens,
            Self::Faulty => Place::Faulty,
            Self::Library => Place::Library,
            Self::Commands => Place::Commands,
            Self::Settings => Place::Settings,
            Self::Words => Place::Words,
        }
    }
}

/// A row of the table.
pub struct Binding {
    /// What the settings call it. It stands in speakers' files and never changes; empty where the keys are not for choosing.
    pub id: &'static str,
    pub does: Does,
    pub keys: &'static [Chord],
    pub group: Group,
    /// One or two words for a button.
    pub name: &'static str,
    pub words: &'static str,
}

macro_rules! row {
    ($id:literal, $does:expr, $group:ident, $name:literal, [$($key:expr),*], $words:literal) => {
        Binding { id: $id, does: $does, keys: &[$($key),*], group: Group::$group, name: $name, words: $words }
    };
}

/// Every key there is. What is asked for stands here once for each place where it can be.
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = &[
    row!("next-step", Talk(Command::NextStep), Slides, "Next",
        [plain(Key::ArrowRight), plain(Key::ArrowDown), plain(Key::PageDown), plain(Key::Space), plain(Key::Enter), plain(Key::N)],
        "Next step"),
    row!("previous-step", Talk(Command::PreviousStep), Slides, "Previous",
        [plain(Key::ArrowLeft), plain(Key::ArrowUp), plain(Key::PageUp), plain(Key::Backspace), shift(Key::Space), plain(Key::P)],
        "Previous step"),
    row!("next-slide", Talk(Command::NextSlide), Slides, "Next slide",
        [shift(Key::ArrowRight), shift(Key::PageDown), shift(Key::Enter), shift(Key::N)],
        "Next slide, past the remaining steps"),
    row!("previous-slide", Talk(Command::PreviousSlide), Slides, "Previous slide",
        [shift(Key::ArrowLeft), shift(Key::PageUp), shift(Key::Backspace), shift(Key::P)],
        "Previous slide"),
    row!("first-slide", Talk(Command::FirstSlide), Slides, "First", [plain(Key::Home)], "First slide"),
    row!("last-slide", Talk(Command::LastSlide), Slides, "Last", [plain(Key::End)], "Last slide"),
    row!("", Talk(Command::Digit(0)), Slides, "Number",
        [sign(Key::Num0), sign(Key::Num1), sign(Key::Num2), sign(Key::Num3), sign(Key::Num4),
         sign(Key::Num5), sign(Key::Num6), sign(Key::Num7), sign(Key::Num8), sign(Key::Num9)],
        "Number of a slide, then Enter"),
    row!("go-typed", Talk(Command::GoTyped), Slides, "Go", [plain(Key::G)], "Go to the number typed, or overview"),
    row!("overview", Talk(Command::Overview), Slides, "Overview",
        [plain(Key::O), plain(Key::Tab), sign(Key::Slash), ctrl(Key::F)], "All slides: type to search, Enter to go"),
    row!("back", Talk(Command::Back), Slides, "Back",
        [alt(Key::ArrowLeft)], "Back to where you jumped from"),
    row!("open-link", Window(WindowCommand::OpenLink), Slides, "Open link",
        [ctrl(Key::Enter)], "Where the slide's link leads, or the lit one"),
    row!("next-link", Window(WindowCommand::NextLink), Slides, "Next link",
        [ctrl_shift(Key::Enter)], "Light the next link of the slide"),
    row!("skip-optional", Talk(Command::SkipOptional), Slides, "Skip optional", [plain(Key::K)], "To the next slide that is not optional"),
    row!("what-now", Talk(Command::WhatNow), Slides, "What now?", [shift(Key::K)],
        "Late: three slides to leave out; 1 2 3 tick, Enter takes"),
    row!("take-cuts", Talk(Command::TakeCuts), Slides, "Leave out", [], "Leave out what is ticked in What now?"),
    row!("black", Talk(Command::Black), Stage, "Black", [plain(Key::B), sign(Key::Period)], "Black stage, or back"),
    row!("white", Talk(Command::White), Stage, "White", [plain(Key::W), sign(Key::Comma)], "White stage, or back"),
    row!("freeze", Talk(Command::Freeze), Stage, "Freeze", [plain(Key::F)], "Hold the stage, or let go"),
    row!("captions", Talk(Command::Captions), Stage, "Captions", [plain(Key::C), plain(Key::J)], "Captions on or off"),
    row!("caption-language", Talk(Command::CaptionLanguage), Stage, "Language", [shift(Key::C)], "Next caption language"),
    row!("caption-source", Talk(Command::CaptionSource), Stage, "Source", [plain(Key::I)], "Captions: scripted, live if there are any, off"),
    row!("caption-place", Talk(Command::CaptionPlace), Stage, "Place", [plain(Key::U)], "Captions under the slide, at its foot, at its head"),
    row!("captions-larger", Talk(Command::CaptionsLarger), Stage, "Larger captions", [ctrl(Key::Plus), ctrl(Key::Equals)], "Larger captions"),
    row!("captions-smaller", Talk(Command::CaptionsSmaller), Stage, "Smaller captions", [ctrl(Key::Minus)], "Smaller captions"),
    row!("captions-reset", Talk(Command::CaptionsReset), Stage, "Usual captions", [shift(Key::U)], "Captions at their usual size"),
    row!("caption-color", Talk(Command::CaptionColor), Stage, "Caption color", [], "Captions: next color of their words"),
    row!("caption-plate", Talk(Command::CaptionPlate), Stage, "Caption plate", [], "Captions: next color behind them"),
    row!("caption-opacity", Talk(Command::CaptionOpacity), Stage, "Caption opacity", [], "Captions: how much of the slide shines through behind them"),
    row!("caption-font", Talk(Command::CaptionFont), Stage, "Caption font", [], "Captions: next font"),
    row!("caption-edge", Talk(Command::CaptionEdge), Stage, "Caption edge", [], "Captions: letters plain, outlined, with a shadow"),
    row!("next-caption", Talk(Command::NextCaption), Stage, "Next caption", [plain(Key::M)], "Next caption of this step"),
    row!("previous-caption", Talk(Command::PreviousCaption), Stage, "Previous caption", [shift(Key::M)], "Previous caption of this step"),
    row!("fullscreen", Window(WindowCommand::Fullscreen), Stage, "Full screen", [plain(Key::F11)], "Full screen for this window, or not"),
    row!("swap-screens", Window(WindowCommand::SwapScreens), Stage, "Swap screens", [plain(Key::X), plain(Key::F6)], "Swap stage and console"),
    row!("screens", Window(WindowCommand::Screens), Stage, "Screens", [shift(Key::X)], "Pick the stage's screen"),
    row!("windowed-stage", Window(WindowCommand::WindowedStage), Stage, "Window", [shift(Key::W)], "Stage in a window to share, or back"),
    row!("hide-stage", Window(WindowCommand::HideStage), Stage, "Hide", [plain(Key::H)], "Hide the stage, or show it; a rehearsal begins unseen"),
    row!("laser", Talk(Command::Laser), Pointing, "Laser", [plain(Key::L)], "Laser pointer"),
    row!("spotlight", Talk(Command::Spotlight), Pointing, "Spotlight", [shift(Key::L)], "A round of light; the wheel changes its size"),
    row!("zoom", Talk(Command::Zoom), Pointing, "Zoom", [plain(Key::Z)], "Drag to enlarge a part; again: back"),
    row!("pen", Talk(Command::Pen), Pointing, "Pen", [plain(Key::D)], "Pen; a straight line with Shift"),
    row!("pen-color", Talk(Command::PenColor), Pointing, "Pen color", [alt(Key::D)], "Pen in the next of three colors"),
    row!("highlighter", Talk(Command::Highlighter), Pointing, "Highlighter", [ctrl(Key::D)], "Highlighter; straight with Shift"),
    row!("tool-larger", Talk(Command::ToolLarger), Pointing, "Larger tool", [ctrl(Key::ArrowUp)],
        "Larger dot, light, pen or zoom; the wheel too"),
    row!("tool-smaller", Talk(Command::ToolSmaller), Pointing, "Smaller tool", [ctrl(Key::ArrowDown)],
        "Smaller dot, light, pen or zoom; the wheel too"),
    row!("eraser", Talk(Command::Eraser), Pointing, "Eraser", [shift(Key::D)], "Eraser"),
    row!("clear-ink", Talk(Command::ClearInk), Pointing, "Clear", [plain(Key::E)], "Take all ink off the slide"),
    row!("undo", Talk(Command::Undo), Pointing, "Undo", [ctrl(Key::Z)], "Take back the last stroke, or what was left out"),
    row!("redo", Talk(Command::Redo), Pointing, "Redo", [ctrl(Key::Y), ctrl_shift(Key::Z)], "Bring it back"),
    row!("notes", Talk(Command::Notes), Notes, "Notes", [plain(Key::S)], "On one screen: notes or slide"),
    row!("notes-larger", Talk(Command::NotesLarger), Notes, "Larger", [sign(Key::Plus), sign(Key::Equals)], "Larger notes"),
    row!("notes-smaller", Talk(Command::NotesSmaller), Notes, "Smaller", [sign(Key::Minus)], "Smaller notes"),
    row!("notes-reset", Talk(Command::NotesReset), Notes, "Usual size", [ctrl(Key::Num0)], "Notes at their usual size"),
    row!("notes-up", Talk(Command::NotesUp), Notes, "Up", [shift(Key::ArrowUp)], "Scroll notes up"),
    row!("notes-down", Talk(Command::NotesDown), Notes, "Down", [shift(Key::ArrowDown)], "Scroll notes down"),
    row!("teleprompter", Talk(Command::Teleprompter), Notes, "Teleprompter", [plain(Key::Y)], "Your words in large type, rolling"),
    row!("teleprompter-hold", Talk(Command::TeleprompterHold), Notes, "Hold", [shift(Key::Y)], "Stop the teleprompter, or go on"),
    row!("teleprompter-faster", Talk(Command::TeleprompterFaster), Notes, "Faster", [alt(Key::ArrowUp)], "Faster teleprompter"),
    row!("teleprompter-slower", Talk(Command::TeleprompterSlower), Notes, "Slower", [alt(Key::ArrowDown)], "Slower teleprompter"),
    row!("teleprompter-script", Talk(Command::TeleprompterScript), Notes, "Captions in it", [], "Teleprompter: notes or captions"),
    row!("teleprompter-mirror", Talk(Command::TeleprompterMirror), Notes, "Mirror", [], "Teleprompter: mirrored, for a pane of glass"),
    row!("teleprompter-turn", Talk(Command::TeleprompterTurn), Notes, "Turn", [], "Teleprompter: on its head"),
    row!("arrangement", Window(WindowCommand::Arrangement), Notes, "Layout", [plain(Key::V)], "Balanced, notes first, or slides only"),
    row!("console-theme", Window(WindowCommand::ConsoleTheme), Notes, "Light", [ctrl(Key::L)], "Light or dark console"),
    row!("start-by-itself", Talk(Command::StartByItself), Time, "Start by itself", [],
        "Before the talk: start at its time, or wait for you again"),
    row!("start", Talk(Command::Start), Time, "Start", [plain(Key::F5)], "Start at the first slide; once begun: show it"),
    row!("start-here", Talk(Command::StartHere), Time, "Start here", [shift(Key::F5)], "Start at this slide; once begun: show it"),
    row!("auto-advance", Talk(Command::AutoAdvance), Time, "Auto", [plain(Key::A)], "Go on by itself, by the expected times"),
    row!("timer-toggle", Talk(Command::TimerToggle), Time, "Timer", [plain(Key::T)], "Start the talk's time, or pause it for questions"),
    row!("timer-reset", Talk(Command::TimerReset), Time, "Reset", [shift(Key::T)], "Time back to zero; again: undo"),
    row!("timer-mode", Talk(Command::TimerMode), Time, "Mode", [ctrl(Key::T)], "Time spent, time left, or end time"),
    row!("take-again", Talk(Command::TakeAgain), Time, "Take again", [plain(Key::R)], "In a rehearsal: this slide again, with its time"),
    row!("recording-mark", Talk(Command::RecordingMark), Time, "Recording", [ctrl(Key::M)], "Mark that a recording begins, or is over"),
    row!("report", Window(WindowCommand::Report), Time, "Report", [shift(Key::R)], "How this take went, and those before it"),
    row!("stage-check", Window(WindowCommand::StageCheck), Program, "Stage check", [ctrl(Key::K)], "Test cards, and what is to be fixed"),
    row!("findings", Window(WindowCommand::Findings), Program, "Check the deck", [], "What is to be fixed in the deck, slide by slide"),
    row!("commands", Window(WindowCommand::Commands), Program, "Commands", [ctrl(Key::P), ctrl_shift(Key::P)],
        "Every command by name: type to find it"),
    row!("menu", Window(WindowCommand::Menu), Program, "Menu", [shift(Key::F10), plain(Key::Menu)],
        "What is most wanted, in a menu at the mouse"),
    row!("help", Window(WindowCommand::Help), Program, "Help", [sign(Key::Questionmark), plain(Key::F1)], "This page"),
    row!("export", Window(WindowCommand::Export), Program, "Export", [ctrl(Key::E)], "Save the deck for others"),
    row!("clicker", Window(WindowCommand::Clicker), Program, "Clicker", [ctrl(Key::G)], "What a clicker's buttons do; teach them"),
    row!("settings", Window(WindowCommand::Settings), Program, "Settings", [], "What you chose once and want again"),
    row!("holding-words", Window(WindowCommand::HoldingWords), Program, "Change its words", [],
        "Other words for the slide before the talk"),
    row!("reload", Window(WindowCommand::Reload), Program, "Reload", [ctrl(Key::R)], "Read the deck again"),
    row!("leave", Talk(Command::Leave), Program, "Leave", [plain(Key::Escape)], "Leave one state; never quits"),
    row!("ask-quit", Talk(Command::AskQuit), Program, "Quit", [plain(Key::Q)], "Ask to quit"),
    row!("quit", Talk(Command::Quit), Program, "Quit now", [ctrl(Key::Q)], "Quit at once"),
    row!("close", Page(PageKey::Close), Pages, "Close", [plain(Key::Escape)], "Close the page on top, or what is open in it"),
    row!("list-up", Page(PageKey::Up), Pages, "Up", [plain(Key::ArrowUp)], "Up in what is listed, or scroll"),
    row!("list-down", Page(PageKey::Down), Pages, "Down", [plain(Key::ArrowDown)], "Down in what is listed, or scroll"),
    row!("list-left", Page(PageKey::Left), Pages, "Left", [plain(Key::ArrowLeft)], "To the left in what is listed"),
    row!("list-right", Page(PageKey::Right), Pages, "Right", [plain(Key::ArrowRight)], "To the right in what is listed"),
    row!("list-first", Page(PageKey::First), Pages, "First", [plain(Key::Home)], "First in what is listed"),
    row!("list-last", Page(PageKey::Last), Pages, "Last", [plain(Key::End)], "Last in what is listed"),
    row!("words-save", Page(PageKey::SaveWords), Words, "Save", [plain(Key::Enter)],
        "Save these words beside the deck"),
    row!("commands-do", Page(PageKey::DoChosen), Commands, "Do it", [plain(Key::Enter)], "Do what is chosen"),
    row!("answer-yes", Page(PageKey::Yes), Questions, "Yes", [plain(Key::Enter)], "Answer yes; closing is no"),
    row!("answer-over", Page(PageKey::StartOver), Questions, "Start over", [plain(Key::S)],
        "Begin a talk anew that broke off, instead of going on"),
    row!("overview-go", Page(PageKey::GoToChosen), Overview, "Go there", [plain(Key::Enter)], "Go to the chosen slide"),
    row!("overview-erase", Page(PageKey::Erase), Overview, "Erase", [plain(Key::Backspace), shift(Key::Backspace)],
        "Erase the last letter typed"),
    row!("overview-erase-all", Page(PageKey::EraseAll), Overview, "Erase all", [ctrl(Key::Backspace)],
        "Erase all that was typed"),
    row!("check-test-card", Page(PageKey::TestCard), Check, "Test card", [plain(Key::K)],
        "Show the test card, or take it away"),
    row!("findings-remedy", Page(PageKey::Remedy), Findings, "Take the remedy", [plain(Key::Enter)],
        "Write the remedy that is shown into the deck"),
    row!("findings-line", Page(PageKey::OpenLine), Findings, "Open the line", [plain(Key::F4)],
        "Open your editor at the finding's line"),
    row!("findings-back", Page(PageKey::TakeBack), Findings, "Take back", [ctrl(Key::Z)],
        "Take the last change of the deck back"),
    row!("findings-again", Page(PageKey::ReadAgain), Findings, "Read again", [ctrl(Key::R)], "Read the deck again"),
    row!("findings-leave", Page(PageKey::LeaveAsIs), Findings, "Leave it", [],
        "Leave the finding as it is, for good"),
    row!("", Page(PageKey::Number(0)), Export, "Number",
        [sign(Key::Num1), sign(Key::Num2), sign(Key::Num3), sign(Key::Num4),
         sign(Key::Num5), sign(Key::Num6), sign(Key::Num7), sign(Key::Num8)],
        "Number of what is to be saved"),
    row!("export-save", Page(PageKey::Save), Export, "Save", [plain(Key::Enter)], "Save it; once saved: close"),
    row!("export-anyway", Page(PageKey::SaveFaulty), Export, "Save all the same", [plain(Key::A)],
        "Save it though slides have faults"),
    row!("export-where", Page(PageKey::SaveElsewhere), Export, "Choose where", [plain(Key::W)],
        "Choose where the file goes"),
    row!("export-folder", Page(PageKey::ShowSaved), Export, "Show folder", [plain(Key::O)],
        "Show the folder that the file is in"),
    row!("report-times", Page(PageKey::PutTimes), Report, "Put times into the deck", [ctrl(Key::S)],
        "Your takes’ times for the deck: listed, then written"),
    row!("report-undo", Page(PageKey::UndoTimes), Report, "Take them out", [ctrl(Key::Z)],
        "The deck’s times as they were before"),
    row!("report-compare", Page(PageKey::Compare), Report, "Compare with", [ctrl(Key::D)],
        "Beside another take instead of the plan"),
    row!("report-do", Page(PageKey::DoListed), Report, "Do it", [plain(Key::Enter)],
        "Write the times that are listed, or compare"),
    row!("", Page(PageKey::Number(0)), Screens, "Number",
        [sign(Key::Num1), sign(Key::Num2), sign(Key::Num3), sign(Key::Num4), sign(Key::Num5),
         sign(Key::Num6), sign(Key::Num7), sign(Key::Num8), sign(Key::Num9)],
        "The screen with this number"),
    row!("screens-take", Page(PageKey::TakeScreen), Screens, "Take", [plain(Key::Enter), plain(Key::Space)],
        "Bring the stage to the marked screen"),
    row!("faulty-present", Page(PageKey::PresentFaulty), Faulty, "Present all the same", [plain(Key::Enter)],
        "Present the deck though it has faults"),
    row!("library-present", Page(PageKey::Present), Library, "Present", [plain(Key::Enter), plain(Key::F5)], "Give the talk"),
    row!("library-rehearse", Page(PageKey::Rehearse), Library, "Rehearse", [plain(Key::R)],
        "Give the talk to nobody, and see how long it takes"),
    row!("library-takes", Page(PageKey::Takes), Library, "Takes", [plain(Key::T)], "How its rehearsals and talks went"),
    row!("library-export", Page(PageKey::ExportDeck), Library, "Export", [plain(Key::E)], "Save the deck for others"),
    row!("library-findings", Page(PageKey::Findings), Library, "Check", [plain(Key::C)],
        "What is wrong with the deck, and how to fix it"),
    row!("library-check", Page(PageKey::CheckDeck), Library, "Stage check", [plain(Key::K), ctrl(Key::K)],
        "Test cards on the screens, and what is to be fixed"),
    row!("library-folder", Page(PageKey::ShowFolder), Library, "Folder", [plain(Key::O)], "Show the deck's folder"),
    row!("library-remove", Page(PageKey::RemoveDeck), Library, "Take off the list", [plain(Key::Delete)],
        "Take the card off the list; the deck's folder stays"),
    row!("library-restore", Page(PageKey::RestoreDeck), Library, "Put back", [ctrl(Key::Z)], "Put the card back that was taken off last"),
    row!("library-more", Page(PageKey::More), Library, "More", [plain(Key::M), shift(Key::F10)], "What else can be done with the chosen deck"),
    row!("library-search", Page(PageKey::Search), Library, "Search", [sign(Key::Slash), ctrl(Key::F)], "Search titles, slides and notes"),
    row!("library-tour", Page(PageKey::Tour), Library, "Take the tour", [], "A talk about talks, which shows what there is"),
    row!("library-open", Page(PageKey::OpenDeck), Library, "Open …", [ctrl(Key::O)], "Choose a deck's folder"),
    row!("library-new", Page(PageKey::NewTalk), Library, "New talk", [ctrl(Key::N)], "Six slides to write over, in a folder of your choice"),
    row!("library-settings", Page(PageKey::Settings), Library, "Settings", [ctrl(Key::Comma)], "What you chose once and want again"),
    row!("library-help", Page(PageKey::LibraryHelp), Library, "Help", [sign(Key::Questionmark), plain(Key::F1)], "All keys"),
    row!("library-theme", Page(PageKey::LibraryTheme), Library, "Light", [ctrl(Key::L)], "Light or dark windows"),
    row!("", Page(PageKey::Number(0)), Settings, "Number",
        [ctrl(Key::Num1), ctrl(Key::Num2), ctrl(Key::Num3), ctrl(Key::Num4),
         ctrl(Key::Num5), ctrl(Key::Num6), ctrl(Key::Num7), ctrl(Key::Num8)],
        "The group with this number"),
    row!("settings-find", Page(PageKey::FindSetting), Settings, "Find a setting", [sign(Key::Slash), ctrl(Key::F)],
        "Find a setting by its words"),
    row!("library-quit", Page(PageKey::LeaveLibrary), Library, "Quit", [plain(Key::Q)], "Quit"),
];

#[cfg(test)]
mod tests {
    use eframe::egui::Modifiers;

    use super::*;

    #[test]
    fn every_key_is_named_in_the_tour() {
        let tour = include_str!("../../../decks/tour/deck.toml").replace('\u{a0}', " ");
        let named = |cap: String| {
            let spelt = [("→", "Right"), ("←", "Left"), ("↑", "Up"), ("↓", "Down")];
            let cap = spelt.iter().fold(cap, |cap, (sign, word)| cap.replace(sign, word));
            tour.contains(&format!("**{cap}**"))
        };
        // Pages name their own keys.
        let rows = BINDINGS.iter().filter(|row| row.group.place() == Place::Talk && !row.keys.is_empty());
        let missing = rows.filter(|row| !row.keys.iter().any(|key| named(key.cap()))).map(|row| row.words);
        assert_eq!(missing.collect::<Vec<_>>(), Vec::<&str>::new(), "the tour has no key for these");
    }

    #[test]
    fn no_press_means_two_things_in_one_place() {
        let both = Modifiers::CTRL | Modifiers::SHIFT;
        let held = [Modifiers::NONE, Modifiers::SHIFT, Modifiers::CTRL, both, Modifiers::ALT];
        for (group, _) in Group::ALL {
            let here = || BINDINGS.iter().filter(|row| row.group.place() == group.place());
            for (key, modifiers) in Key::ALL.iter().flat_map(|key| held.map(|held| (*key, held))) {
                let rows = here().flat_map(|row| row.keys).filter(|chord| chord.matches(key, modifiers));
                assert!(rows.count() <= 1, "{key:?} with {modifiers:?} in {group:?}");
            }
        }
    }

    #[test]
    fn every_row_has_words_and_stands_once_in_its_place() {
        for (at, row) in BINDINGS.iter().enumerate() {
            assert!(!row.words.is_empty() && !row.name.is_empty(), "{:?}", row.does);
            let place = row.group.place();
            let twice =
                |other: &Binding| other.does == row.does && (other.group.place() == place || !row.id.is_empty());
            assert!(!BINDINGS[at + 1..].iter().any(twice), "{:?}", row.does);
        }
    }
}
