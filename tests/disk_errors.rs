//! A disk that fails: every write, sync and truncation of the database may be answered with an error, at random, by a
//! layer between SQLite and the system. Nothing is lost, nothing is there twice, the file stays sound, and what was not
//! taken is taken as soon as the disk works again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]
#![allow(unsafe_code, reason = "SQLite's interface to the system is one of C")]

mod support;

use std::collections::BTreeMap;
use std::ffi::{c_char, c_int, c_void};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};

use rusqlite::ffi;
use support::{Random, dump, fixtures, same};
use wardwatch::daemon::Hub;
use wardwatch::fingerprint::Fingerprints;
use wardwatch::inventory;
use wardwatch::observation::Batch;
use wardwatch::sensor::capture::{Capture, FileCapture};
use wardwatch::sensor::{Sensor, Settings};
use wardwatch::store::{self, Opening};

/// Errors that are injected in all, at least.
const WANTED: u64 = 300;

/// One of so many operations fails; 0: none does.
static ONE_OF: AtomicU64 = AtomicU64::new(0);
/// What was injected, by what SQLite is told.
static INJECTED: Mutex<BTreeMap<c_int, u64>> = Mutex::new(BTreeMap::new());

/// The answer to an operation whose failure is `error`, if it shall fail.
fn fault(errors: &[c_int]) -> Option<c_int> {
    static RANDOM: Mutex<Random> = Mutex::new(Random(6));
    let one_of = usize::try_from(ONE_OF.load(Ordering::Relaxed)).unwrap();
    let mut random = RANDOM.lock().unwrap();
    if one_of == 0 || random.below(one_of) != 0 {
        return None;
    }
    let error = errors[random.below(errors.len())];
    *INJECTED.lock().unwrap().entry(error).or_default() += 1;
    Some(error)
}

fn injected() -> u64 {
    INJECTED.lock().unwrap().values().sum()
}

/// The layer: the system's own methods, with some of them in front.
struct Layer {
    below: *mut ffi::sqlite3_vfs,
    /// Methods of a file there, whose writing, syncing and truncating are those of all.
    methods: OnceLock<&'static ffi::sqlite3_io_methods>,
    /// Ours for each of them, by its address: files with and without locks have different ones.
    ours: Mutex<BTreeMap<usize, &'static ffi::sqlite3_io_methods>>,
}
// SAFETY: the table that `below` leads to is SQLite's own and never changes.
unsafe impl Sync for Layer {}
// SAFETY: as above.
unsafe impl Send for Layer {}

static LAYER: OnceLock<Layer> = OnceLock::new();

