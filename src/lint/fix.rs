//! Findings with an obvious cure → the files of a deck with all cures in them that do not touch each other.
//!
//! Invariant: what no cure is about reads as it did before, value by value.

use std::ops::Range;

use super::edit::Edit;
use super::remedy::obvious;
use crate::deck::written::same_but;
use crate::diagnostic::Diagnostic;
use crate::talk::Talk;

/// One file with its cures.
pub struct Fixed {
    /// As in the talk's sources.
    pub file: u16,
    pub name: String,
    pub before: String,
    pub after: String,
    /// What is cured, and what comes of it, in the order of the text.
    pub cures: Vec<Cure>,
}

#[derive(Clone)]
pub struct Cure {
    pub finding: Diagnostic,
    pub words: String,
    /// What is replaced in the text before, and by what.
    pub edit: Edit,
}

/// The files that change. Where two cures meet, the second waits for the next time; one that would change more than it is
/// about is none.
#[must_use]
pub fn fixes(talk: &Talk, findings: &[Diagnostic]) -> Vec<Fixed> {
    let mut cures: Vec<Cure> = Vec::new();
    for finding in findings {
        let Some(remedy) = obvious(talk, finding) else { continue };
        let meets = |known: &Cure| {
            let (a, b) = (&known.edit, &remedy.edit);
            a.file == b.file && a.range.start <= b.range.end && b.range.start <= a.range.end
        };
        let source = talk.sources.0.get(usize::from(remedy.edit.file));
        if source.is_some_and(|it| is_only(&it.text, &remedy.edit)) && !cures.iter().any(meets) {
            cures.push(Cure { finding: finding.clone(), words: remedy.words, edit: remedy.edit });
        }
    }
    cures.sort_by_key(|cure| (cure.edit.file, cure.edit.range.start));
    let files = cures.chunk_by(|a, b| a.edit.file == b.edit.file).map(<[Cure]>::to_vec);
    files.filter_map(|cures| fixed(talk, cures)).collect()
}

fn is_only(text: &str, edit: &Edit) -> bool {
    same_but(text, &edit.of(text), &[(edit.range.clone(), edit.text.as_str())])
}

/// The file of these cures with all of them in it.
fn fixed(talk: &Talk, cures: Vec<Cure>) -> Option<Fixed> {
    let file = cures.first()?.edit.file;
    let source = talk.sources.0.get(usize::from(file))?;
    let edits: Vec<(Range<usize>, &str)> =
        cures.iter().map(|cure| (cure.edit.range.clone(), cure.edit.text.as_str())).collect();
    let after = spliced(&source.text, &edits);
    same_but(&source.text, &after, &edits).then(|| Fixed {
        file,
        name: source.name.clone(),
        before: source.text.to_string(),
        after,
        cures,
    })
}

/// A text with others in the place of stretches of it, which follow one another.
fn spliced(text: &str, edits: &[(Range<usize>, &str)]) -> String {
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for (range, new) in edits {
        out.push_str(&text[at..range.start]);
        out.push_str(new);
        at = range.end;
    }
    out + &text[at..]
}

impl Fixed {
    /// The change as `patch` takes it, without lines around it.
    #[must_use]
    pub fn diff(&self) -> String {
        let mut out = format!("--- {0}\n+++ {0}\n", self.name.replace('\\', "/"));
        let mut longer = 0_isize;
        for run in self.hunks() {
            let (start, end) =
                (run.first().map_or(0, |it| it.edit.range.start), run.last().map_or(0, |it| it.edit.range.end));
            let from = self.before[..start].rfind('\n').map_or(0, |at| at + 1);
            let to = self.before[end..].find('\n').map_or(self.before.len(), |at| end + at + 1);
            let edits: Vec<(Range<usize>, &str)> = run
                .iter()
                .map(|it| (it.edit.range.start - from..it.edit.range.end - from, it.edit.text.as_str()))
                .collect();
            let old = &self.before[from..to];
            let new = spliced(old, &edits);
            let line = self.before[..from].matches('\n').count() + 1;
            let (less, more) = (old.split_inclusive('\n').count(), new.split_inclusive('\n').count());
            out += &format!("@@ -{line},{less} +{},{more} @@\n", line.saturating_add_signed(longer));
            longer += more as isize - less as isize;
            out += &signed(old, '-');
            out += &signed(&new, '+');
        }
        out
    }

    /// Cures that share lines belong together.
    fn hunks(&self) -> Vec<&[Cure]> {
        let apart = |a: &Cure, b: &Cure| self.before[a.edit.range.end..b.edit.range.start].contains('\n');
        self.cures.chunk_by(|a, b| !apart(a, b)).collect()
    }
}

fn signed(text: &str, sign: char) -> String {
    let mut out: String = text.split_inclusive('\n').map(|line| format!("{sign}{line}")).collect();
    if !text.is_empty() && !text.ends_with('\n') {
        out.push_str("\n\\ No newline at end of file\n");
    }
    out
}
