//! A film's file → its frames from one on, decoded one ahead on a thread of their own: it waits for a helper process.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use image::RgbaImage;

use crate::bitmap;
use crate::crew::{Crew, Job};
use crate::drawing::Raster;

const JOB: Job = Job { name: "film", work: "Decoding a picture that moves", remedy: "" };

/// The frames that are still to come. Who drops it wants no more of them.
pub(super) struct Stream(Receiver<Option<RgbaImage>>);

impl Stream {
    pub fn start(raster: &Arc<Raster>, from: usize, crew: &Crew) -> Self {
        let (frames, stream) = mpsc::sync_channel(0);
        let raster = Arc::clone(raster);
        // A helper that is slow holds up no end of the program.
        drop(crew.detached(JOB, move || {
            let from = u32::try_from(from).unwrap_or(u32::MAX);
            bitmap::each_frame(&raster, from, &mut |frame| frames.send(frame.ok()).is_ok());
        }));
        Self(stream)
    }

    /// The next frame; `None` where there is none that can be decoded.
    pub fn next(&self) -> Option<RgbaImage> {
        self.0.recv().ok().flatten()
    }
}
