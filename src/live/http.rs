//! Posts of captions, as meeting programs take them → bytes for the feed.
//!
//! Invariant: whatever a client does, at most `MOST_AT_ONCE` connections are held, each for `LONGEST` and with one
//! request. Web pages cannot post unless they know the token, and nothing here is for them to read, not even under a name
//! of their own that leads here.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::{IpAddr, SocketAddr};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Body, Bytes, Incoming};
use hyper::header::{ALLOW, CONTENT_TYPE, HOST, HeaderValue, ORIGIN};
use hyper::rt::{Read, Write};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::{AbortHandle, LocalSet};

use super::feed::Feed;
use super::parse::Parser;
use super::source::Secret;
use super::streams::{call_at_end, no_port};
use crate::crew::Crew;

const MOST_AT_ONCE: usize = 32;
const LONGEST: Duration = Duration::from_secs(10);
const LARGEST_POST: usize = 64 << 10;
/// Requests whose line and headers are larger are refused.
const LARGEST_HEAD: usize = 16 << 10;
/// Posts that a client may send again without being heard twice.
const REMEMBERED: usize = 16;
const LONGEST_LANGUAGE: usize = 35;
const REST: Duration = Duration::from_millis(100);

/// Serves as long as the program lives.
pub(super) fn serve(feed: &Arc<Feed>, address: SocketAddr, token: Option<Secret>, crew: &Crew) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let served = runtime.and_then(|runtime| {
        LocalSet::new().block_on(&runtime, async {
            let listener = TcpListener::bind(address).await?;
            let posts = Rc::new(RefCell::new(Posts::new(Arc::clone(feed), token)));
            call_at_end(listener.local_addr().unwrap_or(address), crew);
            listen(&listener, &posts, crew).await;
            Ok(())
        })
    });
    feed.fail(served.err().map(|why| no_port(&why, address)));
}

/// Where there are too many connections the oldest goes: who means well needs a moment only.
async fn listen(listener: &TcpListener, posts: &Rc<RefCell<Posts>>, crew: &Crew) {
    let mut open: VecDeque<AbortHandle> = VecDeque::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(REST).await;
            continue;
        };
        if crew.is_ending() {
            return;
        }
        open.retain(|connection| !connection.is_finished());
        if open.len() >= MOST_AT_ONCE {
            open.pop_front().iter().for_each(AbortHandle::abort);
        }
        let posts = Rc::clone(posts);
        let connection = tokio::task::spawn_local(async move {
            // A client that breaks off harms only itself.
            let _ = tokio::time::timeout(LONGEST, serve_one(&server(), TokioIo::new(stream), posts)).await;
        });
        open.push_back(connection.abort_handle());
    }
}

/// One connection has one request, with a head of bounded size.
fn server() -> http1::Builder {
    let mut server = http1::Builder::new();
    server.keep_alive(false).max_buf_size(LARGEST_HEAD);
    server
}

async fn serve_one<S: Read + Write + Unpin>(
    server: &http1::Builder,
    stream: S,
    posts: Rc<RefCell<Posts>>,
) -> hyper::Result<()> {
    let service = service_fn(move |request| answer(request, Rc::clone(&posts)));
    server.serve_connection(stream, service).await
}

/// Serves one connection that is in memory, without a token.
#[cfg(any(test, fuzzing))]
pub(super) fn serve_in_memory(stream: impl Read + Write + Unpin, feed: &Arc<Feed>) {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let posts = Rc::new(RefCell::new(Posts::new(Arc::clone(feed), None)));
    // Nothing more comes, and who sent it waits for the answer.
    let mut server = server();
    server.half_close(true);
    // What is wrong with it is in the answer.
    let _ = runtime.map(|runtime| runtime.block_on(serve_one(&server, stream, posts)));
}

type Answer = Response<Full<Bytes>>;

