//! Finding a repository, and what is said about peculiar ones.

use std::fs;

use snaglist::git::builder::RepoBuilder;
use snaglist::git::{OpenError, Repository};

use super::{fresh, git, open, range};

fn error_from(dir: &std::path::Path) -> OpenError {
    Repository::discover(dir).err().expect("should not open")
}

#[test]
fn opens_from_a_folder_inside_and_names_the_branch() {
    let (dir, mut builder) = fresh();
    builder.write("src/lib.rs", "one\n").unwrap();
    let first = builder.commit("First").unwrap();
    builder.finish().unwrap();
    let repository = Repository::discover(&dir.path().join("src")).unwrap();
    let (head, branch) = repository.head().unwrap().unwrap();
    assert_eq!(head, first);
    assert_eq!(branch.unwrap().as_bytes(), b"main");
    assert_eq!(
        repository.location().work_dir.as_deref(),
        Some(dir.path().canonicalize().unwrap().as_path())
    );
    assert!(repository.location().remarks.is_empty());
}

#[test]
fn ids_are_the_same_everywhere() {
    let (_dir, mut builder) = fresh();
    builder.write("a", "a\n").unwrap();
    assert_eq!(
        builder.commit("First").unwrap().to_string(),
        "ddaf1d33103d0d879016e5a48e6230f2474016bb"
    );
}

#[test]
fn a_finished_repository_is_clean_and_sound() {
    let (dir, mut builder) = fresh();
    builder
        .write("a/b/c.txt", "text\n")
        .unwrap()
        .write("a.txt", "x")
        .unwrap()
        .write("run", "#!")
        .unwrap();
    builder
        .link("link", "a.txt")
        .unwrap()
        .executable("run", true);
    builder.commit("First").unwrap();
    builder.annotated_tag("v1", "One\n").unwrap();
    builder.finish().unwrap();
    assert_eq!(git(dir.path(), &["status", "--porcelain"]), "");
    git(dir.path(), &["fsck", "--strict"]);
}

#[test]
fn before_the_first_commit_there_is_no_head() {
    let (dir, builder) = fresh();
    builder.finish().unwrap();
    assert!(open(&dir).head().unwrap().is_none());
}

#[test]
fn without_a_repository_it_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let error = error_from(dir.path());
    assert!(matches!(error, OpenError::NotARepository { .. }));
    assert!(error.to_string().contains("-C DIR"), "{error}");
}

#[test]
fn a_bare_repository_opens_but_not_inside_a_work_tree() {
    let outer = tempfile::tempdir().unwrap();
    let mut builder = RepoBuilder::init(&outer.path().join("made")).unwrap();
    builder.write("a", "a").unwrap();
    let head = builder.commit("First").unwrap();
    drop(builder);
    let bare = outer.path().join("bare");
    fs::rename(outer.path().join("made/.git"), &bare).unwrap();
    let repository = Repository::discover(&bare).unwrap();
    assert_eq!(repository.head().unwrap().unwrap().0, head);
    assert_eq!(repository.location().work_dir, None);

    let around = tempfile::tempdir().unwrap();
    RepoBuilder::init(around.path()).unwrap();
    let hidden = around.path().join("docs/hidden");
    fs::create_dir(around.path().join("docs")).unwrap();
    fs::rename(&bare, &hidden).unwrap();
    let error = error_from(&hidden);
    assert!(
        matches!(error, OpenError::BareInsideWorkTree { .. }),
        "{error}"
    );
    assert!(error.to_string().contains("move it out"), "{error}");
}

