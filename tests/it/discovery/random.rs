//! Random histories: whatever is the contractor's is in an increment or counted, and nothing else
//! is.

use std::collections::BTreeSet;

use proptest::prelude::*;
use snaglist::engagement::{self, Later};
use snaglist::git::increments::{IncrementSearch, discover};
use snaglist::model::id::ObjectId;
use snaglist::model::increment::CommitRange;

use crate::increments::Work;

/// What people do with branches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Act {
    Upstream,
    Direct,
    Feature,
    FeatureUpToDate,
    BackMerge,
    Tag,
    Release,
    MergeRelease,
}

const ACTS: [Act; 8] = [
    Act::Upstream,
    Act::Direct,
    Act::Feature,
    Act::FeatureUpToDate,
    Act::BackMerge,
    Act::Tag,
    Act::Release,
    Act::MergeRelease,
];

struct Played {
    work: Work,
    /// Those that are no merges.
    own: BTreeSet<ObjectId>,
    upstream: BTreeSet<ObjectId>,
    /// Whether tags stand beside the line, so that one may start at two places.
    beside: bool,
}

fn play(acts: &[Act]) -> Played {
    let mut work = Work::new();
    let mut upstream = BTreeSet::from([work.commit("start")]);
    work.branch("delivery");
    let mut own = BTreeSet::new();
    let mut releases: Vec<String> = Vec::new();
    let mut beside = false;
    for (at, act) in acts.iter().enumerate() {
        let name = format!("branch-{at}");
        match act {
            Act::Upstream => {
                work.checkout("main");
                upstream.insert(work.commit("theirs"));
                work.checkout("delivery");
            }
            Act::Direct => drop(own.insert(work.commit("direct"))),
            Act::Feature | Act::FeatureUpToDate => {
                work.branch(&name);
                own.insert(work.commit("feature"));
                if *act == Act::FeatureUpToDate {
                    merge(&mut work, "main", "Merge branch 'main' into feature");
                    own.insert(work.commit("more"));
                }
                work.checkout("delivery");
                merge(&mut work, &name, &format!("Merge branch '{name}'"));
            }
            Act::BackMerge => merge(&mut work, "main", "Merge branch 'main' into delivery"),
            Act::Tag => work.tag(&format!("v{at}")),
            Act::Release => {
                work.branch(&name);
                own.insert(work.commit("release"));
                work.tag(&format!("v{at}"));
                work.checkout("delivery");
                releases.push(name);
                beside = true;
            }
            Act::MergeRelease => {
                if let Some(name) = releases.pop() {
                    merge(&mut work, &name, "Back from the release");
                }
            }
        }
    }
    // What never comes back is not delivered here.
    for name in releases.drain(..) {
        merge(&mut work, &name, "Back from the release");
    }
    Played {
        work,
        own,
        upstream,
        beside,
    }
}

fn merge(work: &mut Work, branch: &str, message: &str) {
    work.builder.merge(branch, message).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn own_work_is_in_one_increment_and_others_in_none(
        acts in proptest::collection::vec(proptest::sample::select(ACTS.to_vec()), 1..14)
    ) {
        let Played { work, own, upstream, beside } = play(&acts);
        prop_assume!(!own.is_empty());
        let made = work.finish();
        let repository = &made.repository;
        let found = discover(repository, &IncrementSearch::default()).unwrap();
        let mut seen: Vec<ObjectId> = Vec::new();
        for increment in &found.increments {
            let here = repository.own_commits(&increment.range).unwrap().unwrap();
            prop_assert!(here.is_disjoint(&upstream), "others' work in {}: {found:?}", increment.id);
            seen.extend(here);
            let traced = engagement::trace(repository, increment, &[], (None, &Later::default()), &|| false).unwrap().unwrap();
            let charged = traced.files.iter().filter(|file| !file.is_others);
            let own_files: BTreeSet<_> = traced
                .commits
                .iter()
                .filter(|commit| own.contains(&commit.id))
                .flat_map(|commit| {
                    let range = CommitRange { base: commit.parents.first().copied(), head: commit.id };
                    repository.changes(&range).unwrap().files
                })
                .map(|file| file.path().clone())
                .collect();
            for file in charged {
                prop_assert!(own_files.contains(&file.path), "{:?} charged to {}", file.path, increment.id);
            }
        }
        let all: BTreeSet<ObjectId> = seen.iter().copied().collect();
        prop_assert_eq!(&all, &own, "{:?}", found);
        if !beside {
            prop_assert_eq!(seen.len(), own.len(), "twice: {:?}", found);
        }
        let names: BTreeSet<_> = found.increments.iter().map(|increment| &increment.id).collect();
        prop_assert_eq!(names.len(), found.increments.len());
    }
}
