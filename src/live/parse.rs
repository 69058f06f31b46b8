//! Bytes as captioning tools write them → caption events, the same ones however the bytes are cut.
//!
//! One line is one phrase. Plain words come out as they arrive; a line that may be a tool's own form (Vosk's JSON,
//! whisper.cpp's time stamps) is held until that is known.

use super::clean::clean;

/// A phrase of plain words is ended by itself where it gets longer, in bytes.
pub(super) const LONGEST_PHRASE: usize = 2048;
/// A line of JSON that is longer, in bytes, is passed over.
pub(super) const LONGEST_HELD: usize = 64 << 10;
/// What stands in brackets at a line's beginning is no time stamp if it is longer.
const LONGEST_STAMP: usize = 64;

/// How the lines look, where they do not say it themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    #[default]
    Usual,
    /// `1200 3400 words`: whisper_streaming puts two times before each phrase.
    WhisperStreaming,
}

/// Something that a captioner wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub language: Option<String>,
    pub speaker: Option<String>,
    pub words: Words,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// More of the phrase that is being written.
    Append(String),
    /// So many characters back were wrong.
    DeleteBack(usize),
    /// The phrase that is being written, as it is understood now.
    Replace(String),
    /// The whole phrase, which is done.
    Final(String),
    /// The screen is to be empty.
    Clear,
}

/// A terminal's control sequence, as far as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Escape {
    None,
    Begun,
    /// With its number so far.
    Control(u8),
    /// Words for the terminal itself, up to a bell or an escape.
    Words,
}

/// What is known of the line that is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// Nothing but spaces so far.
    Blank,
    /// It may be in a tool's own form.
    Held,
    /// Plain words, sent on as they come.
    Open,
    /// Not for the audience.
    Skipped,
}

/// A terminal goes back to the line's beginning, to write over it or to end it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Back {
    No,
    Return,
    Erased,
}

/// Reads one stream.
#[derive(Debug)]
pub struct Parser {
    form: Form,
    /// The beginning of a character whose end has not come, at most three bytes.
    bytes: Vec<u8>,
    escape: Escape,
    back: Back,
    line: Line,
    text: String,
    /// The line takes the place of one that stands.
    replaces: bool,
    /// The line's two times were read.
    stamped: bool,
    out: Vec<Event>,
}

impl Parser {
    #[must_use]
    pub fn new(form: Form) -> Self {
        Self {
            form,
            bytes: Vec::new(),
            escape: Escape::None,
            back: Back::No,
            line: Line::Blank,
            text: String::new(),
            replaces: false,
            stamped: false,
            out: Vec::new(),
        }
    }

