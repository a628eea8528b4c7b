//! A small engagement to review: a payments service, delivered in three increments.

use std::fs;
use std::path::PathBuf;

use snaglist::git::builder::RepoBuilder;
use tempfile::TempDir;

pub(crate) const SPEC: &str = "\
# Payments API

## Acceptance criteria

### Charges

- [x] AC-1: A charge is created once per idempotency key.
- [ ] AC-2: A webhook is retried with back-off, at most five times; after the fifth the charge is marked as
  undelivered and the on-call address is told, so that nobody has to look for it.
- [ ] AC-3: Charges in a currency that is not configured are refused.

### Refunds

- [x] AC-4: A refund is idempotent per key.
- [ ] AC-5: Partial refunds never exceed the charge.
- [ ] AC-6: A refund of an unknown charge is answered with 404.
  GIVEN no charge with that id
  WHEN POST /refunds
  THEN 404 with code `unknown_charge`
- [ ] AC-7: Every refund has an audit row.
";

/// The refunds as they were before; two functions far enough apart to be two hunks.
fn refund_before() -> String {
    let mut text =
        "//! Refunds.\n\nuse crate::store::Store;\n\npub struct Refunds {\n    store: Store,\n}\n\n"
            .to_owned();
    text += "impl Refunds {\n    pub fn refund(&self, key: IdemKey, amount: Money) -> Result<Refund> {\n";
    text += "        let charge = self.store.charge(&key)?;\n        let refund = self.store.insert(amount)?;\n";
    text += "        Ok(refund)\n    }\n\n";
    for name in ["list", "find", "count", "oldest", "newest", "largest"] {
        text += &format!(
            "    pub fn {name}(&self) -> Result<Vec<Refund>> {{\n        self.store.{name}()\n    }}\n\n"
        );
    }
    text += "    pub fn total(&self, charge: &Charge) -> Money {\n        let mut total = Money::zero();\n";
    text += "        for refund in &charge.refunds {\n            total += refund.amount;\n        }\n        total\n    }\n}\n";
    text
}

fn refund_after(check: &str) -> String {
    let insert = "        let refund = self.store.insert(amount)?;\n";
    let find = "        if let Some(refund) = self.store.find(&key)? {\n            return Ok(refund);\n        }\n";
    let checked = "        // AC-5: what was refunded before counts too.\n";
    refund_before()
        .replace(
            insert,
            &format!("{find}        let refund = self.store.insert(amount, key)?;\n"),
        )
        .replace("        total\n", &format!("{checked}        {check}\n"))
}

const CHARGE: &str = "\
//! Charges.

pub fn charge(store: &Store, key: IdemKey, amount: Money) -> Result<Charge> {
    match store.find(&key)? {
        Some(charge) => Ok(charge),
        None => store.insert(amount, key),
    }
}
";

pub(crate) const WEBHOOK: &str = "\
//! Webhooks.

const TRIES: u32 = 5;

pub fn deliver(hook: &Webhook) -> Result<()> {
    for attempt in 0..TRIES {
        if hook.send().is_ok() {
            return Ok(());
        }
        back_off(attempt);
    }
    Err(Undelivered)
}
";

/// The repository in the making; it stays open, so that the contractor can deliver again.
pub(crate) struct Delivery {
    dir: TempDir,
    pub builder: RepoBuilder,
}

impl Delivery {
    /// Three increments, by tags on `delivery`.
    pub(crate) fn new() -> Self {
        Self::delivered_at(1_700_000_000)
    }

    /// The same contents in other commits: the first one is the same, the delivery's have other
    /// times.
    pub(crate) fn rebased() -> Self {
        Self::delivered_at(1_700_500_000)
    }

