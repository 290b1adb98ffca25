//! What the system asks of the process: to end, or to read its configuration again.
#![allow(unsafe_code, reason = "the system's signal calls; each takes plain data that lives as long as the call")]

use std::time::Duration;

/// What was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// End in order (SIGTERM, SIGINT).
    End,
    /// Read the configuration again (SIGHUP).
    Reload,
}

/// The signals that this process takes in its own time.
pub struct Signals(libc::sigset_t);

impl Signals {
    /// From now on these signals wait until they are asked for. Before threads are begun, which inherit that.
    #[must_use]
    pub fn hold(signals: &[libc::c_int]) -> Self {
        // SAFETY: an all-zero set is a valid value to be written over.
        let mut set: libc::sigset_t = unsafe { std::mem::zeroed() };
        // SAFETY: `set` lives through the calls; the numbers are signals; no old mask is asked for.
        unsafe {
            libc::sigemptyset(&raw mut set);
            for signal in signals {
                libc::sigaddset(&raw mut set, *signal);
            }
            libc::pthread_sigmask(libc::SIG_BLOCK, &raw const set, std::ptr::null_mut());
        }
        Self(set)
    }

    /// Waits for one of them, at most `patience`.
    #[must_use]
    pub fn wait(&self, patience: Duration) -> Option<Asked> {
        let time = libc::timespec {
            tv_sec: libc::time_t::try_from(patience.as_secs()).unwrap_or(libc::time_t::MAX),
            tv_nsec: patience.subsec_nanos().into(),
        };
        // SAFETY: the set and the time live through the call; the signal's details are not asked for.
        match unsafe { libc::sigtimedwait(&raw const self.0, std::ptr::null_mut(), &raw const time) } {
            libc::SIGHUP => Some(Asked::Reload),
            libc::SIGTERM | libc::SIGINT => Some(Asked::End),
            _ => None,
        }
    }
}
