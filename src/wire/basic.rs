//! Numbers, words and lists ↔ bytes.

use std::ops::Range;
use std::sync::Arc;

use peniko::Blob;

use super::shared::Shared;
use crate::diagnostic::Span;

/// Groups in groups: more than any drawing has, and less than a thread's stack bears.
const DEEPEST: usize = 450;

/// Parts of a list for which there is room before they have come.
const MOST_AHEAD: usize = 64;

/// What can be written and read again.
pub trait Wire: Sized {
    fn put(&self, out: &mut Out);
    /// `None` where the bytes are none of these.
    fn take(from: &mut In) -> Option<Self>;
}

/// Bytes as they are written.
#[derive(Debug, Default)]
pub struct Out {
    pub bytes: Vec<u8>,
    /// What the reader has by then.
    pub shared: Shared,
}

impl Out {
    /// For a reader who has these fonts already.
    #[must_use]
    pub fn new(fonts: Vec<Blob<u8>>) -> Self {
        Self { shared: Shared::new(fonts), ..Self::default() }
    }

    /// These values alone.
    #[must_use]
    pub fn of(value: &impl Wire) -> Vec<u8> {
        let mut out = Self::default();
        value.put(&mut out);
        out.bytes
    }

    pub(super) fn put_bytes(&mut self, bytes: &[u8]) {
        bytes.len().put(self);
        self.bytes.extend_from_slice(bytes);
    }
}

/// Bytes as they are read.
#[derive(Debug)]
pub struct In<'a> {
    rest: &'a [u8],
    /// What came by then.
    pub shared: Shared,
    /// Whether the writer may hand over fonts of his own.
    pub(super) trusted: bool,
    /// What all items point to, whatever was written.
    span: Option<Span>,
    depth: usize,
}

impl<'a> In<'a> {
    /// From a writer whose fonts have to be among these.
    #[must_use]
    pub fn new(bytes: &'a [u8], fonts: Vec<Blob<u8>>) -> Self {
        Self { rest: bytes, shared: Shared::new(fonts), trusted: false, span: None, depth: 0 }
    }

    /// From the program itself, which may hand over fonts; it goes on from what was shared before.
    #[must_use]
    pub fn trusted(bytes: &'a [u8], shared: Shared) -> Self {
        Self { trusted: true, shared, ..Self::new(bytes, Vec::new()) }
    }

    /// All items point there.
    #[must_use]
    pub fn at(self, span: Span) -> Self {
        Self { span: Some(span), ..self }
    }

    /// The value, if it is all there is.
    pub fn whole<T: Wire>(&mut self) -> Option<T> {
        let value = T::take(self)?;
        self.is_done().then_some(value)
    }

    /// Whether nothing is left.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn next(&mut self, count: usize) -> Option<&'a [u8]> {
        let (next, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(next)
    }

    pub(super) fn length(&mut self) -> Option<usize> {
        let length = usize::take(self)?;
        // Each part of a list takes a byte at least.
        (length <= self.rest.len()).then_some(length)
    }

    /// What holds others of its kind.
    pub(super) fn deeper<T>(&mut self, take: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.depth += 1;
        let value = if self.depth > DEEPEST { None } else { take(self) };
        self.depth -= 1;
        value
    }

    pub(super) fn span_of(&self, written: Span) -> Span {
        self.span.unwrap_or(written)
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Wire for $number {
            fn put(&self, out: &mut Out) {
                out.bytes.extend(self.to_le_bytes());
            }

            fn take(from: &mut In) -> Option<Self> {
                Some(Self::from_le_bytes(*from.next(size_of::<Self>())?.first_chunk()?))
            }
        }
    )*};
}
numbers!(u8, i16, f32, f64);

/// Seven bits a byte, the lowest first; the eighth says that more follow. Most numbers are small.
macro_rules! short {
    ($($number:ty),*) => {$(
        impl Wire for $number {
            fn put(&self, out: &mut Out) {
                let mut rest = *self;
                while rest > 0x7F {
                    out.bytes.push(rest as u8 | 0x80);
                    rest >>= 7;
                }
                out.bytes.push(rest as u8);
            }

            fn take(from: &mut In) -> Option<Self> {
                let (mut number, mut bits) = (0_u64, 0);
                loop {
                    let byte = u8::take(from)?;
                    let part = u64::from(byte & 0x7F);
                    number |= part.checked_shl(bits).filter(|moved| moved >> bits == part)?;
                    if byte <= 0x7F {
                        return number.try_into().ok();
                    }
                    bits += 7;
                }
            }
        }
    )*};
}
short!(u16, u32, u64, usize);

impl Wire for bool {
    fn put(&self, out: &mut Out) {
        out.bytes.push(u8::from(*self));
    }

