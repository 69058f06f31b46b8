//! The crate's commands for a shape → our outline, in em.

use ratex_types::PathCommand;

use crate::geometry::BezPath;

pub(super) fn path(commands: &[PathCommand]) -> BezPath {
    let mut path = BezPath::new();
    for command in commands {
        // A path begins somewhere.
        if path.elements().is_empty() && !matches!(command, PathCommand::MoveTo { .. }) {
            path.move_to((0.0, 0.0));
        }
        match *command {
            PathCommand::MoveTo { x, y } => path.move_to((x, y)),
            PathCommand::LineTo { x, y } => path.line_to((x, y)),
            PathCommand::CubicTo { x1, y1, x2, y2, x, y } => path.curve_to((x1, y1), (x2, y2), (x, y)),
            PathCommand::QuadTo { x1, y1, x, y } => path.quad_to((x1, y1), (x, y)),
            PathCommand::Close => path.close_path(),
        }
    }
    path
}
