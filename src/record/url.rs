//! Normalises remote addresses, so that one repository has one name however it is reached.

/// Removes the parts of an address that do not tell repositories apart: scheme, user, the scheme's own port,
/// `.git`, slashes at the end, the case of the host; `host:path` equals `ssh://host/path`. Paths on this
/// machine lose only the end.
pub(super) fn normalise(url: &[u8]) -> Vec<u8> {
    let url = url.trim_ascii();
    let (host, path) = match split(url) {
        Some((host, path)) => (host.to_ascii_lowercase(), path.trim_ascii_start()),
        None => return without_end(url).to_vec(),
    };
    let path = without_end(path);
    let start = path.iter().position(|b| *b != b'/').unwrap_or(path.len());
    [&host, b"/".as_slice(), &path[start..]].concat()
}

/// Splits an address into host (with a port that is not the scheme's own) and path; `None` for a path on this
/// machine.
fn split(url: &[u8]) -> Option<(&[u8], &[u8])> {
    let Some(at) = find(url, b"://") else {
        // `user@host:path`, as `git clone` documents it: a colon before any slash.
        let colon = url.iter().position(|b| *b == b':')?;
        let host = &url[..colon];
        return if host.contains(&b'/') || host.is_empty() {
            None
        } else {
            Some((without_user(host), &url[colon + 1..]))
        };
    };
    let (scheme, rest) = (&url[..at], &url[at + 3..]);
    let slash = rest.iter().position(|b| *b == b'/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at(slash);
    let port: &[u8] = match scheme.to_ascii_lowercase().as_slice() {
        b"file" => return None,
        b"ssh" | b"git+ssh" | b"ssh+git" => b":22",
        b"https" => b":443",
        b"http" => b":80",
        b"git" => b":9418",
        _ => b"",
    };
    let host = without_user(authority);
    Some((host.strip_suffix(port).unwrap_or(host), path))
}

fn without_user(host: &[u8]) -> &[u8] {
    host.rsplit(|b| *b == b'@').next().unwrap_or(host)
}

fn without_end(path: &[u8]) -> &[u8] {
    let slashless = |path: &[u8]| path.iter().rposition(|b| *b != b'/').map_or(0, |last| last + 1);
    let path = &path[..slashless(path)];
    let path = path.strip_suffix(b".git").unwrap_or(path);
    &path[..slashless(path)]
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}
