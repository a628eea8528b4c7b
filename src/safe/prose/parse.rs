//! Converts Markdown to rows, from the parser's events in order.
//!
//! Owns how each construct of Markdown is shown. Knows nothing of widths.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::layout::{Lead, Prose, ProseRows};
use super::{ProseStyle, step_word, table};

/// Adds the blocks of a text.
pub(super) fn blocks(text: &str, rows: &mut ProseRows) {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let parser = Parser::new_ext(text, options);
    let mut definitions: Vec<(usize, String)> = parser
        .reference_definitions()
        .iter()
        .map(|(_, found)| {
            (
                found.span.start,
                text.get(found.span.clone()).unwrap_or_default().to_owned(),
            )
        })
        .collect();
    definitions.sort();
    let mut reader = ProseReader {
        text,
        rows,
        containers: Vec::new(),
        open: Vec::new(),
        prose: None,
        table: None,
    };
    for (event, span) in parser.into_offset_iter() {
        reader.take(event, &span);
    }
    reader.close();
    for (at, definition) in definitions {
        reader.gap_before(at);
        for line in definition.lines() {
            let marks = vec![(0..line.len(), ProseStyle::Target)];
            reader.rows.prose(
                Prose {
                    text: line.to_owned(),
                    marks,
                },
                &Lead::default(),
                &Lead::default(),
            );
        }
    }
}

/// An open list or quotation.
enum Container {
    Quote,
    /// The number of the next item; `None` in a list with bullets.
    List(Option<u64>),
    /// The prefix of an item's first line, used once; the other lines get as many blanks.
    Item {
        marker: String,
        shown: bool,
    },
}

/// Text within a block, before its line breaks are decided.
#[derive(Default)]
struct ProseDraft {
    prose: Prose,
    /// Line ends, as bytes of `prose.text`, with whether the author meant a break.
    breaks: Vec<(usize, bool)>,
    /// Whether all of it is code, which keeps its lines.
    code: bool,
}

struct ProseReader<'a> {
    text: &'a str,
    rows: &'a mut ProseRows,
    containers: Vec<Container>,
    /// Open inline marks: style, start, and a link's target.
    open: Vec<(ProseStyle, usize, Option<String>)>,
    prose: Option<ProseDraft>,
    table: Option<Vec<Vec<Prose>>>,
}

