//! Which addresses are gone to.

use std::fs;

use snaglist::sync::url::{AddressSource, GitAddress};

use super::{Hub, person};

#[test]
fn addresses_that_run_something_are_refused_whoever_names_them() {
    for url in [
        "ext::sh -c 'touch /tmp/x'",
        "fd::3",
        "EXT::x",
        "foo.bar::https://example.org/x",
        "-oProxyCommand=x",
        "--upload-pack=x",
        "ssh://-oProxyCommand=x/y",
        "ssh://user@-oProxyCommand=x/y",
        "ssh://-user@host/y",
        "-user@host:y",
        "user@-host:y",
        "host:-y",
        "ssh://host name/y",
        "ssh:///y",
        "https://ex\u{430}mple.org/y",
        "https://example.org/\u{1b}[31m",
        "https://example.org/\ny",
        "rsync://example.org/y",
        "file://relative",
        "",
    ] {
        for source in [AddressSource::User, AddressSource::Clone] {
            assert!(GitAddress::new(url, source).is_err(), "{url:?}");
        }
    }
}

#[test]
fn a_clone_sends_nobody_where_something_runs_or_anybody_listens() {
    for (url, protocol) in [
        ("https://example.org/x.git", "https"),
        ("ssh://git@example.org:2222/x", "ssh"),
        ("git@example.org:acme/x.git", "ssh"),
        ("git+ssh://example.org/x", "ssh"),
    ] {
        assert_eq!(
            GitAddress::new(url, AddressSource::Clone).map(|address| address.protocol()),
            Ok(protocol)
        );
    }
    for (url, protocol) in [
        ("/srv/x.git", "file"),
        ("file:///srv/x.git", "file"),
        ("../x", "file"),
        ("http://example.org/x", "http"),
        ("git://example.org/x", "git"),
    ] {
        assert_eq!(
            GitAddress::new(url, AddressSource::User).map(|address| address.protocol()),
            Ok(protocol)
        );
        assert!(GitAddress::new(url, AddressSource::Clone).is_err(), "{url}");
    }
}

#[test]
fn no_secret_of_an_address_is_kept() {
    let address =
        GitAddress::new("https://me:s3cret@example.org/x@y", AddressSource::User).unwrap();
    assert_eq!(address.plain(), "https://example.org/x@y");
    assert_eq!(
        GitAddress::new("https://example.org/x@y", AddressSource::User)
            .unwrap()
            .key(),
        address.key()
    );
    let said = "error: cannot open https://me:s3cret@example.org/x@y/";
    assert_eq!(
        address.redact(said),
        "error: cannot open https://example.org/x@y/"
    );
    let ssh = GitAddress::new("git@example.org:x", AddressSource::User).unwrap();
    assert_eq!(
        ssh.plain(),
        "git@example.org:x",
        "the user is part of the way there"
    );
}

#[test]
fn without_a_name_the_clones_own_remote_is_used_if_it_may_be() {
    let (hub, ana) = (Hub::new(), person("Ana"));
    ana.ok(&["note", "x"]);
    let said = ana.fails(1, &["sync"]);
    assert!(
        said.contains("no remote `origin`") && said.contains("snaglist sync REMOTE"),
        "{said}"
    );
    let config = ana.repo().join(".git/config");
    let before = fs::read_to_string(&config).unwrap();
    fs::write(
        &config,
        format!("{before}[remote \"origin\"]\nurl = {}\n", hub.url()),
    )
    .unwrap();
    for arguments in [&["sync"][..], &["sync", "origin"]] {
        let said = ana.fails(1, arguments);
        assert!(
            said.contains("is a directory of this machine") && said.contains(&hub.url()),
            "{said}"
        );
    }
    assert!(hub.refs().is_empty());
    // Named once, it is known.
    ana.sync(&hub);
    assert!(
        ana.run(&["sync", "origin"])
            .err
            .contains("which this clone calls origin")
    );
    let said = ana.fails(1, &["sync", "upstream"]);
    assert!(
        said.contains("no remote `upstream` (it has: origin)"),
        "{said}"
    );
}
