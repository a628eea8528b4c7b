//! Cleans single lines of Markdown that a converter wrote: boxes and ids behind backslashes,
//! attributes in braces. Also tells which lines are code, comments or front matter. Knows nothing
//! of tables.

/// The longest attributes in braces, in bytes.
const MAX_ATTRIBUTES: usize = 120;

/// Quickly checks whether a line may need to be rewritten.
pub(super) fn may_be_foreign(line: &str) -> bool {
    let content = line.trim_start();
    content.starts_with('+') && content.ends_with('+')
        || content.starts_with('<')
        || content.starts_with("--")
        || line.contains("\\[")
        || line.contains("]{")
        || line.contains("[]{")
        || content.contains(['☐', '☒', '☑'])
        || (content.starts_with('#') && content.ends_with('}'))
        || jira_heading(line).is_some()
}

/// Returns a line without the traces of a converter; `None` if it has none.
pub(super) fn cleaned(line: &str) -> Option<String> {
    if let Some(found) = jira_heading(line).or_else(|| jira_item(line)) {
        return Some(found);
    }
    let mut text = line.to_owned();
    let content_at = text.len() - text.trim_start().len();
    if text[content_at..].starts_with('#')
        && let Some(at) = text
            .trim_end()
            .strip_suffix('}')
            .and_then(|inner| inner.rfind(" {"))
        && text[at + 2..].starts_with(['#', '.', '-'])
    {
        text.truncate(at);
    }
    for (box_, written) in [
        ("\\[ \\]", "[ ]"),
        ("\\[x\\]", "[x]"),
        ("\\[X\\]", "[x]"),
        ("\\[\\]", "[ ]"),
    ] {
        if text.contains(box_) {
            text = text.replacen(box_, written, 1);
        }
    }
    text = unbracketed(&boxed(text));
    while let Some(shorter) = without_attributes(&text) {
        text = shorter;
    }
    (text != line).then_some(text)
}

/// Converts `h2. Text` to `## Text`, since tickets are pasted into Markdown unchanged.
fn jira_heading(line: &str) -> Option<String> {
    let rest = line.strip_prefix('h')?;
    let level = rest
        .bytes()
        .next()
        .filter(|byte| (b'1'..=b'6').contains(byte))?;
    let text = rest.get(1..)?.strip_prefix(". ")?.trim();
    (!text.is_empty()).then(|| format!("{} {text}", "#".repeat(usize::from(level - b'0'))))
}

/// Converts `** text` to a bullet one level deeper.
fn jira_item(line: &str) -> Option<String> {
    let marks = line
        .bytes()
        .take(7)
        .take_while(|byte| *byte == b'*')
        .count();
    let text = line.get(marks..)?.strip_prefix(' ')?.trim_start();
    let is_item = (2..=6).contains(&marks) && !text.is_empty() && !text.contains("**");
    is_item.then(|| format!("{:indent$}- {text}", "", indent = 2 * (marks - 1)))
}

/// Converts `- ☐ text` to `- [ ] text`.
fn boxed(text: String) -> String {
    for (sign, written) in [("☐", "[ ]"), ("☒", "[x]"), ("☑", "[x]")] {
        let Some((before, after)) = text.split_once(sign) else {
            continue;
        };
        let is_mark = before
            .chars()
            .all(|c| c.is_whitespace() || c.is_ascii_digit() || "-*+.)".contains(c));
        if is_mark && !after.trim().is_empty() {
            let bullet = if before.trim().is_empty() { "- " } else { "" };
            return format!("{before}{bullet}{written} {}", after.trim_start());
        }
    }
    text
}

/// Converts `\[FR-1\]` to `[FR-1]` at the start of a text.
fn unbracketed(text: &str) -> String {
    let start = text
        .find("\\[")
        .filter(|at| text[..*at].chars().all(|c| !c.is_alphabetic()));
    let Some((before, rest)) = start.map(|at| text.split_at(at)) else {
        return text.to_owned();
    };
    match rest[2..].split_once("\\]") {
        Some((id, after)) if super::super::ids::is_id(id) => format!("{before}[{id}]{after}"),
        _ => text.to_owned(),
    }
}

/// Replaces the first `[words]{.attributes}` of a text by its words; `None` if there is none.
fn without_attributes(text: &str) -> Option<String> {
    let at = text.find("]{").filter(|at| {
        matches!(
            text.as_bytes().get(at + 2),
            Some(b'.' | b'#' | b'c' | b'd' | b'l')
        )
    })?;
    let (before, after) = text.split_at(at);
    let start = before.rfind('[')?;
    let end = after
        .bytes()
        .take(MAX_ATTRIBUTES)
        .position(|byte| byte == b'}')?;
    Some(format!(
        "{}{}{}",
        &before[..start],
        &before[start + 1..],
        &after[end + 1..]
    ))
}

/// Tracks whether a line is in a fence, a comment or front matter.
#[derive(Default)]
pub(super) struct Fences {
    /// The mark of the open fence, and its length.
    fence: Option<(u8, usize)>,
    in_comment: bool,
    in_front_matter: bool,
}

impl Fences {
    /// Takes the next line, and returns whether it is plain Markdown.
    pub(super) fn enter(&mut self, line: &str, is_first: bool) -> bool {
        let content = line.trim();
        if is_first && matches!(content, "---" | "+++") {
            self.in_front_matter = true;
            return false;
        }
        if self.in_front_matter {
            self.in_front_matter = !matches!(content, "---" | "+++" | "...");
            return false;
        }
        if self.in_comment {
            self.in_comment = !content.contains("-->");
            return false;
        }
        let mark = content
            .bytes()
            .next()
            .filter(|byte| matches!(byte, b'`' | b'~'));
        let run = mark.map_or(0, |mark| {
            content.bytes().take_while(|byte| *byte == mark).count()
        });
        match (self.fence, mark) {
            (Some((open, length)), Some(mark))
                if mark == open && run >= length && run == content.len() =>
            {
                self.fence = None;
                false
            }
            (Some(_), _) => false,
            (None, Some(mark)) if run >= 3 && !(mark == b'`' && content[run..].contains('`')) => {
                self.fence = Some((mark, run));
                false
            }
            (None, _) if content.starts_with("<!--") => {
                self.in_comment = !content.contains("-->");
                false
            }
            (None, _) => true,
        }
    }
}
