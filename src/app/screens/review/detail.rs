//! Lays out the chosen criterion in full: its text, its verdicts, and its links.

use crate::app::facts::Facts;
use crate::app::input::geometry::Focus;
use crate::app::screens::review::Review;
use crate::model::amendment::AmendmentKind;
use crate::model::index::CriterionIndex;
use crate::model::note::Standing;
use crate::model::spec::{Criterion, CriterionKind, Spec, TickClaim};
use crate::model::verdict::{CriterionState, Verdict};
use crate::safe;
use crate::safe::prose::ProseRow;
use crate::safe::{Line, prose};

/// The most rows of a requirement's statement above a criterion; more would push the text to judge
/// off the screen.
const STATEMENT: usize = 5;

/// The most tasks listed below a criterion; the rest are counted.
const TASKS: usize = 12;

/// The chosen criterion in full.
#[derive(Clone, Default, Debug)]
pub struct Detail {
    /// The lines, from top to bottom.
    pub lines: Vec<DetailLine>,
    /// The criterion's text, formatted, in rows.
    pub text: Vec<ProseRow>,
    /// The lines above the text: the requirement that the criterion details.
    above: Vec<DetailLine>,
    /// The tasks that name the criterion.
    tasks: Vec<DetailLine>,
    /// The criterion in `text`, `above` and `tasks`, and the width they were formatted for: they
    /// are formatted once for each.
    of: Option<(CriterionIndex, u16)>,
}

/// A line of the detail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DetailLine {
    /// The title of the requirement that the criterion details; made safe.
    Title(String),
    /// A row of that requirement's own statement.
    Requirement(ProseRow),
    /// A row of the criterion's text, as an index into [`Detail::text`].
    Text(usize),
    /// A verdict, its author and time; made safe.
    Verdict {
        /// The verdict; `None` for the line that says there is none yet.
        verdict: Option<Verdict>,
        /// Whether the verdict lapsed.
        lapsed: bool,
        /// The author and the time.
        words: String,
    },
    /// A line of a verdict's comment.
    Comment(Line),
    /// A task that names the criterion.
    Task {
        /// Whether the contractor ticked it, which is only a claim.
        ticked: bool,
        /// The task's id and text, made safe.
        words: String,
    },
    /// How the delivery changes the criterion; made safe.
    Amended(String),
    /// A fact; made safe.
    Fact(String),
    /// An empty line.
    Empty,
}

impl Detail {
    /// Drops the formatted text, as when specs are read again.
    pub fn forget(&mut self) {
        self.of = None;
    }
}

impl Facts {
    /// Formats the chosen criterion: the lines above its text, the text, and the tasks that name
    /// it.
    fn format_chosen(&self, width: u16) -> (Vec<DetailLine>, Vec<ProseRow>, Vec<DetailLine>) {
        let found = self.chosen.and_then(|chosen| {
            let reference = self.engagement.criteria().get(chosen)?;
            let spec = self.engagement.specs.get(reference.spec)?;
            Some((reference.spec, spec, spec.criteria.get(reference.index)?))
        });
        let Some((index, spec, criterion)) = found else {
            return Default::default();
        };
        let text = formatted(spec, criterion.text.as_bytes(), width);
        (
            requirement(spec, criterion, width),
            text,
            self.tasks_of(index, criterion),
        )
    }

