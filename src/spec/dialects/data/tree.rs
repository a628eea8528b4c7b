//! The tree of a data file: texts, lists and maps, each with its lines. Knows neither YAML nor
//! JSON, and nothing of requirements.

use crate::model::spec::LineRange;

/// The most levels of nested lists and maps that are read; deeper ones are skipped.
const MAX_DEPTH: usize = 48;

/// The most levels of nesting that are skipped. Parsers spend time on each open level, so reading
/// stops at the first value that is nested deeper.
const MAX_PASSED_OVER: usize = 1_000;

/// The most values of a file; the others are not read.
const MAX_NODES: usize = 3_000_000;

/// A value of a data file, with its lines.
#[derive(Debug)]
pub(super) struct DataNode {
    pub(super) value: DataValue,
    pub(super) lines: LineRange,
}

#[derive(Debug)]
pub(super) enum DataValue {
    /// A string, or a number or truth value as it is written in the file.
    Text(Box<str>),
    List(Box<[DataNode]>),
    Map(Box<[MapEntry]>),
    /// Null, an alias, or a value that is nested too deeply.
    None,
}

/// A key of a map with its value.
#[derive(Debug)]
pub(super) struct MapEntry {
    pub(super) key: Box<str>,
    /// The line of the key.
    pub(super) line: u32,
    pub(super) node: DataNode,
}

impl DataNode {
    /// Returns the text, trimmed, unless it is blank or the value is not a text.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            DataValue::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// Returns the entries of a map; none for other values.
    pub(super) fn entries(&self) -> &[MapEntry] {
        match &self.value {
            DataValue::Map(entries) => entries,
            _ => &[],
        }
    }
}

/// Builds a tree from the events of a parser.
#[derive(Default)]
pub(super) struct TreeBuilder {
    open: Vec<OpenNode>,
    /// The number of lists and maps open below the greatest depth that is read.
    below: usize,
    roots: Vec<DataNode>,
    count: usize,
    /// The line of the first value beyond the limit on values.
    pub(super) too_many: Option<u32>,
    /// The line of the first value that is nested too deeply.
    pub(super) too_deep: Option<u32>,
    /// The line at which reading stopped, because it is nested more deeply than anything that is
    /// skipped.
    pub(super) cut: Option<u32>,
}

struct OpenNode {
    first: u32,
    inner: OpenValue,
}

enum OpenValue {
    List(Vec<DataNode>),
    Map {
        entries: Vec<MapEntry>,
        key: Option<(Box<str>, u32)>,
    },
}

impl TreeBuilder {
    /// Stops reading if the list or map that begins at `line` is nested too deeply to be skipped;
    /// returns whether it did.
    pub(super) fn cut_if_deepest(&mut self, line: u32) -> bool {
        let is_deepest = self.open.len() + self.below >= MAX_PASSED_OVER;
        if is_deepest {
            self.cut(line);
        }
        is_deepest
    }

    /// Stops reading at a line, because the nesting there is too deep for the parser, and ends all
    /// open values.
    pub(super) fn cut(&mut self, line: u32) {
        self.cut = Some(line);
        self.below = self.below.min(1);
        while self.below > 0 || !self.open.is_empty() {
            self.end(None);
        }
    }

    /// Begins a list.
    pub(super) fn list(&mut self, line: u32) {
        self.begin(line, OpenValue::List(Vec::new()));
    }

    /// Begins a map.
    pub(super) fn map(&mut self, line: u32) {
        self.begin(
            line,
            OpenValue::Map {
                entries: Vec::new(),
                key: None,
            },
        );
    }

    fn begin(&mut self, line: u32, inner: OpenValue) {
        if self.below > 0 || self.open.len() == MAX_DEPTH {
            self.too_deep.get_or_insert(line);
            self.below += 1;
        } else {
            self.open.push(OpenNode { first: line, inner });
        }
    }

    /// Ends the innermost list or map; `line` is that of its closing mark, if it has one.
    pub(super) fn end(&mut self, line: Option<u32>) {
        if self.below > 0 {
            self.below -= 1;
            if self.below == 0 {
                let line = self.too_deep.or(line).unwrap_or(1);
                self.put(DataNode {
                    value: DataValue::None,
                    lines: LineRange::new(line, line),
                });
            }
            return;
        }
        let Some(OpenNode { first, inner }) = self.open.pop() else {
            return;
        };
        let (value, last) = match inner {
            OpenValue::List(nodes) => {
                let last = nodes.last().map(|node| node.lines.last);
                (DataValue::List(nodes.into_boxed_slice()), last)
            }
            OpenValue::Map { entries, .. } => {
                let last = entries
                    .last()
                    .map(|entry| entry.node.lines.last.max(entry.line));
                (DataValue::Map(entries.into_boxed_slice()), last)
            }
        };
        let last = line.or(last).unwrap_or(first).max(first);
        self.put(DataNode {
            value,
            lines: LineRange::new(first, last),
        });
    }

    /// Adds a text, a number or a truth value.
    pub(super) fn text(&mut self, text: &str, lines: LineRange) {
        if self.below == 0 {
            self.put(DataNode {
                value: DataValue::Text(text.into()),
                lines,
            });
        }
    }

    /// Adds an empty value, or one that is not followed.
    pub(super) fn none(&mut self, line: u32) {
        if self.below == 0 {
            self.put(DataNode {
                value: DataValue::None,
                lines: LineRange::new(line, line),
            });
        }
    }

    /// Adds a number or a truth value, unless it is in a list, where it is not a requirement.
    pub(super) fn scalar(&mut self, text: &str, lines: LineRange) {
        if !self.is_in_list() {
            self.text(text, lines);
        }
    }

    fn is_in_list(&self) -> bool {
        matches!(
            self.open.last().map(|open| &open.inner),
            Some(OpenValue::List(_))
        )
    }

    /// Adds a value to the innermost list or map; in a map, keys and values alternate.
    fn put(&mut self, node: DataNode) {
        let is_empty = match &node.value {
            DataValue::List(nodes) => nodes.is_empty(),
            DataValue::Map(entries) => entries.is_empty(),
            _ => false,
        };
        if is_empty && self.is_in_list() {
            return;
        }
        self.count += 1;
        if self.count > MAX_NODES {
            self.too_many.get_or_insert(node.lines.first);
            return;
        }
        match self.open.last_mut().map(|open| &mut open.inner) {
            None => self.roots.push(node),
            Some(OpenValue::List(nodes)) => nodes.push(node),
            Some(OpenValue::Map { entries, key }) => match key.take() {
                Some((key, line)) => entries.push(MapEntry { key, line, node }),
                None => *key = Some((node.text().unwrap_or_default().into(), node.lines.first)),
            },
        }
    }

    /// Returns the documents of the file.
    pub(super) fn finish(self) -> Vec<DataNode> {
        self.roots
    }
}
