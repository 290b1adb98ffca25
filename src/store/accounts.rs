//! Who may use the pages and the API: accounts, sessions, tokens.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use super::{Opening, Sqlite, StoreError};
use crate::base::Timestamp;

/// SHA-256 of a random secret.
pub type Digest = [u8; 32];

/// What somebody does here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Looks.
    Viewer,
    /// Keeps the inventory and the clinical record.
    Biomed,
    /// Handles alerts.
    Soc,
    /// Everything, accounts included.
    Admin,
}

impl Role {
    /// Every role, in order.
    pub const ALL: &'static [Self] = &[Self::Viewer, Self::Biomed, Self::Soc, Self::Admin];

    /// The stored name.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Biomed => "biomed",
            Self::Soc => "soc",
            Self::Admin => "admin",
        }
    }

    /// What it may do, in one line.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Viewer => "looks at everything, changes nothing",
            Self::Biomed => "keeps the inventory, clinical records and contacts",
            Self::Soc => "handles alerts",
            Self::Admin => "everything, accounts included",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.slug())
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(slug: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().copied().find(|role| role.slug() == slug);
        found.ok_or_else(|| format!("\"{slug}\" is no role; there are: viewer biomed soc admin"))
    }
}

/// Somebody who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Name, in lower case.
    pub name: String,
    /// What they do here.
    pub role: Role,
    /// Their password as an argon2id PHC string.
    pub password: String,
    /// When the account was made.
    pub made: Timestamp,
    /// When role or password changed last.
    pub changed: Timestamp,
}

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Number, 0 before it is stored.
    pub id: i64,
    /// Whose.
    pub account: String,
    /// Of the secret in their cookie.
    pub digest: Digest,
    /// Of the secret before it.
    pub former: Option<Digest>,
    /// What forms must carry.
    pub csrf: String,
    /// When they signed in.
    pub begun: Timestamp,
    /// When the secret was last replaced.
    pub rotated: Timestamp,
    /// When they last asked for something.
    pub used: Timestamp,
}

/// What a program signs in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Number, 0 before it is stored.
    pub id: i64,
    /// For whom it acts.
    pub account: String,
    /// What it is for.
    pub label: String,
    /// Of the secret.
    pub digest: Digest,
    /// What it may do of what its account may.
    pub scopes: Vec<String>,
    /// When it was made.
    pub made: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// When it was last used.
    pub used: Option<Timestamp>,
}

/// A place that keeps accounts.
pub trait Accounts: Send {
    /// Every account, by name.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn accounts(&self) -> Result<Vec<Account>, StoreError>;

    /// One account.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn account(&self, name: &str) -> Result<Option<Account>, StoreError>;

    /// Makes or changes an account, as `author` says, with its audit entries. When its role or password changes, its
    /// sessions end.
    ///
    /// # Errors
    /// When it would leave no administrator, or the database fails.
    fn put_account(&mut self, account: &Account, author: &str) -> Result<(), StoreError>;

    /// Makes the first account, with its audit entry; `false` when there is one already.
    ///
    /// # Errors
    /// When the database fails.
    fn put_first_account(&mut self, account: &Account) -> Result<bool, StoreError>;

    /// Removes an account, its sessions and tokens, with an audit entry; `false` when there was none.
    ///
    /// # Errors
    /// When it would leave accounts without an administrator, or the database fails.
    fn remove_account(&mut self, name: &str, author: &str, now: Timestamp) -> Result<bool, StoreError>;

    /// Begins a session; those not used since `idle` or begun before `oldest` are forgotten.
    ///
    /// # Errors
    /// When the database fails.
    fn begin_session(&mut self, session: &Session, idle: Timestamp, oldest: Timestamp) -> Result<(), StoreError>;

    /// The session of a secret, or of one that was just replaced, with its account.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn session(&self, digest: &Digest) -> Result<Option<(Session, Account)>, StoreError>;

    /// Writes when a session was used, and its secret where that was replaced: from `expected` only, so that of two
    /// who replace it at once one does. `false` when another was first.
    ///
    /// # Errors
    /// When the database fails.
    fn keep_session(&mut self, session: &Session, expected: &Digest) -> Result<bool, StoreError>;

    /// Ends a session.
    ///
    /// # Errors
    /// When the database fails.
    fn end_session(&mut self, id: i64) -> Result<(), StoreError>;

    /// Every token of an account, or of all.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn tokens(&self, account: Option<&str>) -> Result<Vec<Token>, StoreError>;

    /// Adds a token, with an audit entry that does not tell its secret.
    ///
    /// # Errors
    /// When the database fails.
    fn add_token(&mut self, token: &Token, author: &str) -> Result<i64, StoreError>;

    /// The token of a secret, with its account.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn token(&self, digest: &Digest) -> Result<Option<(Token, Account)>, StoreError>;

    /// Notes that a token was used.
    ///
    /// # Errors
    /// When the database fails.
    fn used_token(&mut self, id: i64, at: Timestamp) -> Result<(), StoreError>;

    /// Removes a token, with an audit entry; `false` when there was none.
    ///
    /// # Errors
    /// When the database fails.
    fn remove_token(&mut self, id: i64, author: &str, now: Timestamp) -> Result<bool, StoreError>;

    /// Up to when an account has looked at what changed.
    ///
    /// # Errors
    /// When the database fails.
    fn looked(&self, account: &str) -> Result<Option<Timestamp>, StoreError>;

    /// Notes up to when an account has looked.
    ///
    /// # Errors
    /// When there is no such account, or the database fails.
    fn set_looked(&mut self, account: &str, until: Timestamp) -> Result<(), StoreError>;

    /// A number that changes whenever anybody else wrote to the database.
    ///
    /// # Errors
    /// When the database fails.
    fn version(&self) -> Result<i64, StoreError>;
}

/// Opens the accounts in the store that `url` names, as [`super::open`] does.
///
/// # Errors
/// As [`super::open`].
pub fn accounts(url: &str, opening: Opening) -> Result<Box<dyn Accounts>, StoreError> {
    Ok(Box::new(Sqlite::open(super::file(url)?, opening)?))
}

/// All rooms of a store in one.
pub trait Rooms:
    super::Store + Accounts + super::Links + super::Records + super::Incidents + super::Imports + super::Views
{
}

impl Rooms for Sqlite {}

/// Opens all rooms of the store that `url` names, as [`super::open`] does.
///
/// # Errors
/// As [`super::open`].
pub fn rooms(url: &str, opening: Opening) -> Result<Box<dyn Rooms>, StoreError> {
    let path: &Path = super::file(url)?;
    Ok(Box::new(Sqlite::open(path, opening)?))
}
