//! Classifies the purpose of changed files: by the delivery's attributes, by known paths, by their
//! first lines.
//!
//! Everything here is cheap enough for thousands of files at once. The delivery's own claims may
//! sort and fold a file; they are marked as such, and hide nothing. Knows nothing of screens.

mod attributes;
mod marks;
mod paths;

use crate::model::change::{FileChange, FileEntry};
use crate::model::kind::{Because, Classified, FileKind};
use crate::model::text::RepoPath;

use super::Repository;
use super::blob::FileContent;
use super::walk::Changes;
use attributes::{FileClaims, HeadAttributes};

/// Classifies the files of one range.
pub struct Kinds {
    attributes: HeadAttributes,
}

impl Repository {
    /// Prepares classifying a range's files, by the `.gitattributes` at its head.
    pub fn kinds(&self, changes: &Changes) -> Kinds {
        let mut attributes = HeadAttributes::default();
        for file in &changes.attributes {
            match self.read(file.id, attributes.room()) {
                Ok(FileContent::Bytes(bytes)) => attributes.add(&file.path, &bytes),
                _ => attributes.leave_out(),
            }
        }
        Kinds { attributes }
    }
}

impl Kinds {
    /// Classifies a file by its path alone.
    pub fn of(&mut self, change: &FileChange) -> Classified {
        let entry = change.new.as_ref().or(change.old.as_ref());
        let claims = self.attributes.claims(change.path());
        let mut found = by_claims(claims).unwrap_or_else(|| by_path(change.path(), entry, claims));
        found.fold |= claims.no_diff;
        found
    }

    /// Whether some of the delivery's attributes were ignored, being too many or unreadable.
    pub fn limited(&self) -> bool {
        self.attributes.limited()
    }
}

/// Returns the kind that the delivery claims for a file; of several claims, the one that matters
/// most to a reviewer.
fn by_claims(claims: FileClaims) -> Option<Classified> {
    let kind = match claims {
        FileClaims {
            vendored: Some(true),
            ..
        } => FileKind::Vendored,
        FileClaims {
            generated: Some(true),
            ..
        } => FileKind::Generated,
        FileClaims {
            documentation: Some(true),
            ..
        } => FileKind::Docs,
        _ => return None,
    };
    Some(Classified {
        kind,
        because: Because::Claimed,
        fold: folded(kind),
    })
}

fn by_path(path: &RepoPath, entry: Option<&FileEntry>, claims: FileClaims) -> Classified {
    let denied = |kind| {
        kind == FileKind::Vendored && claims.vendored == Some(false)
            || kind == FileKind::Generated && claims.generated == Some(false)
            || kind == FileKind::Docs && claims.documentation == Some(false)
    };
    let kind = match entry {
        Some(entry) if entry.is_submodule() => Some(FileKind::Vendored),
        _ => paths::kind(path.as_bytes(), &denied),
    };
    match kind {
        // A changed submodule is one line that somebody wrote here.
        Some(kind) => {
            let fold = folded(kind) && entry.is_none_or(|entry| !entry.is_submodule());
            Classified {
                kind,
                because: Because::Path,
                fold,
            }
        }
        None => {
            let because = if claims.generated == Some(false) {
                Because::Claimed
            } else {
                Because::Nothing
            };
            Classified {
                kind: FileKind::Source,
                because,
                fold: false,
            }
        }
    }
}

fn folded(kind: FileKind) -> bool {
    matches!(kind, FileKind::Generated | FileKind::Vendored)
}

/// Refines a file's kind by its content: its first lines may say that a program wrote it. Claims in
/// the delivery's attributes stay.
pub fn refine(found: Classified, path: &RepoPath, content: &[u8]) -> Classified {
    let written = matches!(
        found.kind,
        FileKind::Source | FileKind::Tests | FileKind::Configuration
    );
    if written && found.because != Because::Claimed && marks::is_generated(path.as_bytes(), content)
    {
        return Classified {
            kind: FileKind::Generated,
            because: Because::Content,
            fold: true,
        };
    }
    found
}
