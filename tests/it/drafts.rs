//! Tests of the `drafts` area, as a user would notice.
