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
        (r"\overbrace{a + b}^{2}", "a + b (2)"),
        (r"\operatorname{rank} A", "rank A"),
        (r"\binom{n}{k} + \overline{z}", "(n; k) + z\u{305}"),
        (r"A \xrightarrow{f} B", "A →^f B"),
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
        (r"\binom{n}{k}", "n choose k"),
        (r"\overline{AB}", "AB with a bar over it"),
        (r"\underbrace{x}_{\text{old}}", "x (marked old)"),
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

/// The MathML of a formula without `<math>` around it.
fn parts(source: &str) -> String {
    let all = read(source).mathml.unwrap_or_else(|| panic!("{source} has no MathML"));
    let inside = all.strip_prefix("<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\">");
    inside.and_then(|it| it.strip_suffix("</math>")).expect("one element").to_owned()
}

/// Each element ends where it began, and nothing else looks like one.
fn is_balanced(xml: &str) -> bool {
    let mut open = Vec::new();
    let mut pieces = xml.split('<');
    let before = pieces.next().unwrap_or_default();
    let good = pieces.all(|piece| {
        let Some((tag, text)) = piece.split_once('>') else { return false };
        let name = tag.split(' ').next().unwrap_or_default();
        let plain = text.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "").replace("&#x2061;", "");
        let known = match tag.strip_prefix('/') {
            Some(name) => open.pop() == Some(name),
            None if tag.ends_with('/') => true,
            None => {
                open.push(name);
                true
            }
        };
        known && !plain.contains(['&', '>'])
    });
    good && before.is_empty() && open.is_empty()
}

#[test]
fn a_formula_is_walked_through_part_by_part() {
    let told = [
        (r"x_{12}^2 < 3.14", "<msubsup><mi>x</mi><mn>12</mn><mn>2</mn></msubsup><mo>&lt;</mo><mn>3.14</mn>"),
        (
            r"e^{i\pi} + 1 = 0",
            "<msup><mi>e</mi><mrow><mi>i</mi><mi>π</mi></mrow></msup><mo>+</mo><mn>1</mn><mo>=</mo><mn>0</mn>",
        ),
        (
            r"\frac{-b}{\sqrt{2a}}",
            "<mfrac><mrow><mo>−</mo><mi>b</mi></mrow><msqrt><mrow><mn>2</mn><mi>a</mi></mrow></msqrt></mfrac>",
        ),
        (
            r"\sum_{i=1}^{n} i",
            "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>",
        ),
        (r"\sin x", "<mi>sin</mi><mo>&#x2061;</mo><mi>x</mi>"),
        (
            r"\begin{pmatrix} 1 & b \end{pmatrix}",
            "<mrow><mo fence=\"true\">(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mi>b</mi></mtd></mtr></mtable>\
             <mo fence=\"true\">)</mo></mrow>",
        ),
        (
            r"\mathbb{R}, 3\,\mathrm{kg}",
            "<mi>ℝ</mi><mo separator=\"true\">,</mo><mn>3</mn><mspace width=\"0.17em\"/><mi>kg</mi>",
        ),
        (r"\text{if } a \neq b", "<mtext>if\u{a0}</mtext><mi>a</mi><mo>≠</mo><mi>b</mi>"),
        (r"\hat{\theta}", "<mover accent=\"true\"><mi>θ</mi><mo>^</mo></mover>"),
        (
            r"A \xrightarrow[g]{f} B",
            "<mi>A</mi><munderover><mo stretchy=\"true\">→</mo><mi>g</mi><mi>f</mi></munderover><mi>B</mi>",
        ),
        (r"x \tag{1}", "<mi>x</mi><mrow><mtext>\u{a0}(1)</mtext></mrow>"),
    ];
    for (source, mathml) in told {
        assert_eq!(parts(source), mathml, "{source}");
    }
}

/// As many as people know: none of them is left without.
#[test]
fn what_can_be_set_can_be_walked_through() {
    let sources = [
        r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
        r"f(x) = \begin{cases} x^2 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}",
        r"\arg\max_\theta p",
        r"\overbrace{a + b}^{2} \underbrace{x}_{\text{old}}",
        r"\binom{n}{k} \tfrac12 \sqrt[3]{x}",
        r"\cancel{x} \boxed{E = mc^2} \color{red}{x}",
        r"\begin{aligned} a &= b \\ &= c \end{aligned}",
        r"x'' + \dot y + \vec{a} + \widehat{abc} + \overline{AB} + \underline{C}",
        r"\operatorname{rank} A, a \bmod n, \Pr[X]",
        r"\left\{ x \middle| y \right\}, P(A \mid B), \lfloor x \rfloor",
        r"\ce{CO2 + C -> 2 CO}",
        r"\begin{pmatrix} 1 & \cdots & \rho \\ \vdots & \ddots & \end{pmatrix}",
        r"\nabla \cdot \mathbf{E} = \rho/\varepsilon_0, \boldsymbol{\alpha}, \mathcal{L}\{f\}",
        r"\int_0^\infty e^{-x}\,dx, \iint f, \prod_{p} \frac{1}{1-p^{-s}}",
        r"{}^{14}_{6}\mathrm{C}, 100\,\%, 1{,}000, \overset{!}{=}, \substack{a\\b}",
    ];
    for source in sources {
        let formula = read(source);
        assert!(formula.mathml.as_deref().is_some_and(is_balanced), "{source}: {:?}", formula.mathml);
        assert!(!formula.said(true).contains('\\'), "{source} is said as {}", formula.said(true));
    }
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
                prop_assert!(formula.mathml.as_deref().is_none_or(is_balanced), "{:?}", formula.mathml);
            }
        }
    }
}
