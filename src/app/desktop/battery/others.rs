//! What Windows, macOS and the BSDs tell of their batteries → how full each is, and whether the machine runs on it.

use starship_battery::{Manager, State};

/// All batteries of the machine, from 0.0 to 1.0 and whether they give power; `None` where that is not told.
pub fn batteries() -> Option<Vec<(f32, bool)>> {
    let there: Vec<_> = Manager::new().and_then(|manager| manager.batteries()).ok()?.collect();
    let draining = |state: State| matches!(state, State::Discharging | State::Empty);
    let told: Vec<_> = there.iter().flatten().map(|it| (it.state_of_charge().value, draining(it.state()))).collect();
    (there.is_empty() || !told.is_empty()).then_some(told)
}
