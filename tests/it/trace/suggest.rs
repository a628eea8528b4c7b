//! Suggested links: what is likely stands first, and answers teach.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use snaglist::digest;
use snaglist::model::change::TextDiff;
use snaglist::model::id::{EventId, ObjectId};
use snaglist::model::link::{LinkTarget, TraceLink};
use snaglist::model::record::{Given, Record};
use snaglist::model::spec::{Criterion, CriterionKey, Spec};
use snaglist::model::text::RepoPath;
use snaglist::model::time::Timestamp;
use snaglist::trace::Bearing;
use snaglist::trace::suggest::{
    BestScores, HunkIndex, HunkText, Owners, Queries, Strength, Suggestions,
};

use super::links::{object, writer};
use super::{criterion, diff, key, spec};

pub(super) const REFUND: &str = "/// A refund is made once per idempotency key.\n\
    pub fn refund(charge: ChargeId, key: IdempotencyKey) -> Result<Refund> {\n\
    \x20   if let Some(known) = store.find_refund(&key)? {\n        return Ok(known);\n    }\n}\n";
const WEBHOOK: &str = "/// Retries a webhook with exponential back-off.\n\
    pub fn deliver(webhook: &Webhook) -> Result<()> {\n    let mut delay = FIRST_DELAY;\n\
    \x20   while send(webhook).is_err() {\n        sleep(delay);\n        delay *= 2;\n    }\n}\n";
pub(super) const HEALTH: &str =
    "pub fn health() -> Response {\n    Response::ok(env!(\"CARGO_PKG_VERSION\"))\n}\n";
const RETRY_TEST: &str = "#[test]\nfn a_webhook_is_sent_again_after_a_failure() {\n    deliver(&failing_webhook());\n}\n";

/// What was delivered: a commit's message, and its files.
pub(super) type Delivered<'a> = (&'a str, &'a [(&'a str, &'a str)]);

const DELIVERED: [Delivered; 3] = [
    ("Make refunds idempotent", &[("src/refund.rs", REFUND)]),
    (
        "Send webhooks again",
        &[
            ("src/webhook.rs", WEBHOOK),
            ("tests/webhook.rs", RETRY_TEST),
        ],
    ),
    ("Answer health checks", &[("src/health.rs", HEALTH)]),
];

pub(super) fn criteria(texts: &[(&str, &str)]) -> Vec<Spec> {
    let with = |(id, text): &(&str, &str)| Criterion {
        text: (*text).into(),
        ..criterion(id)
    };
    vec![Spec {
        criteria: texts.iter().map(with).collect(),
        ..spec("spec.md", &[])
    }]
}

pub(super) fn agreed() -> Vec<Spec> {
    criteria(&[
        (
            "AC-1",
            "A refund is idempotent: two calls with one idempotency key refund the charge once.",
        ),
        (
            "AC-2",
            "A webhook whose delivery fails is retried with exponential back-off.",
        ),
        (
            "AC-3",
            "The health endpoint answers with the version of the service.",
        ),
    ])
}

/// Feeds hunks in the order of `order`, commits in theirs.
fn index(delivered: &[Delivered], order: &[usize]) -> HunkIndex {
    let mut index = HunkIndex::default();
    for (number, (message, _)) in delivered.iter().enumerate() {
        index.add_commit(object(number as u8), &(*message).into());
    }
    for commit in order {
        for (path, text) in delivered[*commit].1 {
            let (path, diff) = (RepoPath::from(*path), diff(path, "", text));
            let commits = &[*commit as u32];
            index.add(HunkText {
                path: &path,
                diff: &diff,
                hunk: 0,
                heading: b"",
                commits,
            });
        }
    }
    index
}

pub(super) fn suggestions(specs: &[Spec], delivered: &[Delivered]) -> Suggestions {
    let order: Vec<usize> = (0..delivered.len()).collect();
    Suggestions::new(
        Arc::new(index(delivered, &order)),
        Arc::new(Queries::new(specs)),
    )
}

fn target(path: &str, text: &str) -> LinkTarget {
    LinkTarget::Hunk {
        path: path.into(),
        digest: diff(path, "", text).hunks[0].digest,
    }
}

pub(super) fn first(suggestions: &Suggestions, id: &str) -> (LinkTarget, Strength) {
    let found = suggestions.of_criterion(&key(id));
    let first = found
        .first()
        .unwrap_or_else(|| panic!("nothing is suggested for {id}"));
    (first.target.clone(), first.strength)
}

