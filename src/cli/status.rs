//! `snaglist status`: where each criterion and increment stands, and whose turn it is.

use anyhow::Result;
use serde::Serialize;

use super::amended::{self, AmendmentJson, FormerJson};
use super::increments::{self, IncrementJson, LeftOutJson};
use super::notes::{self, NoteJson};
use super::outcome::BeforeJson;
use super::output::{self, DIM, Output, STRONG, WARN, count};
use super::record::entries;
use super::{Context, said};
use crate::engagement::{Engagement, delivered};
use crate::model::increment::Increment;
use crate::model::note::Thread;
use crate::model::record::{Given, Judgement, Record};
use crate::model::spec::{Criterion, CriterionKey, CriterionKind, Spec, left_out_words};
use crate::model::time::Timestamp;
use crate::model::turn::{self, Turn};
use crate::model::verdict::{CriterionState, Verdict};
use crate::safe;
use crate::sync;

/// The widest column of ids.
const ID_WIDTH: usize = 14;

#[derive(Serialize)]
struct StatusJson {
    version: u8,
    specs: Vec<SpecJson>,
    criteria: Vec<CriterionJson>,
    increments: Vec<StandingJson>,
    former: Vec<FormerJson>,
    amendments: Vec<AmendmentJson>,
    left_out: Vec<LeftOutJson>,
    snags: Vec<SnagJson>,
    turn: TurnJson,
    sync: SyncJson,
}

/// How much was read of a spec.
#[derive(Serialize)]
struct SpecJson {
    path: String,
    criteria: usize,
    tasks: usize,
    left_out: usize,
}

impl SpecJson {
    fn new(spec: &Spec) -> Self {
        let criteria = spec.criteria_count();
        Self {
            path: spec.path.lossy().into_owned(),
            criteria,
            tasks: spec.criteria.len() - criteria,
            left_out: spec.left_out.len(),
        }
    }
}

#[derive(Serialize)]
struct SyncJson {
    with: Option<String>,
    last: Option<String>,
    unsent: usize,
}

#[derive(Serialize)]
struct CriterionJson {
    id: String,
    spec: String,
    state: &'static str,
    verdicts: Vec<VerdictJson>,
}

#[derive(Serialize)]
struct VerdictJson {
    verdict: Option<&'static str>,
    by: String,
    writer: String,
    at: String,
    comment: String,
    increment: Option<String>,
    head: Option<String>,
    stale: bool,
}

#[derive(Serialize)]
struct StandingJson {
    #[serde(flatten)]
    increment: IncrementJson,
    outcome: &'static str,
    outcome_before: Option<BeforeJson>,
    snags: usize,
    turn: Option<IncrementTurnJson>,
}

#[derive(Serialize)]
struct IncrementTurnJson {
    whose: &'static str,
    since: Option<String>,
    why: String,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum SnagJson {
    Note(Box<NoteJson>),
    Criterion { id: String, spec: String, state: &'static str },
}

#[derive(Serialize)]
struct TurnJson {
    contractor: Option<ContractorJson>,
    reviewers: Option<ReviewersJson>,
}

#[derive(Serialize)]
struct ContractorJson {
    since: Option<String>,
    notes: usize,
    criteria: usize,
}

#[derive(Serialize)]
struct ReviewersJson {
    since: Option<String>,
    addressed: usize,
    stale: usize,
    unreviewed: usize,
    disputed: usize,
}

/// A criterion and where it stands.
struct Standing<'a> {
    criterion: &'a Criterion,
    key: CriterionKey,
    state: CriterionState,
}

impl Standing<'_> {
    fn is_snag(&self) -> bool {
        match self.state {
            CriterionState::Judged(verdict) => verdict.is_snag(),
            CriterionState::Disputed => true,
            CriterionState::Unreviewed | CriterionState::Stale => false,
        }
    }
}

