//! Reads the attributes and anchors in brackets before a block: id, style, format of a table. Knows
//! nothing of the block.

/// The attributes of the next block.
#[derive(Clone, Default, Debug)]
pub(super) struct BlockAttributes {
    /// The first word in the brackets: `NOTE`, `source`, `quote` …
    pub(super) style: String,
    /// The second word in the brackets: the language of a source block.
    pub(super) second: String,
    pub(super) has_header: bool,
    /// The number of columns that a table declares.
    pub(super) columns: Option<usize>,
    /// The mark that divides a table's values, if they are not cells behind bars.
    pub(super) delimiter: Option<char>,
}

/// Returns the anchor in a line in brackets: `[[id]]`, `[#id]`, `[style#id.role]`, `[id=id]`.
pub(super) fn anchor(line: &str) -> Option<&str> {
    if let Some(inner) = line.strip_prefix("[[") {
        return inner.split([']', ',']).next();
    }
    let inner = line.strip_prefix('[')?.strip_suffix(']')?;
    let first = inner.split(',').next()?;
    if let Some((_, id)) = first.split_once('#') {
        return id.split(['.', '%', ',']).next();
    }
    let (_, id) = inner.split_once("id=")?;
    id.trim_start_matches(['"', '\''])
        .split(['"', '\'', ',', ' '])
        .next()
}

impl BlockAttributes {
    /// Adds the attributes of a line in brackets.
    pub(super) fn take(&mut self, line: &str) {
        let inner = line.trim_start_matches('[').trim_end_matches(']');
        self.has_header |= has_header(inner);
        if let Some(columns) = value(inner, "cols") {
            self.columns = count(columns);
        }
        match value(inner, "format") {
            Some("csv") => self.delimiter = Some(','),
            Some("tsv") => self.delimiter = Some('\t'),
            Some("dsv") => self.delimiter = Some(':'),
            _ => {}
        }
        let mut words = inner.split(',').map(|word| word.trim().trim_matches('"'));
        let plain = |word: &&str| !word.is_empty() && !word.contains('=');
        let style = words
            .next()
            .filter(plain)
            .map(|word| word.split(['#', '.', '%']).next().unwrap_or(word));
        if let Some(style) = style.filter(|style| !style.is_empty()) {
            style.clone_into(&mut self.style);
        }
        if let Some(second) = words.next().filter(plain) {
            second.clone_into(&mut self.second);
        }
    }

    /// Returns whether the block is a remark, which is not part of the text proper.
    pub(super) fn is_remark(&self) -> bool {
        is_remark(&self.style) || matches!(self.style.as_str(), "quote" | "verse" | "example")
    }
}

/// Returns whether a word marks a remark.
pub(super) fn is_remark(word: &str) -> bool {
    matches!(word, "NOTE" | "TIP" | "IMPORTANT" | "WARNING" | "CAUTION")
}

fn has_header(inner: &str) -> bool {
    let options = value(inner, "options")
        .or_else(|| value(inner, "opts"))
        .unwrap_or_default();
    options.split(',').any(|option| option.trim() == "header") || inner.contains("%header")
}

/// Returns the value of `name=value` or `name="value"`.
fn value<'a>(inner: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = inner.split_once(&format!("{name}="))?;
    match rest.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next(),
        None => rest.split(',').next().map(str::trim),
    }
}

/// Counts the columns of a `cols` attribute: three for `1,2a,3`, five for `1,2a,3*`; a number alone
/// is the count.
fn count(columns: &str) -> Option<usize> {
    if let Ok(count) = columns.trim().parse::<usize>() {
        return (count > 0).then_some(count.min(1000));
    }
    let one = |column: &str| {
        let times = column
            .trim()
            .split_once('*')
            .and_then(|(times, _)| times.parse::<usize>().ok());
        times.unwrap_or(1).min(1000)
    };
    let count = columns
        .split([',', ';'])
        .filter(|column| !column.trim().is_empty())
        .map(one)
        .sum();
    (count > 0).then_some(count)
}
