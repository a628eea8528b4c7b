//! Merges as what they merged in.

use snaglist::git::builder::RepoBuilder;
use snaglist::model::id::ObjectId;

use super::{fresh, open, range};

fn commit(builder: &mut RepoBuilder, path: &str, content: &str) -> ObjectId {
    builder.write(path, content).unwrap();
    builder.commit(format!("{path} {content}")).unwrap()
}

/// `main`: base, theirs 1, theirs 2. `work`: own 1, merge of theirs 1, own 2, merge of `side`, own
/// 3.
struct Delivery {
    base: ObjectId,
    theirs: [ObjectId; 2],
    side: ObjectId,
    /// Oldest first, merges included.
    own: Vec<ObjectId>,
}

fn delivery(builder: &mut RepoBuilder) -> Delivery {
    builder
        .write("own.rs", "0")
        .unwrap()
        .write("shared.rs", "a\nb\n")
        .unwrap();
    let base = commit(builder, "theirs.rs", "0");
    builder.branch("work").unwrap();
    let mut own = vec![commit(builder, "own.rs", "1")];
    builder.checkout("main").unwrap();
    let first = commit(builder, "theirs.rs", "1");
    builder.branch("merged").unwrap().checkout("work").unwrap();
    builder.write("theirs.rs", "1").unwrap();
    builder.checkout("merged").unwrap();
    builder.checkout("work").unwrap();
    own.push(merge_of(builder, "merged", &[("theirs.rs", "1")]));
    own.push(commit(builder, "own.rs", "2"));
    builder.branch("side").unwrap();
    let side = commit(builder, "side.rs", "1");
    builder.checkout("work").unwrap();
    own.push(commit(builder, "late.rs", "1"));
    own.push(merge_of(builder, "side", &[("side.rs", "resolved")]));
    own.push(commit(builder, "own.rs", "3"));
    builder.checkout("main").unwrap();
    let second = commit(builder, "theirs.rs", "2");
    builder.checkout("work").unwrap();
    Delivery {
        base,
        theirs: [first, second],
        side,
        own,
    }
}

/// A merge whose files are those of the current branch with some changed.
fn merge_of(builder: &mut RepoBuilder, branch: &str, files: &[(&str, &str)]) -> ObjectId {
    let parents = [builder.tip("work").unwrap(), builder.tip(branch).unwrap()];
    for (path, content) in files {
        builder.write(path, content).unwrap();
    }
    // A commit as any, for its tree; then the same with both parents.
    let plain = builder.commit("tree").unwrap();
    let tree = open_at(builder).tree_of(plain).unwrap();
    let who = "A <a@example.org> 1800000000 +0000";
    let [ours, theirs] = parents;
    let object = format!(
        "tree {tree}\nparent {ours}\nparent {theirs}\nauthor {who}\ncommitter {who}\n\nMerge {branch}\n"
    );
    let merge = builder
        .raw(snaglist::git::builder::RawKind::Commit, object)
        .unwrap();
    builder.point("work", merge).unwrap();
    merge
}

fn open_at(builder: &RepoBuilder) -> snaglist::git::Repository {
    snaglist::git::Repository::discover(builder.git_dir().parent().unwrap()).unwrap()
}

#[test]
fn each_merge_tells_which_commits_came_with_it() {
    let (dir, mut builder) = fresh();
    let made = delivery(&mut builder);
    let head = *made.own.last().unwrap();
    let found = open(&dir)
        .steps(&range(Some(made.base), head), 100)
        .unwrap();
    assert!(!found.more);
    let line: Vec<ObjectId> = found
        .steps
        .iter()
        .rev()
        .map(|step| step.commit.id)
        .collect();
    assert_eq!(line, made.own);
    let brought: Vec<Vec<ObjectId>> = found
        .steps
        .iter()
        .rev()
        .map(|step| step.brought.iter().map(|commit| commit.id).collect())
        .collect();
    assert_eq!(
        brought,
        [
            vec![],
            vec![made.theirs[0]],
            vec![],
            vec![],
            vec![made.side],
            vec![]
        ]
    );
    // A range from nothing, and one that ends early.
    let all = open(&dir).steps(&range(None, head), 100).unwrap();
    assert_eq!(all.steps.len(), made.own.len() + 1);
    let cut = open(&dir).steps(&range(None, head), 3).unwrap();
    assert!(
        cut.more
            && cut
                .steps
                .iter()
                .map(|step| 1 + step.brought.len())
                .sum::<usize>()
                <= 3
    );
}

#[test]
fn work_of_others_that_was_merged_in_is_told_from_own_work() {
    let (dir, mut builder) = fresh();
    let made = delivery(&mut builder);
    let range = range(Some(made.base), *made.own.last().unwrap());
    let repository = open(&dir);
    let upstream = repository.upstream_in(&range).unwrap();
    assert_eq!(upstream, [made.theirs[0]]);
    let files = repository.changes(&range).unwrap().files;
    let others = repository.others_work(&range, &files, upstream[0]).unwrap();
    let told: Vec<(String, bool)> = files
        .iter()
        .zip(others)
        .map(|(file, other)| (file.path().lossy().into_owned(), other))
        .collect();
    let expected = [
        ("late.rs", false),
        ("own.rs", false),
        ("side.rs", false),
        ("theirs.rs", true),
    ];
    assert_eq!(told, expected.map(|(path, other)| (path.to_owned(), other)));
    // Once the base has it, it is no news; and on the default branch nothing comes from elsewhere.
    assert_eq!(
        repository
            .upstream_in(&super::range(Some(made.own[1]), range.head))
            .unwrap(),
        []
    );
    assert_eq!(
        repository
            .upstream_in(&super::range(Some(made.base), made.theirs[1]))
            .unwrap(),
        []
    );
}

#[test]
fn what_a_merge_changed_itself_differs_from_every_parent() {
    let (dir, mut builder) = fresh();
    let made = delivery(&mut builder);
    let repository = open(&dir);
    let paths = |merge| {
        let changes = repository.combined(merge).unwrap();
        changes
            .files
            .iter()
            .map(|file| file.path().lossy().into_owned())
            .collect::<Vec<_>>()
    };
    assert!(paths(made.own[1]).is_empty());
    assert_eq!(paths(made.own[4]), ["side.rs"]);
    assert!(
        repository
            .combined(made.own[0])
            .unwrap_err()
            .to_string()
            .contains("is no merge")
    );
}
