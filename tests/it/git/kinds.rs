//! What changed files are for.

use proptest::prelude::*;
use snaglist::engagement::{UNASKED, diff_of, kind_of};
use snaglist::git::{Changes, Kinds, Repository};
use snaglist::model::change::FileChange;
use snaglist::model::kind::{Because, Classified, FileKind};
use snaglist::model::pattern::Pattern;

use super::{fresh, open, range};

/// The kinds of files added with that content, `.gitattributes` among them.
fn kinds_of(files: &[(&str, &str)]) -> (tempfile::TempDir, Repository, Changes, Kinds) {
    let (dir, mut builder) = fresh();
    for (path, content) in files {
        builder.write(path, content).unwrap();
    }
    let head = builder.commit("delivered").unwrap();
    let repository = open(&dir);
    let changes = repository.changes(&range(None, head)).unwrap();
    let kinds = repository.kinds(&changes);
    (dir, repository, changes, kinds)
}

fn find<'c>(changes: &'c Changes, path: &str) -> &'c FileChange {
    changes
        .files
        .iter()
        .find(|file| file.path().lossy() == path)
        .unwrap()
}

#[test]
fn paths_tell_what_files_are_for() {
    use FileKind::*;
    let table: &[(&str, FileKind)] = &[
        ("src/main.rs", Source),
        ("lib/latest.rb", Source),
        ("src/contest.go", Source),
        ("web/app.tsx", Source),
        ("db/migrations/001_init.sql", Source),
        ("tests/it/main.rs", Tests),
        ("pkg/server_test.go", Tests),
        ("src/UserServiceTest.java", Tests),
        ("web/app.spec.ts", Tests),
        ("api/test_views.py", Tests),
        ("spec/models/user_spec.rb", Tests),
        ("t/t0001-init.sh", Tests),
        ("tests/data/big.json", Tests),
        ("tests/expected.txt", Tests),
        ("README.md", Docs),
        ("tests/README.md", Docs),
        ("docs/conf.py", Docs),
        ("Documentation/git-log.adoc", Docs),
        ("LICENSE", Docs),
        ("Cargo.toml", Configuration),
        (".github/workflows/ci.yml", Configuration),
        ("Makefile", Configuration),
        ("requirements-dev.txt", Configuration),
        ("CMakeLists.txt", Configuration),
        (".gitignore", Configuration),
        ("webpack.config.js", Configuration),
        ("data/cities.csv", Data),
        ("po/de.po", Data),
        ("web/logo.svg", Data),
        ("Cargo.lock", Generated),
        ("web/package-lock.json", Generated),
        ("go.sum", Generated),
        ("api/v1/service.pb.go", Generated),
        ("api/service_pb2.py", Generated),
        ("web/app.min.js", Generated),
        ("web/dist/bundle.js", Generated),
        ("Forms/Main.Designer.cs", Generated),
        ("vendor/github.com/x/y.go", Vendored),
        ("web/node_modules/left-pad/index.js", Vendored),
        ("node_modules/a/package-lock.json", Vendored),
        ("third_party/zlib/zlib.c", Vendored),
        ("gradlew", Vendored),
    ];
    let files: Vec<(&str, &str)> = table.iter().map(|(path, _)| (*path, "x\n")).collect();
    let (_dir, _, changes, mut kinds) = kinds_of(&files);
    for (path, kind) in table {
        let found = kinds.of(find(&changes, path));
        assert_eq!(found.kind, *kind, "{path}");
        assert_eq!(found.because == Because::Nothing, *kind == Source, "{path}");
        assert_eq!(found.fold, matches!(kind, Generated | Vendored), "{path}");
    }
}

#[test]
fn the_delivery_may_sort_and_fold_and_it_shows_that_it_did() {
    let (_dir, _, changes, mut kinds) = kinds_of(&[
        (
            ".gitattributes",
            "# ours\n*.gen.rs linguist-generated\n/api/** linguist-vendored=true\n*.lock -linguist-generated\n\
             manual/*.rs linguist-documentation\n\"with space.rs\" linguist-generated\n*.dump binary\n\
             !x linguist-generated\nfolder/ linguist-generated\n[attr]mine linguist-generated\nz[0-9].rs -diff\n",
        ),
        ("api/.gitattributes", "own.rs !linguist-vendored\n"),
        ("api/own.rs", "1"),
        ("api/v1/other.rs", "1"),
        ("deep/a.gen.rs", "1"),
        ("Cargo.lock", "1"),
        ("manual/a.rs", "1"),
        ("manual/b/a.rs", "1"),
        ("with space.rs", "1"),
        ("old.dump", "1"),
        ("folder/a.rs", "1"),
        ("z7.rs", "1"),
        ("zz.rs", "1"),
    ]);
    let mut is = |path: &str| kinds.of(find(&changes, path));
    let claimed = |kind, fold| Classified {
        kind,
        because: Because::Claimed,
        fold,
    };
    let plain = Classified {
        kind: FileKind::Source,
        because: Because::Nothing,
        fold: false,
    };
    assert_eq!(is("api/own.rs"), plain);
    assert_eq!(is("api/v1/other.rs"), claimed(FileKind::Vendored, true));
    assert_eq!(is("deep/a.gen.rs"), claimed(FileKind::Generated, true));
    assert_eq!(is("Cargo.lock"), claimed(FileKind::Source, false));
    assert_eq!(is("manual/a.rs"), claimed(FileKind::Docs, false));
    assert_eq!(is("manual/b/a.rs"), plain);
    assert_eq!(is("with space.rs"), claimed(FileKind::Generated, true));
    assert!(is("old.dump").fold);
    assert_eq!(is("folder/a.rs"), plain);
    assert_eq!(
        is("z7.rs"),
        Classified {
            fold: true,
            ..plain
        }
    );
    assert_eq!(is("zz.rs"), plain);
    assert!(!kinds.limited());
}

