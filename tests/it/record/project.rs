//! Data directory, identity, and which clone is of which project.

use std::fs;
use std::path::Path;

use snaglist::model::change::Side;
use snaglist::model::id::{ObjectId, ProjectId};
use snaglist::model::person::Role;
use snaglist::model::resume::Resume;
use snaglist::model::text::{RepoPath, Untrusted};
use snaglist::record::{DataDir, Identity, place, project_id};

fn by_url(url: &str) -> Option<ProjectId> {
    project_id(None, Some(&Untrusted::from(url)))
}

#[test]
fn one_repository_has_one_name_however_it_is_reached() {
    let name = by_url("https://git.example.org/team/payments").expect("a name");
    for same in [
        "https://git.example.org/team/payments.git",
        "https://git.example.org/team/payments.git/",
        "https://Git.Example.ORG/team/payments//",
        "https://user:secret@git.example.org/team/payments",
        "https://git.example.org:443/team/payments",
        "http://git.example.org/team/payments",
        "ssh://git@git.example.org/team/payments.git",
        "ssh://git@git.example.org:22/team/payments.git",
        "git@git.example.org:team/payments.git",
        "git.example.org:/team/payments",
        "git://git.example.org/team/payments\n",
    ] {
        assert_eq!(by_url(same).as_ref(), Some(&name), "{same}");
    }
    for other in [
        "https://git.example.org/team/Payments",
        "https://git.example.org:8443/team/payments",
        "https://other.example.org/team/payments",
        "https://git.example.org/payments",
        "/git.example.org/team/payments",
        "../git.example.org:team/payments",
    ] {
        assert_ne!(by_url(other).as_ref(), Some(&name), "{other}");
    }
    assert_eq!(by_url("/srv/git/a.git/"), by_url("/srv/git/a"));
    for odd in ["", " \n"] {
        assert_eq!(by_url(odd), None);
    }
    for odd in [":", "://", "ssh://", "@:", "a:", ".git", "///"] {
        assert!(by_url(odd).is_some(), "{odd}");
    }
}

#[test]
fn only_the_own_port_of_a_scheme_is_left_out() {
    let schemes = [
        ("ssh", ":22"),
        ("git+ssh", ":22"),
        ("ssh+git", ":22"),
        ("https", ":443"),
        ("http", ":80"),
        ("git", ":9418"),
    ];
    let plain = by_url("https://example.org/x");
    for (scheme, own) in schemes {
        for port in [":22", ":443", ":80", ":9418"] {
            for scheme in [scheme.to_owned(), scheme.to_uppercase()] {
                let url = format!("{scheme}://ana@example.org{port}/x");
                assert_eq!(by_url(&url) == plain, port == own, "{url}");
            }
        }
    }
}

#[test]
fn an_address_is_split_as_git_does() {
    let same = |one: &str, other: &str| by_url(one) == by_url(other);
    assert!(same("example.org:x", "ssh://example.org/x"));
    assert!(same("ana@example.org:x", "example.org:x"));
    assert!(same("ana@b@example.org:x", "ssh://example.org/x"));
    assert!(same("https://a@b:c@example.org", "https://example.org/"));
    assert!(same("example.org: x", "example.org:x"));
    assert!(same("h:x", "ssh://h/x"));
    assert!(same("https://example.org/a://b", "ssh://example.org/a://b"));
    assert!(same("example.org:a:b", "ssh://example.org/a:b"));
    assert!(!same("./example.org:x", "example.org:x"));
    assert!(!same(":x", "ssh:///x"), "that is a path");
    assert!(same(
        "https://example.org//a//b//",
        "https://example.org/a//b"
    ));
    assert!(same(
        "https://example.org/x.git/",
        "https://example.org/x.git"
    ));
    assert!(same("file:///srv/x.git/", "file:///srv/x"));
    assert!(!same("file:///srv/x", "file:///srv/X"));
    assert!(!same("file:///srv/x", "https:///srv/x"));
    assert!(!same("/srv/X", "/srv/x"));
}

#[test]
fn the_root_commit_names_a_project_before_its_address_does() {
    let root = ObjectId::from_bytes(&[0xab; 32]);
    let id = project_id(root, Some(&Untrusted::from("https://example.org/x"))).expect("an id");
    assert_eq!(id.as_str(), format!("root-{}", "ab".repeat(32)));
    assert_eq!(project_id(None, None), None);
}

