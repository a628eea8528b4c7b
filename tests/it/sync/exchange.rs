//! Exchanges that go well in the end.

use std::fs;

use super::{Hub, counts, git, person};

#[test]
fn what_one_writes_the_other_has() {
    let (hub, ana, bo) = (Hub::new(), person("Ana"), person("Bo"));
    ana.ok(&["note", "from Ana"]);
    bo.ok(&["note", "from Bo"]);
    assert_eq!(counts(&ana.sync(&hub)), (0, 2, 0));
    assert_eq!(counts(&bo.sync(&hub)), (2, 2, 0));
    // Where to is remembered.
    let report = ana.json(&["sync"]);
    assert_eq!(
        (counts(&report), &report["with"]),
        ((2, 0, 0), &hub.url().into())
    );
    assert_eq!(counts(&ana.json(&["sync"])), (0, 0, 0));
    assert_eq!(ana.digest(), bo.digest());
    let notes = ana.ok(&["note", "--list"]);
    assert!(
        notes.contains("from Ana") && notes.contains("from Bo"),
        "{notes}"
    );
    assert!(
        ana.ok(&["record", "verify"])
            .contains("everything is intact")
    );
    let said = ana.run(&["sync"]);
    assert_eq!(
        said.out,
        "0 entries received, 0 sent; nothing is left to send\n"
    );
    assert_eq!(
        said.err,
        format!("snaglist: with {}, as the last time\n", hub.url())
    );
}

#[test]
fn every_writer_has_one_ref_that_only_moves_forward() {
    let (hub, ana) = (Hub::new(), person("Ana"));
    hub.git(&["config", "receive.denyNonFastForwards", "true"]);
    let mut before: Option<String> = None;
    for number in 0..4 {
        ana.ok(&["note", &format!("note {number}")]);
        ana.sync(&hub);
        let name = format!("refs/snaglist/v1/w/{}", ana.writer());
        assert_eq!(hub.refs().join(" "), name);
        let tip = hub.git(&["rev-parse", &name]).trim().to_owned();
        if let Some(before) = before {
            hub.git(&["merge-base", "--is-ancestor", &before, &tip]);
        }
        before = Some(tip);
    }
}

#[test]
fn what_a_remote_deletes_or_rewrites_it_gets_again() {
    let (hub, ana, bo) = (Hub::new(), person("Ana"), person("Bo"));
    ana.ok(&["note", "one"]);
    bo.ok(&["note", "two"]);
    ana.sync(&hub);
    bo.sync(&hub);
    let (of_ana, of_bo) = (
        format!("refs/snaglist/v1/w/{}", ana.writer()),
        format!("refs/snaglist/v1/w/{}", bo.writer()),
    );
    // Both are deleted; Bo has both, and sends both.
    hub.git(&["update-ref", "-d", &of_ana]);
    hub.git(&["update-ref", "-d", &of_bo]);
    assert_eq!(counts(&bo.sync(&hub)), (0, 4, 0));
    // Back to an earlier commit.
    let early = hub.git(&["rev-parse", &of_ana]).trim().to_owned();
    ana.ok(&["note", "three"]);
    ana.sync(&hub);
    hub.git(&["update-ref", &of_ana, &early]);
    assert_eq!(counts(&ana.sync(&hub)), (0, 1, 0));
    // Another history altogether.
    let tree = hub.git(&["mktree"]).trim().to_owned();
    let other = hub
        .git(&["commit-tree", "-m", "forced", &tree])
        .trim()
        .to_owned();
    hub.git(&["update-ref", &of_ana, &other]);
    assert_eq!(counts(&bo.sync(&hub)).2, 0);
    hub.git(&["merge-base", "--is-ancestor", &other, &of_ana]);
    ana.sync(&hub);
    bo.sync(&hub);
    assert_eq!(ana.digest(), bo.digest());
    assert_eq!(ana.events().len(), 5);
}

#[test]
fn people_who_send_at_the_same_time_all_get_through() {
    let hub = Hub::new();
    let people: Vec<_> = ["Ana", "Bo", "Cy"].into_iter().map(person).collect();
    for (number, who) in people.iter().enumerate() {
        who.ok(&["note", &format!("by {number}")]);
        who.sync(&hub);
    }
    // All have entries of all that only they know, as after mails.
    for who in &people {
        let text = who.ok(&["sync", "--to", "-"]);
        people.iter().for_each(|other| {
            assert_eq!(
                other
                    .with_input(&["sync", "--from", "-"], text.as_bytes())
                    .code,
                Some(0)
            )
        });
    }
    std::thread::scope(|scope| {
        people
            .iter()
            .for_each(|who| drop(scope.spawn(|| who.sync(&hub))));
    });
    people
        .iter()
        .for_each(|who| assert_eq!(who.sync(&hub)["unsent"], 0));
    people.iter().for_each(|who| drop(who.sync(&hub)));
    assert!(people.iter().all(|who| who.digest() == people[0].digest()));
    assert_eq!(people[0].events().len(), 6);
}

#[test]
fn a_host_that_refuses_is_tried_in_other_ways_and_that_is_remembered() {
    for (refusing, taken) in [
        ("refs/snaglist/*", "refs/notes/snaglist/v1/w/"),
        ("refs/snaglist/*|refs/notes/*", "refs/heads/snaglist/v1/w/"),
    ] {
        let (hub, ana, bo) = (Hub::new(), person("Ana"), person("Bo"));
        hub.hook(
            "update",
            &format!("case \"$1\" in {refusing}) echo \"\x1b[31mnot here\"; exit 1;; esac"),
        );
        ana.ok(&["note", "one"]);
        let report = ana.sync(&hub);
        assert_eq!(
            (counts(&report), &report["via"]),
            ((0, 2, 0), &taken.into())
        );
        assert_eq!(hub.refs(), [format!("{taken}{}", ana.writer())]);
        let remembered = fs::read_to_string(ana.record().join("remotes.toml")).unwrap();
        assert!(remembered.contains(taken), "{remembered}");
        assert!(ana.ok(&["sync"]).contains(&format!("only below {taken}")));
        // Whoever comes later finds it there.
        bo.ok(&["note", "two"]);
        assert_eq!(counts(&bo.sync(&hub)), (2, 2, 0));
        ana.sync(&hub);
        assert_eq!(ana.digest(), bo.digest());
    }
}

