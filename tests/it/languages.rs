//! Chinese, Japanese and Korean: lines, readings and captions, from the deck to what is handed out.

use std::path::Path;

use cuecard::diagnostic::Diagnostic;
use cuecard::drawing::{Item, Placed, Role};
use cuecard::handout;
use cuecard::lint::lint;
use cuecard::show::view::Cursor;
use cuecard::talk::Talk;

fn case(name: &str) -> Talk {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/words").join(name);
    Talk::open(&folder).expect("the case opens")
}

fn slide(language: &str, body: &str) -> Talk {
    let folder = tempfile::tempdir().expect("a folder");
    let head = format!("[deck]\ntitle = 'T'\nlanguage = '{language}'\n[[slide]]\ntitle = 'T'\n");
    std::fs::write(folder.path().join("deck.toml"), format!("{head}{body}")).expect("a deck");
    Talk::open(folder.path()).expect("the deck opens")
}

/// Lines of words on the first slide, each as far as its baseline reaches.
fn lines(talk: &Talk) -> Vec<String> {
    fn collect(items: &[Placed], by: f64, out: &mut Vec<(i64, String)>) {
        for placed in items {
            let y = by + placed.at.y;
            match &placed.item {
                Item::Text(run) => match out.last_mut().filter(|(line, _)| *line == y.round() as i64) {
                    Some((_, words)) => words.push_str(&run.text),
                    None => out.push((y.round() as i64, run.text.to_string())),
                },
                Item::Group(group) if !matches!(group.role, Role::Decoration | Role::RubyText) => {
                    collect(&group.items, y, out)
                }
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    collect(&talk.pages[0].steps.last().expect("a step").items, 0.0, &mut out);
    out.into_iter().map(|(_, words)| words).collect()
}

fn roles(items: &[Placed], wanted: &Role) -> usize {
    let count = |placed: &Placed| match &placed.item {
        Item::Group(group) => usize::from(group.role == *wanted) + roles(&group.items, wanted),
        _ => 0,
    };
    items.iter().map(count).sum()
}

fn written(talk: &Talk) -> String {
    let all = [Cursor { slide: 0, step: talk.pages[0].last_step() }];
    handout::markdown(talk, &all, true)
}

#[test]
fn readings_stand_over_their_words_and_go_with_them() {
    let talk = case("ruby");
    let page = talk.pages[0].steps.last().expect("a step");
    assert_eq!((roles(&page.items, &Role::Ruby), roles(&page.items, &Role::RubyText)), (8, 8));
    let text = page.words();
    for wanted in [
        "路面(ろめん)の温度(おんど)",
        "漢(かん)字(じ)と承(うけたまわ)る。太字(ふとじ)と「かぎ」の{漢字|かんじ}と{漢字|かんじ}と{a|b}。",
    ] {
        assert!(text.contains(wanted), "{text}");
    }
    assert!(text.contains("一行目です。二行目です。"), "{text}");
    assert!(written(&talk).contains("沈黙(ちんもく)"), "{}", written(&talk));
}

#[test]
fn captions_of_full_width_letters_are_short_and_their_speed_is_told() {
    let talk = case("japanese-captions");
    let blocks = talk.plan.slides.iter().flat_map(|slide| slide.captions.iter().flatten().flatten());
    for line in blocks.flat_map(|block| &block.lines) {
        assert!(line.chars().count() <= 16 && !line.starts_with(['。', '！', '、']), "{line}");
    }
    let told: Vec<Diagnostic> = lint(&talk);
    assert!(told.iter().any(|it| it.code == "CAP-FAST"), "{told:#?}");
}

#[test]
fn lines_keep_phrases_whole_and_marks_in_their_places() {
    for width in ["0.3", "0.5", "0.7"] {
        let body = format!(
            "[[slide.column]]\nwidth = {width}\nbody = '真夏の午後二時、アスファルトは「46℃」に達します。同じ時刻、古い並木の下は35℃でした。'\n[[slide.column]]\nbody = 'x'\n"
        );
        for line in lines(&slide("ja", &body)) {
            assert!(
                !line.starts_with(['、', '。', '」', 'ァ', 'ー', 'っ']) && !line.ends_with('「'),
                "{width}: {line}"
            );
        }
    }
    let talk = slide(
        "ko",
        "body = '나무 그늘이 도시를 시원하게 합니다. 우리는 삼 년 동안 여섯 거리를 걸으며 온도를 재었고 그 결과를 오늘 나눕니다. 고맙습니다.'\n",
    );
    let words = "나무 그늘이 도시를 시원하게 합니다. 우리는 삼 년 동안 여섯 거리를 걸으며 온도를 재었고 그 결과를 오늘 나눕니다. 고맙습니다.";
    let known: Vec<&str> = words.split(' ').collect();
    for word in lines(&talk).iter().skip(1).flat_map(|line| line.split_whitespace()) {
        assert!(known.contains(&word) || word.chars().count() == 1, "{word}");
    }
}