    /// Lists the tasks that name a criterion, from its spec and that spec's group.
    fn tasks_of(&self, spec: usize, criterion: &Criterion) -> Vec<DetailLine> {
        let specs = self
            .engagement
            .companions(spec)
            .filter_map(|spec| self.engagement.specs.get(spec));
        let tasks = specs
            .flat_map(|spec| &spec.criteria)
            .filter(|item| item.kind == CriterionKind::Task);
        let id = criterion.id.as_str();
        let names = |name: &str| {
            id.strip_prefix(name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let naming = tasks.filter(|task| {
            task.names
                .iter()
                .any(|name| !name.is_blank() && names(&name.lossy()))
        });
        let mut lines = Vec::new();
        let mut more = 0;
        for task in naming {
            if lines.len() < TASKS {
                let words = format!("{} {}", task.id, safe::inline(task.one_line()));
                lines.push(DetailLine::Task {
                    ticked: task.claim == TickClaim::Ticked,
                    words,
                });
            } else {
                more += 1;
            }
        }
        if more > 0 {
            lines.push(DetailLine::Fact(format!("and {more} more tasks")));
        }
        lines
    }
}

impl Review {
    /// Rebuilds the chosen criterion's detail. Its text is formatted only when another criterion is
    /// chosen or the pane's width changed.
    pub fn rebuild_detail(&mut self, facts: &Facts) {
        let area = self.areas_with(facts, Focus::Criteria).detail.inner();
        let width = area.width.saturating_sub(2);
        let of = facts.chosen.map(|chosen| (chosen, width));
        if of.is_none() || self.criteria.detail.of != of {
            let (above, text, tasks) = facts.format_chosen(width);
            self.criteria.detail = Detail {
                lines: Vec::new(),
                text,
                above,
                tasks,
                of,
            };
        }
        let lines = self.detail_lines(facts, width);
        let last = lines.len().saturating_sub(usize::from(area.height));
        let pane = &mut self.criteria;
        pane.detail.lines = lines;
        pane.detail_top = pane.detail_top.min(last);
    }

    fn detail_lines(&self, facts: &Facts, width: u16) -> Vec<DetailLine> {
        let found = facts.chosen.and_then(|chosen| {
            Some((
                chosen,
                facts.engagement.criterion(chosen)?,
                facts.engagement.key(chosen)?,
            ))
        });
        let Some((index, criterion, key)) = found else {
            return Vec::new();
        };
        let detail = &self.criteria.detail;
        let mut lines = detail.above.clone();
        lines.extend((0..detail.text.len()).map(DetailLine::Text));
        if let Some(words) = facts.amended_note(key) {
            let rows = safe::wrap(words, width).into_iter();
            lines.extend(rows.map(|line| DetailLine::Amended(line.text)));
        }
        lines.push(DetailLine::Empty);
        for given in facts.record.verdicts_on(key) {
            let lapsed = facts.record.stale.contains_key(&given.id);
            let name = facts.signed_name(&given.by, &[given.id]);
            let on = given.increment();
            let on = on
                .map(|increment| format!(" on {increment}"))
                .unwrap_or_default();
            let words = format!("{name}, {}{on}", given.at.ago(facts.now));
            lines.push(DetailLine::Verdict {
                verdict: given.value.verdict,
                lapsed,
                words,
            });
            if !given.value.comment.is_blank() {
                let comment = safe::wrap(&given.value.comment, width.saturating_sub(2));
                lines.extend(comment.into_iter().map(DetailLine::Comment));
            }
            if let Some(words) = facts.restored_words(given) {
                lines.extend(fact_lines(&words, width));
            }
        }
        match facts.record.state_of(key) {
            CriterionState::Unreviewed => {
                let words = "no verdict yet".to_owned();
                lines.push(DetailLine::Verdict {
                    verdict: None,
                    lapsed: false,
                    words,
                });
            }
            CriterionState::Stale => {
                let hint = facts
                    .lapse_hint(key, self.increment(facts).map(|here| &here.id))
                    .unwrap_or_default();
                lines.extend(fact_lines(&hint, width));
            }
            CriterionState::Disputed => {
                lines.extend(fact_lines(
                    "disputed: a verdict can settle it for everybody",
                    width,
                ));
            }
            CriterionState::Judged(_) => {}
        }
        for newer in facts
            .record
            .newer
            .iter()
            .filter(|newer| newer.criterion.as_ref() == Some(key))
        {
            let name = facts.signed_name(&newer.by, &[newer.id]);
            let words = format!(
                "{name}, {}: written by a newer version",
                newer.at.ago(facts.now)
            );
            lines.extend(fact_lines(&words, width));
        }
        match criterion.claim {
            TickClaim::Ticked => lines.push(DetailLine::Fact(
                "ticked by the contractor (a claim)".to_owned(),
            )),
            TickClaim::Unticked => {
                lines.push(DetailLine::Fact("not ticked by the contractor".to_owned()))
            }
            TickClaim::None => {}
        }
        let links = match self.link_counts.of(index) {
            // A commit, or what changed since a round, is not all of the increment.
            (0, 0) if facts.bears_on(self.increment, index) => {
                "none of its hunks is among those shown".to_owned()
            }
            (0, 0) => "no link in this increment yet".to_owned(),
            (confirmed, 0) => format!("{confirmed} {} confirmed", hunks(confirmed)),
            (0, declared) => format!("{declared} {} declared", hunks(declared)),
            (confirmed, declared) => {
                format!(
                    "{confirmed} {} confirmed · {declared} declared",
                    hunks(confirmed)
                )
            }
        };
        let mut links = vec![links];
        let evidence = facts
            .coverage(self.increment)
            .and_then(|coverage| coverage.evidence(key));
        if let Some(tests) = evidence.map(|found| found.tests).filter(|tests| *tests > 0) {
            links.push(format!("{tests} in tests"));
        }
        if let Some(only) = evidence
            .map(|found| found.by_commit_only)
            .filter(|only| *only > 0)
        {
            links.push(format!("{only} by the commit's word alone"));
        }
        let hints = facts
            .hints(self.increment)
            .map_or(&[][..], |hints| hints.of_criterion(index));
        if let Some(first) = hints.first() {
            links.push(format!(
                "{} suggested, {} at best",
                hints.len(),
                first.strength.name()
            ));
        }
        lines.extend(fact_lines(&links.join(" · "), width));
        if !detail.tasks.is_empty() {
            lines.push(DetailLine::Fact(
                "tasks that name it, with the contractor's ticks:".to_owned(),
            ));
            lines.extend(detail.tasks.iter().cloned());
        }
        let notes = facts
            .record
            .live_threads()
            .filter(|thread| thread.place.criterion.as_ref() == Some(key))
            .count();
        if notes > 0 {
            lines.push(DetailLine::Fact(format!(
                "{notes} {}",
                if notes == 1 { "note" } else { "notes" }
            )));
        }
        for thread in facts
            .record
            .live_threads()
            .filter(|thread| thread.place.criterion.as_ref() == Some(key))
        {
            if facts.record.standing_of(thread) == Some(Standing::Gone)
                && let Some(anchor) = &thread.place.anchor
            {
                let path = safe::path(&anchor.path);
                let words = format!(
                    "its lines are gone: {} {}, {path}",
                    thread.body.label.name(),
                    thread.id.short()
                );
                lines.extend(fact_lines(&words, width));
                lines.extend(
                    anchor
                        .quoted()
                        .take(1)
                        .map(|line| DetailLine::Comment(safe::line(line, facts.tab))),
                );
            }
        }
        let spec = facts
            .engagement
            .criteria()
            .get(index)
            .and_then(|found| facts.engagement.specs.get(found.spec));
        if let Some(spec) = spec {
            let is_removed = facts
                .amendment_of(index)
                .is_some_and(|found| found.kind == AmendmentKind::Removed);
            let stood = if is_removed { "formerly about " } else { "" };
            let path = safe::path(&spec.path);
            lines.push(DetailLine::Fact(format!(
                "{stood}{path}:{}",
                criterion.lines.first
            )));
        }
        lines
    }

    /// Scrolls the detail by a number of lines, up when negative.
    pub fn scroll_detail(&mut self, facts: &Facts, by: isize) {
        let height = self
            .areas_with(facts, Focus::Criteria)
            .detail
            .inner()
            .height;
        let pane = &mut self.criteria;
        let last = pane.detail.lines.len().saturating_sub(usize::from(height));
        pane.detail_top = pane.detail_top.saturating_add_signed(by).min(last);
    }
}

/// Formats a text of a spec in rows.
fn formatted(spec: &Spec, text: &[u8], width: u16) -> Vec<ProseRow> {
    if spec.is_markdown() {
        prose::markdown(text, width)
    } else {
        prose::plain(text, width)
    }
}

/// Returns the lines of the requirement that a criterion details: its title and the start of its
/// statement.
fn requirement(spec: &Spec, criterion: &Criterion, width: u16) -> Vec<DetailLine> {
    let found = criterion
        .requirement
        .and_then(|index| spec.requirements.get(index as usize));
    let Some(found) = found else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    if !found.title.is_blank() {
        lines.push(DetailLine::Title(safe::inline(&found.title).into_string()));
    }
    let statement = formatted(spec, found.text.as_bytes(), width);
    let shown = if statement.len() <= STATEMENT {
        statement.len()
    } else {
        STATEMENT - 1
    };
    let more = statement.len() - shown;
    lines.extend(
        statement
            .into_iter()
            .take(shown)
            .map(DetailLine::Requirement),
    );
    if more > 0 {
        lines.push(DetailLine::Fact(format!("… {more} more lines in the spec")));
    }
    lines.push(DetailLine::Empty);
    lines
}

fn fact_lines(words: &str, width: u16) -> impl Iterator<Item = DetailLine> {
    safe::wrap(words, width)
        .into_iter()
        .map(|line| DetailLine::Fact(line.text))
}

fn hunks(count: usize) -> &'static str {
    if count == 1 { "hunk" } else { "hunks" }
}
