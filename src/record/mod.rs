//! The record: journal, fold, drafts, place. The only place that writes files (exports aside).
