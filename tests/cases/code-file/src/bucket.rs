use std::time::{Duration, Instant};
/// Lets `rate` requests a second through, and never more than `capacity` at once.
pub struct TokenBucket {
    capacity: f64,
    rate: f64, // tokens a second
    state: Mutex<State>,
}
impl TokenBucket {
    pub fn new(capacity: f64, rate: f64) -> Self {
        Self { capacity, rate, state: Mutex::new(State::full(capacity)) }
    }

    /// Takes one token, or says how long to wait until there will be one again.
    pub fn take(&self, now: Instant) -> Result<(), Duration> {
        let mut state = self.state.lock();
        let passed = now.duration_since(state.seen).as_secs_f64();
        state.tokens = (state.tokens + passed * self.rate).min(self.capacity);
        state.seen = now;
        if state.tokens < 1.0 {
            return Err(Duration::from_secs_f64((1.0 - state.tokens) / self.rate));
        }
        state.tokens -= 1.0;
        Ok(())
    }
}