#[test]
fn each_criterion_finds_its_hunk_and_each_hunk_its_criterion() {
    let found = suggestions(&agreed(), &DELIVERED);
    assert_eq!(
        first(&found, "AC-1"),
        (target("src/refund.rs", REFUND), Strength::Strong)
    );
    assert_eq!(first(&found, "AC-2").0, target("src/webhook.rs", WEBHOOK));
    assert_eq!(first(&found, "AC-3").0, target("src/health.rs", HEALTH));
    let path = RepoPath::from("tests/webhook.rs");
    let criteria = found.criteria_for(
        &path,
        diff("tests/webhook.rs", "", RETRY_TEST).hunks[0].digest,
    );
    assert_eq!(criteria[0].0, key("AC-2"));
    assert_eq!(
        criteria.len(),
        3,
        "all criteria can be chosen, the likely ones first"
    );
    assert_eq!(found.commits_for(&key("AC-2"))[0].0, object(1));
    let one = &found.of_criterion(&key("AC-1"))[0];
    assert_eq!(one.commits, [object(0)]);
    assert!(one.score > 0.0 && one.score <= 1.0, "{}", one.score);
}

#[test]
fn the_same_delivery_gives_the_same_suggestions_and_order_does_not_matter() {
    let specs = agreed();
    let queries = Arc::new(Queries::new(&specs));
    let all = |order: &[usize]| {
        let found = Suggestions::new(Arc::new(index(&DELIVERED, order)), queries.clone());
        let of = |id: &str| found.of_criterion(&key(id));
        [of("AC-1"), of("AC-2"), of("AC-3")]
    };
    let once = all(&[0, 1, 2]);
    assert_eq!(once, all(&[0, 1, 2]));
    let bests = |all: &[Vec<_>; 3]| {
        all.each_ref()
            .map(|found: &Vec<snaglist::trace::suggest::Suggestion>| found[0].clone())
    };
    assert_eq!(bests(&once), bests(&all(&[2, 1, 0])));
}

#[test]
fn an_index_that_is_half_fed_ranks_what_it_has() {
    let specs = agreed();
    let queries = Arc::new(Queries::new(&specs));
    let some = Suggestions::new(Arc::new(index(&DELIVERED, &[1])), queries.clone());
    assert_eq!(first(&some, "AC-2").0, target("src/webhook.rs", WEBHOOK));
    let none = Suggestions::new(Arc::new(HunkIndex::default()), queries);
    assert!(none.of_criterion(&key("AC-1")).is_empty());
    assert_eq!(none.best(&key("AC-1")), None);
    assert_eq!(none.best(&key("AC-99")), None);
}

#[test]
fn identifiers_flags_and_paths_that_a_criterion_quotes_are_found_as_a_whole() {
    let specs = criteria(&[
        (
            "AC-1",
            "実行時に `--dry-run` を付けると `planChanges` だけを行うこと。",
        ),
        ("AC-2", "終了すること。"),
    ]);
    let delivered: [Delivered; 2] = [
        (
            "Plan",
            &[(
                "src/cli.rs",
                "if args.dry_run {\n    plan_changes(&store);\n}\n",
            )],
        ),
        (
            "Run",
            &[(
                "src/run.rs",
                "fn run_dry_cleaning(changes: Plan) {\n    dry(); run();\n}\n",
            )],
        ),
    ];
    let found = suggestions(&specs, &delivered);
    assert_eq!(
        first(&found, "AC-1").0,
        target("src/cli.rs", delivered[0].1[0].1)
    );
}

#[test]
fn texts_without_spaces_between_words_are_compared_too() {
    let specs = criteria(&[
        (
            "AC-1",
            "返金は同じ冪等キーについて一度だけ行われなければならない。",
        ),
        ("AC-2", "監査ログに記録が残ること。"),
    ]);
    let delivered: [Delivered; 2] = [
        ("x", &[("a.rs", "// 監査ログへ一行ずつ書く\nfn a() {}\n")]),
        ("y", &[("b.rs", "// 冪等キーごとに返金を探す\nfn b() {}\n")]),
    ];
    let found = suggestions(&specs, &delivered);
    assert_eq!(first(&found, "AC-1").0, target("b.rs", delivered[1].1[0].1));
    assert_eq!(first(&found, "AC-2").0, target("a.rs", delivered[0].1[0].1));
}

