//! One file of each format, at 100,000 criteria and at 10 MB, as it is and with its line ends
//! spoilt.

mod data;
mod markdown;
mod markups;

use super::{File, LARGE};

/// A way to write criteria.
struct Format {
    name: &'static str,
    path: &'static str,
    head: &'static str,
    item: fn(usize) -> String,
    tail: &'static str,
}

/// How much is written, and how.
#[derive(Clone, Copy)]
enum Size {
    /// 100,000 criteria.
    Criteria,
    /// 10 MB.
    Large,
    /// 10 MB on one line.
    OneLine,
    /// 10 MB with carriage returns in place of line feeds.
    Returns,
}

/// All formats in all sizes.
pub(super) fn all() -> impl Iterator<Item = File> {
    let sizes = [
        (Size::Criteria, "100,000 criteria"),
        (Size::Large, "10 MB"),
        (Size::OneLine, "on one line"),
        (Size::Returns, "carriage returns alone"),
    ];
    sizes.into_iter().flat_map(|(size, what)| {
        let formats = [markdown::FORMATS, markups::FORMATS, data::FORMATS]
            .into_iter()
            .flatten();
        formats.map(move |format| File {
            name: format!("{}: {what}", format.name),
            path: format.path,
            text: Box::new(move || format.text(size)),
        })
    })
}

impl Format {
    fn text(&self, size: Size) -> String {
        let mut text = self.head.to_owned();
        for number in 0.. {
            let is_done = match size {
                Size::Criteria => number == 100_000,
                _ => text.len() >= LARGE,
            };
            if is_done {
                break;
            }
            text.push_str(&(self.item)(number));
        }
        text.push_str(self.tail);
        match size {
            Size::Criteria | Size::Large => text,
            Size::OneLine => text.replace('\n', " "),
            Size::Returns => text.replace('\n', "\r"),
        }
    }
}