    /// More bytes of the stream.
    pub fn read(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut whole = std::mem::take(&mut self.bytes);
        whole.extend_from_slice(bytes);
        let mut rest = whole.as_slice();
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    text.chars().for_each(|c| self.take(c));
                    break;
                }
                Err(error) => {
                    let (good, bad) = rest.split_at(error.valid_up_to());
                    // It was found to be good just now.
                    std::str::from_utf8(good).unwrap_or_default().chars().for_each(|c| self.take(c));
                    let Some(wrong) = error.error_len() else {
                        self.bytes = bad.to_vec();
                        break;
                    };
                    self.take(char::REPLACEMENT_CHARACTER);
                    rest = &bad[wrong..];
                }
            }
        }
        std::mem::take(&mut self.out)
    }

    /// The stream is over, or its writer went away: what stands is a phrase.
    pub fn end(&mut self) -> Vec<Event> {
        if !std::mem::take(&mut self.bytes).is_empty() {
            self.take(char::REPLACEMENT_CHARACTER);
        }
        self.escape = Escape::None;
        // A stream that breaks off in the middle of JSON has nothing to say with it.
        if self.line == Line::Held && self.is_json() && json(&self.text).is_none() {
            self.line = Line::Skipped;
        }
        self.end_line();
        std::mem::take(&mut self.out)
    }

    /// What is held of the stream, in bytes.
    #[cfg(test)]
    pub(super) fn held(&self) -> usize {
        self.text.capacity() + self.bytes.capacity() + self.out.capacity() * size_of::<Event>()
    }

    fn take(&mut self, c: char) {
        match (self.escape, c) {
            (Escape::None, _) => self.read_char(c),
            // Whatever a sequence forgot to end, a line ends.
            (_, '\n') => {
                self.escape = Escape::None;
                self.read_char(c);
            }
            (Escape::Begun, '[') => self.escape = Escape::Control(0),
            (Escape::Begun, ']' | 'P' | 'X' | '^' | '_') => self.escape = Escape::Words,
            (Escape::Begun, _) => self.escape = Escape::None,
            (Escape::Words, '\u{7}') => self.escape = Escape::None,
            (_, '\u{1b}') => self.escape = Escape::Begun,
            (Escape::Words, _) => {}
            (Escape::Control(number), '0'..='9') => {
                let number = number.saturating_mul(10).saturating_add(c as u8 - b'0');
                self.escape = Escape::Control(number);
            }
            (Escape::Control(_), ' '..='?') => self.escape = Escape::Control(u8::MAX),
            (Escape::Control(number), '@'..='~') => {
                self.escape = Escape::None;
                match (number, c) {
                    (2, 'K') => self.back = Back::Erased,
                    (2 | 3, 'J') => self.clear(),
                    _ => {}
                }
            }
            (Escape::Control(_), _) => {
                self.escape = Escape::None;
                self.read_char(c);
            }
        }
    }

    fn read_char(&mut self, c: char) {
        match c {
            '\n' => self.end_line(),
            '\r' if self.back == Back::No => self.back = Back::Return,
            '\u{1b}' => self.escape = Escape::Begun,
            '\u{8}' | '\u{7f}' => self.delete(),
            _ => {
                if let Some(c) = clean(c) {
                    self.write(c);
                }
            }
        }
    }

    fn write(&mut self, c: char) {
        if self.back != Back::No {
            // A line that nobody saw has nothing to be replaced.
            self.replaces |= self.line == Line::Open;
            self.begin_line();
        }
        match self.line {
            Line::Skipped => {}
            // Kept so that a correction finds them; as many as anybody corrects.
            Line::Blank if c == ' ' => self.text.extend((self.text.len() < LONGEST_STAMP).then_some(c)),
            Line::Blank => {
                self.text.clear();
                self.text.push(c);
                let stamp = self.form == Form::WhisperStreaming && !self.stamped && c.is_ascii_digit();
                if stamp || matches!(c, '{' | '[' | '#') {
                    self.line = Line::Held;
                } else {
                    self.open();
                }
            }
            Line::Held => {
                self.text.push(c);
                self.judge();
            }
            Line::Open => {
                self.text.push(c);
                self.append(&[c]);
                if self.text.len() > LONGEST_PHRASE {
                    self.cut();
                }
            }
        }
    }

    /// Whether the line that is held is in a tool's own form, as soon as that can be known.
    fn judge(&mut self) {
        let text = self.text.as_str();
        if text.starts_with('{') {
            if !self.is_json() {
                self.open();
            } else if text.len() > LONGEST_HELD {
                self.line = Line::Skipped;
            }
        } else if text.starts_with('#') {
            match text {
                "##" => {}
                "###" => self.line = Line::Skipped,
                _ => self.open(),
            }
        } else if let Some(inside) = text.strip_prefix('[') {
            match inside.strip_suffix(']') {
                Some(inside) if is_stamp(inside) => self.pass_over(),
                None if inside.len() < LONGEST_STAMP => {}
                _ => self.open(),
            }
        } else {
            match times(text) {
                Some(2) => {
                    self.stamped = true;
                    self.pass_over();
                }
                Some(_) if text.len() < LONGEST_STAMP => {}
                _ => self.open(),
            }
        }
    }

    /// A brace is JSON if a name follows.
    fn is_json(&self) -> bool {
        let inside = self.text.strip_prefix('{').map(str::trim_start);
        inside.is_some_and(|inside| inside.is_empty() || inside.starts_with(['"', '}']))
    }

    /// What was held is not for the audience; the rest of the line may be.
    fn pass_over(&mut self) {
        self.text.clear();
        self.line = Line::Blank;
    }

    /// What was held is plain words.
    fn open(&mut self) {
        self.line = Line::Open;
        let held: Vec<char> = self.text.chars().collect();
        if std::mem::take(&mut self.replaces) {
            self.say(Words::Replace(String::new()));
        }
        self.append(&held);
    }

    /// Ends a phrase that is too long, if possible between two words.
    fn cut(&mut self) {
        let at = self.text.rfind(' ').map_or(self.text.len(), |space| space + 1);
        let rest = self.text.split_off(at);
        let done = std::mem::replace(&mut self.text, rest);
        self.say(Words::Final(done.trim_end().to_owned()));
        let rest: Vec<char> = self.text.chars().collect();
        self.line = if rest.is_empty() { Line::Blank } else { Line::Open };
        self.append(&rest);
    }

    fn delete(&mut self) {
        if self.back != Back::No {
            self.replaces |= self.line == Line::Open;
            self.begin_line();
        }
        let gone = self.text.pop();
        match self.line {
            Line::Skipped => return,
            Line::Blank if gone.is_none() => self.say_deleted(),
            Line::Open if gone.is_some() => self.say_deleted(),
            Line::Blank | Line::Held | Line::Open => {}
        }
        if self.text.is_empty() {
            self.line = Line::Blank;
        }
    }

    fn clear(&mut self) {
        self.begin_line();
        self.replaces = false;
        self.say(Words::Clear);
    }

    fn begin_line(&mut self) {
        self.back = Back::No;
        self.line = Line::Blank;
        self.stamped = false;
        self.text.clear();
        // One long line must not be paid for to the end of the talk.
        self.text.shrink_to(LONGEST_PHRASE);
    }

    fn end_line(&mut self) {
        if self.back == Back::Erased {
            self.replaces |= self.line == Line::Open;
            self.begin_line();
        }
        match self.line {
            Line::Held if self.is_json() => match json(&self.text) {
                Some(events) => self.out.extend(events),
                // Vosk writes its JSON over several lines.
                None if goes_on(&self.text) => {
                    self.back = Back::No;
                    return self.write(' ');
                }
                None => {}
            },
            Line::Open | Line::Held => self.say(Words::Final(self.text.trim_end().to_owned())),
            Line::Blank if self.replaces => self.say(Words::Final(String::new())),
            Line::Blank | Line::Skipped => {}
        }
        self.replaces = false;
        self.begin_line();
    }

    fn append(&mut self, more: &[char]) {
        match self.out.last_mut() {
            Some(Event { words: Words::Append(text) | Words::Replace(text), language: None, .. }) => text.extend(more),
            _ if more.is_empty() => {}
            _ => self.say(Words::Append(more.iter().collect())),
        }
    }

    fn say_deleted(&mut self) {
        match self.out.last_mut() {
            Some(Event { words: Words::DeleteBack(count), .. }) => *count += 1,
            _ => self.say(Words::DeleteBack(1)),
        }
    }

    fn say(&mut self, words: Words) {
        self.out.push(Event { language: None, speaker: None, words });
    }
}

