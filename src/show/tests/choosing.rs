//! What a speaker chose in one talk, in the next.

use proptest::prelude::*;

use super::random::all_commands;
use super::{Show, second, talk};
use crate::deck::caption::{
    CaptionEdge, CaptionFont, CaptionInk, CaptionLook, CaptionPlace, CaptionPlate, CaptionStyle,
};
use crate::deck::plan::Plan;
use crate::show::choices::{Choices, TeleprompterChoices};
use crate::show::command::Command::{self, *};
use crate::show::view::{CaptionSource, TimerMode};

pub(super) fn any_choices() -> impl Strategy<Value = Choices> {
    let places = proptest::sample::select(CaptionPlace::ALL.map(|(_, place)| place).to_vec());
    let modes = proptest::sample::select(vec![TimerMode::Elapsed, TimerMode::Remaining, TimerMode::EndsAt]);
    let captions = (
        any::<bool>(),
        any::<bool>(),
        places,
        any::<u8>(),
        proptest::sample::select(vec!["en", "pl", "tlh"]),
        styles(),
    );
    let teleprompter = (any::<u32>(), any::<bool>(), any::<bool>(), any::<bool>());
    (captions, any::<f32>(), modes, teleprompter).prop_map(|(captions, notes_scale, timer_mode, teleprompter)| {
        let (captions_on, live, place, line, language, style) = captions;
        let (speed, script, mirrored, turned) = teleprompter;
        Choices {
            captions_on,
            caption_source: if live { CaptionSource::Live } else { CaptionSource::Script },
            caption_look: CaptionLook { place, line, style },
            caption_language: language.to_owned(),
            notes_scale,
            timer_mode,
            teleprompter: TeleprompterChoices { speed, script, mirrored, turned },
        }
    })
}

fn styles() -> impl Strategy<Value = CaptionStyle> {
    use proptest::sample::select;
    let colors = select(CaptionInk::ALL.map(|(_, color)| color).to_vec());
    let plates = select(CaptionPlate::ALL.map(|(_, plate)| plate).to_vec());
    let fonts = select(CaptionFont::ALL.map(|(_, font)| font).to_vec());
    let edges = select(CaptionEdge::ALL.map(|(_, edge)| edge).to_vec());
    let style = |(color, plate, opacity, font, edge)| CaptionStyle { color, plate, opacity, font, edge };
    (colors, plates, any::<u8>(), fonts, edges).prop_map(style)
}

/// Commands that choose something for the talks to come.
const CHOOSING: [Command; 21] = [
    Captions,
    CaptionLanguage,
    Command::CaptionSource,
    Command::CaptionPlace,
    CaptionsLarger,
    CaptionsSmaller,
    CaptionsReset,
    CaptionColor,
    Command::CaptionPlate,
    CaptionOpacity,
    Command::CaptionFont,
    Command::CaptionEdge,
    NotesLarger,
    NotesSmaller,
    NotesReset,
    Command::TimerMode,
    TeleprompterFaster,
    TeleprompterSlower,
    TeleprompterScript,
    TeleprompterMirror,
    TeleprompterTurn,
];

#[test]
fn the_choosing_commands_are_those_that_change_the_choices() {
    let fresh = || Show::new(talk()).with_feed();
    for command in all_commands() {
        // What has to be undone first to be seen.
        let mut show = fresh();
        let undone = match command {
            NotesReset => vec![NotesLarger],
            CaptionsReset => vec![CaptionsLarger],
            _ => Vec::new(),
        };
        undone.into_iter().for_each(|command| {
            show.apply(command, second(0));
        });
        let before = show.choices();
        show.apply(command, second(0));
        assert_eq!(show.choices() != before, CHOOSING.contains(&command), "{command:?}");
    }
}

#[test]
fn a_talk_that_nobody_touched_has_its_decks_choices() {
    let plan = Plan { captions_on: false, words_a_minute: 120, ..talk() };
    let choices = Show::new(plan).choices();
    assert_eq!((choices.captions_on, choices.teleprompter.speed, choices.notes_scale), (false, 120, 1.0));
    assert_eq!(choices.caption_language, "en");
}

#[test]
fn a_talk_keeps_what_it_cannot_choose() {
    let mut show = Show::new(talk());
    show.apply(CaptionLanguage, second(0));
    let own = show.choices();
    let wanted = Choices { caption_language: "tlh".to_owned(), caption_source: CaptionSource::Live, ..own.clone() };
    show.choose(&wanted, second(0));
    assert_eq!(show.choices(), own, "there are no Klingon captions and nobody sends live ones");
}

#[test]
fn the_teleprompter_goes_on_from_where_it_is_at_another_speed() {
    let plan = Plan { notes_words: vec![vec![600]], words_a_minute: 60, ..talk() };
    let mut show = Show::new(plan);
    show.apply(Teleprompter, second(0));
    let read = |show: &Show, at| show.view(second(at)).teleprompter.done(second(at)) * 600.0;
    assert_eq!(read(&show, 60).round(), 60.0);
    let choices = show.choices();
    let teleprompter = TeleprompterChoices { speed: 120, ..choices.teleprompter };
    show.choose(&Choices { teleprompter, ..choices }, second(60));
    assert_eq!((read(&show, 60).round(), read(&show, 120).round()), (60.0, 180.0));
}

proptest! {
    /// However they were made, they are the same in the next talk, and any value is brought to one that can be.
    #[test]
    fn choices_hold_in_the_next_talk(
        commands in prop::collection::vec(proptest::sample::select(CHOOSING.to_vec()), 0..40),
        any in any_choices(),
    ) {
        let mut show = Show::new(talk()).with_feed();
        for command in commands {
            show.apply(command, second(1));
            show.check();
        }
        let mut next = Show::new(talk()).with_feed();
        next.choose(&show.choices(), second(2));
        prop_assert_eq!(next.choices(), show.choices());
        next.choose(&any, second(3));
        next.check();
        let chosen = next.choices();
        next.choose(&chosen, second(4));
        prop_assert_eq!(next.choices(), chosen);
    }
}
