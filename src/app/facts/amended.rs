//! Puts into words how the delivery changes the agreed spec.

use crate::app::facts::Facts;
use crate::app::input::keymap::Action;
use crate::model::amendment::{Amendment, AmendmentKind, AmendmentState};
use crate::model::id::{Digest, ObjectId};
use crate::model::index::{CriterionIndex, IncrementIndex};
use crate::model::record::SpecRef;
use crate::model::spec::CriterionKey;
use crate::model::text::Untrusted;
use crate::safe;

/// Width in cells to which commit subjects and paths within sentences are cut.
pub(in crate::app) const NAME: usize = 40;

/// Number of amendments of one commit that the increment's cover lists; the rest are counted.
pub(in crate::app) const LISTED: usize = 12;

impl Facts {
    /// Returns the amendment of a criterion.
    pub fn amendment_of(&self, criterion: CriterionIndex) -> Option<&Amendment> {
        self.engagement
            .agreed
            .amendment_of(self.engagement.key(criterion)?)
    }

    /// Returns `; & agrees or refuses`: the first key of the amendments screen and the words
    /// `does`. Empty when no key is set.
    pub(in crate::app) fn amendments_key(&self, does: &str) -> String {
        self.key(Action::Amendments)
            .map(|key| format!("; {key} {does}"))
            .unwrap_or_default()
    }

    /// Tells whether a commit belongs to an increment; false until the increment is traced.
    pub(in crate::app) fn is_commit_of(&self, increment: IncrementIndex, commit: ObjectId) -> bool {
        let trace = self.trace(increment);
        trace.is_some_and(|trace| trace.commits.iter().any(|found| found.id == commit))
    }

    /// Returns the counts of open amendments in words; empty when there are none.
    pub fn amended_words(&self) -> String {
        self.engagement.agreed.words()
    }

    /// Returns what an amendment changes and which text is judged, for the full view of the
    /// amendment.
    pub(in crate::app) fn amendment_words(&self, amendment: &Amendment) -> String {
        let (does, judged) = match amendment.kind {
            AmendmentKind::Added => ("new in this delivery", "it is still listed and judged"),
            AmendmentKind::Removed => ("removed in this delivery", "it is still to be judged"),
            AmendmentKind::Reworded => ("reworded in this delivery", "the agreed text is judged"),
        };
        match &amendment.state {
            AmendmentState::Open => format!("{does}, not agreed yet: {judged}"),
            AmendmentState::Refused { by } => {
                format!("{does}, refused by {}: {judged}", self.name_of(by))
            }
        }
    }

    /// Returns the spec, the commit and the increment of an amendment, as far as they are known.
    pub(in crate::app) fn where_amended(&self, amendment: &Amendment) -> String {
        let path = safe::fit_end(&safe::path(&amendment.criterion.spec), NAME);
        let Some(commit) = amendment.commit else {
            return format!("in {path}; the commit is unknown");
        };
        let found = self.traces.entries().find_map(|(increment, trace)| {
            let found = trace
                .as_ref()?
                .commits
                .iter()
                .find(|found| found.id == commit)?;
            Some((increment, safe::fit(&safe::inline(found.subject()), NAME)))
        });
        match found {
            Some((increment, subject)) => {
                format!(
                    "in {path}, by {} of increment {}: {subject}",
                    commit.short(7),
                    increment.number()
                )
            }
            None => format!("in {path}, by {}", commit.short(7)),
        }
    }

    /// Returns which specs are the agreed ones and how many changes were agreed since; empty when
    /// none are known.
    pub(in crate::app) fn agreed_since(&self) -> String {
        let agreed = &self.engagement.agreed;
        let since = match agreed.agreed {
            0 => String::new(),
            1 => "; 1 change was agreed since".to_owned(),
            count => format!("; {count} changes were agreed since"),
        };
        match agreed.because.as_str() {
            "" => String::new(),
            because => format!("agreed: {because}{since}"),
        }
    }

    /// Returns who agreed to a text of a criterion, and when; `None` where nobody did.
    pub(in crate::app) fn agreed_by(&self, text: Digest) -> Option<String> {
        let decisions = self.record.amendments.iter();
        let of_text = decisions.filter(|(change, _)| change.to == Some(text));
        let agreed = of_text.flat_map(|(_, decisions)| decisions);
        let last = agreed
            .filter(|given| given.value.is_agreed)
            .max_by_key(|given| given.at)?;
        Some(format!(
            "{} agreed to this text on {}",
            self.name_of(&last.by),
            last.at.day(self.now)
        ))
    }

    /// Returns the text that an amendment replaces, where that is the text that a statement was
    /// about.
    pub(in crate::app) fn text_before(&self, said: Option<&SpecRef>) -> Option<&Untrusted> {
        let digest = said?.criterion?;
        let mut amendments = self.engagement.agreed.amendments.iter();
        let found = amendments.find(|amendment| amendment.change.from == Some(digest))?;
        Some(&found.before)
    }

