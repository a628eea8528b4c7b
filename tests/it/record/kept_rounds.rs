//! The rounds whose content is kept: how many, in how much room, and which of them go first.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};
use snaglist::model::id::ObjectId;
use snaglist::model::increment::CommitRange;
use snaglist::model::time::Timestamp;
use snaglist::record::{DataDir, KeptRoom, Project};
use tempfile::TempDir;

fn project() -> (TempDir, Project) {
    let dir = tempfile::tempdir().unwrap();
    let data = DataDir::from(Some(dir.path().join("data"))).unwrap();
    let project = data.project(&"root-1".parse().unwrap());
    (dir, project)
}

fn range(number: u8) -> CommitRange {
    CommitRange {
        base: None,
        head: ObjectId::from_bytes(&[number; 20]).unwrap(),
    }
}

/// Writes two files of ten bytes under the name of a pack.
fn pack(number: u8, folder: &Path) -> Result<(String, Vec<String>)> {
    let name = format!("pack-{number:040x}");
    for ending in ["pack", "idx"] {
        fs::write(folder.join(format!("{name}.{ending}")), [number; 10])?;
    }
    Ok((name, vec!["a large file".to_owned()]))
}

fn keep(project: &Project, number: u8, room: KeptRoom) -> Vec<CommitRange> {
    let at = Timestamp(i64::from(number));
    project
        .keep_round(range(number), at, room, |folder| pack(number, folder))
        .unwrap()
}

fn kept(project: &Project) -> Vec<CommitRange> {
    let kept = project.kept_rounds().unwrap();
    kept.into_iter().map(|round| round.range).collect()
}

fn packs(project: &Project) -> usize {
    let packs = project.kept_objects().unwrap().unwrap().join("pack");
    fs::read_dir(packs).unwrap().count()
}

#[test]
fn what_is_kept_is_listed_with_its_size_and_what_was_left_out() {
    let (_dir, project) = project();
    assert_eq!(project.kept_objects().unwrap(), None);
    assert_eq!(keep(&project, 1, KeptRoom::default()), []);
    let [round] = &project.kept_rounds().unwrap()[..] else {
        panic!("one round");
    };
    assert_eq!((round.bytes, round.at), (20, Timestamp(1)));
    assert_eq!(round.left_out, ["a large file"]);
}

#[test]
fn the_round_kept_first_goes_when_there_is_no_room_for_its_bytes() {
    let (_dir, project) = project();
    let room = KeptRoom {
        bytes: 40,
        rounds: 9,
    };
    assert_eq!(keep(&project, 1, room), []);
    assert_eq!(keep(&project, 2, room), []);
    assert_eq!(keep(&project, 3, room), [range(1)]);
    assert_eq!(kept(&project), [range(2), range(3)]);
    assert_eq!(packs(&project), 4);
}

#[test]
fn the_round_kept_first_goes_when_there_are_too_many() {
    let (_dir, project) = project();
    let room = KeptRoom {
        bytes: 1_000,
        rounds: 2,
    };
    for number in 1..=3 {
        keep(&project, number, room);
    }
    assert_eq!(kept(&project), [range(2), range(3)]);
}

#[test]
fn one_that_is_larger_than_all_the_room_is_kept_alone() {
    let (_dir, project) = project();
    let room = KeptRoom {
        bytes: 5,
        rounds: 9,
    };
    keep(&project, 1, room);
    assert_eq!(keep(&project, 2, room), [range(1)]);
    assert_eq!(kept(&project), [range(2)]);
}

#[test]
fn a_round_that_cannot_be_packed_leaves_nothing_behind() {
    let (_dir, project) = project();
    keep(&project, 1, KeptRoom::default());
    let failed = project.keep_round(range(2), Timestamp(2), KeptRoom::default(), |folder| {
        pack(2, folder)?;
        bail!("cannot be read")
    });
    assert!(failed.is_err());
    assert_eq!(kept(&project), [range(1)]);
    let names = fs::read_dir(project.path().join("rounds")).unwrap();
    assert_eq!(names.count(), 2, "the list and the packs");
}

#[test]
fn a_pack_with_another_name_is_refused() {
    let (_dir, project) = project();
    let named = |name: &str| {
        let name = name.to_owned();
        project.keep_round(range(1), Timestamp(1), KeptRoom::default(), |folder| {
            fs::write(folder.join("any"), "")?;
            Ok((name, Vec::new()))
        })
    };
    for name in ["../../events", "pack-", "pack-ABC", "pack-0/../x"] {
        assert!(named(name).is_err(), "{name}");
    }
}

#[test]
fn what_a_killed_process_left_goes_and_what_is_not_ours_stays() {
    let (_dir, project) = project();
    keep(&project, 1, KeptRoom::default());
    let rounds = project.path().join("rounds");
    let (left, other) = (
        rounds.join(".tmp-round-aB3xY9"),
        rounds.join(".tmp-round-of-mine"),
    );
    for (folder, name) in [(&left, "pack_git2_a1b2c3"), (&other, "pack_git2_a1b2c3")] {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join(name), "half").unwrap();
    }
    keep(&project, 2, KeptRoom::default());
    assert!(!left.exists());
    assert!(other.exists());
}
