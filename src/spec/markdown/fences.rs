//! Finds code fences that were never closed: without this, one of them turns the rest of a spec
//! into code.
//!
//! Owns how a forgotten fence is recognised, and where reading continues. Looks at lines only.
//! Knows nothing of the content of code.

use std::ops::Range;

/// The most times that the text after a forgotten fence is searched again: each time costs a pass.
const MAX_FORGOTTEN: usize = 16;

/// A fence that was never closed.
#[derive(Clone, Debug)]
pub(in crate::spec) struct Forgotten {
    /// The offset of the line that opens it.
    pub(in crate::spec) at: usize,
    /// The offset of the heading from which the text is read again; `None` when none follows.
    pub(in crate::spec) until: Option<usize>,
}

/// Returns the text with forgotten fences made blank up to the next heading, every other byte at
/// its offset, and the forgotten fences; `None` for the text when it stays unchanged. A fence
/// around the whole of a text, as assistants write it, is removed.
pub(in crate::spec) fn mend(text: &str) -> (Option<String>, Vec<Forgotten>) {
    let mut blank: Vec<Range<usize>> = Vec::new();
    let inside = wrapped(text).map(|(opening, closing)| {
        let start = opening.end;
        blank.extend([opening, closing]);
        start
    });
    let forgotten = find(text, inside.unwrap_or(0), &blank);
    blank.extend(
        forgotten
            .iter()
            .filter_map(|fence| Some(fence.at..fence.until?)),
    );
    if blank.is_empty() {
        return (None, forgotten);
    }
    let mut bytes = text.as_bytes().to_vec();
    for span in blank {
        for byte in bytes
            .get_mut(span)
            .unwrap_or_default()
            .iter_mut()
            .filter(|byte| **byte != b'\n')
        {
            *byte = b' ';
        }
    }
    (String::from_utf8(bytes).ok(), forgotten)
}

/// The meaning of `##` in the code of a fence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum FenceKind {
    /// The code may hold headings and fences of its own.
    Text,
    /// `##` begins a comment.
    Hashes,
    /// `##` cannot begin a line.
    NoHashes,
}

/// Languages in which a line cannot begin with `##`.
const NO_HASHES: [&str; 26] = [
    "c",
    "cpp",
    "cs",
    "csharp",
    "css",
    "go",
    "html",
    "http",
    "java",
    "javascript",
    "js",
    "json",
    "json5",
    "jsonc",
    "jsx",
    "kotlin",
    "mermaid",
    "plantuml",
    "rs",
    "rust",
    "scala",
    "sql",
    "swift",
    "ts",
    "tsx",
    "typescript",
];

fn kind_of(info: &str) -> FenceKind {
    match language(info).to_ascii_lowercase().as_str() {
        "" | "md" | "markdown" | "mdx" | "text" | "txt" => FenceKind::Text,
        language if NO_HASHES.contains(&language) => FenceKind::NoHashes,
        _ => FenceKind::Hashes,
    }
}

/// A fence whose end is being searched.
#[derive(Clone, Copy)]
struct OpenFence {
    at: usize,
    mark: u8,
    length: usize,
    indent: usize,
    kind: FenceKind,
    /// The offset of the first heading in it.
    heading: Option<usize>,
    has_text: bool,
}

/// Finds the forgotten fences from an offset on; the lines at the starts of `skipped` are not
/// fences.
fn find(text: &str, start: usize, skipped: &[Range<usize>]) -> Vec<Forgotten> {
    let mut search = FenceSearch {
        text,
        skipped,
        open: None,
        suspect: None,
        after_blank: true,
        forgotten: Vec::new(),
    };
    let mut at = start;
    let mut restarts = 0;
    loop {
        if let Some(line) = text
            .get(at..)
            .and_then(|rest| rest.split_inclusive('\n').next())
        {
            search.take(line, at);
            at += line.len();
            continue;
        }
        let Some(heading) = search.end() else { break };
        restarts += 1;
        match heading.filter(|_| restarts < MAX_FORGOTTEN) {
            Some(heading) => at = heading,
            None => break,
        }
    }
    search.forgotten
}

/// The search for fences that were never closed.
struct FenceSearch<'t> {
    text: &'t str,
    skipped: &'t [Range<usize>],
    open: Option<OpenFence>,
    /// The first closed fence with a heading in it, which its language does not have.
    suspect: Option<OpenFence>,
    after_blank: bool,
    forgotten: Vec<Forgotten>,
}

