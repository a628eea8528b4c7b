//! Merges from the default branch, and which branch that is.

use std::fs;

use snaglist::git::builder::RawKind;
use snaglist::model::id::ObjectId;

use crate::increments::{Work, ids, left_out, range, ranges};

fn remote(work: &Work, name: &str, tip: ObjectId) {
    let path = work.builder.git_dir().join("refs/remotes").join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, format!("{tip}\n")).unwrap();
}

/// A branch that is no ref any more, as after a fetch into a remote-tracking one.
fn forget(work: &Work, branch: &str) {
    fs::remove_file(work.builder.git_dir().join("refs/heads").join(branch)).unwrap();
}

#[test]
fn commits_before_between_and_after_merges_from_the_default_branch_are_one_delivery() {
    let mut work = Work::new();
    work.commit("start");
    work.branch("delivery");
    work.commit("before");
    let mut theirs = None;
    for _ in 0..2 {
        work.checkout("main");
        theirs = Some(work.commit("a colleague's"));
        work.checkout("delivery");
        work.builder
            .merge("main", "Merge branch 'main' into delivery")
            .unwrap();
        work.commit("after");
    }
    let head = work.builder.tip("delivery").unwrap();
    let made = work.finish();
    let found = made.found();
    assert_eq!(
        (ids(&found), ranges(&found)),
        (vec!["delivery"], vec![range(theirs, head)])
    );
    assert_eq!(left_out(&found), ["2 merges from `main`: others' work"]);
    assert_eq!(
        made.repository
            .own_commits(&found.increments[0].range)
            .unwrap()
            .unwrap()
            .len(),
        3
    );
}

#[test]
fn a_stale_main_gives_way_to_the_remote_one_whatever_the_remote_is_called() {
    for name in ["origin", "acme", "team/server"] {
        let mut work = Work::new();
        work.commit("start");
        work.branch("theirs");
        let newer = work.commit("a colleague's");
        remote(&work, &format!("{name}/main"), newer);
        let config = work.builder.git_dir().join("config");
        let old = fs::read_to_string(&config).unwrap();
        fs::write(
            &config,
            format!("{old}[remote \"{name}\"]\n\turl = /nowhere\n"),
        )
        .unwrap();
        work.checkout("main").branch("delivery");
        work.commit("before");
        work.builder
            .merge(
                "theirs",
                format!("Merge remote-tracking branch '{name}/main'"),
            )
            .unwrap();
        let head = work.commit("after");
        forget(&work, "theirs");
        let found = work.finish().found();
        assert_eq!(
            (ids(&found), ranges(&found)),
            (vec!["delivery"], vec![range(newer, head)]),
            "{name}"
        );
        assert!(
            found.because.contains(&format!("`{name}/main`")),
            "{}",
            found.because
        );
        assert_eq!(
            left_out(&found),
            [format!("1 merge from `{name}/main`: others' work")]
        );
    }
}

#[test]
fn a_nearer_develop_comes_before_a_stale_main() {
    let mut work = Work::new();
    work.commit("start");
    work.branch("develop");
    let left = work.commit("a colleague's");
    work.branch("delivery");
    let head = work.commit("delivered");
    let found = work.finish().found();
    assert_eq!(ranges(&found), [range(left, head)]);
    assert!(found.because.contains("`develop`"), "{}", found.because);
}

#[test]
fn the_main_of_a_contractors_fork_is_not_where_the_client_stands() {
    let mut work = Work::new();
    let start = work.commit("start");
    remote(&work, "origin/main", start);
    work.branch("fork");
    let pushed = work.commit("delivered, pushed to the fork's main");
    remote(&work, "contractor/main", pushed);
    work.branch("delivery");
    let head = work.commit("delivered");
    forget(&work, "fork");
    assert_eq!(ranges(&work.finish().found()), [range(start, head)]);
}

#[test]
fn a_fork_that_takes_in_the_original_is_not_charged_with_it() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("theirs");
    let theirs = work.commit("the original's");
    remote(&work, "upstream/main", theirs);
    work.checkout("main");
    work.commit("own");
    work.builder
        .merge("theirs", "Merge remote-tracking branch 'upstream/main'")
        .unwrap();
    let head = work.commit("own too");
    forget(&work, "theirs");
    let found = work.finish().found();
    assert_eq!(ranges(&found), [range(theirs, head)]);
    assert!(
        left_out(&found)[0].contains("`upstream/main`"),
        "{:?} {start}",
        found.left_out
    );
}

