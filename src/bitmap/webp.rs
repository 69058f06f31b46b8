//! A WebP's head → how much room decoding it takes, in bytes.

/// Where the first chunk begins.
const FIRST: usize = 12;
/// Bytes a pixel of what is unpacked and of what is handed on: colors at half their size and all of them, or both whole.
const LOSSY: u64 = 5;
const LOSSLESS: u64 = 8;

/// What decoding a picture of so many pixels takes at once.
pub(super) fn room(bytes: &[u8], pixels: u64) -> u64 {
    let mut at = FIRST;
    while let Some((head, _)) = bytes.get(at..).and_then(|rest| rest.split_first_chunk::<8>()) {
        let [a, b, c, d, length @ ..] = *head;
        match &[a, b, c, d] {
            b"VP8 " => return pixels * LOSSY,
            b"VP8L" | b"ALPH" | b"ANMF" => break,
            // A chunk of an odd length has a byte more.
            _ => at += head.len() + (u32::from_le_bytes(length) as usize).next_multiple_of(2),
        }
    }
    pixels * LOSSLESS
}

#[cfg(test)]
mod tests {
    use super::room;

    #[test]
    fn lossless_pixels_take_more_room_than_a_photo() {
        let chunk = |name: &[u8; 4], length: u32| {
            let body = vec![0; length.next_multiple_of(2) as usize];
            [&name[..], &length.to_le_bytes(), &body].concat()
        };
        let file = |chunks: &[Vec<u8>]| [&b"RIFF\0\0\0\0WEBP"[..], &chunks.concat()].concat();
        let extended = chunk(b"VP8X", 10);
        for (chunks, expected) in [
            (vec![chunk(b"VP8 ", 20)], 500),
            (vec![chunk(b"VP8L", 20)], 800),
            (vec![extended.clone(), chunk(b"ICCP", 7), chunk(b"VP8 ", 20)], 500),
            (vec![extended.clone(), chunk(b"ALPH", 9), chunk(b"VP8 ", 20)], 800),
            (vec![extended, chunk(b"ANIM", 6), chunk(b"ANMF", 20)], 800),
            (vec![], 800),
        ] {
            assert_eq!(room(&file(&chunks), 100), expected);
        }
        assert_eq!(room(b"RIFF", 100), 800);
    }
}
