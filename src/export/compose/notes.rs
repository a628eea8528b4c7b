//! Lists snags and other notes, each with its code, its replies and its state.

use super::standing;
use super::words::{SummaryLookups, at_head, place, time};
use crate::export::document::{Document, InlineText};
use crate::model::note::{Anchor, Thread};
use crate::model::summary::NoteGroup;
use crate::model::text::Untrusted;

/// Maximum number of lines of code quoted with a snag.
const MAX_LINES: usize = 40;

pub(super) fn add(document: &mut Document, words: &SummaryLookups) {
    document.heading(2, InlineText::of("Snags"));
    if words.summary.snags.is_empty() {
        document.paragraph(InlineText::of("None."));
    }
    for group in &words.summary.snags {
        match group
            .criterion
            .and_then(|index| words.summary.criteria.get(index))
        {
            Some(criterion) => {
                document.heading(3, standing::title(criterion));
                standing::detail(document, words, criterion);
            }
            None => document.heading(3, InlineText::of("On no criterion")),
        }
        for thread in threads(words, &group.threads) {
            entry(document, words, thread, true);
        }
    }
    document.heading(2, InlineText::of("Other notes"));
    if words.summary.others.is_empty() {
        document.paragraph(InlineText::of("None."));
    }
    for group in &words.summary.others {
        document.heading(3, group_title(words, group));
        for thread in threads(words, &group.threads) {
            entry(document, words, thread, false);
        }
    }
}

pub(super) fn threads<'s>(
    words: &'s SummaryLookups,
    indexes: &'s [usize],
) -> impl Iterator<Item = &'s Thread> {
    indexes
        .iter()
        .filter_map(|index| words.summary.threads.get(*index))
}

fn group_title(words: &SummaryLookups, group: &NoteGroup) -> InlineText {
    let Some(id) = &group.increment else {
        return InlineText::of("On the whole");
    };
    let title = InlineText::of("On ").line(words.increment(id));
    match words
        .summary
        .increment_of(id)
        .and_then(|index| words.summary.increments.get(index))
    {
        Some(summary) => title.ours(": ").text(&summary.increment.title),
        None => title,
    }
}

/// Adds a thread; a snag's with its code.
pub(super) fn entry(document: &mut Document, words: &SummaryLookups, thread: &Thread, snag: bool) {
    let title = format!(
        "{}: {}",
        words.thread_id(thread.id),
        words.thread_words(thread)
    );
    document.heading(4, InlineText::of(title));
    let about = about(words, thread, snag);
    if !about.is_empty() {
        document.paragraph(InlineText::of("On ").lines(about, ", ").ours("."));
    }
    if let Some(anchor) = thread.place.anchor.as_ref().filter(|_| snag) {
        excerpt(document, anchor);
    }
    let edited = thread
        .edited
        .map_or(String::new(), |at| format!(", edited {}", time(at)));
    document.paragraph(
        InlineText::of("Written by ")
            .line(words.given(&thread.author, thread.at))
            .ours(edited + ":"),
    );
    document.quote(&thread.body.text);
    for reply in thread.replies.iter().filter(|reply| !reply.retracted) {
        document.paragraph(
            InlineText::of("Answered by ")
                .line(words.given(&reply.author, reply.at))
                .ours(":"),
        );
        document.quote(&reply.text);
    }
    if let Some(state) = words.thread_state(&thread.state) {
        document.paragraph(state);
    }
}

/// Describes a thread's subject: lines or an increment, at a commit; omits what its group says
/// already.
fn about(words: &SummaryLookups, thread: &Thread, snag: bool) -> Vec<InlineText> {
    let mut about = Vec::new();
    let increment = thread
        .place
        .increment
        .as_ref()
        .map(|id| words.increment(id));
    match &thread.place.anchor {
        Some(anchor) => {
            about.push(place(
                anchor,
                thread.subject.as_deref(),
                words.version(thread),
            ));
            about.extend(increment.filter(|_| snag));
        }
        None => about
            .extend(increment.map(|increment| increment.line(at_head(thread.subject.as_deref())))),
    }
    if !snag {
        about.extend(
            thread
                .place
                .criterion_id()
                .map(|id| InlineText::default().code(id.as_str())),
        );
    }
    about
}

/// Adds the lines that a note was written on, as the record keeps them.
fn excerpt(document: &mut Document, anchor: &Anchor) {
    let text = anchor.text.as_bytes();
    if text.is_empty() {
        return;
    }
    let lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
    let shown = lines.len().min(MAX_LINES);
    document.excerpt(Untrusted::new(lines[..shown].concat()), language(anchor));
    let all = anchor.lines.map_or(0, |lines| {
        u64::from(lines.last.saturating_sub(lines.first)) + 1
    });
    let all = all.max(lines.len() as u64);
    if all > shown as u64 {
        document.paragraph(InlineText::of(format!("The first {shown} of {all} lines.")));
    }
}

/// Names a file's language for highlighters. Only programming languages and plain data: hosts draw
/// some others, such as `mermaid`, as pictures, or offer to apply them.
fn language(anchor: &Anchor) -> &'static str {
    let name = anchor.path.base_name();
    let Some(dot) = name.iter().rposition(|byte| *byte == b'.') else {
        return "";
    };
    match &name[dot + 1..] {
        b"rs" => "rust",
        b"py" => "python",
        b"js" | b"mjs" | b"cjs" | b"jsx" => "js",
        b"ts" | b"tsx" => "ts",
        b"go" => "go",
        b"java" => "java",
        b"kt" | b"kts" => "kotlin",
        b"cs" => "csharp",
        b"c" | b"h" => "c",
        b"cc" | b"cpp" | b"cxx" | b"hpp" => "cpp",
        b"rb" => "ruby",
        b"php" => "php",
        b"swift" => "swift",
        b"scala" => "scala",
        b"ex" | b"exs" => "elixir",
        b"sh" | b"bash" => "sh",
        b"sql" => "sql",
        b"html" => "html",
        b"css" => "css",
        b"toml" => "toml",
        b"yml" | b"yaml" => "yaml",
        b"json" => "json",
        b"xml" => "xml",
        b"proto" => "protobuf",
        _ => "",
    }
}