    /// One commit on a branch, and no tag.
    pub(crate) fn of_one_commit() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut builder = RepoBuilder::init(&dir.path().join("payments-api")).unwrap();
        builder
            .write("SPEC.md", SPEC)
            .unwrap()
            .commit("Agree on the spec")
            .unwrap();
        builder
            .branch("delivery")
            .unwrap()
            .write("src/charge.rs", CHARGE)
            .unwrap()
            .commit("Create charges")
            .unwrap();
        let delivery = Self { dir, builder };
        delivery.check_out("delivery").unwrap();
        delivery
    }

    /// A branch with one commit of these files, on a base with others.
    pub(crate) fn of_a_branch(base: &[(&str, &str)], delivered: &[(&str, &str)]) -> Self {
        let mut delivery = Self::of_one_commit();
        delivery.deliver_on_new_base(base, delivered);
        delivery
    }

    /// Delivers the branch anew, as one commit of these files on a base that moved on.
    pub(crate) fn deliver_on_new_base(&mut self, base: &[(&str, &str)], files: &[(&str, &str)]) {
        let repo = &mut self.builder;
        repo.checkout("main").unwrap();
        for (path, content) in base {
            repo.write(path, content).unwrap();
        }
        let moved = repo.commit("Move on").unwrap();
        repo.point("delivery", moved).unwrap();
        repo.checkout("delivery").unwrap();
        for (path, content) in files {
            repo.write(path, content).unwrap();
        }
        repo.commit("Deliver").unwrap();
        self.check_out("delivery").unwrap();
    }

    /// Two commits of the given files, the second one to be reviewed; no text takes a file away.
    pub(crate) fn between(old: &[(&str, &str)], new: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut builder = RepoBuilder::init(&dir.path().join("payments-api")).unwrap();
        builder.write("SPEC.md", SPEC).unwrap();
        for (path, text) in old {
            builder.write(path, text).unwrap();
        }
        builder.commit("Start").unwrap();
        builder.branch("delivery").unwrap();
        for (path, text) in new {
            if text.is_empty() {
                builder.remove(path);
            } else {
                builder.write(path, text).unwrap();
            }
        }
        builder.commit("Deliver").unwrap();
        let delivery = Self { dir, builder };
        delivery.check_out("delivery").unwrap();
        delivery
    }

    /// A branch that another one with two commits was merged into.
    pub(crate) fn of_a_merge() -> Self {
        let delivery = Self::of_one_commit();
        let Self { dir, mut builder } = delivery;
        builder.branch("feature").unwrap();
        builder
            .write("src/refund.rs", "fn refund() {}\n")
            .unwrap()
            .commit("Begin refunds")
            .unwrap();
        builder
            .write("src/refund.rs", "fn refund() { todo() }\n")
            .unwrap()
            .commit("Finish refunds")
            .unwrap();
        builder.checkout("delivery").unwrap();
        builder
            .write("src/health.rs", "fn health() {}\n")
            .unwrap()
            .commit("Answer health checks")
            .unwrap();
        builder.merge("feature", "Merge the refunds").unwrap();
        builder.tag("v1").unwrap();
        Self { dir, builder }
    }

    /// All that files, names and specs can be: two specs, a dozen increments, hardly a line as
    /// people write it.
    pub(crate) fn odd() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let builder = RepoBuilder::init(&dir.path().join("odd\u{202e}name\n")).unwrap();
        let mut delivery = Self { dir, builder };
        delivery.deliver_oddly().unwrap();
        delivery
    }

    fn deliver_oddly(&mut self) -> anyhow::Result<()> {
        let repo = &mut self.builder;
        let long = "x".repeat(3_000) + "\twide 漢字\u{202e}\x1b[2J\r\n";
        let lines: Vec<String> = (1..400).map(|line| format!("line {line}\n")).collect();
        repo.write("SPEC.md", SPEC)?;
        let criteria = (1..30)
            .map(|number| format!("- [ ] R-{number}: Criterion {}\u{202e}\n", long.trim_end()));
        repo.write(
            "docs/spec.md",
            format!(
                "# {long}\n\n## Acceptance criteria\n\n{}",
                criteria.collect::<String>()
            ),
        )?;
        repo.write("long.txt", lines.concat())?;
        repo.write(
            "a/file.rs",
            "fn a() {\n    one\n}\n\nfn b() {\n    two\n}\n",
        )?;
        repo.write("gone.txt", "gone\n".repeat(5))?;
        repo.commit("Start")?;
        repo.branch("delivery")?;
        for round in 0..12_usize {
            let mut changed = lines.clone();
            for (line, text) in changed
                .iter_mut()
                .enumerate()
                .skip(round)
                .step_by(7 + 5 * round)
            {
                *text = format!("{round} {line} AC-{}\n", 1 + line % 7);
            }
            changed.drain(round * 10..round * 11);
            repo.write("long.txt", changed.concat())?;
            let odd = format!(
                "odd/{round}\n\u{202e}\u{200b} name {}.rs",
                "n".repeat(20 * round)
            );
            repo.write(
                &odd,
                if round % 2 == 0 {
                    long.clone().into_bytes()
                } else {
                    vec![0xff, 0xfe, b'\n', 0x1b]
                },
            )?;
            match round {
                1 => drop(repo.link("link", "../../etc/passwd")?),
                2 => drop(repo.remove("gone.txt")),
                3 => drop(
                    repo.rename("a/file.rs", "b/file.rs")
                        .write("b/file.rs", "fn a() {\n    one\n}\n\nfn b() {\n    2\n}\n")?,
                ),
                4 => drop(repo.executable("b/file.rs", true)),
                5 => drop(repo.write("binary", [0_u8; 64])?),
                6 => drop(repo.write("empty", "")?),
                7 => drop(repo.write("no-end", "no line end")?),
                8 => drop(repo.write("long.txt", "")?),
                9 => drop(repo.rename("b/file.rs", "c.rs")),
                _ => {}
            }
            repo.commit(format!(
                "Round {round}\u{202e}\x1b[31m\n\nBody of it.\n{long}\nCriterion: AC-{}\n",
                1 + round % 7
            ))?;
            repo.annotated_tag(
                &format!("r{round}"),
                &format!("Round {round} \u{202e} {}\n", "t".repeat(9 * round)),
            )?;
        }
        self.check_out("delivery")
    }

    fn delivered_at(seconds: i64) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let builder = RepoBuilder::init(&dir.path().join("payments-api")).unwrap();
        let mut delivery = Self { dir, builder };
        delivery.deliver(seconds).unwrap();
        delivery
    }

    fn deliver(&mut self, seconds: i64) -> anyhow::Result<()> {
        let repo = &mut self.builder;
        repo.author("Cleo Contractor", "cleo@contractor.example");
        repo.write("SPEC.md", SPEC)?;
        repo.write("src/refund.rs", refund_before())?;
        repo.write("src/legacy.rs", "pub fn refund_all() {\n    todo()\n}\n")?;
        repo.write(
            "docs/notes.md",
            "# Notes\n\nNothing yet.\n\nMore to come.\n",
        )?;
        repo.commit("Start the service")?;
        repo.branch("delivery")?;
        repo.at(seconds);

        repo.write("src/charge.rs", CHARGE)?;
        repo.commit("Create a charge once per key\n\nA second call with the same key gives the first charge.\n\nCriterion: AC-1\n")?;
        repo.annotated_tag("increment-1", "Charges\n")?;

        repo.write("src/refund.rs", refund_after("total.min(charge.amount)"))?;
        repo.remove("src/legacy.rs");
        repo.commit("Make refunds idempotent\n\nThe key is stored with the refund, so that a second call finds it.\n\nCriterion: AC-4\n")?;
        repo.write("tests/refund.rs", "#[test]\nfn a_refund_of_an_unknown_charge_is_404() {\n    // AC-6\n    assert_eq!(post(\"/refunds\").status(), 404);\n}\n")?;
        repo.write(
            "docs/notes.md",
            "# Notes\n\nNothing yet.\n\nThe key is kept for a year.\n",
        )?;
        repo.write("assets/flow.bin", [0_u8, 159, 146, 150, 0, 1, 2, 3])?;
        repo.commit("Add notes and a test for unknown charges")?;
        repo.annotated_tag("increment-2", "Idempotent refunds\n")?;

        repo.write("src/webhook.rs", WEBHOOK)?;
        repo.commit("Retry webhooks\n\nCriterion: AC-2\n")?;
        repo.annotated_tag("increment-3", "Webhooks\n")?;
        self.check_out("delivery")
    }

    /// Makes a branch the one under review. `RepoBuilder::finish` would end the builder.
    fn check_out(&self, branch: &str) -> anyhow::Result<()> {
        Ok(fs::write(
            self.builder.git_dir().join("HEAD"),
            format!("ref: refs/heads/{branch}\n"),
        )?)
    }

    /// Delivers once more: a commit that gives a file another content, and a tag on it.
    pub(crate) fn deliver_again(&mut self, path: &str, content: &str, tag: &str) {
        self.builder.write(path, content).unwrap();
        self.builder.commit(format!("Change {path}")).unwrap();
        self.builder.annotated_tag(tag, "One more\n").unwrap();
    }

    /// Refunds whose check of the total is another one: the second hunk of the delivery changes.
    pub(crate) fn change_the_check(&mut self) {
        self.deliver_again(
            "src/refund.rs",
            &refund_after("total.min(charge.amount - charge.fees)"),
            "increment-4",
        );
    }

    /// Refunds whose check of the total is the one of the second increment again.
    pub(crate) fn change_the_check_back(&mut self) {
        let check = refund_after("total.min(charge.amount)");
        self.deliver_again("src/refund.rs", &check, "increment-5");
    }

    /// As many increments by tags; every tenth is by another author.
    pub(crate) fn of_many(increments: usize) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut builder = RepoBuilder::init(&dir.path().join("payments-api")).unwrap();
        builder.write("SPEC.md", SPEC).unwrap();
        builder.commit("Agree on the spec").unwrap();
        builder.branch("delivery").unwrap();
        for number in 1..=increments {
            match number % 10 {
                0 => builder.author("Dora Delta", "dora@contractor.example"),
                _ => builder.author("Cleo Contractor", "cleo@contractor.example"),
            };
            let criterion = 1 + number % 7;
            builder
                .write(
                    &format!("src/part{number}.rs"),
                    format!("fn part{number}() {{}}\n"),
                )
                .unwrap()
                .commit(format!(
                    "Deliver part {number}\n\nCriterion: AC-{criterion}\n"
                ))
                .unwrap();
            let title = format!("Part {number} of the payments service, with its tests\n");
            builder
                .annotated_tag(&format!("part-{number}"), &title)
                .unwrap();
        }
        let delivery = Self { dir, builder };
        delivery.check_out("delivery").unwrap();
        delivery
    }

    /// The clone.
    pub(crate) fn path(&self) -> PathBuf {
        self.builder.git_dir().parent().unwrap().to_owned()
    }

    /// Where the record is kept.
    pub(crate) fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }
}
