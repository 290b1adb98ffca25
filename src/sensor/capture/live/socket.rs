//! The packet socket (packet(7)): the few system calls that open it, point it at an interface, ask it and wait for it.
//!
//! Invariant: none of them transmits. The socket could; that it cannot is the sandbox's work (`daemon/sandbox`).
#![allow(unsafe_code, reason = "system calls; each takes plain data that lives as long as the call")]

use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::time::Duration;

use libc::{c_int, c_void, socklen_t};

/// Bytes kept free before each frame, for the VLAN tag that the kernel or the card took out.
pub(super) const RESERVE: u32 = 16;

/// Counts since the last question (`PACKET_STATISTICS` sets them back).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Statistics {
    /// Frames that passed the filter, dropped ones included.
    pub(super) received: u32,
    /// Frames for which the ring had no room.
    pub(super) dropped: u32,
    /// How often the ring was full.
    pub(super) full: u32,
}

/// A socket that hears every frame of one interface.
#[derive(Debug)]
pub(super) struct Socket(OwnedFd);

impl AsRawFd for Socket {
    fn as_raw_fd(&self) -> RawFd {
        self.0.as_raw_fd()
    }
}

impl Socket {
    /// A socket of protocol 0, which hears nothing until it is bound: no frame of another interface slips in.
    pub(super) fn open() -> io::Result<Self> {
        // SAFETY: socket(2) takes no pointers.
        let fd = unsafe { libc::socket(libc::AF_PACKET, libc::SOCK_RAW | libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK, 0) };
        if fd < 0 {
            return Err(io::Error::last_os_error());
        }
        // SAFETY: `fd` is open, and nothing else owns it.
        Ok(Self(unsafe { OwnedFd::from_raw_fd(fd) }))
    }

    fn set<T>(&self, level: c_int, name: c_int, value: &T) -> io::Result<()> {
        let length = socklen_t::try_from(size_of::<T>()).unwrap_or_default();
        // SAFETY: the kernel reads `length` bytes of `value`, which is borrowed for the call.
        let result =
            unsafe { libc::setsockopt(self.as_raw_fd(), level, name, std::ptr::from_ref(value).cast::<c_void>(), length) };
        done(result)
    }

    /// Asks for a receive ring of `blocks` blocks, each handed over when full or after `hold`.
    pub(super) fn ring(&self, block_bytes: u32, blocks: u32, hold: Duration) -> io::Result<()> {
        /// The kernel only wants it to divide the block; frames of version 3 lie as close as they fit.
        const FRAME: u32 = 2048;
        self.set(libc::SOL_PACKET, libc::PACKET_VERSION, &(libc::tpacket_versions::TPACKET_V3 as c_int))?;
        self.set(libc::SOL_PACKET, libc::PACKET_RESERVE, &RESERVE)?;
        let request = libc::tpacket_req3 {
            tp_block_size: block_bytes,
            tp_block_nr: blocks,
            tp_frame_size: FRAME,
            tp_frame_nr: block_bytes.wrapping_div(FRAME).saturating_mul(blocks),
            tp_retire_blk_tov: u32::try_from(hold.as_millis()).unwrap_or(u32::MAX),
            tp_sizeof_priv: 0,
            tp_feature_req_word: 0,
        };
        self.set(libc::SOL_PACKET, libc::PACKET_RX_RING, &request)
    }

    /// Sets a classic BPF program that says how much of each frame is kept, and locks it: what is heard does not change
    /// any more.
    pub(super) fn filter(&self, program: &[libc::sock_filter]) -> io::Result<()> {
        let length = u16::try_from(program.len()).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
        let program = libc::sock_fprog { len: length, filter: program.as_ptr().cast_mut() };
        // The kernel copies `length` instructions and writes none: `program` lives through the call.
        self.set(libc::SOL_SOCKET, libc::SO_ATTACH_FILTER, &program)?;
        self.set(libc::SOL_SOCKET, libc::SO_LOCK_FILTER, &1_i32)
    }

    /// What this machine itself sends is no traffic of the mirror port.
    pub(super) fn ignore_outgoing(&self) -> io::Result<()> {
        self.set(libc::SOL_PACKET, libc::PACKET_IGNORE_OUTGOING, &1_i32)
    }

    /// Shares the frames of the interface with the other sockets of `group`, both ways of a flow to the same one.
    pub(super) fn join(&self, group: u16) -> io::Result<()> {
        let mode = libc::PACKET_FANOUT_HASH | libc::PACKET_FANOUT_FLAG_DEFRAG;
        self.set(libc::SOL_PACKET, libc::PACKET_FANOUT, &(mode.wrapping_shl(16) | u32::from(group)))
    }

    /// Hears the interface `index` from now on. Answers its hardware type (ARPHRD of `linux/if_arp.h`).
    pub(super) fn bind(&self, index: i32) -> io::Result<u16> {
        let every = u16::try_from(libc::ETH_P_ALL).unwrap_or_default().to_be();
        let mut address = libc::sockaddr_ll {
            sll_family: u16::try_from(libc::AF_PACKET).unwrap_or_default(),
            sll_protocol: every,
            sll_ifindex: index,
            sll_hatype: 0,
            sll_pkttype: 0,
            sll_halen: 0,
            sll_addr: [0; 8],
        };
        let mut length = socklen_t::try_from(size_of::<libc::sockaddr_ll>()).unwrap_or_default();
        let place = std::ptr::from_mut(&mut address).cast::<libc::sockaddr>();
        // SAFETY: the kernel reads `length` bytes of `address`.
        done(unsafe { libc::bind(self.as_raw_fd(), place, length) })?;
        // SAFETY: the kernel writes at most `length` bytes into `address`, and how many into `length`.
        done(unsafe { libc::getsockname(self.as_raw_fd(), place, &raw mut length) })?;
        Ok(address.sll_hatype)
    }

