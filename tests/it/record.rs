//! Tests of the `record` area, as a user would notice.
