//! SQLite: the embedded default.
//!
//! The journal is a write-ahead log, so readers never wait for the writer. `synchronous` is FULL: a commit is on the
//! disk before it is acknowledged, so it survives a loss of power as well as `kill -9`; NORMAL would survive the latter
//! only, and saves no more than one sync a batch.

mod accounts;
mod alert_list;
mod alerts;
mod ask;
mod baselines;
mod catalogue;
mod chain;
mod convert;
mod imports;
mod incidents;
mod links;
mod load;
mod outbox;
mod policies;
mod prune;
mod query;
mod queue;
mod records;
mod room;
#[cfg(test)]
mod room_tests;
mod upkeep;
mod views;
mod write;

use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, params};

use super::{BatchId, Committed, DeviceDetails, DeviceFilter, DeviceKey, DeviceRow, FactRow, Opening, Store, StoreError};
use crate::base::uri::encode;
use crate::clinical::Playbook;
use crate::inventory::{Changes, DeviceId, Override, Snapshot};

/// "ward" in ASCII: marks the file as ours (SQLite file format, 1.3.13).
const APPLICATION: i64 = 0x7761_7264;
/// Each migration brings a database of the version that is its place to the next.
const MIGRATIONS: &[&str] = &[
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
    include_str!("schema/6.sql"),
    include_str!("schema/7.sql"),
    include_str!("schema/8.sql"),
    include_str!("schema/9.sql"),
    include_str!("schema/10.sql"),
    include_str!("schema/11.sql"),
    include_str!("schema/12.sql"),
];
/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(10);
/// Every statement of the writer, prepared once.
const STATEMENTS: usize = 96;

/// A store in one SQLite file.
#[derive(Debug)]
pub struct Sqlite {
    connection: Connection,
    /// What tiers are computed with.
    playbook: Playbook,
}

impl Sqlite {
    /// Opens the file at `path`, brings its schema up to date, and makes it where that is wanted.
    ///
    /// # Errors
    /// One that says what to do; the file is then as it was.
    pub fn open(path: &Path, opening: Opening) -> Result<Self, StoreError> {
        let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
        check_header(path, opening, known)?;
        let open_error = |error: rusqlite::Error| StoreError::Open { path: path.to_owned(), reason: reason(&error) };
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        flags.set(OpenFlags::SQLITE_OPEN_CREATE, opening == Opening::Create);
        let mut connection = Connection::open_with_flags(path, flags).map_err(open_error)?;
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        // A plan does not depend on what is bound: else each look at a column with a partial index is planned anew.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        migrate(&mut connection, path, known).map_err(|error| match error {
            StoreError::Sqlite(error) => open_error(error),
            other => other,
        })?;
        connection.pragma_update(None, "journal_mode", "WAL").map_err(open_error)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // In KiB: a batch of a busy minute fits, so that no page is written twice.
        connection.pragma_update(None, "cache_size", -64 * 1024)?;
        connection.pragma_update(None, "wal_autocheckpoint", 4096)?;
        // A log that one large commit made long is cut again.
        connection.pragma_update(None, "journal_size_limit", 64 << 20)?;
        // A folder for files that come and go may be out of reach.
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        let playbook = playbook(&connection)?;
        catalogue::check(&mut connection, &playbook)?;
        Ok(Self { connection, playbook })
    }

    /// Whether the file is sound, as SQLite's own checks tell.
    ///
    /// # Errors
    /// With what they found.
    pub fn check(&self) -> Result<(), StoreError> {
        let verdict: String = self.connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
        if verdict != "ok" {
            return Err(StoreError::Damaged(verdict));
        }
        let orphan = self.connection.query_row("PRAGMA foreign_key_check", [], |row| row.get::<_, String>(0)).optional()?;
        orphan.map_or(Ok(()), |table| Err(StoreError::Damaged(format!("a row of {table} hangs in the air"))))
    }
}

/// Looks at the file before SQLite may change it: its format, its schema's version, whose it is (SQLite file format, 1.3).
///
/// SQLite itself reads it, though only its head is wanted: a process that closes a file of its own loses all its locks on it, those of
/// its other connections too (SQLite, "How To Corrupt An SQLite Database File", 2.2), and the next program that looks into the
/// database then takes the log away from under them. `immutable` locks nothing, reads no log and makes none.
fn check_header(path: &Path, opening: Opening, known: i64) -> Result<(), StoreError> {
    let open_error = |reason: String| StoreError::Open { path: path.to_owned(), reason };
    match std::fs::metadata(path) {
        // An empty file is an empty database to SQLite; a first start that was killed leaves one.
        Ok(about) if about.len() == 0 => return Ok(()),
        Ok(about) if about.is_dir() => return Err(open_error("it is a folder".to_owned())),
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return if opening == Opening::Create { Ok(()) } else { Err(StoreError::Missing(path.to_owned())) };
        }
        Err(error) => return Err(open_error(error.to_string())),
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let uri = format!("file:{}?immutable=1", encode(path.as_os_str().as_bytes()));
    let head = Connection::open_with_flags(uri, flags).and_then(|connection| {
        let ask = |pragma: &str| connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, i64>(0));
        Ok((ask("user_version")?, ask("application_id")?, ask("page_count")?))
    });
    let (version, application, pages) = head.map_err(|error| match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => StoreError::NotOurs(path.to_owned()),
        _ => open_error(reason(&error)),
    })?;
    let fresh = version == 0 && application == 0 && pages <= 1;
    if application != APPLICATION && !fresh {
        return Err(StoreError::NotOurs(path.to_owned()));
    }
    if version > known {
        return Err(StoreError::Newer { path: path.to_owned(), found: version, known });
    }
    Ok(())
}

