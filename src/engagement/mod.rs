//! Opens a repository, its specs, its increments and its record together.
//!
//! The screen and the commands open the same way, through here. Owns the order of opening and the
//! messages when something is missing. Knows no terminal and no thread.

mod agreed;
mod allowance;
mod arrived;
mod chains;
mod content;
mod defined;
mod deliveries;
mod evidence;
mod extent;
mod files;
mod fix_candidates;
mod ground;
mod kept;
mod lineages;
mod lined_up;
mod located;
mod measured;
mod naming;
mod others;
mod remembered;
mod remote_branch;
mod restored;
mod reverts;
mod round_evidence;
mod sameness;
mod since_previous;
mod since_round;
mod specs;
mod stale;
mod standing;
mod suggested;
pub mod summary;
mod then;
mod touched;
mod traced;
mod unpaired;
mod within;
mod wording;

use std::cell::OnceCell;
use std::fmt;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

pub use allowance::Allowance;
pub use arrived::delivered_since;
pub use content::content_of;
pub use deliveries::Deliveries;
pub use evidence::{evidence, overtaken};
pub use extent::Extent;
pub use files::{LARGE, ON_SCREEN, UNASKED, diff_of, kind_of};
pub use fix_candidates::{candidates, compare};
pub use ground::ground;
pub use kept::{keep_round, rounds_to_keep};
pub use lineages::{
    CriteriaTranslation, CriterionMention, Followed, FollowedCriterion, Former, Lineages, Now,
    follow,
};
pub use lined_up::LinedUp;
pub use measured::measure;
pub use naming::{NamesCache, UnderReview};
pub use restored::Restored;
pub use reverts::Later;
pub use round_evidence::{TracedRound, evidence_between, evidence_of_rounds};
pub use since_previous::since_previous;
pub use since_round::{ChangedSince, changed_since};
pub use specs::{Loose, WORK_TREE, read_file, read_loose};
pub use stale::stale;
pub use standing::Standings;
pub use suggested::Suggesting;
pub use then::Then;
pub use traced::{Traced, trace, trace_within};
pub use unpaired::unpaired;
pub use within::words as outside_words;
pub use wording::wording;

use agreed::LaidOver;
use defined::definitions;
use specs::Collected;

use crate::git::increments::{self, FoundIncrements, IncrementSearch};
use crate::git::{OpenError, Repository};
use crate::model::amendment::Agreed;
use crate::model::id::{Digest, ObjectId};
use crate::model::increment::Increment;
use crate::model::index::{IncrementIndex, IndexedVec};
use crate::model::news::RemoteBranch;
use crate::model::record::Record;
use crate::model::spec::{LikelySpec, Spec, SpecGroup, SpecWarning};
use crate::model::text::Untrusted;
use crate::model::time::Timestamp;
use crate::record::{Identity, Journal, Project, ReadMarks, with_private};
use crate::safe;

/// What to open, from the command line.
#[derive(Clone, Default, Debug)]
pub struct OpenRequest {
    /// The directory to search for the repository.
    pub dir: PathBuf,
    /// A range, branch, tag or commit; all increments when `None`.
    pub range: Option<String>,
    /// The start of the engagement, when the user names it.
    pub base: Option<String>,
    /// The head under review: a branch, tag or commit; the checked-out commit when `None`.
    pub head: Option<String>,
    /// Whether the ends of a range are compared directly, even where the later one lacks commits of
    /// the earlier one.
    pub exact: bool,
    /// The folders or files that the review is limited to, relative to the repository's top; all
    /// when empty.
    pub paths: Vec<PathBuf>,
    /// Spec files, or folders of them; detected when empty.
    pub specs: Vec<PathBuf>,
    /// Where specs are read: a branch, tag or commit, or [`WORK_TREE`]; the head under review when
    /// `None`.
    pub spec_at: Option<String>,
    /// The record's directory, if not the platform's.
    pub data_dir: Option<PathBuf>,
}

