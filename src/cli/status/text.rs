//! The status of everything, for people.

use super::{CriterionStatus, IncrementFacts, snags_on};
use crate::cli::output::{self, DIM, Output, STRONG, WARN, count};
use crate::cli::{amended, increments, notes, said};
use crate::engagement::Engagement;
use crate::model::increment::Increment;
use crate::model::note::Thread;
use crate::model::person::entries;
use crate::model::record::Record;
use crate::model::spec::left_out_words;
use crate::model::summary::UNPAIRED;
use crate::model::time::Timestamp;
use crate::model::turn::Turn;
use crate::model::unread;
use crate::{safe, sync};

/// Maximum width of the column of ids.
const ID_WIDTH: usize = 14;

/// Maximum number of pending people that are named.
const MAX_PENDING: usize = 10;

/// The data for the text.
pub(super) struct Text<'a> {
    pub(super) out: &'a Output,
    pub(super) engagement: &'a Engagement,
    pub(super) record: &'a Record,
    pub(super) now: Timestamp,
    /// What was not sent, and what is held back.
    pub(super) travel: &'a sync::Unsent,
    /// By increment.
    pub(super) facts: &'a [IncrementFacts],
}

impl Text<'_> {
    pub(super) fn all(
        &self,
        standings: &[CriterionStatus<'_>],
        turn: &Turn,
        turns: &[Turn],
    ) -> String {
        let settled = standings
            .iter()
            .filter(|found| found.state.is_settled())
            .count();
        let threads: Vec<&Thread> = self
            .record
            .threads
            .iter()
            .filter(|thread| thread.is_snag())
            .collect();
        let snags = threads.len() + standings.iter().filter(|found| found.is_snag()).count();
        let mut text = format!(
            "{}  {settled} of {} criteria met or waived, {}\n",
            self.out.paint(STRONG, &safe::inline(&self.engagement.name)),
            standings.len(),
            count(snags, "snag"),
        );
        text.push_str(&self.remote_branch());
        text.push_str(&self.unread());
        let amended = amended::amendments(self.out, &self.engagement.agreed);
        if !amended.is_empty() {
            text.push_str(&format!("\n{amended}"));
        }
        for spec in &self.engagement.specs {
            text.push_str(&format!(
                "\n{}\n",
                self.out.paint(STRONG, &safe::path(&spec.path))
            ));
            let here = || standings.iter().filter(|found| found.key.spec == spec.path);
            let width = output::column(here().map(|found| found.key.id.as_str()), ID_WIDTH);
            here().for_each(|found| text.push_str(&self.criterion(found, width)));
            if let Some(words) = left_out_words(spec.left_out.len()) {
                text.push_str(&format!(
                    "  {}\n",
                    self.out
                        .paint(WARN, &format!("{words}: `snaglist spec show --explain`"))
                ));
            }
        }
        let former = amended::former(self.out, self.record);
        if !former.is_empty() {
            text.push_str(&format!("\n{former}"));
        }
        text.push_str(&format!("\n{}\n", self.out.paint(STRONG, "Increments")));
        for ((increment, turn), facts) in self
            .engagement
            .found
            .increments
            .iter()
            .zip(turns)
            .zip(self.facts)
        {
            text.push_str(&self.increment(increment, &facts.since_previous, turn));
            if facts.unpaired {
                text.push_str(&format!(
                    "      {}",
                    output::paragraph(UNPAIRED.as_bytes(), 6, true)
                ));
            }
        }
        text.push_str(&increments::left_out(
            self.out,
            &self.engagement.found.left_out,
        ));
        if !threads.is_empty() {
            text.push_str(&format!("\n{}\n", self.out.paint(STRONG, "Blocking notes")));
            for thread in threads {
                text.push_str(&notes::head(self.out, thread));
                let words = safe::inline(&thread.body.text);
                text.push_str(&format!(
                    "         {}\n",
                    safe::fit(&words, output::WIDTH - 9)
                ));
            }
        }
        text.push_str(&self.pending());
        text.push_str(&self.held());
        let newer = self.record.newer.len();
        if newer > 0 {
            let entries = entries(newer);
            let words = format!("{entries} of the record by a newer version; update to read them");
            text.push_str(&format!("\n{}\n", self.out.paint(DIM, &words)));
        }
        text.push_str(&format!(
            "\n{}\n{}",
            self.out.paint(STRONG, "Whose turn"),
            self.turn(turn)
        ));
        text
    }

    /// Counts what others said that was not on the screen of this machine.
    fn unread(&self) -> String {
        let items = self.record.unread_items();
        if items.is_empty() {
            return String::new();
        }
        let counted = unread::counted(&items, |by| said::name(self.record, by).to_string());
        let line = format!("{} new since you last looked: {counted}", items.len());
        format!(
            "\n{}\n",
            output::paragraph(line.as_bytes(), 0, true).trim_end()
        )
    }

    /// Says how the reviewed branch and its remote-tracking branch differ, and what to do.
    fn remote_branch(&self) -> String {
        let Some(found) = &self.engagement.remote_branch else {
            return String::new();
        };
        let shown = |name: &[u8]| safe::inline(name).into_string();
        let words = found.words(shown);
        let reviews = if found.is_reviewed {
            "`--head HEAD` reviews that".to_owned()
        } else {
            format!("`--head {}` reviews what is there", shown(found.short()))
        };
        let line = format!("{words}: {reviews}");
        format!("\n{}\n", self.out.paint(WARN, &line))
    }

    /// Describes held entries, and what to do about them.
    fn held(&self) -> String {
        let mut text = String::new();
        for (writer, number) in &self.travel.held {
            let name = said::name(self.record, writer);
            let entries = entries(*number);
            let line = format!(
                "{entries} as {name}; {}",
                said::held(writer, &self.engagement.identity.writer)
            );
            text.push_str(&format!(
                "  {}",
                output::paragraph(line.as_bytes(), 2, true)
            ));
        }
        if text.is_empty() {
            return text;
        }
        let title = "Held back: may not come from their stated writer, and do not count";
        format!("\n{}\n{text}", self.out.paint(WARN, title))
    }

    /// Describes people whose words do not count, and what to do about them.
    fn pending(&self) -> String {
        let mut text = String::new();
        for (writer, person) in self.record.pending().take(MAX_PENDING) {
            let name = said::name(self.record, writer);
            let email = safe::inline(&person.email);
            let says = person.pending.unwrap_or_default().with_article();
            let entries = entries(person.entries);
            let decide = said::how_to_decide(writer.as_str());
            let line = format!(
                "{name} ({email}) claims to be {says}; {entries} do not count yet: {decide}"
            );
            text.push_str(&format!(
                "  {}",
                output::paragraph(line.as_bytes(), 2, true)
            ));
        }
        let more = self.record.pending().count().saturating_sub(MAX_PENDING);
        if more > 0 {
            text.push_str(&format!(
                "  and {more} more: `snaglist people` lists them\n"
            ));
        }
        if text.is_empty() {
            text
        } else {
            format!(
                "\n{}\n{text}",
                self.out.paint(WARN, "People who wait to be admitted")
            )
        }
    }

    fn criterion(&self, found: &CriterionStatus<'_>, width: usize) -> String {
        let state = self.out.state(found.state);
        let id = output::pad(found.key.id.as_str(), width);
        // Two blanks, glyph and words of 14, two blanks, the id, two blanks.
        let used = 20 + safe::str_cells(&id);
        let words = safe::fit(
            &safe::inline(found.criterion.one_line()),
            output::WIDTH.saturating_sub(used).max(20),
        );
        let mut text = format!("  {state}  {id}  {words}\n");
        for given in self.record.verdicts_on(&found.key) {
            let Some(verdict) = given.value.verdict else {
                continue;
            };
            let lapsed = if self.record.stale.contains_key(&given.id) {
                ", lapsed".to_owned()
            } else if self.record.restored.contains(&given.id) {
                let day = given.at.day(self.now);
                format!(", again as judged on {day}")
            } else {
                String::new()
            };
            let comment = safe::inline(&given.value.comment);
            let comment = if comment.is_empty() {
                String::new()
            } else {
                format!(": {comment}")
            };
            let who = said::name(self.record, &given.by);
            let line = format!(
                "{who}: {}{lapsed}, {}{comment}",
                verdict.words(),
                given.at.ago(self.now)
            );
            let line = safe::fit(&line, output::WIDTH - 18);
            text.push_str(&format!(
                "{}{}\n",
                " ".repeat(18),
                self.out.paint(DIM, &line)
            ));
        }
        text
    }

    /// Describes an increment; `since` says what changed since the round before.
    fn increment(&self, increment: &Increment, since: &[String], turn: &Turn) -> String {
        let mut facts = increment.range.short();
        if increment.round > 1 {
            facts.push_str(&format!(" {} round {}", self.out.dot(), increment.round));
        }
        let outcome = self.record.standing(increment).words();
        facts.push_str(&format!(" {} {outcome}", self.out.dot()));
        let snags = snags_on(self.record, increment).count();
        if snags > 0 {
            facts.push_str(&format!(
                " {} {}",
                self.out.dot(),
                count(snags, "blocking note")
            ));
        }
        let title = safe::inline(&increment.title);
        let mut text = format!("  {}", increment.id);
        if title.as_str() != increment.id.as_str() {
            let room = output::WIDTH
                .saturating_sub(safe::str_cells(&text) + 2)
                .max(20);
            text.push_str(&format!("  {}", safe::fit(&title, room)));
        }
        let mut text = format!("{text}\n      {}\n", self.out.paint(DIM, &facts));
        for words in since {
            let line = output::paragraph(words.as_bytes(), 6, false);
            text.push_str(&line);
        }
        if let Some(whose) = turn.whose {
            let line = format!(
                "{}{}: {}",
                whose.turn(),
                self.since(turn.since()),
                turn.words()
            );
            text.push_str(&format!(
                "      {}",
                output::paragraph(line.as_bytes(), 6, true)
            ));
        }
        text
    }

    fn turn(&self, turn: &Turn) -> String {
        let mut lines = Vec::new();
        let Turn {
            contractor,
            reviewers,
            ..
        } = turn;
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

    /// Describes what nobody else has yet; empty where there is nothing to send.
    pub(super) fn travel(&self) -> String {
        let travel = self.travel;
        let line = match (&travel.with, travel.unsent) {
            (None, 0) => return String::new(),
            (None, unsent) => format!("{}, never exchanged; `snaglist sync` does", entries(unsent)),
            (Some(with), 0) => {
                let ago = travel.last.map_or(String::new(), |last| last.ago(self.now));
                format!("all exchanged {ago}, with {with}")
            }
            (Some(with), unsent) => {
                format!(
                    "{} not sent to {with} yet; `snaglist sync` does",
                    entries(unsent)
                )
            }
        };
        format!(
            "\n{}\n  {}",
            self.out.paint(STRONG, "Sync"),
            output::paragraph(line.as_bytes(), 2, true)
        )
    }

    fn waits(&self, whose: &str, since: Option<Timestamp>, what: &str) -> String {
        let line = format!("{what}{}", self.since(since));
        format!(
            "  {whose:<11} {}",
            output::paragraph(line.as_bytes(), 14, true)
        )
    }

    fn since(&self, since: Option<Timestamp>) -> String {
        match since.map(|since| since.ago(self.now)) {
            Some(ago) if ago != "now" => format!(" (since {ago})"),
            _ => String::new(),
        }
    }
}