impl FenceSearch<'_> {
    fn take(&mut self, line: &str, at: usize) {
        let is_skipped = self.skipped.iter().any(|span| span.start == at);
        let fence = fence(line).filter(|_| !is_skipped);
        let is_blank = line.trim().is_empty();
        let after_blank = std::mem::replace(&mut self.after_blank, is_blank);
        let Some(inner) = &mut self.open else {
            self.open = fence.map(|fence| OpenFence { at, ..fence.open });
            return;
        };
        let followed = || {
            self.text
                .get(at + line.len()..)
                .is_none_or(|rest| rest.trim_start_matches(' ').starts_with('\n'))
        };
        match fence {
            Some(fence) if fence.closes(inner) => {
                let is_odd = inner.kind != FenceKind::Text && inner.heading.is_some();
                self.suspect = self.suspect.or(self.open.take().filter(|_| is_odd));
                self.open = None;
            }
            // Another fence opens below a heading: the one before was never closed.
            Some(fence)
                if fence.has_info
                    && inner.kind != FenceKind::Text
                    && fence.open.mark == inner.mark
                    && inner.heading.is_some() =>
            {
                self.forgotten.push(Forgotten {
                    at: inner.at,
                    until: inner.heading,
                });
                self.open = Some(OpenFence { at, ..fence.open });
            }
            _ if inner.indent < 2 => {
                inner.has_text |= !is_blank && !is_skipped;
                if inner.heading.is_none() && after_blank && is_heading(line, followed) {
                    inner.heading = Some(at);
                    if inner.kind == FenceKind::NoHashes && line.starts_with("##") {
                        self.forgotten.push(Forgotten {
                            at: inner.at,
                            until: Some(at),
                        });
                        self.open = None;
                    }
                }
            }
            // The list around the fence has ended, and the fence with it.
            _ if is_heading(line, || true) => self.open = None,
            _ => {}
        }
    }

    /// Handles the end of the text: records a fence that is still open, and returns the heading
    /// from which to search again.
    fn end(&mut self) -> Option<Option<usize>> {
        let open = self.open.take().filter(|fence| fence.has_text)?;
        // One mark is missing: the fence with a heading in it is more likely the forgotten one.
        let fence = self.suspect.take().unwrap_or(open);
        self.forgotten.push(Forgotten {
            at: fence.at,
            until: fence.heading,
        });
        self.after_blank = true;
        Some(fence.heading)
    }
}

/// Returns whether a line is a heading that code does not contain: `# remark` is a comment in many
/// languages, unless it stands alone.
fn is_heading(line: &str, stands_alone: impl Fn() -> bool) -> bool {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let rest = line.get(level..).unwrap_or_default();
    let is_title = rest.starts_with(' ') && rest.trim().starts_with(char::is_alphanumeric);
    is_title && ((2..=6).contains(&level) || (level == 1 && stands_alone()))
}

struct FenceLine {
    open: OpenFence,
    has_info: bool,
}

impl FenceLine {
    fn closes(&self, open: &OpenFence) -> bool {
        !self.has_info && self.open.mark == open.mark && self.open.length >= open.length
    }
}

/// Reads the fence on a line.
fn fence(line: &str) -> Option<FenceLine> {
    let rest = line.trim_start_matches([' ', '\t']);
    let mark = *rest
        .as_bytes()
        .first()
        .filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = rest.bytes().take_while(|byte| *byte == mark).count();
    let info = rest.get(length..)?.trim();
    if length < 3 || (mark == b'`' && info.contains('`')) {
        return None;
    }
    let indent = line.len() - rest.len();
    let open = OpenFence {
        at: 0,
        mark,
        length,
        indent,
        kind: kind_of(info),
        heading: None,
        has_text: false,
    };
    Some(FenceLine {
        open,
        has_info: !info.is_empty(),
    })
}

/// Returns the language in the info string of a fence: `gherkin` in ```` ```gherkin title="x" ````.
pub(in crate::spec) fn language(info: &str) -> &str {
    let info = info.trim().trim_start_matches(['{', '.']);
    info.split(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}' | ':'))
        .next()
        .unwrap_or_default()
}

/// Returns the line that opens a fence around the whole text, and the one that closes it.
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
    // If the fence is closed before, it is an example at the top of the text.
    let mut inner = 0;
    for fence in body
        .get(start + line.len()..last)?
        .lines()
        .filter_map(fence)
    {
        match (fence.has_info, inner) {
            (true, _) => inner += 1,
            (false, 0) if fence.closes(&outer.open) => return None,
            (false, _) => inner -= i32::from(inner > 0),
        }
    }
    Some((start..start + line.len(), last..body.len()))
}
