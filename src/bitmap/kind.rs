//! Bytes that are no picture for slides → what they are, and how to make one of them.

/// What a file is, as a sentence about it goes on, and what to do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    pub name: &'static str,
    pub remedy: &'static str,
}

const fn kind(name: &'static str, remedy: &'static str) -> Kind {
    Kind { name, remedy }
}

const AS_PICTURE: &str = "Save it as PNG or JPEG";
const AS_JPEG: &str = "Save it as JPEG";
const VIDEO: &str = "Slides show no videos: save one picture of it as PNG, and play the video beside the talk";
const DOCUMENT: &str = "Save the page or the picture that you want as PNG, or as SVG";
const OF_PDF: &str = "Make an SVG of its first page, which stays sharp: pdftocairo -svg -f 1 -l 1 figure.pdf figure.svg; or save it as PNG";
const OF_EPS: &str = "Make a PDF of it and an SVG of that, which stays sharp: ps2pdf -dEPSCrop figure.eps figure.pdf, \
                      then pdftocairo -svg figure.pdf figure.svg; or save it as PNG";

/// Where in a file its mark stands, the mark, and what the file is then.
const MARKS: &[(usize, &[u8], Kind)] = &[
    (0, b"%PDF-", kind("a PDF", OF_PDF)),
    (0, b"%!PS", kind("an EPS drawing", OF_EPS)),
    (0, b"\xC5\xD0\xD3\xC6", kind("an EPS drawing", OF_EPS)),
    (0, b"II*\0", kind("a TIFF picture or a camera's raw photo", AS_PICTURE)),
    (0, b"MM\0*", kind("a TIFF picture or a camera's raw photo", AS_PICTURE)),
    (0, b"II+\0", kind("a TIFF picture", AS_PICTURE)),
    (0, b"MM\0+", kind("a TIFF picture", AS_PICTURE)),
    (0, b"IIU\0", kind("a camera's raw photo", AS_JPEG)),
    (0, b"IIRO", kind("a camera's raw photo", AS_JPEG)),
    (0, b"FUJIFILMCCD-RAW", kind("a camera's raw photo", AS_JPEG)),
    (0, b"8BPS", kind("a Photoshop file (PSD)", AS_PICTURE)),
    (0, b"gimp xcf", kind("a GIMP file (XCF)", "Export it as PNG or JPEG")),
    (0, b"\0\0\x01\0", kind("an icon (ICO)", "Save it as PNG")),
    (0, b"\0\0\x02\0", kind("a mouse pointer (CUR)", "Save it as PNG")),
    (0, b"icns", kind("an icon of a Mac (ICNS)", "Save it as PNG")),
    (0, b"\0\0\0\x0CjP  \r\n\x87\n", kind("a JPEG 2000 picture", AS_PICTURE)),
    (0, b"\xFF\x4F\xFF\x51", kind("a JPEG 2000 picture", AS_PICTURE)),
    (0, b"\0\0\0\x0CJXL \r\n\x87\n", kind("a JPEG XL picture", AS_PICTURE)),
    (0, b"\xFF\x0A", kind("a JPEG XL picture", AS_PICTURE)),
    (0, b"\x8AMNG", kind("a moving picture (MNG)", AS_PICTURE)),
    (0, b"\x76\x2F\x31\x01", kind("an OpenEXR picture", AS_PICTURE)),
    (0, b"#?RADIANCE", kind("an HDR picture", AS_PICTURE)),
    (0, b"qoif", kind("a QOI picture", AS_PICTURE)),
    (0, b"DDS ", kind("a DDS picture", AS_PICTURE)),
    (0, b"AT&TFORM", kind("a DjVu document", DOCUMENT)),
    (40, b" EMF", kind("a Windows drawing (EMF)", "Save it as SVG, which stays sharp, or as PNG")),
    (0, b"\xD7\xCD\xC6\x9A", kind("a Windows drawing (WMF)", "Save it as SVG, which stays sharp, or as PNG")),
    (0, b"\x1A\x45\xDF\xA3", kind("a video (WebM or Matroska)", VIDEO)),
    (8, b"AVI ", kind("a video (AVI)", VIDEO)),
    (0, b"\0\0\x01\xBA", kind("a video (MPEG)", VIDEO)),
    (0, b"\0\0\x01\xB3", kind("a video (MPEG)", VIDEO)),
    (0, b"FLV\x01", kind("a video (Flash)", VIDEO)),
    (0, b"OggS", kind("a video or a sound (Ogg)", VIDEO)),
    (8, b"WAVE", kind("a sound (WAV)", "Slides play no sounds")),
    (0, b"ID3", kind("a sound (MP3)", "Slides play no sounds")),
    (0, b"PK\x03\x04", kind("an archive (ZIP) or an office document", DOCUMENT)),
    (0, b"\xD0\xCF\x11\xE0", kind("an old office document", DOCUMENT)),
    (0, b"7z\xBC\xAF\x27\x1C", kind("an archive (7z)", "Unpack it and name the picture in it")),
    (0, b"Rar!\x1A\x07", kind("an archive (RAR)", "Unpack it and name the picture in it")),
    (
        0,
        b"version https://git-lfs.github.com/",
        kind("only Git LFS's note of where the file is", "Fetch the file itself: git lfs pull"),
    ),
    (0, b"/annex/objects/", kind("only git-annex's note of where the file is", "Fetch the file itself: git annex get")),
];