#[test]
fn a_linked_work_tree_shares_its_repository() {
    let outer = tempfile::tempdir().unwrap();
    let main = outer.path().join("main");
    let mut builder = RepoBuilder::init(&main).unwrap();
    builder.write("a", "a").unwrap();
    let head = builder.commit("First").unwrap();
    builder.tag("v1").unwrap();
    builder.finish().unwrap();
    git(
        &main,
        &["worktree", "add", "-q", "-b", "other", "../linked"],
    );
    let repository = Repository::discover(&outer.path().join("linked")).unwrap();
    let (found, branch) = repository.head().unwrap().unwrap();
    assert_eq!(
        (found, branch.unwrap().as_bytes()),
        (head, b"other".as_slice())
    );
    assert_eq!(repository.resolve_typed("v1").unwrap(), head);
}

#[test]
fn packs_are_read() {
    let (dir, mut builder) = fresh();
    builder.write("a", "one\n".repeat(1_000)).unwrap();
    let first = builder.commit("First").unwrap();
    builder
        .write("a", format!("{}two\n", "one\n".repeat(1_000)))
        .unwrap();
    let second = builder.commit("Second").unwrap();
    builder.annotated_tag("v1", "One\n").unwrap();
    builder.finish().unwrap();
    git(dir.path(), &["gc", "-q"]);
    let repository = open(&dir);
    assert_eq!(repository.resolve_typed("v1").unwrap(), second);
    assert_eq!(
        repository
            .commits(&range(None, second), 10)
            .unwrap()
            .commits
            .len(),
        2
    );
    assert_eq!(
        repository
            .changes(&range(Some(first), second))
            .unwrap()
            .files
            .len(),
        1
    );
}

#[test]
fn sha256_repositories_work() {
    let dir = tempfile::tempdir().unwrap();
    let mut builder = RepoBuilder::init_sha256(dir.path()).unwrap();
    builder.write("a/b", "one\n").unwrap();
    let first = builder.commit("First").unwrap();
    builder.rename("a/b", "a/c");
    let second = builder.commit("Second").unwrap();
    builder.finish().unwrap();
    let repository = open(&dir);
    assert_eq!(second.as_bytes().len(), 32);
    assert_eq!(repository.resolve_typed(&second.short(10)).unwrap(), second);
    assert_eq!(repository.root_of(second).unwrap(), Some(first));
    assert_eq!(
        repository
            .changes(&range(Some(first), second))
            .unwrap()
            .files
            .len(),
        1
    );
    assert_eq!(git(dir.path(), &["status", "--porcelain"]), "");
}

#[test]
fn reftables_and_unknown_extensions_are_refused_with_a_way_out() {
    let (dir, builder) = fresh();
    let config = builder.git_dir().join("config");
    let base = "[core]\n\trepositoryformatversion = 1\n[extensions]\n";
    fs::write(&config, format!("{base}\trefStorage = reftable\n")).unwrap();
    let error = error_from(dir.path());
    assert!(matches!(error, OpenError::Reftable { .. }), "{error}");
    assert!(error.to_string().contains("--ref-format=files"));
    fs::write(&config, format!("{base}\ttimeTravel = yes\n")).unwrap();
    assert!(error_from(dir.path()).to_string().contains("`timetravel`"));
}

#[test]
fn a_shallow_clone_says_where_history_is_cut() {
    let (dir, mut builder) = fresh();
    builder.write("a", "1").unwrap();
    builder.commit("First").unwrap();
    builder.write("a", "2").unwrap();
    let second = builder.commit("Second").unwrap();
    builder.write("a", "3").unwrap();
    let third = builder.commit("Third").unwrap();
    fs::write(builder.git_dir().join("shallow"), format!("{second}\n")).unwrap();
    let repository = open(&dir);
    assert!(
        repository
            .location()
            .remarks
            .iter()
            .any(|remark| remark.contains("history cut here"))
    );
    assert_eq!(repository.root_of(third).unwrap(), None);
    assert_eq!(
        repository
            .commits(&range(None, third), 10)
            .unwrap()
            .commits
            .len(),
        2
    );
    assert!(repository.commit(second).unwrap().parents.is_empty());
}

