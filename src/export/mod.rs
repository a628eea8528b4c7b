//! The review summary as text. Pure.
