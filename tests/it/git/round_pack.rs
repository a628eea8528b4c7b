//! Rounds packed by themselves, and read back from a repository that has nothing of them.

use std::path::Path;

use snaglist::git::builder::RepoBuilder;
use snaglist::git::{FileContent, Repository, RoundContent};
use snaglist::model::id::ObjectId;
use snaglist::model::increment::CommitRange;
use tempfile::TempDir;

/// A repository with some folders, of which a delivery changes one file.
fn delivered(init: impl Fn(&Path) -> RepoBuilder) -> (TempDir, CommitRange) {
    let dir = tempfile::tempdir().unwrap();
    let mut repo = init(dir.path());
    for path in ["SPEC.md", "src/a/one.rs", "src/a/two.rs", "src/b/three.rs"] {
        repo.write(path, format!("{path}\n")).unwrap();
    }
    let base = repo.commit("Begin").unwrap();
    repo.write("src/a/one.rs", "changed\n").unwrap();
    let first = repo.commit("First").unwrap();
    repo.write("src/a/new.rs", "new\n").unwrap();
    let head = repo.commit("Second").unwrap();
    assert_ne!(first, head);
    repo.finish().unwrap();
    (
        dir,
        CommitRange {
            base: Some(base),
            head,
        },
    )
}

/// Packs the round, and opens an empty repository that reads the pack as well.
fn elsewhere(
    from: &TempDir,
    range: CommitRange,
    init: impl Fn(&Path) -> RepoBuilder,
) -> (TempDir, Repository, Vec<String>) {
    let dir = tempfile::tempdir().unwrap();
    let objects = dir.path().join("kept/objects");
    std::fs::create_dir_all(objects.join("pack")).unwrap();
    let round = RoundContent {
        range,
        content_base: None,
        files: vec!["SPEC.md".into()],
    };
    let repository = Repository::discover(from.path()).unwrap();
    let packed = repository
        .pack_round(&round, &objects.join("pack"))
        .unwrap();
    let other = dir.path().join("other");
    std::fs::create_dir(&other).unwrap();
    let mut repo = init(&other);
    repo.write("unrelated", "").unwrap();
    repo.commit("Unrelated").unwrap();
    repo.finish().unwrap();
    let mut repository = Repository::discover(&other).unwrap();
    repository.also_read(&objects).unwrap();
    (dir, repository, packed.left_out)
}

fn check(init: impl Fn(&Path) -> RepoBuilder + Copy) {
    let (from, range) = delivered(init);
    let (_dir, repository, left_out) = elsewhere(&from, range, init);
    assert_eq!(left_out, Vec::<String>::new());
    let commits = repository.commits(&range, 10).unwrap().commits;
    assert_eq!(commits.len(), 2);
    let changes = repository.changes(&range).unwrap();
    let paths: Vec<String> = changes
        .files
        .iter()
        .map(|file| file.path().lossy().into_owned())
        .collect();
    assert_eq!(paths, ["src/a/new.rs", "src/a/one.rs"]);
    let read = |commit: ObjectId, path: &str| {
        let entry = repository.entry(commit, &path.into()).unwrap().unwrap();
        match repository.read(entry.id, 1_000) {
            Ok(FileContent::Bytes(bytes)) => String::from_utf8(bytes).unwrap(),
            other => panic!("{path}: {other:?}"),
        }
    };
    assert_eq!(read(range.head, "src/a/one.rs"), "changed\n");
    assert_eq!(read(range.base.unwrap(), "src/a/one.rs"), "src/a/one.rs\n");
    assert_eq!(read(range.head, "SPEC.md"), "SPEC.md\n");
    // What the delivery does not touch is not kept.
    let untouched = repository.entry(range.head, &"src/a/two.rs".into());
    let id = untouched.unwrap().unwrap().id;
    assert!(!matches!(
        repository.read(id, 1_000),
        Ok(FileContent::Bytes(_))
    ));
    // The step in between is kept as well.
    let step = CommitRange {
        base: commits[0].parents.first().copied(),
        head: commits[0].id,
    };
    assert_eq!(repository.changes(&step).unwrap().files.len(), 1);
}

#[test]
fn a_round_is_read_from_its_pack_alone() {
    check(|dir| RepoBuilder::init(dir).unwrap());
}

#[test]
fn so_is_one_with_ids_of_sha_256() {
    check(|dir| RepoBuilder::init_sha256(dir).unwrap());
}

#[test]
fn large_contents_are_left_out_and_counted() {
    let init = |dir: &Path| RepoBuilder::init(dir).unwrap();
    let from = tempfile::tempdir().unwrap();
    let mut repo = init(from.path());
    repo.write("SPEC.md", "").unwrap();
    let base = repo.commit("Begin").unwrap();
    repo.write("large", vec![b'a'; (2 << 20) + 1]).unwrap();
    repo.write("fits", vec![b'b'; 2 << 20]).unwrap();
    let head = repo.commit("Large").unwrap();
    repo.finish().unwrap();
    let range = CommitRange {
        base: Some(base),
        head,
    };
    let (_dir, _repository, left_out) = elsewhere(&from, range, init);
    assert_eq!(
        left_out,
        ["1 object larger than 2 MiB or beyond 64 MiB in all"]
    );
}

#[test]
fn a_folder_of_rounds_brings_in_nothing_from_elsewhere() {
    let init = |dir: &Path| RepoBuilder::init(dir).unwrap();
    let (from, range) = delivered(init);
    let (dir, repository, _) = elsewhere(&from, range, init);
    let kept = dir.path().join("kept/objects");
    // The round's pack is only behind the alternates now.
    let moved = dir.path().join("moved");
    std::fs::rename(&kept, &moved).unwrap();
    std::fs::create_dir_all(kept.join("info")).unwrap();
    std::fs::create_dir_all(kept.join("pack")).unwrap();
    std::fs::write(kept.join("info/alternates"), moved.to_str().unwrap()).unwrap();
    drop(repository);
    let mut repository = Repository::discover(&dir.path().join("other")).unwrap();
    repository.also_read(&kept).unwrap();
    assert!(repository.commits(&range, 10).is_err());
    repository.also_read(&moved).unwrap();
    assert_eq!(repository.commits(&range, 10).unwrap().commits.len(), 2);
}
