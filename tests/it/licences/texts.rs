//! The texts of licences: found, cleaned, and merged where only the lines of copyright differ.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// One licence's text and whom it is of.
pub(super) struct Text {
    body: String,
    /// Lines of copyright, and the packages that carry them.
    holders: BTreeMap<Vec<String>, Vec<String>>,
}

/// Distinct texts, in the order in which they were found.
#[derive(Default)]
pub(super) struct Texts {
    texts: Vec<Text>,
    /// From a text's words to its place in `texts`.
    places: BTreeMap<String, usize>,
}

impl Texts {
    /// Adds the licence files of a package: at its top, and all in a folder of licences; returns
    /// how many.
    pub(super) fn add_package(&mut self, label: &str, dir: &Path) -> usize {
        let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) =
            entries(dir).into_iter().partition(|path| path.is_dir());
        let folders = folders
            .iter()
            .filter(|folder| FOLDERS.contains(&name(folder).to_lowercase().as_str()));
        let mut found: Vec<PathBuf> = files
            .into_iter()
            .filter(|file| is_licence(&name(file)))
            .collect();
        found.extend(folders.flat_map(|folder| entries(folder)));
        found.iter().for_each(|file| self.add(label, file));
        found.len()
    }

    /// Adds the text of a file.
    pub(super) fn add(&mut self, label: &str, file: &Path) {
        let text = fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        self.add_text(label, &String::from_utf8_lossy(&text));
    }

    /// Adds a text.
    pub(super) fn add_text(&mut self, label: &str, text: &str) {
        let (body, holders) = divided(&clean(text));
        let place = *self.places.entry(words(&body)).or_insert_with(|| {
            self.texts.push(Text {
                body,
                holders: BTreeMap::new(),
            });
            self.texts.len() - 1
        });
        let labels = self.texts[place].holders.entry(holders).or_default();
        if !labels.iter().any(|known| known == label) {
            labels.push(label.to_owned());
        }
    }

    /// Writes the texts as Markdown, the most used first.
    pub(super) fn into_markdown(mut self) -> String {
        self.texts.sort_by_key(|text| {
            std::cmp::Reverse(text.holders.values().map(Vec::len).sum::<usize>())
        });
        self.texts
            .iter()
            .enumerate()
            .map(|(index, text)| text.markdown(index + 1))
            .collect()
    }
}

impl Text {
    fn markdown(&self, number: usize) -> String {
        let mut text = format!("\n### Text {number}\n\n");
        for (lines, labels) in &self.holders {
            let lines = if lines.is_empty() {
                String::new()
            } else {
                format!("{}: ", lines.join("; "))
            };
            text.push_str(&item(&format!("{lines}{}", labels.join(", "))));
        }
        // Four, since a text may hold a fence of three.
        text + &format!("\n````text\n{}\n````\n", self.body)
    }
}

/// Writes an item of a list in lines of at most 80 characters, where its words allow.
pub(super) fn item(text: &str) -> String {
    let mut out = String::from("-");
    let mut column = 1;
    for word in text.split_whitespace() {
        let cells = word.chars().count();
        if column + 1 + cells > 80 && column > 2 {
            out.push_str("\n ");
            column = 1;
        }
        out.push(' ');
        out.push_str(word);
        column += 1 + cells;
    }
    out + "\n"
}

/// Folders that hold nothing but licences.
const FOLDERS: &[&str] = &["licenses", "licences", ".licenses"];

