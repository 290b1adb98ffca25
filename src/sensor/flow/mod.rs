//! Flows: who talks to whom, defragmentation and reassembly. Knows no protocol.
//!
//! Invariant: every table has a limit, an eviction order and a counter.

mod defrag;
mod duplicates;
mod reassembly;
mod table;

pub use defrag::Defragmenter;
pub use duplicates::{Duplicates, Mark};
pub use reassembly::{Budget, Half, Piece, Wish};
pub use table::{Flow, FlowTable, Held, Key, Swept, Way};
