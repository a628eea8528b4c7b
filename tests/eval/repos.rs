//! Where the git directories of the repositories are that labels name.

use std::path::{Path, PathBuf};

/// The git directory of `owner/name` below `dir`, as `owner+name` or `owner+name/repo`; `None` when
/// it is not there.
pub(crate) fn git_dir(dir: &Path, repo: &str) -> Option<PathBuf> {
    let base = dir.join(repo.replace('/', "+"));
    [base.join("repo"), base]
        .into_iter()
        .find(|path| path.join("HEAD").exists())
}
