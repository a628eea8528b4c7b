//! The files that reading is measured on. Owns what is in them; knows nothing of how they are read.

mod dialects;
mod evil;
mod formats;
mod markdown;

/// The size of a large file, in bytes.
const LARGE: usize = 10_000_000;

/// A file to read: its name, and its text.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    pub(crate) path: &'static str,
    pub(crate) text: fn() -> String,
}

/// A file of a format, by name, path and text.
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) path: &'static str,
    text: Box<dyn Fn() -> String>,
}

impl File {
    /// Makes the text.
    pub(crate) fn text(&self) -> String {
        (self.text)()
    }
}

/// All files.
pub(crate) fn all() -> impl Iterator<Item = File> {
    let shapes = [markdown::SHAPES, dialects::SHAPES]
        .into_iter()
        .flatten()
        .chain(evil::all());
    let shapes = shapes.map(|shape| File {
        name: shape.name.to_owned(),
        path: shape.path,
        text: Box::new(shape.text),
    });
    formats::all().chain(shapes)
}

const fn shape(path: &'static str, name: &'static str, text: fn() -> String) -> Shape {
    Shape { name, path, text }
}

/// A file of Markdown.
const fn markdown(name: &'static str, text: fn() -> String) -> Shape {
    shape("SPEC.md", name, text)
}

/// A piece of text over and over, up to the size of a large file.
fn of(piece: &str) -> String {
    piece.repeat(LARGE / piece.len())
}

/// The same in the only item under a heading of criteria.
fn item_of(piece: &str) -> String {
    format!("## Requirements\n\n- {}", of(piece))
}

/// Numbered pieces up to the size of a large file.
fn numbered(piece: fn(usize) -> String) -> String {
    let mut text = String::with_capacity(LARGE + 100);
    text.push_str("## Requirements\n\n");
    let mut number = 0;
    while text.len() < LARGE {
        text.push_str(&piece(number));
        number += 1;
    }
    text
}