#[test]
fn objects_borrowed_from_another_repository_are_read_and_said() {
    let (lender, mut builder) = fresh();
    builder.write("a", "1").unwrap();
    let commit = builder.commit("First").unwrap();
    let (dir, borrower) = fresh();
    let objects = lender.path().join(".git/objects");
    fs::write(
        borrower.git_dir().join("objects/info/alternates"),
        format!("{}\n", objects.display()),
    )
    .unwrap();
    fs::write(
        borrower.git_dir().join("refs/heads/main"),
        format!("{commit}\n"),
    )
    .unwrap();
    let repository = open(&dir);
    assert_eq!(
        repository.commit(commit).unwrap().message.as_bytes(),
        b"First"
    );
    assert!(
        repository
            .location()
            .remarks
            .iter()
            .any(|remark| remark.contains("another repository"))
    );
}

#[test]
fn grafts_and_replacements_are_not_followed_but_said() {
    let (dir, mut builder) = fresh();
    builder.write("a", "1").unwrap();
    let first = builder.commit("First").unwrap();
    builder.write("a", "2").unwrap();
    let second = builder.commit("Second").unwrap();
    fs::create_dir_all(builder.git_dir().join("refs/replace")).unwrap();
    fs::write(
        builder.git_dir().join(format!("refs/replace/{second}")),
        format!("{first}\n"),
    )
    .unwrap();
    fs::create_dir_all(builder.git_dir().join("info")).unwrap();
    fs::write(builder.git_dir().join("info/grafts"), format!("{second}\n")).unwrap();
    let repository = open(&dir);
    assert_eq!(repository.location().remarks.len(), 2);
    assert_eq!(repository.commit(second).unwrap().parents, [first]);
    assert_eq!(
        repository.commit(second).unwrap().message.as_bytes(),
        b"Second"
    );
}

#[test]
fn the_remote_is_read_as_data_and_the_user_never_from_the_clone() {
    let (dir, builder) = fresh();
    let config = "[include]\n\tpath = /dev/zero\n[user]\n\tname = Mallory\n\temail = m@example.org\n\
                  [remote \"origin\"]\n\turl = \"https://example.org/a b.git\" ; here\n\tfetch = +refs/*:refs/*\n";
    fs::write(builder.git_dir().join("config"), config).unwrap();
    let repository = open(&dir);
    assert_eq!(
        repository.remote_url().unwrap().as_bytes(),
        b"https://example.org/a b.git"
    );
    assert!(
        repository
            .user()
            .is_none_or(|(name, _)| name.as_bytes() != b"Mallory")
    );
}

#[test]
fn a_configuration_made_to_be_large_is_read_in_part_and_that_is_told() {
    let (dir, builder) = fresh();
    let write = |name: usize, keys: usize| {
        let (name, keys) = ("x".repeat(name - "remote.".len()), "a=\n".repeat(keys - 2));
        let text =
            format!("[remote \"{name}\"]\nurl = there\n{keys}[remote \"origin\"]\nurl = here\n");
        fs::write(builder.git_dir().join("config"), text).unwrap();
        let repository = open(&dir);
        let is_told = repository
            .location()
            .remarks
            .iter()
            .any(|remark| remark.contains("`config`"));
        (repository.remotes().len(), is_told)
    };
    assert_eq!(write(4_096, 10_000), (2, false));
    assert_eq!(write(4_097, 10_000), (1, true));
    assert_eq!(write(4_096, 10_001), (1, true));
    assert_eq!(write(900_000, 10_001), (1, true));
}

#[test]
fn another_thread_opens_it_once_more() {
    let (dir, mut builder) = fresh();
    builder.write("a", "1").unwrap();
    let commit = builder.commit("First").unwrap();
    let location = open(&dir).location().clone();
    let read = std::thread::spawn(move || {
        Repository::reopen(&location)
            .unwrap()
            .commit(commit)
            .unwrap()
    });
    assert_eq!(read.join().unwrap().id, commit);
}
