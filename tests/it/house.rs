//! The files of `src` → which file names items of which other, as the compiler sees it: nested `use` trees, `super`, paths
//! in bodies and macros, re-exports followed to where the item stands. Code for tests is left out, item by item.
//!
//! A method is seen where its type is named only; so an inherent `impl` has to stand in its type's file or in a child of it
//! (`strays`). Macros by example are expanded nowhere: their text counts where it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Item, Lit, Meta, UseTree};

/// A module's place below the crate: `["deck", "read"]`.
type Place = Vec<String>;
/// The parts of a path as they are written: `["super", "desk", "Desk"]`.
type Written = Vec<String>;

/// A module in one file. Two files may stand for one module, each for its own systems.
#[derive(Default)]
struct Module {
    file: PathBuf,
    /// Names of items that stand here.
    items: BTreeSet<String>,
    /// Names from elsewhere, with the paths they stand for.
    imports: Vec<(String, Written)>,
    /// `use path::*`.
    globs: Vec<Written>,
    /// Every path in the code, single names too.
    paths: BTreeSet<Written>,
    /// The types that have an inherent `impl` here.
    implemented: BTreeSet<Written>,
}

/// All modules of a crate.
pub struct House {
    files: BTreeMap<PathBuf, String>,
    modules: BTreeMap<Place, Vec<Module>>,
}

pub type Arrows = BTreeMap<PathBuf, BTreeSet<PathBuf>>;

impl House {
    /// Reads a crate from the texts of its files, `lib.rs` first.
    pub fn read(files: BTreeMap<PathBuf, String>) -> Self {
        let mut house = Self { files, modules: BTreeMap::new() };
        house.read_file(Path::new("lib.rs"), Vec::new());
        house
    }

    fn read_file(&mut self, file: &Path, place: Place) {
        let text = self.files.get(file).unwrap_or_else(|| panic!("{} is not there", file.display()));
        let parsed = syn::parse_file(text).unwrap_or_else(|fault| panic!("{}: {fault}", file.display()));
        self.read_items(file, place, parsed.items);
    }

    fn read_items(&mut self, file: &Path, place: Place, items: Vec<Item>) {
        let mut module = Module { file: file.to_path_buf(), ..Module::default() };
        for item in items {
            match item {
                Item::Mod(inner) if !is_for_tests(&inner.attrs) => {
                    let name = inner.ident.to_string();
                    let below = place.iter().cloned().chain([name.clone()]).collect();
                    match inner.content {
                        Some((_, items)) => self.read_items(file, below, items),
                        None => self.read_file(&self.file_of(file, &name, &inner.attrs), below),
                    }
                }
                Item::Mod(_) => {}
                other => module.visit_item(&other),
            }
        }
        self.modules.entry(place).or_default().push(module);
    }

