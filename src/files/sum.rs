//! Bytes → a short number that tells them from others. Against chance, not against malice.

/// FNV-1a, 64 bits: the same for ever, which the standard library's own hash is not.
#[must_use]
pub fn sum(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}
