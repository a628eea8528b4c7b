//! Holds the numbers of the ranking, in one place.

/// The weight of each kind of evidence. The default measured best; see
/// `docs/decisions/023-suggestions-by-words.md`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Recipe {
    /// Weight of a term in the file's path.
    pub path: f32,
    /// Weight of a term in the heading above a hunk.
    pub heading: f32,
    /// Factor for a name where it is defined.
    pub defined: f32,
    /// Factor for a term in a comment.
    pub comment: f32,
    /// Weight of a term in an added line.
    pub added: f32,
    /// Weight of a term in a removed line.
    pub removed: f32,
    /// Weight of a term in a context line.
    pub context: f32,
    /// BM25's saturation: a term that occurs this often, in a text of average length, counts for
    /// half.
    pub saturation: f32,
    /// BM25's normalisation by length, from 0 to 1.
    pub length: f32,
    /// Exponent of the rarity of a term among hunks, beside that among criteria.
    pub rarity: f32,
    /// Weight of pairs of words.
    pub pairs: f32,
    /// Weight of identifiers, flags and paths that the criterion quotes.
    pub quoted: f32,
    /// Factor for a hunk of a text for people, relative to code: documents repeat specs, and carry
    /// out only criteria that ask for documents.
    pub prose: f32,
    /// Weights of a hunk's surroundings, for ranking commits and files.
    pub strong: Around,
    /// Weights of a hunk's surroundings, for ranking hunks.
    pub light: Around,
}

/// Weights of a hunk's surroundings.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Around {
    /// The best hunk of its file.
    pub file: f32,
    /// The best hunk of its commit.
    pub commit: f32,
    /// Its commit as one text.
    pub whole: f32,
    /// Its commit's message.
    pub message: f32,
}

impl Recipe {
    /// Returns the score of a hunk that has everything a criterion looks for, in a commit that has
    /// it too.
    pub fn attainable(&self) -> f32 {
        let own = 1.0 + self.pairs + self.quoted;
        own + (self.light.file + self.light.commit) * own + self.light.whole + self.light.message
    }
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            path: 2.0,
            heading: 2.0,
            defined: 2.0,
            comment: 1.5,
            added: 1.0,
            removed: 0.5,
            context: 0.3,
            saturation: 1.2,
            length: 0.75,
            rarity: 0.0,
            pairs: 0.3,
            quoted: 0.12,
            prose: 0.5,
            strong: Around {
                file: 0.3,
                commit: 0.0,
                whole: 0.5,
                message: 1.0,
            },
            light: Around {
                file: 0.3,
                commit: 0.2,
                whole: 0.2,
                message: 0.3,
            },
        }
    }
}
