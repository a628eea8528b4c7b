//! Links where a few commits name much and change much: counted right, and by no more work than
//! there are links.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use snaglist::digest;
use snaglist::model::change::{FileChange, FileEntry, Side};
use snaglist::model::kind::FileKind;
use snaglist::model::link::{DeclaredBy, LinkKind, LinkTarget, TraceLink};
use snaglist::model::record::Record;
use snaglist::model::spec::{CriterionKey, LineRange};
use snaglist::model::text::RepoPath;
use snaglist::safe::Hidden;
use snaglist::trace::{
    Bearing, Coverage, CriterionIds, Delivery, FileStat, HunkPlace, IncrementTrace, Material,
    Meanings, Room, Why, declared,
};

use super::links::{commit, increment, object, writer};
use super::{diff, key, spec};

fn stat(path: &str, hunks: usize, kind: FileKind) -> FileStat {
    let digests = (0..hunks).map(|number| digest::of_bytes(format!("{path}{number}").as_bytes()));
    let place = HunkPlace {
        side: Side::New,
        lines: LineRange { first: 1, last: 2 },
        aside: None,
    };
    let entry = FileEntry {
        path: path.into(),
        id: object(9),
        mode: 0o100_644,
    };
    FileStat {
        path: path.into(),
        change: FileChange {
            old: None,
            new: Some(entry),
            copied: false,
        },
        insertions: 1,
        deletions: 0,
        unread: false,
        hunks: digests.collect(),
        places: vec![place; hunks],
        is_others: false,
        material: Material::Work,
        kind,
        hidden: Hidden::default(),
    }
}

fn link(criterion: CriterionKey, target: LinkTarget, confirmed: bool) -> TraceLink {
    let kind = match confirmed {
        true => LinkKind::Confirmed(writer("aaaaaaaaaa")),
        false => LinkKind::Declared(DeclaredBy::Branch("b".into())),
    };
    TraceLink {
        criterion,
        target,
        kind,
    }
}

/// Counts hunk by hunk: confirmed, declared, in tests; and the files.
type Counted = (usize, usize, usize, BTreeSet<RepoPath>);

fn one_by_one(trace: &IncrementTrace, bearing: &Bearing) -> BTreeMap<CriterionKey, Counted> {
    let mut counted: BTreeMap<CriterionKey, Counted> = BTreeMap::new();
    for file in &trace.files {
        let of_hunks = file
            .hunks
            .iter()
            .map(|digest| bearing.of_hunk(&file.path, *digest));
        let of_file = file.hunks.is_empty().then(|| bearing.of_file(&file.path));
        for found in of_hunks.chain(of_file).flatten() {
            let counts = counted.entry(found.criterion.clone()).or_default();
            match found.kind {
                LinkKind::Confirmed(_) => counts.0 += 1,
                LinkKind::Declared(_) => counts.1 += 1,
            }
            counts.2 += usize::from(file.kind == FileKind::Tests);
            counts.3.insert(file.path.clone());
        }
    }
    counted
}