/// The remark when a limit kept the specs' history from being read in full.
const HISTORY_CUT: &str = "the specs' history is too long to be read in full: a criterion may be listed as a former one \
     though it is still there in other words; `snaglist status` lists the former ones";

/// An opened engagement.
pub struct Engagement {
    pub repository: Repository,
    /// Its name: the repository's directory.
    pub name: Untrusted,
    /// The specs in the order in which they are offered; at least one.
    pub specs: Vec<Spec>,
    /// Groups of specs that belong together.
    pub groups: Vec<SpecGroup>,
    /// Problems of the specs, as lines for the user, made safe.
    pub remarks: Vec<String>,
    /// The increments; at least one.
    pub found: FoundIncrements,
    /// The project's directory in the data directory.
    pub project: Project,
    /// The reviewer's identity.
    pub identity: Identity,
    /// The journal, already read.
    pub journal: Journal,
    /// The journal of private notes, already read.
    pub private: Journal,
    /// What was read on this machine of others' statements.
    pub read_marks: ReadMarks,
    /// What was requested, completed by the project's remembered scope.
    pub wanted: OpenRequest,
    /// The agreed spec and its amendments.
    pub agreed: Agreed,
    /// Today's names for the names in the record.
    pub naming: NamesCache,
    /// Where criteria of earlier versions are now.
    pub lineages: Lineages,
    /// What ids meant at commits.
    pub then: Then,
    /// The verdicts that hold again by themselves, as far as they were looked at.
    restored: Restored,
    /// The digest of the clone's refs right before they were read; see [`Location::heads`](crate::git::Location::heads).
    pub heads: Digest,
    /// The remote-tracking branch of the reviewed branch, where it has other commits.
    pub remote_branch: Option<RemoteBranch>,
    /// Reverts between increments, computed on first use.
    later: OnceCell<Later>,
}

/// The results of reading the repository: at the start, and again after it changed.
pub struct Findings {
    /// The specs in the order in which they are offered; at least one.
    pub specs: Vec<Spec>,
    /// Groups of specs that belong together.
    pub groups: Vec<SpecGroup>,
    /// The increments; at least one.
    pub found: FoundIncrements,
    /// The agreed spec and its amendments.
    pub agreed: Agreed,
    /// Where criteria of earlier versions are now.
    pub lineages: Lineages,
    /// Problems of specs and increments, as lines for the user, made safe.
    pub remarks: Vec<String>,
    /// The digest of the clone's refs right before they were read; see [`Location::heads`](crate::git::Location::heads).
    pub heads: Digest,
    /// The remote-tracking branch of the reviewed branch, where it has other commits.
    pub remote_branch: Option<RemoteBranch>,
}

/// The error when no file is certainly a spec.
#[derive(Debug)]
pub struct NoSpec {
    /// The repository's name.
    pub name: Untrusted,
    /// What was searched for and what to do, made safe.
    pub text: String,
    /// Files that may be the spec, likeliest first.
    pub likely: Vec<LikelySpec>,
}

/// Why there is nothing to review. Its `Display` says what was searched for and what to do.
#[derive(Debug)]
pub enum OpenFailure {
    /// No repository.
    Repository(OpenError),
    NoSpec(NoSpec),
    NoIncrement(String),
    /// Anything else.
    Other(anyhow::Error),
}

impl fmt::Display for OpenFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Repository(error) => error.fmt(f),
            Self::NoSpec(NoSpec { text, .. }) | Self::NoIncrement(text) => f.write_str(text),
            Self::Other(error) => write!(f, "{error:#}"),
        }
    }
}

impl std::error::Error for OpenFailure {}

impl From<anyhow::Error> for OpenFailure {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}

