//! Noticing that branches or tags of a clone changed.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use snaglist::git::builder::RepoBuilder;
use snaglist::git::{MAX_FOLDERS, RefsWatch, Repository};

use super::{fresh, git};

fn watch(dir: &Path) -> RefsWatch {
    let repository = Repository::discover(dir).unwrap();
    let heads = repository.location().heads().unwrap();
    let mut watch = RefsWatch::new(repository.location().clone(), heads);
    still(&mut watch);
    watch
}

/// Dates all that is watched back: file systems date changes within some milliseconds alike.
fn date_back(path: &Path) {
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        date_back(&entry.path());
    }
    let long_ago = UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    File::open(path).unwrap().set_modified(long_ago).unwrap();
}

/// Nothing changed, however often one looks.
#[track_caller]
fn still(watch: &mut RefsWatch) {
    assert!((0..3).all(|_| !watch.look().unwrap()));
}

/// Something changed, once.
#[track_caller]
fn changed(watch: &mut RefsWatch) {
    assert!(watch.look().unwrap() || watch.look().unwrap());
    still(watch);
}

fn commit(builder: &mut RepoBuilder, content: &str) {
    date_back(&builder.git_dir().join("refs"));
    builder
        .write("a", content)
        .unwrap()
        .commit("Change")
        .unwrap();
}

#[test]
fn commits_branches_tags_and_another_checkout_are_noticed_once() {
    let (dir, mut builder) = fresh();
    commit(&mut builder, "1");
    let mut watch = watch(dir.path());
    commit(&mut builder, "2");
    changed(&mut watch);
    builder.branch("feature/deep/down").unwrap();
    commit(&mut builder, "3");
    changed(&mut watch);
    commit(&mut builder, "4");
    changed(&mut watch);
    builder.tag("v1").unwrap();
    changed(&mut watch);
    let head = builder.git_dir().join("HEAD");
    fs::write(head, "ref: refs/heads/feature/deep/down\n").unwrap();
    changed(&mut watch);
    let fetched = builder.git_dir().join("refs/remotes/origin");
    fs::create_dir_all(&fetched).unwrap();
    let tip = builder.tip("main").unwrap();
    fs::write(fetched.join("delivery"), format!("{tip}\n")).unwrap();
    changed(&mut watch);
}

#[test]
fn packing_refs_and_refs_of_others_are_no_change() {
    let (dir, mut builder) = fresh();
    commit(&mut builder, "1");
    builder.branch("delivery").unwrap();
    commit(&mut builder, "2");
    let tip = builder.tip("delivery").unwrap();
    let mut watch = watch(dir.path());
    git(dir.path(), &["pack-refs", "--all"]);
    still(&mut watch);
    let own = builder.git_dir().join("refs/snaglist");
    fs::create_dir_all(&own).unwrap();
    fs::write(own.join("w"), format!("{tip}\n")).unwrap();
    still(&mut watch);
    git(
        dir.path(),
        &["update-ref", "refs/heads/main", &tip.to_string()],
    );
    changed(&mut watch);
}

#[test]
fn a_reading_of_the_clone_starts_the_comparison_anew() {
    let (dir, mut builder) = fresh();
    commit(&mut builder, "1");
    let repository = Repository::discover(dir.path()).unwrap();
    let heads = repository.location().heads().unwrap();
    commit(&mut builder, "2");
    // The change came between the reading and the first look.
    let mut watch = RefsWatch::new(repository.location().clone(), heads);
    changed(&mut watch);
    watch.was_read(heads);
    changed(&mut watch);
    watch.was_read(repository.location().heads().unwrap());
    still(&mut watch);
}

#[test]
fn in_a_linked_work_tree_its_own_head_and_the_shared_branches_are_watched() {
    let (dir, mut builder) = fresh();
    commit(&mut builder, "1");
    let beside = tempfile::tempdir().unwrap();
    let tree = beside.path().join("tree");
    git(
        dir.path(),
        &[
            "worktree",
            "add",
            "-q",
            "-b",
            "other",
            &tree.display().to_string(),
        ],
    );
    let mut watch = watch(&tree);
    commit(&mut builder, "2");
    changed(&mut watch);
    git(&tree, &["checkout", "-q", "--detach"]);
    changed(&mut watch);
}

#[test]
#[cfg(unix)]
fn links_are_not_followed_and_folders_are_bounded() {
    let (dir, mut builder) = fresh();
    commit(&mut builder, "1");
    let heads = builder.git_dir().join("refs/heads");
    let outside = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(outside.path(), heads.join("out")).unwrap();
    std::os::unix::fs::symlink(".", heads.join("circle")).unwrap();
    let mut watch = watch(dir.path());
    fs::create_dir(outside.path().join("below")).unwrap();
    still(&mut watch);
    // `refs/heads`, `refs/remotes` and `refs/tags` count too.
    let make = |name: usize| fs::create_dir(heads.join(PathBuf::from(name.to_string()))).unwrap();
    (4..MAX_FOLDERS).for_each(make);
    still(&mut watch);
    assert!(!watch.is_cut());
    (MAX_FOLDERS..MAX_FOLDERS + 2).for_each(make);
    still(&mut watch);
    assert!(watch.is_cut());
}
