//! A repository, its specs, its increments and its record, opened together.
