//! Words → the places where a number would be parted from its unit, at which no line may end.

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

/// The words with a mark that holds both together behind each such space, and where each byte of them has gone; `None` where
/// there is none. `ends_number` says of a byte whether what ends there is a number that the words do not show, a formula.
pub(super) fn held(text: &str, ends_number: impl Fn(usize) -> bool) -> Option<(String, Vec<usize>)> {
    let spaces: Vec<usize> =
        text.match_indices(' ').map(|(at, _)| at).filter(|at| is_bound(text, *at, &ends_number)).collect();
    if spaces.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len() + spaces.len() * JOIN.len_utf8());
    let mut places = Vec::with_capacity(text.len() + 1);
    let mut next = spaces.iter().peekable();
    for (at, c) in text.char_indices() {
        places.extend(std::iter::repeat_n(out.len(), c.len_utf8()));
        out.push(c);
        if next.next_if(|space| **space == at).is_some() {
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

/// Whether words begin with a unit, or with units by each other: `m³/s`, `kWh,`.
fn is_unit(rest: &str) -> bool {
    let word = rest.split(char::is_whitespace).next().unwrap_or_default();
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
        held(text, |_| false).map_or_else(|| text.to_owned(), |(text, _)| text.replace(JOIN, "~"))
    }

    #[test]
    fn a_number_stays_with_its_unit_and_with_nothing_else() {
        for (text, expected) in [
            ("reaches 46 °C.", "reaches 46 ~°C."),
            ("a flow of 1,050 m³/s, now", "a flow of 1,050 ~m³/s, now"),
            ("(12 ms) and 30 %", "(12 ~ms) and 30 ~%"),
            ("in 2024 people came", "in 2024 people came"),
            ("Room 4 and 5", "Room 4 and 5"),
            ("version 2 m", "version 2 ~m"),
            ("no digits °C", "no digits °C"),
            ("46  °C", "46  °C"),
        ] {
            assert_eq!(joined(text), expected);
        }
    }

    #[test]
    fn each_byte_keeps_its_place() {
        let text = "é 46 °C and 5 km";
        let (out, places) = held(text, |_| false).expect("two are held");
        for (at, c) in text.char_indices() {
            assert!(out[places[at]..].starts_with(c), "{at}");
        }
        assert_eq!(places[text.len()], out.len());
    }
}
