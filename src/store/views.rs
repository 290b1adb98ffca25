//! Saved views of the inventory: what somebody asked for, under a name, to come back to or to hand on as a link.

use super::StoreError;
use crate::base::Timestamp;

/// The most views that one account keeps.
pub const MOST_VIEWS: usize = 100;

/// A view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Its number, which never is another's.
    pub id: u64,
    /// Whose it is.
    pub account: String,
    /// What they call it.
    pub name: String,
    /// What is asked for, as the address of the page has it.
    pub query: String,
    /// When it was saved last.
    pub saved: Timestamp,
}

/// A place that keeps views.
pub trait Views: Send {
    /// The views of an account, by name.
    ///
    /// # Errors
    /// When the database fails.
    fn views(&self, account: &str) -> Result<Vec<SavedView>, StoreError>;

    /// One view, whosever it is: who has its link may follow it.
    ///
    /// # Errors
    /// When the database fails.
    fn view(&self, id: u64) -> Result<Option<SavedView>, StoreError>;

    /// Saves a view, in place of the account's view of that name where there is one; its number. `None` when the account
    /// has [`MOST_VIEWS`] others.
    ///
    /// # Errors
    /// When there is no such account, or the database fails.
    fn put_view(&mut self, account: &str, name: &str, query: &str, now: Timestamp) -> Result<Option<u64>, StoreError>;

    /// Removes one of the account's views; `false` when it has none of this number.
    ///
    /// # Errors
    /// When the database fails.
    fn drop_view(&mut self, account: &str, id: u64) -> Result<bool, StoreError>;
}
