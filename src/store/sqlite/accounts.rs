//! Accounts, sessions and tokens.

use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};

use super::Sqlite;
use super::convert::{damaged, time};
use crate::base::Timestamp;
use crate::store::{Account, Accounts, Digest, Role, Session, StoreError, Token};

type Done<T> = Result<T, StoreError>;

impl Accounts for Sqlite {
    fn accounts(&self) -> Done<Vec<Account>> {
        super::load::rows(&self.connection, "SELECT * FROM accounts ORDER BY name", |row| account(row, "name"))
    }

    fn account(&self, name: &str) -> Done<Option<Account>> {
        one(&self.connection, "SELECT * FROM accounts WHERE name = ?", [name], |row| account(row, "name"))
    }

    fn put_account(&mut self, account: &Account) -> Done<()> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        insert(&transaction, account)?;
        transaction.execute("DELETE FROM sessions WHERE account = ?", [&account.name])?;
        must_have_admin(&transaction)?;
        Ok(transaction.commit()?)
    }

    fn put_first_account(&mut self, account: &Account) -> Done<bool> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if transaction.prepare("SELECT 1 FROM accounts")?.exists([])? {
            return Ok(false);
        }
        insert(&transaction, account)?;
        transaction.commit()?;
        Ok(true)
    }

    fn remove_account(&mut self, name: &str) -> Done<bool> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let removed = transaction.execute("DELETE FROM accounts WHERE name = ?", [name])?;
        must_have_admin(&transaction)?;
        transaction.commit()?;
        Ok(removed > 0)
    }

    fn begin_session(&mut self, session: &Session, idle: Timestamp, oldest: Timestamp) -> Done<()> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute("DELETE FROM sessions WHERE used < ? OR begun < ?", [idle.0, oldest.0])?;
        transaction.execute(
            "INSERT INTO sessions (account, digest, csrf, begun, rotated, used) VALUES (?, ?, ?, ?, ?, ?)",
            params![session.account, session.digest, session.csrf, session.begun.0, session.rotated.0, session.used.0],
        )?;
        Ok(transaction.commit()?)
    }

    fn session(&self, digest: &Digest) -> Done<Option<(Session, Account)>> {
        one(
            &self.connection,
            "SELECT * FROM sessions JOIN accounts ON accounts.name = sessions.account WHERE digest = ?1 OR former = ?1",
            [digest],
            |row| Ok((session(row)?, account(row, "account")?)),
        )
    }

    fn keep_session(&mut self, session: &Session, expected: &Digest) -> Done<bool> {
        let changed = self.connection.execute(
            "UPDATE sessions SET digest = ?, former = ?, rotated = ?, used = ? WHERE id = ? AND digest = ?",
            params![session.digest, session.former, session.rotated.0, session.used.0, session.id, expected],
        )?;
        Ok(changed > 0)
    }

    fn end_session(&mut self, id: i64) -> Done<()> {
        self.connection.execute("DELETE FROM sessions WHERE id = ?", [id])?;
        Ok(())
    }

    fn tokens(&self, account: Option<&str>) -> Done<Vec<Token>> {
        let mut tokens = super::load::rows(&self.connection, "SELECT * FROM tokens ORDER BY id", token)?;
        tokens.retain(|token| account.is_none_or(|account| token.account == account));
        Ok(tokens)
    }

    fn add_token(&mut self, token: &Token) -> Done<i64> {
        let (scopes, used) = (token.scopes.join(" "), token.used.map(|at| at.0));
        self.connection.execute(
            "INSERT INTO tokens (account, label, digest, scopes, made, expires, used) VALUES (?, ?, ?, ?, ?, ?, ?)",
            params![token.account, token.label, token.digest, scopes, token.made.0, token.expires.0, used],
        )?;
        Ok(self.connection.last_insert_rowid())
    }

    fn token(&self, digest: &Digest) -> Done<Option<(Token, Account)>> {
        one(
            &self.connection,
            "SELECT tokens.*, name, role, password, accounts.made AS account_made, changed
             FROM tokens JOIN accounts ON accounts.name = tokens.account WHERE digest = ?",
            [digest],
            |row| Ok((token(row)?, Account { made: time(row, "account_made")?, ..account(row, "name")? })),
        )
    }

    fn used_token(&mut self, id: i64, at: Timestamp) -> Done<()> {
        self.connection.execute("UPDATE tokens SET used = ? WHERE id = ?", [at.0, id])?;
        Ok(())
    }

    fn remove_token(&mut self, id: i64) -> Done<bool> {
        Ok(self.connection.execute("DELETE FROM tokens WHERE id = ?", [id])? > 0)
    }

    fn looked(&self, account: &str) -> Done<Option<Timestamp>> {
        one(&self.connection, "SELECT until FROM looked WHERE account = ?", [account], |row| time(row, "until"))
    }

    fn set_looked(&mut self, account: &str, until: Timestamp) -> Done<()> {
        self.connection.execute("INSERT OR REPLACE INTO looked (account, until) VALUES (?, ?)", params![account, until.0])?;
        Ok(())
    }

    fn version(&self) -> Done<i64> {
        Ok(self.connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }
}

fn one<T>(
    connection: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
    read: impl Fn(&Row<'_>) -> Done<T>,
) -> Done<Option<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_row(params, |row| Ok(read(row))).optional()?.transpose()
}

fn insert(connection: &Connection, account: &Account) -> Done<()> {
    connection.execute(
        "INSERT INTO accounts (name, role, password, made, changed) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (name) DO UPDATE SET role = ?2, password = ?3, changed = ?5",
        params![account.name, account.role.slug(), account.password, account.made.0, account.changed.0],
    )?;
    Ok(())
}

