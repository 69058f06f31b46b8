//! Findings → what other programs read: JSON, SARIF 2.1.0, and the commands by which GitHub Actions marks lines.
//!
//! Lines and columns count from 1, columns in characters; an end is the place behind the last character.

use serde_json::{Value, json};

use super::{Diagnostic, Lines, Severity, Sources, Span, codes};

/// Where a finding is, in a file that is named as the caller knows it.
struct Place {
    file: String,
    start: (usize, usize),
    end: (usize, usize),
}

/// Findings with the names of their files.
pub struct Told<'a> {
    findings: &'a [Diagnostic],
    sources: &'a Sources,
    /// The name of each source, as it is found from where the program runs.
    files: Vec<String>,
    lines: Vec<Lines>,
}

impl<'a> Told<'a> {
    /// `folder` is the deck's, by which the files beside its own are named; empty for where the program runs.
    #[must_use]
    pub fn new(findings: &'a [Diagnostic], sources: &'a Sources, folder: &str) -> Self {
        let slashed = |name: &str| name.replace('\\', "/");
        let beside = |name: &str| {
            let folder = slashed(folder);
            let folder = folder.trim_end_matches('/');
            if folder.is_empty() || name.starts_with('/') {
                slashed(name)
            } else {
                format!("{folder}/{}", slashed(name))
            }
        };
        let named = |(at, name): (usize, &str)| if at == 0 { slashed(name) } else { beside(name) };
        let files = sources.0.iter().map(|source| source.name.as_str()).enumerate().map(named).collect();
        let lines = sources.0.iter().map(|source| Lines::of(&source.text)).collect();
        Self { findings, sources, files, lines }
    }

    fn place(&self, span: Span) -> Option<Place> {
        let source = self.sources.0.get(usize::from(span.file))?;
        let (text, lines) = (&*source.text, self.lines.get(usize::from(span.file))?);
        let at = |byte: u32| {
            let end = text.floor_char_boundary(byte as usize);
            let (line, from) = lines.line(end);
            (line, text[from..end].chars().count() + 1)
        };
        let (start, end) = (at(span.start), at(span.end.max(span.start)));
        Some(Place { file: self.files.get(usize::from(span.file))?.clone(), start, end })
    }

    /// One object: how many there are of each kind, and all of them in order.
    #[must_use]
    pub fn json(&self) -> String {
        let count = |severity| self.findings.iter().filter(|it| it.severity == severity).count();
        let findings: Vec<Value> = self.findings.iter().map(|finding| self.finding(finding)).collect();
        let all = json!({
            "version": 1,
            "deck": self.files.first(),
            "errors": count(Severity::Error),
            "warnings": count(Severity::Warning),
            "remarks": count(Severity::Info),
            "findings": findings,
        });
        format!("{all:#}\n")
    }