#[test]
fn attributes_above_a_change_count_and_those_beside_it_are_not_looked_for() {
    let (dir, mut builder) = fresh();
    builder
        .write(".gitattributes", "*.x linguist-generated\n")
        .unwrap();
    builder
        .write("a/b/.gitattributes", "*.y linguist-generated\n")
        .unwrap();
    builder
        .write("other/.gitattributes", "*.z linguist-generated\n")
        .unwrap();
    builder
        .write("a/b/c/f.x", "0")
        .unwrap()
        .write("a/b/c/f.y", "0")
        .unwrap();
    let base = builder.commit("old").unwrap();
    builder
        .write("a/b/c/f.x", "1")
        .unwrap()
        .write("a/b/c/f.y", "1")
        .unwrap();
    let head = builder.commit("new").unwrap();
    let repository = open(&dir);
    let changes = repository.changes(&range(Some(base), head)).unwrap();
    let listed: Vec<_> = changes
        .attributes
        .iter()
        .map(|file| file.path.lossy().into_owned())
        .collect();
    assert_eq!(listed, [".gitattributes", "a/b/.gitattributes"]);
    let mut kinds = repository.kinds(&changes);
    assert!(
        changes
            .files
            .iter()
            .all(|file| kinds.of(file).kind == FileKind::Generated)
    );
}

#[test]
fn files_that_say_a_program_wrote_them_are_believed_once_they_are_read() {
    let long = "var a=1;".repeat(100);
    let files = [
        (
            "a.go",
            "// Code generated by protoc-gen-go. DO NOT EDIT.\n\npackage a\n",
            true,
        ),
        ("b.cs", "//------\n// <auto-generated>\n", true),
        (
            "c.py",
            "#!/usr/bin/env python\n# Generated by the protocol buffer compiler.  DO NOT EDIT!\n",
            true,
        ),
        ("d.js", long.as_str(), true),
        (
            "e.rs",
            "const SAYING: &str = \"Code generated by x. DO NOT EDIT.\";\n",
            false,
        ),
        ("f.rs", "//! Code that is not generated.\n", false),
        ("g.md", "# @generated\n", false),
    ];
    let given: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, content, _)| (*path, *content))
        .collect();
    let (_dir, repository, changes, mut kinds) = kinds_of(&given);
    for (path, _, generated) in files {
        let change = find(&changes, path);
        let found = kinds.of(change);
        let diff = diff_of(&repository, change, UNASKED);
        let refined = kind_of(found, change, &diff);
        assert_eq!(refined.kind == FileKind::Generated, generated, "{path}");
        assert_eq!(refined.because == Because::Content, generated, "{path}");
    }
}

#[test]
fn a_class_costs_the_same_however_much_stands_in_it() {
    let steps = |class: &str, name: &str| {
        let mut steps = 0;
        let found = Pattern::parse(format!("*[{class}]z").as_bytes())
            .unwrap()
            .matches(name.as_bytes(), &mut steps);
        (found, steps)
    };
    let (long, name) = ("A".repeat(1_970), "y".repeat(240));
    assert_eq!(steps(&long, &name), steps("A", &name));
    for (class, name, expected) in [
        ("a-c", "bz", true),
        ("!a-c", "bz", false),
        ("^a-c", "dz", true),
        ("]-", "]z", true),
        ("c-a", "bz", false),
    ] {
        assert_eq!(steps(class, name).0, expected, "{class} {name}");
    }
}

#[test]
fn a_delivery_that_wants_much_work_gets_little() {
    let stars = "*a".repeat(400);
    let lines: String = (0..1_000)
        .map(|n| format!("{stars}{n} linguist-generated\n"))
        .collect();
    let paths: Vec<String> = (0..300)
        .map(|n| format!("{}{n}", "a".repeat(200)))
        .collect();
    let mut files: Vec<(&str, &str)> = vec![(".gitattributes", &lines)];
    files.extend(paths.iter().map(|path| (path.as_str(), "x")));
    let (_dir, _, changes, mut kinds) = kinds_of(&files);
    for file in &changes.files {
        assert!(!kinds.of(file).fold);
    }
    assert!(kinds.limited());
    assert_eq!(changes.files.len(), 301);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_attributes_are_read(lines in prop::collection::vec("[ -~]{0,40}", 0..12), bytes: Vec<u8>) {
        let text = lines.join("\n");
        let words: String = lines.iter().map(|line| format!("{line} linguist-generated -diff\n")).collect();
        let (dir, mut builder) = fresh();
        for (folder, content) in [("", text.as_bytes()), ("src/", words.as_bytes()), ("src/deep/", &bytes)] {
            builder.write(&format!("{folder}.gitattributes"), content).unwrap();
            builder.write(&format!("{folder}a.js"), content).unwrap();
        }
        let head = builder.commit("x").unwrap();
        let repository = open(&dir);
        let changes = repository.changes(&range(None, head)).unwrap();
        let mut kinds = repository.kinds(&changes);
        for file in &changes.files {
            let found = kinds.of(file);
            kind_of(found, file, &diff_of(&repository, file, UNASKED));
        }
    }
}
