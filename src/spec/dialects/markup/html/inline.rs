//! Converts bold text, code, links and boxes within a block of HTML to Markdown. Knows nothing of
//! blocks.

use super::tokens::StartTag;

/// Elements within a line.
const INLINE: [&str; 34] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "input", "ins", "kbd", "label", "mark", "output", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// The open marks, each with its offset in the text and the address of a link.
#[derive(Default)]
pub(super) struct OpenMarks {
    open: Vec<(&'static str, usize, Option<String>)>,
}

/// The most marks that are open at once.
const MAX_OPEN: usize = 20;

/// Returns the Markdown mark of an element.
fn mark(name: &str) -> Option<&'static str> {
    match name {
        "b" | "strong" => Some("**"),
        "code" | "tt" | "kbd" | "samp" => Some("`"),
        "del" | "s" | "strike" => Some("~~"),
        "a" => Some("["),
        _ => None,
    }
}

impl OpenMarks {
    /// Returns whether an element belongs within a line.
    pub(super) fn is_inline(name: &str) -> bool {
        INLINE.contains(&name)
    }

    /// Takes a start tag; appends a box to the text, and records a mark that begins.
    pub(super) fn start(&mut self, tag: &StartTag, text: &mut String) {
        if tag.name == "input" && tag.get("type") == Some("checkbox") {
            text.push_str(if tag.get("checked").is_some() {
                "[x] "
            } else {
                "[ ] "
            });
        }
        let Some(mark) = mark(&tag.name).filter(|_| self.open.len() < MAX_OPEN) else {
            return;
        };
        let address = tag
            .get("href")
            .filter(|href| is_address(href))
            .map(str::to_owned);
        if mark != "[" || address.is_some() {
            self.open.push((mark, text.len(), address));
        }
    }

    /// Takes an end tag, and encloses the text since its start tag in the mark.
    pub(super) fn end(&mut self, name: &str, text: &mut String) {
        let Some(mark) = mark(name) else { return };
        let Some(at) = self.open.iter().rposition(|(open, _, _)| *open == mark) else {
            return;
        };
        let (_, start, address) = self.open.remove(at);
        write(text, mark, start, address.as_deref());
    }

    /// Ends all open marks.
    pub(super) fn close(&mut self, text: &mut String) {
        while let Some((mark, start, address)) = self.open.pop() {
            write(text, mark, start, address.as_deref());
        }
    }
}

/// Encloses the text after an offset in a mark, leaving out the blanks at its ends.
fn write(text: &mut String, mark: &str, start: usize, address: Option<&str>) {
    let Some(inner) = text.get(start..) else {
        return;
    };
    let content = inner.trim();
    if content.is_empty() || content.contains(mark) || (mark == "**" && content.starts_with("[ ]"))
    {
        return;
    }
    let before = inner.len() - inner.trim_start().len();
    let after = inner.len() - inner.trim_end().len();
    let written = match address {
        Some(address) => format!("[{content}]({address})"),
        None => format!("{mark}{content}{mark}"),
    };
    let written = format!(
        "{}{written}{}",
        if before > 0 { " " } else { "" },
        if after > 0 { " " } else { "" }
    );
    text.truncate(start);
    text.push_str(&written);
}

/// Appends a text with its white space as single blanks and a backslash before each `<`.
pub(super) fn push(out: &mut String, text: &str) {
    let begins_blank = text.starts_with(char::is_whitespace);
    if begins_blank && !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
    let mut words = text.split_whitespace().peekable();
    let had_words = words.peek().is_some();
    while let Some(word) = words.next() {
        if word.contains('<') {
            out.push_str(&word.replace('<', "\\<"));
        } else {
            out.push_str(word);
        }
        if words.peek().is_some() {
            out.push(' ');
        }
    }
    if had_words && text.ends_with(char::is_whitespace) {
        out.push(' ');
    }
}

fn is_address(href: &str) -> bool {
    (href.starts_with("http://") || href.starts_with("https://"))
        && !href.contains([' ', '(', ')', '<', '>', '|', '\n'])
}