/// Brings the schema up to date, all steps in one transaction.
fn migrate(connection: &mut Connection, path: &Path, known: i64) -> Result<(), StoreError> {
    let version = |connection: &Connection| connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
    if version(connection)? == known {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Exclusive)?;
    let found = version(&transaction)?;
    if found > known {
        return Err(StoreError::Newer { path: path.to_owned(), found, known });
    }
    for step in MIGRATIONS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(())
}

/// The playbook in force: the one that somebody set here, while it still reads, else the shipped one.
fn playbook(connection: &Connection) -> Result<Playbook, StoreError> {
    let source: Option<String> = connection.query_row("SELECT source FROM playbook", [], |row| row.get(0)).optional()?;
    let own = source.and_then(|source| Playbook::parse("the database's playbook", &source).ok());
    Ok(own.unwrap_or_else(|| Playbook::shipped().clone()))
}

/// Takes batches into a transaction, and what lists are read from with them.
fn take(transaction: &Connection, playbook: &Playbook, batches: &[BatchId], changes: &Changes) -> Result<Committed, StoreError> {
    for batch in batches {
        if !write::note_batch(transaction, batch)? {
            return Ok(Committed::AlreadyThere);
        }
    }
    let touched = catalogue::touched(transaction, changes)?;
    write::changes(transaction, changes)?;
    catalogue::follow(transaction, playbook, &touched, changes)?;
    Ok(Committed::Now)
}

/// What SQLite said, without its code.
fn reason(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(text)) => text.clone(),
        other => other.to_string(),
    }
}

impl Store for Sqlite {
    fn commit(&mut self, batches: &[BatchId], changes: &Changes) -> Result<Committed, StoreError> {
        let transaction = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let taken = take(&transaction, &self.playbook, batches, changes)?;
        if taken == Committed::Now {
            transaction.commit()?;
        }
        Ok(taken)
    }

    fn has(&self, batch: &BatchId) -> Result<bool, StoreError> {
        let (epoch, sequence) = (batch.epoch.cast_signed(), convert::count(batch.sequence));
        let mut statement = self
            .connection
            .prepare_cached("SELECT 1 FROM batches WHERE sensor = ? AND epoch = ? AND first <= ? AND last >= ?")?;
        Ok(statement.exists(params![batch.sensor, epoch, sequence, sequence])?)
    }

    fn snapshot(&self) -> Result<Snapshot, StoreError> {
        load::snapshot(&self.connection)
    }

    fn devices(&self, filter: &DeviceFilter) -> Result<Vec<DeviceRow>, StoreError> {
        query::devices(&self.connection, filter)
    }

    fn find(&self, key: DeviceKey) -> Result<Vec<DeviceId>, StoreError> {
        query::find(&self.connection, key)
    }

    fn details(&self, id: DeviceId) -> Result<Option<DeviceDetails>, StoreError> {
        query::details(&self.connection, id)
    }

    fn facts(&self) -> Result<Vec<FactRow>, StoreError> {
        query::facts(&self.connection)
    }

    fn overrides(&self) -> Result<Vec<Override>, StoreError> {
        load::overrides(&self.connection)
    }