/// Accounts without an administrator could never be changed again.
fn must_have_admin(connection: &Connection) -> Done<()> {
    let (all, admins): (i64, i64) =
        connection.query_row("SELECT count(*), count(*) FILTER (WHERE role = 'admin') FROM accounts", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    if all > 0 && admins == 0 { Err(StoreError::LastAdmin) } else { Ok(()) }
}

fn account(row: &Row<'_>, name: &str) -> Done<Account> {
    let role: String = row.get("role")?;
    Ok(Account {
        name: row.get(name)?,
        role: role.parse::<Role>().map_err(|_| damaged("role", &role))?,
        password: row.get("password")?,
        made: time(row, "made")?,
        changed: time(row, "changed")?,
    })
}

fn session(row: &Row<'_>) -> Done<Session> {
    Ok(Session {
        id: row.get("id")?,
        account: row.get("account")?,
        digest: row.get("digest")?,
        former: row.get("former")?,
        csrf: row.get("csrf")?,
        begun: time(row, "begun")?,
        rotated: time(row, "rotated")?,
        used: time(row, "used")?,
    })
}

fn token(row: &Row<'_>) -> Done<Token> {
    let scopes: String = row.get("scopes")?;
    Ok(Token {
        id: row.get("id")?,
        account: row.get("account")?,
        label: row.get("label")?,
        digest: row.get("digest")?,
        scopes: scopes.split_whitespace().map(str::to_owned).collect(),
        made: time(row, "made")?,
        expires: time(row, "expires")?,
        used: row.get::<_, Option<i64>>("used")?.map(Timestamp),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Opening;

    fn account(name: &str, role: Role, password: &str) -> Account {
        Account { name: name.to_owned(), role, password: password.to_owned(), made: Timestamp(1), changed: Timestamp(2) }
    }

    fn session(digest: u8, begun: i64) -> Session {
        let at = Timestamp(begun);
        let (account, csrf) = ("ann".to_owned(), "c".to_owned());
        Session { id: 0, account, digest: [digest; 32], former: None, csrf, begun: at, rotated: at, used: at }
    }

    fn open() -> (tempfile::TempDir, Sqlite) {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::open(&folder.path().join("w.db"), Opening::Create).unwrap();
        (folder, store)
    }

    #[test]
    fn there_is_always_an_administrator() {
        let (_folder, mut store) = open();
        assert!(matches!(store.put_account(&account("bob", Role::Viewer, "x")), Err(StoreError::LastAdmin)));
        assert!(store.put_first_account(&account("ann", Role::Admin, "x")).unwrap());
        assert!(!store.put_first_account(&account("eve", Role::Admin, "x")).unwrap());
        store.put_account(&account("bob", Role::Viewer, "x")).unwrap();
        assert!(matches!(store.remove_account("ann"), Err(StoreError::LastAdmin)));
        assert!(matches!(store.put_account(&account("ann", Role::Soc, "x")), Err(StoreError::LastAdmin)));
        assert_eq!(store.account("ann").unwrap().unwrap().role, Role::Admin);
        assert!(store.remove_account("bob").unwrap() && !store.remove_account("bob").unwrap());
        assert_eq!(store.accounts().unwrap(), [account("ann", Role::Admin, "x")]);
    }

    #[test]
    fn a_session_is_found_by_its_secret_and_the_one_before() {
        let (_folder, mut store) = open();
        store.put_first_account(&account("ann", Role::Admin, "x")).unwrap();
        store.begin_session(&session(1, 100), Timestamp(0), Timestamp(0)).unwrap();
        let (mut found, who) = store.session(&[1; 32]).unwrap().unwrap();
        assert_eq!((who.name.as_str(), found.begun), ("ann", Timestamp(100)));
        (found.former, found.digest) = (Some([1; 32]), [2; 32]);
        assert!(store.keep_session(&found, &[1; 32]).unwrap());
        assert!(!store.keep_session(&found, &[1; 32]).unwrap(), "another one was first");
        assert!(store.session(&[1; 32]).unwrap().is_some() && store.session(&[2; 32]).unwrap().is_some());
        store.begin_session(&session(3, 300), Timestamp(200), Timestamp(0)).unwrap();
        assert!(store.session(&[2; 32]).unwrap().is_none(), "idle too long");
        store.put_account(&account("ann", Role::Admin, "y")).unwrap();
        assert!(store.session(&[3; 32]).unwrap().is_none(), "a new password ends sessions");
    }

    #[test]
    fn tokens_go_with_their_account() {
        let (_folder, mut store) = open();
        store.put_first_account(&account("ann", Role::Admin, "x")).unwrap();
        store.put_account(&account("siem", Role::Viewer, "x")).unwrap();
        let mut token = Token {
            id: 0,
            account: "siem".into(),
            label: "siem".into(),
            digest: [7; 32],
            scopes: vec!["read".into(), "alerts".into()],
            made: Timestamp(1),
            expires: Timestamp(9),
            used: None,
        };
        token.id = store.add_token(&token).unwrap();
        store.used_token(token.id, Timestamp(5)).unwrap();
        token.used = Some(Timestamp(5));
        let (found, who) = store.token(&[7; 32]).unwrap().unwrap();
        assert_eq!((found, who.role, who.made), (token, Role::Viewer, Timestamp(1)));
        assert_eq!(store.tokens(Some("ann")).unwrap(), []);
        assert_eq!(store.tokens(None).unwrap().len(), 1);
        store.remove_account("siem").unwrap();
        assert!(store.token(&[7; 32]).unwrap().is_none());
    }
}
