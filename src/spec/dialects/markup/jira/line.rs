//! Classifies a line of Jira's markup by its beginning. Knows nothing of the lines around it.

/// Returns the level and the text of a heading: `h2. Text`, or `== Text ==` as in MediaWiki.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    if let Some(rest) = line.strip_prefix('h') {
        let level = rest
            .bytes()
            .next()
            .filter(|byte| (b'1'..=b'6').contains(byte))?;
        let rest = rest.get(1..)?;
        // Textile has attributes before the dot: `h2(#id). Text`.
        let rest = if rest.starts_with('(') {
            rest.split_once(')').map(|(_, rest)| rest)?
        } else {
            rest
        };
        let text = rest.strip_prefix('.')?.trim();
        return (!text.is_empty()).then_some((usize::from(level - b'0'), text));
    }
    let level = line
        .bytes()
        .take(7)
        .take_while(|byte| *byte == b'=')
        .count();
    let text = line
        .get(level..)?
        .trim_end()
        .strip_suffix(line.get(..level)?)?
        .trim();
    ((1..=6).contains(&level) && !text.is_empty()).then_some((level, text))
}

/// Returns the marks of an item and its text: `*`, `**`, `#`, `*#`, `-`.
pub(super) fn item(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let length = line
        .bytes()
        .take(12)
        .take_while(|byte| matches!(byte, b'*' | b'#' | b'-'))
        .count();
    let (marks, rest) = line.split_at_checked(length)?;
    let is_rule = marks.len() > 1 && marks.starts_with('-');
    (length > 0 && !is_rule && rest.starts_with(' ') && !rest.trim().is_empty())
        .then(|| (marks, rest.trim()))
}

/// Returns the cells of a row, and whether they are header cells: `
///
/// a
///
/// b
///
/// `, `|a|b|`, `|_. a |_. b |`.
pub(super) fn row(line: &str) -> (Vec<String>, bool) {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut depth = 0usize;
    let mut all_headings = line.starts_with("||");
    let inner = line.trim_start_matches('|');
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&'|') => {
                chars.next();
                cell.push('|');
            }
            // A link contains bars of its own.
            '[' | '{' => {
                depth += 1;
                cell.push(c);
            }
            ']' | '}' => {
                depth = depth.saturating_sub(1);
                cell.push(c);
            }
            '|' if depth == 0 => {
                if chars.peek() == Some(&'|') {
                    chars.next();
                }
                cells.push(std::mem::take(&mut cell));
            }
            c => cell.push(c),
        }
    }
    if !cell.trim().is_empty() {
        cells.push(cell);
    }
    let is_textile_heading = |cell: &String| cell.starts_with("_.");
    all_headings |= !cells.is_empty() && cells.iter().all(is_textile_heading);
    (
        cells
            .iter()
            .map(|cell| cell.trim_start_matches("_.").trim().to_owned())
            .collect(),
        all_headings,
    )
}

/// Returns the name and the arguments of a macro at the start of a line, and the text after it:
/// `{code:java}`, `{panel:title=x}`.
pub(super) fn block_macro(line: &str) -> Option<(&str, &str, &str)> {
    let inner = line.trim_start().strip_prefix('{')?;
    let (inner, after) = inner.split_once('}')?;
    let (name, arguments) = inner.split_once(':').unwrap_or((inner, ""));
    let known = [
        "code", "noformat", "quote", "panel", "info", "note", "tip", "warning", "expand", "anchor",
        "toc", "color", "include",
    ];
    known.contains(&name).then_some((name, arguments, after))
}
