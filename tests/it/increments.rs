//! Tests of the `increments` area, as a user would notice.
