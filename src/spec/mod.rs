//! Text → `Spec`: recognise the dialect, then read it. Pure.
