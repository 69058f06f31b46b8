//! What groups are to readers, and findings ↔ bytes.

use std::sync::Arc;

use super::basic::{In, Out, Wire, wire_enum, wire_struct};
use crate::diagnostic::{Diagnostic, Severity};
use crate::drawing::{DataCell, DataTable, Role};

wire_struct! {
    DataTable { rows, spoken }
    DataCell { words, runs }
}

wire_enum! {
    Severity { 0: Info, 1: Warning, 2: Error }
    Role {
        0: Decoration,
        1: Section,
        2: Heading { level },
        3: Paragraph,
        4: List { ordered },
        5: Item,
        6: Label,
        7: Body,
        8: Quote,
        9: Code(text),
        10: Figure { alt },
        11: Data(table),
        12: Caption,
        13: Table,
        14: Row,
        15: HeaderCell,
        16: Cell,
        17: Link { target },
        18: Language(name),
        19: Ruby,
        20: RubyBase,
        21: RubyText,
        22: Source,
        23: Reference { number },
        24: Note { number },
        25: Formula { alt, mathml },
    }
}

impl Wire for Arc<DataTable> {
    fn put(&self, out: &mut Out) {
        (**self).put(out);
    }

    fn take(from: &mut In) -> Option<Self> {
        DataTable::take(from).map(Arc::new)
    }
}

/// The codes of findings that helpers have.
const CODES: [&str; 2] = ["SVG", "SVG-PART"];

impl Wire for Diagnostic {
    fn put(&self, out: &mut Out) {
        let Self { severity, code, span, message, hints } = self;
        severity.put(out);
        (*code).to_owned().put(out);
        span.put(out);
        message.put(out);
        hints.put(out);
    }

    fn take(from: &mut In) -> Option<Self> {
        let severity = Wire::take(from)?;
        let code: String = Wire::take(from)?;
        let code = CODES.into_iter().find(|known| *known == code)?;
        Some(Self { severity, code, span: Wire::take(from)?, message: Wire::take(from)?, hints: Wire::take(from)? })
    }
}
