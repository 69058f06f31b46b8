//! Formulas as MathML → files within the PDF, each associated with the tags of its formula (ISO 32000-2, 14.13).
//!
//! krilla associates files with the whole document alone. So the tags go through it with identifiers that say which file is
//! theirs, and the files come in when its objects are packed.

use std::collections::HashMap;
use std::sync::Arc;

use krilla::tagging::TagId;

/// How the tag of a formula begins in a plain file, and where its identifier does (krilla puts the `U` there).
const FORMULA: &[u8] = b"<</Type/StructElem/S/Formula/";
const NAME: &[u8] = b"/ID(Umath ";

/// The files of a document, the same formula once.
#[derive(Default)]
pub(super) struct Attached {
    pub files: Vec<Arc<str>>,
    known: HashMap<Arc<str>, usize>,
    tags: usize,
}

impl Attached {
    /// The identifier of one more tag whose formula this is.
    pub fn id(&mut self, mathml: &Arc<str>) -> TagId {
        let file = *self.known.entry(Arc::clone(mathml)).or_insert_with(|| {
            self.files.push(Arc::clone(mathml));
            self.files.len() - 1
        });
        self.tags += 1;
        TagId::from(format!("math {file} {}", self.tags).into_bytes())
    }
}

/// The tag of a formula with its file, the first of which is the object of that number; `None` for all other objects.
pub(super) fn with_file(body: &[u8], files: usize, first: usize) -> Option<Vec<u8>> {
    let inside = body.strip_prefix(FORMULA)?;
    let name = &inside[inside.windows(NAME.len()).position(|window| window == NAME)? + NAME.len()..];
    let digits = name.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let file: usize = std::str::from_utf8(&name[..digits]).ok()?.parse().ok()?;
    let mut out = body.strip_suffix(b">>").filter(|_| file < files)?.to_vec();
    out.extend(format!("/AF[{} 0 R]>>", specification(first, file)).bytes());
    Some(out)
}

/// The number of the object that has the content of a file, and of the one that says what it is.
pub(super) fn content(first: usize, file: usize) -> usize {
    first + 2 * file
}

pub(super) fn specification(first: usize, file: usize) -> usize {
    first + 2 * file + 1
}

/// What the content's stream says of itself.
pub(super) fn about(mathml: &str) -> String {
    format!("/Type/EmbeddedFile/Subtype/application#2Fmathml+xml/Params<</Size {}>>", mathml.len())
}

/// What the file is, for a content of that number.
pub(super) fn specified(file: usize, content: usize) -> Vec<u8> {
    let name = format!("(formula-{}.mml)", file + 1);
    format!(
        "<</Type/Filespec/F{name}/UF{name}/AFRelationship/Supplement/Desc(A formula as MathML)/EF<</F {content} 0 R/UF {content} 0 R>>>>"
    )
    .into_bytes()
}
