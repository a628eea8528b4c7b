//! Tests of the `diff` area, as a user would notice.
