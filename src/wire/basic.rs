//! Numbers, words and lists ↔ bytes, and the tables of what is shared.

use std::ops::Range;
use std::sync::Arc;

use peniko::{Blob, FontData};

use crate::diagnostic::Span;
use crate::drawing::Raster;

/// Groups in groups: more than any drawing has, and less than a thread's stack bears.
const DEEPEST: usize = 450;

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
    /// Fonts that the reader has by then, in his order.
    pub fonts: Vec<Blob<u8>>,
    /// Pictures that he has by then.
    pub rasters: Vec<Arc<Raster>>,
}

impl Out {
    /// For a reader who has these fonts already.
    #[must_use]
    pub fn new(fonts: Vec<Blob<u8>>) -> Self {
        Self { fonts, ..Self::default() }
    }

    /// These values alone.
    #[must_use]
    pub fn of(value: &impl Wire) -> Vec<u8> {
        let mut out = Self::default();
        value.put(&mut out);
        out.bytes
    }
}

/// Bytes as they are read.
#[derive(Debug)]
pub struct In<'a> {
    rest: &'a [u8],
    /// Fonts in the writer's order.
    pub fonts: Vec<Blob<u8>>,
    /// Pictures in his order.
    pub rasters: Vec<Arc<Raster>>,
    /// Whether the writer may hand over fonts of his own.
    trusted: bool,
    /// What all items point to, whatever was written.
    span: Option<Span>,
    depth: usize,
}

impl<'a> In<'a> {
    /// From a writer whose fonts have to be among these.
    #[must_use]
    pub fn new(bytes: &'a [u8], fonts: Vec<Blob<u8>>) -> Self {
        Self { rest: bytes, fonts, rasters: Vec::new(), trusted: false, span: None, depth: 0 }
    }

    /// From the program itself, which may hand over fonts.
    #[must_use]
    pub fn trusted(bytes: &'a [u8], fonts: Vec<Blob<u8>>) -> Self {
        Self { trusted: true, ..Self::new(bytes, fonts) }
    }

    /// All items point there.
    #[must_use]
    pub fn at(self, span: Span) -> Self {
        Self { span: Some(span), ..self }
    }

    /// The value, if it is all there is.
    pub fn whole<T: Wire>(&mut self) -> Option<T> {
        let value = T::take(self)?;
        self.rest.is_empty().then_some(value)
    }

    pub(super) fn next(&mut self, count: usize) -> Option<&'a [u8]> {
        let (next, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(next)
    }

    pub(super) fn length(&mut self) -> Option<usize> {
        let length = usize::try_from(u64::take(self)?).ok()?;
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

    /// Something shared: what is new comes whole, the rest by its number, counted from 1.
    pub(super) fn raster(&mut self, make: impl FnOnce(&mut Self) -> Option<Raster>) -> Option<Arc<Raster>> {
        match usize::take(self)?.checked_sub(1) {
            Some(number) => self.rasters.get(number).cloned(),
            None => {
                let raster = Arc::new(make(self)?);
                self.rasters.push(Arc::clone(&raster));
                Some(raster)
            }
        }
    }
}

impl Out {
    /// The number of a picture that was written before.
    pub(super) fn raster(&mut self, raster: &Arc<Raster>) -> bool {
        let known = self.rasters.iter().position(|known| Arc::ptr_eq(known, raster));
        known.map_or(0, |at| at + 1).put(self);
        if known.is_none() {
            self.rasters.push(Arc::clone(raster));
        }
        known.is_none()
    }
}

impl Wire for FontData {
    fn put(&self, out: &mut Out) {
        let known = out.fonts.iter().position(|known| known.id() == self.data.id());
        known.map_or(0, |at| at + 1).put(out);
        if known.is_none() {
            put_bytes(self.data.data(), out);
            out.fonts.push(self.data.clone());
        }
        self.index.put(out);
    }

    fn take(from: &mut In) -> Option<Self> {
        let data = match usize::take(from)?.checked_sub(1) {
            Some(number) => from.fonts.get(number)?.clone(),
            None if from.trusted => {
                let length = from.length()?;
                let blob = Blob::new(Arc::new(from.next(length)?.to_vec()) as _);
                from.fonts.push(blob.clone());
                blob
            }
            None => return None,
        };
        let index = u32::take(from)?;
        skrifa::FontRef::from_index(data.data(), index).ok()?;
        Some(Self::new(data, index))
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
numbers!(u8, u16, u32, u64, i16, u128, f32, f64);

impl Wire for usize {
    fn put(&self, out: &mut Out) {
        (*self as u64).put(out);
    }

    fn take(from: &mut In) -> Option<Self> {
        u64::take(from)?.try_into().ok()
    }
}

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

fn put_bytes(bytes: &[u8], out: &mut Out) {
    bytes.len().put(out);
    out.bytes.extend(bytes);
}

impl Wire for Arc<[u8]> {
    fn put(&self, out: &mut Out) {
        put_bytes(self, out);
    }

    fn take(from: &mut In) -> Option<Self> {
        let length = from.length()?;
        Some(from.next(length)?.into())
    }
}

impl Wire for String {
    fn put(&self, out: &mut Out) {
        put_bytes(self.as_bytes(), out);
    }

    fn take(from: &mut In) -> Option<Self> {
        let length = from.length()?;
        std::str::from_utf8(from.next(length)?).ok().map(str::to_owned)
    }
}

impl Wire for Arc<str> {
    fn put(&self, out: &mut Out) {
        put_bytes(self.as_bytes(), out);
    }

    fn take(from: &mut In) -> Option<Self> {
        String::take(from).map(Into::into)
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
        let mut all = Self::new();
        for _ in 0..from.length()? {
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
        self.iter().for_each(|it| it.put(out));
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
        (self.start, self.end).put(out);
    }

    fn take(from: &mut In) -> Option<Self> {
        let (start, end) = Wire::take(from)?;
        (start <= end).then_some(start..end)
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
