//! `allow = ["SLD-FONT"]` → the codes of findings that an author leaves as they are.

use super::Reader;
use super::values::shown;
use crate::deck::Allow;
use crate::deck::source::Table;

impl Reader<'_> {
    /// The list of a slide, or of the deck.
    pub(super) fn allow(&mut self, table: &Table) -> Allow {
        let mut codes = Vec::new();
        for code in self.texts(table, "allow").unwrap_or_default() {
            if is_code(&code.words) {
                codes.push(code.words.clone());
            } else {
                let message = format!("`{}` is not the code of a finding", shown(&code.words));
                self.fault(code.span, message, "Write it as `cuecard check` names it: allow = [\"SLD-FONT\"]");
            }
        }
        Allow { codes, list: table.get("allow").map(|node| node.span), table: table.span }
    }
}

/// Capitals with hyphens between them: `SLD-FONT`.
fn is_code(words: &str) -> bool {
    !words.is_empty() && words.split('-').all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_uppercase()))
}
