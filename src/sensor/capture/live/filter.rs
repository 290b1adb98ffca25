//! Which frames are kept, and how much of each: a classic BPF program in the kernel.

use pcap::{Capture, Linktype};

/// `BPF_RET | BPF_K`: keep so many bytes, none for a frame that is not wanted.
const RETURN: u16 = 0x06;

/// Compiles `expression` (pcap-filter(7); empty is every frame) so that `snap_length` bytes of each frame are kept.
///
/// libpcap only compiles: it opens nothing. It looks a host *name* up, though, so an expression says addresses.
pub(super) fn compile(expression: &str, link: u32, snap_length: u32) -> Result<Vec<libc::sock_filter>, String> {
    let keep = libc::sock_filter { code: RETURN, jt: 0, jf: 0, k: snap_length };
    if expression.trim().is_empty() {
        return Ok(vec![keep]);
    }
    let link = Linktype(i32::try_from(link).unwrap_or_default());
    let compiler = Capture::dead(link).map_err(|error| error.to_string())?;
    let program = compiler.compile(expression, true).map_err(|error| format!("filter \"{expression}\": {error}"))?;
    let instruction = |text: String| {
        let mut parts = text.split(' ').map(str::parse::<u32>);
        let mut part = || parts.next()?.ok();
        let (code, jt, jf, k) = (part()?, part()?, part()?, part()?);
        let code = u16::try_from(code).ok()?;
        // The compiler's own length, where it keeps a frame, becomes ours.
        let k = if code == RETURN && k > 0 { snap_length } else { k };
        Some(libc::sock_filter { code, jt: u8::try_from(jt).ok()?, jf: u8::try_from(jf).ok()?, k })
    };
    let program: Option<Vec<_>> = program.get_instructions().iter().map(|one| instruction(one.to_string())).collect();
    program.ok_or_else(|| format!("filter \"{expression}\" makes a program that is not understood"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_or_some_and_never_more_than_wanted() {
        let all = compile("", 1, 96).unwrap();
        assert_eq!(all.iter().map(|one| (one.code, one.k)).collect::<Vec<_>>(), [(RETURN, 96)]);
        let some = compile("udp port 53", 1, 96).unwrap();
        let kept: Vec<u32> = some.iter().filter(|one| one.code == RETURN).map(|one| one.k).collect();
        assert!(some.len() > 3 && kept.contains(&96) && kept.contains(&0) && kept.iter().all(|k| *k <= 96), "{kept:?}");
        assert!(compile("no such words", 1, 96).unwrap_err().contains("no such words"));
    }
}
