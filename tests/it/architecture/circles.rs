//! No file needs a file that needs it: what stands in a circle can only be understood at once.

use std::collections::{BTreeMap, BTreeSet};

use super::layers::LAYERS;
use super::{Source, after, is_word, sources};

/// Layers that still have small circles of files.
const WITH_CIRCLES: &[&str] = &["engagement", "git", "model", "spec", "sync", "trace"];

#[test]
fn no_circle_of_files() {
    let mut found = 0;
    for layer in LAYERS
        .iter()
        .map(|(layer, _)| *layer)
        .filter(|layer| !WITH_CIRCLES.contains(layer))
    {
        let files = modules(layer);
        let names: BTreeMap<&str, BTreeSet<&str>> = files
            .iter()
            .map(|(module, source)| (module.as_str(), named_modules(module, &source.code, &files)))
            .collect();
        found += names.values().map(BTreeSet::len).sum::<usize>();
        // Files that name nothing but what was taken away already are in no circle.
        let mut left = names.clone();
        while let Some(free) = left
            .iter()
            .find(|(_, named)| !named.iter().any(|name| left.contains_key(name)))
            .map(|(module, _)| *module)
        {
            left.remove(free);
        }
        assert!(
            left.is_empty(),
            "circles among, or files that lead into one: {left:?}"
        );
    }
    assert!(found > 500, "uses are found: {found}");
}

/// The files of a layer by their modules.
fn modules(layer: &str) -> BTreeMap<String, Source> {
    let own = sources().into_iter().filter(|source| source.layer == layer);
    let module = |path: &str| {
        path.trim_end_matches(".rs")
            .trim_end_matches("/mod")
            .replace('/', "::")
    };
    own.map(|source| (module(&source.path), source)).collect()
}

/// The modules of the layer that a file names. A file may name the modules that it is in: they are
/// one unit.
fn named_modules<'f>(
    own: &str,
    code: &str,
    files: &'f BTreeMap<String, Source>,
) -> BTreeSet<&'f str> {
    let mut paths = Vec::new();
    for rest in after(code, "crate::") {
        spell_out(rest, "", &mut paths);
    }
    let longest = |path: &String| {
        let named = files.keys().filter(|module| is_within(path, module));
        named.max_by_key(|module| module.len()).map(String::as_str)
    };
    paths
        .iter()
        .filter_map(longest)
        .filter(|module| !is_within(own, module))
        .collect()
}

/// Whether a path is a module or something in it.
fn is_within(path: &str, module: &str) -> bool {
    path.strip_prefix(module)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Collects the paths that a text begins with, `a::{b, c::d}` as `a::b` and `a::c::d`; gives what
/// follows them.
fn spell_out<'c>(text: &'c str, prefix: &str, paths: &mut Vec<String>) -> &'c str {
    let text = text.trim_start();
    if let Some(mut group) = text.strip_prefix('{') {
        loop {
            group = spell_out(group, prefix, paths).trim_start();
            match group.strip_prefix(',') {
                Some(rest) => group = rest,
                None => return group.strip_prefix('}').unwrap_or(group),
            }
        }
    }
    let end = text.find(|c: char| !is_word(c)).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let path = if prefix.is_empty() {
        word.to_owned()
    } else {
        format!("{prefix}::{word}")
    };
    match rest.strip_prefix("::") {
        Some(rest) => spell_out(rest, &path, paths),
        None => {
            paths.push(path);
            rest
        }
    }
}

#[test]
fn paths_are_spelled_out() {
    let all = |text: &str| {
        let mut paths = Vec::new();
        spell_out(text, "", &mut paths);
        paths.join(" ")
    };
    assert_eq!(all("app::facts::Facts;"), "app::facts::Facts");
    assert_eq!(
        all("app::{facts::{Facts, scope}, Model};"),
        "app::facts::Facts app::facts::scope app::Model"
    );
    assert_eq!(all("{safe, trace};"), "safe trace");
    assert!(
        is_within("app::facts::Facts", "app::facts") && !is_within("app::factory", "app::fact")
    );
}
