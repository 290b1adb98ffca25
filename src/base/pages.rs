//! Large tables in main memory: on large pages, because half the cost of reaching into one is finding the page, and called
//! for before they are needed, because a processor waits for one entry as long as for ten.

/// Asks the system to put the memory of `table`, what it has not used yet included, on huge pages. An advice: where the
/// system knows better, or has none, everything is as before.
#[cfg(target_os = "linux")]
#[allow(unsafe_code, reason = "one system call that advises")]
pub fn prefer_huge_pages<T>(table: &mut Vec<T>) {
    /// A page on every Linux is as large as this, or divides it.
    const PAGE: usize = 64 * 1024;
    /// Below this nothing is gained.
    const LEAST: usize = 4 * 1024 * 1024;
    let bytes = table.capacity().saturating_mul(size_of::<T>());
    if bytes < LEAST {
        return;
    }
    let start = table.as_mut_ptr().cast::<u8>();
    let before = start.align_offset(PAGE);
    let length = bytes.saturating_sub(before) & !PAGE.wrapping_sub(1);
    // SAFETY: `before + length` is at most the capacity, so the range lies within the one allocation of `table`, which is
    // borrowed mutably. MADV_HUGEPAGE changes neither content nor validity of memory (madvise(2)).
    unsafe {
        libc::madvise(start.wrapping_add(before).cast(), length, libc::MADV_HUGEPAGE);
    }
}

/// Elsewhere nothing is asked.
#[cfg(not(target_os = "linux"))]
pub fn prefer_huge_pages<T>(_table: &mut Vec<T>) {}

/// Calls for the memory of `what`, so that it is near when it is needed. A hint: nothing is read, and the processor does
/// not wait.
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code, reason = "one instruction that hints")]
#[inline]
pub fn prefetch<T>(what: &T) {
    use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
    /// Bytes that come at once.
    const LINE: usize = 64;
    let start = std::ptr::from_ref(what).cast::<i8>();
    for offset in (0..size_of::<T>()).step_by(LINE) {
        // SAFETY: PREFETCHT0 changes nothing that a program can see and never faults, whatever the address (Intel SDM,
        // volume 2B, PREFETCHh).
        unsafe { _mm_prefetch::<_MM_HINT_T0>(start.wrapping_add(offset)) }
    }
}

/// Elsewhere nothing is called for.
#[cfg(not(target_arch = "x86_64"))]
#[inline]
pub fn prefetch<T>(_what: &T) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_stays_as_it_is() {
        let mut small = vec![1_u64; 10];
        prefer_huge_pages(&mut small);
        assert_eq!(small, [1; 10]);
        let mut large: Vec<u32> = (0..3_000_000).collect();
        large.reserve(1_000_000);
        prefer_huge_pages(&mut large);
        large.extend(3_000_000..4_000_000);
        assert!(large.iter().zip(0_u32..).all(|(have, want)| *have == want));
    }
}
