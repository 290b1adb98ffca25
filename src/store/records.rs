//! What people say of devices: records, review, contacts, comments, the audit log; and who may write the inventory.

use super::catalogue::{Page, Query, Shares, Sort};
use super::{DeviceRow, StoreError};
use crate::base::{Text, Timestamp};
use crate::clinical::{
    Change, Contact, Contradiction, Entry, FieldError, Hash, Person, Playbook, Record, Scope, Standing, contradictions,
};
use crate::fingerprint::Attribute;
use crate::inventory::{DeviceId, Part};

/// How often a record was changed: whoever edits says which revision they saw. 0 where nobody said anything yet.
pub type Revision = u64;

/// What is kept of one device beside what the wire shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The record; of a device that others were merged into, with what was said of them.
    pub record: Record,
    /// Where it stands in review.
    pub standing: Standing,
    /// Its revision.
    pub revision: Revision,
    /// Who changed it last, and when.
    pub changed: Option<(String, Timestamp)>,
    /// Comments, oldest first.
    pub comments: Vec<Comment>,
}

impl Card {
    /// Puts what a person said in place of what the wire shows; where they differ is answered.
    pub fn overlay(&self, device: &mut DeviceRow) -> Vec<Contradiction> {
        let seen: Vec<(Attribute, Text)> = device.attributes.iter().map(|(name, value, ..)| (*name, value.clone())).collect();
        let of = |slug: &str| seen.iter().find(|(name, _)| name.slug() == slug).map(|(_, value)| value.as_str());
        let found = contradictions(&self.record, of);
        for attribute in Attribute::ALL {
            let Some(value) = self.record.text(attribute.slug()).and_then(Text::new) else { continue };
            let conflict = found.iter().any(|one| one.field == attribute.slug());
            device.attributes.retain(|(name, ..)| name != attribute);
            device.attributes.push((*attribute, value, 1.0, conflict));
        }
        device.attributes.sort_by_key(|(attribute, ..)| *attribute);
        found
    }
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author: String,
    /// What.
    pub text: String,
}

/// An edit of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// Fields and what shall stand in them; empty text clears.
    pub set: Vec<(String, String)>,
    /// The standing from now on. A correction of what a device is makes it `corrected` by itself.
    pub standing: Option<Standing>,
    /// Whether what was assumed or imported is confirmed by this: the author stands for it.
    pub confirm: bool,
    /// Whether the values come from another system and no person stands for them yet.
    pub imported: bool,
}

/// What an edit did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edited {
    /// The revision now.
    pub revision: Revision,
    /// Fields that changed.
    pub changes: Vec<Change>,
    /// The standing now.
    pub standing: Standing,
}

/// Somebody else was quicker.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{who} changed {device} at {at} (it is at revision {current}, not {expected}); look again before you change it")]
pub struct Conflict {
    /// The device.
    pub device: DeviceId,
    /// What the editor saw.
    pub expected: Revision,
    /// What is there.
    pub current: Revision,
    /// Who changed it.
    pub who: String,
    /// When.
    pub at: Timestamp,
}

/// Why records cannot do what they were asked.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    /// Somebody else was quicker; nothing was written.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// There is no such device.
    #[error("there is no {0}")]
    NoSuchDevice(DeviceId),
    /// A field cannot be, or cannot hold this.
    #[error(transparent)]
    Field(#[from] FieldError),
    /// What was given cannot be.
    #[error("{0}")]
    Refused(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for RecordsError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<RecordsError> for StoreError {
    /// For callers that cannot do anything wrong but to have a store that fails.
    fn from(error: RecordsError) -> Self {
        match error {
            RecordsError::Store(error) => error,
            other => Self::Damaged(other.to_string()),
        }
    }
}

/// Which entries of the audit log are wanted, latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only of this subject (`dev-17`).
    pub subject: Option<String>,
    /// Only by this person.
    pub who: Option<String>,
    /// Only entries before this number: the next page.
    pub before: Option<u64>,
    /// At most so many; 100 where nobody said.
    pub limit: Option<usize>,
    /// Without what became of accounts, tokens and signing in: that is for administrators.
    pub without_access: bool,
}

/// What deeds on accounts, on tokens and on signing in are called.
pub const ACCESS_DEEDS: [&str; 6] = ["account", "token", "lockout", "sign-in", "sign-in failed", "sign-out"];

/// What a hub at work is asked for: merges and splits, and what changes the baselines that it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Two devices are one.
    Merge(DeviceId, DeviceId),
    /// Parts of a device are another one.
    Split(DeviceId, Vec<Part>),
    /// Take back the merge or split of this number.
    Undo(u32),
    /// What a device does is usual: the conversations with this text in their group or service; all, and the end of
    /// learning, where it is empty.
    Accept(DeviceId, String),
    /// The baseline of a device is forgotten.
    Reset(DeviceId),
    /// The policies of manufacturers were changed.
    Policies,
}

/// A request that waits for a hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its number.
    pub number: u64,
    /// What is asked for.
    pub request: Request,
    /// Who asked.
    pub who: String,
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nobody attended to it yet.
    Waiting,
    /// It was done; in words, how.
    Done(String),
    /// It could not be; in words, why.
    Refused(String),
}

/// Who writes the inventory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// Who.
    pub holder: String,
    /// Until when, if nothing more is heard of them.
    pub until: Timestamp,
}

/// A place that keeps what people say.
pub trait Records: Send {
    /// What is kept of a device; of one that nobody said anything of, an empty card. An alias leads to its device.
    ///
    /// # Errors
    /// When there is no such device, or the database fails.
    fn card(&self, device: DeviceId) -> Result<Card, RecordsError>;