    /// Returns the remark beside a criterion that the delivery changes; `None` when it does not
    /// change it.
    pub fn amended_note(&self, key: &CriterionKey) -> Option<String> {
        let amendment = self.engagement.agreed.amendment_of(key)?;
        let commit = amendment
            .commit
            .map(|commit| format!(" in {}", commit.short(7)))
            .unwrap_or_default();
        let after = safe::inline(&amendment.after);
        let key = self.amendments_key(match amendment.state {
            AmendmentState::Open => "agrees or refuses",
            AmendmentState::Refused { .. } => "shows it",
        });
        let refused = match &amendment.state {
            AmendmentState::Refused { by } => Some(format!("refused by {}", self.name_of(by))),
            AmendmentState::Open => None,
        };
        Some(match (amendment.kind, refused) {
            (AmendmentKind::Added, None) => {
                format!("new in this delivery{commit}, not agreed{key}")
            }
            (AmendmentKind::Added, Some(refused)) => {
                format!("new in this delivery{commit}, {refused}{key}")
            }
            (AmendmentKind::Removed, None) => {
                format!("the delivery removes this{commit}; the agreed text is judged{key}")
            }
            (AmendmentKind::Removed, Some(refused)) => {
                format!(
                    "the delivery removes this{commit} ({refused}); the agreed text is judged{key}"
                )
            }
            (AmendmentKind::Reworded, None) => {
                format!(
                    "the delivery rewords this{commit} to \"{after}\"; the agreed text is judged{key}"
                )
            }
            (AmendmentKind::Reworded, Some(refused)) => format!(
                "the delivery rewords this{commit} to \"{after}\" ({refused}); the agreed text is judged{key}"
            ),
        })
    }

    /// Returns a sentence for each commit of an increment that changes the agreed spec: `changes
    /// the agreed spec: AC-1 removed, AC-2 reworded (9dbd0fb)`.
    ///
    /// A change without a known commit is listed under the newest increment, so that it appears
    /// somewhere.
    pub fn amended_by(&self, increment: IncrementIndex) -> Vec<String> {
        let is_newest = self.engagement.increments.last_index() == Some(increment);
        let mut by_commit: Vec<(Option<ObjectId>, Vec<&Amendment>)> = Vec::new();
        for amendment in &self.engagement.agreed.amendments {
            let is_here = match amendment.commit {
                Some(commit) => self.is_commit_of(increment, commit),
                None => is_newest,
            };
            if !is_here {
                continue;
            }
            match by_commit
                .iter_mut()
                .find(|(commit, _)| *commit == amendment.commit)
            {
                Some((_, amendments)) => amendments.push(amendment),
                None => by_commit.push((amendment.commit, vec![amendment])),
            }
        }
        by_commit
            .into_iter()
            .map(|(commit, amendments)| changes(commit, amendments))
            .collect()
    }
}

/// Returns the word for a kind of amendment.
pub fn kind_words(kind: AmendmentKind) -> &'static str {
    match kind {
        AmendmentKind::Added => "new",
        AmendmentKind::Removed | AmendmentKind::Reworded => kind.name(),
    }
}

/// Returns the sign of an amendment, one cell wide in every glyph set.
pub fn sign(kind: AmendmentKind) -> &'static str {
    match kind {
        AmendmentKind::Added => "+",
        AmendmentKind::Removed => "-",
        AmendmentKind::Reworded => "~",
    }
}

/// Returns the line at the top of the overview that tells of changes to the spec: the longest form
/// that fits in `room` cells. `counted` are the open amendments in words.
pub fn spec_line(counted: &str, room: usize) -> String {
    let forms = [
        format!("the spec changed within what is delivered: {counted}"),
        format!("the spec changed in this delivery: {counted}"),
        format!("the spec changed: {counted}"),
        format!("spec: {counted}"),
    ];
    let fits = forms.iter().find(|form| safe::str_cells(form) <= room);
    fits.cloned().unwrap_or_else(|| safe::fit(&forms[3], room))
}

/// Returns a sentence with the amendments of one commit, removals first, then rewordings; those
/// beyond [`LISTED`] are counted.
pub(in crate::app) fn changes(commit: Option<ObjectId>, mut amendments: Vec<&Amendment>) -> String {
    let by = commit.map_or("unknown commit".to_owned(), |commit| commit.short(7));
    let said = |amendment: &&Amendment| {
        let refused = match amendment.state {
            AmendmentState::Open => "",
            AmendmentState::Refused { .. } => " (refused)",
        };
        format!(
            "{} {}{refused}",
            amendment.criterion.id,
            kind_words(amendment.kind)
        )
    };
    amendments.sort_by_key(|amendment| match amendment.kind {
        AmendmentKind::Removed => 0,
        AmendmentKind::Reworded => 1,
        AmendmentKind::Added => 2,
    });
    let listed: Vec<String> = amendments.iter().take(LISTED).map(said).collect();
    let more = match amendments.len() - listed.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(
        "changes the agreed spec: {}{more} ({by})",
        listed.join(", ")
    )
}
