//! Which files are the agreement rather than the work: specs, and what stands beside them in the folders of
//! tools that write specs.

use crate::model::spec::Spec;
use crate::model::text::RepoPath;

/// Folders, from the top of the repository, that such tools keep.
const FOLDERS: [&[u8]; 6] = [b"openspec", b"specs", b".specify", b".kiro", b"_bmad-output", b".claude"];

/// Whether a file is a spec or goes with specs: plans, task lists, checklists. They name every criterion and
/// carry none out.
pub fn is_spec(path: &RepoPath, specs: &[Spec]) -> bool {
    if specs.iter().any(|spec| spec.path == *path) {
        return true;
    }
    let path = path.as_bytes();
    let top = path.split(|byte| *byte == b'/').next().unwrap_or_default();
    let is_text = path.ends_with(b".md") || path.ends_with(b".markdown") || path.ends_with(b".feature");
    is_text && top.len() < path.len() && FOLDERS.contains(&top)
}
