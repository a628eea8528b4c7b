//! Suggestions: reading an increment of 1,500 hunks (2 MB) into an index, ranking 100 criteria, and
//! ranking anew after an answer.

use std::sync::Arc;

use divan::Bencher;
use snaglist::diff;
use snaglist::model::change::{FileText, TextDiff};
use snaglist::model::id::ObjectId;
use snaglist::model::link::{LinkKind, LinkTarget, TraceLink};
use snaglist::model::record::Record;
use snaglist::model::spec::{CriterionKey, Spec};
use snaglist::model::text::RepoPath;
use snaglist::spec;
use snaglist::trace::Bearing;
use snaglist::trace::suggest::{HunkIndex, HunkText, Queries, Suggestions};

const HUNKS: usize = 1_500;
const COMMITS: usize = 20;
const LINES: usize = 18;

/// Words of which made-up code and criteria consist; later ones are rarer.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu",
        "ve",
    ];
    (0..3)
        .map(|at| SYLLABLES[number >> (4 * at) & 15])
        .collect()
}

/// The same numbers on every run, small ones more often.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let part = (self.0 >> 33) as f64 / f64::from(1_u32 << 31);
        (part * part * sides as f64) as usize
    }

    fn word(&mut self) -> String {
        word(self.roll(4_096))
    }

    /// An identifier of two words, of which a program has some thousands.
    fn name(&mut self) -> String {
        let number = self.roll(6_000);
        format!("{}_{}", word(number & 4_095), word((number * 7) & 4_095))
    }
}

struct Delivered {
    path: RepoPath,
    diff: TextDiff,
    commit: u32,
}

fn delivered() -> Vec<Delivered> {
    let mut dice = Dice(7);
    let hunk = |number: usize| {
        let mut text = format!("/// {} {} {}.\n", dice.word(), dice.word(), dice.word());
        for _ in 0..LINES {
            let ([a, b], [c, d]) = (
                std::array::from_fn(|_| dice.name()),
                std::array::from_fn(|_| dice.word()),
            );
            text += &format!("    let {a} = self.{c}.{b}(&{d})?.unwrap_or_default();\n");
        }
        let path = RepoPath::new(format!(
            "src/{}/{}_{}.rs",
            dice.word(),
            dice.word(),
            number / 5
        ));
        let file = |text: String| Arc::new(FileText::new(text.into_bytes()));
        let diff = diff::text(&path, file(String::new()), file(text));
        Delivered {
            path,
            diff,
            commit: (number * COMMITS / HUNKS) as u32,
        }
    };
    (0..HUNKS).map(hunk).collect()
}

fn index(delivered: &[Delivered]) -> HunkIndex {
    let mut index = HunkIndex::default();
    for number in 0..COMMITS {
        let id = ObjectId::from_bytes(&[number as u8; 20]).unwrap();
        index.add_commit(
            id,
            &format!("Add {}\n\nAs {} asks.\n", word(number), word(number * 7)).into(),
        );
    }
    for found in delivered {
        let commits = &[found.commit];
        index.add(HunkText {
            path: &found.path,
            diff: &found.diff,
            hunk: 0,
            heading: b"impl Store {",
            commits,
        });
    }
    index
}

/// A spec of 100 criteria of forty words.
fn agreed() -> Spec {
    let mut dice = Dice(11);
    let mut text = "# Store\n\n## Acceptance criteria\n\n".to_owned();
    for number in 1..=100 {
        let words: Vec<String> = (0..40).map(|_| dice.word()).collect();
        text += &format!(
            "- [ ] AC-{number}: The {} with `{}_{}`\n",
            words.join(" "),
            dice.word(),
            dice.word()
        );
    }
    spec::read(&"SPEC.md".into(), text.as_bytes(), None).unwrap()
}

#[divan::bench]
fn index_1500_hunks(bencher: Bencher) {
    let delivered = delivered();
    let bytes: usize = delivered
        .iter()
        .map(|found| found.diff.new.bytes().len())
        .sum();
    assert!((1_900_000..2_600_000).contains(&bytes), "{bytes} bytes");
    bencher.bench(|| index(&delivered));
}

#[divan::bench]
fn rank_100_criteria(bencher: Bencher) {
    let index = Arc::new(index(&delivered()));
    let queries = Arc::new(Queries::new([&agreed()]));
    bencher.bench(|| Suggestions::new(index.clone(), queries.clone()));
}

#[divan::bench]
fn rank_anew_after_a_confirmation(bencher: Bencher) {
    let delivered = delivered();
    let queries = Arc::new(Queries::new([&agreed()]));
    let found = Suggestions::new(Arc::new(index(&delivered)), queries);
    let target = LinkTarget::Hunk {
        path: delivered[3].path.clone(),
        digest: delivered[3].diff.hunks[0].digest,
    };
    let link = TraceLink {
        criterion: CriterionKey {
            spec: "SPEC.md".into(),
            id: "AC-7".parse().unwrap(),
        },
        target,
        kind: LinkKind::Confirmed("aaaaaaaaaa".parse().unwrap()),
    };
    let bearing = Bearing::new(vec![link], &[], &Record::default());
    bencher
        .with_inputs(|| found.clone())
        .bench_values(|mut found| {
            found.learn(&bearing);
            found
        });
}
