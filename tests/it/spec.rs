//! Tests of the `spec` area, as a user would notice.