impl Engagement {
    /// Opens everything that was requested.
    ///
    /// # Errors
    /// When there is no repository, no spec or no increment, or something cannot be read.
    pub fn open(wanted: &OpenRequest) -> Result<Self, OpenFailure> {
        let (mut repository, project, identity) = Self::locate(wanted)?;
        let mut journal = Journal::open(&project, &identity)?;
        let mut private = Journal::open(&project.private(), &identity)?;
        let (mut wanted, mut remembered) =
            remembered::recall(wanted, &project, journal.record(), &identity.writer);
        remembered.extend(remote_branch::recall(&mut wanted, &repository, &project));
        let within = within::typed(&repository, &wanted.paths)?;
        repository.limit_to(within);
        let Findings {
            specs,
            groups,
            found,
            agreed,
            mut lineages,
            mut remarks,
            heads,
            remote_branch,
        } = Self::read(&repository, &wanted, journal.record())?;
        remarks.splice(0..0, remembered);
        let read_marks = ReadMarks::load(&project, journal.events(), &identity.writer)
            .unwrap_or_else(|error| {
                remarks.push(format!("{error:#}"));
                ReadMarks::default()
            });
        let mut naming = NamesCache::default();
        let review = UnderReview {
            increments: &found.increments,
            specs: &specs,
            agreed: &agreed,
        };
        naming.settle(
            &repository,
            review,
            &mut lineages,
            &mut journal,
            &mut private,
        );
        remarks.extend(lineages.is_cut().then(|| HISTORY_CUT.to_owned()));
        remarks.splice(
            0..0,
            repository
                .location()
                .remarks
                .iter()
                .map(|remark| safe::inline(remark).into_string()),
        );
        let name = name_of(&repository);
        Ok(Self {
            repository,
            name,
            specs,
            groups,
            remarks,
            found,
            project,
            identity,
            journal,
            private,
            read_marks,
            wanted,
            naming,
            then: Then::new(&lineages, &agreed),
            agreed,
            lineages,
            restored: Restored::default(),
            heads,
            remote_branch,
            later: OnceCell::new(),
        })
    }

    /// Finds the repository and its record, without anything to review.
    ///
    /// # Errors
    /// When there is no repository, or its record has no name.
    pub fn locate(wanted: &OpenRequest) -> Result<(Repository, Project, Identity), OpenFailure> {
        let mut repository = Repository::discover(&wanted.dir).map_err(OpenFailure::Repository)?;
        let within = within::typed(&repository, &wanted.paths)?;
        repository.limit_to(within);
        let (project, identity) = located::record_of(&repository, wanted)?;
        kept::read_kept(&mut repository, &project)?;
        Ok((repository, project, identity))
    }

    /// Reads the specs at the head under review, and detects the increments: at the start, and
    /// again after the repository changed.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn read(
        repository: &Repository,
        wanted: &OpenRequest,
        record: &Record,
    ) -> Result<Findings, OpenFailure> {
        find(repository, wanted, record)
    }

    /// Files statements under today's names, after repository or record were read again.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn settle_names(&mut self) {
        let Self {
            repository,
            specs,
            found,
            agreed,
            naming,
            lineages,
            journal,
            private,
            ..
        } = self;
        let review = UnderReview {
            increments: &found.increments,
            specs,
            agreed,
        };
        naming.settle(repository, review, lineages, journal, private);
    }

    /// Returns the record that everybody shares, with lapsed verdicts marked.
    pub fn shared_record(&mut self) -> Record {
        let mut record = Record::clone(self.journal.record());
        record.former.clone_from(self.naming.former());
        record.stale = stale(&self.repository, &record, &self.specs, &self.found);
        record.restored = self.restored.of(&self.repository, &record, &self.found);
        record
    }

    /// Returns the record including private notes, with lapsed verdicts marked.
    pub fn record(&mut self) -> Record {
        let mut record = with_private(self.journal.record(), self.private.record());
        record.former.clone_from(self.naming.former());
        record.stale = stale(&self.repository, &record, &self.specs, &self.found);
        record.restored = self.restored.of(&self.repository, &record, &self.found);
        record.unread = self
            .read_marks
            .unread(self.journal.events(), &self.identity.writer);
        (record.whereabouts, _) =
            Standings::default().of(&self.repository, &record, &self.found, usize::MAX);
        record
    }

    /// Returns the reverts between increments.
    pub fn later(&self) -> &Later {
        self.later
            .get_or_init(|| Later::of(&self.repository, &self.found.increments))
    }

    /// Returns the tree of a commit, for statements about it; `None` when it cannot be read.
    pub fn tree_of(&self, commit: ObjectId) -> Option<ObjectId> {
        self.repository.tree_of(commit).ok()
    }
}