#[test]
fn documents_repeat_specs_and_stand_behind_code() {
    let delivered: [Delivered; 2] = [
        (
            "Docs",
            &[(
                "README.md",
                "A refund is idempotent: one key refunds once.\n",
            )],
        ),
        ("Code", &[("src/refund.rs", REFUND)]),
    ];
    assert_eq!(
        first(&suggestions(&agreed(), &delivered), "AC-1").0,
        target("src/refund.rs", REFUND)
    );
}

fn said(criterion: &str, target: &LinkTarget, holds: bool) -> Record {
    let mut record = Record::default();
    say(&mut record, criterion, target, holds);
    record
}

fn say(record: &mut Record, criterion: &str, target: &LinkTarget, holds: bool) {
    let given = Given {
        id: EventId(digest::of_bytes(criterion.as_bytes())),
        by: writer("aaaaaaaaaa"),
        at: Timestamp::default(),
        subject: None,
        spec: None,
        value: holds,
    };
    record
        .links
        .entry((key(criterion), target.clone()))
        .or_default()
        .push(given);
}

fn learned(mut suggestions: Suggestions, record: &Record) -> Suggestions {
    let links = record.links.iter().filter(|(_, given)| given[0].value).map(
        |((criterion, target), given)| {
            let kind = snaglist::model::link::LinkKind::Confirmed(given[0].by.clone());
            TraceLink {
                criterion: criterion.clone(),
                target: target.clone(),
                kind,
            }
        },
    );
    suggestions.learn(&Bearing::new(links.collect(), &[], record));
    suggestions
}

#[test]
fn a_confirmed_link_is_suggested_no_more_and_lifts_what_is_like_it() {
    let ledger = "fn post(entry: LedgerEntry) {\n    ledger.append(entry.balance());\n}\n";
    let delivered: [Delivered; 4] = [
        DELIVERED[0],
        DELIVERED[1],
        (
            "Ledger",
            &[
                ("src/ledger.rs", ledger),
                (
                    "src/balance.rs",
                    "fn balance(ledger: &Ledger) -> LedgerEntry { ledger.entry() }\n",
                ),
            ],
        ),
        DELIVERED[2],
    ];
    // Nothing in the words says that the ledger has to do with it.
    let before = suggestions(&agreed(), &delivered);
    let balance = target("src/balance.rs", delivered[2].1[1].1);
    let rank = |found: &Suggestions| {
        found
            .hunks_for(&key("AC-1"))
            .iter()
            .position(|suggestion| suggestion.target == balance)
    };
    let confirmed = target("src/ledger.rs", ledger);
    let after = learned(before.clone(), &said("AC-1", &confirmed, true));
    assert!(
        after
            .hunks_for(&key("AC-1"))
            .iter()
            .all(|suggestion| suggestion.target != confirmed)
    );
    assert!(
        rank(&after).unwrap() < rank(&before).unwrap_or(usize::MAX),
        "{:?} {:?}",
        rank(&before),
        rank(&after)
    );
    // The others are as they were, and taking it back brings all back.
    assert_eq!(
        after.of_criterion(&key("AC-2")),
        before.of_criterion(&key("AC-2"))
    );
    let again = learned(after, &Record::default());
    assert_eq!(
        again.of_criterion(&key("AC-1")),
        before.of_criterion(&key("AC-1"))
    );
}

#[test]
fn a_rejected_link_is_suggested_no_more_and_what_is_like_it_falls() {
    let before = suggestions(&agreed(), &DELIVERED);
    let wrong = target("src/webhook.rs", WEBHOOK);
    let score = |found: &Suggestions| {
        let all = found.hunks_for(&key("AC-2"));
        all.iter()
            .find(|one| one.target.path() == Some(&"tests/webhook.rs".into()))
            .map(|one| one.score)
    };
    let after = learned(before.clone(), &said("AC-2", &wrong, false));
    assert!(
        after
            .hunks_for(&key("AC-2"))
            .iter()
            .all(|suggestion| suggestion.target != wrong)
    );
    assert!(score(&after) < score(&before));
}