pub(super) fn run(context: &Context) -> Result<()> {
    let mut engagement = context.open()?;
    let record = engagement.record();
    let standings: Vec<Standing<'_>> = engagement
        .specs
        .iter()
        .flat_map(|spec| spec.criteria.iter().map(move |criterion| (spec, criterion)))
        .filter(|(_, criterion)| criterion.kind == CriterionKind::Criterion)
        .map(|(spec, criterion)| {
            let key = CriterionKey { spec: spec.path.clone(), id: criterion.id.clone() };
            Standing { criterion, state: record.state_of(&key), key }
        })
        .collect();
    let delivered = delivered(&engagement.repository, &engagement.found);
    let travel = sync::standing(&engagement.journal);
    let head = engagement.repository.committed_at(engagement.found.head).ok();
    let states = standings.iter().map(|found| (&found.key, found.state));
    let turn = Turn::over(&record, states, record.live_threads(), head);
    let turns =
        turn::of_increments(&record, &engagement.found.increments, |at| delivered.get(at).copied().flatten());
    if context.out.json {
        return context.out.json(&json(&engagement, &record, &standings, &turn, &turns, &travel));
    }
    let text = Text { out: &context.out, engagement: &engagement, record: &record, now: said::now() };
    context.out.text(&(text.all(&standings, &turn, &turns) + &text.travel(&travel)))
}

fn json(
    engagement: &Engagement,
    record: &Record,
    standings: &[Standing<'_>],
    turn: &Turn,
    turns: &[Turn],
    travel: &sync::Standing,
) -> StatusJson {
    let verdict = |given: &Given<Judgement>| VerdictJson {
        verdict: given.value.verdict.map(Verdict::name),
        by: record.name_of(&given.by).lossy().into_owned(),
        writer: given.by.to_string(),
        at: said::time(given.at),
        comment: given.value.comment.lossy().into_owned(),
        increment: given.subject.as_ref().and_then(|on| on.increment.as_ref()).map(ToString::to_string),
        head: given.subject.as_ref().map(|on| on.range.head.to_string()),
        stale: record.stale.contains_key(&given.id),
    };
    let criterion = |found: &Standing<'_>| CriterionJson {
        id: found.key.id.to_string(),
        spec: found.key.spec.lossy().into_owned(),
        state: found.state.name(),
        verdicts: record.verdicts_on(&found.key).map(verdict).collect(),
    };
    let snag = |found: &Standing<'_>| SnagJson::Criterion {
        id: found.key.id.to_string(),
        spec: found.key.spec.lossy().into_owned(),
        state: found.state.name(),
    };
    let standing = |(increment, turn): (&Increment, &Turn)| StandingJson {
        increment: IncrementJson::new(increment),
        outcome: record.standing(increment).outcome.name(),
        outcome_before: record.standing(increment).before.map(BeforeJson::new),
        snags: snags_on(record, increment).count(),
        turn: turn.whose.map(|whose| IncrementTurnJson {
            whose: whose.name(),
            since: turn.since().map(said::time),
            why: turn.words(),
        }),
    };
    let unmet = standings.iter().filter(|found| found.is_snag()).map(snag);
    let threads = record.threads.iter().filter(|thread| thread.is_snag());
    let notes = threads.map(|thread| SnagJson::Note(Box::new(NoteJson::new(record, thread))));
    let Turn { contractor, reviewers, .. } = turn;
    StatusJson {
        version: 1,
        specs: engagement.specs.iter().map(SpecJson::new).collect(),
        criteria: standings.iter().map(criterion).collect(),
        increments: engagement.found.increments.iter().zip(turns).map(standing).collect(),
        former: record.former.values().map(|former| FormerJson::new(record, former)).collect(),
        amendments: engagement.agreed.amendments.iter().map(AmendmentJson::new).collect(),
        left_out: LeftOutJson::all(&engagement.found.left_out),
        snags: unmet.chain(notes).collect(),
        sync: SyncJson {
            with: travel.with.clone(),
            last: travel.last.map(said::time),
            unsent: travel.unsent,
        },
        turn: TurnJson {
            contractor: (!contractor.is_idle()).then(|| ContractorJson {
                since: contractor.since.map(said::time),
                notes: contractor.notes,
                criteria: contractor.criteria,
            }),
            reviewers: (!reviewers.is_idle()).then(|| ReviewersJson {
                since: reviewers.since.map(said::time),
                addressed: reviewers.addressed,
                stale: reviewers.stale,
                unreviewed: reviewers.unreviewed,
                disputed: reviewers.disputed,
            }),
        },
    }
}

