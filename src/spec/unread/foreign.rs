//! Recognises texts in another language than the ending of their name says: TeX, MediaWiki and
//! programs that are called `SPEC.md`.
//!
//! Owns the signs of such texts. Examines the beginning of a text. Markdown headings speak against
//! TeX and MediaWiki.

use super::{CODE, LATEX, MEDIAWIKI, UnreadFormat};

/// Commands at the start of a line of TeX.
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
/// Beginnings of a program's first line.
const PROGRAMS: [&str; 8] = [
    "#!/",
    "#include ",
    "#include<",
    "<?php",
    "#pragma ",
    "#ifndef ",
    "using namespace ",
    "// SPDX-License",
];
/// Beginnings of further lines of programs, and the end of each such line.
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
/// The fewest such lines of a program.
const MIN_LINES: usize = 3;

/// Returns the format of a text that is neither Markdown nor plain prose.
pub(super) fn format(head: &str) -> Option<UnreadFormat> {
    let lines = || head.lines().map(str::trim_end);
    let first = lines().find(|line| !line.trim().is_empty())?;
    // A comment of a program may look like a Markdown heading.
    let programs = lines().filter(|line| is_program(line)).count();
    if PROGRAMS.iter().any(|begin| first.starts_with(begin))
        || (programs >= MIN_LINES && is_program(first) && lines().any(is_body))
    {
        return Some(CODE);
    }
    let has_headings = lines().any(|line| {
        line.trim_start_matches('#').starts_with(' ') && (1..=6).contains(&hashes(line))
    });
    let is_tex = |line: &&str| TEX.iter().any(|begin| line.trim_start().starts_with(begin));
    if first.starts_with("\\documentclass")
        || (!has_headings && lines().filter(is_tex).count() >= 2)
    {
        return Some(LATEX);
    }
    let titles = lines().filter(|line| is_title(line)).count();
    let is_linked =
        || head.contains("[[") && head.contains("]]") || head.contains("{{") && head.contains("}}");
    let is_marked = || is_linked() || head.contains("'''");
    let is_asciidoc =
        lines().any(|line| line.starts_with("= ") || line == "----" || line.starts_with(":toc"));
    // `# item` is a numbered item in MediaWiki; two or more `#` are taken for a Markdown heading.
    (titles > 0
        && is_marked()
        && !is_asciidoc
        && lines().filter(|line| hashes(line) > 1).count() == 0)
        .then_some(MEDIAWIKI)
}

fn hashes(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b'#').count()
}

/// Returns whether a line is a title of MediaWiki: `== Title ==`.
fn is_title(line: &str) -> bool {
    let level = line.bytes().take_while(|byte| *byte == b'=').count();
    let inner = line
        .get(level..)
        .and_then(|rest| rest.strip_suffix("=".repeat(level).as_str()));
    (2..=6).contains(&level)
        && inner.is_some_and(|inner| !inner.trim().is_empty() && !inner.contains('='))
}

fn is_program(line: &str) -> bool {
    LINES
        .iter()
        .any(|(begin, end)| line.starts_with(begin) && line.ends_with(end) && !line.ends_with('.'))
}

/// Returns whether a line is from the body of a program, which prose does not contain.
fn is_body(line: &str) -> bool {
    let text = line.trim_start();
    line.len() > text.len()
        && (text.ends_with(';') || text.starts_with("return") || text.ends_with("):"))
        || text == "}"
}
