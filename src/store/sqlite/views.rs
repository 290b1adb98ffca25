//! Saved views as rows.

use rusqlite::{OptionalExtension, Row, params};

use super::Sqlite;
use super::convert::{count, time, uncount};
use crate::base::Timestamp;
use crate::store::{MOST_VIEWS, SavedView, StoreError, Views};

impl Views for Sqlite {
    fn views(&self, account: &str) -> Result<Vec<SavedView>, StoreError> {
        super::query::rows(&self.connection, "SELECT * FROM views WHERE account = ? ORDER BY name", [account], view)
    }

    fn view(&self, id: u64) -> Result<Option<SavedView>, StoreError> {
        let found = super::query::rows(&self.connection, "SELECT * FROM views WHERE id = ?", [count(id)], view)?;
        Ok(found.into_iter().next())
    }

    fn put_view(&mut self, account: &str, name: &str, query: &str, now: Timestamp) -> Result<Option<u64>, StoreError> {
        let mut put = self.connection.prepare_cached(
            "INSERT INTO views (account, name, query, saved)
             SELECT ?1, ?2, ?3, ?4 WHERE (SELECT count(*) FROM views WHERE account = ?1 AND name <> ?2) < ?5
             ON CONFLICT (account, name) DO UPDATE SET query = ?3, saved = ?4 RETURNING id",
        )?;
        let most = count(MOST_VIEWS as u64);
        let id: Option<i64> = put.query_row(params![account, name, query, now.0, most], |row| row.get(0)).optional()?;
        Ok(id.map(uncount))
    }

    fn drop_view(&mut self, account: &str, id: u64) -> Result<bool, StoreError> {
        let removed = self.connection.execute("DELETE FROM views WHERE id = ? AND account = ?", params![count(id), account])?;
        Ok(removed > 0)
    }
}

fn view(row: &Row<'_>) -> Result<SavedView, StoreError> {
    Ok(SavedView {
        id: uncount(row.get("id")?),
        account: row.get("account")?,
        name: row.get("name")?,
        query: row.get("query")?,
        saved: time(row, "saved")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Account, Accounts, Opening, Role};

    #[test]
    fn views_are_their_owners_and_go_with_them() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Sqlite::open(&folder.path().join("w.db"), Opening::Create).unwrap();
        for (name, role) in [("root", Role::Admin), ("ann", Role::Biomed), ("bob", Role::Viewer)] {
            let (password, made, changed) = (String::new(), Timestamp(1), Timestamp(1));
            store.put_account(&Account { name: name.into(), role, password, made, changed }, "root").unwrap();
        }
        let id = store.put_view("ann", "CTs", "category=ct", Timestamp(5)).unwrap().unwrap();
        let other = store.put_view("bob", "CTs", "category=mr", Timestamp(6)).unwrap().unwrap();
        assert_ne!(id, other);
        assert_eq!(store.put_view("ann", "CTs", "category=ct&tier=2", Timestamp(7)).unwrap(), Some(id));
        assert_eq!(store.views("ann").unwrap().iter().map(|one| one.query.as_str()).collect::<Vec<_>>(), ["category=ct&tier=2"]);
        assert_eq!(store.view(id).unwrap().unwrap().account, "ann", "a link is followed by anybody");
        assert!(!store.drop_view("bob", id).unwrap(), "nobody removes another's");
        for number in 0..MOST_VIEWS {
            let fits = store.put_view("bob", &number.to_string(), "", Timestamp(8)).unwrap().is_some();
            assert_eq!(fits, number + 1 < MOST_VIEWS, "{number}");
        }
        assert!(store.put_view("bob", "CTs", "tier=3", Timestamp(9)).unwrap().is_some(), "one that is there can be saved anew");
        assert!(store.put_view("eve", "x", "", Timestamp(9)).is_err());
        assert!(store.drop_view("ann", id).unwrap() && store.view(id).unwrap().is_none());
        store.remove_account("bob", "root", Timestamp(9)).unwrap();
        assert!(store.views("bob").unwrap().is_empty());
        let next = store.put_view("ann", "again", "", Timestamp(9)).unwrap().unwrap();
        assert!(next > other, "a number is never another's");
    }
}
