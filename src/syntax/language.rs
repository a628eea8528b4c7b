//! Detects a file's language, by its name and its first line. Loads no grammar.

use super::languages::{GrammarEntry, LANGUAGES};
use crate::model::text::RepoPath;

/// Maximum number of bytes of a first line that are looked at.
const FIRST_LINE: usize = 200;

/// Starts of first lines that identify a language, with the grammar's name.
const OPENINGS: &[(&str, &str)] = &[
    ("<?xml", "XML"),
    ("<?php", "PHP"),
    ("<!doctype html", "HTML"),
];

/// A language that can be painted.
#[derive(Clone, Copy, Debug)]
pub struct Language(&'static GrammarEntry);

impl Language {
    /// Detects the language of a file: by its name, its extension, or its first line, in this
    /// order. `None` when it is unknown; the text is shown plain then.
    pub fn of(path: &RepoPath, first_line: &[u8]) -> Option<Self> {
        let name = str::from_utf8(path.base_name()).unwrap_or_default();
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        find(|entry| entry.names.contains(&name))
            .or_else(|| find(|entry| has(entry.extensions, extension)))
            .or_else(|| {
                find(|entry| {
                    entry
                        .stems
                        .contains(&name.split('.').next().unwrap_or_default())
                })
            })
            .or_else(|| by_first_line(first_line))
    }

    /// Iterates over all languages.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn all() -> impl Iterator<Item = Self> {
        LANGUAGES.iter().map(Self)
    }

    /// Finds the language with that name.
    pub fn named(name: &str) -> Option<Self> {
        find(|entry| entry.grammar == name)
    }

    /// Returns the grammar's name in the library.
    pub fn name(self) -> &'static str {
        self.0.grammar
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.0.grammar == other.0.grammar
    }
}

impl Eq for Language {}

fn find(matches: impl Fn(&GrammarEntry) -> bool) -> Option<Language> {
    LANGUAGES.iter().find(|entry| matches(entry)).map(Language)
}

fn has(extensions: &[&str], extension: &str) -> bool {
    extensions
        .iter()
        .any(|known| known.eq_ignore_ascii_case(extension))
}

fn by_first_line(line: &[u8]) -> Option<Language> {
    let line = line.get(..FIRST_LINE).unwrap_or(line);
    let line = String::from_utf8_lossy(line);
    let Some(command) = line.strip_prefix("#!") else {
        let line = line.trim_start_matches('\u{feff}').to_ascii_lowercase();
        let (_, grammar) = OPENINGS
            .iter()
            .find(|(opening, _)| line.starts_with(opening))?;
        return find(|entry| entry.grammar == *grammar);
    };
    // `/usr/bin/env -S python3 -u`: the first word that is not `env`, an option or a variable.
    let mut words = command
        .split_whitespace()
        .map(|word| word.rsplit('/').next().unwrap_or(word));
    let program =
        words.find(|word| *word != "env" && !word.starts_with('-') && !word.contains('='))?;
    let program = program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    find(|entry| entry.interpreters.contains(&program))
}
