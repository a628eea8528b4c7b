//! Gherkin: features, also in Markdown (`.feature.md`). Each scenario is one criterion.
//!
//! Owns which files are features and which language they are in. Knows nothing of running them. The
//! reader goes line by line, instead of parsing the whole file, so that it can read a file with
//! errors as far as possible.

mod closings;
mod line;
mod open;
mod pass;
mod tags;

use crate::model::spec::Dialect;
use crate::spec::draft::SpecDraft;
use crate::spec::error::ReadError;
use crate::spec::keywords::{KeywordLanguage, Title};
use crate::spec::place::{Folder, SplitPath};
use crate::spec::source::SpecText;

use super::Reader;
use line::{Syntax, language_code};
use pass::GherkinPass;

const LOOKED_FOR: &str = "scenarios: lines that begin with `Scenario:`, `Example:` or `Scenario Outline:`, or with \
                          the same in the language that `# language: fr` names at the top";

/// Endings of files that other readers handle better.
const FOREIGN: [&str; 9] = [
    "md", "markdown", "mdown", "mkd", "rst", "toml", "yml", "yaml", "sdoc",
];

/// Features and their scenarios.
pub(super) struct Features;

impl Reader for Features {
    fn dialect(&self) -> Dialect {
        Dialect::Gherkin
    }

    fn place(&self, place: &SplitPath) -> Option<u32> {
        self.claims(place).then(|| 500 + place.depth())
    }

    fn group(&self, place: &SplitPath) -> Option<Folder> {
        self.place(place)?;
        place.own_folder("features")
    }

    fn claims(&self, place: &SplitPath) -> bool {
        place.stem(&["feature"]).is_some() || is_markdown(place)
    }

    fn recognises(&self, place: &SplitPath, source: &SpecText) -> bool {
        if place.stem(&FOREIGN).is_some() {
            return false;
        }
        let language = language_of(source.text(), Syntax::Plain).0;
        let mut lines = meaningful(source.text(), Syntax::Plain);
        let opens = |title: Title| {
            move |line: &str| language.title(line).is_some_and(|found| found.0 == title)
        };
        lines.next().is_some_and(opens(Title::Feature))
            && (lines.clone().any(opens(Title::Scenario))
                || lines.clone().any(opens(Title::Outline)))
    }

    fn read(&self, place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError> {
        let syntax = if is_markdown(place) {
            Syntax::Markdown
        } else {
            Syntax::Plain
        };
        let (language, unknown) = language_of(source.text(), syntax);
        let mut draft = GherkinPass::new(source, syntax, language).run();
        if let Some((line, code)) = unknown {
            let message = "Gherkin has no language with this code, so the language was guessed; correct the code";
            draft.warn(line, message, code);
        }
        if draft.found.is_empty() {
            return Err(ReadError::NoCriteria {
                looked_for: LOOKED_FOR,
            });
        }
        let scenarios = if draft.found.len() == 1 {
            "scenario"
        } else {
            "scenarios"
        };
        draft.because = format!(
            "{} {scenarios} in Gherkin ({})",
            draft.found.len(),
            language.code
        );
        Ok(draft)
    }
}

fn is_markdown(place: &SplitPath) -> bool {
    place
        .stem(&["md"])
        .is_some_and(|stem| stem.ends_with(".feature"))
}

/// Returns the language of a text, and the line and code of a language that Gherkin does not have.
fn language_of(text: &str, syntax: Syntax) -> (KeywordLanguage, Option<(u32, &str)>) {
    let comments = text
        .lines()
        .zip(1..)
        .map(|(line, number)| (line.trim(), number));
    let comments = comments.take_while(|(line, _)| line.is_empty() || line.starts_with('#'));
    let named = comments
        .filter_map(|(line, number)| Some((number, language_code(line)?)))
        .next();
    let language = named.and_then(|(_, code)| KeywordLanguage::named(code));
    let unknown = named.filter(|_| language.is_none());
    let language = language.or_else(|| KeywordLanguage::guess(meaningful(text, syntax)));
    (language.unwrap_or_else(KeywordLanguage::english), unknown)
}

/// Returns the lines that are neither blank, tags nor comments; in Markdown, the headings without
/// their marks.
fn meaningful(text: &str, syntax: Syntax) -> impl Iterator<Item = &str> + Clone {
    let lines = text.lines().map(str::trim);
    lines
        .filter_map(move |line| match syntax {
            Syntax::Plain => Some(line).filter(|line| !line.starts_with(['#', '@'])),
            Syntax::Markdown => Some(line.strip_prefix('#')?.trim_start_matches('#').trim_start()),
        })
        .filter(|line| !line.is_empty())
}
