//! How slides give way to one another.

use crate::app::pictures::orders::{passage_orders, stage_sizes};
use crate::app::stage::motion::passing;
use crate::settings::Motion;

use std::time::Duration;

use super::*;

const DECK: &str = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\ntransition = \"push\"\n\
    [[slide]]\nlayout = \"section\"\ntitle = \"A\"\n\
    [[slide]]\nlayout = \"bullets\"\ntitle = \"A\"\nbody = \"- one\\n- two\"\nreveal = \"items\"\ntransition = \"move\"\n\
    [[slide]]\nlayout = \"section\"\ntitle = \"B\"\n\
    [[slide]]\nlayout = \"section\"\ntitle = \"C\"\ntransition = \"cut\"\n";

/// What passes a moment after these commands, as it is written for people who test.
fn after(commands: &[Command], motion: Motion, millis: u64) -> String {
    let shared = Shared::new(Clock::start(), Options::default());
    shared.adopt(Ok(talk_of(DECK)));
    let mut inner = shared.lock();
    let at = |seconds, millis| Moment(Duration::from_secs(seconds) + Duration::from_millis(millis));
    for (command, second) in commands.iter().zip(1..) {
        inner.apply(*command, at(second, 0));
    }
    let now = at(commands.len() as u64, millis);
    let scene = shared.playback.scene_at(now);
    passing(scene.playing().expect("a deck was adopted"), motion, now)
        .map_or_else(|| "still".to_owned(), |it| format!("{:?}", it.kind))
}

#[test]
fn each_change_of_the_stage_has_its_transition() {
    use Command::{Black, NextStep, PreviousSlide, PreviousStep};
    let next = |presses| vec![NextStep; presses];
    assert_eq!(after(&[], Motion::Full, 0), "still");
    assert_eq!(after(&next(1), Motion::Full, 0), "Move");
    assert_eq!(after(&[NextStep, PreviousStep], Motion::Full, 100), "Move", "back is the same");
    assert_eq!(after(&next(2), Motion::Full, 0), "Fade", "a step of a slide");
    assert_eq!(after(&next(4), Motion::Full, 200), "Push");
    assert_eq!(after(&next(5), Motion::Full, 0), "still", "a cut");
    assert_eq!(after(&[NextStep, Black], Motion::Full, 0), "still", "black is at once");
    assert_eq!(after(&[NextStep, Black, Black], Motion::Full, 0), "still");
    assert_eq!(after(&[NextStep, NextStep, PreviousSlide], Motion::Full, 0), "Move");
}

#[test]
fn motion_ends_and_can_be_reduced_or_turned_off() {
    let press = [Command::NextStep];
    assert_eq!(after(&press, Motion::Full, 283), "Move");
    assert_eq!(after(&press, Motion::Full, 284), "still", "300 ms with what the first frame is ahead");
    assert_eq!(after(&press, Motion::Reduced, 100), "Fade");
    assert_eq!(after(&press, Motion::Reduced, 134), "still", "150 ms");
    assert_eq!(after(&press, Motion::None, 0), "still");
    let shared = Shared::new(Clock::start(), Options::default());
    let of = |said| {
        shared.lock().settings.stage.motion = said;
        shared.motion()
    };
    assert_eq!((of(Motion::Auto), of(Motion::Reduced)), (Motion::Full, Motion::Reduced));
    shared.lock().wishes.less_motion = true;
    assert_eq!((of(Motion::Auto), of(Motion::Full)), (Motion::Reduced, Motion::Full), "what was said goes first");
}

#[test]
fn only_what_moves_has_pictures_of_its_own() {
    let shared = Shared::new(Clock::start(), Options::default());
    shared.adopt(Ok(talk_of(DECK)));
    let scene = shared.playback.scene();
    let playing = scene.playing().expect("a deck was adopted");
    let stage = stage_sizes(playing, [1280, 720], crate::app::windows::stage_id());
    let [passage] = &playing.reading.passages[..] else { panic!("one slide is to come by moving") };
    let sizes: Vec<_> = passage_orders(passage, &playing.reading, &stage).iter().map(|order| order.key.size).collect();
    assert_eq!(sizes.len(), 4, "two rests, and the title on both sides");
    assert_eq!(sizes[..2], [[1280, 720]; 2]);
    assert!(sizes[2][0] < 1280 && sizes[2][1] < 200, "{sizes:?}");
}

#[test]
fn the_view_of_long_code_glides_from_step_to_step() {
    let lines: String = (1..=60).map(|line| format!("line {line}\n")).collect();
    let deck = |transition: &str| {
        format!(
            "[deck]\ntitle = \"T\"\nlanguage = \"en\"\ntransition = \"{transition}\"\n[[slide]]\ntitle = \"A\"\n\
             code = {{ highlight = [\"2\", \"3\", \"20-30\", \"42\"], text = '''\n{lines}''' }}\n"
        )
    };
    let found = |transition| {
        let shared = Shared::new(Clock::start(), Options::default());
        shared.adopt(Ok(talk_of(&deck(transition))));
        let scene = shared.playback.scene();
        let playing = scene.playing().expect("a deck was adopted");
        playing.reading.passages.iter().map(|it| (it.from.step, it.to.step)).collect::<Vec<_>>()
    };
    assert_eq!(found("fade"), [(1, 2), (2, 3)], "only where the view moves");
    assert_eq!(found("cut"), []);
}
