//! What the made-up deliveries change, and what is hidden in them.

use std::process::Command;

use snaglist::engagement::{self, UNASKED};
use snaglist::model::change::{Change, ChangeKind};
use snaglist::model::link::LinkTarget;

use super::open;

#[test]
fn confirmed_links_and_viewed_marks_are_on_hunks_that_are_there() {
    let mut demo = open();
    let record = demo.engagement.record();
    let hunks: Vec<Vec<_>> = (0..2)
        .map(|at| {
            demo.traced(at)
                .files
                .into_iter()
                .map(|file| (file.path, file.hunks))
                .collect()
        })
        .collect();
    let mut linked = Vec::new();
    for ((criterion, target), given) in &record.links {
        assert!(given.iter().all(|given| given.value));
        let LinkTarget::Hunk { path, digest } = target else {
            panic!("{target:?} is no hunk")
        };
        let has = |files: &Vec<(_, Vec<_>)>| {
            files
                .iter()
                .any(|(at, hunks)| at == path && hunks.contains(digest))
        };
        linked.push((criterion.id.as_str(), hunks.iter().position(has)));
    }
    assert_eq!(linked, [("AC-1", Some(0)), ("AC-5", Some(1))]);
    let all: Vec<_> = hunks[0].iter().flat_map(|(_, hunks)| hunks).collect();
    assert!(record.viewed.keys().all(|content| all.contains(&content)));
    assert!(
        record.viewed.len() > 3 && record.viewed.len() < all.len(),
        "some, not all"
    );
}

#[test]
fn the_changes_are_of_every_kind() {
    let demo = open();
    let kind = |increment, path| demo.change(increment, path).map(|change| change.kind());
    assert_eq!(kind(2, "src/webhook.rs"), Some(ChangeKind::Renamed));
    assert_eq!(kind(3, "src/ping.rs"), Some(ChangeKind::Deleted));
    assert_eq!(kind(3, "scripts/migrate.sh"), Some(ChangeKind::ModeChanged));
    assert_eq!(kind(3, "src/admin.rs"), Some(ChangeKind::Added));
    assert_eq!(kind(2, "Cargo.lock"), Some(ChangeKind::Modified));
    let logo = engagement::diff_of(
        &demo.engagement.repository,
        &demo.change(3, "docs/logo.png").expect("a logo is added"),
        UNASKED,
    );
    assert!(logo.as_text().is_none(), "{logo:?}");
    assert!(demo.text_at_head("src/currency.rs").len() >= 500);
}

#[test]
fn a_function_moves_to_another_file_as_it_is() {
    let demo = open();
    let lines = |path, removed: bool| -> Vec<Vec<u8>> {
        let diff = engagement::diff_of(
            &demo.engagement.repository,
            &demo.change(1, path).unwrap(),
            UNASKED,
        );
        let diff = diff.as_text().unwrap();
        let (text, side): (_, fn(&Change) -> _) = if removed {
            (&diff.old, |change| change.old.clone())
        } else {
            (&diff.new, |change| change.new.clone())
        };
        diff.changes
            .iter()
            .flat_map(side)
            .map(|line| text.line(line).to_vec())
            .collect()
    };
    let (removed, added) = (
        lines("src/api.rs", true),
        lines("src/idempotency.rs", false),
    );
    let moved = removed
        .iter()
        .filter(|line| line.len() > 4 && added.contains(line))
        .count();
    // All but the line that became `pub`, and the bare brackets.
    assert_eq!(moved, 7);
}

#[test]
fn one_character_hides_in_the_third_increment() {
    let demo = open();
    let hidden: Vec<String> = (0..4)
        .map(|increment| demo.traced(increment).hidden.words())
        .collect();
    assert_eq!(hidden, ["", "", "1 invisible character", ""]);
}

#[test]
fn nobody_asked_for_the_admin_endpoint() {
    let demo = open();
    let traced = demo.traced(3);
    let admin = traced
        .commits
        .iter()
        .find(|commit| commit.subject().lossy() == "Add a door for support");
    let target = LinkTarget::Commit(admin.expect("the commit is there").id);
    assert!(traced.links.iter().all(
        |link| link.target != target && link.target != LinkTarget::File("src/admin.rs".into())
    ));
}

#[test]
fn git_finds_nothing_wrong_with_it() {
    let demo = open();
    let home = tempfile::tempdir().unwrap();
    let git = |arguments: &[&str]| {
        let run = Command::new("git")
            .args([
                "-c",
                "core.fsmonitor=false",
                "-c",
                "core.hooksPath=/dev/null",
            ])
            .args(arguments)
            .current_dir(demo.dir())
            .env("HOME", home.path())
            .env("XDG_CONFIG_HOME", home.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output();
        run.ok().map(|output| {
            assert!(
                output.status.success(),
                "{arguments:?}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            String::from_utf8_lossy(&output.stdout).into_owned()
        })
    };
    // Not everybody who builds this has git.
    let Some(status) = git(&["status", "--porcelain"]) else {
        return;
    };
    assert_eq!(status, "");
    assert_eq!(
        git(&["branch", "--show-current"]).as_deref(),
        Some("delivery\n")
    );
    assert_eq!(
        git(&["fsck", "--strict", "--no-progress"]).as_deref(),
        Some("")
    );
    assert_eq!(
        git(&["log", "-1", "--format=%an %ad", "--date=iso"]).as_deref(),
        Some("Jonas Weber 2026-06-10 19:15:00 -0500\n")
    );
    assert_eq!(
        git(&["rev-list", "--count", "main"]).as_deref(),
        Some("2\n")
    );
}
