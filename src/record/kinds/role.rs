//! `role`: a person's name, address and role. `fold/people.rs` says who may say so.

use serde::Deserialize;

use super::kind::{Kind, WhoCounts};
use super::target::FoldTarget;
use crate::model::event::{Body, Event};
use crate::model::id::WriterId;
use crate::model::names::Names;
use crate::model::person;
use crate::model::text::Untrusted;
use crate::record::codec::read::Fault;
use crate::record::codec::values::{ByName, Spelled, Text};
use crate::record::codec::write::Toml;

/// `[body]` of a `role`.
#[derive(Deserialize)]
pub(super) struct Role {
    writer: Spelled<WriterId>,
    name: Text,
    #[serde(default)]
    email: Text,
    role: ByName<person::Role>,
}

impl Kind for Role {
    const NAME: &'static str = "role";
    const WHO_COUNTS: WhoCounts = WhoCounts::Everybody;
    type Fields<'a> = (&'a WriterId, &'a Untrusted, &'a Untrusted, &'a person::Role);

    fn body(self) -> Result<Body, Fault> {
        let (writer, role) = (self.writer.0, self.role.0);
        Ok(Body::Role {
            writer,
            name: self.name.0,
            email: self.email.0,
            role,
        })
    }

    fn write((writer, name, email, role): Self::Fields<'_>, out: &mut Toml) {
        out.id("writer", writer);
        out.text("name", name);
        out.text_unless_empty("email", email);
        out.id("role", role.name());
    }

    fn target<'a>(_: Self::Fields<'a>, _: &'a Event, _: &'a Names) -> FoldTarget<'a> {
        FoldTarget::Person
    }

    fn words((writer, ..): Self::Fields<'_>) -> (String, &[u8]) {
        (format!("who {writer} is"), &[])
    }
}
