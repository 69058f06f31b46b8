//! A token bucket for each client, in shards that do not wait for one another.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Mutex;
use std::time::{Duration, Instant};

const SHARDS: usize = 64;

// region: bucket
/// Lets `rate` requests a second through, and never more than `capacity` at once.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    tokens: f64,
    seen: Instant,
}

impl Bucket {
    /// Takes one token, or says how long to wait until there will be one again.
    fn take(&mut self, now: Instant, limit: &Limit) -> Result<(), Duration> {
        let passed = now.duration_since(self.seen).as_secs_f64();
        self.tokens = (self.tokens + passed * limit.rate).min(limit.capacity);
        self.seen = now;
        if self.tokens < 1.0 {
            return Err(Duration::from_secs_f64((1.0 - self.tokens) / limit.rate));
        }
        self.tokens -= 1.0;
        Ok(())
    }
}
// endregion

#[derive(Clone, Copy, Debug)]
pub struct Limit {
    pub capacity: f64,
    pub rate: f64,
}

// region: limiter
pub struct Limiter {
    limit: Limit,
    hasher: RandomState,
    shards: [Mutex<HashMap<String, Bucket>>; SHARDS],
}

impl Limiter {
    pub fn new(limit: Limit) -> Self {
        let shards = std::array::from_fn(|_| Mutex::new(HashMap::new()));
        Self { limit, hasher: RandomState::new(), shards }
    }

    fn shard(&self, client: &str) -> &Mutex<HashMap<String, Bucket>> {
        let hash = self.hasher.hash_one(client) as usize;
        &self.shards[hash % SHARDS]
    }

    /// The lock is held for one look-up and one subtraction, and never while anybody sleeps.
    pub fn take(&self, client: &str, now: Instant) -> Result<(), Duration> {
        let mut shard = self.shard(client).lock().expect("no thread panics in here");
        let full = Bucket { tokens: self.limit.capacity, seen: now };
        let bucket = shard.entry(client.to_owned()).or_insert(full);
        bucket.take(now, &self.limit)
    }

    /// Buckets that have been full for a minute are as good as none.
    pub fn sweep(&self, now: Instant) -> usize {
        let idle = Duration::from_secs_f64(self.limit.capacity / self.limit.rate + 60.0);
        let mut swept = 0;
        for shard in &self.shards {
            let mut shard = shard.lock().expect("no thread panics in here");
            let before = shard.len();
            shard.retain(|_, bucket| now.duration_since(bucket.seen) < idle);
            swept += before - shard.len();
        }
        swept
    }
}
// endregion
