//! Rows → the page that is printed.

/// What the program was built for.
const BUILT_FOR: &str = if cfg!(target_os = "windows") {
    "Windows"
} else if cfg!(target_os = "macos") {
    "macOS"
} else {
    "Linux"
};

/// A line of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub name: &'static str,
    pub sign: Sign,
    pub words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Good, or only to be known.
    Told,
    /// Something is missing or does not work; the words say what to do.
    Fix,
}

pub fn told(name: &'static str, words: impl Into<String>) -> Row {
    Row { name, sign: Sign::Told, words: words.into() }
}

pub fn fix(name: &'static str, words: impl Into<String>) -> Row {
    Row { name, sign: Sign::Fix, words: words.into() }
}

/// The rows under a head that says which program this is, with a verdict at the end.
pub fn page(rows: &[Row]) -> String {
    let wide = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    let mut out = format!("Cuecard {} for {}\n\n", env!("CARGO_PKG_VERSION"), BUILT_FOR);
    let mut before = "";
    for Row { name, sign, words } in rows {
        let mark = if *sign == Sign::Fix { '!' } else { ' ' };
        let name = if std::mem::replace(&mut before, name) == *name { "" } else { name };
        out.push_str(format!("{mark} {name:wide$}  {words}").trim_end());
        out.push('\n');
    }
    let faults = rows.iter().filter(|row| row.sign == Sign::Fix).count();
    out.push_str(&match faults {
        0 => "\nNothing is missing.\n".to_owned(),
        1 => "\nThe line with ! says what is missing and what to do.\n".to_owned(),
        _ => format!("\nThe {faults} lines with ! say what is missing and what to do.\n"),
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_a_line_a_row_and_says_how_many_want_something() {
        let rows =
            [told("System", "Linux"), told("Screens", "one"), told("Screens", "two"), fix("Fonts", "none: add some")];
        let text = page(&rows);
        assert!(
            text.contains("\n  System   Linux\n  Screens  one\n           two\n! Fonts    none: add some\n"),
            "{text}"
        );
        assert!(text.ends_with("The line with ! says what is missing and what to do.\n"), "{text}");
        assert!(page(&rows[..1]).ends_with("Nothing is missing.\n"));
        assert!(text.lines().all(|line| line == line.trim_end()), "{text}");
    }
}
