//! A report → one page for the browser, with nothing beside it: no script, no address, light and dark.

use super::markup::{Own, escaped};
use super::plots;
use crate::captions::formats::clock;
use crate::takes::report::{Report, words};

const STYLE: &str = include_str!("page.css");

/// `language` is the deck's.
pub fn page(report: &Report, language: &str) -> String {
    let own = Own::new(report, language);
    let title = escaped(&report.deck);
    let occasion = escaped(&words::occasion(report.kind, &report.start));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}: {occasion}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<p class=\"kicker\">{occasion}</p>\n<h1{}>{title}</h1>\n",
        own.attributes()
    );
    let verdict = words::verdict(report);
    let (took, rest) = match verdict.split_once(' ') {
        Some(parts) if !report.short => parts,
        _ => (&*verdict, ""),
    };
    let lead = escaped(&words::lead(report).join(" "));
    out.push_str(&format!(
        "<p class=\"verdict\"><strong>{took}</strong> {rest}</p>\n<p>{lead}</p>\n</header>\n<main>\n<dl>\n"
    ));
    for [what, value, remark] in words::facts(report) {
        let (what, value, remark) = (escaped(&what), escaped(&value), own.sentence(&remark));
        out.push_str(&format!("<div><dt>{what}</dt><dd>{value} <small>{remark}</small></dd></div>\n"));
    }
    out.push_str("</dl>\n");
    if let Some(cuts) = &report.cuts {
        let cuts = words::cuts(report, cuts);
        let items: String = cuts.iter().map(|cut| format!("<li>{}</li>\n", own.sentence(cut))).collect();
        section(&mut out, "To be in time", &format!("<ul>\n{items}</ul>\n"));
    }
    let rows: Vec<Vec<String>> = report.slides.iter().map(|slide| words::row(slide).to_vec()).collect();
    let table = table("Each slide’s time, words and pace", &words::COLUMNS, &rows, (&words::WORDY, Some(&own)));
    section(&mut out, "Slide by slide", &format!("{}{table}", plots::slides(report)));
    if let Some(plot) = plots::pace(report) {
        let head = if report.heard { "Words a minute" } else { "Words a minute, by the captions" };
        section(&mut out, head, &plot);
    }
    if !report.past.is_empty() && !report.short {
        section(&mut out, "Take by take", &format!("{}{}", plots::takes(report), takes(report)));
    }
    if let Some(other) = &report.against {
        let head = format!("Against the take of {}", words::short_date(&other.start, &other.name));
        let rows: Vec<Vec<String>> = words::against(report, other).into_iter().map(|row| row.to_vec()).collect();
        section(
            &mut out,
            &head,
            &self::table("Both takes, slide by slide", &words::AGAINST, &rows, (&[1], Some(&own))),
        );
    }
    out.push_str(&format!("</main>\n<footer>\n<p>{}</p>\n</footer>\n</body>\n</html>\n", escaped(&explained(report))));
    out
}

fn explained(report: &Report) -> String {
    format!(
        "A slide is over its time by 10 seconds or more. What is usual is the median \
         of the last three takes of the whole talk. Words are those of the {}. Take {}.",
        if report.heard { "live captions" } else { "captions of the steps that were shown" },
        report.name
    )
}

fn takes(report: &Report) -> String {
    let past = report.past.iter().map(|past| (past.kind, &past.start, past.took));
    let rows = past.chain([(report.kind, &report.start, report.took)]).map(|(kind, start, took)| {
        vec![words::occasion(kind, start), clock(took), words::signed(words::more(took, report.planned))]
    });
    table("How long each take of the whole talk took", &["Take", "Took", "±"], &rows.collect::<Vec<_>>(), (&[0], None))
}

fn section(out: &mut String, head: &str, inside: &str) {
    out.push_str(&format!("<section>\n<h2>{}</h2>\n{inside}</section>\n", escaped(head)));
}

/// `wordy` are the columns that hold words, the first of them the rows' names: the deck's, where `own` is known, of rows with
/// a number.
fn table(caption: &str, heads: &[&str], rows: &[Vec<String>], (wordy, own): (&[usize], Option<&Own>)) -> String {
    let class = |at: usize| if wordy.contains(&at) { " class=\"words\"" } else { "" };
    let cell = |scope: Option<&str>, at: usize, words: &str, own: &str| {
        let (tag, scope) = scope.map_or(("td", String::new()), |scope| ("th", format!(" scope=\"{scope}\"")));
        format!("<{tag}{scope}{}{own}>{}</{tag}>", class(at), escaped(words))
    };
    let heads: String = heads.iter().enumerate().map(|(at, words)| cell(Some("col"), at, words, "")).collect();
    // The first words in a row are its name.
    let is_name = |at: usize| wordy.first() == Some(&at);
    let row = |row: &Vec<String>| -> String {
        let own = own
            .filter(|_| row.first().is_some_and(|number| !number.is_empty()))
            .map(Own::attributes)
            .unwrap_or_default();
        let named = |at: usize| if is_name(at) { (Some("row"), &*own) } else { (None, "") };
        let cells = row.iter().enumerate().map(|(at, words)| (named(at), at, words));
        cells.map(|((scope, own), at, words)| cell(scope, at, words, own)).collect()
    };
    let rows: String = rows.iter().map(|cells| format!("<tr>{}</tr>\n", row(cells))).collect();
    format!(
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table>\n<caption>{0}</caption>\n\
         <thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n",
        escaped(caption),
    )
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn a_table_has_heads_for_its_columns_and_its_rows() {
        let rows = [vec!["1".to_owned(), "Bees & honey".to_owned(), "0:45".to_owned()]];
        let table = table("Times", &["", "Slide", "Took"], &rows, (&[1], None));
        let head =
            "<tr><th scope=\"col\"></th><th scope=\"col\" class=\"words\">Slide</th><th scope=\"col\">Took</th></tr>";
        let row = "<tr><td>1</td><th scope=\"row\" class=\"words\">Bees &amp; honey</th><td>0:45</td></tr>";
        assert!(table.contains(head) && table.contains(row), "{table}");
    }
}
