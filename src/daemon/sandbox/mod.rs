//! After start the process can no longer do what it does not need: above all, send on an interface it listens on.
//!
//! In this order: no new privileges, files (Landlock), capabilities, system calls (seccomp). All of it before any thread
//! is begun, because the first three hold for a thread and what it begins.
//!
//! Invariant: nothing here can be taken back by the process.

mod calls;
mod files;

use std::os::fd::RawFd;
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::store;

/// What a process needs once it has started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Whether it is a sensor alone, which talks to nobody but its hub. Else it is a hub, or both.
    pub sensor_only: bool,
    /// Its packet sockets.
    pub packets: Vec<RawFd>,
    /// Files and folders that it reads, beside those of the system.
    pub reads: Vec<PathBuf>,
    /// Folders that it writes in.
    pub writes: Vec<PathBuf>,
}

impl Needs {
    /// What the hub of this configuration, which `file` holds, reads again and writes while it runs.
    #[must_use]
    pub fn of_a_hub(config: &Config, file: Option<&Path>) -> Self {
        let folder = |path: &Path| match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
            _ => PathBuf::from("."),
        };
        let mut reads: Vec<PathBuf> = config.fingerprints.iter().cloned().collect();
        reads.extend(file.map(folder));
        // The way to the sensors.
        reads.extend(config.transport.sockets.iter().map(|socket| folder(socket)));
        reads.extend(config.sinks.iter().flat_map(crate::sinks::Settings::reads).map(|file| folder(&file)));
        reads.extend(config.oidc.iter().flat_map(crate::web::oidc::Settings::reads).map(|file| folder(&file)));
        // Besides its file the database has a log there; SQLite sorts in files where memory does not do.
        let database = store::file(&config.store_url).map(folder).unwrap_or_default();
        let mut writes = vec![database, PathBuf::from("/tmp"), PathBuf::from("/var/tmp")];
        writes.extend(config.sinks.iter().filter_map(crate::sinks::Settings::writes).map(|file| folder(&file)));
        Self { sensor_only: false, packets: Vec::new(), reads, writes }
    }
}

/// What holds now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sandboxed {
    /// Whether the kernel guards the files too; an old one, or one without Landlock, does not.
    pub files: bool,
}

/// The process could not be confined, and must not go on.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// Too late.
    #[error("the sandbox must be entered before threads are begun, and there are {0}")]
    Threads(usize),
    /// The capabilities stayed.
    #[error("cannot give up capabilities: {0}")]
    Capabilities(#[from] caps::errors::CapsError),
    /// The file rules were refused.
    #[error("cannot restrict file access: {0}")]
    Files(#[from] landlock::RulesetError),
    /// The filter could not be built.
    #[error("cannot build the system call filter: {0}")]
    Filter(#[from] seccompiler::BackendError),
    /// The filter was refused.
    #[error("cannot set the system call filter: {0}")]
    Seccomp(#[from] seccompiler::Error),
}

/// Enters the sandbox.
///
/// # Errors
/// When any part of it but the file rules is not to be had on this system.
pub fn enter(needs: &Needs) -> Result<Sandboxed, SandboxError> {
    let threads = std::fs::read_dir("/proc/self/task").map_or(1, Iterator::count);
    if threads > 1 {
        return Err(SandboxError::Threads(threads));
    }
    ask_names_one_at_a_time();
    let programs = if needs.sensor_only { calls::sensor(&needs.packets)? } else { calls::hub(&needs.packets)? };
    // Landlock sets no_new_privs first, and where there is no Landlock, seccompiler does.
    let files = files::restrict(needs)?;
    give_up_capabilities()?;
    for program in programs.iter().rev() {
        // The widest comes last: it forbids to set another one.
        seccompiler::apply_filter_all_threads(program)?;
    }
    Ok(Sandboxed { files })
}

/// The system's resolver sends two questions in one call, which is forbidden from here on; with this option (resolv.conf(5))
/// it asks one after the other.
#[allow(unsafe_code, reason = "the environment is the only way to tell the resolver")]
fn ask_names_one_at_a_time() {
    let own = std::env::var("RES_OPTIONS").unwrap_or_default();
    if !own.split_whitespace().any(|word| word == "single-request") {
        // SAFETY: this process has one thread, so nobody reads the environment meanwhile.
        unsafe { std::env::set_var("RES_OPTIONS", format!("{own} single-request").trim()) };
    }
}

fn give_up_capabilities() -> Result<(), caps::errors::CapsError> {
    use caps::{CapSet, Capability};
    let sets = [CapSet::Effective, CapSet::Permitted, CapSet::Inheritable];
    if sets.iter().map(|set| caps::read(None, *set)).collect::<Result<Vec<_>, _>>()?.iter().all(|set| set.is_empty()) {
        // A service without any may not even be allowed to ask.
        return Ok(());
    }
    // Those that a child could get again; only who has CAP_SETPCAP can, and who has not gets none without new privileges.
    if caps::has_cap(None, CapSet::Effective, Capability::CAP_SETPCAP)? {
        caps::clear(None, CapSet::Bounding)?;
    }
    // A kernel without ambient capabilities (before 4.3) has none to give up.
    let _ = caps::clear(None, CapSet::Ambient);
    caps::clear(None, CapSet::Inheritable)?;
    caps::clear(None, CapSet::Effective)?;
    caps::clear(None, CapSet::Permitted)
}
