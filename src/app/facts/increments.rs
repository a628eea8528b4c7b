//! Sums up increments for lists: names, round, whose turn it is, snags, criteria met.

use crate::app::facts::Facts;
use crate::model::index::{IncrementIndex, Indexes};
use crate::model::time::Timestamp;
use crate::model::turn::Party;
use crate::safe;

/// Maximum number of authors of an increment that are searched.
const MAX_AUTHORS: usize = 20;

/// An increment in a list of increments. All texts are made safe.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IncrementRow {
    /// The increment.
    pub increment: IncrementIndex,
    /// Its title.
    pub title: String,
    /// Its names other than the title.
    pub names: String,
    /// The newest round's number.
    pub round: u32,
    /// Whose turn it is.
    pub whose: Option<Party>,
    /// Since when it has been somebody's turn.
    pub since: Option<Timestamp>,
    /// Its blocking notes that are not settled, and the unmet criteria that it bears on.
    pub snags: usize,
    /// The criteria that it bears on: how many are met or waived as of it, and how many there are.
    pub met: (usize, usize),
    /// What typing searches, in lower case: title, names and authors.
    pub searched: String,
}

impl Facts {
    /// Returns what lists say of an increment.
    pub(in crate::app) fn increment_row(&self, at: IncrementIndex) -> Option<IncrementRow> {
        let increment = self.engagement.increments.get(at)?;
        let title = safe::inline(&increment.title).into_string();
        let names = increment.names.iter().map(ToString::to_string);
        let names: Vec<String> = names.filter(|name| *name != title).collect();
        let names = safe::inline(names.join(", ")).into_string();
        let bears_on = self.borne_on(Indexes::one(at));
        let in_scope = self.engagement.criteria_in(self.scope);
        let criteria: Vec<_> = in_scope
            .filter(|criterion| bears_on.contains(criterion))
            .filter_map(|criterion| Some((criterion, self.engagement.key(criterion)?)))
            .collect();
        let is_settled = |key| self.record.state_as_of(key, &increment.id).is_settled();
        let met = criteria.iter().filter(|(_, key)| is_settled(key)).count();
        let unmet = criteria.iter().filter(|(at, _)| self.is_unmet(*at)).count();
        let threads = self.record.live_threads();
        let notes = threads.filter(|thread| {
            thread.is_snag() && thread.place.increment.as_ref() == Some(&increment.id)
        });
        let turn = self.turns.get(at);
        let mut authors: Vec<&[u8]> = Vec::new();
        for commit in self.trace(at).into_iter().flat_map(|trace| &trace.commits) {
            let author = commit.author.as_bytes();
            if authors.len() < MAX_AUTHORS && !authors.contains(&author) {
                authors.push(author);
            }
        }
        let authors = safe::inline(authors.join(&b' ')).into_string();
        let searched = format!("{} {title} {names} {authors}", at.number()).to_lowercase();
        Some(IncrementRow {
            increment: at,
            title,
            names,
            round: increment.round,
            whose: turn.and_then(|turn| turn.whose),
            since: turn.and_then(|turn| turn.since()),
            snags: notes.count() + unmet,
            met: (met, criteria.len()),
            searched,
        })
    }
}
