//! Words → the places at which no line may end: between a number and its unit, inside a range of numbers or an option of a
//! program, after a word of one letter.

/// Holds two letters together, and has no glyph.
pub(super) const JOIN: char = '\u{2060}';

/// Units as they are written behind a number and a space, from SI's brochure and from everyday use.
const UNITS: &str = "\
    % ‰ ° °C °F K € $ £ ¥ kr zł Kč CHF EUR USD GBP \
    m km cm mm µm μm nm ha a m² m³ km² cm² cm³ mm² mi ft \
    g kg mg µg μg t kt Mt Gt l L ml mL dl hl \
    s ms µs μs ns min h d Hz kHz MHz GHz THz rpm fps \
    W kW MW GW TW mW Wh kWh MWh GWh TWh J kJ MJ V kV mV A mA Ah mAh Ω kΩ MΩ F µF pF T mT \
    N kN MN Pa hPa kPa MPa GPa bar mbar mol mmol cd lm lx dB dBA sv mSv Bq kBq eV keV MeV GeV \
    B kB MB GB TB PB KiB MiB GiB TiB bit kbit Mbit Gbit px pt em dpi ppm ppb CO2e CO₂e";

/// Languages that leave no word of one letter at a line's end; others do at the beginning of a sentence.
const NO_SINGLES: &[&str] = &["cs", "pl", "sk"];

/// Whether the language leaves no word of one letter at a line's end.
pub(super) fn holds_singles(language: &str) -> bool {
    NO_SINGLES.contains(&language)
}

/// The words with a mark that holds both sides together behind each such place, and where each byte of them has gone; `None`
/// where there is none. `single` says whether all words of one letter are held, `ends_number` of a byte whether what ends
/// there is a number that the words do not show, a formula.
pub(super) fn held(text: &str, single: bool, ends_number: impl Fn(usize) -> bool) -> Option<(String, Vec<usize>)> {
    // Whether a unit follows the last space.
    let mut bound = false;
    let holds = |(at, c): &(usize, char)| match c {
        ' ' => {
            bound = is_bound(text, *at, &ends_number);
            bound || is_single(text, *at, single)
        }
        '–' => is_range(text, *at),
        // Inside of `46 km/h`.
        '/' => bound,
        '-' => is_option(text, *at),
        _ => false,
    };
    let held: Vec<usize> = text.char_indices().filter(holds).map(|(at, _)| at).collect();
    if held.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len() + held.len() * JOIN.len_utf8());
    let mut places = Vec::with_capacity(text.len() + 1);
    let mut next = held.iter().peekable();
    for (at, c) in text.char_indices() {
        places.extend(std::iter::repeat_n(out.len(), c.len_utf8()));
        out.push(c);
        if next.next_if(|place| **place == at).is_some() {
            out.push(JOIN);
        }
    }
    places.push(out.len());
    Some((out, places))
}

fn is_bound(text: &str, space: usize, ends_number: impl Fn(usize) -> bool) -> bool {
    let digit = text[..space].ends_with(|c: char| c.is_ascii_digit());
    (digit || ends_number(space)) && is_unit(&text[space + 1..])
}

/// `10–12`.
fn is_range(text: &str, dash: usize) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    text[..dash].ends_with(digit) && text[dash + '–'.len_utf8()..].starts_with(digit)
}

/// The second stroke of `--option`.
fn is_option(text: &str, stroke: usize) -> bool {
    text[..stroke].ends_with('-') && text[stroke + 1..].starts_with(char::is_alphanumeric)
}

/// Whether a space follows a word of one letter: `I` behind the end of a sentence, any where the language holds them all.
fn is_single(text: &str, space: usize, all: bool) -> bool {
    let mut before = text[..space].chars().rev();
    let letter = before.next().is_some_and(char::is_alphabetic);
    if !letter || text[space + 1..].starts_with(char::is_whitespace) || space + 1 == text.len() {
        return false;
    }
    match before.next() {
        None => all,
        Some(c) if !c.is_whitespace() => false,
        Some(_) => all || before.next().is_some_and(|c| ".!?:;…”\"".contains(c)),
    }
}

/// Whether words begin with a unit, or with units by each other: `m³/s`, `kWh,`.
fn is_unit(rest: &str) -> bool {
    // The figure of a footnote is held to the word before it.
    let word = rest.split(|c: char| c.is_whitespace() || c == JOIN).next().unwrap_or_default();
    let word = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '”', '»', '"', '’']);
    let known = |part: &str| {
        let plain = part.trim_end_matches(['²', '³', '⁻', '¹']);
        !part.is_empty() && UNITS.split_whitespace().any(|unit| unit == part || unit == plain)
    };
    word.split(['/', '·']).all(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> String {
        held(text, false, |_| false).map_or_else(|| text.to_owned(), |(text, _)| text.replace(JOIN, "~"))
    }

    #[test]
    fn a_number_stays_with_its_unit_and_with_nothing_else() {
        for (text, expected) in [
            ("reaches 46 °C.", "reaches 46 ~°C."),
            ("a flow of 1,050 m³/s, now", "a flow of 1,050 ~m³/~s, now"),
            ("46 km/h or more, 3 or/and 4", "46 ~km/~h or more, 3 or/and 4"),
            ("(12 ms) and 30 %", "(12 ~ms) and 30 ~%"),
            ("in 2024 people came", "in 2024 people came"),
            ("Room 4 and 5", "Room 4 and 5"),
            ("version 2 m", "version 2 ~m"),
            ("no digits °C", "no digits °C"),
            ("46  °C", "46  °C"),
            ("reaches 46 °C.\u{2060}1 Under", "reaches 46 ~°C.~1 Under"),
        ] {
            assert_eq!(joined(text), expected);
        }
    }

    #[test]
    fn ranges_options_and_single_letters_stay_with_what_follows() {
        for (text, expected) in [
            ("Grade 4–5, 1914–1918", "Grade 4–~5, 1914–~1918"),
            ("a thought – or two", "a thought – or two"),
            ("London–Paris", "London–Paris"),
            ("git restore --staged FILE", "git restore --~staged FILE"),
            ("well-known, -m", "well-known, -m"),
            ("and weep. I do not", "and weep. I ~do not"),
            ("what I do", "what I do"),
            ("All that", "All that"),
        ] {
            assert_eq!(joined(text), expected);
        }
        let (polish, _) = held("w domu i z psem", true, |_| false).expect("three are held");
        assert_eq!(polish.replace(JOIN, "~"), "w ~domu i ~z ~psem");
        assert!(holds_singles("pl") && !holds_singles("en"));
    }

    #[test]
    fn each_place_is_asked_about_once_however_many_there_are() {
        let asked = std::cell::Cell::new(0);
        let text = format!("x {}s x {}", "m/".repeat(500), "a ".repeat(500));
        let number = |at| {
            asked.set(asked.get() + 1);
            at == 1
        };
        let (out, _) = held(&text, false, number).expect("the strokes are held");
        assert_eq!(out.matches(JOIN).count(), 501);
        assert_eq!(asked.get(), text.matches(' ').count());
    }

    #[test]
    fn each_byte_keeps_its_place() {
        let text = "é 46 °C and 5 km";
        let (out, places) = held(text, false, |_| false).expect("two are held");
        for (at, c) in text.char_indices() {
            assert!(out[places[at]..].starts_with(c), "{at}");
        }
        assert_eq!(places[text.len()], out.len());
    }
}
