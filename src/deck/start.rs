//! `14:00`, `2:30 pm` or `14h30` → the time of day at which a talk starts, in minutes after midnight, and how its author
//! writes it.

/// When a talk starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// After midnight.
    pub minute: u16,
    /// As written, since each country has its own way.
    pub words: String,
}

impl Start {
    /// `None` where it is no time of day.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let lower = words.to_lowercase();
        let digits = lower.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(lower.len());
        let hour: u16 = lower[..digits].parse().ok().filter(|hour| *hour < 24)?;
        let after = lower[digits..].trim_start();
        let (minutes, after) = match after.strip_prefix([':', '.', 'h']) {
            Some(rest) => {
                let end = rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len());
                (Some(&rest[..end]), rest[end..].trim_start())
            }
            None => (None, after),
        };
        let minute: u16 = match minutes {
            Some(two) if two.len() == 2 => two.parse().ok().filter(|minute| *minute < 60)?,
            Some("") if lower[digits..].trim_start().starts_with('h') => 0,
            Some(_) => return None,
            None => 0,
        };
        let half = after.replace(['.', ' '], "");
        let hour = match half.as_str() {
            "am" if (1..=12).contains(&hour) => hour % 12,
            "pm" if (1..=12).contains(&hour) => hour % 12 + 12,
            "am" | "pm" => return None,
            // Seconds, as TOML wants them, are nobody's.
            _ if half.strip_prefix(':').is_some_and(|rest| rest.bytes().all(|it| it.is_ascii_digit())) => {
                return Some(Self { minute: hour * 60 + minute, words: format!("{hour:02}:{minute:02}") });
            }
            "uhr" => hour,
            "" if minutes.is_some() => hour,
            _ => return None,
        };
        Some(Self { minute: hour * 60 + minute, words })
    }
}

#[cfg(test)]
mod tests {
    use super::Start;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, minute, words) in [
            ("14:00", 840, "14:00"),
            (" 9:05 ", 545, "9:05"),
            ("09.05", 545, "09.05"),
            ("14h30", 870, "14h30"),
            ("14 h", 840, "14 h"),
            ("2 pm", 840, "2 pm"),
            ("2:30 p.m.", 870, "2:30 p.m."),
            ("12 am", 0, "12 am"),
            ("12:15 PM", 735, "12:15 PM"),
            ("14 Uhr", 840, "14 Uhr"),
            ("14:00:00", 840, "14:00"),
            ("00:00", 0, "00:00"),
        ] {
            assert_eq!(Start::read(text), Some(Start { minute, words: words.to_owned() }), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_of_day_is_none() {
        for text in [
            "",
            "14",
            "25:00",
            "14:60",
            "14:5",
            "14:000",
            "noon",
            "13 pm",
            "0 am",
            "14:00 o'clock",
            "-1:00",
            "1e1:00",
            "é",
        ] {
            assert_eq!(Start::read(text), None, "{text}");
        }
    }
}