async fn answer(request: Request<Incoming>, posts: Rc<RefCell<Posts>>) -> Result<Answer, Infallible> {
    let asked = Asked::of(&request);
    let refused = posts.borrow().refuse(&asked);
    if let Some((status, why)) = refused {
        let mut answer = say(status, why);
        if status == StatusCode::METHOD_NOT_ALLOWED {
            let allowed = if asked.counts { "GET" } else { "POST" };
            answer.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
        }
        return Ok(answer);
    }
    if asked.counts {
        return Ok(say(StatusCode::OK, &posts.borrow().last.to_string()));
    }
    let announced = request.body().size_hint().lower();
    let too_large = || say(StatusCode::PAYLOAD_TOO_LARGE, "a post of captions has at most 65536 bytes");
    if announced > LARGEST_POST as u64 {
        return Ok(too_large());
    }
    let answer = match Limited::new(request.into_body(), LARGEST_POST).collect().await {
        Ok(body) => say(StatusCode::OK, &posts.borrow_mut().take(&asked, &body.to_bytes())),
        Err(why) if why.is::<http_body_util::LengthLimitError>() => too_large(),
        Err(_) => say(StatusCode::BAD_REQUEST, "the post broke off"),
    };
    Ok(answer)
}

fn say(status: StatusCode, words: &str) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from(format!("{words}\n"))));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    answer
}

/// What a request is about.
#[derive(Debug, Default)]
struct Asked {
    known: bool,
    /// It asks for the last number, instead of posting.
    counts: bool,
    right_method: bool,
    from_a_page: bool,
    token: String,
    seq: Option<Result<u64, ()>>,
    language: Option<String>,
}

impl Asked {
    fn of<B>(request: &Request<B>) -> Self {
        // Tools write `&seq=1` after an address whether or not it has a question mark.
        let address = request.uri().path_and_query().map_or("", |address| address.as_str());
        let (path, query) = address.split_once(['?', '&']).unwrap_or((address, ""));
        let value = |name: &str| {
            query
                .split(['?', '&'])
                .filter_map(|pair| pair.split_once('='))
                .find(|(it, _)| *it == name)
                .map(|(_, it)| it)
        };
        let counts = path == "/caption/seq";
        let method = if counts { Method::GET } else { Method::POST };
        let tag = |it: &&str| it.len() <= LONGEST_LANGUAGE && it.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        Self {
            known: counts || path == "/caption",
            counts,
            right_method: *request.method() == method,
            from_a_page: from_a_page(request),
            token: value("token").unwrap_or_default().to_owned(),
            seq: value("seq").map(|seq| seq.parse().map_err(drop)),
            language: value("lang").filter(|it| !it.is_empty()).filter(tag).map(str::to_owned),
        }
    }
}

/// Whether a browser asks for a page of somebody else: it says so, or it was led here by a name that is not ours. Tools
/// may say nothing at all.
fn from_a_page<B>(request: &Request<B>) -> bool {
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap_or_default());
    let typed_in = |site: &str| site.eq_ignore_ascii_case("none");
    request.headers().contains_key(ORIGIN)
        || header("sec-fetch-site").is_some_and(|site| !typed_in(site))
        || header(HOST.as_str()).is_some_and(|host| !is_here(host))
        || request.uri().host().is_some_and(|host| !is_here(host))
}

