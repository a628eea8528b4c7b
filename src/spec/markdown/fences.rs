//! Code fences that nobody closed: without this, one of them turns all of a spec below it into code.
//!
//! Owns how it is told that a fence was forgotten, and where reading goes on. Looks at lines only. Knows nothing of
//! what stands in code.

use std::ops::Range;

/// How often the text after a forgotten fence is looked over again: each time costs a pass.
const MAX_FORGOTTEN: usize = 16;

/// A fence that was not closed.
#[derive(Clone, Debug)]
pub(in crate::spec) struct Forgotten {
    /// The offset of the line that opens it.
    pub(in crate::spec) at: usize,
    /// The offset of the heading from which on the text is read again; `None` when none follows.
    pub(in crate::spec) until: Option<usize>,
}

/// The text with forgotten fences made blank up to the next heading, every other byte in its place. `None` for the
/// text when it stays as it is. A fence around the whole of a text, as assistants put one, is taken off.
pub(in crate::spec) fn mend(text: &str) -> (Option<String>, Vec<Forgotten>) {
    let mut blank: Vec<Range<usize>> = Vec::new();
    let inside = wrapped(text).map(|(opening, closing)| {
        let start = opening.end;
        blank.extend([opening, closing]);
        start
    });
    let forgotten = find(text, inside.unwrap_or(0), &blank);
    blank.extend(forgotten.iter().filter_map(|fence| Some(fence.at..fence.until?)));
    if blank.is_empty() {
        return (None, forgotten);
    }
    let mut bytes = text.as_bytes().to_vec();
    for span in blank {
        for byte in bytes.get_mut(span).unwrap_or_default().iter_mut().filter(|byte| **byte != b'\n') {
            *byte = b' ';
        }
    }
    (String::from_utf8(bytes).ok(), forgotten)
}

/// A fence while its end is looked for.
struct Open {
    at: usize,
    mark: u8,
    length: usize,
    indent: usize,
    /// Whether what stands in it may hold headings and fences of its own.
    is_text: bool,
    /// The first heading in it.
    heading: Option<usize>,
    has_text: bool,
}

/// Goes through the lines from an offset on; those of `skipped` are none.
fn find(text: &str, start: usize, skipped: &[Range<usize>]) -> Vec<Forgotten> {
    let mut forgotten: Vec<Forgotten> = Vec::new();
    let (mut at, mut open) = (start, None::<Open>);
    let mut after_blank = true;
    let mut restarts = 0;
    loop {
        let Some(line) = text.get(at..).and_then(|rest| rest.split_inclusive('\n').next()) else {
            let Some(fence) = open.take().filter(|fence| fence.has_text) else { break };
            forgotten.push(Forgotten { at: fence.at, until: fence.heading });
            restarts += 1;
            match fence.heading.filter(|_| restarts < MAX_FORGOTTEN) {
                Some(heading) => at = heading,
                None => break,
            }
            continue;
        };
        let next = at + line.len();
        let is_skipped = skipped.iter().any(|span| span.start == at);
        let fence = fence(line).filter(|_| !is_skipped);
        let is_blank = line.trim().is_empty();
        match (&mut open, fence) {
            (None, Some(fence)) => open = Some(Open { at, ..fence.open }),
            (None, None) => {}
            (Some(inner), Some(fence)) if fence.closes(inner) => open = None,
            (Some(inner), Some(fence))
                if fence.has_info
                    && !inner.is_text
                    && fence.open.mark == inner.mark
                    && inner.heading.is_some() =>
            {
                // Another fence opens below a heading: the one before it was closed nowhere.
                forgotten.push(Forgotten { at: inner.at, until: inner.heading });
                open = Some(Open { at, ..fence.open });
            }
            (Some(inner), _) => {
                let followed =
                    || text.get(next..).is_none_or(|rest| rest.trim_start_matches(' ').starts_with('\n'));
                inner.has_text |= !is_blank && !is_skipped;
                if inner.indent < 2 && inner.heading.is_none() && after_blank && is_heading(line, followed) {
                    inner.heading = Some(at);
                } else if inner.indent >= 2 && is_heading(line, || true) {
                    // The list that it stands in has ended, and the fence with it.
                    open = None;
                }
            }
        }
        after_blank = is_blank;
        at = next;
    }
    forgotten
}

/// Whether a line is a heading that code does not have: `# remark` is one in many languages, unless it stands alone.
fn is_heading(line: &str, stands_alone: impl Fn() -> bool) -> bool {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let rest = line.get(level..).unwrap_or_default();
    let is_title = rest.starts_with(' ') && rest.trim().starts_with(char::is_alphanumeric);
    is_title && ((2..=6).contains(&level) || (level == 1 && stands_alone()))
}

struct Fence {
    open: Open,
    has_info: bool,
}

impl Fence {
    fn closes(&self, open: &Open) -> bool {
        !self.has_info && self.open.mark == open.mark && self.open.length >= open.length
    }
}

/// The fence that a line is.
fn fence(line: &str) -> Option<Fence> {
    let rest = line.trim_start_matches([' ', '\t']);
    let mark = *rest.as_bytes().first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = rest.bytes().take_while(|byte| *byte == mark).count();
    let info = rest.get(length..)?.trim();
    if length < 3 || (mark == b'`' && info.contains('`')) {
        return None;
    }
    let indent = line.len() - rest.len();
    let is_text = matches!(language(info), "" | "md" | "markdown" | "mdx" | "text" | "txt");
    let open = Open { at: 0, mark, length, indent, is_text, heading: None, has_text: false };
    Some(Fence { open, has_info: !info.is_empty() })
}

/// The language that the words behind a fence name: `gherkin` of ```` ```gherkin title="x" ````.
pub(in crate::spec) fn language(info: &str) -> &str {
    let info = info.trim().trim_start_matches(['{', '.']);
    info.split(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}' | ':')).next().unwrap_or_default()
}

/// The line that opens a fence around the whole text, and the one that closes it.
fn wrapped(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let start = text.len() - text.trim_start().len();
    let line = text.get(start..)?.lines().next()?;
    let info = line.trim_start_matches(['`', '~']).to_ascii_lowercase();
    let outer = fence(line).filter(|_| matches!(language(&info), "md" | "markdown" | "mdx"))?;
    let body = text.trim_end();
    let last = body.rfind('\n')? + 1;
    if !fence(body.get(last..)?).is_some_and(|closing| closing.closes(&outer.open)) {
        return None;
    }
    // When it is closed before, it is an example at the top of the text.
    let mut inner = 0;
    for fence in body.get(start + line.len()..last)?.lines().filter_map(fence) {
        match (fence.has_info, inner) {
            (true, _) => inner += 1,
            (false, 0) if fence.closes(&outer.open) => return None,
            (false, _) => inner -= i32::from(inner > 0),
        }
    }
    Some((start..start + line.len(), last..body.len()))
}
