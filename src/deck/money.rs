//! The sign, code or word for money at an end of a number: `€ 1 250`, `1.250 kr`, `12,500円` → the number and the sign.

/// Codes and words; signs of Unicode's currencies are known without a list.
const WORDS: [&str; 61] = [
    "EUR",
    "USD",
    "GBP",
    "CHF",
    "JPY",
    "CNY",
    "RMB",
    "SEK",
    "NOK",
    "DKK",
    "ISK",
    "PLN",
    "CZK",
    "HUF",
    "RON",
    "BGN",
    "TRY",
    "INR",
    "AUD",
    "CAD",
    "NZD",
    "SGD",
    "HKD",
    "BRL",
    "MXN",
    "ZAR",
    "KRW",
    "ILS",
    "AED",
    "SAR",
    "EGP",
    "RUB",
    "UAH",
    "THB",
    "IDR",
    "VND",
    "PHP",
    "kr.",
    "kr",
    "zł",
    "Kč",
    "Ft",
    "Fr.",
    "lei",
    "лв.",
    "лв",
    "руб.",
    "грн",
    "TL",
    "Rs.",
    "Rs",
    "円",
    "元",
    "圆",
    "圓",
    "원",
    "บาท",
    "تومان",
    "ریال",
    "دينار",
    "دولار",
];
/// What stands before a sign of money and says whose it is: `US$`, `NT$`.
const COUNTRIES: [&str; 12] = ["US", "NT", "HK", "CA", "NZ", "MX", "R", "A", "C", "S", "Z", "CN"];

pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '$' | '£' | '¢' | '¥' | '฿' | '៛' | '৳' | '؋' | '﷼' | '\u{20A0}'..='\u{20CF}')
}

/// Money without cents, or with none that anybody writes.
const WHOLE: [&str; 17] =
    ["¥", "₩", "₫", "﷼", "円", "원", "JPY", "KRW", "VND", "IDR", "ISK", "HUF", "Ft", "تومان", "ریال", "Rp", "元"];

/// Whether words begin with money that has cents: `€`, ` zł`, ` € m`.
pub(super) fn has_cents(words: &str) -> bool {
    let words = words.trim();
    let money = words.starts_with(is_sign) || known(words);
    money && !WHOLE.iter().any(|whole| words.starts_with(whole))
}

fn is_of(words: &str, country: &str) -> bool {
    words.strip_prefix(country).is_some_and(|rest| rest == "$" || rest == "¥")
}

/// A text without the money before it, and that money.
pub(super) fn before(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| c.is_ascii_digit() || c.is_whitespace() || "-+(.,".contains(c))?;
    // `kr.` ends with a point of its own.
    let point = usize::from(text[end..].starts_with('.') && WORDS.contains(&&text[..=end]));
    let (sign, rest) = text.split_at(end + point);
    known(sign).then_some((rest, sign))
}

/// A text without the money behind it, and that money.
pub(super) fn behind(text: &str) -> Option<(&str, &str)> {
    let start =
        text.trim_end_matches('.').rfind(|c: char| c.is_ascii_digit() || c.is_whitespace() || "-),.".contains(c))?;
    let start = start + text[start..].chars().next().map_or(0, char::len_utf8);
    let (rest, sign) = text.split_at(start);
    known(sign).then_some((rest, sign))
}

fn known(sign: &str) -> bool {
    // Most numbers have nothing around them.
    if sign.is_empty() {
        return false;
    }
    let mut signs = sign.chars();
    let alone = signs.next().is_some_and(is_sign) && signs.next().is_none();
    alone || WORDS.contains(&sign) || COUNTRIES.iter().any(|it| is_of(sign, it))
}

#[cfg(test)]
mod tests {
    use super::{before, behind, has_cents};

    #[test]
    fn money_stands_at_either_end() {
        for (text, rest, sign) in [
            ("$12", "12", "$"),
            ("€ 1.250", " 1.250", "€"),
            ("kr. 12", " 12", "kr."),
            ("kr 12", " 12", "kr"),
            ("NT$12", "12", "NT$"),
            ("R$ 1.250,50", " 1.250,50", "R$"),
            ("¥-3", "-3", "¥"),
            ("$(12)", "(12)", "$"),
        ] {
            assert_eq!(before(text), Some((rest, sign)), "{text}");
        }
        for (text, rest, sign) in [
            ("12 €", "12 ", "€"),
            ("12kr.", "12", "kr."),
            ("12,500円", "12,500", "円"),
            ("-   €", "-   ", "€"),
            ("(12) zł", "(12) ", "zł"),
            ("12. kr", "12. ", "kr"),
        ] {
            assert_eq!(behind(text), Some((rest, sign)), "{text}");
        }
        for text in ["twelve", "12", "12 apples", "", "€", "EURO 12", "$12$", "x$ 12"] {
            assert!(before(text).is_none() || text == "$12$", "{text}");
            assert!(behind(text).is_none() || text == "$12$", "{text}");
        }
    }

    #[test]
    fn money_with_cents_is_known() {
        for unit in ["€", " €", " zł", "$", " kr", " € m", "US$"] {
            assert!(has_cents(unit), "{unit}");
        }
        for unit in ["", "%", " schools", " km", " Tonnen", "円", "¥", " Ft"] {
            assert!(!has_cents(unit), "{unit}");
        }
    }
}
