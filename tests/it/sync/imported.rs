//! Where the record goes: only where the user said so on this machine, and never into what is
//! reviewed.

use std::fs;
use std::path::{Path, PathBuf};

use snaglist::record::parcel;

use super::{Hub, git, person};
use crate::cli::{Place, list};

/// A bare repository whose hook says that it was run.
fn trap(at: &Path, canary: &Path) {
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    assert!(
        git(
            at.parent().unwrap(),
            &["init", "-q", "--bare", at.to_str().unwrap()]
        )
        .0
    );
    let hook = at.join("hooks/pre-receive");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, format!("#!/bin/sh\ntouch {}\n", canary.display())).unwrap();
    #[cfg(unix)]
    fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
}

/// Somebody's record as a file that names these remotes.
fn parcel_naming(who: &Place, urls: &[&str]) -> PathBuf {
    let mut remotes = "version = 1\n".to_owned();
    for url in urls {
        remotes.push_str(&format!(
            "[[remote]]\nurl = \"{url}\"\nvia = \"refs/snaglist/v1/w/\"\nformat = \"sha1\"\n\
             last = 2026-05-28T20:27:41.234Z\n"
        ));
    }
    let id = who
        .record()
        .file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    let items = [
        ("project", id.as_bytes()),
        ("remotes.toml", remotes.as_bytes()),
    ];
    let file = who.root.path().join("sent.snaglist");
    fs::write(&file, parcel::pack(items).unwrap()).unwrap();
    file
}

#[test]
fn a_remote_of_an_imported_record_is_shown_and_never_gone_to_by_itself() {
    let (ana, hub, other) = (person("Ana"), Hub::new(), Hub::new());
    ana.ok(&["note", "mine"]);
    let ugly = "https://example.org/a'; touch x #\u{202e}";
    let file = parcel_naming(&ana, &[&hub.url(), &other.url(), ugly]);
    let said = ana.ok(&["record", "import", file.to_str().unwrap()]);
    for hub in [&hub, &other] {
        assert!(
            said.contains(&format!("snaglist sync '{}'", hub.url())),
            "{said}"
        );
    }
    assert!(
        !said.contains('\u{202e}') && !said.contains("sync 'https"),
        "what is no address is no command: {said}"
    );
    // With nothing named nobody is talked to, also when the clone has a remote.
    let config = ana.repo().join(".git/config");
    let before = fs::read_to_string(&config).unwrap();
    fs::write(
        &config,
        format!("{before}[remote \"origin\"]\nurl = https://127.0.0.1:9/x\n"),
    )
    .unwrap();
    let said = ana.fails(1, &["sync"]);
    assert!(
        said.contains("not confirmed") && said.contains(&hub.url()),
        "{said}"
    );
    assert!(hub.refs().is_empty() && other.refs().is_empty());
    // One is confirmed; the others go on waiting.
    let report = ana.sync(&hub);
    let waiting: Vec<&str> = list(&report["unconfirmed"])
        .iter()
        .map(|url| url.as_str().unwrap())
        .collect();
    assert_eq!(waiting, [&other.url(), ugly]);
    let said = ana.ok(&["sync"]);
    assert!(
        said.contains("not confirmed") && said.contains(&other.url()),
        "{said}"
    );
    assert!(other.refs().is_empty());
    // Importing again confirms nothing, nor does it take anything away.
    ana.ok(&["record", "import", file.to_str().unwrap()]);
    ana.ok(&["sync"]);
    assert!(other.refs().is_empty() && !hub.refs().is_empty());
}

#[test]
fn what_an_older_version_remembered_is_still_gone_to() {
    let (ana, hub) = (person("Ana"), Hub::new());
    ana.ok(&["note", "mine"]);
    let text = format!(
        "version = 1\n\n[[remote]]\nurl = \"{}\"\nvia = \"refs/snaglist/v1/w/\"\nformat = \"sha1\"\n\
         last = 2026-05-28T20:27:41.234Z\n",
        hub.url()
    );
    fs::write(ana.record().join("remotes.toml"), text).unwrap();
    ana.ok(&["sync"]);
    assert!(!hub.refs().is_empty());
}