    /// Edits a record in one transaction, with its audit entries. With an `expected` revision that is not the present one
    /// nothing is written.
    ///
    /// # Errors
    /// When somebody else was quicker, a field cannot hold its value, there is no such device, or the database fails.
    fn edit(
        &mut self,
        device: DeviceId,
        expected: Option<Revision>,
        edit: &Edit,
        author: &str,
        now: Timestamp,
    ) -> Result<Edited, RecordsError>;

    /// Edits several records, all or none.
    ///
    /// # Errors
    /// As [`Records::edit`].
    fn edit_all(&mut self, devices: &[DeviceId], edit: &Edit, author: &str, now: Timestamp) -> Result<Vec<Edited>, RecordsError>;

    /// Adds a device that no network shows.
    ///
    /// # Errors
    /// When a field cannot hold its value, or the database fails.
    fn record(&mut self, set: &[(String, String)], author: &str, now: Timestamp) -> Result<DeviceId, RecordsError>;

    /// Adds a comment of at most 4,000 characters.
    ///
    /// # Errors
    /// When it is empty or too long, there is no such device, or the database fails.
    fn comment(&mut self, device: DeviceId, text: &str, author: &str, now: Timestamp) -> Result<(), RecordsError>;

    /// Every contact, by scope and place.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn contacts(&self) -> Result<Vec<Contact>, StoreError>;

    /// Adds a contact at the end of its scope's, or at `place`; or changes the one of number `id`. Answers its number.
    ///
    /// # Errors
    /// When the contact cannot be, there is none of this number, or the database fails.
    fn put_contact(
        &mut self,
        id: Option<u64>,
        scope: &Scope,
        place: Option<u32>,
        person: &Person,
        author: &str,
        now: Timestamp,
    ) -> Result<u64, RecordsError>;

    /// Removes a contact.
    ///
    /// # Errors
    /// When there is none of this number, or the database fails.
    fn drop_contact(&mut self, id: u64, author: &str, now: Timestamp) -> Result<(), RecordsError>;

    /// Adds a deed to the audit log; for what other rooms do.
    ///
    /// # Errors
    /// When the database fails.
    fn note(&mut self, deed: &crate::clinical::Deed) -> Result<Entry, StoreError>;

    /// Entries of the audit log, latest first.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn audit(&self, filter: &AuditFilter) -> Result<Vec<Entry>, StoreError>;

    /// Checks the whole audit log; how many entries it has, and the hash of the last.
    ///
    /// # Errors
    /// When the chain does not hold, or the database fails.
    fn verify_audit(&self) -> Result<(u64, Hash), RecordsError>;

    /// Devices that pass, a page at a time.
    ///
    /// # Errors
    /// When the cursor is none of this query's, or the database fails.
    fn list(&self, query: &Query) -> Result<Page, RecordsError>;

    /// The numbers of the devices that pass, from low to high. The order and the page of the query do not matter.
    ///
    /// # Errors
    /// When the database fails.
    fn numbers(&self, query: &Query) -> Result<Vec<DeviceId>, RecordsError>;

    /// What the devices that pass a query have in common in these columns: at most `most` values. The order and the page
    /// of the query do not matter.
    ///
    /// # Errors
    /// As [`Self::list`].
    fn shares(&self, query: &Query, by: &[Sort], most: usize) -> Result<Shares, RecordsError>;

    /// How many devices have each value of a column (a filter's choices), most frequent first, at most 1,000.
    ///
    /// # Errors
    /// When the database fails.
    fn tally(&self, column: super::catalogue::Sort) -> Result<Vec<(String, u64)>, StoreError>;

    /// Packet time that the inventory has reached; the measure of how long a device is silent.
    ///
    /// # Errors
    /// When the database fails.
    fn reached(&self) -> Result<Timestamp, StoreError>;

    /// The playbook in force: what is assumed of a category, and the response plans.
    fn playbook(&self) -> &Playbook;

    /// Follows a playbook from now on; tiers are computed anew where it is another one.
    ///
    /// # Errors
    /// When the database fails.
    fn follow(&mut self, playbook: &Playbook) -> Result<(), StoreError>;

    /// Asks the hub at work for a merge or split; answers the request's number.
    ///
    /// # Errors
    /// When too many are waiting, or the database fails.
    fn ask(&mut self, request: &Request, who: &str, now: Timestamp) -> Result<u64, RecordsError>;

    /// What became of a request.
    ///
    /// # Errors
    /// When there is none of this number, or the database fails.
    fn answer(&self, number: u64) -> Result<Answer, RecordsError>;

    /// The requests that wait, oldest first.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn waiting(&self) -> Result<Vec<Waiting>, StoreError>;

    /// Says what became of a request.
    ///
    /// # Errors
    /// When the database fails.
    fn attended(&mut self, number: u64, answer: &Answer) -> Result<(), StoreError>;

    /// Takes or renews the lease until `until`; answers who has it instead, if somebody has. With `instead_of` the lease
    /// of that holder, who is known to be gone, is taken over.
    ///
    /// # Errors
    /// When the database fails.
    fn lease(
        &mut self,
        holder: &str,
        now: Timestamp,
        until: Timestamp,
        instead_of: Option<&str>,
    ) -> Result<Option<Lease>, StoreError>;

    /// Gives the lease back.
    ///
    /// # Errors
    /// When the database fails.
    fn release(&mut self, holder: &str) -> Result<(), StoreError>;

    /// Who has the lease at `now`.
    ///
    /// # Errors
    /// When the database fails.
    fn leased(&self, now: Timestamp) -> Result<Option<Lease>, StoreError>;
}
