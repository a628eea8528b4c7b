//! Keeps the decisions of this machine about whose words count.
//!
//! A record travels, and whoever can send one can write in it under any name. So nobody's words
//! count before somebody here admitted them. Owns the file with these decisions; `fold/people.rs`
//! applies them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use super::codec::read;
use super::codec::values::{Spelled, ids};
use super::codec::write::Toml;
use super::project::{MAX_SMALL_FILE, Project};
use super::{durable, files};
use crate::model::id::WriterId;
use crate::model::person::Role;

/// The decisions of this machine about people.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Admission {
    /// Admitted people, with the role they were admitted as; `None` for the role that the record
    /// gives them.
    admitted: BTreeMap<WriterId, Option<Role>>,
    /// Refused people: their words do not count, whoever else admits them.
    refused: BTreeSet<WriterId>,
}

impl Admission {
    /// Returns the role a writer was admitted as, if admitted here: `Some(None)` for the role that
    /// the record gives.
    pub fn of_writer(&self, writer: &WriterId) -> Option<Option<Role>> {
        self.admitted.get(writer).copied()
    }

    /// Whether a writer was refused here, so that their words do not count, whoever else admits
    /// them.
    pub fn refuses(&self, writer: &WriterId) -> bool {
        self.refused.contains(writer)
    }
}

impl Project {
    /// Reads the decisions about people on this machine; `None` where nothing ever came from
    /// elsewhere, or only before people were asked about: everybody in the record counts then.
    ///
    /// # Errors
    /// When the file exists and cannot be read.
    pub fn admission(&self) -> Result<Option<Admission>> {
        let path = self.dir.join("people.toml");
        let doing = || {
            format!(
                "reading {}; remove it to count everybody who is in the record",
                path.display()
            )
        };
        files::check_dir(&self.root, &self.dir).with_context(doing)?;
        let Some(bytes) = durable::read_if_there(&path, MAX_SMALL_FILE).with_context(doing)? else {
            return Ok(None);
        };
        read::document::<PeopleFile>(&bytes)
            .map(|written| Some(written.into()))
            .with_context(doing)
    }

    /// Admits people with their roles, unless decisions exist already.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub(super) fn settle_people(&self, people: Vec<(WriterId, Option<Role>)>) -> Result<()> {
        if self.admission()?.is_none() {
            self.keep(&Admission {
                admitted: people.into_iter().collect(),
                refused: BTreeSet::new(),
            })?;
        }
        Ok(())
    }

    /// Admits a writer, with a role or with the one that the record gives them.
    ///
    /// # Errors
    /// When the decision cannot be saved.
    pub(super) fn admit(&self, writer: &WriterId, role: Option<Role>) -> Result<()> {
        self.decide(|admission| {
            admission.refused.remove(writer);
            admission.admitted.insert(writer.clone(), role);
        })
    }

    /// Refuses a writer: their words do not count on this machine until they are admitted.
    ///
    /// # Errors
    /// When the decision cannot be saved.
    pub(super) fn refuse(&self, writer: &WriterId) -> Result<()> {
        self.decide(|admission| {
            admission.admitted.remove(writer);
            admission.refused.insert(writer.clone());
        })
    }

    fn decide(&self, decision: impl FnOnce(&mut Admission)) -> Result<()> {
        let mut admission = self.admission()?.unwrap_or_default();
        decision(&mut admission);
        if admission.admitted.len() + admission.refused.len() > MAX_PEOPLE {
            bail!(
                "more than {MAX_PEOPLE} people were decided about; that is no record of one project"
            );
        }
        self.keep(&admission)
    }

    fn keep(&self, admission: &Admission) -> Result<()> {
        let path = self.dir.join("people.toml");
        let doing = || format!("keeping whose words count in {}", path.display());
        durable::private_dir(&self.root, &self.dir).with_context(doing)?;
        let _lock = durable::lock(&self.lock_path()).with_context(doing)?;
        let of = |role: Option<Role>| -> Vec<String> {
            let admitted = admission
                .admitted
                .iter()
                .filter(|(_, as_role)| **as_role == role);
            admitted.map(|(writer, _)| writer.to_string()).collect()
        };
        let mut out = Toml::default();
        out.plain("version", 1);
        out.ids("admitted", &of(None));
        for role in Role::ALL {
            out.ids(role.name(), &of(Some(role)));
        }
        out.ids(
            "refused",
            &admission
                .refused
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>(),
        );
        durable::replace(&path, out.finish().as_bytes(), true).with_context(doing)
    }
}

/// Maximum number of people decided about in a project, so that the file stays small.
const MAX_PEOPLE: usize = 5_000;

/// `people.toml`: the writers who were refused, admitted, or admitted as something.
#[derive(Default, Deserialize)]
#[serde(default)]
struct PeopleFile {
    admitted: Vec<Spelled<WriterId>>,
    reviewer: Vec<Spelled<WriterId>>,
    contractor: Vec<Spelled<WriterId>>,
    observer: Vec<Spelled<WriterId>>,
    refused: Vec<Spelled<WriterId>>,
}

impl From<PeopleFile> for Admission {
    fn from(mut written: PeopleFile) -> Self {
        let refused = ids(std::mem::take(&mut written.refused))
            .into_iter()
            .collect();
        let as_said = ids(std::mem::take(&mut written.admitted))
            .into_iter()
            .map(|writer| (writer, None));
        let mut admission = Self {
            admitted: as_said.collect(),
            refused,
        };
        for role in Role::ALL {
            let writers = std::mem::take(match role {
                Role::Reviewer => &mut written.reviewer,
                Role::Contractor => &mut written.contractor,
                Role::Observer => &mut written.observer,
            });
            admission
                .admitted
                .extend(ids(writers).into_iter().map(|writer| (writer, Some(role))));
        }
        admission
    }
}
