//! Links, pipes and other things in the data directory where files of ours should be.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cli::Place;
use crate::sync::person;

/// What somebody has outside, that nobody may touch.
struct Outside {
    dir: PathBuf,
}

const OURS: &[&str] = &[
    "Cargo.lock",
    "deep/yarn.lock",
    "tmp_notes.md",
    "tmp_obj_abcdef",
    "pack/tmp_pack_abcdef",
];

impl Outside {
    fn new(place: &Place) -> Self {
        let dir = place.root.path().join("outside");
        for name in OURS {
            let file = dir.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "mine").unwrap();
        }
        Self { dir }
    }

    /// All is there as it was, and nothing more.
    fn check(&self, what: &str) {
        for name in OURS {
            assert_eq!(
                fs::read_to_string(self.dir.join(name)).ok().as_deref(),
                Some("mine"),
                "{what}: {name}"
            );
        }
        assert_eq!(fs::read_dir(&self.dir).unwrap().count(), 5, "{what}");
    }
}

/// Somebody who has written a note, and where their record is.
fn writer() -> (Place, PathBuf) {
    let ana = person("Ana");
    ana.ok(&["note", "first"]);
    ana.ok(&["record", "verify"]);
    let record = ana.record();
    (ana, record)
}

fn take_away(path: &Path) {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path).unwrap(),
        Ok(_) => fs::remove_file(path).unwrap(),
        Err(_) => {}
    }
}

#[test]
fn a_directory_that_is_a_link_is_neither_read_nor_written_nor_tidied() {
    for name in [
        "",
        "..",
        "events",
        "private",
        "store.git",
        "store.git/objects",
        "store.git/refs/snaglist",
        "quarantine",
    ] {
        let (ana, record) = writer();
        let outside = Outside::new(&ana);
        let dir = record
            .join(name)
            .components()
            .fold(PathBuf::new(), |mut path, part| {
                if part.as_os_str() == ".." {
                    path.pop();
                } else {
                    path.push(part);
                }
                path
            });
        take_away(&dir);
        symlink(&outside.dir, &dir).unwrap();
        let runs = [ana.run(&["note", "second"]), ana.run(&["record", "verify"])];
        outside.check(name);
        let said = runs.iter().find(|run| run.code != Some(0));
        let said = &said
            .unwrap_or_else(|| panic!("{name}: nobody said anything"))
            .err;
        assert!(
            said.contains("is a symbolic link") && said.contains("remove the link"),
            "{name}: {said}"
        );
        assert!(
            said.contains(dir.file_name().unwrap().to_str().unwrap()),
            "{name}: {said}"
        );
        assert!(
            fs::symlink_metadata(&dir).unwrap().is_symlink(),
            "{name}: it is left as it is"
        );
    }
}

#[test]
fn a_file_that_is_a_link_or_a_pipe_keeps_nobody_waiting_and_is_left_alone() {
    for (name, command) in [
        ("../../identity.toml", &["note", "second"][..]),
        ("project.toml", &["note", "second"]),
        ("lock", &["note", "second"]),
        ("store.lock", &["record", "verify"]),
        ("remotes.toml", &["sync"]),
        ("store.git/HEAD", &["record", "verify"]),
        ("store.git/config", &["record", "verify"]),
    ] {
        for is_pipe in [true, false] {
            let (ana, record) = writer();
            let outside = Outside::new(&ana);
            let file = record.join(name);
            take_away(&file);
            if is_pipe {
                assert!(
                    Command::new("mkfifo")
                        .arg(&file)
                        .status()
                        .unwrap()
                        .success()
                );
            } else {
                symlink(outside.dir.join("Cargo.lock"), &file).unwrap();
            }
            let run = ana.run(command);
            assert_ne!(run.code, Some(0), "{name}: {run:?}");
            let wanted = if is_pipe {
                "is no regular file"
            } else {
                "is a symbolic link"
            };
            assert!(run.err.contains(wanted), "{name}: {}", run.err);
            outside.check(name);
            let kind = fs::symlink_metadata(&file).unwrap().file_type();
            assert!(
                kind.is_symlink() || !kind.is_file(),
                "{name}: it is left as it is"
            );
        }
    }
}

#[test]
fn an_event_that_is_a_link_or_a_pipe_hides_no_other() {
    let (ana, record) = writer();
    let outside = Outside::new(&ana);
    let event = ana.events()[0].clone();
    let copy = event.with_file_name(format!("00000099-{}.toml", "ab".repeat(32)));
    symlink(outside.dir.join("Cargo.lock"), &copy).unwrap();
    let pipe = event.with_file_name(format!("00000098-{}.toml", "cd".repeat(32)));
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let said = ana.run(&["record", "verify"]);
    assert!(
        said.out.contains("2 entries") && said.out.contains("it is not a plain file"),
        "{said:?}"
    );
    assert!(ana.ok(&["note", "--list"]).contains("first"));
    outside.check("event");
    assert!(record.join("events").is_dir());
}

#[test]
fn a_data_directory_reached_through_links_is_the_users_own_way() {
    let ana = person("Ana");
    let real = ana.root.path().join("elsewhere");
    fs::create_dir(&real).unwrap();
    symlink(&real, ana.data()).unwrap();
    ana.ok(&["note", "kept there"]);
    ana.ok(&["record", "verify"]);
    assert!(real.join("identity.toml").exists() && real.join("projects").is_dir());
    assert!(ana.ok(&["note", "--list"]).contains("kept there"));
}

#[test]
fn a_draft_of_which_a_backup_has_a_hard_link_is_not_written_over_there() {
    use snaglist::model::draft::{Draft, DraftOn};
    use snaglist::model::note::{Label, Place as On};
    use snaglist::model::time::Timestamp;
    use snaglist::record::{DataDir, drafts::Drafts};

    let root = tempfile::tempdir().unwrap();
    let project = DataDir::from(Some(root.path().join("data")))
        .unwrap()
        .project(&"root-1".parse().unwrap());
    let drafts = Drafts::new(&project);
    let mut draft = Draft {
        id: "abcdefghij".parse().unwrap(),
        on: DraftOn::Note(On {
            increment: None,
            criterion: None,
            anchor: None,
        }),
        label: Label::Issue,
        blocking: None,
        private: false,
        text: "one".into(),
        cursor: 0,
        subject: None,
        spec: None,
        saved: Timestamp(1),
    };
    drafts.save(&draft).unwrap();
    draft.text = "two".into();
    drafts.save(&draft).unwrap();
    let older = project.path().join("drafts/abcdefghij.a.toml");
    let backup = root.path().join("backup");
    fs::hard_link(&older, &backup).unwrap();
    let before = fs::read(&backup).unwrap();
    draft.text = "three".into();
    drafts.save(&draft).unwrap();
    assert_eq!(fs::read(&backup).unwrap(), before);
    assert_eq!(drafts.load_all().unwrap()[0].text, "three".into());
    // A link in its place is not written through, and not removed.
    fs::remove_file(&older).unwrap();
    symlink(&backup, &older).unwrap();
    draft.text = "four".into();
    let outcomes = [drafts.save(&draft), drafts.save(&draft)];
    assert!(outcomes.iter().any(Result::is_err));
    assert_eq!(fs::read(&backup).unwrap(), before);
    assert!(fs::symlink_metadata(&older).unwrap().is_symlink());
}
