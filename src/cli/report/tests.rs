//! Reports as they are read.

use super::{html, text};
use crate::layout::svg::{Reader, Request};
use crate::takes::read;
use crate::takes::report::{Named, Report};
use crate::talk::Talk;
use crate::text::Shaper;

const DECK: &str = r#"
[deck]
title = "Small <talk> & \"more\""
language = "en"
length = "2m"
[[slide]]
title = "One"
time = "1m"
[[slide.cue]]
text = "Good evening, and welcome to all who came."
[[slide]]
title = "Two --> <b>and</b> a half, which is a title that goes on for longer than a line"
id = "two"
time = "30s"
optional = true
[[slide]]
title = "Three"
time = "30s"
"#;

/// A take of the talk: seconds on its slides.
fn take(day: u32, times: [u64; 3]) -> Named {
    let start = format!("\"v\":1,\"kind\":\"rehearsal\",\"start\":\"2026-11-{day:02}T14:05:01+01:00\"");
    let mut log = format!("{{\"t\":0,\"e\":\"start\",{start}}}\n");
    let mut now = 0;
    for (id, time) in ["one", "two", "three"].into_iter().zip(times).filter(|(_, time)| *time > 0) {
        log += &format!("{{\"t\":{now},\"e\":\"slide\",\"id\":\"{id}\",\"step\":0}}\n");
        now += time * 1000;
    }
    log += &format!("{{\"t\":{now},\"e\":\"end\"}}\n");
    Named { name: format!("2026-11-{day:02}-140501"), take: read(log.as_bytes()) }
}

fn report() -> Report {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("deck.toml"), DECK).expect("a deck");
    let talk = Talk::open(folder.path()).expect("the deck opens");
    let before = [take(21, [50, 0, 20]), take(20, [80, 40, 30])];
    Report::of(&talk.plan, &take(22, [65, 50, 40]), &before, Some(&before[1]))
}

#[test]
fn a_report_reads_like_this() {
    assert_eq!(
        text::page(&report()),
        "Small <talk> & \"more\"
Rehearsal of 22 November 2026, 14:05 (2026-11-22-140501)

2:35 of 2:00, 0:35 too long
  Pace                     7 words a minute  by the captions, which may be less than you said; aim for 120 to 140
  First minute             slide 1           7 words a minute
  Last minute              slides 2 and 3    pace not known
  Longest without a press  1:05              slide 1 “One”, step 1

To be in time
  Leave out slide 2 “Two --> and a half, which is a title that goes on for longer than a line”: saves 0:50

Slide by slide
  No.  Slide                                     Plan  Took      ±  Usual  Words  A minute  Remarks
    1  One                                       1:00  1:05  +0:05   1:05      8         7
    2  Two --> and a half, which is a title th…  0:30  0:50  +0:20   0:45                   over, optional
    3  Three                                     0:30  0:40  +0:10   0:30                   over

Take by take
  Take           Took      ±
  20 Nov, 14:05  2:30  +0:30
  21 Nov, 14:05  1:10  −0:50
  22 Nov, 14:05  2:35  +0:35

Against the take of 20 Nov, 14:05
  No.  Slide                                     Then   Now      ±
    1  One                                       1:20  1:05  −0:15
    2  Two --> and a half, which is a title th…  0:40  0:50  +0:10
    3  Three                                     0:30  0:40  +0:10
       The whole                                 2:30  2:35  +0:05
"
    );
}

#[test]
fn a_page_needs_nothing_beside_it_and_its_plots_can_be_read() {
    let page = html::page(&report(), "en");
    for foreign in ["<script", "http:", "https:", "//", "src=", "@import", "<b>", "<talk>"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    let (reader, mut shaper) = (Reader::new(&[]), Shaper::new(&[], "en"));
    let plots: Vec<&str> =
        page.split("<svg ").skip(1).map(|rest| rest.split("</svg>").next().unwrap_or(rest)).collect();
    assert_eq!(plots.len(), 3);
    for plot in plots {
        assert!(plot.contains("role=\"img\"") && plot.contains("<title id=") && plot.contains("<desc id="), "{plot}");
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"960\" height=\"400\" {plot}</svg>");
        assert!(
            reader.read(&Request::plain("plot", &svg), &mut shaper).is_ok_and(|drawing| !drawing.items.is_empty()),
            "{svg}"
        );
    }
    assert_eq!(page.matches("<table>").count(), page.matches("<caption>").count());
}

#[test]
fn the_decks_words_have_its_language_and_their_own_direction() {
    let page = html::page(&report(), "ar");
    let own = " lang=\"ar\" dir=\"auto\">";
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"), "the words of the program are English");
    assert!(page.contains(&format!("<h1{own}Small &lt;talk&gt; &amp; &quot;more&quot;</h1>")));
    assert!(page.contains(&format!("<th scope=\"row\" class=\"words\"{own}One</th>")));
    assert!(page.contains("<th scope=\"row\" class=\"words\">The whole</th>"), "which no slide is called");
    assert!(page.contains(&format!("<small>slide 1 <span{own}“One”</span>, step 1</small>")));
    assert!(page.contains(&format!("<li>Leave out slide 2 <span{own}“Two --&gt; and a half, which")));
    // All three slides in the table of times and in that of both takes, and in two sentences; the title.
    assert_eq!(page.matches(own).count(), 3 + 3 + 2 + 1);
    let rest: String =
        page.split("<svg ").map(|part| part.split_once("</svg>").map_or(part, |(_, rest)| rest)).collect();
    let untold = rest.matches("Three").count() - rest.matches(&format!("{own}Three")).count();
    assert_eq!(untold, 0, "no slide is named in English");
}