/// Returns what is in a folder, by name.
fn entries(dir: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    entries
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Reports whether a file's name is that of a licence or a notice.
fn is_licence(name: &str) -> bool {
    let name = name.to_lowercase();
    let starts = [
        "license",
        "licence",
        "unlicense",
        "copying",
        "copyright",
        "notice",
    ];
    starts.iter().any(|start| name.starts_with(start)) && !name.ends_with(".rs")
}

/// Cleans a text: no control characters but line ends, no blanks at line ends, no common indent.
fn clean(text: &str) -> String {
    let lines = text.replace('\t', "        ");
    let lines = lines.lines().map(|line| {
        line.chars()
            .filter(|c| !c.is_control() && *c != '\u{feff}')
            .collect::<String>()
    });
    let lines: Vec<String> = lines.map(|line| line.trim_end().to_owned()).collect();
    let filled = lines.iter().filter(|line| !line.is_empty());
    let indent = filled
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min()
        .unwrap_or(0);
    let lines: Vec<&str> = lines
        .iter()
        .map(|line| line.get(indent..).unwrap_or_default())
        .collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// Divides a text into its body and its lines of copyright: those at its top, and those that are
/// filled in after the terms of the Apache licence, where the rest only says how to apply it.
fn divided(text: &str) -> (String, Vec<String>) {
    let is_apache = text.trim_start().starts_with("Apache License");
    let (terms, appendix) = match text.split_once("END OF TERMS AND CONDITIONS") {
        Some((terms, rest)) if is_apache && !rest.contains("LLVM Exceptions") => {
            (format!("{terms}END OF TERMS AND CONDITIONS"), rest)
        }
        _ => (text.to_owned(), ""),
    };
    let filled_in = |line: &&str| is_copyright(line) && !line.contains(['[', '{']);
    let mut holders: Vec<String> = appendix
        .lines()
        .map(str::trim)
        .filter(filled_in)
        .map(str::to_owned)
        .collect();
    let mut body = Vec::new();
    let mut seen = 0;
    for line in terms.lines() {
        seen += usize::from(!line.is_empty());
        if seen <= 8 && is_copyright(line.trim()) {
            holders.push(line.trim().to_owned());
        } else {
            body.push(line);
        }
    }
    (
        body.join("\n").trim_matches('\n').replace("\n\n\n", "\n\n"),
        holders,
    )
}

/// Reports whether a line names who holds the rights, unlike `Copyright notice:` or a sentence.
fn is_copyright(line: &str) -> bool {
    let rest = line.strip_prefix("Copyright ");
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "(©[".contains(c))
    })
}

/// Returns what makes a text the same as another: its words without case, punctuation and the MIT
/// licence's title.
fn words(body: &str) -> String {
    let lower = body.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let words = words.join(" ");
    let titles = ["the mit license mit ", "the mit license ", "mit license "];
    titles
        .iter()
        .find_map(|title| words.strip_prefix(title))
        .unwrap_or(&words)
        .to_owned()
}

#[test]
fn texts_that_differ_in_copyright_only_are_one() {
    let mut texts = Texts::default();
    texts.add_text(
        "one 1",
        "MIT License\n\nCopyright (c) 2020 One\n\nPermission is\n  granted.\n",
    );
    texts.add_text(
        "two 1",
        "Copyright (c) 2021 Two\n\nPermission is granted.\n",
    );
    texts.add_text("three 1", "Permission is granted, at last.\n");
    let page = texts.into_markdown();
    assert_eq!(page.matches("### Text").count(), 2, "{page}");
    assert!(
        page.contains("- Copyright (c) 2020 One: one 1\n- Copyright (c) 2021 Two: two 1\n"),
        "{page}"
    );
    assert!(
        page.contains("- three 1\n\n````text\nPermission is granted, at last.\n````\n"),
        "{page}"
    );
}

#[test]
fn a_sentence_about_copyright_stays_in_the_text() {
    for line in [
        "Copyright (c) 2020 One",
        "Copyright 2020 One",
        "Copyright Mozilla Foundation",
        "Copyright © WHATWG",
    ] {
        assert!(is_copyright(line), "{line}");
    }
    for line in [
        "Copyright notice:",
        "copyright notice and this permission notice",
        "The above copyright",
    ] {
        assert!(!is_copyright(line), "{line}");
    }
}
