//! `scope`: the specs and folders that a reviewer chose instead of those that are found.

use serde::Deserialize;

use super::kind::{Kind, WhoCounts};
use super::target::FoldTarget;
use crate::model::event::{Body, Event};
use crate::model::names::Names;
use crate::model::text::{RepoPath, Untrusted};
use crate::record::codec::read::Fault;
use crate::record::codec::values::{Path, Text};
use crate::record::codec::write::Toml;

/// `[body]` of a `scope`.
#[derive(Deserialize)]
pub(super) struct Scope {
    #[serde(default)]
    specs: Vec<SpecTable>,
    #[serde(default)]
    paths: Vec<FolderTable>,
}

/// One of `[[body.specs]]`.
#[derive(Deserialize)]
struct SpecTable {
    spec: Text,
}

/// One of `[[body.paths]]`.
#[derive(Deserialize)]
struct FolderTable {
    path: Path,
}

impl Kind for Scope {
    const NAME: &'static str = "scope";
    const WHO_COUNTS: WhoCounts = WhoCounts::Reviewers;
    type Fields<'a> = (&'a Vec<Untrusted>, &'a Vec<RepoPath>);

    fn body(self) -> Result<Body, Fault> {
        Ok(Body::Scope {
            specs: self.specs.into_iter().map(|of| of.spec.0).collect(),
            paths: self.paths.into_iter().map(|of| of.path.0).collect(),
        })
    }

    fn write((specs, paths): Self::Fields<'_>, out: &mut Toml) {
        for spec in specs {
            out.table_of("body.specs");
            out.text("spec", spec);
        }
        for path in paths {
            out.table_of("body.paths");
            out.path("path", path);
        }
    }

    fn target<'a>(_: Self::Fields<'a>, _: &'a Event, _: &'a Names) -> FoldTarget<'a> {
        FoldTarget::Scopes
    }

    fn words(_: Self::Fields<'_>) -> (String, &[u8]) {
        ("which specs and folders are reviewed".to_owned(), &[])
    }
}
