//! Letters that ids begin with, by what such ids name. Knows nothing of where an id stands.

/// Letters before ids of things to accept.
pub(super) const CRITERION_PREFIXES: [&str; 23] = [
    "AC", "AT", "BR", "CAP", "CHK", "CR", "DOD", "FR", "IR", "NFR", "QR", "REQ", "REQS", "RQ", "SC", "SEC",
    "SM", "SR", "SYS", "TR", "UIR", "UR", "UX",
];

/// Letters before other ids that need no second one of their kind to be believed.
pub(super) const OTHER_PREFIXES: [&str; 10] =
    ["R", "C", "T", "TC", "US", "UC", "UJ", "TASK", "STORY", "EPIC"];

/// Letters before ids of stories, epics and use cases.
pub(super) const STORIES: [&str; 9] = ["US", "UC", "UJ", "HU", "CU", "EPIC", "STORY", "FEAT", "FEATURE"];

/// Letters before ids of what is nothing to accept: work, tests, decisions, risks, questions, pictures.
pub(super) const ELSE: [&str; 44] = [
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
    "TC",
    "TEST",
    "WP",
];

/// Names of standards and the like, which end in a number as ids do.
pub(super) const NAMES: [&str; 24] = [
    "AES", "CVE", "DIN", "EN", "HTTP", "IEC", "IEEE", "IP", "IPV", "ISO", "MD", "MP", "OAUTH", "PEP", "RFC",
    "RSA", "SHA", "SSE", "TLS", "USB", "UTF", "UUID", "WCAG", "WIN",
];
