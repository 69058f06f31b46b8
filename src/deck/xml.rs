//! The bytes of an XML file → its text: packed or not, in the encoding that its first bytes or its declaration name.

use std::io::Read as _;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// What a packed file may unpack to.
const MOST_BYTES: u64 = 4 << 20;

/// The text of an SVG file.
///
/// # Errors
/// What is wrong with it, to be set after "it is" or a colon.
pub fn xml_text(bytes: &[u8]) -> Result<String, String> {
    let unpacked;
    let bytes = if bytes.starts_with(&[0x1F, 0x8B]) {
        let mut out = Vec::new();
        let packed = flate2::read::GzDecoder::new(bytes).take(MOST_BYTES + 1).read_to_end(&mut out);
        packed.map_err(|_| "a packed SVG (svgz) that is damaged".to_owned())?;
        if out.len() as u64 > MOST_BYTES {
            return Err("a packed SVG (svgz) of more than 4 MiB".to_owned());
        }
        unpacked = out;
        &unpacked[..]
    } else {
        bytes
    };
    let encoding = encoding(bytes)?;
    let (text, _, faulty) = encoding.decode(bytes);
    if faulty {
        return Err(format!("text that is not in its own encoding, {}", encoding.name()));
    }
    Ok(text.into_owned())
}

/// By the mark at its beginning, else by how its first letters are written, else by its declaration.
fn encoding(bytes: &[u8]) -> Result<&'static Encoding, String> {
    if let Some((marked, _)) = Encoding::for_bom(bytes) {
        return Ok(marked);
    }
    match bytes {
        [0, b'<', ..] => return Ok(UTF_16BE),
        [b'<', 0, ..] => return Ok(UTF_16LE),
        _ => {}
    }
    let head: String = bytes.iter().take(200).map(|byte| char::from(*byte)).collect();
    let declared = head.trim_start().strip_prefix("<?xml").and_then(|head| head.split("?>").next());
    let name =
        declared.and_then(|head| head.split_once("encoding")).map(|(_, after)| after.trim_start_matches(['=', ' ']));
    let name = name.and_then(|after| after.trim_start_matches(['"', '\'']).split(['"', '\'']).next());
    match name {
        None | Some("") => Ok(UTF_8),
        Some(name) => Encoding::for_label(name.as_bytes())
            // A declaration that was read one byte a letter is in no encoding of two.
            .map(|found| if found == UTF_16LE || found == UTF_16BE { UTF_8 } else { found })
            .ok_or_else(|| format!("text in the encoding `{name}`, which is not known")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_encoding_is_read() {
        let wide = |bom: &[u8], big: bool| {
            let text = "<svg>Größe ☃</svg>"
                .encode_utf16()
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
            bom.iter().copied().chain(text).collect::<Vec<u8>>()
        };
        let known = [
            (b"<svg>Gr\xC3\xB6\xC3\x9Fe</svg>".to_vec(), "<svg>Größe</svg>"),
            (b"\xEF\xBB\xBF<svg/>".to_vec(), "<svg/>"),
            (
                b"<?xml version='1.0' encoding='ISO-8859-1'?><svg>Gr\xF6\xDFe</svg>".to_vec(),
                "<?xml version='1.0' encoding='ISO-8859-1'?><svg>Größe</svg>",
            ),
            (
                b"<?xml version=\"1.0\" encoding=\"windows-1252\"?>\x80".to_vec(),
                "<?xml version=\"1.0\" encoding=\"windows-1252\"?>€",
            ),
            (b"<?xml encoding='Shift_JIS'?>\x93\xFA".to_vec(), "<?xml encoding='Shift_JIS'?>日"),
            (wide(&[0xFE, 0xFF], true), "<svg>Größe ☃</svg>"),
            (wide(&[0xFF, 0xFE], false), "<svg>Größe ☃</svg>"),
            (wide(&[], true), "<svg>Größe ☃</svg>"),
        ];
        for (bytes, expected) in known {
            assert_eq!(xml_text(&bytes).as_deref(), Ok(expected));
        }
        assert!(xml_text(b"<svg>\xFF</svg>").is_err());
        assert!(xml_text(b"<?xml encoding='x-none'?><svg/>").is_err());
        assert!(xml_text(&[0x1F, 0x8B, 0, 0]).is_err());
    }
}
