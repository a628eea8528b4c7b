//! The numbers of the ranking, in one place.

/// How much each kind of evidence counts. The default is what was measured best; see
/// `docs/decisions/023-suggestions-by-words.md`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Recipe {
    /// Of a term in the file's path.
    pub path: f32,
    /// Of a term in the heading that a hunk stands under.
    pub heading: f32,
    /// How much more a name says where it is defined.
    pub defined: f32,
    /// How much more a term says in a comment.
    pub comment: f32,
    /// Of a term in an added line.
    pub added: f32,
    /// Of one in a removed line.
    pub removed: f32,
    /// Of one in a line around.
    pub context: f32,
    /// BM25's saturation: a term met this often, in a text of average length, counts for half.
    pub saturation: f32,
    /// BM25's normalisation by length, from 0 to 1.
    pub length: f32,
    /// How much the rarity of a term among hunks counts, beside that among criteria; an exponent.
    pub rarity: f32,
    /// Of pairs of words.
    pub pairs: f32,
    /// Of identifiers, flags and paths that the criterion quotes.
    pub quoted: f32,
    /// What a hunk of a text for people is worth, beside one of code: documents repeat specs, and carry
    /// nothing out but what asks for them.
    pub prose: f32,
    /// What surrounds a hunk, for ranking commits and files.
    pub strong: Around,
    /// What surrounds a hunk, for ranking the hunks.
    pub light: Around,
}

/// How much what surrounds a hunk counts.
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
    /// What a hunk would score that has everything a criterion looks for, in a commit that has too.
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
            strong: Around { file: 0.3, commit: 0.0, whole: 0.5, message: 1.0 },
            light: Around { file: 0.3, commit: 0.2, whole: 0.2, message: 0.3 },
        }
    }
}
