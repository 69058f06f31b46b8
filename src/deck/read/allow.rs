//! `allow = ["SLD-FONT"]` → the codes of findings that an author leaves as they are.

use super::Reader;
use super::values::shown;
use crate::deck::Allow;
use crate::deck::source::{READ, Table};
use crate::diagnostic::{Diagnostic, codes, did_you_mean};

impl Reader<'_> {
    /// The list of a slide, or of the deck.
    pub(super) fn allow(&mut self, table: &Table) -> Allow {
        let mut found = Vec::new();
        for code in self.texts(table, "allow").unwrap_or_default() {
            if codes::about(&code.words).is_some() {
                found.push(code.words.clone());
                continue;
            }
            let hint = match codes::meant(&code.words) {
                Some(near) => did_you_mean(near),
                None => "Write it as `cuecard check` names it: allow = [\"SLD-FONT\"]".to_owned(),
            };
            let message = format!("no finding has the code `{}`, so nothing is left by it", shown(&code.words));
            self.findings.push(Diagnostic::warning(READ, code.span, message).hint(hint));
        }
        Allow { codes: found, list: table.get("allow").map(|node| node.span), table: table.span }
    }
}
