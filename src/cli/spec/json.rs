//! Specs in JSON.

use serde::Serialize;

use crate::model::spec::{Criterion, LeftOutLines, Requirement, Spec, SpecWarning};
use crate::model::text::RepoPath;
use crate::spec;

/// Everything that was read.
#[derive(Serialize)]
pub(super) struct SpecsJson {
    version: u8,
    specs: Vec<ReadSpecJson>,
}

#[derive(Serialize)]
struct ReadSpecJson {
    path: String,
    dialect: &'static str,
    because: String,
    title: String,
    group: Option<GroupJson>,
    criteria: Vec<ReadCriterionJson>,
    requirements: Vec<RequirementJson>,
    warnings: Vec<WarningJson>,
    left_out: Vec<LeftOutLinesJson>,
}

#[derive(Serialize)]
struct LeftOutLinesJson {
    line: u32,
    end_line: u32,
    why: &'static str,
}

#[derive(Serialize)]
struct GroupJson {
    path: String,
    what: &'static str,
}

#[derive(Serialize)]
struct ReadCriterionJson {
    id: String,
    kind: &'static str,
    line: u32,
    end_line: u32,
    section: Vec<String>,
    text: String,
    claim: &'static str,
    rule: &'static str,
    requirement: Option<u32>,
    names: Vec<String>,
    paths: Vec<String>,
}

#[derive(Serialize)]
struct RequirementJson {
    title: String,
    text: String,
    line: u32,
    end_line: u32,
}

#[derive(Serialize)]
struct WarningJson {
    line: u32,
    message: String,
    about: String,
}

pub(super) fn listing(specs: &[Spec]) -> SpecsJson {
    SpecsJson {
        version: 1,
        specs: specs.iter().map(of_spec).collect(),
    }
}

fn of_spec(spec: &Spec) -> ReadSpecJson {
    ReadSpecJson {
        path: spec.path.lossy().into_owned(),
        dialect: spec.dialect.name(),
        because: spec.because.clone(),
        title: spec.title.lossy().into_owned(),
        group: spec::group_of(&spec.path).map(of_group),
        criteria: spec.criteria.iter().map(of_criterion).collect(),
        requirements: spec.requirements.iter().map(of_requirement).collect(),
        warnings: spec.warnings.iter().map(of_warning).collect(),
        left_out: spec.left_out.iter().map(of_left_out).collect(),
    }
}

fn of_group((path, what): (RepoPath, &'static str)) -> GroupJson {
    GroupJson {
        path: path.lossy().into_owned(),
        what,
    }
}

fn of_criterion(criterion: &Criterion) -> ReadCriterionJson {
    ReadCriterionJson {
        id: criterion.id.to_string(),
        kind: criterion.kind.name(),
        line: criterion.lines.first,
        end_line: criterion.lines.last,
        section: criterion
            .section
            .iter()
            .map(|title| title.lossy().into_owned())
            .collect(),
        text: criterion.text.lossy().into_owned(),
        claim: criterion.claim.name(),
        rule: criterion.rule,
        requirement: criterion.requirement,
        names: criterion
            .names
            .iter()
            .map(|name| name.lossy().into_owned())
            .collect(),
        paths: criterion
            .paths
            .iter()
            .map(|path| path.lossy().into_owned())
            .collect(),
    }
}

fn of_requirement(requirement: &Requirement) -> RequirementJson {
    RequirementJson {
        title: requirement.title.lossy().into_owned(),
        text: requirement.text.lossy().into_owned(),
        line: requirement.lines.first,
        end_line: requirement.lines.last,
    }
}

fn of_left_out(left_out: &LeftOutLines) -> LeftOutLinesJson {
    LeftOutLinesJson {
        line: left_out.lines.first,
        end_line: left_out.lines.last,
        why: left_out.why,
    }
}

fn of_warning(warning: &SpecWarning) -> WarningJson {
    WarningJson {
        line: warning.line,
        message: warning.message.clone(),
        about: warning.about.lossy().into_owned(),
    }
}
