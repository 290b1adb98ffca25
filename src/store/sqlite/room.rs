//! The trait of records, on this store.

use rusqlite::TransactionBehavior::Immediate;

use super::convert::uncount;
use super::records::By;
use super::{Sqlite, catalogue, chain, queue, records};
use crate::base::Timestamp;
use crate::clinical::{Contact, Deed, Entry, Hash, Person, Playbook, Scope};
use crate::inventory::DeviceId;
use crate::store::StoreError;
use crate::store::catalogue::{Page, Query, Shares, Sort};
use crate::store::records::{Answer, AuditFilter, Card, Edit, Edited, Lease, Records, RecordsError, Request, Revision, Waiting};

impl Sqlite {
    /// Runs a change in one transaction: all of it or nothing.
    pub(super) fn change<T, E: From<rusqlite::Error>>(
        &mut self,
        change: impl FnOnce(&rusqlite::Connection, &Playbook) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction = self.connection.transaction_with_behavior(Immediate)?;
        let done = change(&transaction, &self.playbook)?;
        transaction.commit()?;
        Ok(done)
    }
}

impl Records for Sqlite {
    fn card(&self, device: DeviceId) -> Result<Card, RecordsError> {
        records::card(&self.connection, device)
    }

    fn edit(
        &mut self,
        device: DeviceId,
        expected: Option<Revision>,
        edit: &Edit,
        author: &str,
        now: Timestamp,
    ) -> Result<Edited, RecordsError> {
        self.change(|connection, playbook| records::edit(connection, playbook, device, expected, edit, By { author, now }))
    }

    fn edit_all(&mut self, devices: &[DeviceId], edit: &Edit, author: &str, now: Timestamp) -> Result<Vec<Edited>, RecordsError> {
        let by = By { author, now };
        self.change(|connection, playbook| {
            devices.iter().map(|device| records::edit(connection, playbook, *device, None, edit, by)).collect()
        })
    }

    fn record(&mut self, set: &[(String, String)], author: &str, now: Timestamp) -> Result<DeviceId, RecordsError> {
        self.change(|connection, playbook| records::by_hand(connection, playbook, set, By { author, now }))
    }

    fn comment(&mut self, device: DeviceId, text: &str, author: &str, now: Timestamp) -> Result<(), RecordsError> {
        self.change(|connection, _| records::comment(connection, device, text, By { author, now }))
    }

    fn contacts(&self) -> Result<Vec<Contact>, StoreError> {
        records::contacts(&self.connection)
    }

    fn put_contact(
        &mut self,
        id: Option<u64>,
        scope: &Scope,
        place: Option<u32>,
        person: &Person,
        author: &str,
        now: Timestamp,
    ) -> Result<u64, RecordsError> {
        self.change(|connection, _| records::put_contact(connection, id, scope, place, person, By { author, now }))
    }

    fn drop_contact(&mut self, id: u64, author: &str, now: Timestamp) -> Result<(), RecordsError> {
        self.change(|connection, _| records::drop_contact(connection, id, By { author, now }))
    }

    fn note(&mut self, deed: &Deed) -> Result<Entry, StoreError> {
        self.change(|connection, _| chain::add(connection, deed))
    }

    fn audit(&self, filter: &AuditFilter) -> Result<Vec<Entry>, StoreError> {
        chain::list(&self.connection, filter)
    }

    fn verify_audit(&self) -> Result<(u64, Hash), RecordsError> {
        chain::verify(&self.connection)
    }

    fn list(&self, query: &Query) -> Result<Page, RecordsError> {
        catalogue::list(&self.connection, query)
    }

    fn numbers(&self, query: &Query) -> Result<Vec<DeviceId>, RecordsError> {
        Ok(catalogue::numbers(&self.connection, query)?.into_iter().map(|number| DeviceId(uncount(number))).collect())
    }

    fn shares(&self, query: &Query, by: &[Sort], most: usize) -> Result<Shares, RecordsError> {
        catalogue::shares(&self.connection, query, by, most)
    }

    fn tally(&self, column: Sort) -> Result<Vec<(String, u64)>, StoreError> {
        catalogue::tally(&self.connection, column)
    }

    fn reached(&self) -> Result<Timestamp, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT coalesce(max(value), 0) FROM counters WHERE name = 'now'")?;
        Ok(Timestamp(statement.query_row([], |row| row.get(0))?))
    }

    fn playbook(&self) -> &Playbook {
        &self.playbook
    }

    fn follow(&mut self, playbook: &Playbook) -> Result<(), StoreError> {
        if playbook.source() == self.playbook.source() {
            return Ok(());
        }
        let shipped = playbook.source() == Playbook::shipped().source();
        self.change(|connection, _| -> Result<(), StoreError> {
            connection.execute("DELETE FROM playbook", [])?;
            if !shipped {
                connection.execute("INSERT INTO playbook (one, source) VALUES (1, ?)", [playbook.source()])?;
            }
            Ok(())
        })?;
        self.playbook = playbook.clone();
        catalogue::check(&mut self.connection, &self.playbook)
    }

    fn ask(&mut self, request: &Request, who: &str, now: Timestamp) -> Result<u64, RecordsError> {
        self.change(|connection, _| queue::ask(connection, request, By { author: who, now }))
    }

    fn answer(&self, number: u64) -> Result<Answer, RecordsError> {
        queue::answer(&self.connection, number)
    }

    fn waiting(&self) -> Result<Vec<Waiting>, StoreError> {
        queue::waiting(&self.connection)
    }

    fn attended(&mut self, number: u64, answer: &Answer) -> Result<(), StoreError> {
        self.change(|connection, _| queue::attended(connection, number, answer))
    }

    fn lease(
        &mut self,
        holder: &str,
        now: Timestamp,
        until: Timestamp,
        instead_of: Option<&str>,
    ) -> Result<Option<Lease>, StoreError> {
        self.change(|connection, _| queue::lease(connection, holder, (now, until), instead_of))
    }

    fn release(&mut self, holder: &str) -> Result<(), StoreError> {
        self.change(|connection, _| queue::release(connection, holder))
    }

    fn leased(&self, now: Timestamp) -> Result<Option<Lease>, StoreError> {
        queue::leased(&self.connection, now)
    }
}
