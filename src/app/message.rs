//! The message line, which stays until the next key.

/// A message for the user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// The text: our own words, or made safe.
    pub text: String,
    /// Whether it reports an error.
    pub is_error: bool,
}

impl Message {
    /// Creates a message that informs.
    pub fn info(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            is_error: false,
        }
    }

    /// Creates a message that reports an error.
    pub fn error(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            is_error: true,
        }
    }
}
