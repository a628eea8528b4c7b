//! Texts in another language than the ending of their name says: TeX, MediaWiki and programs that are called `SPEC.md`.
//!
//! Owns what gives them away. Looks at the beginning of a text; one heading of Markdown is enough to say that it is none
//! of these.

use super::{CODE, LATEX, MEDIAWIKI, UnreadFormat};

/// Commands that a line of TeX begins with.
const TEX: [&str; 9] = [
    "\\section{",
    "\\section*{",
    "\\subsection{",
    "\\subsection*{",
    "\\chapter{",
    "\\begin{",
    "\\item ",
    "\\paragraph{",
    "\\usepackage",
];
/// What the first lines of programs begin with.
const PROGRAMS: [&str; 8] =
    ["#!/", "#include ", "#include<", "<?php", "#pragma ", "#ifndef ", "using namespace ", "// SPDX-License"];
/// What further lines of programs begin with, by what ends them.
const LINES: [(&str, &str); 14] = [
    ("import ", ""),
    ("from ", ""),
    ("package ", ";"),
    ("use ", ";"),
    ("def ", ":"),
    ("class ", ":"),
    ("class ", "{"),
    ("public ", "{"),
    ("fn ", "{"),
    ("pub fn ", "{"),
    ("func ", "{"),
    ("function ", "{"),
    ("int main(", ""),
    ("const ", ";"),
];
/// How many such lines make a program.
const MIN_LINES: usize = 3;

/// The format of a text that is none of Markdown and none of plain prose.
pub(super) fn format(head: &str) -> Option<UnreadFormat> {
    let lines = || head.lines().map(str::trim_end);
    let first = lines().find(|line| !line.trim().is_empty())?;
    // A comment of a program looks like a heading of Markdown.
    let programs = lines().filter(|line| is_program(line)).count();
    if PROGRAMS.iter().any(|begin| first.starts_with(begin))
        || (programs >= MIN_LINES && is_program(first) && lines().any(is_body))
    {
        return Some(CODE);
    }
    let has_headings =
        lines().any(|line| line.trim_start_matches('#').starts_with(' ') && (1..=6).contains(&hashes(line)));
    let is_tex = |line: &&str| TEX.iter().any(|begin| line.trim_start().starts_with(begin));
    if first.starts_with("\\documentclass") || (!has_headings && lines().filter(is_tex).count() >= 2) {
        return Some(LATEX);
    }
    let titles = lines().filter(|line| is_title(line)).count();
    let is_linked =
        || head.contains("[[") && head.contains("]]") || head.contains("{{") && head.contains("}}");
    let is_marked = || is_linked() || head.contains("'''");
    let is_asciidoc =
        lines().any(|line| line.starts_with("= ") || line == "----" || line.starts_with(":toc"));
    // `# item` counts in MediaWiki; a heading is followed by a blank line.
    (titles > 0 && is_marked() && !is_asciidoc && lines().filter(|line| hashes(line) > 1).count() == 0)
        .then_some(MEDIAWIKI)
}

fn hashes(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b'#').count()
}

/// `== Title ==`
fn is_title(line: &str) -> bool {
    let level = line.bytes().take_while(|byte| *byte == b'=').count();
    let inner = line.get(level..).and_then(|rest| rest.strip_suffix("=".repeat(level).as_str()));
    (2..=6).contains(&level) && inner.is_some_and(|inner| !inner.trim().is_empty() && !inner.contains('='))
}

fn is_program(line: &str) -> bool {
    LINES.iter().any(|(begin, end)| line.starts_with(begin) && line.ends_with(end) && !line.ends_with('.'))
}

/// Whether a line is one within a program, which prose has none of.
fn is_body(line: &str) -> bool {
    let text = line.trim_start();
    line.len() > text.len() && (text.ends_with(';') || text.starts_with("return") || text.ends_with("):"))
        || text == "}"
}
