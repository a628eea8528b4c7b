//! Maps the grammars' scopes (`string.quoted.double.json`) to classes.
//!
//! The scopes follow Sublime Text's naming guidelines
//! (<https://www.sublimetext.com/docs/scope_naming.html>); the entry with the most parts in common
//! decides.

use syntect::parsing::Scope;

use crate::model::paint::Paint;

/// The effect of a scope on its text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    /// Unchanged.
    Same,
    /// Plain, even inside something else: an expression within a string.
    Plain,
    /// This class.
    Is(Paint),
}

use Look::{Is, Plain, Same};
use Paint as P;

const TABLE: &[(&str, Look)] = &[
    ("comment", Is(P::Comment)),
    ("constant", Is(P::Constant)),
    ("constant.character.escape", Is(P::Escape)),
    ("constant.numeric", Is(P::Number)),
    ("constant.other.color", Is(P::Number)),
    ("constant.other.placeholder", Is(P::Escape)),
    ("embedding", Plain),
    ("entity.name.class", Is(P::Type)),
    ("entity.name.constant", Is(P::Constant)),
    ("entity.name.enum", Is(P::Type)),
    ("entity.name.function", Is(P::Function)),
    ("entity.name.impl", Is(P::Type)),
    ("entity.name.interface", Is(P::Type)),
    ("entity.name.label", Is(P::Constant)),
    ("entity.name.macro", Is(P::Function)),
    ("entity.name.module", Is(P::Type)),
    ("entity.name.namespace", Is(P::Type)),
    ("entity.name.section", Is(P::Heading)),
    ("entity.name.struct", Is(P::Type)),
    ("entity.name.table", Is(P::Heading)),
    ("entity.name.tag", Is(P::Tag)),
    ("entity.name.tag.toml", Is(P::Key)),
    ("entity.name.tag.yaml", Is(P::Key)),
    ("entity.name.trait", Is(P::Type)),
    ("entity.name.type", Is(P::Type)),
    ("entity.name.union", Is(P::Type)),
    ("entity.type.function", Is(P::Function)),
    ("entity.other.attribute-name", Is(P::Attribute)),
    ("entity.other.inherited-class", Is(P::Type)),
    ("keyword", Is(P::Keyword)),
    ("keyword.constant", Is(P::Constant)),
    ("keyword.operator", Is(P::Operator)),
    ("keyword.operator.expression", Is(P::Keyword)),
    ("keyword.operator.logical.python", Is(P::Keyword)),
    ("keyword.operator.new", Is(P::Keyword)),
    ("keyword.operator.word", Is(P::Keyword)),
    ("keyword.other.interpolation", Is(P::Escape)),
    ("keyword.other.unit", Is(P::Number)),
    ("markup.bold", Is(P::Strong)),
    ("markup.deleted", Is(P::Number)),
    ("markup.heading", Is(P::Heading)),
    ("markup.inserted", Is(P::String)),
    ("markup.italic", Is(P::Emphasis)),
    ("markup.quote", Is(P::Emphasis)),
    ("markup.raw", Is(P::Raw)),
    ("markup.underline.link", Is(P::Link)),
    ("meta.annotation", Is(P::Attribute)),
    ("meta.annotation.parameters", Plain),
    ("meta.decorator", Is(P::Attribute)),
    ("meta.diff.header", Is(P::Heading)),
    ("meta.diff.range", Is(P::Function)),
    ("meta.embedded", Plain),
    ("meta.group.expansion", Is(P::Variable)),
    ("meta.interpolation", Plain),
    ("meta.mapping.key", Is(P::Key)),
    ("meta.property-name", Is(P::Key)),
    ("meta.template.expression", Plain),
    ("punctuation", Is(P::Punctuation)),
    ("punctuation.accessor", Is(P::Punctuation)),
    ("punctuation.decorator", Is(P::Attribute)),
    ("punctuation.definition.annotation", Is(P::Attribute)),
    ("punctuation.definition.blockquote", Is(P::Punctuation)),
    ("punctuation.definition.bold", Is(P::Strong)),
    ("punctuation.definition.comment", Is(P::Comment)),
    ("punctuation.definition.constant", Same),
    ("punctuation.definition.deleted", Same),
    ("punctuation.definition.entity", Same),
    ("punctuation.definition.heading", Is(P::Heading)),
    ("punctuation.definition.from-file", Same),
    ("punctuation.definition.inserted", Same),
    ("punctuation.definition.italic", Is(P::Emphasis)),
    ("punctuation.definition.keyword", Is(P::Keyword)),
    ("punctuation.definition.parameter", Same),
    ("punctuation.definition.range", Same),
    ("punctuation.definition.raw", Is(P::Raw)),
    ("punctuation.definition.string", Is(P::String)),
    ("punctuation.definition.to-file", Same),
    ("punctuation.definition.template-expression", Is(P::Escape)),
    ("punctuation.definition.variable", Is(P::Variable)),
    ("punctuation.section.embedded", Is(P::Escape)),
    ("punctuation.section.interpolation", Is(P::Escape)),
    ("source", Plain),
    ("storage", Is(P::Keyword)),
    ("storage.type.built-in", Is(P::Type)),
    ("storage.type.c", Is(P::Type)),
    ("storage.type.c++", Is(P::Type)),
    ("storage.type.cs", Is(P::Type)),
    ("storage.type.go", Is(P::Type)),
    ("storage.type.numeric", Is(P::Number)),
    ("storage.type.primitive", Is(P::Type)),
    ("storage.type.protobuf", Is(P::Type)),
    ("storage.type.rust", Is(P::Type)),
    ("storage.type.sql", Is(P::Type)),
    ("string", Is(P::String)),
    ("string.unquoted.plain", Plain),
    ("support.class", Is(P::Type)),
    ("support.constant", Is(P::Constant)),
    ("support.function", Is(P::Function)),
    ("support.macro", Is(P::Function)),
    ("support.module", Is(P::Type)),
    ("support.namespace", Is(P::Type)),
    ("support.type", Is(P::Type)),
    ("support.type.property-name", Is(P::Key)),
    ("text", Plain),
    ("text.html.javadoc", Same),
    ("variable.annotation", Is(P::Attribute)),
    ("variable.function", Is(P::Function)),
    ("variable.language", Is(P::Constant)),
    ("variable.other.bracket.shell", Is(P::Variable)),
    ("variable.other.constant", Is(P::Constant)),
    ("variable.other.php", Is(P::Variable)),
    ("variable.other.property.ts", Same),
    ("variable.other.readwrite.class", Is(P::Variable)),
    ("variable.other.readwrite.global", Is(P::Variable)),
    ("variable.other.readwrite.instance", Is(P::Variable)),
    ("variable.other.readwrite.shell", Is(P::Variable)),
    ("variable.parameter", Is(P::Variable)),
];

/// The table, in the form that the library compares.
pub(super) struct ScopeTable(Vec<(Scope, Look)>);

impl ScopeTable {
    pub(super) fn new() -> Self {
        Self(
            TABLE
                .iter()
                .filter_map(|(name, look)| Some((Scope::new(name).ok()?, *look)))
                .collect(),
        )
    }

    /// Returns how a scope looks; without a matching entry it changes nothing.
    pub(super) fn look(&self, scope: Scope) -> Look {
        let fitting = self
            .0
            .iter()
            .filter(|(prefix, _)| prefix.is_prefix_of(scope));
        fitting
            .max_by_key(|(prefix, _)| prefix.len())
            .map_or(Same, |(_, look)| *look)
    }
}