    /// Has the card hand over frames to every address, as long as this socket is open.
    pub(super) fn promiscuous(&self, index: i32) -> io::Result<()> {
        let kind = u16::try_from(libc::PACKET_MR_PROMISC).unwrap_or_default();
        let request = libc::packet_mreq { mr_ifindex: index, mr_type: kind, mr_alen: 0, mr_address: [0; 8] };
        self.set(libc::SOL_PACKET, libc::PACKET_ADD_MEMBERSHIP, &request)
    }

    /// What the kernel counted since the last question.
    pub(super) fn statistics(&self) -> io::Result<Statistics> {
        let mut counts = libc::tpacket_stats_v3 { tp_packets: 0, tp_drops: 0, tp_freeze_q_cnt: 0 };
        let mut length = socklen_t::try_from(size_of::<libc::tpacket_stats_v3>()).unwrap_or_default();
        let place = std::ptr::from_mut(&mut counts).cast::<c_void>();
        // SAFETY: the kernel writes at most `length` bytes into `counts`, and how many into `length`.
        done(unsafe { libc::getsockopt(self.as_raw_fd(), libc::SOL_PACKET, libc::PACKET_STATISTICS, place, &raw mut length) })?;
        Ok(Statistics { received: counts.tp_packets, dropped: counts.tp_drops, full: counts.tp_freeze_q_cnt })
    }

    /// The number of the interface of that name; `None` when there is none.
    pub(super) fn index(&self, name: &str) -> Option<i32> {
        let request = self.ask(name, libc::SIOCGIFINDEX)?;
        // SAFETY: SIOCGIFINDEX fills this member (netdevice(7)); any bits are an integer.
        Some(unsafe { request.ifr_ifru.ifru_ifindex })
    }

    /// Flags of the interface of that name (netdevice(7)); `None` when there is none.
    pub(super) fn flags(&self, name: &str) -> Option<c_int> {
        let request = self.ask(name, libc::SIOCGIFFLAGS)?;
        // SAFETY: SIOCGIFFLAGS fills this member (netdevice(7)); any bits are an integer.
        Some(c_int::from(unsafe { request.ifr_ifru.ifru_flags }))
    }

    fn ask(&self, name: &str, question: libc::Ioctl) -> Option<libc::ifreq> {
        // SAFETY: all bytes zero are a valid `ifreq`: a name of length 0 and a union of plain numbers.
        let mut request: libc::ifreq = unsafe { std::mem::zeroed() };
        // One byte stays zero, as its end.
        let room = request.ifr_name.len().saturating_sub(1);
        if name.len() > room {
            return None;
        }
        for (place, byte) in request.ifr_name.iter_mut().zip(name.bytes()) {
            *place = libc::c_char::from_ne_bytes([byte]);
        }
        // SAFETY: both questions read the name in `request` and write into its union.
        let result = unsafe { libc::ioctl(self.as_raw_fd(), question, &raw mut request) };
        (result == 0).then_some(request)
    }

    /// Takes the error that waits at the socket, such as that the interface went down.
    pub(super) fn take_error(&self) -> Option<c_int> {
        let mut error: c_int = 0;
        let mut length = socklen_t::try_from(size_of::<c_int>()).unwrap_or_default();
        let place = std::ptr::from_mut(&mut error).cast::<c_void>();
        // SAFETY: the kernel writes at most `length` bytes into `error`, and how many into `length`.
        let result = unsafe { libc::getsockopt(self.as_raw_fd(), libc::SOL_SOCKET, libc::SO_ERROR, place, &raw mut length) };
        (result == 0 && error != 0).then_some(error)
    }
}

/// Waits until one of the sockets has a block, an error, or the time is over.
pub(super) fn wait<'a>(sockets: impl Iterator<Item = &'a Socket>, time: Duration) -> io::Result<()> {
    let mut waits: Vec<libc::pollfd> =
        sockets.map(|socket| libc::pollfd { fd: socket.as_raw_fd(), events: libc::POLLIN | libc::POLLERR, revents: 0 }).collect();
    let count = libc::nfds_t::try_from(waits.len()).unwrap_or_default();
    let time = c_int::try_from(time.as_millis()).unwrap_or(c_int::MAX);
    // SAFETY: the kernel reads and writes `count` elements of `waits`.
    let result = unsafe { libc::poll(waits.as_mut_ptr(), count, time) };
    if result >= 0 {
        return Ok(());
    }
    match io::Error::last_os_error() {
        // A signal: whoever sent it is looked after between the frames.
        error if error.kind() == io::ErrorKind::Interrupted => Ok(()),
        error => Err(error),
    }
}

fn done(result: c_int) -> io::Result<()> {
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}
