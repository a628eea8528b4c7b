//! Finds the amendments to show beside the lines of a delivered spec.
//!
//! The specs under review have the agreed texts, and criteria that the delivered source no longer
//! has. Owns which criteria these are, so that no line is taken for one of them, and the remark at
//! each line.

use crate::app::facts::Facts;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::amendment::{AmendmentKind, AmendmentState};
use crate::model::id::CriterionId;
use crate::model::spec::CriterionKey;
use crate::safe;

/// The most cells of a removed or reworded criterion's agreed text in a remark.
const TEXT: usize = 160;

/// The amendments of the spec that is shown.
#[derive(Clone, Default, Debug)]
pub(super) struct Amended {
    /// The indexes of criteria of the spec that its source does not have.
    absent: BTreeSet<usize>,
    /// The remarks below each line, 0-based.
    notes: BTreeMap<u32, Vec<String>>,
}

impl Amended {
    /// Tells whether the source has a criterion, given by its index in the spec.
    pub(super) fn has(&self, index: usize) -> bool {
        !self.absent.contains(&index)
    }

    /// Returns the remarks below a line, 0-based; made safe.
    pub(super) fn notes(&self, line: u32) -> &[String] {
        self.notes.get(&line).map_or(&[], Vec::as_slice)
    }
}

impl Facts {
    /// Looks up the amendments of a spec.
    pub(super) fn amended_in(&self, spec: usize) -> Amended {
        let mut amended = Amended::default();
        let Some(found) = self.engagement.specs.get(spec) else {
            return amended;
        };
        let agreed = &self.engagement.agreed;
        let of_spec = || {
            agreed
                .amendments
                .iter()
                .filter(|amendment| amendment.criterion.spec == found.path)
        };
        let named: BTreeSet<&CriterionId> =
            of_spec().map(|amendment| &amendment.criterion.id).collect();
        // Mostly there are none, and the spec may have a hundred thousand criteria.
        if named.is_empty() {
            return amended;
        }
        let mut items = HashMap::new();
        for (index, item) in found
            .criteria
            .iter()
            .enumerate()
            .filter(|(_, item)| named.contains(&item.id))
        {
            items.entry(&item.id).or_insert((index, item));
        }
        // A spec whose file is gone is shown in its last version, whose source has every criterion.
        let is_gone = agreed.gone.contains(&found.path);
        for amendment in of_spec() {
            let Some((index, item)) = items.get(&amendment.criterion.id).copied() else {
                continue;
            };
            if amendment.kind == AmendmentKind::Removed && !is_gone {
                amended.absent.insert(index);
            }
            let line = if is_gone {
                item.lines.first
            } else {
                item.lines.last
            };
            let notes = amended.notes.entry(line.saturating_sub(1)).or_default();
            notes.push(note(
                &amendment.criterion,
                amendment.kind,
                &amendment.state,
                &amendment.before,
            ));
        }
        amended
    }

    /// Tells whether the source of its spec no longer has the chosen criterion.
    pub(super) fn is_chosen_absent(&self) -> bool {
        let chosen = self
            .chosen
            .and_then(|chosen| self.engagement.criteria().get(chosen));
        chosen.is_some_and(|found| !self.amended_in(found.spec).has(found.index))
    }
}

fn note(
    key: &CriterionKey,
    kind: AmendmentKind,
    state: &AmendmentState,
    before: &crate::model::text::Untrusted,
) -> String {
    let state = match state {
        AmendmentState::Open => "not agreed",
        AmendmentState::Refused { .. } => "refused",
    };
    let before = || safe::fit(&safe::inline(before), TEXT);
    let id = &key.id;
    match kind {
        AmendmentKind::Added => format!("{id} is new, {state}"),
        AmendmentKind::Removed => {
            format!("{id} was removed here ({state}); agreed text: {}", before())
        }
        AmendmentKind::Reworded => {
            format!("{id} was reworded ({state}); agreed text: {}", before())
        }
    }
}