proptest! {
    #[test]
    fn what_is_counted_together_is_what_there_is_one_by_one(
        links in prop::collection::vec((0..6_usize, 0..3_u8, 0..8_usize, 0..3_usize, any::<bool>()), 0..40),
        touched in prop::collection::vec(prop::collection::btree_set(0..8_usize, 0..8), 3),
        documents in prop::collection::btree_set(0..8_usize, 0..3),
    ) {
        let paths: Vec<String> = (0..8).map(|number| format!("src/{number}.rs")).collect();
        let kind = |number: usize| if number.is_multiple_of(3) { FileKind::Tests } else { FileKind::Source };
        let mut files: Vec<FileStat> =
            paths.iter().enumerate().map(|(number, path)| stat(path, number % 4, kind(number))).collect();
        for number in documents {
            files[number].material = Material::Document;
        }
        let ids: Vec<String> = (0..6).map(|number| format!("AC-{number}")).collect();
        let links = links.iter().map(|(criterion, what, file, hunk, confirmed)| {
            let path = files[*file].path.clone();
            let target = match (what, files[*file].hunks.get(*hunk)) {
                (0, _) => LinkTarget::Commit(object((file % 3) as u8 + 1)),
                (1, Some(digest)) => LinkTarget::Hunk { path, digest: *digest },
                _ => LinkTarget::File(path),
            };
            link(key(&ids[*criterion]), target, *confirmed)
        });
        let touched = (1..).zip(&touched).map(|(commit, files)| {
            (object(commit), files.iter().map(|file| RepoPath::from(&*paths[*file])).collect())
        });
        let commits = vec![commit(1, ""), commit(2, ""), commit(3, "")];
        let trace = IncrementTrace {
            links: links.collect(),
            touched: touched.collect(),
            files,
            commits,
            ..IncrementTrace::default()
        };
        let bearing = Bearing::of(&trace, &Record::default());
        let coverage = Coverage::new(&trace, &bearing, &[]);
        let counted = one_by_one(&trace, &bearing);
        for id in &ids {
            let found = coverage.evidence(&key(id)).filter(|found| found.hunks() > 0).map(|found| {
                let files = found.files.iter().flat_map(|files| files.iter().cloned()).collect();
                (found.confirmed, found.declared, found.tests, files)
            });
            prop_assert_eq!(found, counted.get(&key(id)).cloned(), "{}", id);
            for file in &trace.files {
                let hunks = file.hunks.iter().map(|digest| Some(*digest)).chain([None]);
                for hunk in hunks {
                    let all = match hunk {
                        Some(digest) => bearing.of_hunk(&file.path, digest),
                        None => bearing.of_file(&file.path),
                    };
                    let one = all.into_iter().find(|link| link.criterion == key(id));
                    prop_assert_eq!(bearing.bears_on(&key(id), &file.path, hunk), one);
                    if one.is_some() {
                        prop_assert!(bearing.reaches(&key(id), &file.path));
                    }
                }
            }
        }
    }
}

#[test]
fn files_that_the_same_commits_change_share_what_these_link() {
    let ids: Vec<String> = (0..1_000).map(|number| format!("AC-{number}")).collect();
    let files: Vec<FileStat> = (0..1_000)
        .map(|number| stat(&format!("src/{number}.rs"), 1, FileKind::Source))
        .collect();
    let paths: Vec<RepoPath> = files.iter().map(|file| file.path.clone()).collect();
    let links = ids
        .iter()
        .map(|id| link(key(id), LinkTarget::Commit(object(1)), false));
    let trace = IncrementTrace {
        links: links.collect(),
        touched: vec![(object(1), paths.clone())],
        files,
        commits: vec![commit(1, "")],
        ..IncrementTrace::default()
    };
    let bearing = Bearing::of(&trace, &Record::default());
    let alike: BTreeSet<Option<u32>> = paths.iter().map(|path| bearing.alike(path)).collect();
    assert_eq!(alike.len(), 1);
    let coverage = Coverage::new(&trace, &bearing, &[]);
    let lists: BTreeSet<_> = ids
        .iter()
        .map(|id| {
            let found = coverage.evidence(&key(id)).unwrap();
            assert_eq!(
                (found.declared, found.files.len(), found.files[0].len()),
                (1_000, 1, 1_000)
            );
            std::sync::Arc::as_ptr(&found.files[0])
        })
        .collect();
    assert_eq!(lists.len(), 1);
}

