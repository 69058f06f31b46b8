//! What a PDF is made of: pages, what begins on them, and what the file says about itself.

use std::collections::HashSet;
use std::sync::Arc;

use super::reading::Reading;
use crate::drawing::Drawing;

/// One page: the last step of a slide, usually.
#[derive(Clone, Debug)]
pub struct PdfPage {
    pub drawing: Arc<Drawing>,
    /// What a viewer shows beside the page's number; the number itself, usually.
    pub label: String,
    /// What begins on this page; nothing, where it only goes on.
    pub entries: Vec<Entry>,
    pub reading: Reading,
}

/// Where the outline and links lead.
#[derive(Clone, Debug)]
pub struct Entry {
    /// As the outline has it.
    pub title: String,
    /// The entry above it in the outline; neighbors of one section share it.
    pub section: Option<String>,
    /// What a link says after `#` to lead here.
    pub anchor: Option<String>,
    /// The number that a link may say instead.
    pub number: Option<String>,
}

/// What the file says about itself.
#[derive(Clone, Debug, Default)]
pub struct About {
    pub title: String,
    pub authors: Vec<String>,
    pub subject: Option<String>,
    pub keywords: Vec<String>,
    /// BCP 47
    pub language: String,
    /// Year, month, day.
    pub date: Option<(u16, u8, u8)>,
    /// Anchors of slides that are not among the pages: links to them are plain words.
    pub left_out: HashSet<String>,
}
