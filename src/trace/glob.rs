//! Matches paths against the globs of a spec.

/// Whether a path matches a pattern: `?` is one byte and `*` any number within a name, `**` any number of
/// whole names. A pattern without `/` is matched against the file's own name, and one that names a folder
/// matches everything in it, as in gitignore(5).
///
/// Takes time proportional to the product of the lengths at most.
pub(super) fn matches(pattern: &[u8], path: &[u8]) -> bool {
    let pattern = pattern.strip_prefix(b"./").unwrap_or(pattern);
    let folder_only = pattern.ends_with(b"/");
    let anchored = pattern.strip_prefix(b"/");
    let pattern = anchored.unwrap_or(pattern);
    let pattern = pattern.strip_suffix(b"/").unwrap_or(pattern);
    if pattern.is_empty() {
        return false;
    }
    let names: Vec<&[u8]> = path.split(|byte| *byte == b'/').collect();
    let mut parts: Vec<&[u8]> = pattern.split(|byte| *byte == b'/').collect();
    if parts.len() == 1 && anchored.is_none() {
        parts.insert(0, b"**");
    }
    // `reached[n]`: the parts so far can match the first n names.
    let mut reached = vec![false; names.len() + 1];
    reached[0] = true;
    for part in &parts {
        let mut next = vec![false; names.len() + 1];
        if *part == b"**" {
            let mut any = false;
            for (next, reached) in next.iter_mut().zip(&reached) {
                any |= reached;
                *next = any;
            }
        } else {
            for (n, name) in names.iter().enumerate() {
                next[n + 1] = reached[n] && name_matches(part, name);
            }
        }
        reached = next;
    }
    let whole = names.len();
    reached[1..whole].contains(&true) || reached[whole] && !folder_only
}

/// Backtracks to the last `*` only: whatever an earlier one could match, the last can match too.
fn name_matches(pattern: &[u8], name: &[u8]) -> bool {
    let (mut p, mut n) = (0, 0);
    let mut star = None;
    while n < name.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(byte) if *byte == b'?' || *byte == name[n] => {
                p += 1;
                n += 1;
            }
            _ => {
                let Some((star_at, taken)) = star.as_mut() else { return false };
                *taken += 1;
                (p, n) = (*star_at + 1, *taken);
            }
        }
    }
    pattern[p..].iter().all(|byte| *byte == b'*')
}
