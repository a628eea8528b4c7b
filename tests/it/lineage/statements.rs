//! Where what was said of a criterion belongs, in real repositories.

use snaglist::engagement::{CriterionMention, Former, Lineages, Now};
use snaglist::git::Repository;
use snaglist::git::builder::RepoBuilder;
use snaglist::model::id::ObjectId;
use snaglist::model::lineage::{Relation, Sureness};
use snaglist::model::record::SpecRef;
use snaglist::model::spec::{CriterionKey, Spec};
use snaglist::model::statement;
use snaglist::model::text::{RepoPath, Untrusted};
use snaglist::spec::read;
use tempfile::TempDir;

struct Place {
    dir: TempDir,
    repo: RepoBuilder,
}

impl Place {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let repo = RepoBuilder::init(dir.path()).unwrap();
        Self { dir, repo }
    }

    fn commit(&mut self, files: &[(&str, &[&str])]) -> (ObjectId, Vec<Spec>) {
        for (path, items) in files {
            let text = format!(
                "# S\n\n## Acceptance criteria\n\n- {}\n",
                items.join("\n- ")
            );
            self.repo.write(path, text).unwrap();
        }
        let commit = self.repo.commit("change").unwrap();
        let repository = self.repository();
        let specs = files.iter().map(|(path, _)| {
            let path = RepoPath::from(*path);
            let blob = repository.entry(commit, &path).unwrap().unwrap().id;
            let snaglist::git::FileContent::Bytes(bytes) = repository.read(blob, 1 << 20).unwrap()
            else {
                panic!()
            };
            read(&path, &bytes, Some(blob)).unwrap()
        });
        (commit, specs.collect())
    }

    fn repository(&self) -> Repository {
        Repository::discover(self.dir.path()).unwrap()
    }
}

fn said(specs: &[Spec], at: usize, commit: Option<ObjectId>) -> CriterionMention {
    let criterion = &specs[0].criteria[at];
    CriterionMention {
        key: CriterionKey {
            spec: specs[0].path.clone(),
            id: criterion.id.clone(),
        },
        digest: Some(criterion.digest),
        blob: specs[0].blob,
        commit,
    }
}

#[test]
fn a_criterion_that_was_weakened_away_is_former_with_its_words_and_who_took_it_away() {
    let mut place = Place::new();
    let (first, old) = place.commit(&[(
        "SPEC.md",
        &["AC-1: Files are read", "AC-2: Files are written"],
    )]);
    let (second, new) = place.commit(&[("SPEC.md", &["AC-2: Some files are written"])]);
    let mut lineages = Lineages::new(new.into(), second);
    let repository = place.repository();
    let Now::Former(former) = lineages.of_statement(&repository, &said(&old, 0, Some(first)))
    else {
        panic!("it is no more")
    };
    let Former {
        criterion,
        removed_in,
        maybe,
        id_reused,
        ..
    } = *former;
    assert_eq!(criterion.unwrap().text.lossy(), "Files are read");
    assert_eq!((removed_in, maybe, id_reused), (Some(second), None, false));
    let Now::Carried(fate) = lineages.of_statement(&repository, &said(&old, 1, Some(first))) else {
        panic!("it was reworded")
    };
    assert_eq!(
        (fate.to[0].id.as_str(), fate.relation),
        ("AC-2", Relation::Reworded)
    );
}

#[test]
fn the_same_words_in_another_spec_are_not_the_criterion_that_went() {
    let mut place = Place::new();
    let other: &[&str] = &["AC-1: Data is kept", "AC-7: An error is shown"];
    let (first, old) = place.commit(&[
        (
            "SPEC.md",
            &["AC-1: Files are read", "AC-2: An error is shown"],
        ),
        ("docs/spec.md", other),
    ]);
    let (second, new) = place.commit(&[
        ("SPEC.md", &["AC-1: Files are read"]),
        ("docs/spec.md", other),
    ]);
    let mut lineages = Lineages::new(new.into(), second);
    let now = lineages.of_statement(&place.repository(), &said(&old, 1, Some(first)));
    assert!(matches!(now, Now::Former(_)), "{now:?}");
}

#[test]
fn a_statement_whose_version_is_not_at_hand_goes_by_its_words_alone() {
    let mut place = Place::new();
    let (_, old) = place.commit(&[(
        "SPEC.md",
        &["AC-1: Files are read", "AC-2: Files are written"],
    )]);
    let (second, new) = place.commit(&[(
        "SPEC.md",
        &["AC-1: Data is encrypted", "AC-3: Files are written"],
    )]);
    let nowhere: ObjectId = "1234567890123456789012345678901234567890".parse().unwrap();
    let mut lineages = Lineages::new(new.into(), second);
    let lost = |at| CriterionMention {
        blob: Some(nowhere),
        ..said(&old, at, Some(nowhere))
    };
    let now = lineages.of_statement(&place.repository(), &lost(1));
    assert!(
        matches!(&now, Now::Carried(fate) if fate.to[0].id.as_str() == "AC-3"),
        "{now:?}"
    );
    let now = lineages.of_statement(&place.repository(), &lost(0));
    assert!(
        matches!(&now, Now::Former(former) if former.id_reused && former.criterion.is_some()),
        "{now:?}"
    );
}

