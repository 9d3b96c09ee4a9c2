//! The read side against its meaning: the same questions asked of plain values in memory.

mod lists;
mod sample;
mod searching;
