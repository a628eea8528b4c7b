//! The line that tells the user something, until the next key.

/// A line for the user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// What it says; our own words, or made safe.
    pub text: String,
    /// Whether something went wrong.
    pub is_error: bool,
}

impl Message {
    /// Something to know.
    pub fn info(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: false }
    }

    /// Something that went wrong.
    pub fn error(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: true }
    }
}
