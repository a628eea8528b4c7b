//! Makes one pass over the lines of a feature and collects the criteria. Knows no keywords.

use std::collections::HashMap;

use crate::model::spec::{LineRange, Requirement};
use crate::model::text::Untrusted;
use crate::spec::draft::{self, DraftCriterion, MAX_LABEL_CHARS, SpecDraft, clip};
use crate::spec::ids::Name;
use crate::spec::markdown::body::columns;
use crate::spec::source::SpecText;

use super::closings::Closings;
use super::line::{GherkinLine, Syntax, cells, line};
use super::open::OpenBlock;
use super::tags;
use crate::spec::keywords::{KeywordLanguage, Title};

/// The letters of the made-up id of a scenario, before its number.
const STEM: &str = "S";

/// The part of the file that the next lines belong to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum OpenPart {
    /// No part: before the first title, or after a scenario that ended.
    Nothing,
    /// Words after a title.
    Description,
    /// Steps with their tables and doc strings.
    Steps,
    /// The rows of examples.
    Rows,
}

/// The tags of a scenario that may be its id: its own, and the first one above it.
type IdCandidates<'a> = (Vec<&'a str>, Option<&'a str>);

/// The state of the pass.
pub(super) struct GherkinPass<'a> {
    source: &'a SpecText,
    syntax: Syntax,
    language: KeywordLanguage,
    draft: SpecDraft,
    within: OpenPart,
    /// The open feature. A line goes to the innermost of scenario, rule and feature that is open.
    feature: Option<OpenBlock<'a>>,
    rule: Option<OpenBlock<'a>>,
    scenario: Option<OpenBlock<'a>>,
    /// Whether a background is being read, whose lines belong to its rule or feature.
    is_background: bool,
    /// Tags that wait for a title, and the line of the first, 1-based.
    tags: Option<(u32, Vec<&'a str>)>,
    /// The candidates for the id of each criterion, by its index in the draft.
    candidates: Vec<IdCandidates<'a>>,
    /// The number of cells in the first row of the table that is being read.
    width: Option<usize>,
    /// Whether the step that is being read may have a doc string: it has had none so far.
    takes_text: bool,
}

impl<'a> GherkinPass<'a> {
    pub(super) fn new(source: &'a SpecText, syntax: Syntax, language: KeywordLanguage) -> Self {
        Self {
            source,
            syntax,
            language,
            draft: SpecDraft::default(),
            within: OpenPart::Nothing,
            feature: None,
            rule: None,
            scenario: None,
            is_background: false,
            tags: None,
            candidates: Vec::new(),
            width: None,
            takes_text: false,
        }
    }

    /// Makes the pass; returns the findings.
    pub(super) fn run(mut self) -> SpecDraft {
        let lines: Vec<&'a str> = self.source.text().lines().collect();
        let mut closed_by = Closings::default();
        let mut at = 0;
        while let Some(raw) = lines.get(at) {
            let number = at as u32 + 1;
            let found = line(raw.trim(), self.syntax, &self.language);
            let fence = match found {
                GherkinLine::Fence(fence) if self.takes_fence(number, raw) => Some(fence),
                _ => None,
            };
            if let Some(fence) = fence {
                if let Some(end) = closed_by.after(at, fence, &lines) {
                    for (line, number) in lines.get(at..=end).into_iter().flatten().zip(number..) {
                        self.text(number, line);
                    }
                    at = end + 1;
                    continue;
                }
                let message = "this doc string never ends, so the lines after it were read as if it were not there; \
                               close it with the same mark";
                self.draft.warn(number, message, raw.trim());
                self.text(number, raw);
            } else {
                self.line(number, raw, found);
            }
            at += 1;
        }
        self.finish()
    }

    /// Returns whether a doc string may start here: after a step in plain Gherkin, anywhere in
    /// Markdown, where it may be any code.
    fn takes_fence(&mut self, number: u32, raw: &str) -> bool {
        if self.syntax == Syntax::Markdown {
            return true;
        }
        let takes = self.within == OpenPart::Steps;
        if takes && !self.takes_text {
            self.draft.warn(
                number,
                "this step has a second doc string, but a step takes only one; merge them",
                raw.trim(),
            );
        }
        self.takes_text = false;
        takes
    }

    fn line(&mut self, number: u32, raw: &'a str, found: GherkinLine<'a>) {
        match found {
            GherkinLine::Blank => self.text(number, ""),
            GherkinLine::Comment => {}
            GherkinLine::Tags(text) => self.take_tags(number, text),
            GherkinLine::Title {
                title,
                keyword,
                name,
                level,
            } => self.title(number, raw, title, keyword, name, level),
            GherkinLine::Heading { level } => self.heading(number, raw, level),
            GherkinLine::Step => self.step(number, raw),
            GherkinLine::Row => self.row(number, raw),
            GherkinLine::Fence(_) | GherkinLine::Other => self.other(number, raw),
        }
    }