/// What a file in Apple's and MPEG's box format is, by the name of its kind.
const BRANDS: &[(&[&[u8]], Kind)] = &[
    (
        &[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"],
        kind("an iPhone's HEIC photo", "Save it as JPEG: Photos exports it so, and on Linux heif-convert does"),
    ),
    (&[b"avif", b"avis"], kind("an AVIF picture", AS_PICTURE)),
    (&[b"crx "], kind("a camera's raw photo", AS_JPEG)),
    (&[b"qt  "], kind("a QuickTime video", VIDEO)),
    (&[b"M4A ", b"M4B "], kind("a sound (M4A)", "Slides play no sounds")),
];

/// What a file is that its bytes say nothing of, by the ending of its name.
const ENDINGS: &[(&[&str], Kind)] = &[
    (&["mp4", "m4v", "mov", "avi", "mkv", "webm", "mpg", "mpeg", "wmv", "ogv"], kind("no picture but a video", VIDEO)),
    (&["heic", "heif", "hif"], kind("no HEIC photo that is whole", AS_JPEG)),
    (&["pdf"], kind("no PDF that is whole", OF_PDF)),
];

/// Names what is no picture for slides, by its first bytes and, where they say nothing, by its name; none for SVG and for
/// what is unknown.
#[must_use]
pub fn foreign(name: &str, bytes: &[u8]) -> Option<Kind> {
    if bytes.is_empty() {
        return Some(kind("an empty file", "Copy or save it again"));
    }
    let at = |from: usize, mark: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(mark));
    let marked = MARKS.iter().find(|(from, mark, _)| at(*from, mark)).map(|(.., found)| *found);
    // Words may begin with the same two letters.
    let bmp = at(0, b"BM") && at(6, &[0; 4]);
    let found = marked.or_else(|| bmp.then_some(kind("a BMP picture", AS_PICTURE)));
    let found = found.or_else(|| boxed(bytes)).or_else(|| page(bytes));
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    let named = |ending: &String| ENDINGS.iter().find(|(known, _)| known.contains(&ending.as_str()));
    found.or_else(|| ending.as_ref().and_then(named).map(|(_, found)| *found))
}

fn boxed(bytes: &[u8]) -> Option<Kind> {
    if bytes.get(4..8)? != b"ftyp" {
        // Old QuickTime begins with one of its other boxes.
        let old = [&b"moov"[..], b"mdat", b"wide", b"free", b"skip"].contains(&&bytes[4..8]);
        return old.then_some(kind("a QuickTime video", VIDEO));
    }
    let length = u32::from_be_bytes(*bytes.first_chunk()?) as usize;
    let brands = bytes.get(8..length.clamp(12, 256).min(bytes.len()))?;
    let (main, others) = brands.split_at_checked(4)?;
    let of = |brand: &[u8]| BRANDS.iter().find(|(names, _)| names.contains(&brand)).map(|(_, found)| *found);
    // A picture's main name may be the general one, and say only in the others that it is AVIF.
    let others = others.get(4..).unwrap_or_default().chunks_exact(4);
    let avif = matches!(main, b"mif1" | b"msf1") && others.clone().any(|brand| matches!(brand, b"avif" | b"avis"));
    let found = if avif { of(b"avif") } else { of(main) };
    found.or(Some(kind("a video (MP4)", VIDEO)))
}

/// A web page that was saved under a picture's name.
fn page(bytes: &[u8]) -> Option<Kind> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).trim_start_matches('\u{FEFF}').to_lowercase();
    let head = head.trim_start();
    let html = ["<!doctype html", "<html", "<head", "<body"].iter().any(|start| head.starts_with(start));
    let other = "Save the picture itself: in the browser, right-click on it and choose “Save image as …”";
    html.then_some(kind("a web page, not a picture", other))
}
