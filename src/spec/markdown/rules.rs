//! Rewrites rules of three hyphens, which the parser takes for the start of front matter if the line below is
//! not blank: the text up to the next rule would be lost. Knows nothing else of Markdown.

/// Returns the text with such rules written as `***`, which means the same, and every other byte at its
/// offset; `None` when there is none. Front matter at the start stays.
pub(super) fn spelt_out(text: &str) -> Option<String> {
    let mut spelt: Option<Vec<u8>> = None;
    let mut start = front_matter(text);
    let mut after_blank = true;
    let body = text.get(start..)?;
    let mut lines = body.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let is_over_text = lines.peek().is_some_and(|below| !below.trim().is_empty());
        let is_rule = start > 0 && after_blank && is_over_text && line.trim_end() == RULE;
        if is_rule {
            let bytes = spelt.get_or_insert_with(|| text.as_bytes().to_vec());
            bytes.get_mut(start..start + RULE.len())?.fill(b'*');
        }
        after_blank = is_rule || line.trim().is_empty();
        start += line.len();
    }
    String::from_utf8(spelt?).ok()
}

const RULE: &str = "---";

/// Returns the length of the front matter at the start, in bytes; 0 when it is not closed.
fn front_matter(text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == RULE) else { return 0 };
    let mut end = first.len();
    for line in lines {
        end += line.len();
        if matches!(line.trim_end(), RULE | "...") {
            return end;
        }
    }
    0
}
