//! The people in the story. Knows nothing of what they do.

use anyhow::{Context as _, Result};

use crate::model::person::Role;
use crate::model::text::Untrusted;
use crate::record::Identity;

/// A person in the story.
pub(super) struct StoryPerson {
    pub name: &'static str,
    pub email: &'static str,
    /// Their time zone, as git writes it.
    pub zone: &'static str,
    /// Their writer id in the record; empty for somebody who wrote nothing.
    writer: &'static str,
    role: Role,
}

/// Leads the team; wrote the code before the deliveries, and the spec.
pub(super) const MIRA: StoryPerson = StoryPerson {
    name: "Mira Okafor",
    email: "mira@shop.example",
    zone: "+0100",
    writer: "",
    role: Role::Observer,
};

/// Reviewed until she went on leave.
pub(super) const ANA: StoryPerson = StoryPerson {
    name: "Ana Duarte",
    email: "ana@shop.example",
    zone: "+0100",
    writer: "anaduarte2",
    role: Role::Reviewer,
};

/// Delivers.
pub(super) const JONAS: StoryPerson = StoryPerson {
    name: "Jonas Weber",
    email: "jonas@weber.example",
    zone: "-0500",
    writer: "jonasweber",
    role: Role::Contractor,
};

impl StoryPerson {
    /// Returns their identity in the record.
    pub(super) fn identity(&self) -> Result<Identity> {
        let writer = self
            .writer
            .parse()
            .with_context(|| format!("{} does not write", self.name))?;
        let (name, email) = (Untrusted::from(self.name), Untrusted::from(self.email));
        Ok(Identity {
            writer,
            name,
            email,
            role: self.role,
        })
    }
}
