//! Pictures among the words of a body → checked bytes, as those of `picture = { … }`.

use super::Reader;
use super::pictures::{ALT, words_of};
use super::values::shown;
use crate::deck::source::{READ, Text};
use crate::deck::{Block, Item, Picture, PictureContent};
use crate::diagnostic::Diagnostic;

/// Side by side; more are too small to be seen.
const MOST_IN_A_ROW: usize = 9;

impl Reader<'_> {
    pub(super) fn with_pictures(&mut self, mut blocks: Vec<Block>) -> Vec<Block> {
        for block in &mut blocks {
            match block {
                Block::Picture(picture) => self.load_picture(picture),
                Block::Pictures(pictures) => {
                    if let Some(first) = pictures.get(MOST_IN_A_ROW) {
                        let message = format!("there are {} pictures side by side", pictures.len());
                        let hint =
                            format!("{MOST_IN_A_ROW} are the most that can be seen; put the others on another slide");
                        self.fault(first.span, message, hint);
                        pictures.truncate(MOST_IN_A_ROW);
                    }
                    pictures.iter_mut().for_each(|picture| self.load_picture(picture));
                }
                Block::List { items, .. } => items.iter_mut().for_each(|item| self.load_icons(item)),
                Block::Quote(inside) => *inside = self.with_pictures(std::mem::take(inside)),
                _ => {}
            }
        }
        blocks
    }

    /// The icons of an item and of those in it; one that there is not leaves the usual mark.
    fn load_icons(&mut self, item: &mut Item) {
        if let Some(mut icon) = item.icon.take() {
            let name = Text::plain(icon.src.clone(), icon.span);
            if let Some(shapes) = self.shapes_of(&name) {
                icon.content = PictureContent::Icon(shapes);
                item.icon = Some(icon);
            }
        }
        item.blocks = self.with_pictures(std::mem::take(&mut item.blocks));
    }

    fn load_picture(&mut self, picture: &mut Picture) {
        let src = picture.src.trim().to_owned();
        if src.is_empty() {
            let hint = "Write its file between the brackets: ![what it shows](wheel.svg)";
            self.findings.push(Diagnostic::error(READ, picture.span, "this picture names no file").hint(hint));
            return;
        }
        if picture.alt.as_deref().unwrap_or_default().is_empty() {
            let finding = Diagnostic::error(ALT, picture.span, "the picture has no `alt`")
                .hint(format!("Say what it shows: ![what it shows]({})", shown(&src)))
                .hint("If it only decorates: picture = { src = \"…\", decorative = true }");
            self.findings.push(finding);
            picture.alt = Some(words_of(&src));
        }
        picture.content = self.content(&Text::plain(src, picture.span));
    }
}
