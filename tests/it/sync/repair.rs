//! What is damaged is named, and mended from the other copy.

use std::fs;

use super::{Hub, counts, person};

#[test]
fn the_journal_is_mended_from_the_copy_and_the_copy_from_the_journal() {
    let ana = person("Ana");
    for number in 0..4 {
        ana.ok(&["note", &format!("note {number}")]);
    }
    assert!(
        ana.ok(&["record", "verify"])
            .contains("5 entries by 1 person")
    );
    let digest = ana.digest();
    let events = ana.events();
    fs::remove_file(&events[1]).unwrap();
    fs::write(&events[2], "rotten").unwrap();
    assert_ne!(ana.digest(), digest);
    assert!(
        ana.ok(&["note", "--list"]).contains("note 3"),
        "the others stand"
    );
    let report = ana.json(&["record", "verify"]);
    assert_eq!(report["restored"].as_array().unwrap().len(), 2);
    assert_eq!(
        report["quarantine"].as_array().unwrap().len(),
        1,
        "what was there is kept"
    );
    assert_eq!(ana.digest(), digest);

    let store = ana.record().join("store.git");
    for damage in 0..4 {
        match damage {
            0 => fs::remove_dir_all(store.join("objects")).unwrap(),
            1 => fs::remove_dir_all(&store).unwrap(),
            2 => fs::remove_file(store.join("HEAD")).unwrap(),
            _ => {
                for pack in fs::read_dir(store.join("objects/pack")).unwrap() {
                    fs::remove_file(pack.unwrap().path()).unwrap();
                }
            }
        }
        let verified = ana.ok(&["record", "verify"]);
        assert!(
            verified.contains("everything is intact"),
            "{damage}: {verified}"
        );
        fs::remove_dir_all(ana.record().join("events")).unwrap();
        assert!(
            ana.ok(&["record", "verify"]).contains("5 entries"),
            "{damage}: from the copy alone"
        );
        assert_eq!(ana.digest(), digest);
    }
}

#[test]
fn what_cannot_be_helped_is_named_and_comes_back_from_others() {
    let (hub, ana, bo) = (Hub::new(), person("Ana"), person("Bo"));
    for number in 0..3 {
        ana.ok(&["note", &format!("note {number}")]);
    }
    ana.sync(&hub);
    bo.sync(&hub);
    fs::remove_dir_all(ana.record().join("store.git")).unwrap();
    let events = ana.events();
    let base = events[1].file_name().unwrap().to_str().unwrap();
    fs::write(&events[1], "rotten").unwrap();
    let run = ana.run(&["record", "verify"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.out.contains(base) && run.out.contains("cut short or changed"),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("number 2 is missing before it"),
        "{}",
        run.out
    );
    assert!(run.err.contains("everything else is intact"), "{}", run.err);
    assert_eq!(counts(&ana.sync(&hub)), (1, 0, 0));
    assert_eq!(ana.digest(), bo.digest());
    ana.ok(&["record", "verify"]);
}

#[test]
fn half_made_copies_and_stale_locks_are_in_nobodys_way() {
    let (hub, ana) = (Hub::new(), person("Ana"));
    ana.ok(&["note", "one"]);
    // Killed while making it.
    fs::create_dir_all(ana.record().join(".tmp-store-abC4ef/objects/pack")).unwrap();
    fs::write(
        ana.record().join(".tmp-store-abC4ef/HEAD"),
        "ref: refs/heads/none",
    )
    .unwrap();
    // Not of the program's making: another name, and other files.
    let others = [
        ".tmp-store-abc/HEAD",
        ".tmp-store-abcdef/notes.txt",
        ".tmp-store-abcdef/refs/Cargo.lock",
    ];
    for other in others.map(|other| ana.record().join(other)) {
        fs::create_dir_all(other.parent().unwrap()).unwrap();
        fs::write(other, "mine").unwrap();
    }
    ana.sync(&hub);
    assert!(!ana.record().join(".tmp-store-abC4ef").exists());
    assert!(others.iter().all(|other| ana.record().join(other).exists()));
    // Killed while writing in it.
    let store = ana.record().join("store.git");
    let writer = ana.writer();
    for lock in [
        format!("refs/snaglist/v1/w/{writer}.lock"),
        "refs/snaglist/v1/kept.lock".to_owned(),
        "packed-refs.lock".to_owned(),
        "config.lock".to_owned(),
        "HEAD.lock".to_owned(),
        "objects/pack/tmp_pack_a1B2c3".to_owned(),
        "objects/pack/pack_git2_00112233445566ff".to_owned(),
    ] {
        fs::write(store.join(lock), "").unwrap();
    }
    let others = [
        "Cargo.lock",
        "refs/heads/Cargo.lock",
        "objects/pack/tmp_notes",
        "refs/snaglist/v1/w/yarn.lock",
    ];
    for other in others.map(|other| store.join(other)) {
        fs::create_dir_all(other.parent().unwrap()).unwrap();
        fs::write(other, "mine").unwrap();
    }
    ana.ok(&["note", "two"]);
    assert_eq!(counts(&ana.sync(&hub)), (0, 1, 0));
    for gone in [
        "packed-refs.lock",
        "objects/pack/tmp_pack_a1B2c3",
        "objects/pack/pack_git2_00112233445566ff",
    ] {
        assert!(!store.join(gone).exists(), "{gone}");
    }
    assert!(
        others.iter().all(|other| store.join(other).exists()),
        "what is somebody's stays"
    );
    // Half made, and in its place.
    fs::remove_dir_all(&store).unwrap();
    fs::create_dir_all(store.join("refs")).unwrap();
    ana.ok(&["note", "three"]);
    let report = ana.sync(&hub);
    assert_eq!(counts(&report), (0, 1, 0));
    assert!(
        report["remarks"][0]
            .as_str()
            .unwrap()
            .contains("a new one was made"),
        "{report}"
    );
    assert!(ana.record().join("store.git.broken-1").exists());
}

#[test]
fn nothing_to_check_is_whole_and_makes_nothing() {
    let ana = person("Ana");
    let verified = ana.ok(&["record", "verify"]);
    assert!(
        verified.starts_with("0 entries by 0 people\n"),
        "{verified}"
    );
    assert!(!ana.record().exists());
}
