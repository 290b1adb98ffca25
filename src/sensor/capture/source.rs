//! Bytes of a capture file: read in large blocks, decompressed on the way, handed out without another copy.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// One read fetches this much.
const BLOCK: usize = 64 * 1024;
/// No record of a capture is longer; a larger length is damage.
pub(super) const MAX_RECORD: usize = 16 * 1024 * 1024;

/// A buffered reader that lends contiguous bytes.
pub(super) struct Source {
    input: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    consumed: u64,
    bytes_read: Arc<AtomicU64>,
}

impl Source {
    /// Reads `input`, decompressing it when it begins as gzip (RFC 1952) or zstd (RFC 8878).
    pub(super) fn new(input: Box<dyn Read + Send>) -> io::Result<Self> {
        let bytes_read = Arc::new(AtomicU64::new(0));
        let counted = Counted { input, count: Arc::clone(&bytes_read) };
        let mut plain = Self::over(Box::new(counted), bytes_read);
        plain.fill(4)?;
        match plain.available() {
            [0x1f, 0x8b, ..] => Ok(plain.through(|head| Box::new(flate2::read::MultiGzDecoder::new(head)))),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Ok(plain.through(|head| Box::new(Zstd { input: Some(head), frame: None }))),
            _ => Ok(plain),
        }
    }

    fn over(input: Box<dyn Read + Send>, bytes_read: Arc<AtomicU64>) -> Self {
        Self { input, buffer: vec![0; BLOCK], start: 0, end: 0, ended: false, consumed: 0, bytes_read }
    }

    /// The same source with a decoder before it; what was read to recognise the format is given to the decoder first.
    fn through(self, decoder: impl FnOnce(Replay) -> Box<dyn Read + Send>) -> Self {
        let head = io::Cursor::new(self.available().to_vec());
        let bytes_read = Arc::clone(&self.bytes_read);
        Self::over(decoder(head.chain(self.input)), bytes_read)
    }

    /// How much of the file was read, compressed as it is: what a progress bar shows.
    pub(super) fn progress(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes_read)
    }

    /// Offset of the next byte in the decompressed stream.
    pub(super) fn position(&self) -> u64 {
        self.consumed
    }

    /// The bytes fetched and not yet consumed.
    #[inline]
    pub(super) fn available(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Fetches until `length` bytes are available; false when the input ends before.
    #[inline]
    pub(super) fn fill(&mut self, length: usize) -> io::Result<bool> {
        if self.end.saturating_sub(self.start) >= length {
            return Ok(true);
        }
        self.fetch(length)
    }

    /// Whether `length` bytes are there; fetches them only when nothing `waits` to be handed over. At the end of the
    /// input, `cut_off` is what is left of them behind the first `done`.
    #[inline]
    pub(super) fn have(&mut self, length: usize, waits: bool, done: usize, cut_off: &mut u64) -> io::Result<bool> {
        if self.available().len() >= length {
            return Ok(true);
        }
        if waits {
            return Ok(false);
        }
        let there = self.fill(length)?;
        if !there {
            *cut_off = u64::try_from(self.available().len().saturating_sub(done)).unwrap_or(u64::MAX);
        }
        Ok(there)
    }

    #[cold]
    fn fetch(&mut self, length: usize) -> io::Result<bool> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end = self.end.saturating_sub(self.start);
        self.start = 0;
        if self.buffer.len() < length {
            self.buffer.resize(length.min(MAX_RECORD.saturating_add(64)), 0);
        }
        while self.end < length && !self.ended {
            let room = self.buffer.get_mut(self.end..).unwrap_or_default();
            match self.input.read(room) {
                Ok(0) => self.ended = true,
                Ok(count) => self.end = self.end.saturating_add(count),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // A damaged compressed stream ends here; what came before it stands.
                Err(error) if is_damage(&error) => self.ended = true,
                Err(error) => return Err(error),
            }
        }
        Ok(self.end >= length)
    }

    /// Passes over `length` available bytes.
    #[inline]
    pub(super) fn consume(&mut self, length: usize) {
        self.start = self.start.saturating_add(length).min(self.end);
        self.consumed = self.consumed.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
    }

    /// Passes over `length` bytes without keeping them; false when the input ends before.
    pub(super) fn skip(&mut self, mut length: u64) -> io::Result<bool> {
        while length > 0 {
            if !self.fill(1)? {
                return Ok(false);
            }
            let step = usize::try_from(length).unwrap_or(usize::MAX).min(self.available().len());
            self.consume(step);
            length = length.saturating_sub(u64::try_from(step).unwrap_or(u64::MAX));
        }
        Ok(true)
    }
}

fn is_damage(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof)
}

type Replay = io::Chain<io::Cursor<Vec<u8>>, Box<dyn Read + Send>>;

struct Counted {
    input: Box<dyn Read + Send>,
    count: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let length = self.input.read(out)?;
        self.count.fetch_add(u64::try_from(length).unwrap_or(u64::MAX), Ordering::Relaxed);
        Ok(length)
    }
}

type Frame = ruzstd::decoding::StreamingDecoder<Replay, ruzstd::decoding::FrameDecoder>;

/// Zstandard frames one after another, as `cat a.zst b.zst` makes them.
struct Zstd {
    input: Option<Replay>,
    frame: Option<Box<Frame>>,
}

impl Read for Zstd {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let length = frame.read(out)?;
                if length > 0 {
                    return Ok(length);
                }
            }
            let input = match self.frame.take() {
                Some(frame) => Some(frame.into_inner()),
                None => self.input.take(),
            };
            let Some(mut input) = input else { return Ok(0) };
            let mut magic = [0; 4];
            if input.read_exact(&mut magic).is_err() {
                return Ok(0);
            }
            let (first, rest) = input.into_inner();
            let left = first.get_ref().get(usize::try_from(first.position()).unwrap_or(usize::MAX)..).unwrap_or_default();
            let again = io::Cursor::new([&magic[..], left].concat()).chain(rest);
            let frame = Frame::new(again).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))?;
            self.frame = Some(Box::new(frame));
        }
    }
}