/// Returns when the newest round of each increment was made, by its head's committer: a rebase
/// keeps the author's time but is a new delivery. `None` where that cannot be read.
pub fn delivered(
    repository: &Repository,
    found: &FoundIncrements,
) -> IndexedVec<IncrementIndex, Option<Timestamp>> {
    let at = |increment: &Increment| repository.committed_at(increment.range.head).ok();
    found.increments.iter().map(at).collect()
}

/// Finds the specs at the head under review, and the increments.
fn find(
    repository: &Repository,
    wanted: &OpenRequest,
    record: &Record,
) -> Result<Findings, OpenFailure> {
    // Before anything is read, so that a change meanwhile is noticed.
    let heads = repository.location().heads()?;
    let (recorded, definitions_left_out) = definitions(record);
    let mut request = IncrementSearch {
        typed: wanted.range.clone(),
        base: wanted.base.clone(),
        head: wanted.head.clone(),
        exact: wanted.exact,
        declared: &[],
        recorded: &recorded,
    };
    let found = increments::discover(repository, &request).context("looking for increments")?;
    let Collected {
        specs,
        groups,
        mut remarks,
    } = specs::find(repository, found.head, wanted)?;
    let declared: Vec<_> = specs
        .iter()
        .flat_map(|spec| spec.increments.iter().cloned())
        .collect();
    let mut found = if declared.is_empty() || wanted.range.is_some() {
        found
    } else {
        request.declared = &declared;
        increments::discover(repository, &request).context("looking for the spec's increments")?
    };
    remarks.extend(Deliveries::default().recognise(
        repository,
        &mut found.increments,
        &record.written,
    ));
    within::check(repository, &found)?;
    found.left_out.extend(within::left_out(repository, &found));
    remarks.extend(definitions_left_out);
    remarks.extend(found.warnings.iter().map(warning));
    if found.increments.is_empty() {
        return Err(OpenFailure::NoIncrement(
            "nothing to review: no tag, merge or branch since the base, and no commit; name a range, such as \
             `snaglist main..delivery`, or give an older `--base`"
                .to_owned(),
        ));
    }
    let read = specs.len();
    let mut lineages = Lineages::new(specs.clone().into(), found.head);
    let are_named = !wanted.specs.is_empty();
    let LaidOver {
        specs,
        agreed,
        remarks: of_agreed,
    } = agreed::lay_over(repository, &specs, &found, record, &mut lineages, are_named);
    remarks.extend(of_agreed);
    let groups = if specs.len() == read {
        groups
    } else {
        specs::groups(&specs)
    };
    let remote_branch = remote_branch::compare(repository, wanted)
        .context("comparing the reviewed branch with its remote branch")?;
    Ok(Findings {
        specs,
        groups,
        found,
        agreed,
        lineages,
        remarks,
        heads,
        remote_branch,
    })
}

fn warning(warning: &SpecWarning) -> String {
    let about = safe::inline(&warning.about);
    let about = if about.as_str().is_empty() {
        String::new()
    } else {
        format!(": {about}")
    };
    format!("line {}: {}{about}", warning.line, warning.message)
}

fn name_of(repository: &Repository) -> Untrusted {
    let location = repository.location();
    let dir = location.work_dir.as_ref().unwrap_or(&location.git_dir);
    let name = dir.file_name().unwrap_or(dir.as_os_str());
    Untrusted::new(name.as_encoded_bytes())
}
