//! What the delivery changes in the agreed spec, beside the lines of the spec as delivered.
//!
//! The specs under review have the agreed texts, and criteria that the source does not have any more. Owns
//! which these are, so that no line is taken for one of them, and what is said at which line.

use crate::app::facts::Facts;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::amendment::{AmendmentKind, AmendmentState};
use crate::model::id::CriterionId;
use crate::model::spec::CriterionKey;
use crate::safe;

/// Cells of a removed criterion's text beside the line where it stood.
const TEXT: usize = 160;

/// What was found for the spec shown.
#[derive(Clone, Default, Debug)]
pub(super) struct Amended {
    /// Criteria of the spec, by index, that its source does not have.
    absent: BTreeSet<usize>,
    /// What is said below a line, 0-based.
    notes: BTreeMap<u32, Vec<String>>,
}

impl Amended {
    /// Whether the source has a criterion, by its index in the spec.
    pub(super) fn has(&self, index: usize) -> bool {
        !self.absent.contains(&index)
    }

    /// What is said below a line, 0-based; made safe.
    pub(super) fn notes(&self, line: u32) -> &[String] {
        self.notes.get(&line).map_or(&[], Vec::as_slice)
    }
}

impl Facts {
    /// Looks up what the delivery changes in a spec.
    pub(super) fn amended_in(&self, spec: usize) -> Amended {
        let mut amended = Amended::default();
        let Some(found) = self.engagement.specs.get(spec) else { return amended };
        let agreed = &self.engagement.agreed;
        let of_spec = || agreed.amendments.iter().filter(|amendment| amendment.criterion.spec == found.path);
        let named: BTreeSet<&CriterionId> = of_spec().map(|amendment| &amendment.criterion.id).collect();
        // Mostly there are none, and the spec may have a hundred thousand criteria.
        if named.is_empty() {
            return amended;
        }
        let mut indexes = HashMap::new();
        for (index, item) in found.criteria.iter().enumerate().filter(|(_, item)| named.contains(&item.id)) {
            indexes.entry(&item.id).or_insert(index);
        }
        // A spec whose file is gone is shown as it stood: what it has is in its source.
        let is_gone = agreed.gone.contains(&found.path);
        for amendment in of_spec() {
            let Some(index) = indexes.get(&amendment.criterion.id).copied() else { continue };
            if amendment.kind == AmendmentKind::Removed && !is_gone {
                amended.absent.insert(index);
            }
            let line = found.criteria[index].lines;
            let line = if is_gone { line.first } else { line.last };
            let notes = amended.notes.entry(line.saturating_sub(1)).or_default();
            notes.push(note(&amendment.criterion, amendment.kind, &amendment.state, &amendment.before));
        }
        amended
    }

    /// Whether the chosen criterion is not in the source of its spec any more.
    pub(super) fn is_chosen_absent(&self) -> bool {
        let chosen = self.chosen.and_then(|chosen| self.engagement.criteria().get(chosen));
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
        AmendmentKind::Removed => format!("{id} was removed here, {state}: {}", before()),
        AmendmentKind::Reworded => format!("{id} was reworded, {state}; agreed: {}", before()),
    }
}
