//! Which system calls are left (seccomp(2)).
//!
//! What goes out of a packet socket goes out of the interface, so nothing that writes may be pointed at one: not the
//! write family, not the send family, no copy of the descriptor under another number, no ring that sends, and no second
//! packet socket.

use std::collections::BTreeMap;
use std::os::fd::RawFd;

use libc::c_long;
use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    TargetArch,
};

/// Rules by system call; a call with an empty list is meant whatever its arguments are.
type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// A comparison of one argument: its place, how, with what.
type Test = (u8, SeccompCmpOp, u64);

const REFUSED: SeccompAction = SeccompAction::Errno(libc::EPERM.unsigned_abs());

/// What the sensor may do: read its sockets, answer a hub, and little else.
pub(super) fn sensor(packets: &[RawFd]) -> Result<Vec<BpfProgram>, BackendError> {
    let mut rules = Rules::new();
    for call in PLAIN {
        rules.insert(*call, Vec::new());
    }
    // Answering, but never into a packet socket, and only to whom a socket is connected to already.
    let others: Vec<Test> = packets.iter().map(|fd| (0, SeccompCmpOp::Ne, number(*fd))).collect();
    let nobody: [Test; 2] = [(4, SeccompCmpOp::Eq, 0), (5, SeccompCmpOp::Eq, 0)];
    add(&mut rules, libc::SYS_sendto, &[&others[..], &nobody].concat())?;
    for call in [libc::SYS_write, libc::SYS_writev] {
        if others.is_empty() {
            rules.insert(call, Vec::new());
        } else {
            add(&mut rules, call, &others)?;
        }
    }
    for fd in packets {
        // An interface that came back is listened on again.
        add(&mut rules, libc::SYS_bind, &[(0, SeccompCmpOp::Eq, number(*fd))])?;
        add(
            &mut rules,
            libc::SYS_setsockopt,
            &[(0, SeccompCmpOp::Eq, number(*fd)), eq(1, libc::SOL_PACKET), eq(2, libc::PACKET_ADD_MEMBERSHIP)],
        )?;
    }
    for option in [libc::SO_RCVTIMEO, libc::SO_SNDTIMEO] {
        add(&mut rules, libc::SYS_setsockopt, &[eq(1, libc::SOL_SOCKET), eq(2, option)])?;
    }
    for question in [libc::SIOCGIFINDEX, libc::SIOCGIFFLAGS, libc::FIONBIO] {
        add(&mut rules, libc::SYS_ioctl, &[(1, SeccompCmpOp::Eq, question)])?;
    }
    for command in [libc::F_GETFD, libc::F_SETFD, libc::F_GETFL, libc::F_SETFL] {
        add(&mut rules, libc::SYS_fcntl, &[eq(1, command)])?;
    }
    let reading = SeccompCmpOp::MaskedEq((libc::O_ACCMODE | libc::O_CREAT | libc::O_TRUNC).unsigned_abs().into());
    add(&mut rules, libc::SYS_openat, &[(2, reading, libc::O_RDONLY.unsigned_abs().into())])?;
    let executable = SeccompCmpOp::MaskedEq(libc::PROT_EXEC.unsigned_abs().into());
    add(&mut rules, libc::SYS_mmap, &[(2, executable.clone(), 0)])?;
    add(&mut rules, libc::SYS_mprotect, &[(2, executable, 0)])?;
    let thread: u64 = libc::CLONE_THREAD.unsigned_abs().into();
    add(&mut rules, libc::SYS_clone, &[(0, SeccompCmpOp::MaskedEq(thread), thread)])?;
    let allow = SeccompFilter::new(rules, REFUSED, SeccompAction::Allow, arch()?)?;
    Ok(vec![allow.try_into()?, no_clone3()?])
}

/// What the sensor may do whatever the arguments are: none of it leads out of the process.
const PLAIN: &[c_long] = &[
    libc::SYS_accept4,
    libc::SYS_brk,
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    // clone3 is allowed here for the other filter to say that it does not exist, whereupon libc takes clone.
    libc::SYS_clone3,
    libc::SYS_close,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_fstat,
    libc::SYS_futex,
    libc::SYS_getdents64,
    libc::SYS_getpid,
    libc::SYS_getrandom,
    libc::SYS_getsockname,
    libc::SYS_getsockopt,
    libc::SYS_gettid,
    libc::SYS_getuid,
    libc::SYS_lseek,
    libc::SYS_madvise,
    libc::SYS_mremap,
    libc::SYS_munmap,
    libc::SYS_nanosleep,
    libc::SYS_newfstatat,
    libc::SYS_ppoll,
    libc::SYS_pread64,
    libc::SYS_prlimit64,
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_recvfrom,
    libc::SYS_restart_syscall,
    libc::SYS_rseq,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_rt_sigtimedwait,
    libc::SYS_sched_getaffinity,
    libc::SYS_sched_yield,
    libc::SYS_set_robust_list,
    libc::SYS_shutdown,
    libc::SYS_sigaltstack,
    libc::SYS_statx,
    libc::SYS_tgkill,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_poll,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_readlink,
];

