//! Which files are left (landlock(7)).

use std::path::{Path, PathBuf};

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, PathBeneath, PathFd, Ruleset, RulesetAttr,
    RulesetCreatedAttr, RulesetError, RulesetStatus, Scope,
};

use super::Needs;

/// What every process reads: the system's libraries, names, time zones, and what it says of itself and its interfaces.
const SYSTEM: &[&str] = &["/etc", "/usr", "/lib", "/lib64", "/proc", "/sys"];
/// Harmless devices.
const DEVICES: &[&str] = &["/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"];
/// What a sensor reads: how its interfaces are.
const SENSOR: &[&str] = &["/proc", "/sys"];

/// Restricts this thread and those it begins. Whether the kernel does so.
pub(super) fn restrict(needs: &Needs) -> Result<bool, RulesetError> {
    let abi = ABI::V6;
    let read = AccessFs::ReadFile | AccessFs::ReadDir;
    let (system, devices) = if needs.sensor_only { (SENSOR, &[][..]) } else { (SYSTEM, DEVICES) };
    let mut ruleset = Ruleset::default().set_compatibility(CompatLevel::BestEffort).handle_access(AccessFs::from_all(abi))?;
    if needs.sensor_only {
        // It has no network at all, and nobody to signal.
        ruleset = ruleset.handle_access(AccessNet::from_all(abi))?.scope(Scope::from_all(abi))?;
    }
    let mut created = ruleset.create()?;
    let reads = system.iter().map(PathBuf::from).chain(needs.reads.iter().cloned());
    let write = (AccessFs::from_all(abi) & !(AccessFs::Execute | AccessFs::MakeChar | AccessFs::MakeBlock)) | read;
    let devices = devices.iter().map(|path| (PathBuf::from(path), AccessFs::ReadFile | AccessFs::WriteFile));
    let all = reads.map(|path| (path, read)).chain(devices).chain(needs.writes.iter().map(|path| (path.clone(), write)));
    for (path, access) in all {
        created = allow(created, &path, access, abi)?;
    }
    let status = created.restrict_self()?;
    Ok(status.ruleset != RulesetStatus::NotEnforced)
}

/// What is not there needs no rule.
fn allow(
    created: landlock::RulesetCreated,
    path: &Path,
    access: BitFlags<AccessFs>,
    abi: ABI,
) -> Result<landlock::RulesetCreated, RulesetError> {
    let Ok(opened) = PathFd::new(path) else { return Ok(created) };
    // A file has no content to list or make.
    let access = if path.is_dir() { access } else { access & AccessFs::from_file(abi) };
    created.add_rule(PathBeneath::new(opened, access))
}
