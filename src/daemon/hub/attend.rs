//! What people ask of a hub at work: merges, splits and their undoing, and what changes baselines; only it can do them while it
//! holds the inventory and what was learnt.

use super::{Hub, HubError};
use crate::base::Timestamp;
use crate::clinical::Deed;
use crate::inventory::{Changes, DeviceId, OverrideError};
use crate::store::{Answer, Records, Request, StoreError, Waiting};

impl Hub {
    /// Attends to every request that waits, oldest first; answers how many there were. What was taken before is
    /// committed first. Call it every second or so, with the wall clock's `now`.
    ///
    /// # Errors
    /// When the store fails; requests that were not answered wait on.
    pub fn attend(&mut self, records: &mut dyn Records, now: Timestamp) -> Result<usize, HubError> {
        let waiting = records.waiting()?;
        for one in &waiting {
            self.commit()?;
            let answer = match self.said(&one.request) {
                Ok(Said::Words(words)) => {
                    let detected = self.detector.take_changes();
                    self.store.alert_room().commit_detected(&[], &Changes::default(), &detected)?;
                    Answer::Done(words)
                }
                Ok(Said::Override(words)) => {
                    let fingerprints = &self.fingerprints;
                    let changes = self.inventory.settle(&|profile| fingerprints.identify(profile));
                    self.store.commit(&[], &changes)?;
                    Answer::Done(self.outcome(&one.request, words))
                }
                Err(error) => Answer::Refused(error.to_string()),
            };
            records.note(&deed(one, &answer, now))?;
            records.attended(one.number, &answer)?;
        }
        Ok(waiting.len())
    }

    /// Says it to the inventory or to the baselines.
    fn said(&mut self, request: &Request) -> Result<Said, NotDone> {
        let nothing = |device: DeviceId| NotDone::NothingLearnt(device);
        Ok(match request {
            Request::Merge(one, other) => Said::Override(self.inventory.merge(*one, *other)?),
            Request::Split(device, parts) => Said::Override(self.inventory.split(*device, parts)?),
            Request::Undo(number) => Said::Override(self.inventory.undo(*number).map(|()| *number)?),
            Request::Accept(device, only) => {
                let known = self.inventory.find(*device).unwrap_or(*device);
                let baseline = self.detector.baselines_mut().get_mut(known).ok_or_else(|| nothing(known))?;
                Said::Words(format!("{} conversations of {known} are accepted.", baseline.accept_only(only)))
            }
            Request::Reset(device) => {
                let known = self.inventory.find(*device).unwrap_or(*device);
                if !self.detector.baselines_mut().reset(known, self.inventory.now(), &self.inventory) {
                    return Err(nothing(known));
                }
                Said::Words(format!("The baseline of {known} is forgotten; it is learnt anew."))
            }
            Request::Policies => {
                let policies = self.store.policies()?;
                let words = format!("{} policies are in force.", policies.len());
                self.detector.baselines_mut().obey(policies);
                Said::Words(words)
            }
        })
    }

    fn outcome(&self, request: &Request, number: u32) -> String {
        let now = |id: DeviceId| self.inventory.find(id).unwrap_or(id);
        match request {
            Request::Merge(one, other) => {
                let stays = now(*one);
                let joined = if stays == *one { other } else { one };
                format!("{joined} is now {stays}. `wardwatch devices merge --undo {number}` takes it back.")
            }
            Request::Split(device, _) => {
                format!("{device} was split. `wardwatch devices split --undo {number}` takes it back.")
            }
            Request::Accept(..) | Request::Reset(_) | Request::Policies => String::new(),
            Request::Undo(number) => format!("Number {number} is taken back: {} devices now.", self.inventory.devices()),
        }
    }
}

/// What was done.
enum Said {
    /// A merge, split or undo, with its number.
    Override(u32),
    /// Something else, in words.
    Words(String),
}

/// Why it was not.
#[derive(Debug, thiserror::Error)]
enum NotDone {
    #[error(transparent)]
    Override(#[from] OverrideError),
    #[error("nothing was learnt of {0}")]
    NothingLearnt(DeviceId),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// That the hub did it, for the audit log.
fn deed(one: &Waiting, answer: &Answer, now: Timestamp) -> Deed {
    let words = match answer {
        Answer::Done(words) => format!("done: {words}"),
        Answer::Refused(words) => format!("refused: {words}"),
        Answer::Waiting => String::new(),
    };
    let (who, what, subject) = (one.who.clone(), "attend".to_owned(), format!("request {}", one.number));
    Deed { at: now, who, what, subject, to: Some(words), ..Deed::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Endpoint, MacAddr};
    use crate::fingerprint::Fingerprints;
    use crate::inventory::{Part, Settings};
    use crate::observation::{Batch, Claim, Fact, Observation};
    use crate::store::{Opening, open, open_records};

    #[test]
    fn what_people_ask_is_done_between_batches() {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("w.db").display().to_string();
        let store = open(&db, Opening::Create).unwrap();
        let mut hub =
            Hub::new("test", store, std::sync::Arc::new(Fingerprints::shipped().unwrap()), Settings::default()).unwrap();
        let at = Timestamp::new(1_700_000_000, 0);
        let see = |n: u8| Observation {
            at,
            subject: Endpoint {
                mac: Some(MacAddr([0, 9, 0xfb, 0, 0, n])),
                ip: Some([10, 0, 0, n].into()),
                ..Endpoint::default()
            },
            fact: Fact::Holds(Claim::Arp),
            protocol: "arp",
        };
        hub.take(&Batch { observations: vec![see(1), see(2)], until: at, ..Batch::default() }).unwrap();
        let mut records = open_records(&db, Opening::Existing).unwrap();
        let listed = |records: &dyn Records| records.list(&Default::default()).unwrap().total;
        assert_eq!(listed(&*records), 2, "what the hub commits is listed");
        let merge = records.ask(&Request::Merge(DeviceId(1), DeviceId(2)), "ann", at).unwrap();
        let wrong = records.ask(&Request::Merge(DeviceId(1), DeviceId(9)), "ann", at).unwrap();
        assert_eq!(hub.attend(&mut *records, at).unwrap(), 2);
        assert!(matches!(records.answer(merge).unwrap(), Answer::Done(words) if words.contains("dev-2 is now dev-1")));
        assert!(matches!(records.answer(wrong).unwrap(), Answer::Refused(words) if words.contains("no such device")));
        assert_eq!((hub.inventory().devices(), hub.attend(&mut *records, at).unwrap()), (1, 0));
        assert_eq!(listed(&*records), 1);
        let part = Part::Ip([10, 0, 0, 2].into());
        records.ask(&Request::Split(DeviceId(1), vec![part]), "ann", at).unwrap();
        records.ask(&Request::Undo(2), "ann", at).unwrap();
        hub.attend(&mut *records, at).unwrap();
        assert_eq!(hub.inventory().devices(), 1);
        assert_eq!(records.verify_audit().unwrap().0, 8, "each is written down when asked and when done");
    }
}
