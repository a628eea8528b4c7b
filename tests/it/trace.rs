//! Tests of the `trace` area, as a user would notice.
