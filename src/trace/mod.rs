//! Trace links between criteria and changes. Pure.
