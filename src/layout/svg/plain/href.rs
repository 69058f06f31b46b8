//! An element → the address that it names.

use usvg::roxmltree::Node;

/// Where an element refers to: `href` before `xlink:href`.
pub(super) fn href<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let by = |namespace: Option<&str>| {
        node.attributes().find(|it| it.name() == "href" && it.namespace() == namespace).map(|it| it.value())
    };
    by(None).or_else(|| by(Some("http://www.w3.org/1999/xlink")))
}

pub(super) fn own_href(node: Node) -> bool {
    node.attributes().any(|it| it.name() == "href" && it.namespace().is_none())
}