#[test]
fn a_host_that_takes_nothing_gives_all_the_same() {
    let (hub, ana, bo) = (Hub::new(), person("Ana"), person("Bo"));
    ana.ok(&["note", "one"]);
    ana.sync(&hub);
    hub.hook("pre-receive", "echo 'read \x1b[31monly' >&2; exit 1");
    bo.ok(&["note", "two"]);
    let said = bo.fails(1, &["sync", &hub.url()]);
    assert!(
        said.contains("refuses the record") && said.contains("--to FILE"),
        "{said}"
    );
    assert_eq!(bo.events().len(), 4);
}

#[test]
fn a_remote_of_sha_256_is_spoken_to_in_its_own_way() {
    let (hub, other) = (Hub::with(&["--object-format=sha256"]), Hub::new());
    let (ana, bo) = (person("Ana"), person("Bo"));
    ana.ok(&["note", "one"]);
    assert_eq!(counts(&ana.sync(&hub)), (0, 2, 0));
    assert_eq!(
        counts(&ana.sync(&other)),
        (0, 2, 0),
        "and the other kind still works"
    );
    bo.ok(&["note", "two"]);
    assert_eq!(counts(&bo.sync(&hub)), (2, 2, 0));
    assert_eq!(counts(&ana.sync(&hub)), (2, 0, 0));
    assert_eq!(counts(&ana.sync(&other)), (0, 2, 0));
    assert_eq!(ana.digest(), bo.digest());
    let bundle = bo.root.path().join("x.bundle");
    bo.ok(&["sync", "--to", bundle.to_str().unwrap()]);
    assert!(
        git(
            &bo.root.path().join("."),
            &["bundle", "list-heads", "x.bundle"]
        )
        .1
        .contains(&bo.writer())
    );
}

#[test]
fn two_machines_of_one_writer_become_one_line_again() {
    let (hub, ana, twin) = (Hub::new(), person("Ana"), person("Ana"));
    ana.ok(&["note", "one"]);
    ana.sync(&hub);
    // A backup from here on.
    fs::create_dir_all(twin.data()).unwrap();
    fs::copy(
        ana.data().join("identity.toml"),
        twin.data().join("identity.toml"),
    )
    .unwrap();
    crate::cli::copy_events(&ana.data(), &twin.data());
    ana.ok(&["note", "two"]);
    twin.ok(&["note", "two, on the other machine"]);
    ana.sync(&hub);
    // What one machine wrote may be forged, as far as the other can tell: it is taken in when its
    // user says so.
    assert_eq!(counts(&twin.sync(&hub)), (0, 1, 0));
    let said = ana.ok(&["sync", &hub.url()]);
    assert!(
        said.starts_with("0 entries received") && said.contains("`snaglist sync --mine`"),
        "{said}"
    );
    for (who, other) in [(&ana, "two, on the other machine"), (&twin, "two")] {
        assert_eq!(
            counts(&who.json(&["sync", &hub.url(), "--mine"])).0,
            1,
            "{other}"
        );
    }
    assert_eq!(
        counts(&ana.json(&["sync", &hub.url(), "--mine"])),
        (0, 0, 0)
    );
    assert_eq!(ana.digest(), twin.digest());
    assert_eq!(hub.refs().len(), 1);
    let said = ana.run(&["record", "verify"]);
    assert_eq!(said.code, Some(1));
    assert!(
        said.out
            .contains("its writer wrote 2 different events with this number"),
        "{}",
        said.out
    );
    let notes = ana.ok(&["note", "--list"]);
    assert!(
        notes.contains("two, on the other machine"),
        "both count: {notes}"
    );
}

#[test]
fn what_a_newer_version_wrote_goes_on_to_others() {
    let (hub, ana, bo, cy) = (Hub::new(), person("Ana"), person("Bo"), person("Cy"));
    ana.ok(&["note", "one"]);
    let text = format!(
        "version = 9\nwriter = \"{}\"\nseq = 3\nat = 2026-01-02T03:04:05Z\nkind = \"poem\"\n[body]\nroses = \"red\"\n",
        ana.writer()
    );
    let id = snaglist::digest::of_bytes(text.as_bytes());
    let name = format!("00000003-{id}.toml");
    let dir = ana.record().join("events").join(ana.writer());
    fs::write(dir.join(&name), &text).unwrap();
    ana.sync(&hub);
    bo.sync(&hub);
    let mail = bo.ok(&["sync", "--to", "-"]);
    assert_eq!(
        cy.with_input(&["sync", "--from", "-"], mail.as_bytes())
            .code,
        Some(0)
    );
    let there = cy.record().join("events").join(ana.writer()).join(&name);
    assert_eq!(fs::read_to_string(there).unwrap(), text);
    assert_eq!(
        cy.json(&["record", "verify", "--digest"]),
        ana.json(&["record", "verify", "--digest"])
    );
    assert_eq!(
        bo.run(&["record", "verify", "--json"])
            .out
            .matches("\"newer\": 1")
            .count(),
        1
    );
}
