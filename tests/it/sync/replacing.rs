//! What a record may be written over, and where an exchange goes that was typed.

use std::fs;

use super::{Hub, person};

#[test]
fn only_what_is_nothing_but_a_record_is_replaced() {
    let ana = person("Ana");
    ana.ok(&["note", "one"]);
    let at = |name: &str| ana.root.path().join(name);
    let record = at("record.txt");
    ana.ok(&["sync", "--to", record.to_str().unwrap()]);
    ana.ok(&["sync", "--to", record.to_str().unwrap()]);
    let record = fs::read_to_string(record).unwrap();
    let foreign = "0123456789012345678901234567890123456789 refs/heads/main\n";
    for (name, content) in [
        (
            "changes.md",
            "# v1.2 release notes\n\nweeks of work\n".to_owned(),
        ),
        ("backup.bundle", format!("# v2 git bundle\n{foreign}\nPACK")),
        ("empty.bundle", "# v2 git bundle\n\nPACK".to_owned()),
        (
            "mixed.bundle",
            format!(
                "# v2 git bundle\n{} refs/snaglist/v1/w/a\n{foreign}\n",
                &foreign[..40]
            ),
        ),
        ("inbox.txt", format!("From bo@example.org\n{record}")),
        (
            "thread.txt",
            format!("{record}\nFrom bo@example.org\nanother mail\n"),
        ),
    ] {
        fs::write(at(name), &content).unwrap();
        let said = ana.fails(1, &["sync", "--to", at(name).to_str().unwrap()]);
        assert!(said.contains("is not a record"), "{name}: {said}");
        assert_eq!(fs::read_to_string(at(name)).unwrap(), content, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_record_is_not_written_through_a_link() {
    let ana = person("Ana");
    ana.ok(&["note", "one"]);
    let (target, link) = (
        ana.root.path().join("mine.txt"),
        ana.root.path().join("link.txt"),
    );
    ana.ok(&["sync", "--to", target.to_str().unwrap()]);
    let before = fs::read(&target).unwrap();
    ana.ok(&["note", "two"]);
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let said = ana.fails(1, &["sync", "--to", link.to_str().unwrap()]);
    assert!(said.contains("is not a record"), "{said}");
    assert_eq!(fs::read(&target).unwrap(), before);
}

#[test]
fn an_address_or_a_directory_is_never_taken_for_the_name_of_a_remote() {
    let (ana, hub) = (person("Ana"), Hub::new());
    ana.ok(&["note", "one"]);
    let config = ana.repo().join(".git/config");
    let mut text = fs::read_to_string(&config).unwrap();
    let typed = hub.path().to_str().unwrap().to_owned();
    for name in ["https://good.invalid/review.git", &typed] {
        text.push_str(&format!(
            "[remote \"{name}\"]\n\turl = https://evil.invalid/take.git\n"
        ));
    }
    fs::write(&config, text).unwrap();
    let said = ana.run(&["sync", "https://good.invalid/review.git"]);
    assert!(!said.err.contains("evil.invalid"), "{said:?}");
    let said = ana.run(&["sync", &typed]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(!said.err.contains("evil.invalid"), "{said:?}");
}
