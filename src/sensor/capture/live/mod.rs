//! Frames from the wire: a receive ring of the kernel for each interface (TPACKET_V3).
//!
//! Several interfaces are one capture, their frames in the order of their time, so that a mirror that brings each way of
//! a cable on a port of its own is whole again. An interface that goes down, or away and comes back under its name, is
//! heard again; what the kernel dropped is counted.
//!
//! Invariant: received = lent + dropped + still in the ring, for each interface.

mod filter;
mod interface;
mod ring;
mod socket;

pub use interface::{names as interfaces, objection};

use std::os::fd::{AsRawFd, RawFd};
use std::time::Duration;

use self::ring::{Ring, Slot};
use self::socket::Socket;
use super::{Capture, CaptureError, Found, Frames, Losses};
use crate::base::Timestamp;
use crate::sensor::wire::LinkType;

/// How to listen; each is an option of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Names of the interfaces.
    pub interfaces: Vec<String>,
    /// Bytes of each interface's ring; what does not fit while the program is busy is dropped and counted.
    pub ring_bytes: u32,
    /// Bytes kept of each frame.
    pub snap_length: u32,
    /// Have the card hand over frames to every address.
    pub promiscuous: bool,
    /// Which frames: an expression of pcap-filter(7) with addresses, not names; empty is every frame.
    pub filter: String,
    /// Listen even where the machine itself speaks.
    pub force: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            interfaces: Vec::new(),
            ring_bytes: 64 << 20,
            snap_length: 262_144,
            promiscuous: true,
            filter: String::new(),
            force: false,
        }
    }
}

/// A block is handed over when it is full, or after this time.
const HOLD: Duration = Duration::from_millis(40);
/// Bytes of a block.
const BLOCK: u32 = 1 << 20;

/// Hardware types (ARPHRD of `linux/if_arp.h`) that are read, and what their frames begin with.
const LINKS: &[(u16, LinkType)] = &[
    (libc::ARPHRD_ETHER, LinkType::ETHERNET),
    (libc::ARPHRD_LOOPBACK, LinkType::ETHERNET),
    (libc::ARPHRD_NONE, LinkType::RAW),
    (libc::ARPHRD_PPP, LinkType::RAW),
    (libc::ARPHRD_IEEE80211_RADIOTAP, LinkType(127)),
];

/// How an interface is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// It is up and has a carrier.
    Up,
    /// It is up, but no cable or no peer is there.
    NoCarrier,
    /// It was switched off.
    Down,
    /// There is no interface of that name.
    Gone,
}

/// What an interface brought so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortStatus {
    /// Name of the interface.
    pub name: String,
    /// How it is.
    pub link: Link,
    /// Frames the kernel had for us, dropped ones included.
    pub received: u64,
    /// Frames for which there was no room in the ring.
    pub dropped: u64,
    /// How often the ring was full.
    pub full: u64,
    /// How often it went down or away.
    pub interruptions: u64,
}

/// One interface.
struct Port {
    socket: Socket,
    ring: Ring,
    /// The interface it is bound to.
    index: Option<i32>,
    link_type: LinkType,
    status: PortStatus,
    /// Offset of the next frame in the block held, and how many are left.
    next: usize,
    left: u32,
}

/// Frames of one or several interfaces.
pub struct LiveCapture {
    settings: Settings,
    ports: Vec<Port>,
    /// The port whose frames were lent last.
    turn: usize,
    found: Vec<Found>,
    patience: Duration,
}

