//! Drawings and words → pictures, painted on threads of their own.

pub mod cache;
pub mod painters;
pub mod words;
