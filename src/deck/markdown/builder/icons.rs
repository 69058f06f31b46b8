//! `{icon=rocket}` at the beginning of an item → the item's mark, or what to do where none can stand.

use std::ops::Range;

use super::{Builder, Open, Use};
use crate::deck::markdown::icon::Icon;
use crate::deck::{Item, Picture, PictureContent};
use crate::diagnostic::{Severity, Span};

impl Builder<'_> {
    /// An icon that is written at `range`, still to be looked up.
    pub(super) fn icon(&mut self, icon: &Icon, range: &Range<usize>) {
        if self.purpose == Use::Notes {
            return self.warn(range, "notes show no icons: this one is left out", "Put it before an item on the slide");
        }
        let span = self.at(range);
        let first = self.image.is_none() && self.rich.as_ref().is_none_or(|rich| rich.runs.is_empty());
        if first
            && let [.., (Open::List { start, .. }, _), (Open::Item(item), blocks)] = &mut self.open[..]
            && blocks.is_empty()
            && item.icon.is_none()
        {
            if start.is_none() && item.task.is_none() {
                item.icon = Some(Box::new(picture(icon, span)));
                return;
            }
            let mark = if item.task.is_some() { "box to tick" } else { "number" };
            let message = format!("this item has a {mark}, so its icon is left out");
            return self.warn(range, &message, "An item has one mark: write - {icon=rocket} words");
        }
        let written = self.source.get(range.clone()).unwrap_or_default().to_owned();
        self.words(&written, false, range);
        let hint = "Write it at the beginning of an item: - {icon=rocket} words; an icon by itself is picture = { icon = \"rocket\" }";
        self.warn(range, &format!("`{written}` is shown as it is written: no icon stands among words"), hint);
    }

    /// The item, whose icon stands before words or not at all.
    pub(super) fn with_words(&mut self, mut item: Item) -> Item {
        if item.blocks.is_empty()
            && let Some(icon) = item.icon.take()
        {
            let hint = "Write words behind it; an icon by itself is picture = { icon = \"rocket\" }";
            self.tell_at(
                Severity::Warning,
                icon.span,
                "this item has an icon and no words, so that nothing is shown",
                hint,
            );
        }
        item
    }
}

fn picture(icon: &Icon, span: Span) -> Picture {
    Picture { alt: icon.alt.clone(), ..Picture::bare(icon.name.clone(), PictureContent::Missing, span) }
}