/// What a hub, or both halves in one process, may not do: everything that sends beside the usual sockets, and whatever
/// reaches into another process or loads code. `packets` are the packet sockets of this process.
pub(super) fn hub(packets: &[RawFd]) -> Result<Vec<BpfProgram>, BackendError> {
    let mut rules = Rules::new();
    for call in FORBIDDEN {
        rules.insert(*call, Vec::new());
    }
    // Of sockets only those to this machine and to its own networks; raw ones would carry frames of any kind.
    let usual = [libc::AF_UNIX, libc::AF_INET, libc::AF_INET6];
    let others: Vec<Test> = usual.iter().map(|family| (0, SeccompCmpOp::Ne, number(*family))).collect();
    for call in [libc::SYS_socket, libc::SYS_socketpair] {
        add(&mut rules, call, &others)?;
        for kind in [libc::SOCK_RAW, SOCK_PACKET] {
            add(&mut rules, call, &[(1, SeccompCmpOp::MaskedEq(0xf), number(kind))])?;
        }
    }
    // No ordinary socket is pointed at an interface of its choice.
    for (level, option) in [
        (libc::SOL_SOCKET, libc::SO_BINDTODEVICE),
        (libc::SOL_SOCKET, SO_BINDTOIFINDEX),
        (libc::IPPROTO_IP, IP_UNICAST_IF),
        (libc::IPPROTO_IP, libc::IP_MULTICAST_IF),
        (libc::IPPROTO_IP, libc::IP_HDRINCL),
        (libc::IPPROTO_IPV6, IPV6_UNICAST_IF),
        (libc::IPPROTO_IPV6, libc::IPV6_MULTICAST_IF),
    ] {
        add(&mut rules, libc::SYS_setsockopt, &[eq(1, level), eq(2, option)])?;
    }
    let namespaces = [
        libc::CLONE_NEWNET,
        libc::CLONE_NEWUSER,
        libc::CLONE_NEWNS,
        libc::CLONE_NEWPID,
        libc::CLONE_NEWIPC,
        libc::CLONE_NEWUTS,
        libc::CLONE_NEWCGROUP,
    ];
    for flag in namespaces {
        let flag: u64 = flag.unsigned_abs().into();
        add(&mut rules, libc::SYS_clone, &[(0, SeccompCmpOp::MaskedEq(flag), flag)])?;
    }
    for fd in packets {
        listen_only(&mut rules, *fd)?;
    }
    let deny = SeccompFilter::new(rules, SeccompAction::Allow, REFUSED, arch()?)?;
    let mut programs = vec![deny.try_into()?, no_clone3()?];
    programs.extend(no_other_numbers());
    Ok(programs)
}

/// A packet socket among others: no call that writes to it or makes it known under another number.
fn listen_only(rules: &mut Rules, fd: RawFd) -> Result<(), BackendError> {
    const WRITING: &[c_long] = &[
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_pwrite64,
        libc::SYS_pwritev,
        libc::SYS_pwritev2,
        libc::SYS_sendto,
        libc::SYS_sendfile,
        libc::SYS_connect,
        libc::SYS_dup,
        libc::SYS_dup3,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_dup2,
    ];
    for call in WRITING {
        add(rules, *call, &[(0, SeccompCmpOp::Eq, number(fd))])?;
    }
    // The descriptor it goes to is the second or third argument.
    add(rules, libc::SYS_tee, &[(1, SeccompCmpOp::Eq, number(fd))])?;
    add(rules, libc::SYS_splice, &[(2, SeccompCmpOp::Eq, number(fd))])?;
    add(rules, libc::SYS_copy_file_range, &[(2, SeccompCmpOp::Eq, number(fd))])?;
    for command in [libc::F_DUPFD, libc::F_DUPFD_CLOEXEC] {
        add(rules, libc::SYS_fcntl, &[(0, SeccompCmpOp::Eq, number(fd)), eq(1, command)])?;
    }
    let packet = number(libc::SOL_PACKET);
    add(rules, libc::SYS_setsockopt, &[(0, SeccompCmpOp::Eq, number(fd)), (1, SeccompCmpOp::Ne, packet)])?;
    let join = number(libc::PACKET_ADD_MEMBERSHIP);
    add(rules, libc::SYS_setsockopt, &[(0, SeccompCmpOp::Eq, number(fd)), eq(1, libc::SOL_PACKET), (2, SeccompCmpOp::Ne, join)])
}

