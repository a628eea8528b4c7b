//! Reads repositories: ranges, trees, blobs, increments. The only place that names `git2`.
