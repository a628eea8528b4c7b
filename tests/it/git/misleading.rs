//! Refs, links and alternates that lead nowhere or in circles, and what would block its reader.

use std::fs;

use snaglist::git::increments::{IncrementSearch, discover};
use snaglist::git::{OpenError, Repository};

use super::{fresh, loose_path, open, range};

#[test]
fn odd_refs_are_passed_over() {
    let (dir, mut builder) = fresh();
    builder.write("f", "x").unwrap();
    let head = builder.commit("first").unwrap();
    let refs = builder.git_dir().join("refs/tags");
    let good = format!("{head}\n");
    for name in [
        "ok",
        ".hidden",
        "a..b",
        "x.lock",
        "with space",
        "q?",
        "tail.",
    ] {
        fs::write(refs.join(name), &good).unwrap();
    }
    fs::write(refs.join("garbage"), b"\xff\x00not an id").unwrap();
    fs::write(refs.join("loop"), "ref: refs/tags/loop\n").unwrap();
    fs::write(refs.join("out"), "ref: ../../../../etc/passwd\n").unwrap();
    fs::write(
        builder.git_dir().join("packed-refs"),
        format!("# x\n^junk\n{head} refs/tags/../up\n{head}\nzz refs/tags/b\n"),
    )
    .unwrap();
    builder.finish().unwrap();
    let repository = open(&dir);
    let found = discover(&repository, &IncrementSearch::default()).unwrap();
    assert_eq!(found.increments.len(), 1);
    assert_eq!(found.increments[0].id.as_str(), "ok");
    for name in ["garbage", "loop", "out", "a..b"] {
        assert!(repository.resolve_typed(name).is_err(), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn links_that_go_round_in_circles_end() {
    use std::os::unix::fs::symlink;
    let (dir, mut builder) = fresh();
    builder.write("f", "x").unwrap();
    builder.commit("first").unwrap();
    builder.tag("v1").unwrap();
    let git_dir = builder.git_dir().to_owned();
    builder.finish().unwrap();
    for name in ["a", "b", "c"] {
        symlink(".", git_dir.join("refs/tags").join(name)).unwrap();
    }
    symlink("self", git_dir.join("refs/tags/self")).unwrap();
    let repository = open(&dir);
    assert_eq!(
        discover(&repository, &IncrementSearch::default())
            .unwrap()
            .increments
            .len(),
        1
    );
    assert!(repository.resolve_typed("nope").is_err());

    let round = tempfile::tempdir().unwrap();
    symlink(".git", round.path().join(".git")).unwrap();
    assert!(matches!(
        Repository::discover(round.path()),
        Err(OpenError::Other(_))
    ));
    let linked = tempfile::tempdir().unwrap();
    symlink(&git_dir, linked.path().join(".git")).unwrap();
    let repository = Repository::discover(linked.path()).unwrap();
    assert!(repository.location().remarks[0].contains("symbolic link"));
}

#[cfg(unix)]
#[test]
fn nothing_that_would_block_is_opened() {
    let (dir, mut builder) = fresh();
    builder.write("f", "x").unwrap();
    let head = builder.commit("first").unwrap();
    let git_dir = builder.git_dir().to_owned();
    builder.finish().unwrap();
    let blob = loose_path(
        &dir,
        "587be6b4c3f93f93c489c0111bba5596147a26cb".parse().unwrap(),
    );
    fs::create_dir_all(git_dir.join("objects/pack")).unwrap();
    let places = [
        git_dir.join("HEAD"),
        git_dir.join("config"),
        git_dir.join("packed-refs"),
        git_dir.join("shallow"),
        git_dir.join("refs/heads/main"),
        git_dir.join("objects/info/alternates"),
        git_dir.join("objects/pack/pack-1234567890123456789012345678901234567890.idx"),
        blob,
        loose_path(&dir, head),
    ];
    for place in places {
        let kept = fs::read(&place).ok();
        let _ = fs::remove_file(&place);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        assert!(
            std::process::Command::new("mkfifo")
                .arg(&place)
                .status()
                .unwrap()
                .success()
        );
        if let Ok(repository) = Repository::discover(dir.path()) {
            let _ = discover(&repository, &IncrementSearch::default());
            let _ = repository.resolve_typed("main");
            if let Ok(changes) = repository.changes(&range(None, head)) {
                for change in &changes.files {
                    let _ = repository.load(change, 10);
                }
            }
        }
        fs::remove_file(&place).unwrap();
        if let Some(kept) = kept {
            fs::write(&place, kept).unwrap();
        }
    }
    assert_eq!(open(&dir).head().unwrap().unwrap().0, head);
}

#[test]
fn refs_that_lead_nowhere_beside_many_packed_ones_are_passed_over() {
    let (dir, mut builder) = fresh();
    builder.write("f", "1\n").unwrap();
    let head = builder.commit("first").unwrap();
    // Not in the order of their names, one of them twice, and one hidden by a broken loose one.
    let mut packed = format!(
        "{head} refs/tags/twice\n{}0 refs/tags/twice\n",
        &head.to_string()[..39]
    );
    for number in (0..2_000).rev() {
        packed.push_str(&format!("{head} refs/tags/r{number:04}\n^{head}\n"));
    }
    fs::write(dir.path().join(".git/packed-refs"), &packed).unwrap();
    fs::create_dir_all(dir.path().join(".git/refs/tags")).unwrap();
    for number in 0..500 {
        let loose = dir.path().join(format!(".git/refs/tags/s{number}"));
        fs::write(loose, format!("ref: refs/heads/nowhere{number}\n")).unwrap();
    }
    fs::write(
        dir.path().join(".git/refs/tags/r0007"),
        "ref: refs/heads/gone\n",
    )
    .unwrap();
    let repository = open(&dir);
    assert_eq!(repository.resolve_typed("r0000").unwrap(), head);
    assert_eq!(repository.resolve_typed("r1999").unwrap(), head);
    assert_eq!(repository.resolve_typed("twice").unwrap(), head);
    assert!(repository.resolve_typed("s1").is_err() && repository.resolve_typed("r0007").is_err());
    assert!(
        !discover(&repository, &IncrementSearch::default())
            .unwrap()
            .increments
            .is_empty()
    );
    // What changes is read anew.
    fs::write(
        dir.path().join(".git/packed-refs"),
        format!("{packed}{head} refs/tags/late\n"),
    )
    .unwrap();
    assert_eq!(repository.resolve_typed("late").unwrap(), head);
}

#[test]
fn a_path_that_no_file_can_have_among_the_alternates_is_passed_over_and_said() {
    let (dir, mut builder) = fresh();
    builder.write("f", "1\n").unwrap();
    let head = builder.commit("first").unwrap();
    fs::write(
        dir.path().join(".git/objects/info/alternates"),
        b"/tmp/a\0b\n",
    )
    .unwrap();
    let repository = open(&dir);
    assert!(
        repository
            .location()
            .remarks
            .iter()
            .any(|remark| remark.contains("it holds a NUL"))
    );
    assert_eq!(
        repository.commit(head).unwrap().message.as_bytes(),
        b"first"
    );
}
