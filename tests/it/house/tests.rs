//! Small crates → what the reader says of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{House, circles};

fn house(files: &[(&str, &str)]) -> House {
    House::read(files.iter().map(|(file, text)| (PathBuf::from(file), (*text).to_owned())).collect::<BTreeMap<_, _>>())
}

/// Arrows as `a→b`, without endings, in order.
fn arrows(files: &[(&str, &str)]) -> String {
    let house = house(files);
    assert_eq!(house.lost(), [], "{files:?}");
    let name = |file: &Path| file.with_extension("").to_string_lossy().into_owned();
    let all = house.arrows();
    let each = all.iter().flat_map(|(from, to)| to.iter().map(|to| format!("{}→{}", name(from), name(to))));
    each.collect::<Vec<_>>().join(" ")
}

/// What `a` with this text names of `b`, which has a type, a function and a child.
fn of_a(text: &str) -> String {
    arrows(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", text),
        ("b.rs", "pub mod inner; pub struct Thing; pub fn make() {}"),
        ("b/inner.rs", "pub enum Deep { One }"),
    ])
}

#[test]
fn a_name_is_followed_however_it_is_written() {
    for text in [
        "use crate::b::Thing;",
        "use crate::{\n    b::{\n        Thing as Other,\n    },\n};",
        "use super::b::{self, Thing};",
        "use crate::b as other; fn f() { other::make() }",
        "use crate::b::*; fn f() -> Thing { Thing }",
        "fn f() { crate::b::make() }",
        "fn f() { use crate::b::{Thing}; }",
        "fn f() { println!(\"{}\", vec![crate::b::make()]) }",
        "mod within { fn f() { super::super::b::make() } }",
        "struct S(Option<crate::b::Thing>);",
        "use crate::b::Thing as _; use std::fmt::Write as _;",
    ] {
        assert_eq!(of_a(text), "a→b", "{text}");
    }
    assert_eq!(of_a("use crate::b::inner::Deep::One;"), "a→b/inner");
    assert_eq!(of_a("fn f() { use crate::{b::inner::{Deep}, b}; b::make() }"), "a→b/inner a→b");
}

#[test]
fn what_only_looks_like_an_arrow_is_none() {
    for text in [
        "use std::b::Thing;",
        "fn f(b: u8) -> u8 { b }",
        "/// As `crate::b::Thing`.\nfn f() { \"crate::b::Thing\"; }",
        "pub(in crate) fn f() {}",
        "#[cfg(test)] use crate::b::Thing;",
        "#[cfg(all(unix, test))] mod tests { use crate::b::Thing; }",
        "#[test] fn f() { crate::b::make() }",
        "struct S; impl S { #[cfg(test)] fn f() { crate::b::make() } }",
    ] {
        assert_eq!(of_a(text), "", "{text}");
    }
}

#[test]
fn what_stands_after_code_for_tests_counts() {
    assert_eq!(of_a("#[cfg(test)] mod tests { }\nuse crate::b::Thing;"), "a→b");
    assert_eq!(of_a("#[cfg(not(test))] use crate::b::Thing;"), "a→b");
    assert_eq!(of_a("#[cfg(any(test, unix))] use crate::b::Thing;"), "a→b");
}

#[test]
fn a_re_export_leads_to_where_the_item_is() {
    let files = |a| {
        [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", a),
            ("b/mod.rs", "mod one; mod two; pub use one::One; pub use two::*;"),
            ("b/one.rs", "pub struct One;"),
            ("b/two.rs", "use super::One; pub struct Two(One);"),
        ]
    };
    let hub = "b/mod→b/one b/two→b/one";
    assert_eq!(arrows(&files("use crate::b::One;")), format!("a→b/one {hub}"));
    assert_eq!(arrows(&files("use crate::b::{One, Two};")), format!("a→b/one a→b/two {hub}"));
    assert_eq!(arrows(&files("use crate::b::*; fn f(two: Two) {}")), format!("a→b/two {hub}"));
}

#[test]
fn what_a_module_hands_on_from_a_library_is_the_modules() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::Rect; use kurbo::Size; fn f(size: Size, b: super::b::Rect) {}"),
        ("b.rs", "pub use kurbo::Rect;"),
    ];
    assert_eq!(arrows(&files), "a→b");
}

#[test]
fn both_files_of_a_module_that_each_system_has_its_own_of_are_read() {
    let texts = [
        ("lib.rs", "mod a; mod b;"),
        (
            "a.rs",
            "#[cfg(unix)] #[path = \"a/one.rs\"] mod system; #[cfg(not(unix))] #[path = \"a/two.rs\"] mod system;",
        ),
        ("a/one.rs", "use crate::b::make;"),
        ("a/two.rs", "use crate::b::make;"),
        ("b.rs", "pub fn make() { crate::a::system::make() }"),
    ];
    assert_eq!(arrows(&texts), "a/one→b a/two→b");
}

#[test]
fn a_child_may_go_on_with_its_parents_type_and_nobody_else() {
    let files = |child, other| {
        [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "mod child; pub struct Thing; pub fn make() {} impl Thing { fn f() {} }"),
            ("a/child.rs", child),
            ("b.rs", other),
        ]
    };
    assert_eq!(arrows(&files("use super::Thing; impl Thing { fn g() { Thing::f() } }", "")), "");
    assert_eq!(arrows(&files("use super::{Thing, make}; impl Thing { fn g() { make() } }", "")), "a/child→a");
    assert_eq!(arrows(&files("use super::Thing; fn g(thing: Thing) {}", "")), "a/child→a");
    let strays = |files: &[(&str, &str)]| house(files).strays();
    assert_eq!(strays(&files("impl super::Thing {}", "use crate::a::Thing; trait T {} impl T for Thing {}")), []);
    let stray = strays(&files("", "use crate::a::Thing; impl<'a> Thing { fn g() {} }"));
    assert_eq!(stray, [(PathBuf::from("b.rs"), "Thing".to_owned())]);
}

#[test]
fn circles_are_found_whole() {
    let house = house(&[
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "use crate::b::B; pub struct A;"),
        ("b.rs", "use crate::c::C; pub struct B;"),
        ("c.rs", "use crate::a::A; pub struct C;"),
        ("d.rs", "use crate::a::A;"),
    ]);
    assert_eq!(circles(&house.arrows()), [["a.rs", "b.rs", "c.rs"].map(PathBuf::from).to_vec()]);
}

#[test]
fn a_path_that_leads_nowhere_is_told_and_libraries_are_told_from_modules() {
    let house = house(&[
        ("lib.rs", "mod a; mod image;"),
        ("a.rs", "use crate::gone::Thing; use image::Rgb; use syn::File;"),
        ("image.rs", ""),
    ]);
    assert_eq!(house.lost(), [(PathBuf::from("a.rs"), "crate::gone::Thing".to_owned())]);
    assert!(house.uses(Path::new("a.rs"), "syn") && !house.uses(Path::new("image.rs"), "syn"));
}
