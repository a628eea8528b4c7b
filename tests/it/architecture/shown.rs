//! Bytes from outside, which are made safe before they are shown.

use super::{check, is_word, sources};

/// Bytes from outside that screens and commands look at without showing them, or that are no
/// outside bytes.
const LOOKED_AT: &[(&str, &str, &str)] = &[
    (
        "ui/overlays/composer.rs",
        "safe::line(part.as_bytes(), 4)",
        "made safe on the spot",
    ),
    (
        "ui/who.rs",
        "commit.author.lossy()",
        "cut at the address, then made safe",
    ),
    (
        "cli/output.rs",
        "write_all(text.as_bytes())",
        "the one place that prints; its callers hand it safe text",
    ),
    (
        "cli/pick.rs",
        "as_bytes()",
        "compared with what the user typed",
    ),
    (
        "cli/place.rs",
        "&target.path.lossy()",
        "what the user typed, quoted by what makes it safe",
    ),
    (
        "cli/editor.rs",
        "write_all(text.as_bytes())",
        "the user's own words, for their editor",
    ),
    (
        "cli/note.rs",
        "begun.lines.as_bytes()",
        "the user's own words, for their editor",
    ),
    (
        "cli/spec/new.rs",
        "write_all(TEMPLATE.as_bytes())",
        "our own words",
    ),
    (
        "cli/demo.rs",
        "path.to_string_lossy().into_owned()",
        "JSON, which escapes",
    ),
];

/// Joins calls that the formatter broke over lines: the arguments after an open bracket, and the
/// methods of a chain.
fn calls(code: &str) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for line in code.lines().map(str::trim) {
        match joined.last_mut() {
            Some(last) if line.starts_with('.') || last.ends_with('(') => last.push_str(line),
            _ => joined.push(line.to_owned()),
        }
    }
    joined
}

#[test]
fn bytes_from_outside_are_made_safe_before_they_are_shown() {
    let mut faults = Vec::new();
    let mut unused: Vec<_> = LOOKED_AT.to_vec();
    for source in sources()
        .into_iter()
        .filter(|source| ["ui", "cli"].contains(&source.layer.as_str()))
    {
        for line in calls(&source.code) {
            let raw = [
                ".lossy()",
                ".as_bytes()",
                "from_utf8_lossy",
                "to_string_lossy",
            ];
            if !raw.iter().any(|raw| line.contains(raw)) {
                continue;
            }
            // A field of what becomes JSON, which is escaped as a whole.
            let field = line
                .split_once(": ")
                .is_some_and(|(name, _)| name.chars().all(is_word));
            let json = source.layer == "cli" && field && line.contains(".lossy().into_owned()");
            let made_safe = [
                "output::paragraph(",
                "safe::inline(",
                "safe::line(",
                "safe::wrap(",
            ];
            if json || (source.layer == "cli" && made_safe.iter().any(|safe| line.contains(safe))) {
                continue;
            }
            match LOOKED_AT
                .iter()
                .find(|(path, text, _)| source.path == *path && line.contains(text))
            {
                Some(known) => unused.retain(|other| other != known),
                None => faults.push(format!("{}: {line}", source.path)),
            }
        }
        // The types from outside have no `Display`; `{:?}` would show them all the same.
        let shows = source.code.lines().filter(|line| line.contains(":?}"));
        faults.extend(shows.map(|line| format!("{}: {}", source.path, line.trim())));
    }
    faults.extend(
        unused
            .iter()
            .map(|(path, text, _)| format!("{path} no longer has {text}")),
    );
    check(&faults);
}
