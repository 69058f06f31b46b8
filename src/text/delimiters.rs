//! Quotation marks of each language: the outer pair and the inner pair.
//!
//! From CLDR 48.2 (`delimiters.json` of npm's cldr-misc-full): what differs from “” ‘’, the root's own, or from the tag
//! without its last part.

/// The four marks, and the languages that have them.
const MARKS: [(&str, &str); 26] = [
    (
        "«»“”",
        "ast blo bm br ca cv dyo el es-US eu ewo ie it kab kk lij mg mua nnh pms pt-AO pt-CH pt-CV pt-GQ pt-GW pt-LU pt-MO pt-MZ pt-PT pt-ST pt-TL sc sg ti",
    ),
    ("„“‚‘", "bs-Cyrl cs de dsb et hr hsb is ksh lb luy mk nds sk sl"),
    ("«»‹›", "am az-Arab az-Cyrl fa fr-CH gsw jgo kkj mzn rm sdh wae"),
    ("«»„“", "bas be bua ky os ru sah tyv uk"),
    ("””’’", "fi he lag rn se sn sv yi"),
    ("«»‘’", "dua el-polyton ksf nb nn no rw"),
    ("«»«»", "fr ht hy oc yav"),
    ("”“’‘", "ar lld ms-Arab syr ur"),
    ("‘’“”", "fur ia ti-ER tn"),
    ("“”‘’", "bm-Nkoo ff-Adlm uz-Arab uz-Cyrl"),
    ("„“„“", "bg lt prg sgs"),
    ("„”«»", "nmg pl ro"),
    ("「」『』", "ja yue zh-Hant"),
    ("«»„”", "shi zgh"),
    ("»«›‹", "kk-Arab ug"),
    ("„”»«", "hu szl"),
    ("„”‚’", "agq ff"),
    ("«»”“", "fr-CA"),
    ("‘’‘’", "nl"),
    ("“’“”", "st"),
    ("“”«»", "eo"),
    ("“”’‘", "uz"),
    ("“”“”", "tk"),
    ("„“«»", "ka"),
    ("„”‘’", "bs"),
    ("„”’’", "sr"),
];

/// Opening, closing, inner opening, inner closing: those of the tag, or of the longest part of it that is known.
pub(super) fn of(language: &str) -> [&'static str; 4] {
    let mut tag = language;
    // Where it is not said, these write traditional characters.
    if ["zh-TW", "zh-HK", "zh-MO"].iter().any(|known| known.eq_ignore_ascii_case(tag)) {
        tag = "zh-Hant";
    }
    loop {
        let known = |(_, tags): &&(&str, &str)| tags.split(' ').any(|known| known.eq_ignore_ascii_case(tag));
        if let Some((marks, _)) = MARKS.iter().find(known) {
            let mut ends = marks.char_indices().map(|(at, mark)| at..at + mark.len_utf8());
            return [(); 4].map(|()| ends.next().map_or("\"", |mark| &marks[mark]));
        }
        match tag.rsplit_once('-') {
            Some((shorter, _)) => tag = shorter,
            None => return ["“", "”", "‘", "’"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    /// What `tests/cldr.py` found.
    const CLDR: &str = include_str!("../../tests/it/cldr/quotes.txt");

    #[test]
    fn marks_are_those_of_cldr() {
        let lines = CLDR.lines().filter_map(|line| line.split_once('\t'));
        let count = lines.map(|(language, marks)| assert_eq!(of(language).concat(), marks, "{language}"));
        assert!(count.count() >= 24);
        for (language, marks) in [("zh-TW", "「」『』"), ("zh-CN", "“”‘’"), ("DE-de", "„“‚‘"), ("tlh", "“”‘’")]
        {
            assert_eq!(of(language).concat(), marks, "{language}");
        }
    }
}