#[cfg(unix)]
#[test]
fn a_directory_inside_what_is_reviewed_is_refused_however_it_is_reached() {
    use std::os::unix::fs::symlink;

    let (ana, canary) = (person("Ana"), tempfile::tempdir().unwrap());
    let canary = canary.path().join("ran");
    ana.ok(&["note", "mine"]);
    let root = ana.root.path();
    // In the work tree, in the git directory, in another work tree of the same repository.
    let inside = ana.repo().join("fixtures/sample.git");
    let kept = ana.repo().join(".git/sample.git");
    assert!(
        git(
            &ana.repo(),
            &[
                "worktree",
                "add",
                "-q",
                "--detach",
                root.join("second").to_str().unwrap()
            ]
        )
        .0
    );
    let second = root.join("second/sample.git");
    // In another clone of the project that was reviewed before.
    let clone = root.join("clone");
    assert!(
        git(
            root,
            &[
                "clone",
                "-q",
                ana.repo().to_str().unwrap(),
                clone.to_str().unwrap()
            ]
        )
        .0
    );
    ana.ok(&["-C", clone.to_str().unwrap(), "note", "seen there"]);
    let cloned = clone.join("sample.git");
    for trapped in [&inside, &kept, &second, &cloned] {
        trap(trapped, &canary);
    }
    // Links outside that lead in, and a directory outside whose `.git` does.
    symlink(&inside, root.join("link")).unwrap();
    symlink(ana.repo().join("fixtures"), root.join("folder")).unwrap();
    fs::create_dir(root.join("pointer")).unwrap();
    fs::write(
        root.join("pointer/.git"),
        format!("gitdir: {}\n", inside.display()),
    )
    .unwrap();
    fs::create_dir(root.join("linked")).unwrap();
    symlink(&inside, root.join("linked/.git")).unwrap();
    symlink(&inside, root.join("named.git")).unwrap();

    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let mut asked: Vec<String> = [&inside, &kept, &second, &cloned]
        .map(|path| text(path))
        .to_vec();
    asked.extend(
        ["link", "folder/sample.git", "pointer", "linked", "named"]
            .map(|name| text(&root.join(name))),
    );
    asked.extend([
        "fixtures/sample.git".to_owned(),
        "./fixtures/../fixtures/sample".to_owned(),
        "../link".to_owned(),
        "file://".to_owned() + &text(&inside),
        "file://".to_owned() + &text(&root.join("link")).replace("link", "l%69nk"),
    ]);
    for asked in &asked {
        let said = ana.fails(1, &["sync", asked]);
        assert!(
            said.contains("does not connect to") && !canary.exists(),
            "{asked}: {said}"
        );
        let told = said.contains("reviewed here") || said.contains("there is no such directory");
        assert!(told, "{asked}: {said}");
    }
    // Not even when it was remembered.
    let file = parcel_naming(&ana, &[&text(&inside)]);
    ana.ok(&["record", "import", file.to_str().unwrap()]);
    ana.fails(1, &["sync"]);
    ana.fails(1, &["sync", &text(&inside)]);
    let remembered = fs::read_to_string(ana.record().join("remotes.toml")).unwrap();
    fs::write(
        ana.record().join("remotes.toml"),
        remembered.replace("[[imported]]", "[[remote]]"),
    )
    .unwrap();
    let said = ana.fails(1, &["sync"]);
    assert!(said.contains("reviewed here"), "{said}");
    assert!(!canary.exists());
    // Outside, it is the user's to say.
    let outside = Hub::new();
    ana.sync(&outside);
    symlink(outside.path(), root.join("way")).unwrap();
    ana.ok(&["sync", &text(&root.join("way"))]);
}
