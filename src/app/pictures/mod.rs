//! Drawings and words → pictures, painted on threads of their own.

pub mod cache;
pub mod face;
pub mod films;
pub mod moving;
pub mod orders;
pub mod painters;
pub mod places;
pub mod projector;
mod stream;
pub mod words;