impl LiveCapture {
    /// Opens the interfaces. `group` shares their frames, flow by flow, with the other captures of that number.
    ///
    /// An interface that is not there is waited for, as long as one of them is.
    ///
    /// # Errors
    /// One that says what to do, when an interface is not fit or the right to listen is missing.
    pub fn open(settings: &Settings, group: Option<u16>) -> Result<Self, CaptureError> {
        let refuse = |what: String| CaptureError::Interface(what);
        if settings.interfaces.is_empty() {
            return Err(refuse("name an interface to listen on".to_owned()));
        }
        let there = interfaces();
        if !settings.interfaces.iter().any(|name| there.contains(name)) {
            return Err(refuse(format!("there is no {}; here are {}", settings.interfaces.join(" or "), there.join(", "))));
        }
        for name in settings.interfaces.iter().filter(|_| !settings.force) {
            if let Some(objection) = objection(name) {
                return Err(refuse(objection));
            }
        }
        let mut ports = Vec::with_capacity(settings.interfaces.len());
        for name in &settings.interfaces {
            ports.push(Port::open(name, settings, group)?);
        }
        let patience = Duration::from_millis(100);
        Ok(Self { settings: settings.clone(), ports, turn: 0, found: Vec::with_capacity(Frames::MAX), patience })
    }

    /// The sockets' descriptors, for the sandbox to forbid writing to them.
    #[must_use]
    pub fn descriptors(&self) -> Vec<RawFd> {
        self.ports.iter().map(|port| port.socket.as_raw_fd()).collect()
    }

    /// Looks after the interfaces: counts what was dropped, and listens again to one that came back. Meant to be called
    /// about once a second.
    pub fn check(&mut self) -> Vec<PortStatus> {
        for port in &mut self.ports {
            port.check(self.settings.promiscuous);
        }
        self.ports.iter().map(|port| port.status.clone()).collect()
    }

    /// The port with the earliest frame, and until when it may go on before another one's turn.
    fn earliest(&mut self) -> Option<(usize, Timestamp)> {
        let mut best: Option<(usize, Timestamp)> = None;
        let mut limit = Timestamp(i64::MAX);
        for (place, port) in self.ports.iter_mut().enumerate() {
            let Some(at) = port.peek() else { continue };
            match best {
                Some((_, first)) if at >= first => limit = limit.min(at),
                Some((_, first)) => (best, limit) = (Some((place, at)), first),
                None => best = Some((place, at)),
            }
        }
        best.map(|(place, _)| (place, limit))
    }
}

impl Capture for LiveCapture {
    fn frames(&mut self) -> Result<Frames<'_>, CaptureError> {
        self.found.clear();
        let mut next = self.earliest();
        if next.is_none() {
            socket::wait(self.ports.iter().map(|port| &port.socket), self.patience)?;
            next = self.earliest();
        }
        let Some((place, limit)) = next else { return Ok(Frames { bytes: &[], found: &[] }) };
        self.turn = place;
        let Some(port) = self.ports.get_mut(place) else { return Ok(Frames { bytes: &[], found: &[] }) };
        while self.found.len() < Frames::MAX {
            // The first one is there, or this would not be its turn.
            match port.advance(limit) {
                Some(found) => self.found.push(found),
                None => break,
            }
        }
        Ok(Frames { bytes: port.ring.block(), found: &self.found })
    }

    fn losses(&self) -> Losses {
        let dropped = self.ports.iter().fold(0_u64, |sum, port| sum.saturating_add(port.status.dropped));
        Losses { dropped, ..Losses::default() }
    }

    fn is_live(&self) -> bool {
        true
    }
}

impl Port {
    fn open(name: &str, settings: &Settings, group: Option<u16>) -> Result<Self, CaptureError> {
        let failed = |error: std::io::Error| CaptureError::Interface(explain(name, &error));
        let blocks = settings.ring_bytes.wrapping_div(BLOCK).max(2);
        let socket = Socket::open().map_err(failed)?;
        socket.ring(BLOCK, blocks, HOLD).map_err(failed)?;
        let ring = Ring::map(&socket, BLOCK, blocks).map_err(failed)?;
        if !settings.force {
            socket.ignore_outgoing().map_err(failed)?;
        }
        let program = filter::compile(&settings.filter, LinkType::ETHERNET.0, settings.snap_length);
        socket.filter(&program.map_err(CaptureError::Interface)?).map_err(failed)?;
        let status = PortStatus { name: name.to_owned(), link: Link::Gone, received: 0, dropped: 0, full: 0, interruptions: 0 };
        let mut port = Self { socket, ring, index: None, link_type: LinkType::ETHERNET, status, next: 0, left: 0 };
        if let Some(index) = port.socket.index(name) {
            port.listen(index, settings.promiscuous).map_err(failed)?;
            if let Some(group) = group {
                port.socket.join(group).map_err(failed)?;
            }
        }
        port.status.link = port.look();
        Ok(port)
    }