/// `localhost:4747`, `127.0.0.1`, `[::1]:4747`: this computer, by no name that others could give it.
fn is_here(host: &str) -> bool {
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    let name = name.map_or(host, |(name, _)| name).trim_matches(['[', ']']).trim_end_matches('.');
    name.eq_ignore_ascii_case("localhost") || name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

/// All that was posted: one stream of characters.
struct Posts {
    feed: Arc<Feed>,
    token: Option<Secret>,
    parser: Parser,
    /// The last number, which a client may ask for.
    last: u64,
    /// Numbers and words of the last posts.
    heard: VecDeque<(u64, u64)>,
    /// The last post ended within a line, and not with a space.
    open: bool,
}

impl Posts {
    fn new(feed: Arc<Feed>, token: Option<Secret>) -> Self {
        let parser = Parser::new(feed.form);
        Self { feed, token, parser, last: 0, heard: VecDeque::new(), open: false }
    }

    fn refuse(&self, asked: &Asked) -> Option<(StatusCode, &'static str)> {
        if !asked.known {
            return Some((StatusCode::NOT_FOUND, "captions are posted to /caption"));
        }
        if self.token.as_ref().is_some_and(|token| !token.is(&asked.token)) {
            return Some((StatusCode::UNAUTHORIZED, "the token is missing or wrong"));
        }
        if asked.from_a_page && self.token.is_none() {
            return Some((StatusCode::FORBIDDEN, "a web page needs a token to post captions"));
        }
        if !asked.right_method {
            return Some((StatusCode::METHOD_NOT_ALLOWED, "captions are sent with POST"));
        }
        matches!(asked.seq, Some(Err(()))).then_some((StatusCode::BAD_REQUEST, "seq is a whole number"))
    }

    /// Takes a post, unless it was heard before. Returns what a client reads: when that was.
    fn take(&mut self, asked: &Asked, body: &[u8]) -> String {
        let date = (self.feed.times.date)();
        if let Some(Ok(seq)) = asked.seq {
            let mut hasher = DefaultHasher::new();
            body.hash(&mut hasher);
            let post = (seq, hasher.finish());
            // A captioner who begins again at 1 has other words.
            if self.heard.back().is_some_and(|(last, _)| *last == seq) || self.heard.contains(&post) {
                return date;
            }
            self.heard.push_back(post);
            if self.heard.len() > REMEMBERED {
                self.heard.pop_front();
            }
            self.last = seq;
        }
        let mut events = Vec::new();
        // Posts are of whole words, and not all tools send the space between them.
        if self.open && body.first().is_some_and(|first| first.is_ascii_alphanumeric() || *first >= 0x80) {
            events.extend(self.parser.read(b" "));
        }
        events.extend(self.parser.read(body));
        if body.starts_with(b"{") {
            events.extend(self.parser.read(b"\n"));
        }
        if let Some(end) = body.last() {
            self.open = !end.is_ascii_whitespace() && !body.starts_with(b"{");
        }
        for event in &mut events {
            event.language = event.language.take().or_else(|| asked.language.clone());
        }
        self.feed.take(events);
        date
    }
}

#[cfg(test)]
mod tests {
    use super::super::feed::Times;
    use super::super::parse::Form;
    use super::*;

    fn posts(token: Option<&str>) -> Posts {
        let times = Times { now: Arc::new(|| Duration::ZERO), date: || "2026-11-22T10:00:00Z".to_owned() };
        Posts::new(Arc::new(Feed::new(Form::Usual, times, || ())), token.map(|token| Secret(token.to_owned())))
    }

    fn asked(method: &str, address: &str, origin: bool) -> Asked {
        let mut request = Request::builder().method(method).uri(address);
        if origin {
            request = request.header(ORIGIN, "https://example.org");
        }
        Asked::of(&request.body(()).unwrap())
    }

    /// What is shown after these posts.
    fn shown(sent: &[(&str, &str)]) -> String {
        let mut posts = posts(None);
        for (address, body) in sent {
            let asked = asked("POST", address, false);
            assert_eq!(posts.refuse(&asked), None, "{address}");
            assert_eq!(posts.take(&asked, body.as_bytes()), "2026-11-22T10:00:00Z");
        }
        posts.feed.lines(Duration::ZERO).join("|")
    }

    #[test]
    fn what_is_wrong_with_a_post_is_its_status() {
        let status = |token, method, address, origin| {
            posts(token).refuse(&asked(method, address, origin)).map_or(200, |(status, _)| status.as_u16())
        };
        let token = Some("long-enough");
        assert_eq!(status(None, "POST", "/caption", false), 200);
        assert_eq!(status(None, "GET", "/caption/seq", false), 200);
        assert_eq!(status(None, "POST", "/caption&seq=1&lang=en-US", false), 200);
        assert_eq!(status(None, "POST", "/elsewhere", false), 404);
        assert_eq!(status(None, "GET", "/caption", false), 405);
        assert_eq!(status(None, "POST", "/caption/seq", false), 405);
        assert_eq!(status(None, "OPTIONS", "/caption", true), 403);
        assert_eq!(status(None, "POST", "/caption", true), 403);
        assert_eq!(status(None, "POST", "/caption?seq=-1", false), 400);
        assert_eq!(status(token, "POST", "/caption", false), 401);
        assert_eq!(status(token, "POST", "/caption?token=long", false), 401);
        assert_eq!(status(token, "GET", "/caption/seq", false), 401);
        assert_eq!(status(token, "POST", "/caption?token=long-enough&seq=1", true), 200);
        assert_eq!(status(token, "POST", "/caption?token=long-enough?seq=1", false), 200);
    }

    #[test]
    fn a_browser_that_was_led_here_by_another_page_is_refused() {
        let status = |token: Option<&str>, headers: &[(&str, &str)]| {
            let request = Request::builder().method("POST").uri("/caption?token=long-enough");
            let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
            let asked = Asked::of(&request.body(()).unwrap());
            posts(token).refuse(&asked).map_or(200, |(status, _)| status.as_u16())
        };
        for host in ["localhost", "LOCALHOST:4747", "127.0.0.1:4747", "127.0.0.2", "[::1]:4747", "localhost."] {
            assert_eq!(status(None, &[("host", host)]), 200, "{host}");
        }
        let led: [&[(&str, &str)]; 8] = [
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site"), ("host", "localhost")],
            &[("sec-fetch-site", "same-origin"), ("host", "evil.example:4747")],
            &[("host", "evil.example")],
            &[("host", "localhost.evil.example:4747")],
            &[("host", "127.0.0.1.evil.example")],
            &[("host", "192.168.1.7:4747")],
            &[("host", "")],
        ];
        for headers in led {
            assert_eq!(status(None, headers), 403, "{headers:?}");
            assert_eq!(status(Some("long-enough"), headers), 200, "{headers:?}, but it knows the token");
        }
        assert_eq!(status(None, &[("sec-fetch-site", "none"), ("host", "localhost:4747")]), 200, "typed in by hand");
    }

    #[test]
    fn a_post_that_is_sent_again_is_heard_once() {
        let again =
            [("/caption?seq=1", "one"), ("/caption?seq=1", "one"), ("/caption?seq=3", "two"), ("/caption?seq=3", "x")];
        assert_eq!(shown(&again), "one two");
        // A captioner who begins anew is heard, and so is one who does not count.
        let anew =
            [("/caption?seq=1", "one"), ("/caption?seq=2", "two"), ("/caption?seq=1", "three"), ("/caption", "four")];
        assert_eq!(shown(&anew), "one two three four");
    }

    #[test]
    fn posts_are_one_stream_of_words() {
        let words = ["Good ", "evening", ", all", "\u{8}\u{8}\u{8}to you", ".\n", "Welcome"];
        assert_eq!(shown(&words.map(|body| ("/caption", body))), "Good evening, to you. Welcome");
        let json = ["{\"partial\": \"one\"}", "{\"text\": \"one two\"}", "three"];
        assert_eq!(shown(&json.map(|body| ("/caption", body))), "one two three");
    }

    #[test]
    fn the_language_is_that_of_the_post() {
        let mut posts = posts(None);
        posts.take(&asked("POST", "/caption?lang=ro", false), b"Salut\n");
        posts.take(&asked("POST", "/caption?lang=a%3Cb", false), b"Hello\n");
        let languages: Vec<_> = posts.feed.phrases().into_iter().map(|phrase| phrase.language).collect();
        assert_eq!(languages, [Some("ro".to_owned()), None]);
    }
}
