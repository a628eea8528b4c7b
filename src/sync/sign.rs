//! Makes and checks signatures of batches, through git and with the keys and programs of the user's
//! own configuration.
//!
//! Whoever can write to a remote can put words into somebody's mouth; a signature shows that.
//! Nobody has to sign.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use anyhow::{Result, ensure};

use super::command::Surroundings;
use super::gate::SignatureCheck;
use super::process::{self, Control};
use super::store::{self, LockedCopies};
use super::union::{self, Batch, OURS};
use crate::git::sidecar::{RefCommit, Sidecar};
use crate::model::id::{EventId, ObjectId, WriterId};
use crate::model::signature::{Signature, Signatures, Signed, SignedBatch};
use crate::model::text::Untrusted;
use crate::model::time::Timestamp;
use crate::safe;

/// Maximum number of commits checked in one call: as many as fit on a command line of every system.
const A_CALL: usize = 200;

/// Whether the user has their commits signed.
///
/// # Errors
/// When git is not installed.
pub(super) fn is_wanted(
    held: &LockedCopies,
    sidecar: &Sidecar,
    around: &Surroundings,
    control: &Control<'_>,
) -> Result<bool> {
    Ok(ask(
        &["config", "--type=bool", "--get", "commit.gpgsign"],
        held,
        sidecar,
        around,
        control,
    )? == "true")
}

/// Returns git's answer; empty when it has none.
fn ask(
    question: &[&str],
    held: &LockedCopies,
    sidecar: &Sidecar,
    around: &Surroundings,
    control: &Control<'_>,
) -> Result<String> {
    let mut command = around.git(sidecar.dir(), "none")?;
    command.args(question);
    let ran = process::run(command, &held.lock, around.can_ask(), None, control)?;
    Ok(if ran.ok {
        String::from_utf8_lossy(ran.out.trim_ascii()).into_owned()
    } else {
        String::new()
    })
}

/// Returns the key to name where git would use the committer's: batches are committed under the
/// writer's id, but the key belongs to the user's name and address.
fn key(
    held: &LockedCopies,
    sidecar: &Sidecar,
    around: &Surroundings,
    control: &Control<'_>,
) -> Result<Option<String>> {
    let ask = |question: &[&str]| ask(question, held, sidecar, around, control);
    let is_by_name = !ask(&["config", "--get", "gpg.format"])?.eq_ignore_ascii_case("ssh");
    if !is_by_name || !ask(&["config", "--get", "user.signingkey"])?.is_empty() {
        return Ok(None);
    }
    let user = ask(&["var", "GIT_COMMITTER_IDENT"])?;
    // The time that follows is not part of the name.
    Ok(user.rfind('>').map(|end| user[..=end].to_owned()))
}

/// Signs a batch and makes it the newest of its writer.
///
/// # Errors
/// When git cannot sign. Nothing is sent unsigned in its place.
pub(super) fn commit(
    held: &LockedCopies,
    sidecar: &mut Sidecar,
    writer: &WriterId,
    batch: &Batch,
    around: &Surroundings,
    at: Timestamp,
    control: &Control<'_>,
) -> Result<()> {
    let mut command = around.git(sidecar.dir(), "none")?;
    let date = format!("@{} +0000", at.0.max(0) / 1_000);
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), writer.as_str());
        command.env(format!("GIT_{who}_EMAIL"), format!("{writer}@snaglist"));
        command.env(format!("GIT_{who}_DATE"), &date);
    }
    let key = key(held, sidecar, around, control)?.unwrap_or_default();
    command.args([
        "commit-tree",
        &format!("-S{key}"),
        "-m",
        &union::message(batch),
    ]);
    command.args(
        batch
            .parent
            .iter()
            .flat_map(|parent| ["-p".to_owned(), parent.to_string()]),
    );
    command.arg(batch.tree.to_string());
    let ran = process::run(command, &held.lock, around.can_ask(), None, control)?;
    let id = String::from_utf8_lossy(ran.out.trim_ascii())
        .parse::<ObjectId>()
        .ok()
        .filter(|_| ran.ok);
    ensure!(
        id.is_some(),
        "your git is set to sign commits (commit.gpgsign) and could not: {}; repair that, or give `--no-sign`",
        ran.why()
    );
    sidecar.refresh()?;
    id.map_or(Ok(()), |id| sidecar.set_ref(&format!("{OURS}{writer}"), id))
}

