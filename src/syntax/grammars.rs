//! The compiled-in grammars, and what of them is loaded.

use std::collections::HashMap;

use syntect::parsing::{ParseState, Scope, SyntaxSet};

use super::language::Language;
use super::scopes::{Look, Scopes};
use super::state::State;

/// Languages whose compiled regular expressions are kept, 1 to 5 MB each. Whoever meets more begins
/// with an empty set again, which takes 2 ms.
const MAX_LANGUAGES: usize = 8;

/// The grammars of all languages. Each is unpacked, and its regular expressions are compiled, when a
/// line first needs it.
pub struct Grammars {
    set: SyntaxSet,
    met: Vec<Language>,
    scopes: Scopes,
    looks: HashMap<Scope, Look>,
}

impl Grammars {
    /// Reads the index of the grammars: 2 ms and 3 MB.
    pub fn load() -> Self {
        Self {
            set: two_face::syntax::extra_newlines(),
            met: Vec::new(),
            scopes: Scopes::new(),
            looks: HashMap::new(),
        }
    }

    /// Gets ready for a language. What is loaded for others may be let go; states stay valid, since
    /// they point into the set by numbers that are the same whenever it is loaded.
    pub(super) fn meet(&mut self, language: Language) {
        if self.met.contains(&language) {
            return;
        }
        if self.met.len() == MAX_LANGUAGES {
            self.set = two_face::syntax::extra_newlines();
            self.met.clear();
        }
        self.met.push(language);
    }

    /// The state before the first line. None when there is no grammar of that name.
    pub(super) fn start(&self, language: Language) -> Option<State> {
        let syntax = self.set.find_syntax_by_name(language.name())?;
        Some(State::new(ParseState::new(syntax)))
    }

    pub(super) fn set(&self) -> &SyntaxSet {
        &self.set
    }

    /// How a scope looks. Scopes come from the grammars, so that there is a bound to what is kept.
    pub(super) fn look(&mut self, scope: Scope) -> Look {
        *self.looks.entry(scope).or_insert_with(|| self.scopes.look(scope))
    }
}
