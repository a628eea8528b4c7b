//! Which language a file is in.

use snaglist::model::text::RepoPath;
use snaglist::syntax::{Grammars, Language, Painter};

use super::text;

fn told(path: &str, first_line: &str) -> Option<&'static str> {
    Language::of(&RepoPath::from(path), first_line.as_bytes()).map(Language::name)
}

#[test]
fn a_file_is_known_by_its_extension_in_any_case() {
    assert_eq!(told("src/main.rs", ""), Some("Rust"));
    assert_eq!(told("A/B/README.MD", ""), Some("Markdown"));
    assert_eq!(told("deploy.v2.tf", ""), Some("Terraform"));
    assert_eq!(told("a/Cell.tsx", ""), Some("TypeScriptReact"));
}

#[test]
fn a_file_is_known_by_its_whole_name_before_its_extension() {
    assert_eq!(told("CMakeLists.txt", ""), Some("CMake"));
    assert_eq!(told("a/Cargo.lock", ""), Some("TOML"));
    assert_eq!(told("Gemfile", ""), Some("Ruby"));
    assert_eq!(told(".bashrc", ""), Some("Bourne Again Shell (bash)"));
    assert_eq!(told("go.mod", ""), Some("Gomod"));
}

#[test]
fn a_variant_of_a_named_file_is_known_unless_its_extension_says_otherwise() {
    assert_eq!(told("Dockerfile", ""), Some("Dockerfile"));
    assert_eq!(told("ops/Dockerfile.worker", ""), Some("Dockerfile"));
    assert_eq!(told("Makefile.am", ""), Some("Makefile"));
    assert_eq!(told("Makefile.py", ""), Some("Python"));
}

#[test]
fn a_script_is_known_by_what_runs_it() {
    for (line, name) in [
        ("#!/bin/sh", "Bourne Again Shell (bash)"),
        ("#! /usr/bin/env bash", "Bourne Again Shell (bash)"),
        ("#!/usr/bin/python3.12 -u", "Python"),
        (
            "#!/usr/bin/env -S LANG=C node --harmony",
            "JavaScript (Babel)",
        ),
        ("#!/usr/bin/env ruby\r", "Ruby"),
        ("<?xml version=\"1.0\"?>", "XML"),
        ("\u{feff}<!DOCTYPE HTML>", "HTML"),
    ] {
        assert_eq!(told("bin/run", line), Some(name), "{line}");
    }
}

#[test]
fn what_is_not_known_stays_so() {
    for (path, line) in [
        ("notes", ""),
        ("notes.txt", "hello"),
        ("a.", ""),
        ("", ""),
        ("x", "#!"),
        ("x", "#!/usr/bin/env -"),
    ] {
        assert_eq!(told(path, line), None, "{path} {line}");
    }
    assert!(
        Language::of(&RepoPath::new(*b"\xff\xfe.rs"), b"").is_none(),
        "no name that can be read"
    );
    let long = [b"#!/bin/".as_slice(), &[b'a'; 100_000]].concat();
    assert!(Language::of(&RepoPath::from("x"), &long).is_none());
}

#[test]
fn every_language_has_a_grammar_that_can_be_followed() {
    let mut grammars = Grammars::load();
    let source = "# a \"b\" 'c' <d> {e} (1)\n// f **g**\n/* g */ h = i;\n{% end %}\n-x\n";
    for language in Language::all() {
        let mut painter = Painter::new(language, text(source), u32::MAX);
        let progress = painter.advance(&mut grammars, &mut |_| true);
        assert_eq!((progress.known, progress.of), (5, 5), "{}", language.name());
        let spans = painter.paint(&mut grammars, 0..5, &mut |_| true).unwrap();
        assert!(
            spans.iter().any(|spans| !spans.is_empty()),
            "{} paints something",
            language.name()
        );
    }
}
