//! The words of the command line or the settings → where live captions come from.
//!
//! Only the speaker names a source: a deck cannot, so that opening somebody's deck runs and opens nothing.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

const HTTP_PORT: u16 = 4747;
const TCP_PORT: u16 = 4748;
/// Beyond this computer a password is needed, and one that nobody tries out.
const SHORTEST_TOKEN: usize = 8;

/// A password, which nothing prints.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl Secret {
    /// Whether it is this, in the same time for each wrong one.
    #[must_use]
    pub fn is(&self, given: &str) -> bool {
        let wrong = self.0.bytes().zip(given.bytes()).fold(0, |wrong, (a, b)| wrong | (a ^ b));
        wrong == 0 && self.0.len() == given.len()
    }
}

/// Where live captions come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// What a recogniser on this machine hears, as long as a talk is open.
    Auto,
    /// What is piped into the program.
    Input,
    /// What a command prints.
    Command(String),
    /// What is posted to this address.
    Http { address: SocketAddr, token: Option<Secret> },
    /// What is sent to this address, as a terminal would.
    Tcp(SocketAddr),
    /// What a program adds to a file.
    File(PathBuf),
}

impl Source {
    /// Reads `auto`, `-`, `command:…`, `file:…`, `http://…` or `tcp://…`.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn read(words: &str) -> Result<Self, String> {
        match words {
            "-" => return Ok(Self::Input),
            "auto" => return Ok(Self::Auto),
            _ => {}
        }
        let source = match words.split_once(':') {
            Some(("command", command)) if !command.trim().is_empty() => Self::Command(command.to_owned()),
            Some(("file", path)) if !path.is_empty() => Self::File(PathBuf::from(path)),
            Some(("http", rest)) => http(rest.strip_prefix("//").ok_or_else(unknown)?)?,
            Some(("tcp", rest)) => {
                let address = address(rest.strip_prefix("//").ok_or_else(unknown)?, TCP_PORT)?;
                if !address.ip().is_loopback() {
                    return Err(
                        "tcp:// has no password, so it is for programs on this computer: tcp://127.0.0.1:4748; \
                                from another computer use http:// with a token"
                            .to_owned(),
                    );
                }
                Self::Tcp(address)
            }
            _ => return Err(unknown()),
        };
        Ok(source)
    }
}

fn unknown() -> String {
    "captions come from `auto` (a recogniser that is installed), `-` (what is piped in), `command:…`, `file:…`, \
     `http://127.0.0.1:4747` or `tcp://127.0.0.1:4748`"
        .to_owned()
}

fn http(rest: &str) -> Result<Source, String> {
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if !matches!(path, "" | "caption") {
        return Err("the address for captions ends in /caption".to_owned());
    }
    let token = query.split('&').find_map(|pair| pair.strip_prefix("token="));
    let address = address(host, HTTP_PORT)?;
    // Such a token stands in an address as it is.
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.~".contains(c);
    if token.is_some_and(|token| token.is_empty() || !token.chars().all(plain)) {
        return Err("a token is made of letters, digits, - and _".to_owned());
    }
    if !address.ip().is_loopback() && token.is_none_or(|token| token.len() < SHORTEST_TOKEN) {
        return Err(format!(
            "captions from other computers need a token of at least {SHORTEST_TOKEN} characters: \
             http://{address}/caption?token=…"
        ));
    }
    Ok(Source::Http { address, token: token.map(|token| Secret(token.to_owned())) })
}

/// `127.0.0.1:4747`, with or without its port.
fn address(host: &str, port: u16) -> Result<SocketAddr, String> {
    let named = match host.strip_prefix("localhost") {
        Some(port) => format!("{}{port}", Ipv4Addr::LOCALHOST),
        None => host.to_owned(),
    };
    let alone = || named.trim_matches(['[', ']']).parse().map(|ip: IpAddr| SocketAddr::new(ip, port));
    named.parse().or_else(|_| alone()).map_err(|_| {
        format!(
            "`{host}` is no address of this computer: 127.0.0.1:{port} is for itself, 0.0.0.0:{port} for others too"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_source_is_known_by_its_words() {
        let read = |words| Source::read(words).unwrap();
        assert_eq!(read("-"), Source::Input);
        assert_eq!(read("auto"), Source::Auto);
        assert_eq!(read("command:whisper-stream --step 0"), Source::Command("whisper-stream --step 0".into()));
        assert_eq!(read("file:talk/a:b.txt"), Source::File("talk/a:b.txt".into()));
        assert_eq!(read("tcp://localhost"), Source::Tcp(([127, 0, 0, 1], 4748).into()));
        assert_eq!(read("tcp://[::1]:99"), Source::Tcp("[::1]:99".parse().unwrap()));
        let here = ([127, 0, 0, 1], 4747).into();
        assert_eq!(read("http://127.0.0.1"), Source::Http { address: here, token: None });
        let token = Some(Secret("long-enough".into()));
        let all = ([0, 0, 0, 0], 80).into();
        assert_eq!(read("http://0.0.0.0:80/caption?token=long-enough"), Source::Http { address: all, token });
    }

    #[test]
    fn what_would_be_open_to_all_is_refused() {
        for open in ["http://0.0.0.0:4747", "http://0.0.0.0:4747?token=short", "http://[::]?token=", "tcp://0.0.0.0:1"]
        {
            assert!(Source::read(open).is_err(), "{open}");
        }
        for wrong in ["", "--", "http:", "http://", "http://example.org", "https://127.0.0.1", "command:", "file:", "x"]
        {
            assert!(Source::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_token_is_not_printed_and_not_guessed_by_its_beginning() {
        let token = Secret("long-enough".into());
        assert!(!format!("{token:?}").contains("long"));
        assert!(token.is("long-enough") && !token.is("long") && !token.is("long-enough-") && !token.is(""));
    }
}