    /// Listens to the interface `index`.
    fn listen(&mut self, index: i32, promiscuous: bool) -> std::io::Result<()> {
        let hardware = self.socket.bind(index)?;
        let Some((_, link)) = LINKS.iter().find(|(number, _)| *number == hardware) else {
            return Err(std::io::Error::other(format!("frames of hardware type {hardware} are not read")));
        };
        self.link_type = *link;
        if promiscuous {
            self.socket.promiscuous(index)?;
        }
        self.index = Some(index);
        Ok(())
    }

    /// How the interface is now.
    fn look(&self) -> Link {
        match self.socket.flags(&self.status.name) {
            None => Link::Gone,
            Some(flags) if flags & libc::IFF_UP == 0 => Link::Down,
            Some(flags) if flags & libc::IFF_RUNNING == 0 => Link::NoCarrier,
            Some(_) => Link::Up,
        }
    }

    fn check(&mut self, promiscuous: bool) {
        if let Ok(counts) = self.socket.statistics() {
            let status = &mut self.status;
            status.received = status.received.saturating_add(u64::from(counts.received));
            status.dropped = status.dropped.saturating_add(u64::from(counts.dropped));
            status.full = status.full.saturating_add(u64::from(counts.full));
        }
        // An error that waits would end every poll at once.
        let _ = self.socket.take_error();
        let link = self.look();
        let fell = self.status.link == Link::Up && link != Link::Up;
        self.status.interruptions = self.status.interruptions.saturating_add(u64::from(fell));
        self.status.link = link;
        let index = self.socket.index(&self.status.name);
        if index != self.index {
            self.index = None;
            if let Some(index) = index {
                // Another interface under the old name. Where that fails it is tried again at the next check.
                let again = self.listen(index, promiscuous);
                self.status.link = if again.is_ok() { link } else { Link::Gone };
            }
        }
    }

    /// The time of the next frame; takes a block from the kernel where one is ready.
    fn peek(&mut self) -> Option<Timestamp> {
        while self.left == 0 {
            self.ring.give_back();
            if !self.ring.take() {
                return None;
            }
            (self.next, self.left) = ring::contents(self.ring.block());
        }
        match ring::slot(self.ring.block(), self.next) {
            Some(slot) => Some(slot.at),
            None => {
                // The kernel does not write such a block; if it did, the rest of it is lost.
                self.left = 0;
                None
            }
        }
    }

    /// The next frame of the block held, if it is not later than `limit`.
    fn advance(&mut self, limit: Timestamp) -> Option<Found> {
        self.left = self.left.checked_sub(1)?;
        let Some(mut slot) = ring::slot(self.ring.block(), self.next).filter(|slot| slot.at <= limit) else {
            self.left = self.left.saturating_add(1);
            return None;
        };
        self.next = slot.next;
        if slot.tag.is_some() && self.link_type == LinkType::ETHERNET {
            ring::untake_tag(self.ring.block_mut(), &mut slot);
        }
        let Slot { at, start, captured, wire_length, .. } = slot;
        Some(Found { at, link: self.link_type, start, captured, wire_length })
    }
}

/// Why an interface cannot be opened, and what to do.
fn explain(name: &str, error: &std::io::Error) -> String {
    match error.raw_os_error() {
        Some(libc::EPERM | libc::EACCES) => {
            format!("{name}: listening needs the right CAP_NET_RAW: run as root, or  setcap cap_net_raw=ep  on the program")
        }
        Some(libc::ENOMEM) => format!("{name}: there is no memory for its ring; make ring_bytes smaller"),
        _ => format!("{name}: {error}"),
    }
}