/// What Vosk and others say with an object; none if it is no JSON.
fn json(text: &str) -> Option<Vec<Event>> {
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).ok()?;
    let word = |name: &str| {
        let text = object.get(name)?.as_str()?;
        let text: String = text.chars().filter_map(clean).collect();
        Some(text.trim().to_owned())
    };
    let words = word("text").map(Words::Final).or_else(|| word("partial").map(Words::Replace));
    let tag = |name: &str| word(name).filter(|it| !it.is_empty() && it.len() <= LONGEST_STAMP);
    let event = |words| Event { language: tag("lang"), speaker: tag("speaker"), words };
    Some(words.map(event).into_iter().collect())
}

/// Whether JSON that is not whole may go on in the next line.
fn goes_on(text: &str) -> bool {
    text.trim_end().ends_with(['{', '}', '[', ']', ',', ':', '"'])
}

/// `00:00:00.000 --> 00:00:03.480`, or what whisper.cpp writes where nobody speaks.
fn is_stamp(inside: &str) -> bool {
    let time = |text: &str| text.contains(':') && text.chars().all(|c| c.is_ascii_digit() || ":.,".contains(c));
    let times = inside.split_once("-->").is_some_and(|(from, to)| time(from.trim()) && time(to.trim()));
    times || matches!(inside, "Start speaking" | "BLANK_AUDIO")
}

/// How many whole times, each with the space after it, the text begins with, if it is nothing else.
fn times(text: &str) -> Option<usize> {
    let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.parse::<f64>().is_ok();
    let mut words = text.split(' ');
    let open = words.next_back().unwrap_or_default();
    let whole = words.filter(|word| !word.is_empty()).map(|word| number(word).then_some(()));
    let whole = whole.collect::<Option<Vec<_>>>()?.len();
    (open.chars().all(|c| c.is_ascii_digit() || c == '.')).then_some(whole)
}
