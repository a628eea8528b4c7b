//! Terminal, clock, threads: carries effects out and feeds messages in.