#[test]
fn ids_mean_what_they_meant_in_the_spec_as_it_was() {
    let mut place = Place::new();
    let (first, old) = place.commit(&[("SPEC.md", &["FR-001: It reads", "FR-002: It writes"])]);
    let (second, new) = place.commit(&[(
        "SPEC.md",
        &[
            "FR-001: It reads",
            "FR-002: It encrypts",
            "FR-003: It writes",
        ],
    )]);
    let mut lineages = Lineages::new(new.into(), second);
    let repository = place.repository();
    let then = lineages.at(&repository, first);
    let now = then.of(&said(&old, 1, None).key).unwrap();
    assert!(
        matches!(&now, Now::Carried(fate) if fate.to[0].id.as_str() == "FR-003"),
        "{now:?}"
    );
    assert!(lineages.at(&repository, second).is_identity());
}

#[test]
fn words_in_a_statement_that_are_not_those_that_were_judged_lead_nowhere() {
    let mut place = Place::new();
    let items = [
        "AC-1: Files are read from any folder",
        "AC-2: Files are written to any folder",
    ];
    let (first, mut old) = place.commit(&[("spec.md", &items)]);
    let now = [
        "AC-1: Files are read from any folder but the last",
        "AC-3: Lists are sorted by name",
    ];
    let (second, mut new) = place.commit(&[("spec.md", &now)]);
    // As if neither were in the repository.
    for spec in old.iter_mut().chain(&mut new) {
        (spec.path, spec.blob) = (RepoPath::from("../elsewhere.md"), None);
    }
    let repository = place.repository();
    let written = said(&old, 0, Some(first));
    let words = |text: &str| SpecRef {
        text: Some(Untrusted::from(text)),
        ..SpecRef::clone(&statement::spec_ref(&old[0], Some(&old[0].criteria[0])))
    };
    let followed = |text: &str| {
        let mut lineages = Lineages::new(new.clone().into(), second);
        lineages.tell(&written.key, &words(text));
        lineages.of_statement(&repository, &written)
    };
    let Now::Carried(fate) = followed("Files are **read** from any folder") else {
        panic!("it was reworded")
    };
    assert_eq!(
        (fate.to[0].id.as_str(), fate.sure),
        ("AC-1", Sureness::Likely)
    );
    let Now::Former(former) = followed("Lists are sorted by name") else {
        panic!("nobody judged that")
    };
    assert_eq!((former.criterion, former.id_reused), (None, true));
}

#[test]
fn a_criterion_that_was_shortened_first_and_got_its_other_part_later_is_split() {
    let whole =
        "AC-1: Charges are created once per key, and refunds are answered within two seconds";
    let (one, other) = (
        "AC-1: Charges are created once per key",
        "AC-2: Refunds are answered within two seconds",
    );
    let mut place = Place::new();
    let (first, old) = place.commit(&[("SPEC.md", &[whole])]);
    place.commit(&[("SPEC.md", &[one])]);
    let (head, new) = place.commit(&[("SPEC.md", &[one, other])]);
    let mut lineages = Lineages::new(new.into(), head);
    let Now::Carried(fate) =
        lineages.of_statement(&place.repository(), &said(&old, 0, Some(first)))
    else {
        panic!("its words are all there")
    };
    assert_eq!(
        (fate.relation, fate.sure, fate.to.len()),
        (Relation::Split, Sureness::Likely, 2)
    );
    assert_eq!(
        fate.to[0].id.as_str(),
        "AC-1",
        "the part with most of its words takes along what was said"
    );
}

#[test]
fn a_part_that_is_reworded_later_stays_a_part() {
    let whole =
        "AC-1: Charges are created once per key, and refunds are answered within two seconds";
    let one = "AC-1: Charges are created once per key";
    let mut place = Place::new();
    let (first, old) = place.commit(&[("SPEC.md", &[whole])]);
    place.commit(&[(
        "SPEC.md",
        &[one, "AC-2: Refunds are answered within two seconds"],
    )]);
    let (head, new) = place.commit(&[(
        "SPEC.md",
        &[
            one,
            "AC-2: Refunds are answered within two seconds or put in a queue",
        ],
    )]);
    let mut lineages = Lineages::new(new.into(), head);
    let Now::Carried(fate) =
        lineages.of_statement(&place.repository(), &said(&old, 0, Some(first)))
    else {
        panic!("its words are all there")
    };
    assert_eq!(
        (fate.relation, fate.sure, fate.to.len()),
        (Relation::Split, Sureness::Likely, 2)
    );
}
