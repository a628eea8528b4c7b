//! Packs as git makes them, and a pack that comes later.

use snaglist::git::builder::RepoBuilder;
use snaglist::git::{FileContent, Repository};

use super::packs::NO_LIMIT;
use super::{fresh, git, open};

#[test]
fn packs_as_git_makes_them_give_every_object() {
    for (version, sha256) in [("1", false), ("2", false), ("2", true)] {
        let dir = tempfile::tempdir().unwrap();
        let mut builder = match sha256 {
            true => RepoBuilder::init_sha256(dir.path()).unwrap(),
            false => RepoBuilder::init(dir.path()).unwrap(),
        };
        let mut lines: Vec<String> = (0..400).map(|line| format!("line {line}\n")).collect();
        let mut versions = Vec::new();
        for version in 0..70 {
            lines[version * 5] = format!("changed in {version}\n");
            lines.insert(version * 3, format!("new in {version}\n"));
            builder.write("f", lines.concat()).unwrap();
            versions.push((
                builder.commit(format!("version {version}")).unwrap(),
                lines.concat(),
            ));
        }
        let config = format!("pack.indexVersion={version}");
        git(
            dir.path(),
            &[
                "-c",
                &config,
                "repack",
                "-adfq",
                "--depth=250",
                "--window=50",
            ],
        );
        assert_eq!(
            git(dir.path(), &["count-objects"]).split(' ').next(),
            Some("0")
        );
        let repository = Repository::discover(dir.path()).unwrap();
        for (commit, text) in versions.iter().rev() {
            let entry = repository.entry(*commit, &"f".into()).unwrap().unwrap();
            assert_eq!(
                repository.read(entry.id, NO_LIMIT).unwrap(),
                FileContent::Bytes(text.clone().into())
            );
            assert_eq!(
                repository.read(entry.id, 9).unwrap(),
                FileContent::TooLarge(text.len() as u64)
            );
            assert_eq!(repository.resolve_typed(&commit.short(9)).unwrap(), *commit);
            assert_eq!(
                repository.resolve_typed(&commit.short(10)).unwrap(),
                *commit
            );
        }
    }
}

#[test]
fn a_pack_that_comes_later_is_found() {
    let (dir, mut builder) = fresh();
    builder.write("f", "1\n").unwrap();
    builder.commit("first").unwrap();
    git(dir.path(), &["repack", "-adq"]);
    let repository = open(&dir);
    for number in 2..5 {
        builder.write("f", format!("{number}\n")).unwrap();
        let commit = builder.commit("later").unwrap();
        git(dir.path(), &["repack", "-adq"]);
        assert_eq!(
            repository.commit(commit).unwrap().message.as_bytes(),
            b"later"
        );
    }
}
