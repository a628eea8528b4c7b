//! Tests of the `editor` area, as a user would notice.
