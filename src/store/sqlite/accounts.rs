//! Accounts, sessions and tokens.

use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};

use super::convert::{damaged, time};
use super::{Sqlite, chain};
use crate::base::Timestamp;
use crate::clinical::Deed;
use crate::store::{Account, Accounts, Digest, Role, Session, StoreError, Token};

type Done<T> = Result<T, StoreError>;

impl Accounts for Sqlite {
    fn accounts(&self) -> Done<Vec<Account>> {
        super::load::rows(&self.connection, "SELECT * FROM accounts ORDER BY name", |row| account(row, "name"))
    }

    fn account(&self, name: &str) -> Done<Option<Account>> {
        named(&self.connection, name)
    }

    fn put_account(&mut self, account: &Account, author: &str) -> Done<()> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before = named(&transaction, &account.name)?;
        insert(&transaction, account)?;
        tell_account(&transaction, before.as_ref(), account, author)?;
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
        tell_account(&transaction, None, account, &account.name)?;
        transaction.commit()?;
        Ok(true)
    }

    fn remove_account(&mut self, name: &str, author: &str, now: Timestamp) -> Done<bool> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let Some(before) = named(&transaction, name)? else { return Ok(false) };
        transaction.execute("DELETE FROM accounts WHERE name = ?", [name])?;
        must_have_admin(&transaction)?;
        let (field, from) = (Some("role".to_owned()), Some(before.role.to_string()));
        chain::add(&transaction, &Deed { field, from, ..deed("account", name, author, now) })?;
        transaction.commit()?;
        Ok(true)
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

    fn add_token(&mut self, token: &Token, author: &str) -> Done<i64> {
        let (scopes, used) = (token.scopes.join(" "), token.used.map(|at| at.0));
        self.change(|connection, _| {
            connection.execute(
                "INSERT INTO tokens (account, label, digest, scopes, made, expires, used) VALUES (?, ?, ?, ?, ?, ?, ?)",
                params![token.account, token.label, token.digest, scopes, token.made.0, token.expires.0, used],
            )?;
            let id = connection.last_insert_rowid();
            let (field, to) = (Some(format!("token {id}")), Some(described(token)));
            chain::add(connection, &Deed { field, to, ..deed("token", &token.account, author, token.made) })?;
            Ok(id)
        })
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

    fn remove_token(&mut self, id: i64, author: &str, now: Timestamp) -> Done<bool> {
        self.change(|connection, _| {
            let Some(before) = one(connection, "SELECT * FROM tokens WHERE id = ?", [id], token)? else { return Ok(false) };
            connection.execute("DELETE FROM tokens WHERE id = ?", [id])?;
            let (field, from) = (Some(format!("token {id}")), Some(described(&before)));
            chain::add(connection, &Deed { field, from, ..deed("token", &before.account, author, now) })?;
            Ok(true)
        })
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

fn named(connection: &Connection, name: &str) -> Done<Option<Account>> {
    one(connection, "SELECT * FROM accounts WHERE name = ?", [name], |row| account(row, "name"))
}

fn deed(what: &str, account: &str, author: &str, at: Timestamp) -> Deed {
    Deed { at, who: author.to_owned(), what: what.to_owned(), subject: format!("user {account}"), ..Deed::default() }
}

/// Writes into the audit log what became of an account: its role, and that its password is another, never which.
fn tell_account(connection: &Connection, before: Option<&Account>, account: &Account, author: &str) -> Done<()> {
    let deed = |field: &str, from: Option<Role>, to: &str| {
        let (field, from, to) = (Some(field.to_owned()), from.map(|role| role.to_string()), Some(to.to_owned()));
        Deed { field, from, to, ..deed("account", &account.name, author, account.changed) }
    };
    if before.is_none_or(|before| before.role != account.role) {
        chain::add(connection, &deed("role", before.map(|before| before.role), account.role.slug()))?;
    }
    if before.is_some_and(|before| before.password != account.password) {
        chain::add(connection, &deed("password", None, "changed"))?;
    }
    Ok(())
}

/// A token in one line, for the audit log.
fn described(token: &Token) -> String {
    let day = token.expires.to_string();
    format!("{}: {}; to {}", token.label, token.scopes.join(", "), day.get(..10).unwrap_or_default())
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
    use crate::store::{AuditFilter, Opening, Records as _};

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
        assert!(matches!(store.put_account(&account("bob", Role::Viewer, "x"), "ann"), Err(StoreError::LastAdmin)));
        assert!(store.put_first_account(&account("ann", Role::Admin, "x")).unwrap());
        assert!(!store.put_first_account(&account("eve", Role::Admin, "x")).unwrap());
        store.put_account(&account("bob", Role::Viewer, "x"), "ann").unwrap();
        assert!(matches!(store.remove_account("ann", "ann", Timestamp(9)), Err(StoreError::LastAdmin)));
        assert!(matches!(store.put_account(&account("ann", Role::Soc, "x"), "ann"), Err(StoreError::LastAdmin)));
        assert_eq!(store.account("ann").unwrap().unwrap().role, Role::Admin);
        let mut remove = || store.remove_account("bob", "ann", Timestamp(9)).unwrap();
        assert!(remove() && !remove());
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
        store.put_account(&account("ann", Role::Admin, "y"), "ann").unwrap();
        assert!(store.session(&[3; 32]).unwrap().is_none(), "a new password ends sessions");
    }

    #[test]
    fn tokens_go_with_their_account() {
        let (_folder, mut store) = open();
        store.put_first_account(&account("ann", Role::Admin, "x")).unwrap();
        store.put_account(&account("siem", Role::Viewer, "x"), "ann").unwrap();
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
        token.id = store.add_token(&token, "ann").unwrap();
        store.used_token(token.id, Timestamp(5)).unwrap();
        token.used = Some(Timestamp(5));
        let (found, who) = store.token(&[7; 32]).unwrap().unwrap();
        assert_eq!((found, who.role, who.made), (token, Role::Viewer, Timestamp(1)));
        assert_eq!(store.tokens(Some("ann")).unwrap(), []);
        assert_eq!(store.tokens(None).unwrap().len(), 1);
        store.remove_account("siem", "ann", Timestamp(9)).unwrap();
        assert!(store.token(&[7; 32]).unwrap().is_none());
    }

    #[test]
    fn who_may_what_is_in_the_audit_log_and_no_secret_is() {
        let (_folder, mut store) = open();
        store.put_first_account(&account("ann", Role::Admin, "argon-of-ann")).unwrap();
        store.put_account(&account("bob", Role::Viewer, "argon-of-bob"), "ann").unwrap();
        store.put_account(&account("bob", Role::Soc, "argon-of-bob"), "ann").unwrap();
        store.put_account(&account("bob", Role::Soc, "argon-anew"), "bob").unwrap();
        let token = Token {
            id: 0,
            account: "bob".into(),
            label: "siem".into(),
            digest: [0xd1; 32],
            scopes: vec!["read".into(), "alerts".into()],
            made: Timestamp(3),
            expires: Timestamp(9),
            used: None,
        };
        let number = store.add_token(&token, "bob").unwrap();
        assert!(store.remove_token(number, "ann", Timestamp(4)).unwrap());
        assert!(!store.remove_token(number, "ann", Timestamp(4)).unwrap());
        store.remove_account("bob", "ann", Timestamp(5)).unwrap();
        assert!(store.remove_account("ann", "ann", Timestamp(6)).is_ok(), "the last one may go");
        let mut told: Vec<String> = store
            .audit(&AuditFilter::default())
            .unwrap()
            .iter()
            .map(|entry| {
                let deed = &entry.deed;
                let part = |text: &Option<String>| text.clone().unwrap_or_default();
                let (field, from, to) = (part(&deed.field), part(&deed.from), part(&deed.to));
                format!("{} {} {} {field}: {from} > {to}", deed.who, deed.what, deed.subject)
            })
            .collect();
        told.reverse();
        assert_eq!(
            told,
            [
                "ann account user ann role:  > admin",
                "ann account user bob role:  > viewer",
                "ann account user bob role: viewer > soc",
                "bob account user bob password:  > changed",
                "bob token user bob token 1:  > siem: read, alerts; to 1970-01-01",
                "ann token user bob token 1: siem: read, alerts; to 1970-01-01 > ",
                "ann account user bob role: soc > ",
                "ann account user ann role: admin > ",
            ]
        );
        let shown = store.audit(&AuditFilter { without_access: true, ..AuditFilter::default() }).unwrap();
        assert_eq!(shown, []);
        store.verify_audit().unwrap();
    }
}