    fn finding(&self, finding: &Diagnostic) -> Value {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "remark",
        };
        let mut out = json!({
            "code": finding.code,
            "severity": severity,
            "message": finding.message,
            "remedies": finding.hints,
        });
        if let Some(place) = finding.span.and_then(|span| self.place(span)) {
            out["file"] = json!(place.file);
            out["line"] = json!(place.start.0);
            out["column"] = json!(place.start.1);
            out["end_line"] = json!(place.end.0);
            out["end_column"] = json!(place.end.1);
        }
        out
    }

    /// A log of one run, as scanners of code take it.
    #[must_use]
    pub fn sarif(&self) -> String {
        let mut used: Vec<&str> = self.findings.iter().map(|finding| finding.code).collect();
        used.sort_unstable();
        used.dedup();
        let rule = |code: &&str| {
            let about = codes::about(code).unwrap_or(code);
            json!({ "id": code, "shortDescription": { "text": about } })
        };
        let rules: Vec<Value> = used.iter().map(rule).collect();
        let results: Vec<Value> = self.findings.iter().map(|finding| self.result(finding, &used)).collect();
        let driver = json!({
            "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        });
        let run = json!({ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results });
        let log = json!({
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0",
            "runs": [run],
        });
        format!("{log:#}\n")
    }

    fn result(&self, finding: &Diagnostic, rules: &[&str]) -> Value {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        let mut out = json!({
            "ruleId": finding.code,
            "ruleIndex": rules.iter().position(|it| *it == finding.code),
            "level": level,
            "message": { "text": sentences(finding) },
        });
        if let Some(place) = finding.span.and_then(|span| self.place(span)) {
            let region = json!({
                "startLine": place.start.0,
                "startColumn": place.start.1,
                "endLine": place.end.0,
                "endColumn": place.end.1,
            });
            let artifact = json!({ "uri": address(&place.file) });
            out["locations"] = json!([{ "physicalLocation": { "artifactLocation": artifact, "region": region } }]);
        } else if let Some(file) = self.files.first() {
            let artifact = json!({ "uri": address(file) });
            out["locations"] = json!([{ "physicalLocation": { "artifactLocation": artifact } }]);
        }
        out
    }

    /// A line for each: `::error file=…,line=…,endLine=…,title=…::words`. GitHub takes columns on one line alone.
    #[must_use]
    pub fn github(&self) -> String {
        self.findings.iter().map(|finding| self.command(finding)).collect()
    }

    fn command(&self, finding: &Diagnostic) -> String {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let mut properties = Vec::new();
        if let Some(place) = finding.span.and_then(|span| self.place(span)) {
            properties.push(format!("file={}", property(&place.file)));
            properties.push(format!("line={},endLine={}", place.start.0, place.end.0));
            if place.start.0 == place.end.0 {
                properties.push(format!("col={},endColumn={}", place.start.1, place.end.1));
            }
        } else if let Some(file) = self.files.first() {
            properties.push(format!("file={}", property(file)));
        }
        properties.push(format!("title={}", property(finding.code)));
        format!("::{command} {}::{}\n", properties.join(","), data(&sentences(finding)))
    }
}

/// What is wrong, and what to do about it.
fn sentences(finding: &Diagnostic) -> String {
    let all = std::iter::once(&finding.message).chain(&finding.hints);
    let sentence = |words: &String| {
        let mut letters = words.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let end = if words.ends_with(['.', '?', '!', '…']) { "" } else { "." };
        format!("{first}{}{end}", letters.as_str())
    };
    all.map(sentence).collect::<Vec<_>>().join(" ")
}

/// A path as an address: relative to where the program runs, or of a file.
fn address(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    match out {
        unix if unix.starts_with('/') => format!("file://{unix}"),
        windows if windows.get(1..3) == Some(":/") => format!("file:///{windows}"),
        relative => relative.trim_start_matches("./").to_owned(),
    }
}

/// The words of a command.
fn data(words: &str) -> String {
    words.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What a command says of itself.
fn property(words: &str) -> String {
    data(words).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::Source;

    fn sources() -> Sources {
        let text = "[deck]\r\ntitle = \"Żółw\"\r\nlayout = \"titel\"\r\n";
        let source = |name: &str| Source { name: name.to_owned(), text: Arc::from(text) };
        Sources(vec![source("my talk/deck.toml"), source("parts/opening.toml")])
    }

    fn findings() -> Vec<Diagnostic> {
        let at = "[deck]\r\ntitle = \"Żółw\"\r\nlayout = ".len();
        vec![
            Diagnostic::error("READ", Span::new(0, at..at + 7), "there is no layout called `titel`: 50%, really")
                .hint("Did you mean `title`?"),
            Diagnostic::warning("CAP-LINE", Span::new(1, 0..at), "two\nlines").hint("break it"),
            Diagnostic::new(Severity::Info, "CHAP-YT", None, "few chapters").hint("write more"),
        ]
    }

    #[test]
    fn github_gets_a_command_for_each_finding() {
        let (findings, sources) = (findings(), sources());
        assert_eq!(
            Told::new(&findings, &sources, "my talk").github(),
            "::error file=my talk/deck.toml,line=3,endLine=3,col=10,endColumn=17,title=READ::There is no layout called \
             `titel`: 50%25, really. Did you mean `title`?\n\
             ::warning file=my talk/parts/opening.toml,line=1,endLine=3,title=CAP-LINE::Two%0Alines. Break it.\n\
             ::notice file=my talk/deck.toml,title=CHAP-YT::Few chapters. Write more.\n"
        );
    }

    #[test]
    fn json_and_sarif_say_the_same() {
        let (findings, sources) = (findings(), sources());
        let told = Told::new(&findings, &sources, "my talk");
        let json: Value = serde_json::from_str(&told.json()).expect("JSON");
        assert_eq!((&json["errors"], &json["warnings"], &json["remarks"]), (&json!(1), &json!(1), &json!(1)));
        assert_eq!(json["findings"][0]["column"], json!(10));
        assert_eq!(json["findings"][2].get("line"), None);
        let sarif: Value = serde_json::from_str(&told.sarif()).expect("JSON");
        let run = &sarif["runs"][0];
        for (at, result) in run["results"].as_array().expect("a list").iter().enumerate() {
            assert_eq!(result["ruleId"], json["findings"][at]["code"]);
            let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("a number") as usize];
            assert_eq!(rule["id"], result["ruleId"]);
        }
        let place = &run["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], json!("my%20talk/deck.toml"));
        assert_eq!(place["region"]["startLine"], json!(3));
        assert_eq!(address("/a b/ż.toml"), "file:///a%20b/%C5%BC.toml");
        assert_eq!(address("C:/a.toml"), "file:///C:/a.toml");
    }
}
