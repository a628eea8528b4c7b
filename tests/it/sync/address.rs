//! Which addresses are gone to.

use std::fs;
use std::path::PathBuf;

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
fn an_address_has_at_most_two_kibibytes() {
    let long = |len: usize| format!("https://example.org/{}", "x".repeat(len - 20));
    assert!(GitAddress::new(&long(2_048), AddressSource::Clone).is_ok());
    assert!(GitAddress::new(&long(2_049), AddressSource::User).is_err());
    for odd in [
        "/srv/a\u{7}b",
        "/srv/a\u{fffd}b",
        "/srv/a\tb",
        "::x",
        "\n-x",
        "ext::a::b",
    ] {
        assert!(
            GitAddress::new(odd, AddressSource::User).is_err(),
            "{odd:?}"
        );
    }
}

#[test]
fn a_directory_may_be_named_as_people_name_them() {
    for path in ["/srv/a b.git", "/srv/\u{e4}.git", "./a b::c", " ../x "] {
        let address = GitAddress::new(path, AddressSource::User).expect(path);
        assert_eq!(address.directory(), Some(PathBuf::from(path.trim())));
    }
    for (url, path) in [
        ("file:///srv/x.git", "/srv/x.git"),
        ("file:///srv/a b.git", "/srv/a b.git"),
        ("FILE:///srv/a%20b", "/srv/a b"),
        ("file:///srv/%41%6a%6A%7e", "/srv/Ajj~"),
        ("file:///srv/%00", "/srv/%00"),
        ("file:///srv/%01", "/srv/\u{1}"),
        ("file:///srv/%zz%+1%4", "/srv/%zz%+1%4"),
        ("file:///srv/x%", "/srv/x%"),
        ("file:///srv/041", "/srv/041"),
        ("file:///srv/a://b", "/srv/a://b"),
    ] {
        let address = GitAddress::new(url, AddressSource::User).expect(url);
        assert_eq!(address.directory(), Some(PathBuf::from(path)), "{url}");
        assert_eq!(address.plain(), url, "no secret in it");
    }
    let far = GitAddress::new("https://example.org/srv", AddressSource::User).unwrap();
    assert_eq!(far.directory(), None);
    for url in ["file://host/srv", "file://srv", "file://"] {
        assert!(GitAddress::new(url, AddressSource::User).is_err(), "{url}");
    }
}

#[test]
fn addresses_of_hosts_have_no_white_space_nor_options_in_any_part() {
    for url in [
        "https://a b@example.org/x",
        "https://example.org/a b",
        "https://-a@example.org/x",
        "ssh://example.org:22 /x",
        "a b:x",
        "git@example.org:a b",
        "git@:x",
        "https://example.org/\u{e4}",
        "https:///x",
    ] {
        assert!(GitAddress::new(url, AddressSource::User).is_err(), "{url}");
    }
    for url in [
        "example.org:x-y",
        "a-b@example.org:x",
        "https://example.org",
    ] {
        assert!(GitAddress::new(url, AddressSource::Clone).is_ok(), "{url}");
    }
}

#[test]
fn refs_name_an_address_by_sixteen_digits_without_its_secret() {
    let key = |url: &str| GitAddress::new(url, AddressSource::User).unwrap().key();
    assert_eq!(key("https://example.org/x").len(), 16);
    assert_eq!(
        key("https://example.org/x"),
        key("https://ana:pass@example.org/x")
    );
    assert_eq!(
        key("http://example.org/x"),
        key("http://ana:p@ss@example.org/x")
    );
    assert_ne!(key("https://example.org/x"), key("https://example.org/y"));
    assert_ne!(key("ssh://example.org/x"), key("ssh://ana@example.org/x"));
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
    let bare = GitAddress::new("http://me:s3@ret@example.org", AddressSource::User).unwrap();
    assert_eq!(bare.plain(), "http://example.org");
    assert_eq!(
        bare.redact("no http://me:s3@ret@example.org?"),
        "no http://example.org?"
    );
    let deep = GitAddress::new(
        "https://me:s3cret@example.org/a/b@c://d",
        AddressSource::User,
    );
    let deep = deep.unwrap();
    assert_eq!(deep.plain(), "https://example.org/a/b@c://d");
    assert_eq!(deep.redact("at me:s3cret@a/b@c"), "at a/b@c");
    let known = GitAddress::new("https://example.org/x@y", AddressSource::User).unwrap();
    assert_eq!(known.redact("ana@example.org said"), "ana@example.org said");
    let ssh = GitAddress::new("git@example.org:x", AddressSource::User).unwrap();
    assert_eq!(ssh.redact("git@example.org: no"), "git@example.org: no");
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
