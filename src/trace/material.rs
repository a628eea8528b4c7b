//! Classifies the material of a changed file for judging claims: work, words about the work, the
//! agreement, generated files.

use super::claims::Room;
use super::ids::CriterionIds;
use super::scan;
use crate::model::kind::FileKind;
use crate::model::spec::Spec;
use crate::model::text::RepoPath;

/// Folders, from the top of the repository, that spec tools maintain.
const FOLDERS: [&[u8]; 6] = [
    b"openspec",
    b"specs",
    b".specify",
    b".kiro",
    b"_bmad-output",
    b".claude",
];

/// Extensions of texts for people.
const DOCUMENTS: [&[u8]; 18] = [
    b"md",
    b"markdown",
    b"mdown",
    b"mdx",
    b"rst",
    b"adoc",
    b"asciidoc",
    b"asc",
    b"txt",
    b"text",
    b"org",
    b"csv",
    b"tsv",
    b"tex",
    b"rtf",
    b"wiki",
    b"textile",
    b"pod",
];

/// Names of texts for people without an extension, in lower case.
const NAMES: [&[u8]; 11] = [
    b"todo",
    b"plan",
    b"plans",
    b"roadmap",
    b"notes",
    b"history",
    b"backlog",
    b"tasks",
    b"release-notes",
    b"releases",
    b"milestones",
];

/// Extensions of sources, beside the common ones that look like them: anything in there may carry a
/// criterion out, and may be about it.
const CODE: [&[u8]; 72] = [
    b"rs", b"py", b"js", b"jsx", b"mjs", b"cjs", b"ts", b"tsx", b"mts", b"cts", b"vue", b"svelte",
    b"java", b"kt", b"kts", b"scala", b"groovy", b"go", b"c", b"h", b"cc", b"cpp", b"cxx", b"hpp",
    b"hh", b"m", b"mm", b"swift", b"cs", b"fs", b"vb", b"rb", b"php", b"pl", b"pm", b"lua", b"r",
    b"jl", b"ex", b"exs", b"erl", b"hs", b"ml", b"mli", b"clj", b"cljs", b"elm", b"dart", b"zig",
    b"nim", b"d", b"sh", b"bash", b"zsh", b"fish", b"ps1", b"bat", b"cmd", b"sql", b"css", b"scss",
    b"sass", b"less", b"proto", b"graphql", b"sol", b"v", b"vhd", b"asm", b"s", b"tf", b"ipynb",
];

/// The material of a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Material {
    /// Does work: code, tests, how things are built and run.
    Work,
    /// Does work, but its lines claim nothing: tables, translations, keys.
    Data,
    /// Written for people. A criterion may ask for it; naming a criterion in it means nothing.
    Document,
    /// The agreement or a copy of it.
    Spec,
    /// Written by a program from something else.
    Generated,
    /// Other people's code, kept in the repository.
    Vendored,
}

impl Material {
    /// Classifies a file by its path and its purpose.
    pub fn of(path: &RepoPath, kind: FileKind, specs: &[Spec]) -> Self {
        match kind {
            _ if is_spec(path, specs) => Self::Spec,
            FileKind::Generated => Self::Generated,
            FileKind::Vendored => Self::Vendored,
            _ if is_document(path, kind) => Self::Document,
            // Pages and layouts are written by hand, and have comments.
            FileKind::Data if !matches!(ending(path), b"xml" | b"svg") => Self::Data,
            _ => Self::Work,
        }
    }

    /// Reclassifies a file once it was read: a list that names most criteria carries none of them
    /// out. Code and tests may name as many as they like.
    pub fn read(
        self,
        path: &RepoPath,
        kind: FileKind,
        ids: &CriterionIds,
        text: &[u8],
        room: &mut Room,
    ) -> Self {
        let may_list = self == Self::Work && kind != FileKind::Tests && !is_code(path);
        if may_list && names_most(ids, text, &mut room.mentions) {
            Self::Document
        } else {
            self
        }
    }

    /// Reclassifies a file that may be a list of criteria but was not read.
    pub fn unless_work(self) -> Self {
        if self == Self::Work {
            Self::Document
        } else {
            self
        }
    }

    /// Whether the lines of such a file may name the criteria they carry out.
    pub fn declares(self) -> bool {
        self == Self::Work
    }

    /// Whether a change of such a file carries something out.
    pub fn does_something(self) -> bool {
        matches!(self, Self::Work | Self::Data)
    }
}

/// Whether a file is a spec or belongs to one: plans, task lists, checklists. They name every
/// criterion and carry none out.
pub fn is_spec(path: &RepoPath, specs: &[Spec]) -> bool {
    if specs.iter().any(|spec| spec.path == *path) {
        return true;
    }
    let path = path.as_bytes();
    let top = path.split(|byte| *byte == b'/').next().unwrap_or_default();
    let is_text =
        path.ends_with(b".md") || path.ends_with(b".markdown") || path.ends_with(b".feature");
    is_text && top.len() < path.len() && FOLDERS.contains(&top)
}

/// Whether a text that was read as a spec is one of these under another name: most of its items are
/// theirs, by their words or by written ids.
pub fn is_copy(read: &Spec, specs: &[Spec]) -> bool {
    let items = || specs.iter().flat_map(|spec| &spec.criteria);
    let digests: std::collections::HashSet<_> = items().map(|item| item.digest).collect();
    let ids: std::collections::HashSet<_> = items()
        .filter(|item| !item.is_made_up)
        .map(|item| &item.id)
        .collect();
    let known = read.criteria.iter().filter(|item| {
        digests.contains(&item.digest) || !item.is_made_up && ids.contains(&item.id)
    });
    let known = known.count();
    known * 2 >= read.criteria.len() && (known > 1 || known == items().count())
}

/// Whether a file may be a spec in some dialect, by its name.
pub fn may_be_spec(path: &RepoPath, material: Material) -> bool {
    let structured = matches!(
        ending(path),
        b"feature" | b"toml" | b"yaml" | b"yml" | b"json" | b"html"
    );
    material == Material::Document || structured && material != Material::Spec
}

fn is_document(path: &RepoPath, kind: FileKind) -> bool {
    let (name, ending) = (
        path.base_name().to_ascii_lowercase(),
        ending(path).to_ascii_lowercase(),
    );
    match kind {
        // Lists that programs read: `CMakeLists.txt`, `requirements.txt`.
        FileKind::Configuration if ending == b"txt" => false,
        FileKind::Docs => !is_code(path),
        _ => DOCUMENTS.contains(&&ending[..]) || NAMES.contains(&&name[..]),
    }
}

fn is_code(path: &RepoPath) -> bool {
    CODE.contains(&&ending(path).to_ascii_lowercase()[..])
}

fn ending(path: &RepoPath) -> &[u8] {
    let name = path.base_name();
    name.iter()
        .rposition(|byte| *byte == b'.')
        .map_or(&[], |at| &name[at + 1..])
}

/// Whether a text names more than half of all criteria. Charges the cost to `room`, and ends when
/// none is left; then nothing in the text declares anything either.
fn names_most(ids: &CriterionIds, text: &[u8], room: &mut usize) -> bool {
    let all = ids.telling_count();
    let (mut named, mut count) = (vec![false; all], 0);
    for line in text.split(|byte| *byte == b'\n') {
        scan::line(ids, line, &mut |number| {
            *room = room.saturating_sub(1);
            count += usize::from(!std::mem::replace(&mut named[number as usize], true));
        });
        if *room == 0 || count > 1 && count * 2 > all {
            break;
        }
    }
    count > 1 && count * 2 > all
}