#[test]
fn an_identity_is_made_once() {
    let temp = tempfile::tempdir().expect("a temporary directory");
    let data = DataDir::from(Some(temp.path().join("data"))).expect("a directory");
    let hostile = Untrusted::from("An\u{1b}a \"x\" \\".as_bytes());
    let made = data
        .identity(Some((hostile.clone(), Untrusted::from("ana@example.org"))))
        .expect("made");
    assert_eq!((&made.name, made.role), (&hostile, Role::Reviewer));
    assert_eq!(data.identity(None).expect("read"), made);

    let renamed = Identity {
        name: Untrusted::from("Ana"),
        role: Role::Observer,
        ..made
    };
    data.set_identity(&renamed).expect("written");
    assert_eq!(data.identity(None).expect("read"), renamed);

    let other = DataDir::from(Some(temp.path().join("other"))).expect("a directory");
    assert_ne!(other.identity(None).expect("made").writer, renamed.writer);
}

#[test]
fn a_damaged_identity_is_not_silently_replaced() {
    let temp = tempfile::tempdir().expect("a temporary directory");
    let data = DataDir::from(Some(temp.path().to_owned())).expect("a directory");
    fs::write(temp.path().join("identity.toml"), "writer = \"nobody\"").expect("written");
    let error = format!("{:#}", data.identity(None).expect_err("damaged"));
    assert!(
        error.contains("identity.toml") && error.contains("remove it"),
        "{error}"
    );
}

#[test]
fn processes_that_start_at_once_get_one_identity() {
    let temp = tempfile::tempdir().expect("a temporary directory");
    let data = &DataDir::from(Some(temp.path().join("data"))).expect("a directory");
    let all: Vec<Identity> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| data.identity(None).expect("an identity")))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("done"))
            .collect()
    });
    assert!(all.iter().all(|identity| *identity == all[0]), "{all:?}");
}

#[test]
fn a_clone_is_known_again_unless_two_projects_claim_it() {
    let temp = tempfile::tempdir().expect("a temporary directory");
    let data = DataDir::from(Some(temp.path().join("data"))).expect("a directory");
    let (one, other) = (
        by_url("https://a/1").expect("an id"),
        by_url("https://a/2").expect("an id"),
    );
    let clone = Path::new("/home/ana/pay\\ments");
    assert_eq!(data.known_project(clone), None);
    data.project(&one).remember_clone(clone).expect("noted");
    data.project(&one)
        .remember_clone(Path::new("/elsewhere"))
        .expect("noted");
    data.project(&one).remember_clone(clone).expect("noted");
    assert_eq!(data.known_project(clone).as_ref(), Some(&one));
    assert_eq!(data.known_project(Path::new("/home/ana")), None);
    data.project(&other).remember_clone(clone).expect("noted");
    assert_eq!(data.known_project(clone), None);
    assert_eq!(
        data.known_project(Path::new("/elsewhere")).as_ref(),
        Some(&one)
    );
}

#[test]
fn the_place_is_kept_for_each_clone_and_ignored_when_unreadable() {
    let temp = tempfile::tempdir().expect("a temporary directory");
    let data = DataDir::from(Some(temp.path().join("data"))).expect("a directory");
    let project = data.project(&by_url("https://a/1").expect("an id"));
    let (here, there) = (Path::new("/a"), Path::new("/b"));
    assert_eq!(place::load(&project, here), None);
    let resume = Resume {
        screen: "review".to_owned(),
        increment: "v1.2".parse().ok(),
        spec: Some(RepoPath::from("docs/spec.md")),
        criterion: "AC-3".parse().ok(),
        file: Some(RepoPath::new(b"src/caf\xe9\\.rs".to_vec())),
        side: Some(Side::Old),
        line: Some(42),
    };
    place::save(&project, here, &resume).expect("kept");
    place::save(&project, there, &Resume::default()).expect("kept");
    assert_eq!(place::load(&project, here), Some(resume));
    assert_eq!(place::load(&project, there), Some(Resume::default()));
    for entry in fs::read_dir(project.path()).expect("listed") {
        fs::write(entry.expect("read").path(), b"\xff[[").expect("written");
    }
    assert_eq!(place::load(&project, here), None);
    place::save(&project, here, &Resume::default()).expect("kept over the damaged one");
    assert!(place::load(&project, here).is_some());
}
