//! Large tables on large pages: half the cost of reaching into one is finding the page.

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
