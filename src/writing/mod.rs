//! Letters → what they ask of a line: whether words stand apart, how wide a letter stands, how much is read and said, and
//! where a line may end.

mod breaks;
mod letters;
mod phrases;

pub use breaks::{Break, Ends, may_end, may_tear};
pub use letters::{is_cjk, is_combining, is_complex, is_hangul, is_unspaced, letter_width, primary, width, words};
