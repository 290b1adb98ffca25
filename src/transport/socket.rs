//! Two processes on one machine: the sensor listens on a unix socket and the hub connects, so that the sensor needs no
//! right beyond answering.
//!
//! A message is its length in four bytes (little endian, without them), a byte for its kind, and its content.

use std::io::{self, Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::codec::{Decoded, decode, encode};
use super::outbox::{Item, Outbox};
use super::wire::{Reader, Unreadable, Writer};
use super::{Status, TransportError};

/// Both halves must speak the same.
const VERSION: u64 = 2;
/// No message is longer; a longer one is a stranger's.
const MAX_MESSAGE: usize = 256 << 20;
/// Batches under way without an acknowledgement.
const WINDOW: u64 = 64;
/// A hub that does not read for so long is gone.
const STALLED: Duration = Duration::from_secs(30);
/// How often a waiting half looks whether it shall stop.
const GLANCE: Duration = Duration::from_millis(200);

const HELLO: u8 = 1;
const BATCH: u8 = 2;
const STATUS: u8 = 3;
const STORED: u8 = 4;

fn send(stream: &mut impl Write, kind: u8, content: &[u8]) -> io::Result<()> {
    let length = u32::try_from(content.len().saturating_add(1)).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    let mut message = Vec::with_capacity(content.len().saturating_add(5));
    message.extend_from_slice(&length.to_le_bytes());
    message.push(kind);
    message.extend_from_slice(content);
    stream.write_all(&message)
}

/// Messages out of a stream, which may come in pieces.
#[derive(Debug, Default)]
struct Inbox {
    bytes: Vec<u8>,
}

impl Inbox {
    /// The next message, or `None` when nothing whole came within the stream's read timeout.
    fn receive(&mut self, stream: &mut impl Read) -> Result<Option<(u8, Vec<u8>)>, TransportError> {
        loop {
            if let Some(message) = self.whole()? {
                return Ok(Some(message));
            }
            let mut part = vec![0; 64 << 10];
            match stream.read(&mut part) {
                Ok(0) => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
                Ok(length) => self.bytes.extend_from_slice(part.get(..length).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => return Ok(None),
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn whole(&mut self) -> Result<Option<(u8, Vec<u8>)>, TransportError> {
        let Some(length) = self.bytes.first_chunk::<4>() else { return Ok(None) };
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        if length == 0 || length > MAX_MESSAGE {
            return Err(Unreadable("a message's length").into());
        }
        let end = length.saturating_add(4);
        let Some(message) = self.bytes.get(4..end) else { return Ok(None) };
        let Some((kind, content)) = message.split_first() else { return Ok(None) };
        let message = (*kind, content.to_vec());
        self.bytes.drain(..end);
        Ok(Some(message))
    }
}

/// Serves one hub after another, until `stop`: sends what is in `outbox` and takes acknowledgements. `name` is the
/// sensor's.
pub fn serve(listener: &UnixListener, name: &str, outbox: &Outbox, stop: &AtomicBool, mut say: impl FnMut(&str)) {
    while !stop.load(Ordering::Relaxed) && !outbox.is_done() {
        match listener.accept() {
            Ok((stream, _)) => {
                say("a hub has connected");
                outbox.rewind();
                match serve_one(stream, name, outbox, stop) {
                    Ok(()) => {}
                    Err(error) => say(&format!("the hub has gone: {error}")),
                }
            }
            // Without a hub the queue keeps, and sheds if it must.
            Err(_) => std::thread::sleep(GLANCE),
        }
    }
}

fn serve_one(mut stream: UnixStream, name: &str, outbox: &Outbox, stop: &AtomicBool) -> Result<(), TransportError> {
    // The listener does not wait; its connections do, each for a moment.
    stream.set_nonblocking(false)?;
    stream.set_write_timeout(Some(STALLED))?;
    stream.set_read_timeout(Some(Duration::from_millis(1)))?;
    let mut hello = Writer::default();
    hello.number(VERSION);
    hello.bytes(name.as_bytes());
    send(&mut stream, HELLO, &hello.0)?;
    let mut inbox = Inbox::default();
    let mut under_way = 0_u64;
    while !(outbox.is_done() || stop.load(Ordering::Relaxed) && under_way == 0) {
        if under_way < WINDOW {
            match outbox.take(GLANCE, true) {
                Some(Item::Batch(batch)) => {
                    send(&mut stream, BATCH, &encode(&batch))?;
                    under_way += 1;
                }
                Some(Item::Status(status)) => send(&mut stream, STATUS, &status.encode())?,
                None => {}
            }
        }
        while let Some((kind, content)) = inbox.receive(&mut stream)? {
            let mut reader = Reader(&content);
            if kind != STORED {
                return Err(Unreadable("the kind of a message").into());
            }
            let (epoch, sequence) = (reader.number("epoch")?, reader.number("sequence")?);
            let before = outbox.load().0;
            outbox.acknowledge(epoch, sequence);
            let gone = before.saturating_sub(outbox.load().0);
            under_way = under_way.saturating_sub(u64::try_from(gone.max(1)).unwrap_or(u64::MAX));
        }
    }
    Ok(())
}

/// What a sensor sent.
#[derive(Debug)]
pub enum Delivery {
    /// A batch, to be acknowledged when it is stored.
    Batch(Decoded),
    /// How it is.
    Status(Box<Status>),
}

/// A hub's end.
#[derive(Debug)]
pub struct Connection {
    stream: UnixStream,
    inbox: Inbox,
    sensor: String,
}

impl Connection {
    /// Connects to the sensor that listens at `path`.
    ///
    /// # Errors
    /// When nobody listens there, or somebody who is no sensor of this version.
    pub fn open(path: &Path) -> Result<Self, TransportError> {
        let mut stream = UnixStream::connect(path)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        let mut inbox = Inbox::default();
        let Some((HELLO, content)) = inbox.receive(&mut stream)? else { return Err(Unreadable("the greeting").into()) };
        let mut reader = Reader(&content);
        let version = reader.number("version")?;
        if version != VERSION {
            return Err(TransportError::Version(version, VERSION));
        }
        let sensor = reader.text("name")?.to_owned();
        stream.set_read_timeout(Some(GLANCE))?;
        stream.set_write_timeout(Some(STALLED))?;
        Ok(Self { stream, inbox, sensor })
    }

    /// The sensor's name.
    #[must_use]
    pub fn sensor(&self) -> &str {
        &self.sensor
    }

    /// What comes next; `None` when nothing came for a moment.
    ///
    /// # Errors
    /// When the sensor went away or is no sensor.
    pub fn receive(&mut self) -> Result<Option<Delivery>, TransportError> {
        Ok(match self.inbox.receive(&mut self.stream)? {
            None => None,
            Some((BATCH, content)) => Some(Delivery::Batch(decode(&content)?)),
            Some((STATUS, content)) => Some(Delivery::Status(Box::new(Status::decode(&content)?))),
            Some(_) => return Err(Unreadable("the kind of a message").into()),
        })
    }

    /// Says that all batches of `epoch` up to `sequence` are stored.
    ///
    /// # Errors
    /// When the sensor went away.
    pub fn acknowledge(&mut self, epoch: u64, sequence: u64) -> Result<(), TransportError> {
        let mut out = Writer::default();
        out.number(epoch);
        out.number(sequence);
        Ok(send(&mut self.stream, STORED, &out.0)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::Batch;

    fn batch(sequence: u64) -> Batch {
        Batch { epoch: 3, sequence, ..Batch::default() }
    }

    /// Takes batches until `count` came; acknowledges every `step`-th.
    fn take(connection: &mut Connection, count: usize, step: u64) -> Vec<u64> {
        let mut seen = Vec::new();
        while seen.len() < count {
            if let Some(Delivery::Batch(decoded)) = connection.receive().unwrap() {
                let sequence = decoded.batch.sequence;
                if sequence % step == step - 1 {
                    connection.acknowledge(3, sequence).unwrap();
                }
                seen.push(sequence);
            }
        }
        seen
    }

    #[test]
    fn a_hub_that_comes_back_is_sent_what_it_did_not_acknowledge() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sensor.sock");
        let listener = UnixListener::bind(&path).unwrap();
        listener.set_nonblocking(true).unwrap();
        let outbox = Outbox::new(1 << 20);
        for sequence in 0..300 {
            outbox.push(batch(sequence));
        }
        outbox.tell(Status::default());
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| serve(&listener, "ward-3", &outbox, &stop, |_| {}));
            let mut hub = Connection::open(&path).unwrap();
            assert_eq!(hub.sensor(), "ward-3");
            assert_eq!(take(&mut hub, 35, 10), (0..35).collect::<Vec<_>>());
            drop(hub);
            // 0 to 29 were acknowledged.
            let mut hub = Connection::open(&path).unwrap();
            assert_eq!(take(&mut hub, 270, 10), (30..300).collect::<Vec<_>>());
            outbox.close();
            // The last acknowledgement ends it.
        });
        assert!(outbox.is_done());
    }

    #[test]
    fn a_stranger_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sensor.sock");
        let listener = UnixListener::bind(&path).unwrap();
        for hello in [&b"\xff\xff\xff\xff\x01\x01"[..], b"\x00\x00\x00\x00", b"\x03\x00\x00\x00\x01\x63\x00", b"SSH-2.0-x\r\n"] {
            std::thread::scope(|scope| {
                scope.spawn(|| listener.accept().unwrap().0.write_all(hello).unwrap());
                assert!(Connection::open(&path).is_err());
            });
        }
    }
}
