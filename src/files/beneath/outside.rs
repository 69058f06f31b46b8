//! A path that leads out of its folder → the error that says so.

use std::io::{Error, ErrorKind};

pub(super) fn outside() -> Error {
    ErrorKind::CrossesDevices.into()
}
