//! Policies of manufacturers: what their devices are allowed to do.

use super::StoreError;
use crate::base::Timestamp;
use crate::baseline::Policy;

/// The room of policies.
pub trait Policies: Send {
    /// All policies, by number.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn policies(&self) -> Result<Vec<Policy>, StoreError>;

    /// Takes a policy in, under a number of its own, and writes down who did; its number.
    ///
    /// # Errors
    /// When the database fails; then nothing was written.
    fn add_policy(&mut self, policy: &Policy) -> Result<u32, StoreError>;

    /// How many devices each of these policies binds, by what they are as lists show it: what a person said wins.
    ///
    /// # Errors
    /// When the database fails.
    fn bound(&self, policies: &[Policy]) -> Result<Vec<u64>, StoreError>;

    /// A newer profile takes the place of the one that a policy was, under its number and for the devices it binds; writes
    /// down who brought it. Whether there was such a policy.
    ///
    /// # Errors
    /// When the database fails; then nothing was written.
    fn supersede_policy(&mut self, policy: &Policy) -> Result<bool, StoreError>;

    /// Removes a policy, and writes down who did; whether there was such a one.
    ///
    /// # Errors
    /// When the database fails; then nothing was written.
    fn remove_policy(&mut self, number: u32, author: &str, now: Timestamp) -> Result<bool, StoreError>;
}