#[test]
fn an_id_of_a_thousand_specs_is_listed_for_a_few_and_counted_for_the_rest() {
    let specs: Vec<_> = (0..1_000)
        .map(|number| spec(&format!("specs/{number}.md"), &["AC-1"]))
        .collect();
    let increment = increment(&[]);
    let commits = [commit(1, "AC-1: all of them")];
    let delivery = Delivery {
        commits: &commits,
        ..Delivery::new(&increment)
    };
    let found = declared(&Meanings::new(&CriterionIds::new(&specs)), &specs, delivery);
    assert_eq!((found.links.len(), found.ambiguous.len()), (0, 20));
    assert!(
        found.left_out[0].named().ends_with(" and 994 more"),
        "{}",
        found.left_out[0].named()
    );
    // What is looked at for all places together has an end, and it is said.
    const MOST: usize = 200_000;
    let text = diff("src/a.rs", "", "// AC-1\n");
    let other = diff("src/b.rs", "", "// AC-1 again\n");
    let diffs: Vec<_> = (0..MOST / 1_000 + 1_usize)
        .map(|number| {
            (
                RepoPath::new(format!("src/{number}.rs")),
                if number.is_multiple_of(2) {
                    &text
                } else {
                    &other
                },
                Material::Work,
            )
        })
        .collect();
    let found = declared(
        &Meanings::new(&CriterionIds::new(&specs)),
        &specs,
        Delivery {
            diffs: &diffs,
            ..Delivery::new(&increment)
        },
    );
    assert_eq!(
        (Room::default().claims, found.left.claims, found.is_cut),
        (MOST, 0, true)
    );
    assert!(
        Why::TooMany
            .words()
            .contains("more places name criteria than are looked at")
    );
}

#[test]
fn lines_that_name_criteria_are_looked_at_until_there_is_no_room() {
    let specs = [spec("spec.md", &["AC-1", "AC-2"])];
    let increment = increment(&[]);
    let meant = |text: &str, mentions: usize| {
        let text = diff("src/a.rs", "", text);
        let diffs = [(RepoPath::from("src/a.rs"), &text, Material::Work)];
        let room = Room {
            mentions,
            ..Room::default()
        };
        let delivery = Delivery {
            diffs: &diffs,
            room,
            ..Delivery::new(&increment)
        };
        declared(&Meanings::new(&CriterionIds::new(&specs)), &specs, delivery)
    };
    let took = |text: &str| 1_000_000 - meant(text, 1_000_000).left.mentions;
    // What a hunk named before costs a mention a time; what is new costs its words as well.
    let (one, ten) = (took("ac_1();\n"), took(&"ac_1();\n".repeat(10)));
    assert_eq!(ten - one, 9);
    assert!(took(&"// TODO AC-1\n".repeat(10)) > 10 * one);
    let text = "ac_1();\nac_2();\n";
    let (all, cut) = (meant(text, 2 * one), meant(text, one));
    assert_eq!((all.links.len(), all.is_cut), (2, false));
    assert_eq!((cut.links.len(), cut.is_cut), (1, true));
}

#[test]
fn merges_of_merges_link_what_each_of_them_brought() {
    // The merges 200 to 202, the newest first; each has the line as its first parent and all side
    // commits but the first so many as others.
    let side: Vec<u8> = (1..=150).rev().collect();
    let merge = |byte: u8, before: Option<u8>, from: u8, message: &str| {
        let others = side.iter().filter(|side| **side > from);
        let parents = before
            .iter()
            .chain(others)
            .map(|byte| object(*byte))
            .collect();
        snaglist::model::increment::Commit {
            parents,
            ..commit(byte, message)
        }
    };
    let mut commits = vec![
        merge(202, Some(201), 0, "AC-3: the rest"),
        merge(201, Some(200), 50, "AC-2: more"),
        merge(200, Some(199), 100, "AC-1: the newest"),
        commit(199, "line"),
    ];
    commits.extend(side.iter().map(|byte| commit(*byte, "side")));
    let specs = [spec("spec.md", &["AC-1", "AC-2", "AC-3"])];
    let increment = increment(&[]);
    let delivery = Delivery {
        commits: &commits,
        ..Delivery::new(&increment)
    };
    let found = declared(&Meanings::new(&CriterionIds::new(&specs)), &specs, delivery);
    let linked = |id: &str| {
        let links = found.links.iter().filter(|link| link.criterion == key(id));
        links
            .map(|link| link.target.clone())
            .collect::<BTreeSet<_>>()
    };
    let expected = |merge: u8, brought: std::ops::RangeInclusive<u8>| {
        brought
            .chain([merge])
            .map(|byte| LinkTarget::Commit(object(byte)))
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(linked("AC-1"), expected(200, 101..=150));
    assert_eq!(linked("AC-2"), expected(201, 51..=100));
    assert_eq!(linked("AC-3"), expected(202, 1..=50));
}
