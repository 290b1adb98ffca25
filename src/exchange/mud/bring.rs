//! A manufacturer's profile becomes policy. A newer one of the same address (RFC 8520, `mud-url` and `last-update`) takes the
//! place of the older one, for whatever devices that one was brought for; an older one does not come back by accident.

use super::read::{MudError, read};
use crate::base::Timestamp;
use crate::baseline::{Bound, Policy};
use crate::store::{Policies, StoreError};

/// What became of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The policy that it is now, for whom one named; else the first that it took the place of.
    pub policy: Policy,
    /// Whether that policy is new.
    pub new: bool,
    /// The policies whose older profiles it took the place of.
    pub superseded: Vec<Policy>,
}

/// Why it was not taken.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// For what the file is.
    #[error(transparent)]
    Mud(#[from] MudError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Takes a profile in, for whom `named` names. Where that names nobody, it is for those whose older profile it takes the place
/// of, and without such for the maker and model that the file names.
///
/// # Errors
/// When it is no profile, binds nobody, or a newer one of the same address is in force.
pub fn take(store: &mut dyn Policies, text: &str, named: Bound, author: &str, at: Timestamp) -> Result<Taken, TakeError> {
    let profile = read(text)?;
    let mut superseded = store.policies()?;
    superseded.retain(|old| !old.url.is_empty() && old.url == profile.url);
    if let Some((number, has)) = superseded.iter().filter_map(|old| Some((old.number, old.updated?))).max_by_key(|old| old.1)
        && profile.updated.is_none_or(|updated| updated < has)
    {
        return Err(MudError::Older { number, has, of: profile.updated }.into());
    }
    let known = superseded.iter().find(|old| named.is_empty() || old.bound == named).cloned();
    let bound = known.as_ref().map_or(named, |old| old.bound.clone());
    let mut policy = profile.policy(bound, author, at)?;
    // The same file again changes nothing.
    superseded.retain(|old| (old.updated, &old.title, &old.allowed) != (policy.updated, &policy.title, &policy.allowed));
    for old in &superseded {
        store.supersede_policy(&Policy { number: old.number, ..policy.clone() })?;
    }
    policy.number = match &known {
        Some(old) => old.number,
        None => store.add_policy(&policy)?,
    };
    Ok(Taken { policy, new: known.is_none(), superseded })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Opening, Sqlite};
    use serde_json::json;

    fn file(port: u16, updated: Option<&str>) -> String {
        let ace = json!([{"name": "a", "actions": {"forwarding": "accept"}, "matches": {"ipv4": {"protocol": 6},
            "tcp": {"destination-port": {"operator": "eq", "port": port}}}}]);
        json!({
            "ietf-mud:mud": {
                "mud-url": "https://mud.example/p5.json", "last-update": updated, "mfg-name": "Acme", "model-name": "P5",
                "from-device-policy": {"access-lists": {"access-list": [{"name": "from"}]}},
            },
            "ietf-access-control-list:acls": {"acl": [{"name": "from", "aces": {"ace": ace}}]},
        })
        .to_string()
    }

    #[test]
    fn a_newer_profile_takes_the_place_of_the_older_and_an_older_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Sqlite::open(&folder.path().join("w.db"), Opening::Create).unwrap();
        let mut bring = |port, updated: Option<&str>, bound: &Bound| {
            let taken = take(&mut store, &file(port, updated), bound.clone(), "ann", Timestamp(9));
            let held = store.policies().unwrap();
            let held = held.iter().map(|one| format!("{}: {} {}", one.number, one.bound, one.allowed[0])).collect::<Vec<_>>();
            (taken, held)
        };
        let (nobody, p6) = (Bound::default(), Bound { model: Some("P6".into()), ..Bound::default() });
        let (january, march) = (Some("2026-01-05T00:00:00Z"), Some("2026-03-01T00:00:00+01:00"));
        assert!(bring(80, january, &p6).0.unwrap().new);
        // Whoever brings the next one need not know for whom the first was.
        let (taken, held) = bring(443, march, &nobody);
        let taken = taken.unwrap();
        assert_eq!((taken.new, taken.policy.number, taken.superseded.len()), (false, 1, 1));
        assert_eq!(held, ["1: P6 to anybody: tcp/443"]);
        // The same one for others as well.
        let acme = Bound { manufacturer: Some("Acme".into()), ..Bound::default() };
        let (taken, held) = bring(443, march, &acme);
        let taken = taken.unwrap();
        assert!(taken.new && taken.superseded.is_empty(), "{taken:?}");
        assert_eq!(held, ["1: P6 to anybody: tcp/443", "2: Acme to anybody: tcp/443"]);
        for (old, words) in [(january, "was last changed 2026-01-05"), (None, "does not say when")] {
            let (refused, held) = bring(80, old, &nobody);
            let why = refused.unwrap_err().to_string();
            assert!(why.contains(words) && why.contains("policy 2 is the profile of 2026-02-28T23:00"), "{why}");
            assert_eq!(held.len(), 2);
        }
        // What is newer is so for all that were told of it.
        let (taken, held) = bring(8443, Some("2026-04-01T00:00:00Z"), &acme);
        assert_eq!(taken.unwrap().superseded.len(), 2);
        assert_eq!(held, ["1: P6 to anybody: tcp/8443", "2: Acme to anybody: tcp/8443"]);
        assert_eq!(store.policies().unwrap()[0].supersedes, "2026-02-28T23:00:00Z".parse().ok());
    }
}
