//! The wall clock: for people's deeds, an idle link, and the number of a run; the wire has its own time.

use std::time::SystemTime;

use crate::base::Timestamp;

/// Now.
#[must_use]
pub fn now() -> Timestamp {
    let passed = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(passed.as_nanos()).unwrap_or(i64::MAX))
}
