//! The user's settings, read once.
