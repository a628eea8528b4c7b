//! Tests of the `git` area, as a user would notice.
