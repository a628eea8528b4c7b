//! Detects decisions of reviewers that change what is reviewed: after such a decision everything is
//! read again.

use std::collections::BTreeMap;

use crate::model::amendment::{AmendmentDecision, TextChange};
use crate::model::id::{IncrementId, ObjectId};
use crate::model::increment::Definition;
use crate::model::record::{Given, Record};

/// The decisions that shape increments and agreed specs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::app) struct Decided {
    increments: BTreeMap<IncrementId, Given<Definition>>,
    pins: Vec<Given<ObjectId>>,
    amendments: BTreeMap<TextChange, Vec<Given<AmendmentDecision>>>,
}

impl Decided {
    /// Copies the decisions out of a record.
    pub(crate) fn of(record: &Record) -> Self {
        Self {
            increments: record.increments.clone(),
            pins: record.pins.clone(),
            amendments: record.amendments.clone(),
        }
    }
}
