//! Why a picture cannot be shown.

/// Why a picture cannot be shown, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub message: String,
    pub remedy: String,
}

impl Fault {
    /// Its bytes are not held, and are not where they were.
    pub(super) fn gone() -> Self {
        Self::new("its file is gone, or another since the deck was read", "Put it back, or save the deck once more")
    }

    pub(super) fn new(message: impl Into<String>, remedy: &str) -> Self {
        Self { message: message.into(), remedy: remedy.to_owned() }
    }

    pub(super) fn cut_off() -> Self {
        Self::new("the file is cut off: its end is missing", "Copy or download it again")
    }

    pub(super) fn damaged(why: impl std::fmt::Display) -> Self {
        Self::new(format!("the file is damaged ({why})"), "Copy or download it again, or save it as PNG or JPEG")
    }
}

/// Of a decoder's error.
pub(super) fn decoding(why: &image::ImageError) -> Fault {
    if matches!(why, image::ImageError::Limits(_)) {
        return Fault::damaged("a frame says that it is far larger than the picture");
    }
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(why);
    while let Some(error) = source {
        let end = error.downcast_ref::<std::io::Error>();
        if end.is_some_and(|error| error.kind() == std::io::ErrorKind::UnexpectedEof) {
            return Fault::cut_off();
        }
        source = error.source();
    }
    Fault::damaged(why)
}