#[test]
fn what_another_increment_does_better_is_weak_here() {
    let specs = agreed();
    let queries = Arc::new(Queries::new(&specs));
    let of = |delivered: &[Delivered]| {
        let order: Vec<usize> = (0..delivered.len()).collect();
        Suggestions::new(Arc::new(index(delivered, &order)), queries.clone())
    };
    let (one, other) = (
        of(&[
            DELIVERED[2],
            ("Rename", &[("a.rs", "fn charge_once() {}\n")]),
        ]),
        of(&[DELIVERED[0]]),
    );
    assert!(one.best(&key("AC-1")).unwrap().0 > Strength::Weak);
    let best = BestScores::of([(0, &one), (1, &other)]);
    let (mut one, mut other) = (Arc::new(one), Arc::new(other));
    let strength = other.best(&key("AC-1")).unwrap().0;
    assert!(Suggestions::compare(&mut one, 0, &best));
    assert!(!Suggestions::compare(&mut one, 0, &best), "known by now");
    Suggestions::compare(&mut other, 1, &best);
    assert_eq!(other.best(&key("AC-1")).unwrap().0, strength);
    assert_eq!(one.best(&key("AC-1")).unwrap().0, Strength::Weak);
    assert!(one.best(&key("AC-3")).unwrap().0 > Strength::Weak);
}

#[test]
fn hostile_text_is_read_in_bounded_time() {
    let long = "a".repeat(3_000_000);
    let lines = "aB3_".repeat(40) + "\n";
    let mut index = HunkIndex::default();
    let commit = index.add_commit(object(1), &long.as_str().into());
    for text in [
        long,
        lines.repeat(20_000),
        "\u{fffd}の\u{202e}x\0\n".repeat(50_000),
    ] {
        let diff = diff("a.rs", "", &text);
        index.add(HunkText {
            path: &"a.rs".into(),
            diff: &diff,
            hunk: 0,
            heading: &[0xff; 9_000],
            commits: &[commit],
        });
        // A hunk that is not there is none.
        index.add(HunkText {
            path: &"a.rs".into(),
            diff: &diff,
            hunk: 7,
            heading: b"",
            commits: &[],
        });
    }
    assert_eq!(index.hunk_count(), 3);
    let found = Suggestions::new(Arc::new(index), Arc::new(Queries::new(&agreed())));
    assert!(
        found
            .of_criterion(&key("AC-1"))
            .iter()
            .all(|suggestion| suggestion.score.is_finite())
    );
}

#[test]
fn a_hunk_belongs_to_the_commits_whose_lines_it_has() {
    let gap = "    step();\n".repeat(20);
    let base = format!("first\n{gap}last\n");
    let one = format!("first by one\n{gap}last\n");
    let two = format!("first by one\n{gap}last by two\n");
    let path = RepoPath::from("a.rs");
    let mut owners = Owners::default();
    for (commit, old, new) in [(0, &base, &one), (1, &one, &two)] {
        owners.touched(&path, commit);
        owners.changed(&path, commit, &diff("a.rs", old, new));
    }
    let whole: TextDiff = diff("a.rs", &base, &two);
    assert_eq!(owners.of_hunk(&path, &whole, &whole.hunks[0]), [0]);
    assert_eq!(owners.of_hunk(&path, &whole, &whole.hunks[1]), [1]);
    // Where nobody has the line, all who touched the file may have made it.
    let other = diff("a.rs", "", "nobody's\n");
    assert_eq!(owners.of_hunk(&path, &other, &other.hunks[0]), [0, 1]);
    assert!(
        owners
            .of_hunk(&"b.rs".into(), &other, &other.hunks[0])
            .is_empty()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// A criterion whose own words stand in one hunk only finds that one, wherever the others come.
    #[test]
    fn words_that_only_one_hunk_has_find_it(at in 0_usize..6, count in 6_usize..20, commits in 1_u32..6) {
        let specs = criteria(&[("AC-1", "The zymurgy of quokkas is fjordlike."), ("AC-2", "Nothing of it.")]);
        let mut index = HunkIndex::default();
        let ids: Vec<ObjectId> = (0..commits as u8).map(object).collect();
        ids.iter().for_each(|id| { index.add_commit(*id, &"Work".into()); });
        let mut wanted: BTreeMap<CriterionKey, LinkTarget> = BTreeMap::new();
        for number in 0..count {
            let text = match number == at {
                true => "fn quokkaZymurgy() -> Fjordlike {}\n".to_owned(),
                false => format!("fn other_{number}() -> Value {{ value({number}) }}\n"),
            };
            let path = format!("src/part_{number}.rs");
            if number == at {
                wanted.insert(key("AC-1"), target(&path, &text));
            }
            let (path, diff) = (RepoPath::from(path.as_str()), diff(&path, "", &text));
            index.add(HunkText { path: &path, diff: &diff, hunk: 0, heading: b"", commits: &[number as u32 % commits] });
        }
        let found = Suggestions::new(Arc::new(index), Arc::new(Queries::new(&specs)));
        prop_assert_eq!(&first(&found, "AC-1").0, &wanted[&key("AC-1")]);
    }
}
