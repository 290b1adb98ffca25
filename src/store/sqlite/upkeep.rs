//! Upkeep of the SQLite file.

use std::path::{Path, PathBuf};

use rusqlite::{ErrorCode, TransactionBehavior, params};

use super::{Sqlite, prune};
use crate::base::Timestamp;
use crate::store::upkeep::{Keep, Pruned, Size, Upkeep};
use crate::store::{Opening, Records, StoreError};

impl Upkeep for Sqlite {
    fn check(&self) -> Result<(), StoreError> {
        Sqlite::check(self)
    }

    fn glance(&self) -> Result<(), StoreError> {
        let verdict = self.connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
        let verdict = verdict.map_err(|error| match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged(error.to_string()),
            _ => StoreError::Sqlite(error),
        })?;
        if verdict == "ok" { Ok(()) } else { Err(StoreError::Damaged(verdict)) }
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

    fn prune(&mut self, keep: &Keep, now: Timestamp, most: u32) -> Result<Pruned, StoreError> {
        let now = now.min(Records::reached(self)?);
        // What is left out of the file is written into its holes, so what counts is what is in use.
        let is_full = self.size()?.used() > keep.full();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let pruned = prune::slice(&transaction, keep, now, most, is_full)?;
        transaction.commit()?;
        Ok(pruned)
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
}
