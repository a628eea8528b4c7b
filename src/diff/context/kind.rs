//! Classifies the role of a line in its block, as far as its look tells.

use crate::model::change::FileText;

/// Maximum number of bytes of a line that are looked at.
const MAX_BYTES: usize = 1_024;

/// Columns between tab stops.
const TAB: usize = 8;

/// Keywords that begin a function or a type.
const DEFINING: &[&str] = &[
    "class",
    "constructor",
    "contract",
    "def",
    "defmacro",
    "defmodule",
    "defp",
    "enum",
    "extension",
    "fn",
    "fun",
    "func",
    "function",
    "impl",
    "interface",
    "macro",
    "macro_rules!",
    "mod",
    "module",
    "namespace",
    "object",
    "proc",
    "procedure",
    "protocol",
    "record",
    "struct",
    "sub",
    "trait",
    "type",
    "union",
];

/// Those of the keywords that name a type in C, and so may begin a parameter or the type of a
/// function.
const TYPES: &[&str] = &["enum", "struct", "union"];

/// Keywords that may precede those.
const MODIFYING: &[&str] = &[
    "abstract",
    "async",
    "const",
    "data",
    "declare",
    "default",
    "export",
    "extern",
    "final",
    "inline",
    "internal",
    "local",
    "open",
    "override",
    "partial",
    "private",
    "protected",
    "pub",
    "public",
    "readonly",
    "sealed",
    "static",
    "suspend",
    "synchronized",
    "unsafe",
    "virtual",
];

/// Keywords that begin a statement, whatever follows.
const STATEMENTS: &[&str] = &[
    "assert", "await", "begin", "break", "case", "continue", "defer", "delete", "do", "echo",
    "for", "foreach", "from", "go", "goto", "if", "import", "in", "include", "is", "last", "let",
    "loop", "match", "my", "new", "next", "not", "or", "our", "print", "raise", "require",
    "return", "select", "switch", "throw", "try", "unless", "until", "use", "using", "var", "when",
    "while", "with", "yield",
];

/// Keywords that continue what the line before on the same level began.
const CONTINUING: &[&str] = &[
    "catch", "elif", "else", "elsif", "ensure", "except", "finally", "rescue", "then", "where",
];

/// Maximum number of words before the parenthesis of a signature; with more it is prose.
const MAX_SIGNATURE_WORDS: usize = 8;

/// Last words of a line that begins a block without a mark.
const OPENING: &[&str] = &[" do", " then", " else", "->", "=>", "begin"];

/// The role of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LineRole {
    /// Begins a function or a type.
    Definition,
    /// Ends a block, and may begin another: `}`, `) -> u32 {`, `end`.
    Closing,
    /// Continues what was begun on the same level: `{`, `where`, `else:`.
    Continuing,
    /// A comment, an attribute, a line for a preprocessor.
    Aside,
    /// Anything else.
    Other,
}

/// The relevant facts about a line.
pub(super) struct LineFacts {
    /// Indentation in columns.
    pub indent: usize,
    pub kind: LineRole,
    /// Opening braces minus closing ones.
    pub braces: i32,
    /// Whether what it began continues with the next line.
    pub opens: bool,
    /// Whether other lines may be inside it: not a list item, not a string.
    pub can_head: bool,
    /// Whether it is a word and a colon, nothing else.
    pub is_key: bool,
    /// Whether it ends as a statement does in a language with semicolons, or as a statement with
    /// others inside.
    pub is_statement: bool,
    blank: bool,
}

