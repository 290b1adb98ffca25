//! A process that has been taken over while it listens, and tries to send by every way there is.
#![allow(unsafe_code, reason = "system calls, as an intruder would make them")]

use std::ffi::{CString, c_void};
use std::os::fd::RawFd;
use std::ptr::{null, null_mut};

use libc::{c_int, c_long, socklen_t, syscall};

/// A frame to everybody; the source is of the block for documentation (RFC 7042, 2.1.1).
const FRAME: [u8; 60] = {
    let mut frame = [0xff; 60];
    let head = [0x00, 0x00, 0x5e, 0x00, 0x53, 0x01, 0x88, 0xb5];
    let mut place = 0;
    while place < head.len() {
        frame[6 + place] = head[place];
        place += 1;
    }
    frame
};

/// What came of a way: nothing, or the error that stopped it.
type Tried = Result<(), c_int>;

fn errno() -> c_int {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

fn said(result: c_long) -> Result<c_long, c_int> {
    if result < 0 { Err(errno()) } else { Ok(result) }
}

fn fd(result: c_long) -> Result<RawFd, c_int> {
    said(result).map(|fd| fd as RawFd)
}

fn socket(family: c_int, kind: c_int, protocol: c_int) -> Result<RawFd, c_int> {
    fd(unsafe { libc::socket(family, kind, protocol) }.into())
}

fn write(to: RawFd) -> Tried {
    said(unsafe { libc::write(to, FRAME.as_ptr().cast(), FRAME.len()) } as c_long).map(drop)
}

fn iovec() -> libc::iovec {
    libc::iovec { iov_base: FRAME.as_ptr().cast_mut().cast(), iov_len: FRAME.len() }
}

fn hardware_address(index: c_int) -> libc::sockaddr_ll {
    let mut address: libc::sockaddr_ll = unsafe { std::mem::zeroed() };
    address.sll_family = libc::AF_PACKET as u16;
    address.sll_ifindex = index;
    address.sll_protocol = 0x88b5_u16.to_be();
    address.sll_halen = 6;
    address.sll_addr[..6].fill(0xff);
    address
}

fn message(parts: &mut [libc::iovec]) -> libc::msghdr {
    let mut message: libc::msghdr = unsafe { std::mem::zeroed() };
    message.msg_iov = parts.as_mut_ptr();
    message.msg_iovlen = parts.len();
    message
}

fn sendmmsg(to: RawFd) -> Tried {
    let mut parts = [iovec()];
    let mut messages = [libc::mmsghdr { msg_hdr: message(&mut parts), msg_len: 0 }];
    said(unsafe { libc::sendmmsg(to, messages.as_mut_ptr(), 1, 0) }.into()).map(drop)
}

/// A frame in a pipe, for calls that move data between descriptors.
fn pipe() -> Result<RawFd, c_int> {
    let mut ends = [0; 2];
    said(unsafe { libc::pipe(ends.as_mut_ptr()) }.into())?;
    write(ends[1])?;
    Ok(ends[0])
}

fn sendfile(to: RawFd) -> Tried {
    let name = c"frame";
    let file = fd(unsafe { libc::memfd_create(name.as_ptr(), 0) }.into())?;
    write(file)?;
    let mut offset = 0;
    said(unsafe { libc::sendfile(to, file, &raw mut offset, FRAME.len()) } as c_long).map(drop)
}

/// Passes the descriptor through a pair of sockets to get it back under another number.
fn pass(packet: RawFd) -> Tried {
    let mut ends = [0; 2];
    said(unsafe { libc::socketpair(libc::AF_UNIX, libc::SOCK_DGRAM, 0, ends.as_mut_ptr()) }.into())?;
    let mut control = [0_u64; 4];
    let mut parts = [iovec()];
    let mut out = message(&mut parts);
    out.msg_control = control.as_mut_ptr().cast();
    out.msg_controllen = unsafe { libc::CMSG_SPACE(4) } as usize;
    unsafe {
        let header = libc::CMSG_FIRSTHDR(&raw const out);
        (*header).cmsg_level = libc::SOL_SOCKET;
        (*header).cmsg_type = libc::SCM_RIGHTS;
        (*header).cmsg_len = libc::CMSG_LEN(4) as usize;
        libc::CMSG_DATA(header).cast::<c_int>().write_unaligned(packet);
    }
    said(unsafe { libc::sendmsg(ends[0], &raw const out, 0) } as c_long)?;
    let mut room = [0_u8; FRAME.len()];
    parts[0] = libc::iovec { iov_base: room.as_mut_ptr().cast(), iov_len: room.len() };
    out.msg_iov = parts.as_mut_ptr();
    said(unsafe { libc::recvmsg(ends[1], &raw mut out, 0) } as c_long)?;
    let copy = unsafe { libc::CMSG_DATA(libc::CMSG_FIRSTHDR(&raw const out)).cast::<c_int>().read_unaligned() };
    write(copy)
}

fn set(on: RawFd, level: c_int, name: c_int, value: *const c_void, length: usize) -> Tried {
    said(unsafe { libc::setsockopt(on, level, name, value, length as socklen_t) }.into()).map(drop)
}

fn send_ring(packet: RawFd) -> Tried {
    let request = libc::tpacket_req3 {
        tp_block_size: 4096,
        tp_block_nr: 1,
        tp_frame_size: 2048,
        tp_frame_nr: 2,
        tp_retire_blk_tov: 0,
        tp_sizeof_priv: 0,
        tp_feature_req_word: 0,
    };
    set(packet, libc::SOL_PACKET, libc::PACKET_TX_RING, (&raw const request).cast(), size_of_val(&request))
}

/// A datagram to everybody behind the interface, as no route would lead it.
fn datagram(interface: &str) -> Tried {
    let udp = socket(libc::AF_INET, libc::SOCK_DGRAM, 0)?;
    let on = 1_i32;
    set(udp, libc::SOL_SOCKET, libc::SO_BROADCAST, (&raw const on).cast(), 4)?;
    set(udp, libc::SOL_SOCKET, libc::SO_BINDTODEVICE, interface.as_ptr().cast(), interface.len())?;
    to_everybody(udp)
}

fn to_everybody(socket: RawFd) -> Tried {
    let mut address: libc::sockaddr_in = unsafe { std::mem::zeroed() };
    address.sin_family = libc::AF_INET as u16;
    address.sin_port = 9_u16.to_be();
    address.sin_addr.s_addr = u32::MAX;
    let (place, length) = ((&raw const address).cast(), size_of_val(&address) as socklen_t);
    said(unsafe { libc::sendto(socket, FRAME.as_ptr().cast(), FRAME.len(), 0, place, length) } as c_long).map(drop)
}

/// The interface named beside the datagram instead (`IP_PKTINFO`).
fn datagram_with_interface(index: c_int) -> Tried {
    let udp = socket(libc::AF_INET, libc::SOCK_DGRAM, 0)?;
    let on = 1_i32;
    set(udp, libc::SOL_SOCKET, libc::SO_BROADCAST, (&raw const on).cast(), 4)?;
    let mut address: libc::sockaddr_in = unsafe { std::mem::zeroed() };
    address.sin_family = libc::AF_INET as u16;
    address.sin_port = 9_u16.to_be();
    address.sin_addr.s_addr = u32::MAX;
    let mut control = [0_u64; 8];
    let mut parts = [iovec()];
    let mut out = message(&mut parts);
    out.msg_name = (&raw mut address).cast();
    out.msg_namelen = size_of_val(&address) as socklen_t;
    out.msg_control = control.as_mut_ptr().cast();
    let size = size_of::<libc::in_pktinfo>() as u32;
    out.msg_controllen = unsafe { libc::CMSG_SPACE(size) } as usize;
    unsafe {
        let header = libc::CMSG_FIRSTHDR(&raw const out);
        (*header).cmsg_level = libc::IPPROTO_IP;
        (*header).cmsg_type = libc::IP_PKTINFO;
        (*header).cmsg_len = libc::CMSG_LEN(size) as usize;
        let info = libc::in_pktinfo {
            ipi_ifindex: index,
            ipi_spec_dst: libc::in_addr { s_addr: 0 },
            ipi_addr: libc::in_addr { s_addr: 0 },
        };
        libc::CMSG_DATA(header).cast::<libc::in_pktinfo>().write_unaligned(info);
    }
    said(unsafe { libc::sendmsg(udp, &raw const out, 0) } as c_long).map(drop)
}

fn connect() -> Tried {
    let tcp = socket(libc::AF_INET, libc::SOCK_STREAM, 0)?;
    let mut address: libc::sockaddr_in = unsafe { std::mem::zeroed() };
    address.sin_family = libc::AF_INET as u16;
    address.sin_port = 104_u16.to_be();
    address.sin_addr.s_addr = u32::from_ne_bytes([192, 0, 2, 1]);
    said(unsafe { libc::connect(tcp, (&raw const address).cast(), size_of_val(&address) as socklen_t) }.into()).map(drop)
}

fn datagram6(index: c_int) -> Tried {
    let udp = socket(libc::AF_INET6, libc::SOCK_DGRAM, 0)?;
    let mut address: libc::sockaddr_in6 = unsafe { std::mem::zeroed() };
    address.sin6_family = libc::AF_INET6 as u16;
    address.sin6_port = 9_u16.to_be();
    address.sin6_addr.s6_addr = [0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    address.sin6_scope_id = index as u32;
    let (place, length) = ((&raw const address).cast(), size_of_val(&address) as socklen_t);
    said(unsafe { libc::sendto(udp, FRAME.as_ptr().cast(), FRAME.len(), 0, place, length) } as c_long).map(drop)
}

fn open(path: &str, flags: c_int) -> Tried {
    let path = CString::new(path).unwrap();
    said(unsafe { libc::open(path.as_ptr(), flags, 0o600) }.into()).map(drop)
}

fn call(number: c_long, arguments: [usize; 4]) -> Tried {
    said(unsafe { syscall(number, arguments[0], arguments[1], arguments[2], arguments[3]) }).map(drop)
}

/// Takes CAP_NET_RAW and CAP_NET_ADMIN again, without going through the files of the system.
fn capabilities() -> Tried {
    let header = [0x2008_0522_u32, 0];
    let wanted = (1 << 13) | (1 << 12);
    let data = [wanted, wanted, wanted, 0, 0, 0_u32];
    call(libc::SYS_capset, [header.as_ptr() as usize, data.as_ptr() as usize, 0, 0])
}

/// Every way, and what came of it. `packet` is the socket of the capture, of the interface with this name and number.
pub fn every_way(packet: RawFd, interface: &str, index: c_int) -> Vec<(&'static str, Tried)> {
    let address = hardware_address(index);
    let (to, length) = ((&raw const address).cast(), size_of_val(&address) as socklen_t);
    let frame = FRAME.as_ptr().cast();
    let raw = |kind: c_int| -> Tried {
        let own = socket(libc::AF_PACKET, kind, 0)?;
        said(unsafe { libc::sendto(own, frame, FRAME.len(), 0, to, length) } as c_long).map(drop)
    };
    let parent = unsafe { libc::getppid() } as usize;
    let own = std::process::id() as usize;
    // Of a program that is not there, so that whoever may call it lives to tell.
    let argv = [c"/no/such/program".as_ptr(), null()];
    vec![
        ("send", said(unsafe { libc::send(packet, frame, FRAME.len(), 0) } as c_long).map(drop)),
        ("sendto", said(unsafe { libc::sendto(packet, frame, FRAME.len(), 0, to, length) } as c_long).map(drop)),
        ("sendmsg", said(unsafe { libc::sendmsg(packet, &message(&mut [iovec()]), 0) } as c_long).map(drop)),
        ("sendmmsg", sendmmsg(packet)),
        ("write", write(packet)),
        ("writev", said(unsafe { libc::writev(packet, &iovec(), 1) } as c_long).map(drop)),
        ("pwrite", said(unsafe { libc::pwrite(packet, frame, FRAME.len(), 0) } as c_long).map(drop)),
        ("pwritev2", said(unsafe { libc::pwritev2(packet, &iovec(), 1, -1, 0) } as c_long).map(drop)),
        ("sendfile", sendfile(packet)),
        (
            "splice",
            pipe().and_then(|from| {
                said(unsafe { libc::splice(from, null_mut(), packet, null_mut(), FRAME.len(), 0) } as c_long).map(drop)
            }),
        ),
        ("dup", fd(unsafe { libc::dup(packet) }.into()).and_then(write)),
        ("dup2", fd(unsafe { libc::dup2(packet, 99) }.into()).and_then(write)),
        ("fcntl F_DUPFD", fd(unsafe { libc::fcntl(packet, libc::F_DUPFD, 0) }.into()).and_then(write)),
        ("SCM_RIGHTS", pass(packet)),
        ("/proc/self/fd", open(&format!("/proc/self/fd/{packet}"), libc::O_RDWR)),
        ("PACKET_TX_RING", send_ring(packet)),
        ("a packet socket of its own", raw(libc::SOCK_RAW)),
        ("a cooked packet socket", raw(libc::SOCK_DGRAM)),
        ("a raw IP socket", socket(libc::AF_INET, libc::SOCK_RAW, libc::IPPROTO_RAW).and_then(to_everybody)),
        ("UDP bound to the interface", datagram(interface)),
        ("UDP with the interface beside it", datagram_with_interface(index)),
        ("TCP", connect()),
        ("UDP over IPv6", datagram6(index)),
        ("netlink", socket(libc::AF_NETLINK, libc::SOCK_RAW, 0).map(drop)),
        ("io_uring_setup", call(libc::SYS_io_uring_setup, [4, [0_u8; 120].as_mut_ptr() as usize, 0, 0])),
        ("bpf", call(libc::SYS_bpf, [0, [0_u64; 16].as_ptr() as usize, 128, 0])),
        ("ptrace", call(libc::SYS_ptrace, [libc::PTRACE_SEIZE as usize, parent, 0, 0])),
        ("process_vm_writev", call(libc::SYS_process_vm_writev, [parent, 0, 0, 0])),
        (
            "pidfd_getfd",
            fd(unsafe { syscall(libc::SYS_pidfd_open, own, 0) })
                .and_then(|pidfd| fd(unsafe { syscall(libc::SYS_pidfd_getfd, pidfd, packet, 0) }))
                .and_then(write),
        ),
        ("/dev/net/tun", open("/dev/net/tun", libc::O_RDWR)),
        ("/dev/mem", open("/dev/mem", libc::O_RDWR)),
        ("unshare", said(unsafe { libc::unshare(libc::CLONE_NEWUSER | libc::CLONE_NEWNET) }.into()).map(drop)),
        ("capset", capabilities()),
        ("the x32 number of write", call(0x4000_0000 | libc::SYS_write, [packet as usize, frame as usize, FRAME.len(), 0])),
        ("execve", call(libc::SYS_execve, [argv[0] as usize, argv.as_ptr() as usize, 0, 0])),
    ]
}
