//! `cuecard helper`: bytes that others made → what they hold, behind walls. The program starts it, and nobody else needs to.

use std::process::ExitCode;

use clap::Args;

use crate::layout::svg;
use crate::paint::pdf;
use crate::sandbox::{Asking, Kind, probe, serve};
use crate::{bitmap, faces};

/// Reads what others made.
#[derive(Args)]
pub struct Helper {
    /// Only tell what is refused behind which wall
    #[arg(long)]
    walls: bool,
}

pub fn helper(asked: &Helper) -> ExitCode {
    if asked.walls {
        print!("{}", probe());
        return ExitCode::SUCCESS;
    }
    serve(work)
}

fn work(kind: Kind, content: &[u8], how: &[u8], parent: &mut Asking) -> Vec<u8> {
    match kind {
        Kind::Svg => svg::apart::answer(content, how, parent),
        Kind::Picture => bitmap::apart::answer(content, how),
        Kind::Film => bitmap::apart::play(content, how, parent),
        Kind::Pdf => pdf::apart::answer(content, parent),
        Kind::Font => faces::apart::answer(content),
    }
}
