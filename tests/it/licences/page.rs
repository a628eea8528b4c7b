//! Composes `docs/licences.md`.

use super::packages::{Package, linked, root};
use super::texts::{Texts, item};

const HEAD: &str = "\
# Licences

Everything that is part of snaglist, as built for Linux on x86-64. `snaglist
--licences` prints this page; `SNAGLIST_BLESS=1 cargo test --test it licences`
writes it.

snaglist itself is under the MIT licence.

## Packages

Rust packages that are linked into the program, with their licences and where
they come from. Of licences with OR, any one applies.

";

const WITHIN: &str = "
## Code and data within packages

Not written in Rust, or derived from others' work. Rust's standard library is
linked into every Rust program: MIT OR Apache-2.0, with parts under other licences
of that kind, which are listed in COPYRIGHT-library.html of the compiler.

";

const TEXTS: &str = "
## Texts

Each text once, with the packages that carry it and their lines of copyright.
";

/// Code or data of others in a package: what, under which licence, the package, and its files of
/// licences.
const INSIDE: &[(&str, &str, &str, &[&str])] = &[
    (
        "libgit2",
        "GPL-2.0-only with an exception for linking, which permits linking into programs under any licence; \
         parts under licences that its text lists",
        "libgit2-sys",
        &["libgit2/COPYING"],
    ),
    (
        "llhttp",
        "MIT",
        "libgit2-sys",
        &["libgit2/deps/llhttp/LICENSE-MIT"],
    ),
    (
        "PCRE2",
        "BSD-3-Clause with an exception for binaries",
        "libgit2-sys",
        &["libgit2/deps/pcre2/LICENCE.md"],
    ),
    (
        "zlib (where the system has none)",
        "Zlib",
        "libz-sys",
        &["src/zlib/LICENSE"],
    ),
    (
        "Oniguruma",
        "BSD-2-Clause",
        "onig_sys",
        &["oniguruma/COPYING"],
    ),
    (
        "Snowball's stemmers",
        "BSD-3-Clause",
        "rust-stemmers",
        &["algorithms/LICENSE"],
    ),
    (
        "Tables of Unicode",
        "Unicode-DFS-2016",
        "regex-syntax",
        &["src/unicode_tables/LICENSE-UNICODE"],
    ),
];

/// Packages with tables that are made from Unicode's data, beside those that say so in their
/// licence.
const UNICODE: &[&str] = &[
    "bstr",
    "regex-automata",
    "unicase",
    "unicode-script",
    "unicode-security",
    "unicode-segmentation",
    "unicode-width",
];

/// The package whose copy of Unicode's licence is shown for all.
const UNICODE_TEXT: (&str, &str) = ("unicode-normalization", "LICENSE-UNICODE");

/// Returns the page; `None` when the packages' sources are not at hand.
pub(super) fn composed() -> Option<String> {
    let packages = linked()?;
    let mut texts = Texts::default();
    let mut page = HEAD.to_owned();
    texts.add("snaglist", &root().join("LICENSE"));
    for package in packages.iter().filter(|package| package.source.is_some()) {
        page.push_str(&listed(package));
        let found = texts.add_package(&package.label(), &package.dir);
        assert!(
            found > 0,
            "{} has no file of its licence: name the text in `INSIDE`",
            package.label()
        );
    }
    page.push_str(WITHIN);
    for (what, licence, name, files) in INSIDE {
        let package = named(&packages, name);
        page.push_str(&item(&format!("{what}, in {}: {licence}", package.label())));
        files.iter().for_each(|file| {
            texts.add(
                &format!("{what}, in {}", package.label()),
                &package.dir.join(file),
            )
        });
    }
    let unicode = named(&packages, UNICODE_TEXT.0).dir.join(UNICODE_TEXT.1);
    let with_tables: Vec<String> = UNICODE
        .iter()
        .map(|name| named(&packages, name).label())
        .collect();
    page.push_str(&item(&format!(
        "Tables of Unicode, in {}: Unicode-3.0",
        with_tables.join(", ")
    )));
    with_tables
        .iter()
        .for_each(|label| texts.add(&format!("tables in {label}"), &unicode));
    let grammars = add_grammars(&mut texts);
    page.push_str(&item(&format!(
        "{grammars} grammars of languages with a notice, and others without need of one, in {}: MIT, \
         BSD-2-Clause, BSD-3-Clause, Apache-2.0; all of them are listed at {}",
        named(&packages, "two-face").label(),
        two_face::acknowledgement::url(),
    )));
    page.push_str(TEXTS);
    page.push_str(&texts.into_markdown());
    Some(page)
}

/// Adds the notices of grammars. The themes beside them are not used, and not linked.
fn add_grammars(texts: &mut Texts) -> usize {
    let listing = two_face::acknowledgement::listing();
    for licence in listing.for_syntaxes() {
        let path = licence.rel_path.display().to_string();
        texts.add_text(
            &format!("grammar {}", path.trim_start_matches("syntaxes/")),
            &licence.text,
        );
    }
    listing.for_syntaxes().len()
}

/// Writes a package's line of the list.
fn listed(package: &Package) -> String {
    item(&format!(
        "{}: {}, {}",
        package.label(),
        package.licence,
        package.from
    ))
}

fn named<'a>(packages: &'a [Package], name: &str) -> &'a Package {
    packages
        .iter()
        .find(|package| package.name == name)
        .unwrap_or_else(|| panic!("{name} is no longer linked"))
}
