//! Writes rounds as text.

use super::{ListedRound, RoundStep};
use crate::cli::output::{self, BAD, DIM, GOOD, Output, STRONG, WARN, WIDTH, count};
use crate::cli::said;
use crate::model::increment::{Commit, Increment};
use crate::model::record::Record;
use crate::rounds::{CommitPair, FileRound, PairState, pair_words, words};
use crate::safe;

/// Maximum number of files and of commits listed of a round; `--json` has all.
const LISTED: usize = 40;

/// Lists the rounds of increments.
pub(super) fn of(
    out: &Output,
    record: &Record,
    listed: &[(&Increment, Vec<ListedRound<'_>>)],
) -> String {
    let mut text = String::new();
    for (at, (increment, rounds)) in listed.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        let name = out.paint(STRONG, increment.id.as_str());
        text.push_str(&format!("{name}  {}\n", count(rounds.len(), "round")));
        for round in rounds {
            text.push_str(&one(out, record, round));
        }
    }
    text
}

fn one(out: &Output, record: &Record, round: &ListedRound<'_>) -> String {
    let mut text = format!("  round {}  {}", round.number, round.range.short());
    let dot = out.dot();
    // Days are enough beside ids; `--json` has the times.
    let day = |at| said::time(at).chars().take(10).collect::<String>();
    if let Some(at) = round.delivered {
        text.push_str(&format!(" {dot} delivered {}", day(at)));
    }
    if let Some(at) = round.seen {
        text.push_str(&format!(" {dot} seen {}", day(at)));
    }
    text.push('\n');
    if let Some(kept) = round.kept.as_ref().filter(|kept| !kept.left_out.is_empty()) {
        let line = format!("not kept of it: {}", kept.left_out.join("; "));
        text.push_str(&output::paragraph(line.as_bytes(), 4, false));
    }
    if let Some(decision) = round.decision {
        let by = said::name(record, &decision.given.by);
        let line = format!("{} by {by}", decision.given.value.0.past());
        text.push_str(&output::paragraph(line.as_bytes(), 4, false));
    }
    if let Some(why) = &round.missing {
        let line = format!("cannot be compared: {why}");
        text.push_str(&out.paint(WARN, &output::paragraph(line.as_bytes(), 4, false)));
    }
    match &round.change {
        Some(Ok(step)) => text.push_str(&changed(out, step)),
        // Said above already.
        Some(Err(_)) if round.missing.is_some() => {}
        Some(Err(error)) => {
            let line = format!("what changed is not known: {error:#}");
            text.push_str(&output::paragraph(line.as_bytes(), 4, false));
        }
        None => {}
    }
    text
}

fn changed(out: &Output, step: &RoundStep) -> String {
    let change = &step.change;
    let mut text = output::paragraph(words(change).as_bytes(), 4, false);
    for file in change.files.iter().take(LISTED) {
        text.push_str(&file_line(out, file));
    }
    text.push_str(&more(change.files.len(), "file"));
    let pairs = &change.commits.pairs;
    if pairs.iter().any(|pair| pair.state != PairState::Same) {
        for pair in pairs.iter().take(LISTED) {
            text.push_str(&pair_line(out, pair));
        }
        text.push_str(&more(pairs.len(), "commit"));
    }
    for why in change
        .commits
        .left_out
        .iter()
        .chain(&step.criteria.left_out)
    {
        text.push_str(&output::paragraph(why.as_bytes(), 4, false));
    }
    for changed in &step.criteria.changes {
        let spec = safe::path(&changed.key.spec);
        let mut line = format!("criterion {} {} in {spec}", changed.key.id, changed.kind);
        if !changed.now.is_empty() {
            let now = changed.now.iter().map(|key| key.id.to_string());
            line.push_str(&format!(", now {}", now.collect::<Vec<_>>().join(", ")));
        }
        text.push_str(&output::paragraph(line.as_bytes(), 4, false));
    }
    if let Some(line) = step.evidence.words() {
        text.push_str(&output::paragraph(line.as_bytes(), 4, false));
    }
    text
}

fn file_line(out: &Output, file: &FileRound) -> String {
    let path = safe::path(&file.path);
    let mut line = format!("      {}", safe::fit_end(path.as_str(), WIDTH - 30));
    if file.is_counted {
        let plus = out.paint(GOOD, &format!("+{}", file.own.added));
        let minus = out.paint(BAD, &format!("-{}", file.own.removed));
        line.push_str(&format!("  {plus} {minus}"));
    }
    if !file.rebase.is_zero() {
        let rebase = format!("rebase +{} -{}", file.rebase.added, file.rebase.removed);
        line.push_str(&format!("  {}", out.paint(DIM, &rebase)));
    }
    line.push('\n');
    if let Some(was) = &file.was {
        let was = format!("was {}", safe::path(was));
        line.push_str(&output::paragraph(was.as_bytes(), 8, false));
    }
    if let Some(why) = &file.whole {
        let mut words = format!("shown whole: {}", why.words());
        if file.left_out > 0 {
            let gone = count(file.left_out as usize, "line");
            words.push_str(&format!("; {gone} of the new base not in it"));
        }
        line.push_str(&output::paragraph(words.as_bytes(), 8, false));
    }
    line
}

fn pair_line(out: &Output, pair: &CommitPair) -> String {
    let id = |commit: &Option<Commit>| {
        let id = commit.as_ref().map(|commit| commit.id.short(7));
        id.unwrap_or_else(|| "-------".to_owned())
    };
    let commit = pair.new.as_ref().or(pair.old.as_ref());
    let subject = commit.map(|commit| safe::inline(commit.subject()));
    let subject = subject.map(|subject| safe::fit(&subject, WIDTH - 28));
    let sign = pair.state.sign().to_string();
    let style = match pair.state {
        PairState::Same => DIM,
        PairState::Changed => WARN,
        PairState::Gone => BAD,
        PairState::New => GOOD,
    };
    let mut line = format!(
        "      {} {} {}  {}\n",
        id(&pair.old),
        out.paint(style, &sign),
        id(&pair.new),
        subject.unwrap_or_default()
    );
    let words = pair_words(pair);
    if !words.is_empty() {
        line.push_str(&output::paragraph(words.as_bytes(), 24, false));
    }
    line
}

fn more(count: usize, what: &str) -> String {
    match count.saturating_sub(LISTED) {
        0 => String::new(),
        1 => format!("      and 1 more {what}; `--json` has all\n"),
        more => format!("      and {more} more {what}s; `--json` has all\n"),
    }
}
