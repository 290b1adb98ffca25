//! Delivery in SQLite.

use rusqlite::{Connection, Row, TransactionBehavior, params};

use super::Sqlite;
use crate::base::Timestamp;
use crate::store::StoreError;
use crate::store::outbox::{DeadLetter, MOST_DEAD_LETTERS, Outbox, SinkState};

type Done<T> = Result<T, StoreError>;

impl Outbox for Sqlite {
    fn sinks(&self) -> Done<Vec<SinkState>> {
        all(&self.connection, "SELECT * FROM sinks ORDER BY name", [], state)
    }

    fn sink(&self, name: &str) -> Done<SinkState> {
        let found = all(&self.connection, "SELECT * FROM sinks WHERE name = ?", [name], state)?;
        Ok(found.into_iter().next().unwrap_or_else(|| SinkState { name: name.to_owned(), ..SinkState::default() }))
    }

    fn put_sink(&mut self, state: &SinkState, dead: &[DeadLetter]) -> Done<()> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let time = |at: Option<Timestamp>| at.map_or(0, |at| at.0);
        transaction
            .prepare_cached(
                "INSERT INTO sinks VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT DO UPDATE SET cursor = max(cursor, ?2), delivered = ?3, tries = ?4, next_try = ?5,
                     last_success = ?6, last_failure = ?7, failure = ?8",
            )?
            .execute(params![
                state.name,
                number(state.cursor),
                number(state.delivered),
                state.tries,
                state.next_try.0,
                time(state.last_success),
                time(state.last_failure),
                state.failure.as_deref().unwrap_or_default(),
            ])?;
        for letter in dead {
            transaction.prepare_cached("INSERT OR REPLACE INTO dead_letters VALUES (?, ?, ?, ?, ?, ?)")?.execute(params![
                letter.sink,
                number(letter.change),
                number(letter.alert),
                letter.at.0,
                letter.tries,
                letter.reason
            ])?;
        }
        if !dead.is_empty() {
            transaction.execute(
                "DELETE FROM dead_letters WHERE sink = ?1 AND change <= (SELECT change FROM dead_letters WHERE sink = ?1
                     ORDER BY change DESC LIMIT 1 OFFSET ?2)",
                params![state.name, MOST_DEAD_LETTERS],
            )?;
        }
        Ok(transaction.commit()?)
    }

    fn dead_letters(&self, sink: Option<&str>, limit: usize) -> Done<Vec<DeadLetter>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let sql = "SELECT * FROM dead_letters WHERE ?1 IS NULL OR sink = ?1 ORDER BY at DESC, change DESC LIMIT ?2";
        all(&self.connection, sql, params![sink, limit], |row| {
            Ok(DeadLetter {
                sink: row.get("sink")?,
                change: row.get::<_, i64>("change")?.unsigned_abs(),
                alert: row.get::<_, i64>("alert")?.unsigned_abs(),
                at: Timestamp(row.get("at")?),
                tries: row.get("tries")?,
                reason: row.get("reason")?,
            })
        })
    }

    fn forget_letter(&mut self, sink: &str, change: u64) -> Done<bool> {
        let gone =
            self.connection.execute("DELETE FROM dead_letters WHERE sink = ? AND change = ?", params![sink, number(change)])?;
        Ok(gone > 0)
    }
}

fn state(row: &Row<'_>) -> rusqlite::Result<SinkState> {
    let time = |name: &str| row.get::<_, i64>(name).map(|at| (at != 0).then_some(Timestamp(at)));
    let failure: String = row.get("failure")?;
    Ok(SinkState {
        name: row.get("name")?,
        cursor: row.get::<_, i64>("cursor")?.unsigned_abs(),
        delivered: row.get::<_, i64>("delivered")?.unsigned_abs(),
        tries: row.get("tries")?,
        next_try: Timestamp(row.get("next_try")?),
        last_success: time("last_success")?,
        last_failure: time("last_failure")?,
        failure: (!failure.is_empty()).then_some(failure),
    })
}

fn all<T>(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Done<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(values, read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// SQLite counts with a sign.
fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Opening;

    #[test]
    fn a_cursor_never_goes_back_and_letters_are_bounded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.db");
        let mut store = Sqlite::open(&path, Opening::Create).unwrap();
        assert_eq!(store.sink("siem").unwrap(), SinkState { name: "siem".into(), ..SinkState::default() });
        let letter =
            |change: u64| DeadLetter { sink: "siem".into(), change, alert: 7, at: Timestamp(5), tries: 3, reason: "400".into() };
        let mut state = SinkState { name: "siem".into(), cursor: 9, delivered: 8, tries: 2, ..SinkState::default() };
        state.failure = Some("away".into());
        state.last_failure = Some(Timestamp(4));
        store.put_sink(&state, &[letter(3), letter(4)]).unwrap();
        drop(store);
        let mut store = Sqlite::open(&path, Opening::Existing).unwrap();
        assert_eq!(store.sinks().unwrap(), std::slice::from_ref(&state));
        store.put_sink(&SinkState { cursor: 2, ..state.clone() }, &[]).unwrap();
        assert_eq!(store.sink("siem").unwrap().cursor, 9);
        assert_eq!(store.dead_letters(None, 10).unwrap(), [letter(4), letter(3)]);
        assert!(store.dead_letters(Some("other"), 10).unwrap().is_empty());
        assert!(store.forget_letter("siem", 3).unwrap() && !store.forget_letter("siem", 3).unwrap());
        let many: Vec<DeadLetter> = (10..u64::from(MOST_DEAD_LETTERS) + 20).map(letter).collect();
        store.put_sink(&state, &many).unwrap();
        let kept = store.dead_letters(Some("siem"), usize::MAX).unwrap();
        assert_eq!((kept.len(), kept.last().unwrap().change), (MOST_DEAD_LETTERS as usize, 20));
    }
}
