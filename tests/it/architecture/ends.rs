//! What ends the program: nothing that it reads.

use std::collections::BTreeSet;

use super::{check, sources};

/// What ends the program, where it cannot happen.
const SURE: &[(&str, &str)] = &[
    (
        "model/change.rs",
        "unreachable!(\"a change has at least one side\")",
    ),
    (
        "git/increments/names.rs",
        "unreachable!(\"hex digits make an id\")",
    ),
];

#[test]
fn nothing_ends_the_program_on_what_it_reads() {
    let ends = [
        ".unwrap()",
        ".expect(",
        "panic!(",
        "todo!(",
        "unimplemented!(",
        "unreachable!(",
        "dbg!(",
    ];
    let mut faults = Vec::new();
    let mut sure: BTreeSet<(&str, &str)> = SURE.iter().copied().collect();
    for source in sources() {
        for line in source
            .code
            .lines()
            .filter(|line| ends.iter().any(|end| line.contains(end)))
        {
            let known = SURE
                .iter()
                .find(|(path, text)| source.path == *path && line.contains(text));
            match known {
                Some(known) => drop(sure.remove(known)),
                None => faults.push(format!("{}: {}", source.path, line.trim())),
            }
        }
        if source.code.contains("cfg(test)") {
            faults.push(format!("{}: tests stand in tests/it", source.path));
        }
    }
    faults.extend(
        sure.iter()
            .map(|(path, text)| format!("{path} no longer has {text}")),
    );
    check(&faults);
}