fn below() -> &'static ffi::sqlite3_io_methods {
    LAYER.get().unwrap().methods.get().unwrap()
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, from: *const c_void, length: c_int, at: ffi::sqlite3_int64) -> c_int {
    // EIO and EROFS both become the first, ENOSPC the second (sqlite3 os_unix.c, unixWrite).
    match fault(&[ffi::SQLITE_IOERR_WRITE, ffi::SQLITE_FULL]) {
        Some(error) => error,
        // SAFETY: the arguments are passed on as they came.
        None => unsafe { below().xWrite.unwrap()(file, from, length, at) },
    }
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    match fault(&[ffi::SQLITE_IOERR_FSYNC]) {
        Some(error) => error,
        // SAFETY: as above.
        None => unsafe { below().xSync.unwrap()(file, flags) },
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: ffi::sqlite3_int64) -> c_int {
    match fault(&[ffi::SQLITE_IOERR_TRUNCATE]) {
        Some(error) => error,
        // SAFETY: as above.
        None => unsafe { below().xTruncate.unwrap()(file, size) },
    }
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    let layer = LAYER.get().unwrap();
    // SAFETY: the call goes to the layer below with its own table, as if this one were not there.
    let result = unsafe { (*layer.below).xOpen.unwrap()(layer.below, name, file, flags, out) };
    // SAFETY: `file` is SQLite's, and after a good opening its methods are set.
    if let Some(own) = unsafe { (*file).pMethods.as_ref() }.filter(|_| result == ffi::SQLITE_OK) {
        layer.methods.get_or_init(|| own);
        let mut all = layer.ours.lock().unwrap();
        let ours = all.entry(std::ptr::from_ref(own).addr()).or_insert_with(|| {
            let mut ours = *own;
            ours.xWrite = Some(write);
            ours.xSync = Some(sync);
            ours.xTruncate = Some(truncate);
            Box::leak(Box::new(ours))
        });
        // SAFETY: both tables have the same shape; the file keeps what the layer below put into it.
        unsafe { (*file).pMethods = *ours };
    }
    result
}

/// Puts the layer under every database that this process opens from now on.
fn between() {
    // SAFETY: the system's layer is found, copied, changed in one place, and registered under a name of its own.
    unsafe {
        ffi::sqlite3_initialize();
        let below = ffi::sqlite3_vfs_find(std::ptr::null());
        let mut ours = *below;
        ours.zName = c"failing".as_ptr();
        ours.xOpen = Some(open);
        ours.pNext = std::ptr::null_mut();
        LAYER.set(Layer { below, methods: OnceLock::new(), ours: Mutex::default() }).ok().unwrap();
        assert_eq!(ffi::sqlite3_vfs_register(Box::leak(Box::new(ours)), 1), ffi::SQLITE_OK);
    }
}

/// The demo ward as a live sensor would tell it, in many small batches.
fn batches() -> Vec<Batch> {
    let file = std::fs::File::open(fixtures().join("demo/demo.pcap")).unwrap();
    let mut capture = FileCapture::read(Box::new(file), None).unwrap();
    let mut sensor = Sensor::new(9, Settings { batch_items: 16, ..Settings::default() });
    let mut all = Vec::new();
    while let Some(frames) = capture.frames().ok().filter(|frames| !frames.is_empty()) {
        sensor.frames(frames, |batch| all.push(batch));
    }
    sensor.finish(|batch| {
        all.push(batch);
        None
    });
    all
}

fn hub(db: &Path) -> Hub {
    let store = store::open(db.to_str().unwrap(), Opening::Create).unwrap();
    Hub::new("ward", store, Fingerprints::shipped().unwrap(), inventory::Settings::default()).unwrap()
}

/// Takes every batch, and each again as long as it is not taken; how often it was not.
fn take_all(hub: &mut Hub, batches: &[Batch]) -> u64 {
    let mut failures = 0;
    for batch in batches {
        while let Err(error) = hub.take(batch) {
            failures += 1;
            assert!(failures < 100_000, "it does not recover: {error}");
        }
    }
    failures
}

#[test]
fn a_failing_disk_loses_nothing_and_doubles_nothing() {
    between();
    let batches = batches();
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good.db");
    let mut first = hub(&good);
    assert_eq!(take_all(&mut first, &batches), 0);
    let devices = first.inventory().devices();
    drop(first);
    let (mut failures, mut runs) = (0, 0);
    while injected() < WANTED || runs < 3 {
        let bad = folder.path().join(format!("bad-{runs}.db"));
        let mut hub = hub(&bad);
        // From now and then to most of the time.
        ONE_OF.store([120, 60, 40][runs % 3], Ordering::Relaxed);
        failures += take_all(&mut hub, &batches);
        ONE_OF.store(0, Ordering::Relaxed);
        assert_eq!(hub.inventory().devices(), devices);
        drop(hub);
        store::open_upkeep(bad.to_str().unwrap(), Opening::Existing).unwrap().check().unwrap();
        same(&dump(&good), &dump(&bad), "after a failing disk");
        runs += 1;
    }
    println!("{} errors injected ({:?}), {failures} commits failed, {runs} databases", injected(), INJECTED.lock().unwrap());
}