    /// The file of `mod name;` in `file`.
    fn file_of(&self, file: &Path, name: &str, attributes: &[Attribute]) -> PathBuf {
        let folder = file.parent().unwrap_or(Path::new(""));
        let said = attributes.iter().find_map(|it| match &it.meta {
            Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
                Expr::Lit(syn::ExprLit { lit: Lit::Str(path), .. }) => Some(folder.join(path.value())),
                _ => None,
            },
            _ => None,
        });
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let below = if matches!(&*stem, "mod" | "lib") { folder.to_path_buf() } else { folder.join(&*stem) };
        let flat = below.join(format!("{name}.rs"));
        said.unwrap_or(if self.files.contains_key(&flat) { flat } else { below.join(name).join("mod.rs") })
    }

    /// The module in which an item stands that is written so in `from`; none where it is of another crate. What one module
    /// hands on from another crate stands there for all others.
    fn resolve(&self, from: &[String], path: &[String]) -> Option<Place> {
        self.follow(from, from, path, 0)
    }

    fn follow(&self, from: &[String], at: &[String], path: &[String], depth: usize) -> Option<Place> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            _ if depth > 12 => None,
            "crate" => self.descend(from, &[], rest, depth),
            _ => self.descend(from, at, path, depth),
        }
    }

    fn descend(&self, from: &[String], at: &[String], path: &[String], depth: usize) -> Option<Place> {
        let Some((first, rest)) = path.split_first() else { return Some(at.to_vec()) };
        match first.as_str() {
            "self" => return self.descend(from, at, rest, depth),
            "super" => return self.descend(from, &at[..at.len().checked_sub(1)?], rest, depth),
            _ => {}
        }
        let modules = self.modules.get(at)?;
        if modules.iter().any(|module| module.items.contains(first)) {
            return Some(at.to_vec());
        }
        let below: Place = at.iter().chain([first]).cloned().collect();
        if self.modules.contains_key(&below) {
            return self.descend(from, &below, rest, depth);
        }
        let follow = |before: &Written, rest: &[String]| {
            let whole: Written = before.iter().chain(rest).cloned().collect();
            (whole != path).then(|| self.follow(from, at, &whole, depth + 1)).flatten()
        };
        let imports = modules.iter().flat_map(|module| &module.imports).filter(|(name, _)| name == first);
        let mut handed_on =
            imports.map(|(_, import)| follow(import, rest).or_else(|| (at != from).then(|| at.to_vec())));
        let mut globs = modules.iter().flat_map(|module| &module.globs);
        handed_on.next().unwrap_or_else(|| globs.find_map(|glob| follow(glob, path)))
    }

    /// File → the files whose items it names. A child that goes on with its parent's type does not name it.
    pub fn arrows(&self) -> Arrows {
        let mut arrows = Arrows::new();
        for (place, module) in self.each() {
            let own = |path: &Written| module.implemented.iter().any(|own| type_name(own) == type_name(path));
            let imports = module.imports.iter().map(|(_, path)| path);
            // A single name that is not from here is from a glob.
            let paths = module.paths.iter().filter(|path| path.len() > 1 || !module.globs.is_empty());
            for path in imports.chain(paths) {
                let Some(to) = self.resolve(place, path) else { continue };
                let other = self.modules[&to].iter().map(|it| &it.file).filter(|it| **it != module.file);
                if !(place.starts_with(&to) && own(path)) {
                    arrows.entry(module.file.clone()).or_default().extend(other.cloned());
                }
            }
        }
        arrows
    }

    /// Paths that begin in this crate and lead nowhere: what the reader does not understand.
    pub fn lost(&self) -> Vec<(PathBuf, String)> {
        let paths = |module: &Module| {
            module.imports.iter().map(|(_, path)| path).chain(&module.paths).cloned().collect::<Vec<_>>()
        };
        let all =
            self.each().flat_map(|(place, module)| paths(module).into_iter().map(move |path| (place, module, path)));
        let lost = all.filter(|(place, _, path)| {
            matches!(path[0].as_str(), "crate" | "super") && self.resolve(place, path).is_none()
        });
        lost.map(|(_, module, path)| (module.file.clone(), path.join("::"))).collect()
    }

    /// Inherent `impl`s that stand neither in their type's file nor in a child of it: the file, and the type.
    pub fn strays(&self) -> Vec<(PathBuf, String)> {
        let all =
            self.each().flat_map(|(place, module)| module.implemented.iter().map(move |path| (place, module, path)));
        let stray =
            all.filter(|(place, _, path)| self.resolve(place, path).is_some_and(|home| !place.starts_with(&home)));
        stray.map(|(_, module, path)| (module.file.clone(), path.join("::"))).collect()
    }

    /// Whether a file names a library.
    pub fn uses(&self, file: &Path, library: &str) -> bool {
        self.each().filter(|(_, module)| module.file == file).any(|(place, module)| {
            let mut paths = module.imports.iter().map(|(_, path)| path).chain(&module.globs).chain(&module.paths);
            paths.any(|path| path[0] == library && path.len() > 1 && self.resolve(place, path).is_none())
        })
    }

    fn each(&self) -> impl Iterator<Item = (&Place, &Module)> {
        self.modules.iter().flat_map(|(place, modules)| modules.iter().map(move |module| (place, module)))
    }
}

/// Circles of files, each in order, the largest first.
pub fn circles(arrows: &Arrows) -> Vec<Vec<PathBuf>> {
    let reach = |from: &PathBuf| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(at) = open.pop() {
            open.extend(arrows.get(at).into_iter().flatten().filter(|to| seen.insert((*to).clone())));
        }
        seen
    };
    let all: BTreeMap<&PathBuf, BTreeSet<PathBuf>> = arrows.keys().map(|file| (file, reach(file))).collect();
    let round = all.iter().filter(|(file, reached)| reached.contains(**file));
    let circle = |(file, reached): (&&PathBuf, &BTreeSet<PathBuf>)| -> Vec<PathBuf> {
        reached.iter().filter(|it| all.get(it).is_some_and(|back| back.contains(*file))).cloned().collect()
    };
    let mut circles: Vec<_> = round.map(circle).collect::<BTreeSet<_>>().into_iter().collect();
    circles.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
    circles
}

