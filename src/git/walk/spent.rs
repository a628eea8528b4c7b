//! Charges what a walk reads and keeps to its limits: ten small trees can nest into ten thousand
//! million files.

/// Limits of one walk. The whole Linux kernel has 90,000 files in 6,000 folders.
const MAX_FILES: usize = 200_000;
const MAX_ENTRIES: usize = 2_000_000;
const MAX_FOLDERS: usize = 30_000;
const MAX_PATH_BYTES: usize = 64 << 20;
/// Maximum number of remarks on single folders; a hostile tree could cause a million.
const MAX_REMARKS: usize = 20;

/// The costs of one walk.
#[derive(Default)]
pub(super) struct WalkCost {
    entries: usize,
    folders: usize,
    files: usize,
    pub(super) bytes: u64,
    paths: usize,
    pub(super) cut: Option<String>,
    pub(super) remarks: Vec<String>,
}

impl WalkCost {
    /// Counts an entry; false when the walk has to end.
    pub(super) fn entry(&mut self) -> bool {
        self.entries(1)
    }

    /// Counts several entries; false when the walk has to end.
    pub(super) fn entries(&mut self, count: usize) -> bool {
        self.entries += count;
        self.go_on(self.entries <= MAX_ENTRIES, || {
            format!("more than {MAX_ENTRIES} entries in its folders; the rest is not listed")
        })
    }

    /// Counts a folder; false when the walk has to end.
    pub(super) fn folder(&mut self) -> bool {
        self.folders += 1;
        self.go_on(self.folders <= MAX_FOLDERS, || {
            format!("more than {MAX_FOLDERS} folders differ; the rest is not listed")
        })
    }

    /// Counts a path that is kept; false when the walk has to end.
    pub(super) fn path(&mut self, prefix: &[u8], name: &[u8]) -> bool {
        self.files += 1;
        self.paths += prefix.len() + name.len();
        self.go_on(self.files <= MAX_FILES, || {
            format!("more than {MAX_FILES} files; the rest is not listed")
        }) && self.go_on(self.paths <= MAX_PATH_BYTES, || {
            "its paths are too long to list; the rest is left out".to_owned()
        })
    }

    fn go_on(&mut self, within: bool, reason: impl FnOnce() -> String) -> bool {
        if !within {
            self.cut.get_or_insert_with(reason);
        }
        within
    }

    pub(super) fn remark(&mut self, remark: String) {
        if self.remarks.len() < MAX_REMARKS && !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }
}
