//! What the kernel tells of its power supplies (sysfs) → how full each battery is, and whether the machine runs on it.

use std::fs;
use std::path::{Path, PathBuf};

/// All batteries of the machine, from 0.0 to 1.0 and whether they give power; `None` where that is not told.
pub fn batteries() -> Option<Vec<(f32, bool)>> {
    told(Path::new("/sys/class/power_supply"))
}

fn told(folder: &Path) -> Option<Vec<(f32, bool)>> {
    let there: Vec<PathBuf> =
        fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).filter(|path| is_ours(path)).collect();
    let told: Vec<_> = there.iter().filter_map(|battery| Some((charge(battery)?, draining(battery)))).collect();
    (there.is_empty() || !told.is_empty()).then_some(told)
}

/// A battery of the machine itself, and none of a mouse or a headset.
fn is_ours(supply: &Path) -> bool {
    let is = |name: &str, value: &str| word(supply, name).map(|word| word.eq_ignore_ascii_case(value));
    is("type", "battery") == Some(true) && is("scope", "device") != Some(true)
}

/// Drivers tell percents, or what is in it and what it holds.
fn charge(battery: &Path) -> Option<f32> {
    let number = |name: &str| word(battery, name)?.parse::<f32>().ok().filter(|number| number.is_finite());
    let part = |now: &str, full: &str| Some(number(now)? / number(full).filter(|full| *full > 0.0)?);
    let charge = number("capacity").map(|percent| percent / 100.0);
    let charge = charge.or_else(|| part("energy_now", "energy_full")).or_else(|| part("charge_now", "charge_full"));
    charge.map(|charge| charge.clamp(0.0, 1.0))
}

fn draining(battery: &Path) -> bool {
    word(battery, "status")
        .is_some_and(|status| ["discharging", "empty"].iter().any(|it| status.eq_ignore_ascii_case(it)))
}

/// What a file says; some drivers have files that cannot be read.
fn word(supply: &Path, name: &str) -> Option<String> {
    fs::read_to_string(supply.join(name)).ok().map(|words| words.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(supplies: &[(&str, &[(&str, &str)])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (supply, files) in supplies {
            fs::create_dir(folder.path().join(supply)).expect("a folder");
            for (name, words) in *files {
                fs::write(folder.path().join(supply).join(name), format!("{words}\n")).expect("a file");
            }
        }
        folder
    }

    #[test]
    fn a_laptop_tells_percents_or_what_its_batteries_hold() {
        let laptop = machine(&[
            ("AC", &[("type", "Mains"), ("online", "0")]),
            ("BAT0", &[("type", "Battery"), ("status", "Discharging"), ("capacity", "62")]),
        ]);
        assert_eq!(told(laptop.path()), Some(vec![(0.62, true)]));
        let energy =
            [("type", "Battery"), ("status", "Charging"), ("energy_now", "10000000"), ("energy_full", "40000000")];
        assert_eq!(told(machine(&[("BAT1", &energy)]).path()), Some(vec![(0.25, false)]));
        let charge = [("type", "Battery"), ("scope", "System"), ("charge_now", "30"), ("charge_full", "20")];
        assert_eq!(told(machine(&[("BAT1", &charge)]).path()), Some(vec![(1.0, false)]));
    }

    #[test]
    fn a_mouse_is_no_battery_of_the_machine() {
        let mouse = [("type", "Battery"), ("scope", "Device"), ("status", "Discharging"), ("capacity", "5")];
        assert_eq!(told(machine(&[("hidpp_battery_0", &mouse)]).path()), Some(Vec::new()));
    }

    #[test]
    fn a_battery_that_tells_nothing_is_not_taken_for_none() {
        assert_eq!(told(machine(&[("BAT0", &[("type", "Battery"), ("energy_full", "0")])]).path()), None);
        assert_eq!(told(Path::new("/nowhere")), None);
    }
}
