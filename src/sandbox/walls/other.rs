//! Where there are no walls: the process alone keeps what is read apart from the talk.

/// None.
pub struct Walls;

impl Walls {
    pub fn build() -> Self {
        Self
    }

    /// The system alone bounds it.
    pub fn room(&mut self, _memory: u64) {}

    /// The program that waits for the answer looks at the clock.
    pub fn time(&mut self, _seconds: u64) {}
}

/// What a helper can still do, a line each.
#[must_use]
pub fn probe() -> String {
    "walls: none on this system\n".to_owned()
}
