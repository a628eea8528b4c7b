//! Tests of the `lineage` area: which criterion of one version of the specs is which of another.

mod histories;
mod statements;
mod steps;
mod work;

use snaglist::lineage::{Fates, step, step_far};
use snaglist::model::spec::Spec;
use snaglist::model::text::RepoPath;
use snaglist::spec::read;

/// Specs as they are read from files with these names.
fn specs(files: &[(&str, &str)]) -> Vec<Spec> {
    let read =
        |(path, text): &(&str, &str)| read(&RepoPath::from(*path), text.as_bytes(), None).unwrap();
    files.iter().map(read).collect()
}

/// One spec with a list of criteria.
fn list(items: &[&str]) -> Vec<Spec> {
    let text = format!(
        "# Spec\n\n## Acceptance criteria\n\n- {}\n",
        items.join("\n- ")
    );
    specs(&[("SPEC.md", &text)])
}

/// Each criterion of the old version as `id -> ids, relation, how sure`.
fn told(step: &Fates) -> Vec<String> {
    let rows = step.rows().iter().map(|(key, fate)| {
        let to: Vec<&str> = fate.to.iter().map(|key| key.id.as_str()).collect();
        format!(
            "{} -> {}: {}, {}",
            key.id,
            to.join(" "),
            fate.relation.name(),
            fate.sure.name()
        )
    });
    rows.collect()
}

fn between(old: &[&str], new: &[&str]) -> Vec<String> {
    told(&step(&list(old), &list(new)))
}