/// The blocking notes on an increment that are not settled.
fn snags_on<'a>(record: &'a Record, increment: &'a Increment) -> impl Iterator<Item = &'a Thread> {
    record
        .threads
        .iter()
        .filter(|thread| thread.is_snag() && thread.place.increment.as_ref() == Some(&increment.id))
}

/// What the text is made from.
struct Text<'a> {
    out: &'a Output,
    engagement: &'a Engagement,
    record: &'a Record,
    now: Timestamp,
}

impl Text<'_> {
    fn all(&self, standings: &[Standing<'_>], turn: &Turn, turns: &[Turn]) -> String {
        let settled = standings.iter().filter(|found| found.state.is_settled()).count();
        let threads: Vec<&Thread> = self.record.threads.iter().filter(|thread| thread.is_snag()).collect();
        let snags = threads.len() + standings.iter().filter(|found| found.is_snag()).count();
        let mut text = format!(
            "{}  {settled} of {} criteria met or waived, {}\n",
            self.out.paint(STRONG, &safe::inline(&self.engagement.name)),
            standings.len(),
            count(snags, "snag"),
        );
        let amended = amended::amendments(self.out, &self.engagement.agreed);
        if !amended.is_empty() {
            text.push_str(&format!("\n{amended}"));
        }
        for spec in &self.engagement.specs {
            text.push_str(&format!("\n{}\n", self.out.paint(STRONG, &safe::path(&spec.path))));
            let here = || standings.iter().filter(|found| found.key.spec == spec.path);
            let width = output::column(here().map(|found| found.key.id.as_str()), ID_WIDTH);
            here().for_each(|found| text.push_str(&self.criterion(found, width)));
            if let Some(words) = left_out_words(spec.left_out.len()) {
                text.push_str(&format!(
                    "  {}\n",
                    self.out.paint(WARN, &format!("{words}: `snaglist spec show --explain`"))
                ));
            }
        }
        let former = amended::former(self.out, self.record);
        if !former.is_empty() {
            text.push_str(&format!("\n{former}"));
        }
        text.push_str(&format!("\n{}\n", self.out.paint(STRONG, "Increments")));
        for (increment, turn) in self.engagement.found.increments.iter().zip(turns) {
            text.push_str(&self.increment(increment, turn));
        }
        text.push_str(&increments::left_out(self.out, &self.engagement.found.left_out));
        if !threads.is_empty() {
            text.push_str(&format!("\n{}\n", self.out.paint(STRONG, "Blocking notes")));
            for thread in threads {
                text.push_str(&notes::head(self.out, thread));
                let words = safe::inline(&thread.body.text);
                text.push_str(&format!("         {}\n", safe::fit(&words, output::WIDTH - 9)));
            }
        }
        let newer = self.record.newer.len();
        if newer > 0 {
            let entries = if newer == 1 { "1 entry".to_owned() } else { format!("{newer} entries") };
            let words = format!("{entries} of the record by a newer version; update to read them");
            text.push_str(&format!("\n{}\n", self.out.paint(DIM, &words)));
        }
        text.push_str(&format!("\n{}\n{}", self.out.paint(STRONG, "Whose turn"), self.turn(turn)));
        text
    }

    fn criterion(&self, found: &Standing<'_>, width: usize) -> String {
        let state = self.out.state(found.state);
        let id = output::pad(found.key.id.as_str(), width);
        // Two blanks, glyph and words of 14, two blanks, the id, two blanks.
        let used = 20 + safe::str_cells(&id);
        let words =
            safe::fit(&safe::inline(found.criterion.plain()), output::WIDTH.saturating_sub(used).max(20));
        let mut text = format!("  {state}  {id}  {words}\n");
        for given in self.record.verdicts_on(&found.key) {
            let Some(verdict) = given.value.verdict else { continue };
            let lapsed = if self.record.stale.contains_key(&given.id) { ", lapsed" } else { "" };
            let comment = safe::inline(&given.value.comment);
            let comment = if comment.is_empty() { String::new() } else { format!(": {comment}") };
            let who = said::name(self.record, &given.by);
            let line = format!("{who}: {}{lapsed}, {}{comment}", verdict.words(), given.at.ago(self.now));
            let line = safe::fit(&line, output::WIDTH - 18);
            text.push_str(&format!("{}{}\n", " ".repeat(18), self.out.paint(DIM, &line)));
        }
        text
    }

    fn increment(&self, increment: &Increment, turn: &Turn) -> String {
        let mut facts = increment.range.short();
        if increment.round > 1 {
            facts.push_str(&format!(" {} round {}", self.out.dot(), increment.round));
        }
        let outcome = self.record.standing(increment).words();
        facts.push_str(&format!(" {} {outcome}", self.out.dot()));
        let snags = snags_on(self.record, increment).count();
        if snags > 0 {
            facts.push_str(&format!(" {} {}", self.out.dot(), count(snags, "blocking note")));
        }
        let title = safe::inline(&increment.title);
        let mut text = format!("  {}", increment.id);
        if title.as_str() != increment.id.as_str() {
            let room = output::WIDTH.saturating_sub(safe::str_cells(&text) + 2).max(20);
            text.push_str(&format!("  {}", safe::fit(&title, room)));
        }
        let mut text = format!("{text}\n      {}\n", self.out.paint(DIM, &facts));
        if let Some(whose) = turn.whose {
            let line = format!("{}{}: {}", whose.turn(), self.since(turn.since()), turn.words());
            text.push_str(&format!("      {}", output::paragraph(line.as_bytes(), 6, true)));
        }
        text
    }

    fn turn(&self, turn: &Turn) -> String {
        let mut lines = Vec::new();
        let Turn { contractor, reviewers, .. } = turn;
        if !contractor.is_idle() {
            lines.push(self.waits("contractor", contractor.since, &contractor.words()));
        }
        if !reviewers.is_idle() {
            lines.push(self.waits("reviewers", reviewers.since, &reviewers.words()));
        }
        if lines.is_empty() {
            return "  nobody's: nothing waits\n".to_owned();
        }
        lines.concat()
    }

    /// What nobody else has yet; nothing where there is nothing to send.
    fn travel(&self, travel: &sync::Standing) -> String {
        let line = match (&travel.with, travel.unsent) {
            (None, 0) => return String::new(),
            (None, unsent) => format!("{}, never exchanged; `snaglist sync` does", entries(unsent)),
            (Some(with), 0) => {
                let ago = travel.last.map_or(String::new(), |last| last.ago(self.now));
                format!("all exchanged {ago}, with {with}")
            }
            (Some(with), unsent) => {
                format!("{} not sent to {with} yet; `snaglist sync` does", entries(unsent))
            }
        };
        format!("\n{}\n  {}", self.out.paint(STRONG, "Sync"), output::paragraph(line.as_bytes(), 2, true))
    }

    fn waits(&self, whose: &str, since: Option<Timestamp>, what: &str) -> String {
        let line = format!("{what}{}", self.since(since));
        format!("  {whose:<11} {}", output::paragraph(line.as_bytes(), 14, true))
    }

    fn since(&self, since: Option<Timestamp>) -> String {
        match since.map(|since| since.ago(self.now)) {
            Some(ago) if ago != "now" => format!(" (since {ago})"),
            _ => String::new(),
        }
    }
}