#[test]
fn an_upstream_tag_that_was_merged_in_is_others_work() {
    let mut work = Work::new();
    work.commit("start");
    work.branch("delivery");
    let own = work.commit("own");
    work.checkout("main");
    work.commit("a colleague's");
    work.tag("v6.0");
    work.branch("six");
    work.checkout("main");
    let newest = work.commit("later");
    work.checkout("delivery");
    work.builder
        .merge("six", "Merge tag 'v6.0' into delivery")
        .unwrap();
    let head = work.commit("own too");
    let found = work.finish().found();
    assert_eq!(ids(&found), ["delivery"]);
    assert_eq!(found.increments[0].range.head, head);
    assert_eq!(left_out(&found), ["1 merge from `main`: others' work"]);
    assert!(own != newest);
}

#[test]
fn an_octopus_of_nothing_but_others_work_is_no_increment_and_one_with_own_work_is() {
    for own_too in [false, true] {
        let mut work = Work::new();
        work.commit("start");
        work.branch("delivery");
        let before = work.commit("before");
        work.checkout("main");
        let mut parents = vec![before, work.commit("one")];
        work.checkout("main").branch("hotfix");
        parents.push(work.commit("two"));
        work.checkout("main");
        work.builder
            .merge("hotfix", "Merge branch 'hotfix'")
            .unwrap();
        work.checkout("delivery");
        if own_too {
            work.branch("own");
            parents.push(work.commit("own"));
            work.checkout("delivery");
        }
        let tree = work.builder.raw(RawKind::Tree, "").unwrap();
        let mut object = format!("tree {tree}\n");
        parents
            .iter()
            .for_each(|parent| object.push_str(&format!("parent {parent}\n")));
        let who = "A <a@example.org> 1800000000 +0000";
        object.push_str(&format!(
            "author {who}\ncommitter {who}\n\nMerge branches 'main' and 'own'\n"
        ));
        let merge = work.builder.raw(RawKind::Commit, object).unwrap();
        work.builder.point("delivery", merge).unwrap();
        work.commit("after");
        let found = work.finish().found();
        assert_eq!(
            found
                .increments
                .iter()
                .any(|found| found.merged_in == Some(merge)),
            own_too,
            "{found:?}"
        );
        assert_eq!(found.left_out.len(), usize::from(!own_too));
    }
}

#[test]
fn catching_up_before_and_after_commits_changes_nothing_of_what_they_are() {
    let mut work = Work::new();
    work.commit("start");
    work.branch("delivery");
    work.branch("one");
    work.commit("one");
    work.checkout("delivery");
    work.builder.merge("one", "Merge branch 'one'").unwrap();
    let catch_up = |work: &mut Work| {
        work.checkout("main");
        work.commit("a colleague's");
        work.checkout("delivery");
        work.builder
            .merge("main", "Merge branch 'main' into delivery")
            .unwrap()
    };
    let before = catch_up(&mut work);
    let own = work.commit("own");
    catch_up(&mut work);
    let found = work.finish().found();
    assert_eq!(
        (ids(&found)[1], ranges(&found)[1]),
        ("one..delivery", range(before, own))
    );
    assert_eq!(left_out(&found), ["2 merges from `main`: others' work"]);
}

#[test]
fn a_merge_from_upstream_between_deliveries_stands_in_none_of_them() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("delivery");
    work.branch("one");
    work.commit("one");
    work.checkout("delivery");
    let one = work.builder.merge("one", "Merge branch 'one'").unwrap();
    work.checkout("main");
    work.commit("a colleague's");
    work.checkout("delivery");
    let back = work
        .builder
        .merge("main", "Merge branch 'main' into delivery")
        .unwrap();
    work.branch("two");
    work.commit("two");
    work.checkout("delivery");
    let two = work.builder.merge("two", "Merge branch 'two'").unwrap();
    let found = work.finish().found();
    assert_eq!(
        (ids(&found), ranges(&found)),
        (
            vec!["one", "two"],
            vec![range(start, one), range(back, two)]
        )
    );
    assert_eq!(left_out(&found), ["1 merge from `main`: others' work"]);
}
