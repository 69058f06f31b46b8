//! The first bytes of a file that is no font → what it is, and what to do with it.

/// How a file of a kind begins, what it is, and the remedy.
type Kind = (&'static [u8], &'static str, &'static str);

const CONVERT: &str = "Convert it to TTF or OTF, for example with FontForge, or get it in one of these formats";
const FETCH: &str = "Get the font itself: the file that ends in .ttf, .otf, .ttc, .woff or .woff2";

const KINDS: [Kind; 17] = [
    (
        b"version https://git-lfs",
        "it is only a pointer of Git LFS; the font itself was not fetched",
        "Run `git lfs install` and `git lfs pull` in the deck's folder",
    ),
    (b"%!PS-AdobeFont", "it is a PostScript Type 1 font, a format that is not read", CONVERT),
    (b"%!FontType1", "it is a PostScript Type 1 font, a format that is not read", CONVERT),
    (b"\x80\x01", "it is a PostScript Type 1 font, a format that is not read", CONVERT),
    (b"typ1", "it is a PostScript Type 1 font, a format that is not read", CONVERT),
    (b"STARTFONT", "it is a bitmap font (BDF), a format that is not read", CONVERT),
    (b"\x01fcp", "it is a bitmap font (PCF), a format that is not read", CONVERT),
    (b"MZ", "it is a Windows bitmap font or program, a format that is not read", CONVERT),
    (b"SplineFontDB", "it is FontForge's own file of a font", "Let FontForge generate a TTF or OTF file from it"),
    (b"PK\x03\x04", "it is a ZIP archive", "Unpack it into the `fonts` folder"),
    (b"Rar!", "it is a RAR archive", "Unpack it into the `fonts` folder"),
    (b"\x1f\x8b", "it is packed with gzip", "Unpack it into the `fonts` folder"),
    (b"%PDF", "it is a PDF", FETCH),
    (b"\x89PNG", "it is a picture", FETCH),
    (b"\xff\xd8\xff", "it is a picture", FETCH),
    (b"GIF8", "it is a picture", FETCH),
    (b"{\\rtf", "it is a text document", FETCH),
];

/// What the file is, where it is no font that could be opened, and the remedy.
pub(super) fn no_font(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if bytes.is_empty() {
        return Some(("it is empty", "Get the file again, or delete it"));
    }
    let known = [&b"\0\x01\0\0"[..], b"OTTO", b"true", b"ttcf", b"wOFF", b"wOF2"];
    if known.iter().any(|start| bytes.starts_with(start)) {
        return None;
    }
    if let Some((_, what, remedy)) = KINDS.iter().find(|(start, ..)| bytes.starts_with(start)) {
        return Some((what, remedy));
    }
    // Embedded OpenType says so after its sizes.
    if bytes.get(34..36) == Some(b"LP") {
        return Some(("it is an EOT font, a format of old web pages that is not read", CONVERT));
    }
    // A suitcase of old Macs has a resource fork's header.
    if bytes.starts_with(b"\0\0\x01\0\0") {
        return Some(("it is a Mac font suitcase, a format that is not read", CONVERT));
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).trim_start_matches('\u{FEFF}').to_lowercase();
    let start = start.trim_start();
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return Some(("it is a web page, as a failed download leaves it", FETCH));
    }
    if start.contains("<svg") || start.contains("<font") {
        return Some(("it is an SVG file, a format that is not read as a font", CONVERT));
    }
    Some(("it is no font", "Take it out, or put it beside `deck.toml` if the deck needs it"))
}
