//! The kinds of statements: a file for each, and one table that names them all.
//!
//! A file has what the record needs to know of its kind: the name, how it is read and written, its
//! target in the fold, whose count, the words for it. Reading, writing and folding go by the table.
//! `docs/record.md` has the format.

mod amendment;
mod claim;
mod edit;
mod increment;
mod kind;
mod link;
mod note;
mod outcome;
mod pin;
mod reply;
mod retract;
mod role;
mod scope;
mod sign_off;
mod target;
mod unlink;
mod verdict;
mod verify;
mod viewed;

use toml::de::DeValue;

use super::codec::read::{self, Fault};
use super::codec::write::Toml;
use crate::model::event::{Body, Event};
use crate::model::names::Names;
use kind::Kind;
pub(super) use kind::WhoCounts;
pub(super) use target::FoldTarget;

/// Makes the table and what goes by it. A line has the file, the kind as [`Body`] and the file call
/// it, and its fields in the order in which the file takes them.
macro_rules! kinds {
    ($($file:ident::$kind:ident($($field:ident),+);)+) => {
        /// The names of all kinds that this version knows, as they are written.
        #[allow(dead_code, reason = "only tests use it")]
        pub const NAMES: &[&str] = &[$(<$file::$kind as Kind>::NAME),+];

        /// Reads the body of a kind from an event's document.
        pub(super) fn read(kind: &str, document: &DeValue<'_>) -> Result<Body, Fault> {
            match kind {
                $(<$file::$kind as Kind>::NAME => body::<$file::$kind>(document),)+
                _ => Err(Fault::Unknown),
            }
        }

        /// Writes `kind` and `[body]`.
        pub(super) fn write(body: &Body, out: &mut Toml) {
            match body {
                $(Body::$kind { $($field),+ } => {
                    out.id("kind", <$file::$kind as Kind>::NAME);
                    out.table("body");
                    <$file::$kind as Kind>::write(($($field,)+), out);
                })+
                Body::Unknown { kind, .. } => out.text("kind", kind),
            }
        }

        /// Returns what an event is about in the fold.
        pub(super) fn target<'a>(event: &'a Event, names: &'a Names) -> FoldTarget<'a> {
            match &event.statement.body {
                $(Body::$kind { $($field),+ } => {
                    <$file::$kind as Kind>::target(($($field,)+), event, names)
                })+
                Body::Unknown { .. } => FoldTarget::Newer,
            }
        }

        /// Tells whose statements of a kind count.
        pub(super) fn who_counts(body: &Body) -> WhoCounts {
            match body {
                $(Body::$kind { .. } => <$file::$kind as Kind>::WHO_COUNTS,)+
                Body::Unknown { .. } => WhoCounts::Everybody,
            }
        }

        /// Describes a statement in our words, and returns its writer's own words.
        pub fn words(body: &Body) -> (String, &[u8]) {
            match body {
                $(Body::$kind { $($field),+ } => <$file::$kind as Kind>::words(($($field,)+)),)+
                Body::Unknown { .. } => ("an entry of a newer version".to_owned(), &[]),
            }
        }
    };
}

kinds! {
    note::Note(criterion, note);
    edit::Edit(of, note);
    retract::Retract(of);
    reply::Reply(thread, text);
    verdict::Verdict(criterion, verdict, comment);
    claim::Claim(thread, commit, text);
    verify::Verify(thread, state);
    link::Link(criterion, target);
    unlink::Unlink(criterion, target);
    increment::Increment(increment, title, range, criteria);
    viewed::Viewed(content, viewed);
    outcome::Outcome(increment, outcome, comment);
    sign_off::SignOff(comment);
    role::Role(writer, name, email, role);
    pin::Pin(commit);
    amendment::Amendment(criterion, change, agreed, text);
    scope::Scope(specs, paths);
}

fn body<'a, K: Kind + serde::Deserialize<'a>>(document: &'a DeValue<'a>) -> Result<Body, Fault> {
    let written: Option<K> = read::section(document, "body")?;
    let written = written.ok_or_else(|| Fault::Malformed("it has no [body]".to_owned()))?;
    written.body().map_err(|fault| fault.within("body"))
}