    fn alert_room(&mut self) -> &mut dyn super::Alerts {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::conformance::suite;

    #[test]
    fn conforms() {
        suite(|test| {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("ward.db");
            test(&|| Box::new(Sqlite::open(&path, Opening::Create).unwrap()));
            Sqlite::open(&path, Opening::Existing).unwrap().check().unwrap();
        });
    }

    #[test]
    fn leaves_other_files_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        assert!(matches!(Sqlite::open(&path, Opening::Existing), Err(StoreError::Missing(_))));
        assert!(!path.exists());
        for content in ["no database at all", "SQLite format 3\0 but cut off"] {
            std::fs::write(&path, content).unwrap();
            assert!(matches!(Sqlite::open(&path, Opening::Create), Err(StoreError::NotOurs(_))));
            assert_eq!(std::fs::read(&path).unwrap(), content.as_bytes());
        }
        std::fs::remove_file(&path).unwrap();
        Connection::open(&path).unwrap().execute_batch("CREATE TABLE other (x); PRAGMA user_version = 3").unwrap();
        assert!(matches!(Sqlite::open(&path, Opening::Create), Err(StoreError::NotOurs(_))));
        assert!(matches!(Sqlite::open(folder.path(), Opening::Create), Err(StoreError::Open { .. })));
        assert!(Sqlite::open(folder.path(), Opening::Create).unwrap_err().to_string().contains("folder"));
        // Ours, but cut off: it is damaged, not somebody else's.
        let (whole, cut) = (folder.path().join("whole.db"), folder.path().join("cut.db"));
        drop(Sqlite::open(&whole, Opening::Create).unwrap());
        std::fs::write(&cut, &std::fs::read(&whole).unwrap()[..5000]).unwrap();
        let error = Sqlite::open(&cut, Opening::Existing).unwrap_err().to_string();
        assert!(error.contains("malformed"), "{error}");
    }

    #[test]
    fn opening_it_once_more_leaves_the_locks_of_who_has_it_open() {
        use std::os::unix::fs::MetadataExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("with space, % and ?.db");
        let first = Sqlite::open(&path, Opening::Create).unwrap();
        let inode = format!(":{} ", std::fs::metadata(&path).unwrap().ino());
        let is_locked = || std::fs::read_to_string("/proc/locks").unwrap().lines().any(|line| line.contains(&inode));
        assert!(is_locked());
        let second = Sqlite::open(&path, Opening::Existing).unwrap();
        assert!(is_locked(), "the log would be taken away by the next program that looks into the file");
        drop(second);
        assert!(is_locked());
        first.check().unwrap();
    }

    #[test]
    fn a_database_of_the_first_version_is_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.db");
        let old = Connection::open(&path).unwrap();
        old.execute_batch(MIGRATIONS[0]).unwrap();
        old.execute_batch(
            "BEGIN;
             INSERT INTO devices VALUES (1, NULL, 0, 7, 1, 9, 0, 0);
             INSERT INTO atoms VALUES (7, 1, '00:09:fb:00:00:01', '10.0.0.1', 0, 0, 0, 1, 1, 1, 9);
             INSERT INTO evidence VALUES (7, 'host_name', 'ct \"1\"', 'dhcp', 2, 3), (7, 'dicom.ae_title', 'CT1', 'dicom', 4, 5);
             INSERT INTO attributes VALUES (1, 'category', 'ct', 0.9, 1);
             INSERT INTO claims VALUES (1, 'category', 0, 'ct', 'a/b', 'f', 0.75, 'x=y'), (1, 'category', 1, 'ct', 'a/c', 'g', 0.5, 'z');
             INSERT INTO rivals VALUES (1, 'category', 'mr', 0.25), (1, 'category', 'pacs', 0.5);
             COMMIT;",
        )
        .unwrap();
        old.pragma_update(None, "application_id", APPLICATION).unwrap();
        old.pragma_update(None, "user_version", 1).unwrap();
        drop(old);
        let store = Sqlite::open(&path, Opening::Existing).unwrap();
        store.check().unwrap();
        let device = store.details(DeviceId(1)).unwrap().unwrap();
        let facts: Vec<_> =
            device.evidence.iter().map(|row| (row.value.as_str(), &*row.protocol, row.first.0, row.last.0)).collect();
        assert_eq!(facts, [("CT1", "dicom", 4, 5), ("ct \"1\"", "dhcp", 2, 3)]);
        let claims: Vec<_> = device.claims.iter().map(|claim| (&*claim.rule, claim.weight, claim.because.as_str())).collect();
        assert_eq!(claims, [("a/b", 0.75, "x=y"), ("a/c", 0.5, "z")]);
        let rivals: Vec<_> = device.rivals.iter().map(|(_, value, strength)| (value.as_str(), *strength)).collect();
        assert_eq!(rivals, [("pacs", 0.5), ("mr", 0.25)]);
        let snapshot = store.snapshot().unwrap();
        assert_eq!(snapshot.atoms[0].evidence.as_ref().unwrap().len(), 2);
    }

    #[test]
    fn refuses_what_a_newer_program_wrote() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let store = Sqlite::open(&path, Opening::Create).unwrap();
        store.connection.pragma_update(None, "user_version", 99).unwrap();
        // Still in the log, not yet in the file.
        let error = Sqlite::open(&path, Opening::Create).unwrap_err().to_string();
        assert!(error.contains("newer wardwatch"), "{error}");
        drop(store);
        let error = Sqlite::open(&path, Opening::Create).unwrap_err().to_string();
        assert!(error.contains("newer wardwatch") && !error.contains('\n'), "{error}");
    }
}
