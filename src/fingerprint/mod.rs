//! COLD: from facts to claims: what a device probably is, why, and how sure that is.
//!
//! Rules are data (`fingerprints/`). A rule turns facts into claims with a weight and a family; claims of one family
//! rest on the same kind of evidence and do not add up as if independent.
//!
//! Invariant: the same facts give the same claims in the same order, whatever order the facts came in.

mod claim;
mod combine;

pub use claim::{Attribute, Claim, Profile};
pub use combine::{Conclusion, conclude};
