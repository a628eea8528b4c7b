//! Loads the compiled-in grammars.

use std::collections::HashMap;

use syntect::parsing::{Scope, SyntaxSet};

use super::language::Language;
use super::scopes::{Look, ScopeTable};

/// Maximum number of languages with compiled regular expressions in memory, 1 to 5 MB each. With
/// more, the cache is emptied, which takes 2 ms.
const MAX_LANGUAGES: usize = 8;

/// The grammars of all languages. Each is unpacked, and its regular expressions are compiled, when
/// a line first needs it.
pub struct Grammars {
    set: SyntaxSet,
    met: Vec<Language>,
    scopes: ScopeTable,
    looks: HashMap<Scope, Look>,
}

impl Grammars {
    /// Reads the index of the grammars: 2 ms and 3 MB.
    pub fn load() -> Self {
        Self {
            set: two_face::syntax::extra_newlines(),
            met: Vec::new(),
            scopes: ScopeTable::new(),
            looks: HashMap::new(),
        }
    }

    /// Prepares for a language. May unload the data of other languages; states stay valid, because
    /// they refer to the set by numbers that are equal after each loading.
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

    pub(super) fn set(&self) -> &SyntaxSet {
        &self.set
    }

    /// Returns how a scope looks, cached. The cache is bounded, because scopes come from the
    /// grammars.
    pub(super) fn look(&mut self, scope: Scope) -> Look {
        *self
            .looks
            .entry(scope)
            .or_insert_with(|| self.scopes.look(scope))
    }
}