    fn take_tags(&mut self, number: u32, text: &'a str) {
        let (found, spaced) = tags::tags(text);
        if spaced {
            self.draft.warn(
                number,
                "a tag with a space in it; write it as one word, with an `@` before each tag",
                text,
            );
        }
        let (_, tags) = self.tags.get_or_insert((number, Vec::new()));
        tags.extend(found.into_iter().filter(|tag| tags::is_id(tag)));
    }

    fn title(
        &mut self,
        number: u32,
        raw: &'a str,
        title: Title,
        keyword: &'static str,
        name: &'a str,
        level: usize,
    ) {
        let tags = self.tags.take().map(|(_, tags)| tags).unwrap_or_default();
        self.width = None;
        self.within = OpenPart::Description;
        self.is_background = title == Title::Background;
        let is_outline = title == Title::Outline;
        let opened = OpenBlock {
            keyword,
            name,
            level,
            first: number,
            last: number,
            body: String::new(),
            indent: None,
            tags,
            requirement: None,
            is_outline,
        };
        match title {
            Title::Feature => {
                self.close_rule();
                if self.feature.is_some() {
                    self.draft.warn(
                        number,
                        "a second feature in one file; give each its own file",
                        raw.trim(),
                    );
                }
                self.close_feature();
                if self.draft.title.is_empty() {
                    self.draft.title = clip(name, MAX_LABEL_CHARS).to_owned();
                }
                self.feature = Some(opened);
            }
            Title::Rule => {
                self.close_rule();
                self.rule = Some(opened);
            }
            Title::Background => {
                let late = self.scenario.is_some()
                    || self
                        .container()
                        .is_some_and(|outer| outer.requirement.is_some());
                if late {
                    let message = "a background after a scenario; put it before the first scenario of its feature or rule";
                    self.draft.warn(number, message, raw.trim());
                }
                self.close_scenario();
                self.text(number, raw);
            }
            Title::Scenario | Title::Outline => {
                self.close_scenario();
                if self.feature.is_none()
                    && self.syntax == Syntax::Plain
                    && self.draft.found.is_empty()
                {
                    self.draft.warn(
                        number,
                        "no `Feature:` before this scenario; name it at the top",
                        raw.trim(),
                    );
                }
                self.scenario = Some(opened);
            }
            Title::Examples => {
                if let Some(scenario) = &mut self.scenario {
                    scenario.is_outline = true;
                } else {
                    self.draft.warn(
                        number,
                        "examples without a scenario above them; put them below one",
                        raw.trim(),
                    );
                }
                self.text(number, raw);
                self.within = if self.scenario.is_some() {
                    OpenPart::Rows
                } else {
                    OpenPart::Description
                };
            }
        }
    }

    /// Takes a Markdown heading without a keyword; it ends a scenario whose heading is at the same
    /// level or deeper.
    fn heading(&mut self, number: u32, raw: &'a str, level: usize) {
        if self
            .scenario
            .as_ref()
            .is_some_and(|open| level <= open.level)
        {
            self.close_scenario();
            self.within = OpenPart::Nothing;
        } else if self.within == OpenPart::Nothing {
            self.other(number, raw);
        } else {
            self.text(number, raw);
        }
    }

    fn step(&mut self, number: u32, raw: &'a str) {
        if self.scenario.is_none() && !self.is_background {
            return self.other(number, raw);
        }
        if self.within == OpenPart::Rows && self.width.is_some() {
            self.draft.warn(
                number,
                "a step after the examples; put it before them",
                raw.trim(),
            );
        }
        self.tell_lost_tags();
        self.within = OpenPart::Steps;
        self.width = None;
        self.takes_text = true;
        self.text(number, raw);
    }

    fn row(&mut self, number: u32, raw: &'a str) {
        if matches!(self.within, OpenPart::Steps | OpenPart::Rows) {
            let row = raw.trim();
            let cells = cells(row);
            let width = *self.width.get_or_insert(cells);
            if width != cells {
                let message = "this row has a different number of cells from the first row of its table; end each cell with a bar";
                self.draft.warn(number, message, row);
            }
        }
        self.text(number, raw);
    }