/// The type in a path: its first name with a capital.
fn type_name(path: &Written) -> Option<&String> {
    path.iter().find(|part| part.starts_with(char::is_uppercase))
}

impl<'ast> Visit<'ast> for Module {
    fn visit_item(&mut self, item: &'ast Item) {
        let (attributes, name): (&[Attribute], _) = match item {
            Item::Const(it) => (&it.attrs, Some(&it.ident)),
            Item::Enum(it) => (&it.attrs, Some(&it.ident)),
            Item::Fn(it) => (&it.attrs, Some(&it.sig.ident)),
            Item::Macro(it) => (&it.attrs, it.ident.as_ref()),
            Item::Static(it) => (&it.attrs, Some(&it.ident)),
            Item::Struct(it) => (&it.attrs, Some(&it.ident)),
            Item::Trait(it) => (&it.attrs, Some(&it.ident)),
            Item::Type(it) => (&it.attrs, Some(&it.ident)),
            Item::Union(it) => (&it.attrs, Some(&it.ident)),
            Item::Impl(it) => (&it.attrs, None),
            Item::Use(it) => (&it.attrs, None),
            _ => (&[], None),
        };
        if is_for_tests(attributes) {
            return;
        }
        self.items.extend(name.map(ToString::to_string));
        if let Item::Impl(block) = item
            && block.trait_.is_none()
            && let syn::Type::Path(path) = &*block.self_ty
        {
            self.implemented.insert(written(&path.path));
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item_fn(&mut self, method: &'ast syn::ImplItemFn) {
        if !is_for_tests(&method.attrs) {
            visit::visit_impl_item_fn(self, method);
        }
    }

    fn visit_item_use(&mut self, used: &'ast syn::ItemUse) {
        self.flatten(&used.tree, &mut Vec::new());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.paths.insert(written(path));
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.tokens(call.tokens.clone());
    }

    // Neither `pub(in path)` nor an attribute leads anywhere.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}

impl Module {
    fn flatten(&mut self, tree: &UseTree, before: &mut Written) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.flatten(&path.tree, before);
                before.pop();
            }
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.flatten(tree, before)),
            UseTree::Glob(_) => self.globs.push(before.clone()),
            UseTree::Name(name) => self.import(&name.ident, &name.ident, before),
            UseTree::Rename(rename) => self.import(&rename.ident, &rename.rename, before),
        }
    }

    fn import(&mut self, name: &syn::Ident, known: &syn::Ident, before: &Written) {
        let whole = before.iter().cloned().chain((name != "self").then(|| name.to_string())).collect();
        let known = if known == "self" { before.last().cloned().unwrap_or_default() } else { known.to_string() };
        self.imports.push((known, whole));
    }

    /// All `a::b::C` in the tokens of a macro.
    fn tokens(&mut self, tokens: TokenStream) {
        let (mut path, mut colons) = (Written::new(), 0);
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.paths.extend((!path.is_empty()).then(|| std::mem::take(&mut path)));
                    }
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' && !path.is_empty() => colons += 1,
                other => {
                    self.paths.extend((!path.is_empty()).then(|| std::mem::take(&mut path)));
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.paths.extend((!path.is_empty()).then_some(path));
    }
}

fn written(path: &syn::Path) -> Written {
    path.segments.iter().map(|part| part.ident.to_string()).collect()
}

/// Whether only tests have what these attributes stand before.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|it| match &it.meta {
        Meta::List(list) if list.path.is_ident("cfg") => list.parse_args().is_ok_and(|meta: Meta| says_test(&meta)),
        meta => meta.path().is_ident("test"),
    })
}

fn says_test(meta: &Meta) -> bool {
    // What fuzzes is no less a test.
    let for_tests = ["test", "fuzzing"].iter().any(|it| meta.path().is_ident(it));
    let Meta::List(list) = meta else { return for_tests };
    let parts = list.parse_args_with(syn::punctuated::Punctuated::<Meta, syn::Token![,]>::parse_terminated);
    let mut parts = parts.iter().flatten();
    if list.path.is_ident("all") { parts.any(says_test) } else { list.path.is_ident("any") && parts.all(says_test) }
}

#[cfg(test)]
mod tests;
