//! Shares data that many events repeat: writers and targets.
//!
//! A record of a hundred thousand events names a few people, criteria, files and rounds again and
//! again. After sharing, each event holds only what is unique to it.

use std::collections::HashSet;
use std::hash::Hash;
use std::sync::Arc;

use crate::model::event::{Body, Event, NamesMut};
use crate::model::id::{CriterionId, IncrementId, WriterId};
use crate::model::note::Anchor;
use crate::model::record::{SpecRef, Subject};
use crate::model::text::RepoPath;

/// Values seen in events so far, each once.
#[derive(Default)]
pub(super) struct Sharing {
    writers: HashSet<WriterId>,
    paths: HashSet<RepoPath>,
    criteria: HashSet<CriterionId>,
    increments: HashSet<IncrementId>,
    subjects: HashSet<Arc<Subject>>,
    specs: HashSet<Arc<SpecRef>>,
}

impl Sharing {
    /// Replaces values of an event by equal ones of earlier events.
    pub(super) fn share(&mut self, event: &mut Event) {
        one_of(&mut self.writers, &mut event.writer);
        let said = &mut event.statement;
        self.share_body(&mut said.body);
        if let Some(subject) = &mut said.subject {
            self.share_subject(subject);
        }
        if let Some(spec) = &mut said.spec {
            // A criterion's text is long and rarely repeated.
            match spec.text {
                None => one_of(&mut self.specs, spec),
                Some(_) => one_of(&mut self.paths, &mut Arc::make_mut(spec).path),
            }
        }
        if let Some(anchor) = &mut said.anchor {
            let anchor: &mut Anchor = Arc::make_mut(anchor);
            one_of(&mut self.paths, &mut anchor.path);
        }
        said.replaces.shrink_to_fit();
        event.seen.shrink_to_fit();
    }

    /// Without evidence, many events have the same round; with it, only the round's names are
    /// shared.
    fn share_subject(&mut self, subject: &mut Arc<Subject>) {
        if subject.evidence.is_empty() {
            return one_of(&mut self.subjects, subject);
        }
        let Subject {
            increment,
            evidence,
            ..
        } = Arc::make_mut(subject);
        if let Some(increment) = increment {
            one_of(&mut self.increments, increment);
        }
        for evidence in evidence {
            one_of(&mut self.paths, &mut evidence.path);
        }
    }

    fn share_body(&mut self, body: &mut Body) {
        let NamesMut {
            about: _,
            criterion,
            path,
            increment,
            writer,
        } = body.names_mut();
        if let Some(key) = criterion {
            one_of(&mut self.paths, &mut key.spec);
            one_of(&mut self.criteria, &mut key.id);
        }
        path.into_iter()
            .for_each(|path| one_of(&mut self.paths, path));
        increment
            .into_iter()
            .for_each(|increment| one_of(&mut self.increments, increment));
        writer
            .into_iter()
            .for_each(|writer| one_of(&mut self.writers, writer));
    }
}

/// Replaces a value by the first equal one.
fn one_of<T: Clone + Eq + Hash>(known: &mut HashSet<T>, value: &mut T) {
    match known.get(value) {
        Some(first) => *value = first.clone(),
        None => drop(known.insert(value.clone())),
    }
}
