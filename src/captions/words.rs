//! Two neighboring words become the cost of a line break between them. Unit: 6 is a break that nothing speaks for.
//!
//! The lists are English; for other languages only punctuation speaks.

/// A break after a sentence.
const SENTENCE: u32 = 0;
const PUNCTUATION: u32 = 1;
const BEFORE_CONJUNCTION: u32 = 2;
const BEFORE_PREPOSITION: u32 = 4;
const NEUTRAL: u32 = 6;
/// Inside a name, or between a number and what it counts.
const POOR: u32 = 20;
/// A break that tears apart what is read as one. Costs more than a line that is a little too long.
pub(super) const BAD: u32 = 100;

/// Words that belong to what follows them: articles and determiners, possessives, prepositions, auxiliaries, pronouns
/// as subjects, conjunctions. Sorted, lower case.
const LEANING: &[&str] = &[
    "a", "about", "above", "across", "after", "against", "along", "although", "am", "among", "an", "and", "are",
    "around", "as", "at", "be", "because", "been", "before", "behind", "being", "below", "between", "beyond", "but",
    "by", "can", "cannot", "could", "despite", "did", "do", "does", "during", "each", "every", "except", "for", "from",
    "had", "has", "have", "he", "her", "his", "how", "i", "i'll", "i'm", "i've", "if", "in", "into", "is", "its",
    "may", "might", "must", "my", "near", "nor", "not", "of", "on", "onto", "or", "our", "over", "per", "shall", "she",
    "should", "since", "so", "some", "than", "that", "the", "their", "these", "they", "they're", "this", "those",
    "though", "through", "to", "toward", "towards", "under", "unless", "until", "upon", "via", "was", "we", "we'll",
    "we're", "we've", "were", "what", "when", "where", "whether", "which", "while", "who", "whose", "will", "with",
    "within", "without", "would", "yet", "you", "you're", "your",
];

/// Words that begin a clause. Sorted.
const CONJUNCTIONS: &[&str] = &[
    "although", "and", "as", "because", "but", "how", "if", "nor", "or", "since", "so", "than", "that", "though",
    "unless", "until", "what", "when", "where", "whether", "which", "while", "who", "whose", "yet",
];

/// Words that begin a phrase. Sorted.
const PREPOSITIONS: &[&str] = &[
    "about", "above", "across", "after", "against", "along", "among", "around", "at", "before", "behind", "below",
    "between", "beyond", "by", "despite", "during", "except", "for", "from", "in", "into", "near", "of", "on", "onto",
    "over", "per", "through", "to", "toward", "towards", "under", "upon", "via", "with", "within", "without",
];

/// Ends of words that end no sentence. Sorted, lower case.
const ABBREVIATIONS: &[&str] =
    &["approx.", "cf.", "dr.", "e.g.", "fig.", "i.e.", "mr.", "mrs.", "ms.", "no.", "prof.", "rev.", "st.", "vs."];

/// What a break between `left` and `right` costs.
pub(super) fn break_cost(left: &str, right: &str, english: bool) -> u32 {
    if ends_sentence(left, Some(right)) {
        return SENTENCE;
    }
    if !right.chars().any(char::is_alphanumeric) {
        // A dash that stands alone belongs to the words before it.
        return BAD;
    }
    let tail = left.trim_end_matches(CLOSING);
    if tail.ends_with([',', ';', ':', '–', '—', '、', '，', '؛', '،', '?', '!', '…'])
        || tail.len() < left.len() && !tail.ends_with('.')
    {
        return PUNCTUATION;
    }
    if !english {
        return NEUTRAL;
    }
    if listed(LEANING, left) {
        return BAD;
    }
    let names = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    if names(left) && names(right) || bare(left).chars().all(|c| c.is_ascii_digit()) {
        POOR
    } else if listed(CONJUNCTIONS, right) {
        BEFORE_CONJUNCTION
    } else if listed(PREPOSITIONS, right) {
        BEFORE_PREPOSITION
    } else {
        NEUTRAL
    }
}

/// Whether a line that ends with `left` tears it from `right`, to which it belongs. English only.
#[must_use]
pub fn is_bad_break(left: &str, right: &str) -> bool {
    break_cost(left, right, true) >= BAD
}

const CLOSING: [char; 13] = ['"', '\'', '”', '’', '»', ')', ']', '」', '』', '）', '】', '》', '〉'];

/// Whether a sentence ends with `word`, given the word after it.
pub(super) fn ends_sentence(word: &str, after: Option<&str>) -> bool {
    let tail = word.trim_end_matches(CLOSING);
    if tail.ends_with(['。', '！', '？', '؟', '।']) {
        return true;
    }
    // "e.g. this", "Ltd. is", "3. kerros": a sentence does not begin in lower case.
    if after.is_some_and(|after| bare(after).chars().next().is_some_and(char::is_lowercase)) {
        return false;
    }
    if tail.ends_with(['!', '?', '…']) || tail.ends_with("...") {
        return true;
    }
    let initial = tail.chars().count() == 2 && tail.starts_with(char::is_uppercase) && !tail.starts_with('I');
    tail.ends_with('.') && !initial && !among(ABBREVIATIONS, tail)
}

/// The word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn listed(list: &[&str], word: &str) -> bool {
    among(list, bare(word))
}

fn among(sorted: &[&str], word: &str) -> bool {
    let lower = word.to_lowercase().replace('’', "'");
    sorted.binary_search_by(|entry| entry.cmp(&lower.as_str())).is_ok()
}

/// Whether a list is in order, as looking words up in it needs.
#[cfg(test)]
pub(super) fn lists_are_sorted() -> bool {
    [LEANING, CONJUNCTIONS, PREPOSITIONS, ABBREVIATIONS]
        .iter()
        .all(|list| list.windows(2).all(|pair| pair[0] < pair[1]))
}
