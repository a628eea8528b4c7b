//! Draws the state. Never changes it.
