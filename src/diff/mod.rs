//! Line differences, hunks and finding lines again. The only place that names a diff library. Pure.
