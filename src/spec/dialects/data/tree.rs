//! A data file as a tree of texts, lists and maps, each with its lines. Knows neither YAML nor JSON, and nothing of
//! requirements.

use crate::model::spec::LineRange;

/// How deep lists and maps may stand in one another; what is deeper is passed over.
const MAX_DEPTH: usize = 48;

/// How deep they may be passed over. Parsers spend time on each that is open, so nothing is read from the first one on
/// that lies deeper.
const MAX_PASSED_OVER: usize = 1_000;

/// The most values of a file; the rest is not read.
const MAX_NODES: usize = 3_000_000;

/// A value of a data file.
#[derive(Debug)]
pub(super) struct DataNode {
    pub(super) value: DataValue,
    pub(super) lines: LineRange,
}

#[derive(Debug)]
pub(super) enum DataValue {
    /// A string, or a number or truth value as it is written.
    Text(Box<str>),
    List(Box<[DataNode]>),
    Map(Box<[MapEntry]>),
    /// Nothing, or what is not followed.
    None,
}

/// A value in a map.
#[derive(Debug)]
pub(super) struct MapEntry {
    pub(super) key: Box<str>,
    /// Of the key.
    pub(super) line: u32,
    pub(super) node: DataNode,
}

impl DataNode {
    /// The text, if it is one that is not blank.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            DataValue::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// What is in it, if it is a map.
    pub(super) fn entries(&self) -> &[MapEntry] {
        match &self.value {
            DataValue::Map(entries) => entries,
            _ => &[],
        }
    }
}

/// Puts a tree together from what a parser says piece by piece.
#[derive(Default)]
pub(super) struct TreeBuilder {
    open: Vec<OpenNode>,
    /// How many are open below the greatest depth.
    below: usize,
    roots: Vec<DataNode>,
    count: usize,
    /// The line from which on there were too many values.
    pub(super) too_many: Option<u32>,
    /// The first line that lies too deep.
    pub(super) too_deep: Option<u32>,
    /// The line from which on nothing was read, as it lies deeper than anything is passed over.
    pub(super) cut: Option<u32>,
}

struct OpenNode {
    first: u32,
    inner: OpenValue,
}

enum OpenValue {
    List(Vec<DataNode>),
    Map { entries: Vec<MapEntry>, key: Option<(Box<str>, u32)> },
}

impl TreeBuilder {
    /// Ends the reading where a list or map begins that lies too deep to be passed over; says whether it did. `line` is
    /// that of its start.
    pub(super) fn cut_if_deepest(&mut self, line: u32) -> bool {
        let is_deepest = self.open.len() + self.below >= MAX_PASSED_OVER;
        if is_deepest {
            self.cut(line);
        }
        is_deepest
    }

    /// Ends the reading at a line, as what begins there lies too deep for the parser.
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
        self.begin(line, OpenValue::Map { entries: Vec::new(), key: None });
    }

    fn begin(&mut self, line: u32, inner: OpenValue) {
        if self.below > 0 || self.open.len() == MAX_DEPTH {
            self.too_deep.get_or_insert(line);
            self.below += 1;
        } else {
            self.open.push(OpenNode { first: line, inner });
        }
    }

    /// Ends the list or map begun last; `line` is that of its closing mark, if it has one.
    pub(super) fn end(&mut self, line: Option<u32>) {
        if self.below > 0 {
            self.below -= 1;
            if self.below == 0 {
                let line = self.too_deep.or(line).unwrap_or(1);
                self.put(DataNode { value: DataValue::None, lines: LineRange::new(line, line) });
            }
            return;
        }
        let Some(OpenNode { first, inner }) = self.open.pop() else { return };
        let (value, last) = match inner {
            OpenValue::List(nodes) => {
                let last = nodes.last().map(|node| node.lines.last);
                (DataValue::List(nodes.into_boxed_slice()), last)
            }
            OpenValue::Map { entries, .. } => {
                let last = entries.last().map(|entry| entry.node.lines.last.max(entry.line));
                (DataValue::Map(entries.into_boxed_slice()), last)
            }
        };
        let last = line.or(last).unwrap_or(first).max(first);
        self.put(DataNode { value, lines: LineRange::new(first, last) });
    }

    /// A text, a number or a truth value.
    pub(super) fn text(&mut self, text: &str, lines: LineRange) {
        if self.below == 0 {
            self.put(DataNode { value: DataValue::Text(text.into()), lines });
        }
    }

    /// Nothing, or what is not followed.
    pub(super) fn none(&mut self, line: u32) {
        if self.below == 0 {
            self.put(DataNode { value: DataValue::None, lines: LineRange::new(line, line) });
        }
    }

    /// A number or a truth value. In a list it is no requirement, and not kept.
    pub(super) fn scalar(&mut self, text: &str, lines: LineRange) {
        if !self.is_in_list() {
            self.text(text, lines);
        }
    }

    fn is_in_list(&self) -> bool {
        matches!(self.open.last().map(|open| &open.inner), Some(OpenValue::List(_)))
    }

    /// Takes a value where it belongs: in a map, keys and values come in turn.
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

    /// The documents of the file.
    pub(super) fn finish(self) -> Vec<DataNode> {
        self.roots
    }
}
