//! The letters that ids begin with, by what such ids name. Knows nothing of the position of an id.

use std::sync::LazyLock;

use crate::spec::fixed::FixedMap;

/// Letters before ids of criteria and requirements.
pub(super) const CRITERION_PREFIXES: [&str; 23] = [
    "AC", "AT", "BR", "CAP", "CHK", "CR", "DOD", "FR", "IR", "NFR", "QR", "REQ", "REQS", "RQ",
    "SC", "SEC", "SM", "SR", "SYS", "TR", "UIR", "UR", "UX",
];

/// Letters before other ids that are accepted without a second one of their kind.
pub(super) const OTHER_PREFIXES: [&str; 10] = [
    "R", "C", "T", "TC", "US", "UC", "UJ", "TASK", "STORY", "EPIC",
];

/// Letters before ids of stories, epics and use cases.
pub(super) const STORIES: [&str; 9] = [
    "US", "UC", "UJ", "HU", "CU", "EPIC", "STORY", "FEAT", "FEATURE",
];

/// Letters before ids of things that are not to be accepted: work, tests, decisions, risks,
/// questions, figures.
pub(super) const ELSE: [&str; 45] = [
    "D",
    "Q",
    "図",
    "表",
    "テスト",
    "付録",
    "ADR",
    "AS",
    "DEP",
    "GAP",
    "KG",
    "LIM",
    "APP",
    "APPENDIX",
    "ASM",
    "ASSUMPTION",
    "BUG",
    "DEC",
    "DECISION",
    "EPIC",
    "FIG",
    "FIGURE",
    "ISSUE",
    "MR",
    "MS",
    "NG",
    "NOTE",
    "OOS",
    "OQ",
    "PHASE",
    "PR",
    "QUESTION",
    "RISK",
    "RSK",
    "SPIKE",
    "SPRINT",
    "STEP",
    "STORY",
    "TAB",
    "TABLE",
    "TASK",
    "TBD",
    "TC",
    "TEST",
    "WP",
];

/// Names of standards and the like, which end in a number like ids.
pub(super) const NAMES: [&str; 24] = [
    "AES", "CVE", "DIN", "EN", "HTTP", "IEC", "IEEE", "IP", "IPV", "ISO", "MD", "MP", "OAUTH",
    "PEP", "RFC", "RSA", "SHA", "SSE", "TLS", "USB", "UTF", "UUID", "WCAG", "WIN",
];

/// The meaning of known letters before an id.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefix {
    Criterion,
    Other,
}

/// Returns the meaning of the letters before an id, in any case.
pub(super) fn prefix(family: &str) -> Option<Prefix> {
    static PREFIXES: LazyLock<FixedMap<u64, Prefix>> = LazyLock::new(|| {
        let others = OTHER_PREFIXES
            .iter()
            .map(|letters| (letters, Prefix::Other));
        let all = others.chain(
            CRITERION_PREFIXES
                .iter()
                .map(|letters| (letters, Prefix::Criterion)),
        );
        all.filter_map(|(letters, prefix)| Some((in_capitals(letters)?, prefix)))
            .collect()
    });
    PREFIXES.get(&in_capitals(family)?).copied()
}

/// Returns up to eight letters as one number, ignoring their case; `None` for more, since no known
/// letters are longer.
fn in_capitals(letters: &str) -> Option<u64> {
    let fits = letters.len() <= 8;
    fits.then(|| {
        letters.bytes().fold(0, |all, byte| {
            all << 8 | u64::from(byte.to_ascii_uppercase())
        })
    })
}

/// Returns whether letters before an id are known, in any case.
pub(super) fn is_known(family: &str) -> bool {
    prefix(family).is_some()
}
