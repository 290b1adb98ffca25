//! Upkeep of the SQLite file.

use std::path::{Path, PathBuf};

use rusqlite::params;

use super::Sqlite;
use crate::base::Timestamp;
use crate::store::upkeep::{Size, Upkeep};
use crate::store::{Opening, StoreError};

impl Upkeep for Sqlite {
    fn check(&self) -> Result<(), StoreError> {
        Sqlite::check(self)
    }

    fn backup(&self, to: &Path) -> Result<u64, StoreError> {
        let failed = |reason: String| StoreError::Open { path: to.to_owned(), reason };
        if to.exists() {
            return Err(failed("there is such a file already; a backup overwrites none".to_owned()));
        }
        let written = self.connection.execute("VACUUM INTO ?", params![to.display().to_string()]);
        let proved = written.map_err(StoreError::from).and_then(|_| {
            // Of a copy that a crash would take half of it is better to know now.
            std::fs::File::open(to).and_then(|file| file.sync_all()).map_err(|error| failed(error.to_string()))?;
            Sqlite::open(to, Opening::Existing)?.check()
        });
        match proved {
            Ok(()) => std::fs::metadata(to).map(|about| about.len()).map_err(|error| failed(error.to_string())),
            Err(error) => {
                let _ = std::fs::remove_file(to);
                Err(error)
            }
        }
    }

    fn prune(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        let count = self.connection.execute("DELETE FROM conversations WHERE last_seen < ?", params![before.0])?;
        Ok(u64::try_from(count).unwrap_or(u64::MAX))
    }

    fn compact(&self) -> Result<(), StoreError> {
        self.connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")?;
        Ok(())
    }

    fn size(&self) -> Result<Size, StoreError> {
        let ask = |question: &str| self.connection.query_row(question, [], |row| row.get::<_, i64>(0));
        let page = ask("PRAGMA page_size")?;
        let bytes = |pages: i64| u64::try_from(pages.saturating_mul(page)).unwrap_or(0);
        let log = self.connection.path().map(|path| PathBuf::from(format!("{path}-wal")));
        Ok(Size {
            file: bytes(ask("PRAGMA page_count")?),
            log: log.and_then(|log| std::fs::metadata(log).ok()).map_or(0, |about| about.len()),
            free: bytes(ask("PRAGMA freelist_count")?),
            schema: ask("PRAGMA user_version")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_whole_and_overwrites_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let store = Sqlite::open(&path("w.db"), Opening::Create).unwrap();
        store
            .connection
            .execute_batch(
                "INSERT INTO devices (id, dormant, first_seen, last_seen, gateway, passes_on) VALUES (1, 0, 1, 9, 0, 0)",
            )
            .unwrap();
        // The log has it, the file not yet.
        let length = store.backup(&path("copy.db")).unwrap();
        assert!(length > 0 && store.size().unwrap().log > 0);
        let copy = Sqlite::open(&path("copy.db"), Opening::Existing).unwrap();
        assert_eq!(copy.connection.query_row("SELECT count(*) FROM devices", [], |row| row.get::<_, i64>(0)).unwrap(), 1);
        assert!(store.backup(&path("copy.db")).unwrap_err().to_string().contains("overwrites none"));
        assert!(store.backup(&path("no/such/folder.db")).is_err());
        assert!(!path("no").exists());
    }

    #[test]
    fn old_conversations_go_and_their_room_with_them() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Sqlite::open(&folder.path().join("w.db"), Opening::Create).unwrap();
        store
            .connection
            .execute_batch(
                "INSERT INTO atoms (id, ip, vlan, routed, made, hops, talked, first_seen, last_seen) VALUES (7, '10.0.0.1', 0, 0, 0, 1, 1, 1, 9);
                 WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
                 INSERT INTO conversations SELECT 7, 'peer ' || i, 6, i, '', COLUMNS FROM n;"
                    .replace("COLUMNS", &columns())
                    .as_str(),
            )
            .unwrap();
        let before = store.size().unwrap();
        assert_eq!(store.prune(Timestamp(15_000)).unwrap(), 14_999);
        assert_eq!(store.prune(Timestamp(15_000)).unwrap(), 0);
        store.compact().unwrap();
        let after = store.size().unwrap();
        assert!(after.file < before.file && after.free == 0, "{before:?} {after:?}");
        store.check().unwrap();
    }

    /// What a conversation's row holds behind its key: zeros, but the time it was last seen, which is its number.
    fn columns() -> String {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::open(&folder.path().join("w.db"), Opening::Create).unwrap();
        let mut statement =
            store.connection.prepare("SELECT name FROM pragma_table_info('conversations') WHERE cid >= 5").unwrap();
        let names = statement.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
        names.map(|name| if name == "last_seen" { "i" } else { "0" }).collect::<Vec<_>>().join(", ")
    }
}
