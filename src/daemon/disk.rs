//! How much room the database has.
#![allow(unsafe_code, reason = "one system call that fills a plain structure")]

use std::ffi::CString;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// Bytes of a file system: all of them, and those free for this process. `None` where the system does not say.
#[must_use]
pub fn room(folder: &Path) -> Option<(u64, u64)> {
    let path = CString::new(folder.as_os_str().as_bytes()).ok()?;
    // SAFETY: all bytes zero are a valid `statvfs`, which is written over.
    let mut about: libc::statvfs = unsafe { std::mem::zeroed() };
    // SAFETY: `path` ends with a zero byte and `about` is writable; both live through the call.
    let result = unsafe { libc::statvfs(path.as_ptr(), &raw mut about) };
    let block = about.f_frsize;
    (result == 0).then(|| (about.f_blocks.saturating_mul(block), about.f_bavail.saturating_mul(block)))
}
