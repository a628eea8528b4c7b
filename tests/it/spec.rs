//! Tests of the `spec` area, as a user would notice.

mod account;
mod asciidoc;
mod bounds;
mod context;
mod csv;
mod data;
mod documented;
mod documents;
mod doorstop;
mod drawn_tables;
mod fences;
mod gherkin;
mod groups;
mod headings;
mod hostile;
mod ids;
mod inline;
mod languages;
mod lines;
mod lost_marks;
mod markdown;
mod marked;
mod markup;
mod places;
mod properties;
mod prose;
mod references;
mod reqif;
mod scenarios;
mod sphinx_needs;
mod stories;
mod strictdoc;
mod tables;
mod templates;
mod told;
mod toml;
mod tongues;
mod unread;

use snaglist::model::spec::{Criterion, Spec};
use snaglist::model::text::RepoPath;
use snaglist::spec::{ReadError, read};

/// Reads a text as the file of that name.
fn try_read(path: &str, text: &str) -> Result<Spec, ReadError> {
    read(&RepoPath::from(path), text.as_bytes(), None)
}

/// Reads a text that holds criteria.
fn spec(path: &str, text: &str) -> Spec {
    try_read(path, text).unwrap_or_else(|error| panic!("{error}"))
}

/// Its criteria as `id: text`, in order.
fn listed(spec: &Spec) -> Vec<String> {
    spec.criteria
        .iter()
        .map(|criterion| format!("{}: {}", criterion.id, text_of(criterion)))
        .collect()
}

fn text_of(criterion: &Criterion) -> String {
    criterion.text.lossy().into_owned()
}

fn section_of(criterion: &Criterion) -> Vec<String> {
    criterion
        .section
        .iter()
        .map(|label| label.lossy().into_owned())
        .collect()
}

fn ids_of(spec: &Spec) -> Vec<&str> {
    spec.criteria
        .iter()
        .map(|criterion| criterion.id.as_str())
        .collect()
}

fn lines_of(spec: &Spec) -> Vec<(u32, u32)> {
    spec.criteria
        .iter()
        .map(|criterion| (criterion.lines.first, criterion.lines.last))
        .collect()
}
