//! Tests of the `safe` area, as a user would notice.