    fn other(&mut self, number: u32, raw: &'a str) {
        if self.syntax == Syntax::Markdown {
            if self.feature.is_none() && self.rule.is_none() && self.scenario.is_none() {
                // The first text names the feature if nothing else does.
                let name = raw.trim().trim_start_matches('#').trim();
                self.title(number, raw, Title::Feature, "Feature", name, 1);
            } else if self.within != OpenPart::Nothing {
                self.text(number, raw);
            }
            return;
        }
        match self.within {
            OpenPart::Nothing => {
                let message = "not read, because it comes before any feature; begin with `Feature:`, or with `#` to make it a comment";
                self.draft.warn(number, message, raw.trim());
            }
            OpenPart::Steps | OpenPart::Rows
                if self.width.is_some() || self.within == OpenPart::Steps =>
            {
                let message = "not a step, table, doc string or comment; begin the line with a keyword, or with `#`";
                self.draft.warn(number, message, raw.trim());
            }
            _ => {}
        }
        self.text(number, raw);
    }

    /// Returns the block around a background, a rule or a scenario: the open rule, else the
    /// feature.
    fn container(&mut self) -> Option<&mut OpenBlock<'a>> {
        self.rule.as_mut().or(self.feature.as_mut())
    }

    /// Adds a line to the block that is being read.
    fn text(&mut self, number: u32, raw: &str) {
        let open = self
            .scenario
            .as_mut()
            .or(self.rule.as_mut())
            .or(self.feature.as_mut());
        // Text after the first scenario of a feature or rule is not part of its statement.
        let Some(open) = open.filter(|open| open.requirement.is_none()) else {
            return;
        };
        let content = raw.trim();
        if !content.is_empty() {
            open.last = number;
            let indent = raw.len() - raw.trim_start().len();
            open.indent
                .get_or_insert_with(|| columns(raw.get(..indent).unwrap_or_default()));
        }
        open.body.push('\n');
        open.body.push_str(raw.trim_end());
    }

    fn close_scenario(&mut self) {
        let Some(scenario) = self.scenario.take() else {
            return;
        };
        let requirement = self.requirement();
        let section = [&self.feature, &self.rule].into_iter().flatten();
        let section = section
            .map(|open| clip(open.name, MAX_LABEL_CHARS))
            .filter(|name| !name.is_empty());
        let section = draft::section(section.map(str::to_owned));
        let rule = if scenario.is_outline {
            "scenario outline with its examples"
        } else {
            "scenario"
        };
        let name = Name::Next {
            stem: STEM.to_owned(),
        };
        let lines = LineRange::new(scenario.first, scenario.last);
        let above = [&self.rule, &self.feature]
            .into_iter()
            .flatten()
            .flat_map(|open| &open.tags)
            .next()
            .copied();
        let found = DraftCriterion {
            section,
            requirement,
            ..DraftCriterion::new(name, scenario.text(), lines, rule)
        };
        self.draft.add(found);
        self.candidates.push((scenario.tags, above));
    }

    /// Returns the index of the requirement that the scenario details: the open rule, else the
    /// feature.
    fn requirement(&mut self) -> Option<u32> {
        let next = self.draft.requirements.len() as u32;
        let outer = self.container()?;
        if outer.requirement.is_none() {
            outer.requirement = Some(next);
            let title = if outer.name.is_empty() {
                outer.keyword
            } else {
                clip(outer.name, MAX_LABEL_CHARS)
            };
            let requirement = Requirement {
                title: Untrusted::from(title.to_owned()),
                text: Untrusted::from(outer.body()),
                lines: LineRange::new(outer.first, outer.last),
            };
            let index = outer.requirement;
            self.draft.requirements.push(requirement);
            return index;
        }
        outer.requirement
    }

    fn close_rule(&mut self) {
        self.close_scenario();
        self.rule = None;
    }

    fn close_feature(&mut self) {
        self.close_rule();
        self.feature = None;
    }

    fn tell_lost_tags(&mut self) {
        if let Some((line, _)) = self.tags.take() {
            let message = "nothing follows these tags that they could belong to; put them directly above a feature, rule, scenario or examples";
            self.draft.warn(line, message, "");
        }
    }

    fn finish(mut self) -> SpecDraft {
        self.tell_lost_tags();
        self.close_feature();
        let mut uses: HashMap<&str, u32> = HashMap::new();
        for tag in self.candidates.iter().flat_map(|(own, _)| own) {
            *uses.entry(tag).or_default() += 1;
        }
        for (found, (own, above)) in self.draft.found.iter_mut().zip(self.candidates) {
            // A tag shared by several scenarios names what they have in common.
            let alone = own.iter().find(|tag| uses.get(*tag) == Some(&1));
            if let Some(tag) = alone {
                found.name = Name::Written((*tag).to_owned());
            } else if let Some(tag) = own.first().copied().or(above) {
                found.name = Name::Next {
                    stem: format!("{tag}."),
                };
            }
        }
        self.draft
    }
}