    fn take(from: &mut In) -> Option<Self> {
        match u8::take(from)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Wire for Arc<[u8]> {
    fn put(&self, out: &mut Out) {
        out.put_bytes(self);
    }

    fn take(from: &mut In) -> Option<Self> {
        let length = from.length()?;
        Some(from.next(length)?.into())
    }
}

impl Wire for String {
    fn put(&self, out: &mut Out) {
        out.put_bytes(self.as_bytes());
    }

    fn take(from: &mut In) -> Option<Self> {
        let length = from.length()?;
        std::str::from_utf8(from.next(length)?).ok().map(str::to_owned)
    }
}

impl Wire for Arc<str> {
    fn put(&self, out: &mut Out) {
        out.put_bytes(self.as_bytes());
    }

    fn take(from: &mut In) -> Option<Self> {
        let length = from.length()?;
        std::str::from_utf8(from.next(length)?).ok().map(Into::into)
    }
}

impl<T: Wire> Wire for Vec<T> {
    // Loops, since each layer of an iterator takes room on the stack at each level of a drawing.
    fn put(&self, out: &mut Out) {
        self.len().put(out);
        for part in self {
            part.put(out);
        }
    }

    fn take(from: &mut In) -> Option<Self> {
        let length = from.length()?;
        // A length that is not true takes little memory.
        let mut all = Self::with_capacity(length.min(MOST_AHEAD));
        for _ in 0..length {
            all.push(T::take(from)?);
        }
        Some(all)
    }
}

impl<T: Wire> Wire for Arc<[T]>
where
    T: Small,
{
    fn put(&self, out: &mut Out) {
        self.len().put(out);
        self.iter().for_each(|part| part.put(out));
    }

    fn take(from: &mut In) -> Option<Self> {
        Vec::take(from).map(Into::into)
    }
}

/// Parts of shared lists that are no plain bytes.
pub(super) trait Small {}
impl Small for i16 {}
impl Small for ([u8; 4], f32) {}

impl<T: Wire> Wire for Option<T> {
    fn put(&self, out: &mut Out) {
        self.is_some().put(out);
        if let Some(it) = self {
            it.put(out);
        }
    }

    fn take(from: &mut In) -> Option<Self> {
        Some(if bool::take(from)? { Some(T::take(from)?) } else { None })
    }
}

impl<T: Wire, E: Wire> Wire for Result<T, E> {
    fn put(&self, out: &mut Out) {
        self.is_ok().put(out);
        match self {
            Ok(it) => it.put(out),
            Err(why) => why.put(out),
        }
    }

    fn take(from: &mut In) -> Option<Self> {
        Some(if bool::take(from)? { Ok(T::take(from)?) } else { Err(E::take(from)?) })
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn put(&self, out: &mut Out) {
        self.0.put(out);
        self.1.put(out);
    }

    fn take(from: &mut In) -> Option<Self> {
        Some((A::take(from)?, B::take(from)?))
    }
}

impl<A: Wire, B: Wire, C: Wire> Wire for (A, B, C) {
    fn put(&self, out: &mut Out) {
        self.0.put(out);
        self.1.put(out);
        self.2.put(out);
    }

    fn take(from: &mut In) -> Option<Self> {
        Some((A::take(from)?, B::take(from)?, C::take(from)?))
    }
}

impl Wire for [u8; 4] {
    fn put(&self, out: &mut Out) {
        out.bytes.extend(self);
    }

    fn take(from: &mut In) -> Option<Self> {
        from.next(4)?.first_chunk().copied()
    }
}

impl Wire for Range<usize> {
    fn put(&self, out: &mut Out) {
        (self.start, self.end.saturating_sub(self.start)).put(out);
    }

    fn take(from: &mut In) -> Option<Self> {
        let (start, length): (usize, usize) = Wire::take(from)?;
        Some(start..start.checked_add(length)?)
    }
}

/// A struct: its fields, one after the other. One that is forgotten here does not compile.
macro_rules! wire_struct {
    ($($name:ident { $($field:ident),* $(,)? })*) => {$(
        impl $crate::wire::Wire for $name {
            fn put(&self, out: &mut $crate::wire::Out) {
                let Self { $($field),* } = self;
                $($crate::wire::Wire::put($field, out);)*
            }

            fn take(from: &mut $crate::wire::In) -> Option<Self> {
                $(let $field = $crate::wire::Wire::take(from)?;)*
                Some(Self { $($field),* })
            }
        }
    )*};
}
pub(crate) use wire_struct;

/// An enum: the number of its kind, and the kind's fields.
macro_rules! wire_enum {
    ($($name:ident { $($number:literal: $kind:ident $(($($part:ident),*))? $({ $($field:ident),* })?),* $(,)? })*) => {$(
        impl $crate::wire::Wire for $name {
            fn put(&self, out: &mut $crate::wire::Out) {
                match self {
                    $(Self::$kind $(($($part),*))? $({ $($field),* })? => {
                        out.bytes.push($number);
                        $($($crate::wire::Wire::put($part, out);)*)?
                        $($($crate::wire::Wire::put($field, out);)*)?
                    })*
                }
            }

            fn take(from: &mut $crate::wire::In) -> Option<Self> {
                match <u8 as $crate::wire::Wire>::take(from)? {
                    $($number => {
                        $($(let $part = $crate::wire::Wire::take(from)?;)*)?
                        $($(let $field = $crate::wire::Wire::take(from)?;)*)?
                        Some(Self::$kind $(($($part),*))? $({ $($field),* })?)
                    })*
                    _ => None,
                }
            }
        }
    )*};
}
pub(crate) use wire_enum;