/// Checks how every writer's events arrived: the signature of the first batch with each `known`
/// event.
///
/// # Errors
/// When the repository fails, or git is not installed.
pub(super) fn look(
    held: &LockedCopies,
    sidecar: &Sidecar,
    known: &BTreeMap<WriterId, HashSet<EventId>>,
    around: &Surroundings,
    control: &Control<'_>,
) -> Result<Signed> {
    let histories = histories(sidecar)?;
    let signed = histories
        .values()
        .flatten()
        .filter(|link| link.signed)
        .map(|link| link.id)
        .collect();
    let verified = verified(
        &signed,
        SignatureCheck {
            held,
            sidecar,
            around,
            control,
        },
    )?;
    let mut all = BTreeMap::new();
    for (writer, history) in histories {
        let signatures = of_writer(sidecar, &history, known.get(&writer), &verified)?;
        all.insert(writer, signatures);
    }
    Ok(all)
}

/// Checks the signatures of commits, and names the signers.
///
/// # Errors
/// When git is not installed; it is not needed for no commits.
pub(super) fn verified(
    signed: &BTreeSet<ObjectId>,
    SignatureCheck {
        held,
        sidecar,
        around,
        control,
    }: SignatureCheck<'_>,
) -> Result<BTreeMap<ObjectId, (Signature, Untrusted)>> {
    let signed: Vec<ObjectId> = signed.iter().copied().collect();
    let mut verified = BTreeMap::new();
    for ids in signed.chunks(A_CALL) {
        let mut command = around.git(sidecar.dir(), "none")?;
        command.args(["log", "--no-walk=unsorted", "--format=%H%x00%G?%x00%GS"]);
        command.args(ids.iter().map(ToString::to_string)).arg("--");
        let ran = process::run(command, &held.lock, around.can_ask(), None, control)?;
        for line in ran.out.split(|byte| *byte == b'\n') {
            let mut parts = line.split(|byte| *byte == 0);
            let id = parts
                .next()
                .and_then(|hex| String::from_utf8_lossy(hex).parse::<ObjectId>().ok());
            let Some(id) = id else { continue };
            let state = match parts.next() {
                Some(b"G") => Signature::Good,
                Some(b"B") => Signature::Bad,
                // Signed by a key that is missing, untrusted, or no longer good.
                _ => Signature::Unknown,
            };
            verified.insert(
                id,
                (state, Untrusted::from(parts.next().unwrap_or_default())),
            );
        }
    }
    Ok(verified)
}

/// Whether anybody signs.
///
/// # Errors
/// When the repository fails.
pub(super) fn is_in_use(sidecar: &Sidecar) -> Result<bool> {
    Ok(histories(sidecar)?
        .values()
        .flatten()
        .any(|link| link.signed))
}

/// Lists every writer's batches, newest first.
fn histories(sidecar: &Sidecar) -> Result<BTreeMap<WriterId, Vec<RefCommit>>> {
    let refs = sidecar.refs(OURS)?.into_iter();
    let writers = refs.filter_map(|(name, tip)| Some((name.parse::<WriterId>().ok()?, tip)));
    writers
        .map(|(writer, tip)| Ok((writer, sidecar.history(tip)?)))
        .collect()
}

fn of_writer(
    sidecar: &Sidecar,
    history: &[RefCommit],
    known: Option<&HashSet<EventId>>,
    verified: &BTreeMap<ObjectId, (Signature, Untrusted)>,
) -> Result<Signatures> {
    let mut arrivals = Vec::new();
    let mut seen: HashSet<EventId> = HashSet::new();
    let mut folders: HashSet<ObjectId> = HashSet::new();
    // Oldest first: an unsigned batch may repeat events that were signed before.
    for link in history.iter().rev() {
        let mut events = BTreeSet::new();
        for (name, id) in sidecar.folders(link.id)? {
            if folders.insert(id) {
                let files = sidecar.files_of(&name, id)?;
                let ids = files.iter().filter_map(store::event_of).map(|(_, id)| id);
                events.extend(ids.filter(|id| {
                    known.is_some_and(|known| known.contains(id)) && seen.insert(*id)
                }));
            }
        }
        let (state, by) = match verified.get(&link.id) {
            Some((state, by)) => (*state, by.clone()),
            None if link.signed => (Signature::Unknown, Untrusted::default()),
            None => (Signature::None, Untrusted::default()),
        };
        arrivals.push(SignedBatch { state, by, events });
    }
    Ok(Signatures { arrivals })
}

/// Describes a writer's signatures in a few words, made safe.
pub fn words(signatures: &Signatures) -> String {
    let by: Vec<String> = signatures
        .by()
        .iter()
        .map(|who| safe::fit(&safe::inline(who), 60))
        .collect();
    let by = if by.is_empty() {
        String::new()
    } else {
        format!(" (by {})", by.join(", "))
    };
    signatures.words() + &by
}
