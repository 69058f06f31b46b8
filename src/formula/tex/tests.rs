//! Formulas that are read, said and refused.

use proptest::prelude::*;

use super::*;

fn read(source: &str) -> Formula {
    Formula::read(source, true).unwrap_or_else(|fault| panic!("{source}: {fault:?}"))
}

#[test]
fn a_formula_says_what_it_shows() {
    let said = [
        (r"e^{i\pi} + 1 = 0", "e^(iπ) + 1 = 0"),
        (r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}", "x = (−b ± √(b² − 4ac))/(2a)"),
        (r"\frac{1}{n}\sum_{i=1}^{\infty} x_i", "1/n ∑_(i = 1)^∞ x_i"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a b; c d)"),
        (
            r"f(x) = \begin{cases} x^2 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}",
            "f(x) = {x² if x > 0; 0 otherwise",
        ),
        (r"\hat{\theta} = \arg\max_\theta p", "θ̂ = arg max_θ p"),
        (r"a \neq b, \sqrt[3]{x}", "a ≠ b, ³√x"),
        (r"\overbrace{a + b}^{2}", r"\overbrace{a + b}^{2}"),
    ];
    for (source, spoken) in said {
        assert_eq!(read(source).spoken, spoken, "{source}");
    }
}

#[test]
fn sums_matrices_and_cases_are_said_in_words_where_the_talk_is_in_english() {
    let said = [
        (r"\sum_{i=1}^{n} i = \frac{n(n+1)}{2}", "the sum from i = 1 to n of i = (n(n + 1))/2"),
        (r"\sum_{x \in A} x", "the sum over x ∈ A of x"),
        (r"\int_0^1 f", "the integral from 0 to 1 of f"),
        (r"\lim_{x \to 0} x", "the limit as x → 0 of x"),
        (r"A = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "A = the matrix with row 1: 1, 2; row 2: 3, 4"),
        (r"f(x) = \begin{cases} x & x > 0 \\ -x & \text{else} \end{cases}", "f(x) = x if x > 0, −x else"),
        (
            r"f(x) = \begin{cases} x^2 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}",
            "f(x) = x² if x > 0, 0 otherwise",
        ),
        (r"e^{i\pi} + 1 = 0", "e^(iπ) + 1 = 0"),
    ];
    for (source, english) in said {
        assert_eq!(read(source).said(true), english, "{source}");
        assert_eq!(read(source).said(false), read(source).spoken, "{source}");
    }
}

#[test]
fn glyphs_stand_in_runs_on_the_baseline() {
    let items = read("ab = 12").items(10.0, Color::BLACK, false, Span::default());
    let texts: Vec<String> = items
        .iter()
        .map(|placed| match &placed.item {
            Item::Text(run) => run.text.to_string(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(texts, ["ab", "=12"]);
    assert!(items.iter().all(|placed| placed.at.y.abs() < 1e-9));
}

#[test]
fn a_root_reaches_as_far_down_as_what_stands_in_it() {
    let rows = |count: usize| vec!["a"; count].join(r" \\ ");
    for (count, longer) in [(1, false), (3, true), (5, true), (9, true)] {
        let formula = read(&format!(r"\sqrt{{\begin{{matrix}} {} \end{{matrix}}}}", rows(count)));
        let lowest = |kind: fn(&Kind) -> Option<f64>| {
            let all = formula.marks.iter().filter_map(|mark| Some(mark.at.y + kind(&mark.kind)?));
            all.fold(f64::NEG_INFINITY, f64::max)
        };
        let hook = lowest(|kind| if let Kind::Filled(path) = kind { Some(path.bounding_box().y1) } else { None });
        let letters = lowest(|kind| if let Kind::Run { .. } = kind { Some(0.0) } else { None });
        assert_eq!(hook.is_finite(), longer, "{count} rows");
        assert!(!longer || (letters..letters + 0.6).contains(&hook), "{count} rows: {letters} {hook}");
    }
}

#[test]
fn faults_are_said_in_an_authors_words() {
    let said = [
        (r"\frac{1}{2", "not closed"),
        (r"\foo", "`\\foo` is no command"),
        (r"\begin{casse} 1 \end{casse}", "`casse`"),
        ("x^2^3", "two exponents"),
        ("a & b", "outside of rows"),
        (r"\left( x", "not closed"),
        (r"\text{漢}", "no `漢`"),
        (r"\rule{9999em}{1em}", "more than fits"),
        (r"\def\a{\a\a}\a", "in circles"),
        ("  ", "nothing in this formula"),
    ];
    for (source, words) in said {
        let fault = Formula::read(source, false).expect_err(source);
        assert!(fault.message.contains(words), "{source}: {fault:?}");
    }
    let deep = format!("{}x{}", "{".repeat(500), "}".repeat(500));
    assert!(Formula::read(&deep, false).expect_err("too deep").message.contains("too deep"));
    assert!(Formula::read(&"x".repeat(LONGEST + 1), false).is_err());
}

/// As much of it as is read at all.
fn filled(before: &str, open: &str, close: &str) -> String {
    let count = (LONGEST - before.len() - 1) / (open.len() + close.len());
    format!("{before}{}x{}", open.repeat(count), close.repeat(count))
}

/// Formulas are read in this process: what is long, deep, or grows by itself is refused or set, and ends soon.
#[test]
#[expect(clippy::disallowed_methods, reason = "how long it takes is what is tried")]
fn the_longest_of_every_kind_ends_soon() {
    let inside = [
        ("{", "}"),
        ("\\sqrt{", "}"),
        ("\\frac{1}{", "}"),
        ("\\frac{", "}{1}"),
        ("x^{", "}"),
        ("x_{", "}^{2}"),
        ("\\left(", "\\right)"),
        ("\\widehat{", "}"),
        ("\\overset{a}{\\underbrace{", "}}"),
        ("\\phantom{", "}"),
        ("\\color{red}{", "}"),
        ("\\text{$", "$}"),
        ("\\mathchoice{", "}{y}{z}{w}"),
        ("\\begin{matrix}", "\\end{matrix}"),
        ("\\begin{cases}a&", "\\end{cases}"),
        ("\\cancel{\\boxed{", "}}"),
        ("\\xrightarrow[a]{", "}"),
    ];
    let flat =
        ["x+", "&", "\\\\", "\\int\\limits_0^1", "\\Huge ", "\\hspace{9em}", "\\tag{1}", "\\left.", "'", "^", "\\\\["];
    let macros = [
        "\\def\\a{\\a}\\a".to_owned(),
        "\\def\\a{\\b}\\def\\b{\\a}\\a".to_owned(),
        "\\let\\c\\c\\c\\expandafter\\c\\csname c\\endcsname".to_owned(),
        "\\def\\d{\\expandafter\\d\\d}\\d".to_owned(),
        "\\newcommand{\\e}[1]{\\e{#1#1}}\\e{x}".to_owned(),
        filled("\\def\\a#1{#1#1}", "\\a{", "}"),
        filled("\\def\\a#1{#1#1#1#1#1#1#1#1#1}", "\\a{", "}"),
        "\\def\\a{xx}".to_owned() + &"\\edef\\a{\\a\\a}".repeat(60) + "\\a",
        "\\begin{array}{".to_owned() + &"c|".repeat(1900) + "}a\\end{array}",
        "\\rule{9999em}{9999em}\\raisebox{9999em}{x}\\hspace{-9999em}\\char\"FFFFFFFF".to_owned(),
    ];
    let all = inside.iter().map(|(open, close)| filled("", open, close));
    let all = all.chain(inside.iter().map(|(open, _)| filled("", open, "")));
    let all = all.chain(flat.iter().map(|part| filled("", part, ""))).chain(macros);
    for source in all {
        let begun = std::time::Instant::now();
        let marks = Formula::read(&source, true).map_or(0, |formula| formula.marks.len());
        // A busy machine and a compiler that helps little take their time; what has no end takes all of it.
        assert!(begun.elapsed().as_secs() < 20 && marks <= MOST_MARKS, "{source:.60}");
    }
}

/// What TeX is made of, in any order.
fn texish() -> impl Strategy<Value = String> {
    let words = [
        "\\frac",
        "{",
        "}",
        "^",
        "_",
        "\\sqrt",
        "[",
        "]",
        "x",
        "12",
        "&",
        "\\\\",
        "\\left",
        "\\right",
        "(",
        ")",
        ".",
        "\\begin{cases}",
        "\\end{cases}",
        "\\begin{array}{:c|l}",
        "\\end{array}",
        "\\text{",
        "\\sum",
        "\\limits",
        "|",
        "\\hat",
        "\\color{red}",
        "\\ce{",
        "H2O",
        "->",
        "\\def\\a",
        "#1",
        "\\a",
        "\\rule{9em}{1em}",
        "\\begin{aligned}",
        "\\end{aligned}",
        "\\hline",
        "\\tag{1}",
        "\\overbrace",
        " ",
        "~",
        "$",
        "%",
        "é",
        "漢",
        "𝐀",
        "'",
        "\\mathbb",
        "\\big",
        "\\middle",
        "\\binom",
        "\\xrightarrow",
        "\\\\[9em]",
        "\\kern-9em",
        "\\htmlStyle{font-size:2em;}",
        "\\verb|",
        "\\char`",
        "\\newcommand{\\b}[1]{#1#1}",
        "\\b",
        "\\phantom",
        "\\operatorname*",
        "\\not",
        "\\not=",
    ];
    proptest::collection::vec(prop::sample::select(words.to_vec()), 0..40).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_makes_it_panic(text in texish(), any in ".{0,60}", display in any::<bool>()) {
        for text in [text, any] {
            if let Ok(formula) = Formula::read(&text, display) {
                let items = formula.items(24.0, Color::BLACK, false, Span::default());
                prop_assert!(items.len() <= MOST_MARKS && !formula.spoken.is_empty());
                prop_assert!(items.iter().all(|placed| placed.at.is_finite()));
            }
        }
    }
}
