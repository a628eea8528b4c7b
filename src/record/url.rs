//! Splits addresses of repositories as git does, and normalises them, so that one repository has
//! one name however it is reached.

/// The parts of an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AddressParts<'a> {
    /// A path on this machine.
    Path,
    /// A place on a host.
    Host {
        /// The scheme before `://`, as written; empty for `user@host:path`, which is ssh.
        scheme: &'a [u8],
        /// The user, with a password if there is one; may be empty.
        user: &'a [u8],
        /// The host, with a port if there is one.
        host: &'a [u8],
        /// The path on the host.
        path: &'a [u8],
    },
}

impl<'a> AddressParts<'a> {
    /// Splits an address as `parse_connect_url` and `transport_get` of git do. `file://` is a
    /// scheme like others, with an empty host.
    pub fn of(url: &'a [u8]) -> Self {
        if let Some(at) = find(url, b"://") {
            let (scheme, rest) = (&url[..at], &url[at + 3..]);
            let slash = rest
                .iter()
                .position(|byte| *byte == b'/')
                .unwrap_or(rest.len());
            let (authority, path) = rest.split_at(slash);
            let (user, host) = user_and_host(authority);
            return Self::Host {
                scheme,
                user,
                host,
                path,
            };
        }
        // `C:\…` is a path where there are drives.
        let drive = cfg!(windows) && url.get(1) == Some(&b':');
        match url.iter().position(|byte| *byte == b':') {
            Some(colon) if colon > 0 && !drive && !url[..colon].contains(&b'/') => {
                let (user, host) = user_and_host(&url[..colon]);
                Self::Host {
                    scheme: b"",
                    user,
                    host,
                    path: &url[colon + 1..],
                }
            }
            _ => Self::Path,
        }
    }
}

fn user_and_host(authority: &[u8]) -> (&[u8], &[u8]) {
    match authority.iter().rposition(|byte| *byte == b'@') {
        Some(at) => (&authority[..at], &authority[at + 1..]),
        None => (b"", authority),
    }
}

/// Removes the parts of an address that do not tell repositories apart: scheme, user, the scheme's
/// own port, `.git`, slashes at the end, the case of the host; `host:path` equals
/// `ssh://host/path`. Paths on this machine lose only the end.
pub(super) fn normalise(url: &[u8]) -> Vec<u8> {
    let url = url.trim_ascii();
    let AddressParts::Host {
        scheme, host, path, ..
    } = AddressParts::of(url)
    else {
        return without_end(url).to_vec();
    };
    let port: &[u8] = match scheme.to_ascii_lowercase().as_slice() {
        b"file" => return without_end(url).to_vec(),
        b"ssh" | b"git+ssh" | b"ssh+git" => b":22",
        b"https" => b":443",
        b"http" => b":80",
        b"git" => b":9418",
        _ => b"",
    };
    let host = host.strip_suffix(port).unwrap_or(host).to_ascii_lowercase();
    let path = without_end(path.trim_ascii_start());
    let start = path
        .iter()
        .position(|byte| *byte != b'/')
        .unwrap_or(path.len());
    [&host, b"/".as_slice(), &path[start..]].concat()
}

fn without_end(path: &[u8]) -> &[u8] {
    let slashless = |path: &[u8]| {
        path.iter()
            .rposition(|byte| *byte != b'/')
            .map_or(0, |last| last + 1)
    };
    let path = &path[..slashless(path)];
    let path = path.strip_suffix(b".git").unwrap_or(path);
    &path[..slashless(path)]
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}
