//! Classifies one line of a feature by its own words. Owns the difference between plain Gherkin and
//! Gherkin in Markdown; knows nothing of the lines before.

use crate::spec::keywords::{KeywordLanguage, Title};

/// The longest fence that is distinguished from a longer one, in backticks.
const MAX_FENCE: usize = 8;

/// The kind of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum GherkinLine<'a> {
    Blank,
    /// A comment; in plain Gherkin only.
    Comment,
    /// One tag or more, as written.
    Tags(&'a str),
    /// A title: the keyword, the name after it and, in Markdown, the level of the heading.
    Title {
        title: Title,
        keyword: &'static str,
        name: &'a str,
        level: usize,
    },
    /// A heading without a keyword of Gherkin; in Markdown only.
    Heading {
        level: usize,
    },
    /// A step; in plain Gherkin only.
    Step,
    /// A row of a table.
    Row,
    /// The start or end of a doc string, or of a fenced block.
    Fence(&'a str),
    Other,
}

/// The syntax of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Syntax {
    Plain,
    Markdown,
}

/// Classifies a line that has no white space at its ends.
pub(super) fn line<'a>(
    trimmed: &'a str,
    syntax: Syntax,
    language: &KeywordLanguage,
) -> GherkinLine<'a> {
    if trimmed.is_empty() {
        return GherkinLine::Blank;
    }
    if let Some(fence) = fence(trimmed, syntax) {
        return GherkinLine::Fence(fence);
    }
    if trimmed.starts_with('|') {
        return GherkinLine::Row;
    }
    match syntax {
        Syntax::Plain => plain(trimmed, language),
        Syntax::Markdown => markdown(trimmed, language),
    }
}

fn plain<'a>(trimmed: &'a str, language: &KeywordLanguage) -> GherkinLine<'a> {
    if trimmed.starts_with('#') {
        GherkinLine::Comment
    } else if trimmed.starts_with('@') {
        GherkinLine::Tags(trimmed)
    } else if let Some((title, keyword, name)) = language.title(trimmed) {
        GherkinLine::Title {
            title,
            keyword,
            name,
            level: 0,
        }
    } else if language.is_step(trimmed) {
        GherkinLine::Step
    } else {
        GherkinLine::Other
    }
}

fn markdown<'a>(trimmed: &'a str, language: &KeywordLanguage) -> GherkinLine<'a> {
    let text = trimmed.trim_start_matches('#');
    let level = trimmed.len() - text.len();
    let text = text.trim_start();
    match language.title(text) {
        // The underline of a heading that has no marks before it.
        _ if trimmed.bytes().all(|byte| byte == b'=') => GherkinLine::Blank,
        _ if trimmed.starts_with("`@") => GherkinLine::Tags(trimmed),
        Some((title, keyword, name)) if level > 0 => GherkinLine::Title {
            title,
            keyword,
            name,
            level,
        },
        _ if level > 0 => GherkinLine::Heading { level },
        _ => GherkinLine::Other,
    }
}

/// Returns the mark that opens a doc string or a fenced block; the same mark closes it.
fn fence(trimmed: &str, syntax: Syntax) -> Option<&str> {
    let quotes = trimmed
        .get(..3)
        .filter(|mark| *mark == "\"\"\"" && syntax == Syntax::Plain);
    let ticks = trimmed.bytes().take_while(|byte| *byte == b'`').count();
    let most = if syntax == Syntax::Plain {
        3
    } else {
        MAX_FENCE
    };
    quotes.or_else(|| trimmed.get(..ticks.min(most)).filter(|_| ticks >= 3))
}

/// Counts the cells of a table row; a bar after a backslash does not divide cells, and text after
/// the last bar is not a cell.
pub(super) fn cells(row: &str) -> usize {
    let mut escaped = false;
    let bars = row.bytes().filter(|byte| {
        let divides = *byte == b'|' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        divides
    });
    bars.count().saturating_sub(1)
}

/// Returns the code in a comment that names the language of a feature: `# language: fr`.
pub(super) fn language_code(trimmed: &str) -> Option<&str> {
    let rest = trimmed
        .strip_prefix('#')?
        .trim_start()
        .strip_prefix("language")?;
    let code = rest.trim_start().strip_prefix(':')?.trim();
    let fits = |c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '_');
    (!code.is_empty() && code.chars().all(fits)).then_some(code)
}