impl ProseReader<'_> {
    fn take(&mut self, event: Event<'_>, span: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.lines(&text, None, span),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.put(&text, Some(ProseStyle::Code), span);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                self.lines(&html, Some(ProseStyle::Target), span)
            }
            Event::FootnoteReference(label) => self.put(&label, Some(ProseStyle::Target), span),
            Event::SoftBreak => self.line_break(false, span),
            Event::HardBreak => self.line_break(true, span),
            Event::Rule => {
                self.close();
                self.gap_before(span.start);
                let (first, rest) = self.leads();
                let dashes =
                    "-".repeat(self.rows.width().saturating_sub(first.text.len() as u32) as usize);
                let marks = vec![(0..dashes.len(), ProseStyle::Frame)];
                self.rows.prose(
                    Prose {
                        text: dashes,
                        marks,
                    },
                    &first,
                    &rest,
                );
            }
            Event::TaskListMarker(ticked) => {
                if let Some(Container::Item { marker, .. }) = self.containers.last_mut() {
                    *marker += if ticked { "[x] " } else { "[ ] " };
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: &Range<usize>) {
        match tag {
            Tag::BlockQuote(_) => {
                self.close();
                self.containers.push(Container::Quote);
            }
            Tag::List(first) => {
                self.close();
                self.containers.push(Container::List(first));
            }
            Tag::Item => {
                self.close();
                let marker = match self.containers.last_mut() {
                    Some(Container::List(Some(number))) => {
                        let marker = format!("{number}. ");
                        *number = number.saturating_add(1);
                        marker
                    }
                    _ => "- ".to_owned(),
                };
                self.containers.push(Container::Item {
                    marker,
                    shown: false,
                });
            }
            Tag::CodeBlock(kind) => {
                self.begin(span);
                self.draft(span).code = true;
                if let CodeBlockKind::Fenced(info) = kind
                    && !info.trim().is_empty()
                {
                    let (first, rest) = self.leads();
                    let marks = vec![(0..info.len(), ProseStyle::Target)];
                    self.rows.prose(
                        Prose {
                            text: info.to_string(),
                            marks,
                        },
                        &first,
                        &rest,
                    );
                }
            }
            Tag::Table(_) => {
                self.begin(span);
                self.prose = None;
                self.table = Some(Vec::new());
            }
            Tag::TableHead | Tag::TableRow => self
                .table
                .iter_mut()
                .for_each(|lines| lines.push(Vec::new())),
            Tag::TableCell => self.prose = Some(ProseDraft::default()),
            Tag::Emphasis => self.mark(ProseStyle::Emphasis, None, span),
            Tag::Strong => self.mark(ProseStyle::Strong, None, span),
            Tag::Strikethrough => self.mark(ProseStyle::Struck, None, span),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                let says_itself = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let target = (!says_itself).then(|| target(&dest_url, &title));
                self.mark(ProseStyle::Link, target, span);
            }
            Tag::Image {
                dest_url, title, ..
            } => {
                self.mark(ProseStyle::Link, Some(target(&dest_url, &title)), span);
                self.put("image: ", Some(ProseStyle::Target), span);
            }
            Tag::Heading { .. } => {
                self.begin(span);
                self.mark(ProseStyle::Heading, None, span);
            }
            // All others are some kind of paragraph.
            _ => self.begin(span),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image => {
                self.end_mark();
            }
            TagEnd::TableCell => {
                let cell = self.prose.take().unwrap_or_default().prose;
                if let Some(line) = self.table.as_mut().and_then(|lines| lines.last_mut()) {
                    line.push(cell);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {}
            TagEnd::Table => {
                let lines = self.table.take().unwrap_or_default();
                let (first, rest) = self.leads();
                table::table(&lines, &first, &rest, self.rows);
            }
            TagEnd::Heading(_) => {
                self.end_mark();
                self.close();
            }
            TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::List(_) => {
                self.close();
                // An empty item still has its bullet.
                if matches!(
                    self.containers.last(),
                    Some(Container::Item { shown: false, .. })
                ) {
                    let (first, rest) = self.leads();
                    self.rows.prose(Prose::default(), &first, &rest);
                }
                self.containers.pop();
            }
            _ => self.close(),
        }
    }

    /// Begins a block; ends open text.
    fn begin(&mut self, span: &Range<usize>) {
        self.close();
        self.draft(span);
    }

    /// Returns the current block; an item's text may come without a paragraph around it.
    fn draft(&mut self, span: &Range<usize>) -> &mut ProseDraft {
        if self.prose.is_none() {
            self.gap_before(span.start);
        }
        self.prose.get_or_insert_default()
    }

    fn put(&mut self, text: &str, mark: Option<ProseStyle>, span: &Range<usize>) {
        let draft = self.draft(span);
        let start = draft.prose.text.len();
        draft.prose.text += text;
        draft
            .prose
            .marks
            .extend(mark.map(|mark| (start..start + text.len(), mark)));
    }

    /// Adds text with line breaks that are all meant.
    fn lines(&mut self, text: &CowStr<'_>, mark: Option<ProseStyle>, span: &Range<usize>) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.line_break(true, span);
            }
            self.put(line.strip_suffix('\r').unwrap_or(line), mark, span);
        }
    }

    fn line_break(&mut self, meant: bool, span: &Range<usize>) {
        let draft = self.draft(span);
        draft.breaks.push((draft.prose.text.len(), meant));
        draft.prose.text.push(' ');
    }

    fn mark(&mut self, mark: ProseStyle, target: Option<String>, span: &Range<usize>) {
        let at = self.draft(span).prose.text.len();
        self.open.push((mark, at, target));
    }

    fn end_mark(&mut self) {
        let (Some((mark, start, target)), Some(draft)) = (self.open.pop(), &mut self.prose) else {
            return;
        };
        let prose = &mut draft.prose;
        prose.marks.push((start..prose.text.len(), mark));
        if let Some(target) = target.filter(|target| prose.text.get(start..) != Some(target)) {
            let at = prose.text.len();
            prose.text += &format!(" ({target})");
            prose
                .marks
                .push((at + 1..prose.text.len(), ProseStyle::Target));
        }
    }

    /// Ends the open text: decides its line breaks and adds it.
    fn close(&mut self) {
        let Some(draft) = self.prose.take() else {
            return;
        };
        self.open.clear();
        let (mut first, rest) = self.leads();
        let code = draft.code;
        let text = draft.prose.text.trim_end();
        if text.is_empty() {
            return;
        }
        for range in draft.settled(text.len()) {
            let line = draft.prose.part(&range);
            match code {
                true => self.rows.code(&line.text, &first, &rest),
                false => self.rows.prose(line, &first, &rest),
            }
            first = rest.clone();
        }
    }

    /// Adds an empty row where the source has an empty line before a block.
    fn gap_before(&mut self, at: usize) {
        let before = self.text.get(..at).unwrap_or_default();
        let Some(above) = before.rfind('\n').and_then(|end| before.get(..end)) else {
            return;
        };
        let above = above.rsplit('\n').next().unwrap_or(above);
        if above.trim_matches([' ', '\t', '\r', '>']).is_empty() {
            self.rows.gap();
        }
    }

    /// Returns the prefix of the next block's first line, and of its further lines.
    fn leads(&mut self) -> (Lead, Lead) {
        let (mut first, mut rest) = (Lead::default(), Lead::default());
        for container in &mut self.containers {
            match container {
                Container::Quote => {
                    [&mut first, &mut rest].map(|lead| lead.push("> ", Some(ProseStyle::Quote)))
                }
                Container::List(_) => continue,
                Container::Item { marker, shown } => {
                    let blanks = " ".repeat(marker.len());
                    let own = if std::mem::replace(shown, true) {
                        &blanks
                    } else {
                        &*marker
                    };
                    first.push(own, Some(ProseStyle::Bullet));
                    rest.push(&blanks, None);
                    continue;
                }
            };
        }
        (first, rest)
    }
}

impl ProseDraft {
    /// Returns the byte ranges of lines that keep their break: those that the author ended on
    /// purpose, and steps.
    fn settled(&self, end: usize) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut start = 0;
        for (at, meant) in self.breaks.iter().filter(|(at, _)| *at < end) {
            let next = self.prose.text.get(at + 1..).unwrap_or_default();
            if *meant || step_word(next) > 0 {
                lines.push(start..*at);
                start = at + 1;
            }
        }
        lines.push(start..end);
        lines
    }
}

impl Prose {
    fn part(&self, range: &Range<usize>) -> Self {
        let within = |found: &Range<usize>| {
            let found = found.start.max(range.start)..found.end.min(range.end);
            (found.start < found.end).then(|| found.start - range.start..found.end - range.start)
        };
        Self {
            text: self.text.get(range.clone()).unwrap_or_default().to_owned(),
            marks: self
                .marks
                .iter()
                .filter_map(|(found, mark)| Some((within(found)?, *mark)))
                .collect(),
        }
    }
}

/// Formats a link's target, with the title that browsers show as a tooltip.
fn target(dest: &str, title: &str) -> String {
    if title.is_empty() {
        dest.to_owned()
    } else {
        format!("{dest} \"{title}\"")
    }
}
