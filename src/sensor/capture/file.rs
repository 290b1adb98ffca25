//! Capture files: which format, from where.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::source::Source;
use super::{Capture, CaptureError, Frames, Losses, pcap::Pcap, pcapng::PcapNg};

/// Reads a pcap or pcapng file, plain, gzip or zstd.
pub struct FileCapture {
    format: Format,
    progress: Arc<AtomicU64>,
    size: Option<u64>,
    fingerprint: u64,
}

enum Format {
    Pcap(Pcap),
    PcapNg(PcapNg),
}

impl FileCapture {
    /// Opens `path`; `-` is standard input.
    pub fn open(path: &Path) -> Result<Self, CaptureError> {
        if path == Path::new("-") {
            return Self::read(Box::new(io::stdin()), None);
        }
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(CaptureError::Io(io::Error::from(io::ErrorKind::IsADirectory)));
        }
        let size = metadata.is_file().then_some(metadata.len());
        Self::read(Box::new(file), size)
    }

    /// Reads `input`, of `size` bytes where that is known.
    pub fn read(input: Box<dyn Read + Send>, size: Option<u64>) -> Result<Self, CaptureError> {
        let mut source = Source::new(input)?;
        let progress = source.progress();
        source.fill(64 * 1024)?;
        let fingerprint = fingerprint(source.available(), size);
        let format = match source.available() {
            [] => return Err(CaptureError::Empty),
            [0x0a, 0x0d, 0x0d, 0x0a, ..] => Format::PcapNg(PcapNg::new(source)),
            head => match Pcap::header(head) {
                Some(header) => Format::Pcap(Pcap::new(source, header)),
                None => return Err(CaptureError::NotACapture(describe(head))),
            },
        };
        Ok(Self { format, progress, size, fingerprint })
    }

    /// Bytes of the file read so far, for a progress bar on another thread.
    #[must_use]
    pub fn progress(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.progress)
    }

    /// Size of the file, where it is one.
    #[must_use]
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// A number that tells this file's content from other files', so that a second replay is known for what it is.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}

impl Capture for FileCapture {
    fn frames(&mut self) -> Result<Frames<'_>, CaptureError> {
        match &mut self.format {
            Format::Pcap(pcap) => pcap.frames(),
            Format::PcapNg(pcapng) => pcapng.frames(),
        }
    }

    fn losses(&self) -> Losses {
        match &self.format {
            Format::Pcap(pcap) => pcap.losses(),
            Format::PcapNg(pcapng) => pcapng.losses(),
        }
    }
}

/// FNV-1a over the first 64 KiB and the size: stable between versions and machines, and no secret.
fn fingerprint(head: &[u8], size: Option<u64>) -> u64 {
    let head = head.get(..64 * 1024).unwrap_or(head);
    let size = size.unwrap_or_default().to_be_bytes();
    head.iter()
        .chain(&size)
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The first bytes as a person would recognise them.
fn describe(head: &[u8]) -> String {
    let head = head.get(..4).unwrap_or(head);
    if head.iter().all(|byte| byte.is_ascii_graphic()) {
        return format!("\"{}\"", String::from_utf8_lossy(head));
    }
    head.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}
