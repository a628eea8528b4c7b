//! The colouring layer: languages told apart, snippets of each, states across lines, and bounds.

mod hostile;
mod languages;
mod order;
mod painters;
mod snippets;
mod states;
mod theme;
mod wire;

use std::sync::Arc;

use snaglist::model::change::FileText;
use snaglist::model::paint::{Paint, Spans};
use snaglist::model::text::RepoPath;
use snaglist::syntax::{Grammars, Language, Painter};

fn language(path: &str) -> Language {
    Language::of(&RepoPath::from(path), b"").unwrap_or_else(|| panic!("{path} has a language"))
}

fn text(source: impl Into<Vec<u8>>) -> Arc<FileText> {
    Arc::new(FileText::new(source.into()))
}

fn painter(path: &str, source: impl Into<Vec<u8>>) -> Painter {
    Painter::new(language(path), text(source), u32::MAX)
}

fn paint_all(path: &str, source: impl Into<Vec<u8>>) -> Vec<Spans> {
    let mut painter = painter(path, source);
    painter
        .paint(&mut Grammars::load(), 0..u32::MAX, &mut |_| true)
        .unwrap()
}

/// What every byte of a piece is, when all are the same.
fn class(source: &str, spans: &[Spans], piece: &str) -> Result<Option<Paint>, String> {
    let at = source
        .find(piece)
        .unwrap_or_else(|| panic!("{piece:?} is in the snippet"));
    let line = source[..at].matches('\n').count();
    let start = at - source[..at].rfind('\n').map_or(0, |end| end + 1);
    let mut classes: Vec<_> = (start..start + piece.len())
        .map(|byte| spans[line].at(byte as u32))
        .collect();
    classes.dedup();
    match classes.as_slice() {
        [one] => Ok(*one),
        several => Err(format!("{piece:?} is {several:?}")),
    }
}
