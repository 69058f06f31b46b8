//! Captions that are shown → a meeting's caption address, so that those at home have them as true captions.
//!
//! Each post has the next number, and keeps it when it is tried again; one that stays unheard for 5 s is dropped, for
//! late captions are worse than none. The address is a password: it is never printed, and no error has it.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::time::Duration;

use super::source::Secret;
use crate::crew::{Crew, Job};

/// Posts that wait; a meeting that is slower gets no more.
const MOST_WAITING: usize = 32;
const TRY: Duration = Duration::from_secs(2);
const FIRST_REST: Duration = Duration::from_millis(250);
const LATEST: Duration = Duration::from_secs(5);

const JOB: Job =
    Job { name: "meeting", work: "Sending captions to the meeting", remedy: "Start Cuecard again to have them there" };

/// What is sent: lines that end like lines, and the language that they are in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    pub text: String,
    pub language: Option<String>,
    /// When it was shown.
    pub shown: Duration,
}

/// How a meeting answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heard {
    Yes,
    /// Not now; perhaps in a moment.
    NotNow,
    /// Not, however often it is asked.
    Refused(&'static str),
}

/// Sends posts, on a thread of its own.
#[derive(Clone, Debug)]
pub struct Push {
    posts: SyncSender<Post>,
}

impl Push {
    /// `tell` hears what is wrong, in a presenter's words, and when it no longer is; `now` is asked for the time.
    ///
    /// # Errors
    /// A sentence where this is no address.
    pub fn start(
        crew: &Crew,
        address: Secret,
        now: impl Fn() -> Duration + Send + 'static,
        tell: impl Fn(Option<&'static str>) + Send + 'static,
    ) -> Result<Self, String> {
        if !address.0.starts_with("https://") && !address.0.starts_with("http://") {
            return Err("CUECARD_CAPTIONS_URL is no address: copy the meeting's caption address into it".to_owned());
        }
        let (posts, waiting) = mpsc::sync_channel(MOST_WAITING);
        let threads = crew.clone();
        // A meeting that does not answer holds nobody up at the end.
        drop(crew.detached(JOB, move || {
            let agent = agent();
            let first = last_number(&agent, &address) + 1;
            let send = |post: &Post, seq| send(&agent, &address, post, seq);
            deliver(&waiting, first, send, now, |time| threads.rest(time), tell);
        }));
        Ok(Self { posts })
    }

    /// Sends a post soon, unless the meeting is too slow for it.
    pub fn send(&self, post: Post) {
        let _ = self.posts.try_send(post);
    }
}

/// Delivers each post with its number until there are no more.
fn deliver(
    posts: &Receiver<Post>,
    first: u64,
    mut send: impl FnMut(&Post, u64) -> Heard,
    now: impl Fn() -> Duration,
    mut rest: impl FnMut(Duration) -> bool,
    mut tell: impl FnMut(Option<&'static str>),
) {
    let chance = RandomState::new();
    for (post, seq) in posts.iter().zip(first..) {
        let mut pause = FIRST_REST;
        let mut heard = Heard::NotNow;
        while now().saturating_sub(post.shown) < LATEST {
            heard = send(&post, seq);
            if heard != Heard::NotNow {
                break;
            }
            // Between half of it and one and a half, so that many who were turned away do not come back at once.
            let mut hasher = chance.build_hasher();
            hasher.write_u128(now().as_nanos());
            if !rest(pause / 2 + pause * (hasher.finish() % 1000) as u32 / 1000) {
                return;
            }
            pause *= 2;
        }
        tell(match heard {
            Heard::Yes => None,
            Heard::NotNow => Some("the meeting takes no captions: is there a network?"),
            Heard::Refused(why) => Some(why),
        });
    }
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder();
    config.timeout_global(Some(TRY)).http_status_as_error(false).max_redirects(0).build().into()
}

fn send(agent: &ureq::Agent, address: &Secret, post: &Post, seq: u64) -> Heard {
    let and = if address.0.contains('?') { '&' } else { '?' };
    let language = post.language.iter().map(|language| format!("&lang={language}")).collect::<String>();
    let request = agent.post(format!("{}{and}seq={seq}{language}", address.0));
    let sent = request.header("content-type", "text/plain; charset=utf-8").send(&post.text);
    match sent.map(|answer| answer.status().as_u16()) {
        Ok(200..=299) => Heard::Yes,
        Ok(400) => Heard::Refused("the meeting has not begun, so it takes no captions"),
        Ok(401 | 403) => Heard::Refused("the meeting refuses captions: copy its caption address anew"),
        Ok(408 | 429 | 500..) | Err(_) => Heard::NotNow,
        Ok(_) => Heard::Refused("CUECARD_CAPTIONS_URL is not a meeting's caption address"),
    }
}

/// The last number that the meeting heard, where it tells: numbers go on from there after the program was begun anew.
fn last_number(agent: &ureq::Agent, address: &Secret) -> u64 {
    let (path, query) = address.0.split_once('?').unwrap_or((&address.0, ""));
    let answer = agent.get(format!("{path}/seq?{query}")).call().ok().filter(|answer| answer.status() == 200);
    let text = answer.and_then(|mut answer| answer.body_mut().with_config().limit(64).read_to_string().ok());
    text.and_then(|text| text.trim().parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use super::*;

    struct Delivered {
        sent: Vec<(u64, String)>,
        told: Vec<Option<&'static str>>,
        rests: Vec<Duration>,
    }

    /// What a meeting heard of three posts if its answers are these, what the speaker was told, and the rests in between.
    fn delivered(answers: &[Heard]) -> Delivered {
        let (posts, waiting) = mpsc::channel();
        for text in ["one", "two", "three"] {
            let post = Post { text: text.to_owned(), language: None, shown: Duration::ZERO };
            posts.send(post).expect("its other end is here");
        }
        drop(posts);
        let (clock, sent) = (Cell::new(Duration::ZERO), RefCell::new(Vec::new()));
        let (mut told, mut rests) = (Vec::new(), Vec::new());
        let send = |post: &Post, seq| {
            sent.borrow_mut().push((seq, post.text.clone()));
            answers.get(sent.borrow().len() - 1).copied().unwrap_or(Heard::NotNow)
        };
        let rest = |pause| {
            clock.set(clock.get() + pause);
            rests.push(pause);
            true
        };
        deliver(&waiting, 7, send, || clock.get(), rest, |why| told.push(why));
        Delivered { sent: sent.into_inner(), told, rests }
    }

    #[test]
    fn a_post_that_is_tried_again_keeps_its_number() {
        let refused = Heard::Refused("no");
        let Delivered { sent, told, .. } = delivered(&[Heard::Yes, Heard::NotNow, Heard::NotNow, Heard::Yes, refused]);
        let numbers: Vec<u64> = sent.iter().map(|(seq, _)| *seq).collect();
        assert_eq!(numbers, [7, 8, 8, 8, 9]);
        assert_eq!(told, [None, None, Some("no")]);
    }

    #[test]
    fn who_is_not_heard_rests_longer_each_time_and_gives_up() {
        let Delivered { sent, told, rests } = delivered(&[]);
        assert!(sent.iter().all(|(seq, text)| *seq == 7 && text == "one"), "{sent:?}");
        assert!((4..=7).contains(&sent.len()), "{rests:?}");
        for (n, rest) in rests.iter().enumerate() {
            let usual = FIRST_REST * 2_u32.pow(n as u32);
            assert!(*rest >= usual / 2 && *rest < usual * 3 / 2, "{n}: {rest:?}");
        }
        assert_eq!(told.len(), 3);
        assert!(told.iter().all(Option::is_some));
    }
}