impl LineFacts {
    /// Reads a line of a text (0-based); blank past its end.
    pub(super) fn of(text: &FileText, line: u32) -> Self {
        let line = cut(text.line(line)).trim_ascii_end();
        let said = line.trim_ascii_start();
        let last = said.last().copied();
        let words = words(said);
        Self {
            indent: columns(&line[..line.len() - said.len()]),
            kind: kind(said),
            braces: braces(said),
            opens: matches!(
                last,
                Some(b'{' | b'(' | b'[' | b':' | b',' | b'=' | b'|' | b'&' | b'\\')
            ) || OPENING.iter().any(|end| said.ends_with(end.as_bytes())),
            can_head: !matches!(
                said,
                [
                    b'-' | b'*' | b'+' | b'>' | b'0'..=b'9' | b'"' | b'\'' | b'`',
                    ..
                ]
            ),
            is_key: !words.is_empty() && matches!(&said[words.len()..], b":" | b":;"),
            is_statement: matches!(last, Some(b';' | b'{' | b')')),
            blank: said.is_empty(),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.blank
    }
}

/// Cuts a line to the bytes that are looked at.
pub(super) fn cut(line: &[u8]) -> &[u8] {
    &line[..line.len().min(MAX_BYTES)]
}

fn columns(indent: &[u8]) -> usize {
    indent.iter().fold(0, |column, byte| {
        column
            + if *byte == b'\t' {
                TAB - column % TAB
            } else {
                1
            }
    })
}

fn braces(said: &[u8]) -> i32 {
    said.iter().fold(0, |depth, byte| {
        depth + i32::from(*byte == b'{') - i32::from(*byte == b'}')
    })
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || !byte.is_ascii()
}

/// Returns the word that a line starts with; empty if it starts with none.
fn words(said: &[u8]) -> &[u8] {
    let end = said
        .iter()
        .position(|byte| !is_word(*byte))
        .unwrap_or(said.len());
    &said[..end]
}

fn is_one_of(word: &[u8], table: &[&str]) -> bool {
    table.iter().any(|known| known.as_bytes() == word)
}

fn kind(said: &[u8]) -> LineRole {
    match said {
        [b')' | b']' | b'}', ..] => return LineRole::Closing,
        [b'{', ..] | [b'-' | b'=', b'>', ..] | [b'&', b'&', ..] | [b'|', b'|', ..] => {
            return LineRole::Continuing;
        }
        [b'#' | b'@', ..] | [b'/', b'/' | b'*', ..] | [b'-', b'-', ..] => return LineRole::Aside,
        [b'*'] | [b'*', b' ' | b'/', ..] => return LineRole::Aside,
        _ => {}
    }
    let first = words(said);
    if first == b"end" {
        LineRole::Closing
    } else if is_one_of(first, CONTINUING) {
        LineRole::Continuing
    } else if matches!(said, b"public:" | b"private:" | b"protected:" | b"default:") {
        LineRole::Aside
    } else if is_definition(said) {
        LineRole::Definition
    } else {
        LineRole::Other
    }
}

fn is_definition(said: &[u8]) -> bool {
    if said.ends_with(b";") {
        return false;
    }
    let (rest, is_modified) = without_modifiers(said);
    let first = words(rest);
    let after = &rest[first.len()..];
    let names = |after: &[u8]| {
        let next = after.trim_ascii_start().first().copied();
        let spaced = after.first().is_some_and(u8::is_ascii_whitespace);
        spaced
            && next.is_some_and(|byte| {
                is_word(byte) || matches!(byte, b'<' | b'(' | b'[' | b'"' | b'\'' | b'*' | b'&')
            })
            || matches!(after.first(), Some(b'<' | b'*' | b'!'))
    };
    if is_one_of(first, TYPES) {
        let is_use = rest.iter().any(|byte| b"(=;".contains(byte))
            || matches!(rest.last(), Some(b',' | b')'));
        return if is_use {
            is_signature(rest)
        } else {
            names(after)
        };
    }
    if is_one_of(first, DEFINING)
        && (names(after) || (first == b"constructor" && after.starts_with(b"(")))
    {
        return true;
    }
    if matches!(first, b"const" | b"let" | b"var")
        || (is_modified && after.trim_ascii_start().starts_with(b"="))
    {
        return is_function_value(rest);
    }
    !is_one_of(first, STATEMENTS) && is_signature(rest)
}

/// Strips keywords and `(crate)`, `"C"` before the defining word, and tells whether there were any.
fn without_modifiers(said: &[u8]) -> (&[u8], bool) {
    let mut rest = said;
    loop {
        let word = words(rest);
        let mut after = &rest[word.len()..];
        if !is_one_of(word, MODIFYING) {
            return (rest, rest.len() < said.len());
        }
        if let (b"pub", [b'(', inner @ ..]) = (word, after) {
            let end = inner
                .iter()
                .position(|byte| *byte == b')')
                .map_or(inner.len(), |end| end + 1);
            after = &inner[end..];
        }
        after = after.trim_ascii_start();
        if let (b"extern", [b'"', inner @ ..]) = (word, after) {
            let end = inner
                .iter()
                .position(|byte| *byte == b'"')
                .map_or(inner.len(), |end| end + 1);
            after = inner[end..].trim_ascii_start();
        }
        rest = after;
    }
}

/// Whether the line assigns a function that continues below: `const add = (a, b) => {`.
fn is_function_value(said: &[u8]) -> bool {
    let contains = |part: &[u8]| said.windows(part.len()).any(|window| window == part);
    said.ends_with(b"=> {")
        || said.ends_with(b"=>")
        || (contains(b"= function") && said.ends_with(b"{"))
}

/// Whether it looks like a signature: two words or more before a parenthesis, as in C and similar
/// languages, or one that opens a block right after its parameters, as for a method in JavaScript
/// or the shell.
fn is_signature(said: &[u8]) -> bool {
    let Some(open) = said.iter().position(|byte| *byte == b'(') else {
        return false;
    };
    let before = said[..open].trim_ascii_end();
    let is_part = |byte: &u8| is_word(*byte) || b" \t*&:<>,~[].?".contains(byte);
    if !before.iter().all(is_part) || !before.last().is_some_and(|byte| is_word(*byte)) {
        return false;
    }
    let has = |text: &[u8], part: &[u8]| text.windows(part.len()).any(|window| window == part);
    // An element of a list, a list of arguments, a key with a value.
    if has(before, b": ") || (before.contains(&b'[') && !has(before, b"[]")) {
        return false;
    }
    if before.contains(&b',') && !before.contains(&b'<') {
        return false;
    }
    let is_between = |byte: &u8| !is_word(*byte) && !matches!(byte, b':' | b'.');
    let words = before
        .split(is_between)
        .filter(|word| !word.is_empty())
        .count();
    if words >= 2 {
        let ends = matches!(said.last(), Some(b'{' | b'(' | b')' | b',' | b':' | b'>'));
        let is_const = [&b" const"[..], b" override", b" noexcept"]
            .iter()
            .any(|end| said.ends_with(end));
        return words <= MAX_SIGNATURE_WORDS && (ends || is_const);
    }
    let count = |wanted: u8| said.iter().filter(|byte| **byte == wanted).count();
    let passes_function = [&b"=>"[..], b"->", b"function", b"|"]
        .iter()
        .any(|part| has(said, part));
    said.ends_with(b"{")
        && before.iter().all(|byte| is_word(*byte))
        && count(b'(') == count(b')')
        && !passes_function
        && !has(before, b"for_each")
}