/// Not in every libc's headers, or not without a warning (`linux/net.h`, `linux/socket.h`, `linux/in.h`, `linux/in6.h`).
const SOCK_PACKET: i32 = 10;
const SO_BINDTOIFINDEX: i32 = 62;
const IP_UNICAST_IF: i32 = 50;
const IPV6_UNICAST_IF: i32 = 76;

/// What no part of this program ever calls.
///
/// `sendmsg` and `sendmmsg` can name the interface that a datagram leaves by (`IP_PKTINFO`); `recvmsg` can bring a
/// descriptor of a packet socket back under another number (`SCM_RIGHTS`).
const FORBIDDEN: &[c_long] = &[
    libc::SYS_sendmsg,
    libc::SYS_sendmmsg,
    libc::SYS_recvmsg,
    libc::SYS_recvmmsg,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_io_setup,
    libc::SYS_io_submit,
    libc::SYS_vmsplice,
    libc::SYS_execve,
    libc::SYS_execveat,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_process_madvise,
    libc::SYS_pidfd_open,
    libc::SYS_pidfd_getfd,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_move_mount,
    libc::SYS_open_tree,
    libc::SYS_fsopen,
    libc::SYS_fsmount,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_kexec_load,
    libc::SYS_reboot,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_keyctl,
    libc::SYS_open_by_handle_at,
    libc::SYS_name_to_handle_at,
    libc::SYS_quotactl,
    libc::SYS_acct,
    libc::SYS_personality,
];

/// clone3 has its flags in memory, where no filter sees them. libc takes clone where it is told that there is no clone3.
fn no_clone3() -> Result<BpfProgram, BackendError> {
    let rules = Rules::from([(libc::SYS_clone3, Vec::new())]);
    let missing = SeccompAction::Errno(libc::ENOSYS.unsigned_abs());
    SeccompFilter::new(rules, SeccompAction::Allow, missing, arch()?)?.try_into()
}

/// The x32 numbers of the same calls, which a list of what is forbidden would not know.
#[cfg(target_arch = "x86_64")]
fn no_other_numbers() -> Vec<BpfProgram> {
    let line = |code, jt, jf, k| seccompiler::sock_filter { code, jt, jf, k };
    // Load the number; with bit 30 (__X32_SYSCALL_BIT) it does not exist, without it is left to the other filters.
    const LOAD: u16 = 0x20;
    const JUMP_IF_SET: u16 = 0x45;
    const RETURN: u16 = 0x06;
    const ERRNO: u32 = 0x0005_0000;
    const ALLOW: u32 = 0x7fff_0000;
    let missing = ERRNO | libc::ENOSYS.unsigned_abs();
    vec![vec![line(LOAD, 0, 0, 0), line(JUMP_IF_SET, 0, 1, 0x4000_0000), line(RETURN, 0, 0, missing), line(RETURN, 0, 0, ALLOW)]]
}

#[cfg(not(target_arch = "x86_64"))]
fn no_other_numbers() -> Vec<BpfProgram> {
    Vec::new()
}

fn arch() -> Result<TargetArch, BackendError> {
    std::env::consts::ARCH.try_into()
}

/// Descriptors and constants as the kernel compares them: their lower 32 bits.
fn number(value: i32) -> u64 {
    u64::from(value.cast_unsigned())
}

fn eq(place: u8, value: i32) -> Test {
    (place, SeccompCmpOp::Eq, number(value))
}

fn add(rules: &mut Rules, call: c_long, tests: &[Test]) -> Result<(), BackendError> {
    let conditions: Result<Vec<_>, _> = tests
        .iter()
        .map(|(place, how, value)| SeccompCondition::new(*place, SeccompCmpArgLen::Dword, how.clone(), *value))
        .collect();
    rules.entry(call).or_default().push(SeccompRule::new(conditions?)?);
    Ok(())
}
