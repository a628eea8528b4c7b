//! Converts roles, links and escapes within a line of reStructuredText to Markdown. Knows nothing
//! of blocks.

/// Roles whose text is shown as code.
const CODE: [&str; 8] = [
    "code", "command", "file", "kbd", "literal", "option", "program", "samp",
];

/// Returns a line with its inline markup as Markdown. Markup that spans several lines stays as it
/// is.
pub(super) fn converted(line: &str) -> String {
    if !line.contains(['`', '\\']) {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    // Whether an opening mark may still find a closing one.
    let (mut single, mut double) = (true, true);
    while let Some(at) = rest.find(['`', '\\']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if let Some(after) = from.strip_prefix('\\') {
            // An escaped blank disappears.
            match after.strip_prefix(' ') {
                Some(after) => rest = after,
                None => {
                    let length = after.chars().next().map_or(0, char::len_utf8);
                    out.push_str(&from[..1 + length]);
                    rest = &after[length..];
                }
            }
            continue;
        }
        if let Some(inner) = from.strip_prefix("``").filter(|_| double) {
            if let Some((code, after)) = inner.split_once("``") {
                out.push_str(&format!("``{code}``"));
                rest = after;
            } else {
                double = false;
            }
            if double {
                continue;
            }
        }
        let inner = &from[1..];
        match inner
            .split_once('`')
            .filter(|(text, _)| single && !text.is_empty())
        {
            Some((text, after)) => rest = interpreted(&mut out, text, after),
            None => {
                single = false;
                out.push('`');
                rest = inner;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Writes a text in backticks with the role before it; returns the text after it.
fn interpreted<'a>(out: &mut String, text: &str, after: &'a str) -> &'a str {
    let role = take_role(out);
    let (label, target) = match text
        .strip_suffix('>')
        .and_then(|text| text.rsplit_once('<'))
    {
        Some((label, target)) if !label.trim().is_empty() => (label.trim(), Some(target)),
        _ => (text, None),
    };
    let link = after.strip_prefix("__").or_else(|| after.strip_prefix('_'));
    match (role, link, target) {
        (Some(role), _, _) if CODE.contains(&role.as_str()) => out.push_str(&format!("`{text}`")),
        (Some(_), _, _) => out.push_str(label),
        (None, Some(_), Some(target)) if is_address(target) => {
            out.push_str(&format!("[{label}]({target})"))
        }
        (None, Some(_), _) => out.push_str(label),
        (None, None, _) => out.push_str(&format!("`{text}`")),
    }
    link.unwrap_or(after)
}

/// Removes `:role:` from the end of what was written, and returns the role.
fn take_role(out: &mut String) -> Option<String> {
    let before = out.strip_suffix(':')?;
    let tail = before
        .bytes()
        .rev()
        .take(40)
        .take_while(|byte| *byte != b':')
        .count();
    let start = before.len().checked_sub(tail + 1)?;
    let role = before.get(start..)?.strip_prefix(':')?.to_owned();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '.');
    if role.is_empty() || !role.chars().all(fits) {
        return None;
    }
    out.truncate(start);
    Some(role)
}

fn is_address(target: &str) -> bool {
    !target.is_empty() && !target.contains([' ', ')', '(']) && (target.contains(['/', '.', '#']))
}
