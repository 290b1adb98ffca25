//! Who did what, when, from what to what: a chain in which each entry's hash covers the one before it.
//!
//! The hash is SHA-256 (FIPS 180-4) over the previous hash, then every part as its length (eight bytes, most significant
//! first) and its bytes. Whoever changes, removes or inserts an entry breaks the chain from there on; whoever can write
//! the whole chain anew can forge it, so its last hash is worth writing down elsewhere.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::base::Timestamp;

/// A link of the chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hash(pub [u8; 32]);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::str::FromStr for Hash {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return Err(());
        }
        for (place, byte) in bytes.iter_mut().enumerate() {
            let at = place.saturating_mul(2);
            *byte = text.get(at..at.saturating_add(2)).and_then(|pair| u8::from_str_radix(pair, 16).ok()).ok_or(())?;
        }
        Ok(Self(bytes))
    }
}

/// What somebody did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deed {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: String,
    /// What: `edit`, `confirm`, `merge`, `login` …
    pub what: String,
    /// To what: `dev-17`, `contact 3`, `user ann` …
    pub subject: String,
    /// Which field of it.
    pub field: Option<String>,
    /// What was there.
    pub from: Option<String>,
    /// What is there now.
    pub to: Option<String>,
}

/// A deed in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 1.
    pub number: u64,
    /// What was done.
    pub deed: Deed,
    /// Covers this deed and all before it.
    pub hash: Hash,
}

/// The chain does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the audit log was changed: entry {number} does not follow from those before it")]
pub struct Broken {
    /// The first entry that does not fit.
    pub number: u64,
}

/// The hash of a deed after another.
#[must_use]
pub fn seal(previous: Hash, number: u64, deed: &Deed) -> Hash {
    let mut hash = Sha256::new();
    hash.update(previous.0);
    hash.update(number.to_be_bytes());
    hash.update(deed.at.0.to_be_bytes());
    for text in [&deed.who, &deed.what, &deed.subject] {
        part(&mut hash, Some(text));
    }
    for text in [&deed.field, &deed.from, &deed.to] {
        part(&mut hash, text.as_deref());
    }
    Hash(hash.finalize().into())
}

/// Absent is not the same as empty.
fn part(hash: &mut Sha256, text: Option<&str>) {
    let length = text.map_or(u64::MAX, |text| u64::try_from(text.len()).unwrap_or(u64::MAX));
    hash.update(length.to_be_bytes());
    hash.update(text.unwrap_or_default().as_bytes());
}

/// Checks a chain from its first entry; the last number and hash.
///
/// # Errors
/// With the first entry that does not follow.
pub fn verify<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Result<(u64, Hash), Broken> {
    let (mut number, mut hash) = (0_u64, Hash::default());
    for entry in entries {
        number = number.saturating_add(1);
        hash = seal(hash, number, &entry.deed);
        if entry.number != number || entry.hash != hash {
            return Err(Broken { number });
        }
    }
    Ok((number, hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tampered_with_is_found() {
        let mut chain: Vec<Entry> = Vec::new();
        for number in 1..=5 {
            let deed = Deed { who: "ann".into(), what: "edit".into(), subject: format!("dev-{number}"), ..Deed::default() };
            let before = chain.last().map_or(Hash::default(), |entry| entry.hash);
            chain.push(Entry { number, hash: seal(before, number, &deed), deed });
        }
        let (last, hash) = verify(&chain).unwrap();
        assert_eq!((last, hash.to_string().parse()), (5, Ok(hash)));
        type Tamper = fn(&mut Vec<Entry>);
        let tampered: [(u64, Tamper); 5] = [
            (3, |chain| chain[2].deed.who = "bob".into()),
            (2, |chain| chain[1].deed.to = Some(String::new())),
            (4, |chain| drop(chain.remove(3))),
            (1, |chain| chain.swap(0, 1)),
            (5, |chain| chain[4].hash = Hash::default()),
        ];
        for (number, tamper) in tampered {
            let mut chain = chain.clone();
            tamper(&mut chain);
            assert_eq!(verify(&chain), Err(Broken { number }));
        }
    }

    #[test]
    fn parts_cannot_be_shifted() {
        let one = Deed { who: "ab".into(), what: "c".into(), ..Deed::default() };
        let other = Deed { who: "a".into(), what: "bc".into(), ..Deed::default() };
        assert_ne!(seal(Hash::default(), 1, &one), seal(Hash::default(), 1, &other));
    }
}
