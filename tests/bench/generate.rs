//! Seeded traffic for `make bench`: a hospital mix, and 64-byte packets over many flows, as pcap files.
//!
//! Everything follows from the seed: the same options give the same file, byte for byte. Flows are small scripts
//! (`App`) that are asked for their next bytes only when their time comes, so a gigabyte costs little memory.
//! Patients are synthetic and say so (`SYNTHETIC^PATIENT`).

// A program of its own: it reports at the terminal.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

const HELP: &str = "\
Write a seeded capture for the benchmarks.

Usage: generate mix|small|flows OUT.pcap [OPTIONS]

  mix     an hour of a hospital network: DICOM bulk (60 % of the bytes), HL7, DHCP, ARP, mDNS, SSDP, DNS, TLS,
          HTTP, SMB, SNMP, NTP, LLDP, UDP waveforms; with lost, reordered and duplicated frames
  small   5,000,000 packets of 64 B (60 B in the file: the capture holds no FCS) over 200,000 flows
  flows   the same packets over 2,000,000 flows

Options:
  --seed N       another capture of the same kind (default 1)
  --bytes SIZE   mix only: size of the file, about; k, M, G allowed (default 1100M)
  --packets N    small and flows only: number of packets (default 5000000)
  --flows N      number of flows; about, for mix (default: mix one per 11 kB, small 200000, flows 2000000)
  --devices N    number of devices, 100 to 125000 (default 2000)
  --clean        mix only: no lost, reordered or duplicated frames
  -h, --help     this text

OUT.pcap may be /dev/stdout. Example: generate mix ward.pcap --bytes 20M --seed 7
";

/// 2026-03-02 08:00:00 UTC, a Monday morning.
const EPOCH: u64 = 1_772_438_400;
const HOUR_US: u64 = 3_600_000_000;
/// Payload bytes of a full TCP segment over IPv4 on Ethernet; 20 fewer over IPv6.
const MSS: usize = 1460;
const CLIENT: usize = 0;
const SERVER: usize = 1;

// ------------------------------------------------------------------------------------------------ options

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Mix,
    Small,
}

struct Options {
    mode: Mode,
    out: String,
    seed: u64,
    bytes: u64,
    packets: u64,
    flows: u64,
    devices: u64,
    clean: bool,
}

impl Options {
    /// `None` asks for the help text.
    fn parse(args: &[String]) -> Result<Option<Self>, String> {
        let mut plain = Vec::new();
        let (mut seed, mut bytes, mut packets, mut flows, mut devices) = (1, None, None, None, 2000);
        let mut clean = false;
        let mut rest = args.iter();
        while let Some(arg) = rest.next() {
            let mut number = || {
                let text = rest.next().ok_or(format!("{arg} needs a number"))?;
                parse_size(text).ok_or(format!("{arg}: '{text}' is not a number such as 5000000 or 20M"))
            };
            match arg.as_str() {
                "-h" | "--help" => return Ok(None),
                "--seed" => seed = number()?,
                "--bytes" => bytes = Some(number()?),
                "--packets" => packets = Some(number()?),
                "--flows" => flows = Some(number()?),
                "--devices" => devices = number()?,
                "--clean" => clean = true,
                option if option.starts_with('-') => {
                    return Err(format!("unknown option {option}"));
                }
                _ => plain.push(arg.as_str()),
            }
        }
        let [mode, out] = plain[..] else {
            return Err("give a kind (mix, small or flows) and one output file".into());
        };
        let (mode, default_flows) = match mode {
            "mix" => (Mode::Mix, bytes.unwrap_or(1_100_000_000) / 11_000),
            "small" => (Mode::Small, 200_000),
            "flows" => (Mode::Small, 2_000_000),
            other => return Err(format!("unknown kind '{other}': mix, small or flows")),
        };
        let options = Self {
            mode,
            out: out.into(),
            seed,
            bytes: bytes.unwrap_or(1_100_000_000),
            packets: packets.unwrap_or(5_000_000),
            flows: flows.unwrap_or(default_flows),
            devices,
            clean,
        };
        options.check(bytes.is_some(), packets.is_some())?;
        Ok(Some(options))
    }

    fn check(&self, bytes_given: bool, packets_given: bool) -> Result<(), String> {
        match self.mode {
            Mode::Mix if packets_given => {
                return Err("mix is sized by --bytes, not --packets".into());
            }
            Mode::Mix if self.bytes < 1_000_000 => {
                return Err("mix needs --bytes of at least 1M".into());
            }
            Mode::Small if bytes_given => {
                return Err("small and flows are sized by --packets, not --bytes".into());
            }
            Mode::Small if self.clean => return Err("--clean is for mix".into()),
            Mode::Small if self.flows == 0 || self.flows > self.packets => {
                return Err("--flows must lie between 1 and --packets".into());
            }
            Mode::Small if self.flows > self.devices * 60_000 => {
                return Err("--flows must be at most 60000 for each device".into());
            }
            _ => {}
        }
        if !(100..=125_000).contains(&self.devices) {
            return Err("--devices must lie between 100 and 125000".into());
        }
        Ok(())
    }
}

fn parse_size(text: &str) -> Option<u64> {
    let (digits, unit) = match text.chars().last()? {
        'k' | 'K' => (&text[..text.len() - 1], 1_000),
        'M' => (&text[..text.len() - 1], 1_000_000),
        'G' => (&text[..text.len() - 1], 1_000_000_000),
        _ => (text, 1),
    };
    digits.replace('_', "").parse::<u64>().ok()?.checked_mul(unit)
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let options = match Options::parse(&args) {
        Ok(Some(options)) => options,
        Ok(None) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(reason) => {
            eprintln!("generate: {reason}\nTry 'generate --help'.");
            return ExitCode::from(2);
        }
    };
    match write_capture(&options) {
        Ok((packets, bytes)) => {
            eprintln!("{}: {packets} packets, {bytes} bytes of frames, mean {} B", options.out, bytes / packets.max(1));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("generate: cannot write {}: {error}", options.out);
            ExitCode::FAILURE
        }
    }
}

fn write_capture(options: &Options) -> io::Result<(u64, u64)> {
    let mut pcap = Pcap::create(&options.out)?;
    match options.mode {
        Mode::Mix => {
            let world = World::new(options);
            Mixer::new(&world, options).run(&mut pcap)?;
        }
        Mode::Small => write_small(options, &mut pcap)?,
    }
    pcap.finish()
}

// ------------------------------------------------------------------------------------------------ pcap and chance

/// Classic pcap, little-endian, microseconds, link type Ethernet.
struct Pcap {
    out: BufWriter<File>,
    packets: u64,
    bytes: u64,
}

impl Pcap {
    fn create(path: &str) -> io::Result<Self> {
        let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
        out.write_all(&0xa1b2_c3d4_u32.to_le_bytes())?;
        out.write_all(&[2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0, 0])?;
        Ok(Self { out, packets: 0, bytes: 0 })
    }

    fn write(&mut self, at_us: u64, frame: &[u8]) -> io::Result<()> {
        let length = (frame.len() as u32).to_le_bytes();
        let mut record = [0; 16];
        record[..4].copy_from_slice(&((EPOCH + at_us / 1_000_000) as u32).to_le_bytes());
        record[4..8].copy_from_slice(&((at_us % 1_000_000) as u32).to_le_bytes());
        record[8..12].copy_from_slice(&length);
        record[12..].copy_from_slice(&length);
        self.packets += 1;
        self.bytes += frame.len() as u64;
        self.out.write_all(&record)?;
        self.out.write_all(frame)
    }

    fn finish(mut self) -> io::Result<(u64, u64)> {
        self.out.flush()?;
        Ok((self.packets, self.bytes))
    }
}

/// splitmix64: small, fast, and the same everywhere.
#[derive(Clone)]
struct Rng(u64);

impl Rng {
    /// A generator of its own for item `index` of stream `stream`.
    fn fork(seed: u64, stream: u64, index: u64) -> Self {
        let mut rng = Self(seed.wrapping_mul(0xd134_2543_de82_ef95) ^ stream.wrapping_mul(0xa076_1d64_78bd_642f));
        rng.0 = rng.next().wrapping_add(index);
        rng.next();
        rng
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(limit.max(1))) >> 64) as u64
    }

    fn range(&mut self, from: u64, to: u64) -> u64 {
        from + self.below(to.saturating_sub(from) + 1)
    }

    /// True in `parts` of 100,000 cases.
    fn chance(&mut self, parts: u64) -> bool {
        self.below(100_000) < parts
    }

    fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len() as u64) as usize]
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut out = [0; N];
        for part in out.chunks_mut(8) {
            let word = self.next().to_le_bytes();
            part.copy_from_slice(&word[..part.len()]);
        }
        out
    }
}

// ------------------------------------------------------------------------------------------------ the network

#[derive(Clone, Copy, PartialEq)]
enum Role {
    Modality,
    Monitor,
    Pump,
    Pc,
    Printer,
    Phone,
    Server,
}

/// What devices of one make have in common on the wire.
struct Make {
    role: Role,
    weight: u64,
    /// From the IEEE registry.
    oui: [u8; 3],
    host: &'static str,
    windows: bool,
    /// DHCP option 60; empty when the client sends none.
    vendor_class: &'static str,
    /// DHCP option 55 in the order the client asks.
    parameters: &'static [u8],
}

const WINDOWS_PARAMETERS: &[u8] = &[1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249, 252];
const DHCLIENT_PARAMETERS: &[u8] = &[1, 28, 2, 3, 15, 6, 119, 12, 44, 47, 26, 121, 42];
const UDHCPC_PARAMETERS: &[u8] = &[1, 3, 6, 12, 15, 28, 42];
const EMBEDDED_PARAMETERS: &[u8] = &[1, 3, 6, 12, 15, 66, 67];

#[rustfmt::skip]
const MAKES: &[Make] = &[
    Make { role: Role::Modality, weight: 12, oui: [0x08, 0x00, 0x19], host: "gect", windows: false, vendor_class: "", parameters: DHCLIENT_PARAMETERS },
    Make { role: Role::Modality, weight: 12, oui: [0x44, 0x4b, 0x5d], host: "gexr", windows: false, vendor_class: "", parameters: DHCLIENT_PARAMETERS },
    Make { role: Role::Modality, weight: 16, oui: [0x00, 0x08, 0x74], host: "mrawp", windows: true, vendor_class: "MSFT 5.0", parameters: WINDOWS_PARAMETERS },
    Make { role: Role::Modality, weight: 10, oui: [0x00, 0x09, 0x5c], host: "usepiq", windows: true, vendor_class: "MSFT 5.0", parameters: WINDOWS_PARAMETERS },
    Make { role: Role::Modality, weight: 10, oui: [0x00, 0x1d, 0x4a], host: "dxrev", windows: true, vendor_class: "MSFT 5.0", parameters: WINDOWS_PARAMETERS },
    Make { role: Role::Monitor, weight: 180, oui: [0x00, 0x09, 0xfb], host: "mx", windows: false, vendor_class: "", parameters: EMBEDDED_PARAMETERS },
    Make { role: Role::Monitor, weight: 100, oui: [0x00, 0xa0, 0x37], host: "dpm", windows: false, vendor_class: "udhcp 1.20.2", parameters: UDHCPC_PARAMETERS },
    Make { role: Role::Monitor, weight: 100, oui: [0x00, 0x30, 0xe6], host: "delta", windows: false, vendor_class: "", parameters: EMBEDDED_PARAMETERS },
    Make { role: Role::Pump, weight: 220, oui: [0x00, 0x03, 0xb1], host: "plum", windows: false, vendor_class: "udhcp 1.19.4", parameters: UDHCPC_PARAMETERS },
    Make { role: Role::Pump, weight: 200, oui: [0x00, 0x1a, 0x01], host: "medfusion", windows: false, vendor_class: "udhcp 1.24.1", parameters: UDHCPC_PARAMETERS },
    Make { role: Role::Pc, weight: 400, oui: [0x00, 0x08, 0x74], host: "ward-pc", windows: true, vendor_class: "MSFT 5.0", parameters: WINDOWS_PARAMETERS },
    Make { role: Role::Pc, weight: 320, oui: [0x00, 0x06, 0x1b], host: "clin-nb", windows: true, vendor_class: "MSFT 5.0", parameters: WINDOWS_PARAMETERS },
    Make { role: Role::Printer, weight: 60, oui: [0x00, 0x01, 0xe6], host: "NPI", windows: false, vendor_class: "Hewlett-Packard JetDirect", parameters: &[6, 3, 1, 15, 66, 67, 13, 44, 12, 81, 252] },
    Make { role: Role::Printer, weight: 40, oui: [0x00, 0x07, 0x4d], host: "ZBR", windows: false, vendor_class: "", parameters: &[1, 3, 6, 15, 44, 46, 47] },
    Make { role: Role::Phone, weight: 200, oui: [0x00, 0x00, 0x0c], host: "SEP", windows: false, vendor_class: "Cisco Systems, Inc. IP Phone CP-7841", parameters: &[1, 66, 6, 3, 15, 150, 35] },
    Make { role: Role::Server, weight: 24, oui: [0x00, 0x50, 0x56], host: "srv", windows: true, vendor_class: "MSFT 5.0", parameters: WINDOWS_PARAMETERS },
];

/// Local segments, then `ROUTED` for everything behind the router. The mirror port sees two of them tagged.
const SEGMENT_VLANS: [Option<u16>; 4] = [None, None, Some(110), Some(120)];
const ROUTED: u8 = 40;
const ROUTER_MAC: [u8; 6] = [0x00, 0x00, 0x0c, 0x07, 0xac, 0x01];

struct Device {
    mac: [u8; 6],
    v4: [u8; 4],
    v6: [u8; 16],
    segment: u8,
    make: &'static Make,
    name: String,
}

impl Device {
    fn new(index: u64, make: &'static Make, rng: &mut Rng) -> Self {
        // Servers sit in an untagged and a tagged segment; 30 % of the rest behind the router.
        let segment = match make.role {
            Role::Server => [0, 2, 0][index as usize % 3],
            _ if rng.chance(30_000) => ROUTED,
            _ => [0, 0, 1, 1, 2, 3][rng.below(6) as usize],
        };
        let tail = (index as u32 + 0x1000).to_be_bytes();
        let mac = [make.oui[0], make.oui[1], make.oui[2], tail[1], tail[2], tail[3]];
        // A segment of more than 62,500 addresses goes on in a second block.
        let (block, place) = (index / 62_500, index % 62_500);
        let v4 = [10, 20 + segment + 100 * block as u8, (place / 250) as u8, (place % 250 + 2) as u8];
        let mut v6 = [0xfd, 0x20, 0, 0, 0, 0, 0, segment, 0, 0, 0, 0, 0, 0, 0, 0];
        // Modified EUI-64, RFC 4291 appendix A.
        v6[8..].copy_from_slice(&[mac[0] ^ 2, mac[1], mac[2], 0xff, 0xfe, mac[3], mac[4], mac[5]]);
        let name = format!("{}{:04}", make.host, index);
        Self { mac, v4, v6, segment, make, name }
    }

    fn routed(&self) -> bool {
        self.segment == ROUTED
    }

    fn vlan(&self) -> Option<u16> {
        SEGMENT_VLANS.get(usize::from(self.segment)).copied().flatten()
    }

    fn ttl(&self) -> u8 {
        if self.make.windows { 128 } else { 64 }
    }

    fn gateway(&self) -> [u8; 4] {
        [10, 20 + self.segment, 0, 1]
    }

    /// What tells this device from others where one of several kinds must be chosen.
    fn number(&self) -> usize {
        usize::from(self.mac[4]) << 8 | usize::from(self.mac[5])
    }

    fn serial(&self) -> String {
        format!("SN{:02X}{:02X}{:02X}", self.mac[3], self.mac[4], self.mac[5])
    }
}

#[derive(Clone, Copy)]
enum Addresses {
    V4([[u8; 4]; 2]),
    V6([[u8; 16]; 2]),
}

/// How the mirror port sees the two sides of a flow; index 0 is the client.
#[derive(Clone, Copy)]
struct Path {
    macs: [[u8; 6]; 2],
    vlan: Option<u16>,
    ttl: [u8; 2],
    addresses: Addresses,
}

impl Path {
    fn between(client: &Device, server: &Device, v6: bool) -> Self {
        let mut path = Self {
            macs: [client.mac, server.mac],
            vlan: client.vlan(),
            ttl: [client.ttl(), server.ttl()],
            addresses: match v6 {
                true => Addresses::V6([client.v6, server.v6]),
                false => Addresses::V4([client.v4, server.v4]),
            },
        };
        if client.routed() {
            path.macs[CLIENT] = ROUTER_MAC;
            path.ttl[CLIENT] -= 1;
            path.vlan = server.vlan();
        } else if client.segment != server.segment {
            path.macs[SERVER] = ROUTER_MAC;
            path.ttl[SERVER] -= 1;
        }
        path
    }

    /// A port as the client's operating system would choose it (RFC 6335 section 6; Linux' ip_local_port_range).
    fn client_port(&self, rng: &mut Rng) -> u16 {
        let windows = self.ttl[CLIENT] > 64;
        (if windows { rng.range(49_152, 65_535) } else { rng.range(32_768, 60_999) }) as u16
    }

    /// From a local device to an IPv4 multicast group (RFC 1112 section 6.4).
    fn multicast(client: &Device, group: [u8; 4], ttl: u8) -> Self {
        Self {
            macs: [client.mac, [0x01, 0x00, 0x5e, group[1] & 0x7f, group[2], group[3]]],
            vlan: client.vlan(),
            ttl: [ttl; 2],
            addresses: Addresses::V4([client.v4, group]),
        }
    }
}

struct World {
    seed: u64,
    devices: Vec<Device>,
    /// Indices into `devices`, by role (in the order of `Role`).
    roles: Vec<Vec<usize>>,
    /// A mebibyte of noise that stands for pixels and other opaque data.
    noise: Vec<u8>,
}

impl World {
    fn new(options: &Options) -> Self {
        let mut rng = Rng::fork(options.seed, 1, 0);
        let total: u64 = MAKES.iter().map(|make| make.weight).sum();
        let mut devices: Vec<Device> = Vec::new();
        let mut roles = vec![Vec::new(); 7];
        let mut reached = 0;
        for make in MAKES {
            reached += make.weight;
            let mut until = options.devices * reached / total;
            if make.role == Role::Server {
                until = options.devices;
            }
            // Few servers, however few devices: the last make takes at least two.
            for index in devices.len() as u64..until.min(options.devices - if reached < total { 2 } else { 0 }) {
                roles[make.role as usize].push(index as usize);
                devices.push(Device::new(index, make, &mut rng));
            }
        }
        let noise = (0..1 << 17).flat_map(|_| rng.next().to_le_bytes()).collect();
        Self { seed: options.seed, devices, roles, noise }
    }

    fn of(&self, role: Role, rng: &mut Rng) -> &Device {
        &self.devices[*rng.pick(&self.roles[role as usize])]
    }

    /// A modality and what it says it is: the rows of `MODALITIES` are the first of `MAKES`.
    fn modality(&self, index: u64) -> (&Device, &'static Modality) {
        let modalities = &self.roles[Role::Modality as usize];
        let device = &self.devices[modalities[index as usize % modalities.len()]];
        let row = MAKES.iter().position(|make| make.host == device.make.host).unwrap_or(0);
        (device, &MODALITIES[row])
    }

    /// One of the servers that offer `service`; each service lives on a few of them.
    fn server(&self, service: u64, rng: &mut Rng) -> &Device {
        let servers = &self.roles[Role::Server as usize];
        let place = (service * 3 + rng.below(3)) as usize % servers.len();
        &self.devices[servers[place]]
    }

    /// A local device: one that can be heard by broadcast.
    fn local(&self, start: u64) -> &Device {
        let count = self.devices.len();
        let mut found = &self.devices[start as usize % count];
        for step in 0..count {
            found = &self.devices[(start as usize + step) % count];
            if !found.routed() {
                break;
            }
        }
        found
    }

    fn noise(&self, rng: &mut Rng, length: usize) -> &[u8] {
        let from = rng.below((self.noise.len() - length) as u64) as usize;
        &self.noise[from..from + length]
    }
}

// ------------------------------------------------------------------------------------------------ frames

const PROTOCOL_TCP: u8 = 6;
const PROTOCOL_UDP: u8 = 17;
const PROTOCOL_ICMPV6: u8 = 58;

/// One's complement sum of big-endian 16-bit words, not yet folded (RFC 1071).
fn word_sum(bytes: &[u8]) -> u64 {
    let mut sum = 0;
    let mut words = bytes.chunks_exact(4);
    for word in &mut words {
        sum += u64::from(u32::from_be_bytes([word[0], word[1], word[2], word[3]]));
    }
    let mut tail = [0; 4];
    tail[..words.remainder().len()].copy_from_slice(words.remainder());
    sum + u64::from(u32::from_be_bytes(tail))
}

fn fold(mut sum: u64) -> u16 {
    while sum > 0xffff {
        sum = (sum >> 16) + (sum & 0xffff);
    }
    !(sum as u16)
}

/// Ethernet, VLAN tag and IP header from `side`; leaves the upper layer to the caller. Returns its pseudo-header sum.
fn begin_ip(out: &mut Vec<u8>, path: &Path, side: usize, protocol: u8, length: usize, id: u16) -> u64 {
    out.clear();
    out.extend_from_slice(&path.macs[1 - side]);
    out.extend_from_slice(&path.macs[side]);
    if let Some(vlan) = path.vlan {
        out.extend_from_slice(&[0x81, 0x00]);
        out.extend_from_slice(&vlan.to_be_bytes());
    }
    let pseudo = u64::from(protocol) + length as u64;
    match path.addresses {
        Addresses::V4(addresses) => {
            let total = (20 + length as u16).to_be_bytes();
            let id = id.to_be_bytes();
            out.extend_from_slice(&[0x08, 0x00]);
            let start = out.len();
            out.extend_from_slice(&[0x45, 0, total[0], total[1], id[0], id[1], 0x40, 0]);
            out.extend_from_slice(&[path.ttl[side], protocol, 0, 0]);
            out.extend_from_slice(&addresses[side]);
            out.extend_from_slice(&addresses[1 - side]);
            let checksum = fold(word_sum(&out[start..])).to_be_bytes();
            out[start + 10..start + 12].copy_from_slice(&checksum);
            pseudo + word_sum(&addresses[0]) + word_sum(&addresses[1])
        }
        Addresses::V6(addresses) => {
            let length = (length as u16).to_be_bytes();
            out.extend_from_slice(&[0x86, 0xdd, 0x60, 0, 0, 0, length[0], length[1], protocol, path.ttl[side]]);
            out.extend_from_slice(&addresses[side]);
            out.extend_from_slice(&addresses[1 - side]);
            pseudo + word_sum(&addresses[0]) + word_sum(&addresses[1])
        }
    }
}

/// Fills in the checksum of the upper layer that starts at `start` and pads the frame to Ethernet's least size.
fn finish_ip(out: &mut Vec<u8>, start: usize, field: usize, pseudo: u64) {
    let checksum = match fold(pseudo + word_sum(&out[start..])) {
        0 if field == 6 => 0xffff, // RFC 768: zero would mean "no checksum"
        checksum => checksum,
    };
    out[start + field..start + field + 2].copy_from_slice(&checksum.to_be_bytes());
    pad(out);
}

fn pad(out: &mut Vec<u8>) {
    if out.len() < 60 {
        out.resize(60, 0);
    }
}

fn udp_frame(out: &mut Vec<u8>, path: &Path, side: usize, ports: [u16; 2], id: u16, payload: &[u8]) {
    let length = 8 + payload.len();
    let pseudo = begin_ip(out, path, side, PROTOCOL_UDP, length, id);
    let start = out.len();
    out.extend_from_slice(&ports[side].to_be_bytes());
    out.extend_from_slice(&ports[1 - side].to_be_bytes());
    out.extend_from_slice(&(length as u16).to_be_bytes());
    out.extend_from_slice(&[0, 0]);
    out.extend_from_slice(payload);
    finish_ip(out, start, 6, pseudo);
}

const FIN: u8 = 0x01;
const SYN: u8 = 0x02;
const RST: u8 = 0x04;
const PSH: u8 = 0x08;
const ACK: u8 = 0x10;

/// What a TCP segment says besides its payload.
struct Segment<'a> {
    side: usize,
    ports: [u16; 2],
    seq: u32,
    ack: u32,
    flags: u8,
    options: &'a [u8],
    id: u16,
}

fn tcp_frame(out: &mut Vec<u8>, path: &Path, segment: &Segment<'_>, payload: &[u8]) {
    let header = 20 + segment.options.len();
    let pseudo = begin_ip(out, path, segment.side, PROTOCOL_TCP, header + payload.len(), segment.id);
    let start = out.len();
    let window: u16 = if segment.flags & SYN != 0 { 64_240 } else { 1026 };
    out.extend_from_slice(&segment.ports[segment.side].to_be_bytes());
    out.extend_from_slice(&segment.ports[1 - segment.side].to_be_bytes());
    out.extend_from_slice(&segment.seq.to_be_bytes());
    out.extend_from_slice(&segment.ack.to_be_bytes());
    out.extend_from_slice(&[(header as u8 / 4) << 4, segment.flags]);
    out.extend_from_slice(&window.to_be_bytes());
    out.extend_from_slice(&[0, 0, 0, 0]);
    out.extend_from_slice(segment.options);
    out.extend_from_slice(payload);
    finish_ip(out, start, 16, pseudo);
}

/// An Ethernet frame that is not IP.
fn raw_frame(destination: [u8; 6], source: [u8; 6], vlan: Option<u16>, ethertype: u16, payload: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(64 + payload.len());
    out.extend_from_slice(&destination);
    out.extend_from_slice(&source);
    if let Some(vlan) = vlan {
        out.extend_from_slice(&[0x81, 0x00]);
        out.extend_from_slice(&vlan.to_be_bytes());
    }
    out.extend_from_slice(&ethertype.to_be_bytes());
    out.extend_from_slice(payload);
    pad(&mut out);
    out
}

// ------------------------------------------------------------------------------------------------ flows

/// One thing a script does next.
enum Step {
    Send(usize, Vec<u8>),
    /// Nothing happens for so many microseconds.
    Wait(u64),
    /// A ready-made frame.
    Frame(Vec<u8>),
}

/// What two sides say to each other, asked for piece by piece. Pushing nothing ends the conversation.
trait App {
    fn more(&mut self, rng: &mut Rng, steps: &mut VecDeque<Step>);
}

/// A short conversation that is already written out.
struct Written(Vec<Step>);

impl App for Written {
    fn more(&mut self, _: &mut Rng, steps: &mut VecDeque<Step>) {
        steps.extend(self.0.drain(..));
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Phase {
    Syn,
    SynAck,
    FirstAck,
    Data,
    Close(u8),
    Closed,
}

struct Tcp {
    phase: Phase,
    sequence: [u32; 2],
    /// Written by `side`, sent up to `sent`.
    buffer: Vec<u8>,
    sent: usize,
    side: usize,
    unacknowledged: u8,
    /// Full segments that one bare acknowledgement covers: more than two where the receiver coalesces.
    acknowledge_every: u8,
    mss: usize,
    windows: [bool; 2],
    /// Both ends stay open when the script ends.
    left_open: bool,
}

impl Tcp {
    fn waiting(&self) -> usize {
        self.buffer.len() - self.sent
    }
}

struct Flow<'a> {
    path: Path,
    ports: [u16; 2],
    tcp: Option<Tcp>,
    app: Box<dyn App + 'a>,
    steps: VecDeque<Step>,
    rng: Rng,
    /// Microseconds to the other side's answer, and between segments of one burst.
    turn: u64,
    gap: u64,
    ids: [u16; 2],
}

/// What a flow did: wrote a frame and wants to be called again after so long, or only the latter, or it is over.
enum Turn {
    Frame(u64),
    Wait(u64),
    Over,
}

impl<'a> Flow<'a> {
    fn udp(path: Path, ports: [u16; 2], app: Box<dyn App + 'a>, mut rng: Rng) -> Self {
        let ids = [rng.next() as u16, rng.next() as u16];
        let (turn, gap) = (rng.range(150, 3_000), rng.range(10, 200));
        Self { path, ports, tcp: None, app, steps: VecDeque::new(), rng, turn, gap, ids }
    }

    fn tcp(path: Path, port: u16, app: Box<dyn App + 'a>, mut rng: Rng) -> Self {
        let client_port = path.client_port(&mut rng);
        let tcp = Tcp {
            phase: Phase::Syn,
            sequence: [rng.next() as u32, rng.next() as u32],
            buffer: Vec::new(),
            sent: 0,
            side: CLIENT,
            unacknowledged: 0,
            acknowledge_every: *rng.pick(&[2, 2, 4, 8]),
            mss: if matches!(path.addresses, Addresses::V6(_)) { MSS - 20 } else { MSS },
            windows: path.ttl.map(|ttl| ttl > 64),
            left_open: false,
        };
        let mut flow = Self::udp(path, [client_port, port], app, rng);
        flow.tcp = Some(tcp);
        flow.gap = flow.rng.range(12, 120);
        flow
    }

    /// The capture began in the middle of this connection and ends before it does.
    fn already_open(mut self) -> Self {
        if let Some(tcp) = &mut self.tcp {
            tcp.phase = Phase::Data;
            tcp.left_open = true;
        }
        self
    }

    fn turn(&mut self, out: &mut Vec<u8>) -> Turn {
        match self.tcp.take() {
            Some(mut tcp) => {
                let turn = self.tcp_turn(&mut tcp, out);
                self.tcp = Some(tcp);
                turn
            }
            None => self.datagram_turn(out),
        }
    }

    fn peek(&mut self) -> Option<&Step> {
        if self.steps.is_empty() {
            self.app.more(&mut self.rng, &mut self.steps);
        }
        self.steps.front()
    }

    fn datagram_turn(&mut self, out: &mut Vec<u8>) -> Turn {
        self.peek();
        let side = match self.steps.pop_front() {
            None => return Turn::Over,
            Some(Step::Wait(time)) => return Turn::Wait(time),
            Some(Step::Frame(frame)) => {
                out.clear();
                out.extend_from_slice(&frame);
                return Turn::Frame(self.gap);
            }
            Some(Step::Send(side, payload)) => {
                self.ids[side] = self.ids[side].wrapping_add(1);
                udp_frame(out, &self.path, side, self.ports, self.ids[side], &payload);
                side
            }
        };
        let answered = matches!(self.peek(), Some(Step::Send(next, _)) if *next != side);
        Turn::Frame(if answered { self.turn } else { self.gap })
    }

    fn segment(&mut self, tcp: &mut Tcp, out: &mut Vec<u8>, side: usize, flags: u8, range: std::ops::Range<usize>) {
        let syn_options = if tcp.windows[side] { WINDOWS_SYN } else { LINUX_SYN };
        let options = match (flags & SYN != 0, side) {
            (false, _) => &[][..],
            (true, CLIENT) => syn_options,
            // The servers refuse timestamps, so no segment carries them.
            (true, _) => WINDOWS_SYN,
        };
        self.ids[side] = self.ids[side].wrapping_add(1);
        let segment = Segment {
            side,
            ports: self.ports,
            seq: tcp.sequence[side],
            ack: if flags & ACK != 0 { tcp.sequence[1 - side] } else { 0 },
            flags,
            options,
            id: self.ids[side],
        };
        let length = range.len() as u32 + u32::from(flags & (SYN | FIN) != 0);
        tcp_frame(out, &self.path, &segment, &tcp.buffer[range]);
        tcp.sequence[side] = tcp.sequence[side].wrapping_add(length);
    }

    fn tcp_turn(&mut self, tcp: &mut Tcp, out: &mut Vec<u8>) -> Turn {
        match tcp.phase {
            Phase::Syn => {
                self.segment(tcp, out, CLIENT, SYN, 0..0);
                tcp.phase = Phase::SynAck;
                Turn::Frame(self.turn)
            }
            Phase::SynAck => {
                self.segment(tcp, out, SERVER, SYN | ACK, 0..0);
                tcp.phase = Phase::FirstAck;
                Turn::Frame(self.turn / 4)
            }
            Phase::FirstAck => {
                self.segment(tcp, out, CLIENT, ACK, 0..0);
                tcp.phase = Phase::Data;
                Turn::Frame(self.gap)
            }
            Phase::Data => self.data_turn(tcp, out),
            Phase::Close(step) => {
                // One connection in sixteen ends by reset, as impatient clients do.
                let reset = self.ports[CLIENT].is_multiple_of(16);
                let (side, flags) = match step {
                    0 if reset => (CLIENT, RST | ACK),
                    0 => (CLIENT, FIN | ACK),
                    1 => (SERVER, FIN | ACK),
                    _ => (CLIENT, ACK),
                };
                self.segment(tcp, out, side, flags, 0..0);
                tcp.phase = if step == 2 || reset { Phase::Closed } else { Phase::Close(step + 1) };
                Turn::Frame(self.turn)
            }
            Phase::Closed => Turn::Over,
        }
    }

    fn data_turn(&mut self, tcp: &mut Tcp, out: &mut Vec<u8>) -> Turn {
        self.fill(tcp);
        if tcp.unacknowledged >= tcp.acknowledge_every || (tcp.unacknowledged > 0 && tcp.waiting() == 0) {
            tcp.unacknowledged = 0;
            self.segment(tcp, out, 1 - tcp.side, ACK, 0..0);
            return Turn::Frame(self.gap / 2);
        }
        if tcp.waiting() > 0 {
            let until = tcp.buffer.len().min(tcp.sent + tcp.mss);
            let range = tcp.sent..until;
            tcp.sent = until;
            let flags = if tcp.waiting() == 0 { ACK | PSH } else { ACK };
            self.segment(tcp, out, tcp.side, flags, range);
            tcp.unacknowledged += 1;
            self.fill(tcp);
            let side = tcp.side;
            if tcp.waiting() == 0 && matches!(self.peek(), Some(Step::Send(next, _)) if *next != side) {
                tcp.unacknowledged = 0; // the answer carries the acknowledgement
                return Turn::Frame(self.turn + self.rng.below(self.turn));
            }
            return Turn::Frame(self.gap + self.rng.below(self.gap / 4));
        }
        match self.peek() {
            Some(Step::Send(side, _)) => {
                tcp.side = *side;
                self.data_turn(tcp, out)
            }
            Some(_) => match self.steps.pop_front() {
                Some(Step::Wait(time)) => Turn::Wait(time),
                _ => Turn::Wait(0),
            },
            None if tcp.left_open => Turn::Over,
            None => {
                tcp.phase = Phase::Close(0);
                Turn::Wait(self.turn)
            }
        }
    }

    /// Takes what the same side writes next, so that messages share segments as they do in a real stack.
    fn fill(&mut self, tcp: &mut Tcp) {
        while tcp.waiting() < tcp.mss {
            let side = tcp.side;
            match self.peek() {
                Some(Step::Send(next, _)) if *next == side => {}
                _ => return,
            }
            if let Some(Step::Send(_, bytes)) = self.steps.pop_front() {
                tcp.buffer.drain(..tcp.sent);
                tcp.sent = 0;
                tcp.buffer.extend_from_slice(&bytes);
            }
        }
    }
}

/// Maximum segment size, window scale, SACK permitted (RFC 9293, 7323, 2018), in Windows' order.
const WINDOWS_SYN: &[u8] = &[2, 4, 0x05, 0xb4, 1, 3, 3, 8, 1, 1, 4, 2];
/// The same with timestamps, in Linux's order.
const LINUX_SYN: &[u8] = &[2, 4, 0x05, 0xb4, 4, 2, 8, 10, 0, 0x1a, 0x2b, 0x3c, 0, 0, 0, 0, 1, 3, 3, 7];

// ------------------------------------------------------------------------------------------------ DICOM

struct Modality {
    ae: &'static str,
    modality: &'static str,
    manufacturer: &'static str,
    model: &'static str,
    software: &'static str,
    sop_class: &'static str,
    implementation: &'static str,
    version: &'static str,
    transfer: Transfer,
    rows: u16,
    columns: u16,
    images: (u64, u64),
}

#[derive(Clone, Copy, PartialEq)]
enum Transfer {
    Implicit,
    Explicit,
    Jpeg,
}

impl Transfer {
    fn uid(self) -> &'static str {
        match self {
            Self::Implicit => "1.2.840.10008.1.2",
            Self::Explicit => "1.2.840.10008.1.2.1",
            Self::Jpeg => "1.2.840.10008.1.2.4.70",
        }
    }
}

#[rustfmt::skip]
const MODALITIES: &[Modality] = &[
    Modality { ae: "CT", modality: "CT", manufacturer: "GE MEDICAL SYSTEMS", model: "LightSpeed VCT", software: "07MW18.4", sop_class: "1.2.840.10008.5.1.4.1.1.2", implementation: "1.2.840.113619.6.284", version: "LightSpeedverrel", transfer: Transfer::Explicit, rows: 512, columns: 512, images: (2, 9) },
    Modality { ae: "DX", modality: "DX", manufacturer: "GE Healthcare", model: "Optima XR220", software: "dm_Platform_release", sop_class: "1.2.840.10008.5.1.4.1.1.1.1", implementation: "1.2.840.113619.6.286", version: "1_2_5", transfer: Transfer::Jpeg, rows: 2022, columns: 1022, images: (1, 1) },
    Modality { ae: "MR", modality: "MR", manufacturer: "SIEMENS", model: "Avanto", software: "syngo MR B15", sop_class: "1.2.840.10008.5.1.4.1.1.4", implementation: "1.3.12.2.1107.5.2", version: "MR_VB15A", transfer: Transfer::Explicit, rows: 320, columns: 320, images: (3, 20) },
    Modality { ae: "US", modality: "US", manufacturer: "Philips Medical Systems", model: "EPIQ 7C", software: "EPIQ 7C_1.5.1", sop_class: "1.2.840.10008.5.1.4.1.1.6.1", implementation: "1.3.46.670589.5.2", version: "ViewForum R7.4", transfer: Transfer::Implicit, rows: 768, columns: 1024, images: (1, 4) },
    Modality { ae: "CR", modality: "CR", manufacturer: "Carestream Health", model: "DRX-Revolution", software: "5.7.412", sop_class: "1.2.840.10008.5.1.4.1.1.1", implementation: "1.2.276.0.7230010.3.0.3.6.7", version: "OFFIS_DCMTK_367", transfer: Transfer::Jpeg, rows: 1536, columns: 1280, images: (1, 1) },
];

/// What the archives say of themselves: AE title, Implementation Class UID, Implementation Version Name.
const ARCHIVES: &[(&str, &str, &str)] = &[
    ("PACS_MAIN", "1.2.40.0.13.1.3", "dcm4che-5.29.2"),
    ("ORTHANC", "1.2.276.0.7230010.3.0.3.6.6", "OFFIS_DCMTK_366"),
    ("VNA_ARCHIVE", "1.3.6.1.4.1.30071.8", "fo-dicom 5.1.1"),
];

const VERIFICATION: &str = "1.2.840.10008.1.1";

/// PS3.8 section 9.3: type, reserved, length, and what follows.
fn pdu(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut out = vec![kind, 0];
    out.extend_from_slice(&(body.len() as u32).to_be_bytes());
    out.extend_from_slice(body);
    out
}

/// An item of an association PDU.
fn item(out: &mut Vec<u8>, kind: u8, value: &[u8]) {
    out.extend_from_slice(&[kind, 0]);
    out.extend_from_slice(&(value.len() as u16).to_be_bytes());
    out.extend_from_slice(value);
}

fn padded_title(title: &str) -> [u8; 16] {
    let mut out = [b' '; 16];
    let length = title.len().min(16);
    out[..length].copy_from_slice(&title.as_bytes()[..length]);
    out
}

/// One association from a modality: some images stored, or only a C-ECHO.
struct Dicom<'a> {
    world: &'a World,
    modality: &'static Modality,
    archive: (&'static str, &'static str, &'static str),
    title: String,
    serial: String,
    station: String,
    images_left: u64,
    message: u16,
    /// SOP Instance UID of the image on its way.
    instance: String,
    /// Largest PDU body the archive takes.
    pdu_size: usize,
    stage: Stage,
}

enum Stage {
    Associate,
    Command,
    /// Pixel bytes still to send, and what closes an encapsulated data set.
    Pixels(usize),
    Released,
}

impl App for Dicom<'_> {
    fn more(&mut self, rng: &mut Rng, steps: &mut VecDeque<Step>) {
        match self.stage {
            Stage::Associate => {
                steps.push_back(Step::Send(CLIENT, self.associate(false)));
                steps.push_back(Step::Send(SERVER, self.associate(true)));
                self.stage = Stage::Command;
            }
            Stage::Command if self.message == 0 && self.images_left == 0 => {
                self.message = 1;
                let request = self.command(3, 0x0030, VERIFICATION, None, 0x0101);
                steps.push_back(Step::Send(CLIENT, request));
                let response = self.command(3, 0x8030, VERIFICATION, None, 0x0101);
                steps.push_back(Step::Send(SERVER, response));
            }
            Stage::Command if self.images_left == 0 => {
                steps.push_back(Step::Send(CLIENT, pdu(0x05, &[0; 4])));
                steps.push_back(Step::Send(SERVER, pdu(0x06, &[0; 4])));
                self.stage = Stage::Released;
            }
            Stage::Command => self.start_image(rng, steps),
            Stage::Pixels(left) => self.continue_image(left, rng, steps),
            Stage::Released => {}
        }
    }
}

impl Dicom<'_> {
    /// A-ASSOCIATE-RQ, or the -AC that answers it (PS3.8 tables 9-11 and 9-17).
    fn associate(&self, accept: bool) -> Vec<u8> {
        let mut body = vec![0, 1, 0, 0];
        body.extend_from_slice(&padded_title(self.archive.0));
        body.extend_from_slice(&padded_title(&self.title));
        body.extend_from_slice(&[0; 32]);
        item(&mut body, 0x10, b"1.2.840.10008.3.1.1.1");
        let storage = self.modality.transfer.uid();
        for (id, class, transfer) in [(1, self.modality.sop_class, storage), (3, VERIFICATION, "1.2.840.10008.1.2")] {
            let mut context = vec![id, 0, 0, 0];
            if !accept {
                item(&mut context, 0x30, class.as_bytes());
            }
            item(&mut context, 0x40, transfer.as_bytes());
            if !accept && transfer != "1.2.840.10008.1.2" {
                item(&mut context, 0x40, b"1.2.840.10008.1.2");
            }
            item(&mut body, if accept { 0x21 } else { 0x20 }, &context);
        }
        let (uid, version) = match accept {
            true => (self.archive.1, self.archive.2),
            false => (self.modality.implementation, self.modality.version),
        };
        let mut user = Vec::new();
        item(&mut user, 0x51, &(self.pdu_size as u32).to_be_bytes());
        item(&mut user, 0x52, uid.as_bytes());
        item(&mut user, 0x55, version.as_bytes());
        item(&mut body, 0x50, &user);
        pdu(if accept { 0x02 } else { 0x01 }, &body)
    }

    /// A P-DATA-TF PDU with one value (PS3.8 section 9.3.5, annex E.2).
    fn data_pdu(context: u8, control: u8, parts: [&[u8]; 2]) -> Vec<u8> {
        let length = parts[0].len() + parts[1].len();
        let mut out = Vec::with_capacity(length + 12);
        out.extend_from_slice(&[0x04, 0]);
        out.extend_from_slice(&(length as u32 + 6).to_be_bytes());
        out.extend_from_slice(&(length as u32 + 2).to_be_bytes());
        out.extend_from_slice(&[context, control]);
        out.extend_from_slice(parts[0]);
        out.extend_from_slice(parts[1]);
        out
    }

    /// A DIMSE command set, always implicit little-endian (PS3.7 section 6.3.1 and annex E).
    fn command(&self, context: u8, field: u16, class: &str, instance: Option<&str>, data_set: u16) -> Vec<u8> {
        let mut set = Vec::new();
        element(&mut set, Transfer::Implicit, 0x0000_0002, b"UI", class.as_bytes());
        element(&mut set, Transfer::Implicit, 0x0000_0100, b"US", &field.to_le_bytes());
        let (message, response) = (self.message.to_le_bytes(), field & 0x8000 != 0);
        let number = if response { 0x0000_0120 } else { 0x0000_0110 };
        element(&mut set, Transfer::Implicit, number, b"US", &message);
        if field == 0x0001 {
            element(&mut set, Transfer::Implicit, 0x0000_0700, b"US", &[0, 0]);
        }
        element(&mut set, Transfer::Implicit, 0x0000_0800, b"US", &data_set.to_le_bytes());
        if response {
            element(&mut set, Transfer::Implicit, 0x0000_0900, b"US", &[0, 0]);
        }
        if let Some(instance) = instance {
            element(&mut set, Transfer::Implicit, 0x0000_1000, b"UI", instance.as_bytes());
        }
        let mut whole = Vec::new();
        element(&mut whole, Transfer::Implicit, 0, b"UL", &(set.len() as u32).to_le_bytes());
        whole.extend_from_slice(&set);
        Self::data_pdu(context, 0x03, [&whole, &[]])
    }

    fn start_image(&mut self, rng: &mut Rng, steps: &mut VecDeque<Step>) {
        self.message += 1;
        steps.push_back(Step::Wait(rng.range(2_000, 60_000)));
        self.instance = format!("1.2.826.0.1.3680043.10.999.{}.{}", rng.below(1 << 40), self.message);
        let command = self.command(1, 0x0001, self.modality.sop_class, Some(&self.instance), 0x0001);
        steps.push_back(Step::Send(CLIENT, command));
        let mut header = self.data_set(rng);
        let mut pixels = usize::from(self.modality.rows) * usize::from(self.modality.columns) * 2;
        match self.modality.transfer {
            Transfer::Jpeg => {
                // PS3.5 annex A.4: an empty offset table, one fragment, the delimiter.
                pixels = (pixels / 3) & !1;
                header.extend_from_slice(&[0xe0, 0x7f, 0x10, 0, b'O', b'B', 0, 0, 0xff, 0xff, 0xff, 0xff]);
                header.extend_from_slice(&[0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0, 0xfe, 0xff, 0x00, 0xe0]);
                header.extend_from_slice(&(pixels as u32).to_le_bytes());
                pixels += 8;
            }
            Transfer::Explicit => header.extend_from_slice(&[0xe0, 0x7f, 0x10, 0, b'O', b'W', 0, 0]),
            Transfer::Implicit => header.extend_from_slice(&[0xe0, 0x7f, 0x10, 0]),
        }
        if self.modality.transfer != Transfer::Jpeg {
            header.extend_from_slice(&(pixels as u32).to_le_bytes());
        }
        let first = pixels.min(self.pdu_size - 6 - header.len());
        let start = Self::data_pdu(1, 0x00, [&header, self.world.noise(rng, first)]);
        steps.push_back(Step::Send(CLIENT, start));
        self.stage = Stage::Pixels(pixels - first);
    }

    fn continue_image(&mut self, left: usize, rng: &mut Rng, steps: &mut VecDeque<Step>) {
        let size = left.min(self.pdu_size - 6);
        let noise = self.world.noise(rng, size);
        // The delimiter of an encapsulated image must not be torn: leave at least its eight bytes for the last PDU.
        if size < left {
            let size = size.min(left - 8) & !1;
            steps.push_back(Step::Send(CLIENT, Self::data_pdu(1, 0x00, [&noise[..size], &[]])));
            self.stage = Stage::Pixels(left - size);
            return;
        }
        let last = match self.modality.transfer {
            Transfer::Jpeg => Self::data_pdu(1, 0x02, [&noise[8..], &[0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]]),
            _ => Self::data_pdu(1, 0x02, [noise, &[]]),
        };
        steps.push_back(Step::Send(CLIENT, last));
        let response = self.command(1, 0x8001, self.modality.sop_class, Some(&self.instance), 0x0101);
        steps.push_back(Step::Send(SERVER, response));
        self.images_left -= 1;
        self.stage = Stage::Command;
    }

    /// Everything of the data set before the pixels.
    fn data_set(&self, rng: &mut Rng) -> Vec<u8> {
        let mut out = Vec::with_capacity(1024);
        let modality = self.modality;
        let patient = format!("SYNTHETIC^PATIENT^{:05}", rng.below(100_000));
        let study = format!("1.2.826.0.1.3680043.10.999.1.{}", rng.below(1 << 40));
        let mut text = |tag: u32, vr: &[u8; 2], value: &str| {
            element(&mut out, modality.transfer, tag, vr, value.as_bytes());
        };
        text(0x0008_0005, b"CS", "ISO_IR 100");
        text(0x0008_0008, b"CS", "ORIGINAL\\PRIMARY");
        text(0x0008_0016, b"UI", modality.sop_class);
        text(0x0008_0018, b"UI", &self.instance);
        text(0x0008_0020, b"DA", "20260302");
        text(0x0008_0030, b"TM", "080000");
        text(0x0008_0050, b"SH", &format!("SYN{:08}", rng.below(100_000_000)));
        text(0x0008_0060, b"CS", modality.modality);
        text(0x0008_0070, b"LO", modality.manufacturer);
        text(0x0008_0080, b"LO", "SYNTHETIC HOSPITAL");
        text(0x0008_0090, b"PN", "SYNTHETIC^REFERRER");
        text(0x0008_1010, b"SH", &self.station);
        text(0x0008_1030, b"LO", "SYNTHETIC STUDY");
        text(0x0008_1090, b"LO", modality.model);
        text(0x0010_0010, b"PN", &patient);
        text(0x0010_0020, b"LO", &format!("SYN{:07}", rng.below(10_000_000)));
        text(0x0010_0030, b"DA", "19700101");
        text(0x0010_0040, b"CS", "O");
        text(0x0018_1000, b"LO", &self.serial);
        text(0x0018_1020, b"LO", modality.software);
        text(0x0020_000d, b"UI", &study);
        text(0x0020_000e, b"UI", &format!("{study}.1"));
        text(0x0020_0013, b"IS", &self.message.to_string());
        let mut number = |tag: u32, value: u16| element(&mut out, modality.transfer, tag, b"US", &value.to_le_bytes());
        number(0x0028_0002, 1);
        number(0x0028_0010, modality.rows);
        number(0x0028_0011, modality.columns);
        number(0x0028_0100, 16);
        number(0x0028_0101, 12);
        number(0x0028_0102, 11);
        number(0x0028_0103, 0);
        out
    }
}

/// A data element (PS3.5 section 7.1), its value padded to even length; never one of the long VRs.
fn element(out: &mut Vec<u8>, transfer: Transfer, tag: u32, vr: &[u8; 2], value: &[u8]) {
    let length = value.len().next_multiple_of(2);
    out.extend_from_slice(&((tag >> 16) as u16).to_le_bytes());
    out.extend_from_slice(&(tag as u16).to_le_bytes());
    if transfer == Transfer::Implicit {
        out.extend_from_slice(&(length as u32).to_le_bytes());
    } else {
        out.extend_from_slice(vr);
        out.extend_from_slice(&(length as u16).to_le_bytes());
    }
    out.extend_from_slice(value);
    if value.len() < length {
        out.push(if vr == b"UI" { 0 } else { b' ' });
    }
}

// ------------------------------------------------------------------------------------------------ HL7

/// Sending application, sending facility, equipment class; of the first makes after the modalities, in their order.
const HL7_SENDERS: &[(&str, &str, &str)] = &[
    ("PIIC_IX^0009FBFFFE000001^EUI-64", "WARD_3", "69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC"),
    ("MINDRAY_EGATEWAY^00A0370027000001^EUI-64", "ICU_1", "69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC"),
    ("INFINITY_GATEWAY^0030E6FFFE000001^EUI-64", "NICU", "69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC"),
    ("PAT_DEVICE_ICU_MEDICAL^0003B1FFFE000001^EUI-64", "ICU_MEDICAL", "69985^MDC_DEV_PUMP_INFUS_MDS^MDC"),
    ("Smiths Medical^001A01FFFE000001^EUI-64", "SMITHS", "69985^MDC_DEV_PUMP_INFUS_MDS^MDC"),
];

#[rustfmt::skip]
const MEASUREMENTS: &[(&str, &str, u64, u64)] = &[
    ("147842^MDC_ECG_HEART_RATE^MDC", "264864^MDC_DIM_BEAT_PER_MIN^MDC", 55, 110),
    ("150456^MDC_PULS_OXIM_SAT_O2^MDC", "262688^MDC_DIM_PERCENT^MDC", 90, 100),
    ("151562^MDC_RESP_RATE^MDC", "264928^MDC_DIM_RESP_PER_MIN^MDC", 10, 24),
    ("150021^MDC_PRESS_BLD_NONINV_SYS^MDC", "266016^MDC_DIM_MMHG^MDC", 95, 160),
    ("150022^MDC_PRESS_BLD_NONINV_DIA^MDC", "266016^MDC_DIM_MMHG^MDC", 50, 95),
    ("150344^MDC_TEMP^MDC", "268192^MDC_DIM_DEGC^MDC", 36, 39),
];

/// A long-lived MLLP connection: ORU^R01 and its acknowledgement, again and again.
struct Hl7 {
    sender: &'static (&'static str, &'static str, &'static str),
    equipment: String,
    left: u64,
    interval: u64,
    number: u64,
    clock: u64,
}

impl App for Hl7 {
    fn more(&mut self, rng: &mut Rng, steps: &mut VecDeque<Step>) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        self.number += 1;
        let wait = rng.range(self.interval / 2, self.interval * 3 / 2);
        steps.push_back(Step::Wait(wait));
        self.clock += wait;
        let time = {
            let seconds = self.clock / 1_000_000;
            format!("20260302{:02}{:02}{:02}", 8 + seconds / 3600 % 12, seconds / 60 % 60, seconds % 60)
        };
        steps.push_back(Step::Send(CLIENT, self.report(&time, rng)));
        let (sender, facility, _) = self.sender;
        let (number, id) = (self.number, rng.below(1 << 32));
        let answer =
            format!("\x0bMSH|^~\\&|MIRTH|HOSPITAL|{sender}|{facility}|{time}||ACK^R01^ACK|A{id}|P|2.6\rMSA|AA|{number}\r\x1c\r");
        steps.push_back(Step::Send(SERVER, answer.into_bytes()));
    }
}

impl Hl7 {
    fn report(&self, time: &str, rng: &mut Rng) -> Vec<u8> {
        let (sender, facility, class) = self.sender;
        let (number, equipment, patient) = (self.number, &self.equipment, rng.below(10_000_000));
        let mut out = format!(
            "\x0bMSH|^~\\&|{sender}|{facility}|MIRTH|HOSPITAL|{time}||ORU^R01^ORU_R01|{number}|P|2.6|||AL|NE||UNICODE \
             UTF-8|||IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO\r\
             PID|||SYN{patient:07}^^^HOSPITAL^MR||SYNTHETIC^PATIENT||19700101|O\r\
             PV1||I|{facility}^^BED{bed:02}\r\
             OBR|1|{number}^{facility}|{number}^{facility}|182777000^monitoring of patient^SCT|||{time}\r\
             OBX|1||{class}|1.0.0.0|||||||X|||||||{equipment}\r",
            bed = patient % 40,
        );
        for (row, (code, unit, low, high)) in MEASUREMENTS.iter().enumerate() {
            if row > 1 && rng.chance(35_000) {
                continue;
            }
            let value = rng.range(*low, *high);
            out += &format!("OBX|{}|NM|{code}|1.1.1.{}|{value}|{unit}|||||R|||{time}\r", row + 2, row + 1);
        }
        out += "\x1c\r";
        out.into_bytes()
    }
}

// ------------------------------------------------------------------------------------------------ TLS and HTTP

struct TlsProfile {
    ciphers: &'static [u16],
    /// Offers TLS 1.3; otherwise it resumes a TLS 1.2 session, so that no certificate is due.
    tls13: bool,
    groups: &'static [u16],
    signatures: &'static [u16],
    alpn: &'static [&'static str],
}

#[rustfmt::skip]
const TLS_PROFILES: &[TlsProfile] = &[
    TlsProfile { ciphers: &[0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d, 0x002f, 0x0035], tls13: true, groups: &[0x001d, 0x0017, 0x0018], signatures: &[0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601], alpn: &["h2", "http/1.1"] },
    TlsProfile { ciphers: &[0x1302, 0x1303, 0x1301, 0xc02c, 0xc030, 0x009f, 0xcca9, 0xcca8, 0xccaa, 0xc02b, 0xc02f, 0x009e, 0x00ff], tls13: true, groups: &[0x001d, 0x0017, 0x001e, 0x0019, 0x0018], signatures: &[0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0401], alpn: &[] },
    TlsProfile { ciphers: &[0xc02c, 0xc02b, 0xc030, 0xc02f, 0x009f, 0x009e, 0xc024, 0xc023, 0xc028, 0xc027, 0x009d, 0x009c, 0x003d, 0x003c, 0x0035, 0x002f, 0x000a], tls13: false, groups: &[0x001d, 0x0017, 0x0018], signatures: &[0x0804, 0x0805, 0x0401, 0x0501, 0x0201, 0x0403, 0x0503], alpn: &["http/1.1"] },
    TlsProfile { ciphers: &[0xc02f, 0xc030, 0xc013, 0xc014, 0x002f, 0x0035, 0x00ff], tls13: false, groups: &[0x0017], signatures: &[0x0401, 0x0403, 0x0501], alpn: &[] },
    TlsProfile { ciphers: &[0xc0ac, 0xc0ae, 0xc02b, 0xc0a2, 0x00ff], tls13: false, groups: &[0x0017, 0x0018], signatures: &[0x0403], alpn: &[] },
];

const SERVICES: &[&str] = &[
    "ehr.hospital.example",
    "portal.hospital.example",
    "update.vendor.example",
    "remote.service.example",
    "pumps.hospital.example",
    "mail.hospital.example",
    "time.hospital.example",
    "telemetry.device-cloud.example",
];

fn tls_record(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut out = vec![kind, 3, 3];
    out.extend_from_slice(&(body.len() as u16).to_be_bytes());
    out.extend_from_slice(body);
    out
}

/// A handshake message in a record of its own (RFC 8446 section 4).
fn tls_handshake(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut out = vec![kind];
    out.extend_from_slice(&(body.len() as u32).to_be_bytes()[1..]);
    out.extend_from_slice(body);
    tls_record(22, &out)
}

/// A list of 16-bit values with its length in bytes before it.
fn list16(values: &[u16]) -> Vec<u8> {
    let mut out = ((values.len() * 2) as u16).to_be_bytes().to_vec();
    out.extend(values.iter().flat_map(|value| value.to_be_bytes()));
    out
}

/// A TLS extension, or anything else of a 16-bit type, a 16-bit length and a value.
fn extension(out: &mut Vec<u8>, kind: u16, value: &[u8]) {
    out.extend_from_slice(&kind.to_be_bytes());
    out.extend_from_slice(&(value.len() as u16).to_be_bytes());
    out.extend_from_slice(value);
}

fn client_hello(profile: &TlsProfile, host: &str, session: &[u8; 32], rng: &mut Rng) -> Vec<u8> {
    let mut extensions = Vec::new();
    let length = host.len() as u16;
    let mut name = (length + 3).to_be_bytes().to_vec();
    name.push(0);
    name.extend_from_slice(&length.to_be_bytes());
    name.extend_from_slice(host.as_bytes());
    extension(&mut extensions, 0x0000, &name);
    extension(&mut extensions, 0x0017, &[]);
    extension(&mut extensions, 0x000a, &list16(profile.groups));
    extension(&mut extensions, 0x000b, &[1, 0]);
    if !profile.alpn.is_empty() {
        let names: Vec<u8> = profile.alpn.iter().flat_map(|name| [&[name.len() as u8], name.as_bytes()].concat()).collect();
        extension(&mut extensions, 0x0010, &[&(names.len() as u16).to_be_bytes(), names.as_slice()].concat());
    }
    extension(&mut extensions, 0x000d, &list16(profile.signatures));
    if profile.tls13 {
        extension(&mut extensions, 0x002b, &[4, 3, 4, 3, 3]);
        extension(&mut extensions, 0x002d, &[1, 1]);
        let mut share = vec![0, 36, 0, 0x1d, 0, 32];
        share.extend_from_slice(&rng.bytes::<32>());
        extension(&mut extensions, 0x0033, &share);
    }
    let mut body = vec![3, 3];
    body.extend_from_slice(&rng.bytes::<32>());
    body.push(32);
    body.extend_from_slice(session);
    body.extend_from_slice(&list16(profile.ciphers));
    body.extend_from_slice(&[1, 0]);
    body.extend_from_slice(&(extensions.len() as u16).to_be_bytes());
    body.extend_from_slice(&extensions);
    tls_handshake(1, &body)
}

fn server_hello(profile: &TlsProfile, session: &[u8; 32], rng: &mut Rng) -> Vec<u8> {
    let mut extensions = Vec::new();
    if profile.tls13 {
        extension(&mut extensions, 0x002b, &[3, 4]);
        let mut share = vec![0, 0x1d, 0, 32];
        share.extend_from_slice(&rng.bytes::<32>());
        extension(&mut extensions, 0x0033, &share);
    } else {
        extension(&mut extensions, 0xff01, &[0]);
    }
    let mut body = vec![3, 3];
    body.extend_from_slice(&rng.bytes::<32>());
    body.push(32);
    body.extend_from_slice(session);
    body.extend_from_slice(&profile.ciphers[0].to_be_bytes());
    body.push(0);
    body.extend_from_slice(&(extensions.len() as u16).to_be_bytes());
    body.extend_from_slice(&extensions);
    tls_handshake(2, &body)
}

fn tls_conversation(world: &World, client: &Device, size: u64, rng: &mut Rng) -> Vec<Step> {
    let profile = &TLS_PROFILES[client.number() % TLS_PROFILES.len()];
    let session = rng.bytes::<32>();
    let change_cipher_spec = tls_record(20, &[1]);
    let opaque = |kind: u8, length: usize, rng: &mut Rng| tls_record(kind, world.noise(rng, length));
    let mut answer = server_hello(profile, &session, rng);
    answer.extend_from_slice(&change_cipher_spec);
    let kind = if profile.tls13 { 23 } else { 22 };
    answer.extend(opaque(kind, if profile.tls13 { 900 } else { 40 }, rng));
    let mut finished = change_cipher_spec;
    finished.extend(opaque(kind, if profile.tls13 { 53 } else { 40 }, rng));
    let request = rng.range(200, 700) as usize;
    finished.extend(opaque(23, request, rng));
    let host = *rng.pick(SERVICES);
    let mut steps = vec![
        Step::Send(CLIENT, client_hello(profile, host, &session, rng)),
        Step::Send(SERVER, answer),
        Step::Send(CLIENT, finished),
    ];
    let mut left = size;
    while left > 100 {
        let length = left.min(16_000);
        steps.push(Step::Send(SERVER, opaque(23, length as usize, rng)));
        left -= length;
    }
    steps.push(Step::Wait(rng.range(1_000, 2_000_000)));
    steps
}

#[rustfmt::skip]
const HTTP_SERVERS: &[&str] = &["Microsoft-IIS/10.0", "Apache/2.4.57 (Debian)", "nginx/1.22.1", "Jetty(9.4.51)", "GoAhead-Webs", "HP HTTP Server; HP LaserJet M506"];
#[rustfmt::skip]
const USER_AGENTS: &[&str] = &["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36", "curl/7.88.1", "Java/1.8.0_392", "python-requests/2.28.1", "Apache-HttpClient/4.5.14 (Java/11.0.21)"];

fn http_conversation(world: &World, sides: [&Device; 2], size: u64, rng: &mut Rng) -> Vec<Step> {
    let server = HTTP_SERVERS[sides[SERVER].number() % HTTP_SERVERS.len()];
    let agent = USER_AGENTS[sides[CLIENT].number() % USER_AGENTS.len()];
    let host = *rng.pick(SERVICES);
    let requests = rng.range(1, 4);
    let mut steps = Vec::new();
    for number in 0..requests {
        let request = format!(
            "GET /page/{}?part={number} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {agent}\r\nAccept: */*\r\n\
             Connection: keep-alive\r\n\r\n",
            rng.below(1000),
        );
        let length = (size / requests) as usize;
        let html = rng.chance(50_000);
        let kind = if html { "text/html; charset=utf-8" } else { "application/octet-stream" };
        let mut answer = format!(
            "HTTP/1.1 200 OK\r\nDate: Mon, 02 Mar 2026 08:00:00 GMT\r\nServer: {server}\r\nContent-Type: {kind}\r\n\
             Content-Length: {length}\r\n\r\n"
        )
        .into_bytes();
        if html {
            answer.extend(b"<p>A page of the hospital's own.</p>\n".iter().cycle().take(length));
        } else {
            answer.extend_from_slice(world.noise(rng, length));
        }
        steps.push(Step::Send(CLIENT, request.into_bytes()));
        steps.push(Step::Send(SERVER, answer));
        steps.push(Step::Wait(rng.range(5_000, 3_000_000)));
    }
    steps
}

// ------------------------------------------------------------------------------------------------ SMB

/// Negotiate, NTLM log-on, tree connect, then reads of 64 KiB. [MS-SMB2], [MS-NLMP].
struct Smb<'a> {
    world: &'a World,
    client: String,
    server: String,
    left: u64,
    message: u64,
    session: u64,
    started: bool,
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

const NTLM_FLAGS: [u8; 4] = [0x15, 0x82, 0x88, 0xe2];
/// Windows 10 build 19045, NTLM revision 15.
const NTLM_VERSION: [u8; 8] = [10, 0, 0x65, 0x4a, 0, 0, 0, 15];
const MORE_PROCESSING_REQUIRED: u32 = 0xc000_0016;

fn ntlm_fields(out: &mut Vec<u8>, payload: &[&[u8]]) {
    let mut offset = 12 + payload.len() * 8 + 4 + 8 + 16;
    for value in payload {
        let length = (value.len() as u16).to_le_bytes();
        out.extend_from_slice(&[length, length].concat());
        out.extend_from_slice(&(offset as u32).to_le_bytes());
        offset += value.len();
    }
}

fn ntlm_target_info(server: &str) -> Vec<u8> {
    let host = format!("{}.hospital.example", server.to_lowercase());
    let mut out = Vec::new();
    for (id, text) in [(2_u16, "HOSPITAL"), (1, server), (4, "hospital.example"), (3, &host)] {
        let value = utf16(text);
        out.extend_from_slice(&id.to_le_bytes());
        out.extend_from_slice(&(value.len() as u16).to_le_bytes());
        out.extend_from_slice(&value);
    }
    out.extend_from_slice(&[0; 4]);
    out
}

fn ntlm_negotiate() -> Vec<u8> {
    let mut out = b"NTLMSSP\0\x01\0\0\0".to_vec();
    out.extend_from_slice(&NTLM_FLAGS);
    out.extend_from_slice(&[0; 16]);
    out.extend_from_slice(&NTLM_VERSION);
    out
}

fn ntlm_challenge(server: &str, rng: &mut Rng) -> Vec<u8> {
    let (name, info) = (utf16("HOSPITAL"), ntlm_target_info(server));
    let mut out = b"NTLMSSP\0\x02\0\0\0".to_vec();
    let length = (name.len() as u16).to_le_bytes();
    out.extend_from_slice(&[length[0], length[1], length[0], length[1], 56, 0, 0, 0]);
    out.extend_from_slice(&NTLM_FLAGS);
    out.extend_from_slice(&rng.bytes::<8>());
    out.extend_from_slice(&[0; 8]);
    let length = (info.len() as u16).to_le_bytes();
    out.extend_from_slice(&[length[0], length[1], length[0], length[1], 56 + name.len() as u8, 0, 0, 0]);
    out.extend_from_slice(&NTLM_VERSION);
    out.extend_from_slice(&name);
    out.extend_from_slice(&info);
    out
}

fn ntlm_authenticate(client: &str, server: &str, rng: &mut Rng) -> Vec<u8> {
    let mut response = rng.bytes::<16>().to_vec();
    response.extend_from_slice(&[1, 1, 0, 0, 0, 0, 0, 0]);
    response.extend_from_slice(&rng.bytes::<16>());
    response.extend_from_slice(&[0; 4]);
    response.extend_from_slice(&ntlm_target_info(server));
    response.extend_from_slice(&[0; 4]);
    let (domain, user, host) = (utf16("HOSPITAL"), utf16("synthetic"), utf16(&client.to_uppercase()));
    let key = rng.bytes::<16>();
    let payload: [&[u8]; 6] = [&[0; 24], &response, &domain, &user, &host, &key];
    let mut out = b"NTLMSSP\0\x03\0\0\0".to_vec();
    ntlm_fields(&mut out, &payload);
    out.extend_from_slice(&NTLM_FLAGS);
    out.extend_from_slice(&NTLM_VERSION);
    out.extend_from_slice(&rng.bytes::<16>());
    out.extend_from_slice(&payload.concat());
    out
}

impl Smb<'_> {
    /// An SMB2 message behind its direct-TCP length ([MS-SMB2] 2.1, 2.2.1).
    fn message(&self, command: u16, answer: bool, status: u32, body: &[&[u8]]) -> Vec<u8> {
        let length: usize = body.iter().map(|part| part.len()).sum();
        let mut out = Vec::with_capacity(68 + length);
        out.extend_from_slice(&(64 + length as u32).to_be_bytes());
        out.extend_from_slice(b"\xfeSMB\x40\0\x01\0");
        out.extend_from_slice(&status.to_le_bytes());
        out.extend_from_slice(&command.to_le_bytes());
        out.extend_from_slice(&[1, 0, u8::from(answer), 0, 0, 0, 0, 0, 0, 0]);
        out.extend_from_slice(&self.message.to_le_bytes());
        out.extend_from_slice(&[0xff, 0xfe, 0, 0]);
        out.extend_from_slice(&u32::from(command > 2).to_le_bytes());
        out.extend_from_slice(&if command == 0 { 0 } else { self.session }.to_le_bytes());
        out.extend_from_slice(&[0; 16]);
        for part in body {
            out.extend_from_slice(part);
        }
        out
    }

    fn negotiate(&mut self, steps: &mut VecDeque<Step>, rng: &mut Rng) {
        let mut request = vec![36, 0, 4, 0, 1, 0, 0, 0, 0x7f, 0, 0, 0];
        request.extend_from_slice(&rng.bytes::<16>());
        request.extend_from_slice(&[0; 8]);
        request.extend_from_slice(&[0x02, 0x02, 0x10, 0x02, 0x00, 0x03, 0x02, 0x03]);
        steps.push_back(Step::Send(CLIENT, self.message(0, false, 0, &[&request])));
        let mut answer = vec![65, 0, 1, 0, 0x02, 0x03, 0, 0];
        answer.extend_from_slice(&rng.bytes::<16>());
        answer.extend_from_slice(&[0x2f, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0x80, 0, 0, 0, 0x80, 0]);
        // 2026-03-02 08:00:00 as FILETIME; no start time; an empty security buffer after 64 + 64 bytes.
        answer.extend_from_slice(&((EPOCH + 11_644_473_600) * 10_000_000).to_le_bytes());
        answer.extend_from_slice(&[0, 0, 0, 0, 0, 0, 0, 0, 128, 0, 0, 0, 0, 0, 0, 0]);
        steps.push_back(Step::Send(SERVER, self.message(0, true, 0, &[&answer])));
        self.message += 1;
    }

    fn session_setup(&mut self, steps: &mut VecDeque<Step>, blob: &[u8], status: u32, answer: &[u8]) {
        let length = (blob.len() as u16).to_le_bytes();
        let mut request = vec![25, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 88, 0, length[0], length[1]];
        request.extend_from_slice(&[0; 8]);
        steps.push_back(Step::Send(CLIENT, self.message(1, false, 0, &[&request, blob])));
        let length = (answer.len() as u16).to_le_bytes();
        let header = [9, 0, 0, 0, 72, 0, length[0], length[1]];
        steps.push_back(Step::Send(SERVER, self.message(1, true, status, &[&header, answer])));
        self.message += 1;
    }

    fn tree_connect(&mut self, steps: &mut VecDeque<Step>) {
        let share = utf16(&format!("\\\\{}\\images", self.server));
        let request = [9, 0, 0, 0, 72, 0, share.len() as u8, 0];
        steps.push_back(Step::Send(CLIENT, self.message(3, false, 0, &[&request, &share])));
        let answer = [16, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0x01, 0x1f, 0];
        steps.push_back(Step::Send(SERVER, self.message(3, true, 0, &[&answer])));
        self.message += 1;
    }

    fn read(&mut self, steps: &mut VecDeque<Step>, rng: &mut Rng) {
        let length = self.left.min(65_536);
        let mut request = vec![49, 0, 0x50, 0];
        request.extend_from_slice(&(length as u32).to_le_bytes());
        request.extend_from_slice(&(self.message * 65_536).to_le_bytes());
        request.extend_from_slice(&[self.session.to_le_bytes(), self.session.to_le_bytes()].concat());
        request.extend_from_slice(&[0; 17]);
        steps.push_back(Step::Send(CLIENT, self.message(8, false, 0, &[&request])));
        let mut answer = vec![17, 0, 80, 0];
        answer.extend_from_slice(&(length as u32).to_le_bytes());
        answer.extend_from_slice(&[0; 8]);
        let data = self.world.noise(rng, length as usize);
        steps.push_back(Step::Send(SERVER, self.message(8, true, 0, &[&answer, data])));
        self.message += 1;
        self.left -= length;
    }
}

impl App for Smb<'_> {
    fn more(&mut self, rng: &mut Rng, steps: &mut VecDeque<Step>) {
        if !self.started {
            self.started = true;
            self.negotiate(steps, rng);
            let challenge = ntlm_challenge(&self.server, rng);
            self.session_setup(steps, &ntlm_negotiate(), MORE_PROCESSING_REQUIRED, &challenge);
            let authenticate = ntlm_authenticate(&self.client, &self.server, rng);
            self.session_setup(steps, &authenticate, 0, &[]);
            self.tree_connect(steps);
        } else if self.left > 0 {
            self.read(steps, rng);
        }
    }
}

// ------------------------------------------------------------------------------------------------ names and addresses

fn dns_name(out: &mut Vec<u8>, name: &str) {
    for label in name.split('.') {
        out.push(label.len() as u8);
        out.extend_from_slice(label.as_bytes());
    }
    out.push(0);
}

/// A resource record (RFC 1035 section 4.1.3) under an uncompressed name.
fn dns_record(out: &mut Vec<u8>, name: &str, kind: u16, class: u16, ttl: u32, data: &[u8]) {
    dns_name(out, name);
    out.extend_from_slice(&kind.to_be_bytes());
    out.extend_from_slice(&class.to_be_bytes());
    out.extend_from_slice(&ttl.to_be_bytes());
    out.extend_from_slice(&(data.len() as u16).to_be_bytes());
    out.extend_from_slice(data);
}

/// A question and its answer. Names keep their addresses, and a device asks for the same few names again and again, as
/// real ones do: its servers, its neighbours, four vendors' hosts.
fn dns_conversation(world: &World, asker: usize, rng: &mut Rng) -> Vec<Step> {
    let ipv6 = rng.chance(30_000);
    let (name, address) = match rng.below(3) {
        0 => {
            let place = rng.below(SERVICES.len() as u64) as usize;
            (SERVICES[place].to_string(), [10, 20, 0, 10 + place as u8])
        }
        1 => {
            let device = &world.devices[(asker + rng.below(8) as usize) % world.devices.len()];
            (format!("{}.hospital.example", device.name), device.v4)
        }
        _ => {
            let vendor = (asker * 7 + rng.below(4) as usize) % 240;
            (format!("cdn{}.vendor{}.example", vendor, vendor % 60), [198, 51, 100, vendor as u8])
        }
    };
    let kind: u16 = if ipv6 { 28 } else { 1 };
    let mut question = Vec::new();
    dns_name(&mut question, &name);
    question.extend_from_slice(&kind.to_be_bytes());
    question.extend_from_slice(&[0, 1]);
    let id = (rng.next() as u16).to_be_bytes();
    let mut query = vec![id[0], id[1], 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0];
    query.extend_from_slice(&question);
    let missing = rng.chance(8_000);
    let mut answer = vec![id[0], id[1], 0x81, if missing { 0x83 } else { 0x80 }, 0, 1, 0, 0, 0, 0, 0, 0];
    answer.extend_from_slice(&question);
    if !missing {
        answer[7] = 1;
        answer.extend_from_slice(&[0xc0, 12, 0, kind as u8, 0, 1, 0, 0, 1, 44, 0, if ipv6 { 16 } else { 4 }]);
        if ipv6 {
            // Documentation prefix (RFC 3849), the IPv4 address at its end.
            answer.extend_from_slice(&[0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0]);
        }
        answer.extend_from_slice(&address);
    }
    vec![Step::Send(CLIENT, query), Step::Send(SERVER, answer)]
}

/// Announcements of what a device offers (RFC 6762 section 8.3, RFC 6763).
fn mdns_announcements(device: &Device, rng: &mut Rng) -> Vec<Step> {
    let service = match device.make.role {
        Role::Printer => "_ipp._tcp.local",
        Role::Modality => "_dicom._tcp.local",
        _ => "_workstation._tcp.local",
    };
    let instance = format!("{}.{service}", device.name);
    let host = format!("{}.local", device.name);
    let mut pointer = Vec::new();
    dns_name(&mut pointer, &instance);
    let mut location = vec![0, 0, 0, 0, 0x02, 0x77];
    dns_name(&mut location, &host);
    let text = format!("serial={}", device.serial());
    let text = [&[text.len() as u8], text.as_bytes()].concat();
    let mut message = vec![0, 0, 0x84, 0, 0, 0, 0, 4, 0, 0, 0, 0];
    dns_record(&mut message, service, 12, 0x0001, 4500, &pointer);
    dns_record(&mut message, &instance, 33, 0x8001, 120, &location);
    dns_record(&mut message, &instance, 16, 0x8001, 4500, &text);
    dns_record(&mut message, &host, 1, 0x8001, 120, &device.v4);
    let mut steps = Vec::new();
    for _ in 0..rng.range(4, 12) {
        steps.push(Step::Send(CLIENT, message.clone()));
        steps.push(Step::Wait(rng.range(20_000_000, 400_000_000)));
    }
    steps
}

/// UPnP Device Architecture 1.1 section 1.2.
fn ssdp_notify(device: &Device, rng: &mut Rng) -> Vec<Step> {
    let address = device.v4.map(|part| part.to_string()).join(".");
    let tail: String = device.mac.iter().map(|part| format!("{part:02x}")).collect();
    let mut steps = Vec::new();
    for kind in ["upnp:rootdevice", "urn:schemas-upnp-org:device:Basic:1", "urn:schemas-upnp-org:service:Printing:1"] {
        let message = format!(
            "NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nCACHE-CONTROL: max-age=1800\r\n\
             LOCATION: http://{address}:5000/description.xml\r\nNT: {kind}\r\nNTS: ssdp:alive\r\n\
             SERVER: Linux/4.14 UPnP/1.0 {}/2.1\r\nUSN: uuid:00000000-0000-1000-8000-{tail}::{kind}\r\n\r\n",
            device.make.host
        );
        steps.push(Step::Send(CLIENT, message.into_bytes()));
        steps.push(Step::Wait(rng.range(50_000, 300_000)));
    }
    steps
}

fn arp(device: &Device, operation: u8, target: ([u8; 6], [u8; 4]), destination: [u8; 6]) -> Step {
    let mut body = vec![0, 1, 8, 0, 6, 4, 0, operation];
    body.extend_from_slice(&device.mac);
    body.extend_from_slice(&device.v4);
    body.extend_from_slice(&target.0);
    body.extend_from_slice(&target.1);
    Step::Frame(raw_frame(destination, device.mac, device.vlan(), 0x0806, &body))
}

/// A device asks for its gateway or a neighbour; or, in one case of ten, the same by IPv6.
fn neighbour_conversation(device: &Device, rng: &mut Rng) -> Vec<Step> {
    if rng.chance(10_000) {
        return neighbour_discovery(device);
    }
    let gateway = device.gateway();
    let request = arp(device, 1, ([0; 6], gateway), [0xff; 6]);
    let mut reply = vec![0, 1, 8, 0, 6, 4, 0, 2];
    reply.extend_from_slice(&ROUTER_MAC);
    reply.extend_from_slice(&gateway);
    reply.extend_from_slice(&device.mac);
    reply.extend_from_slice(&device.v4);
    let reply = raw_frame(device.mac, ROUTER_MAC, device.vlan(), 0x0806, &reply);
    match rng.below(4) {
        0 => vec![arp(device, 1, ([0; 6], device.v4), [0xff; 6])],
        1 => vec![request],
        _ => vec![request, Step::Frame(reply)],
    }
}

/// Neighbour Solicitation for the router and its Advertisement (RFC 4861 sections 4.3 and 4.4).
fn neighbour_discovery(device: &Device) -> Vec<Step> {
    let mut router = device.v6;
    router[8..].copy_from_slice(&[0, 0, 0, 0, 0, 0, 0, 1]);
    let solicited = [0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff, 0, 0, 1];
    let mut path = Path::between(device, device, true);
    path.ttl = [255; 2];
    path.macs = [device.mac, [0x33, 0x33, 0xff, 0, 0, 1]];
    path.addresses = Addresses::V6([device.v6, solicited]);
    let mut steps = Vec::new();
    for (side, kind, flags, option, mac) in [(CLIENT, 135, 0, 1, device.mac), (SERVER, 136, 0xe0, 2, ROUTER_MAC)] {
        if side == SERVER {
            path.macs[SERVER] = ROUTER_MAC;
            path.addresses = Addresses::V6([device.v6, router]);
        }
        let mut frame = Vec::new();
        let pseudo = begin_ip(&mut frame, &path, side, PROTOCOL_ICMPV6, 32, 0);
        let start = frame.len();
        frame.extend_from_slice(&[kind, 0, 0, 0, flags, 0, 0, 0]);
        frame.extend_from_slice(&router);
        frame.extend_from_slice(&[option, 1]);
        frame.extend_from_slice(&mac);
        finish_ip(&mut frame, start, 2, pseudo);
        steps.push(Step::Frame(frame));
    }
    steps
}

// ------------------------------------------------------------------------------------------------ DHCP

/// The fixed part of a message and its options up to the message type (RFC 2131 section 2, RFC 2132 section 9.6).
fn dhcp_message(device: &Device, transaction: [u8; 4], kind: u8, address: Option<[u8; 4]>) -> Vec<u8> {
    let mut out = vec![if address.is_some() { 2 } else { 1 }, 1, 6, 0];
    out.extend_from_slice(&transaction);
    out.extend_from_slice(&[0; 8]);
    out.extend_from_slice(&address.unwrap_or([0; 4]));
    out.extend_from_slice(&[0; 8]);
    out.extend_from_slice(&device.mac);
    out.resize(236, 0);
    out.extend_from_slice(&[0x63, 0x82, 0x53, 0x63, 53, 1, kind]);
    out
}

fn dhcp_option(out: &mut Vec<u8>, code: u8, value: &[u8]) {
    out.extend_from_slice(&[code, value.len() as u8]);
    out.extend_from_slice(value);
}

/// DISCOVER, OFFER, REQUEST, ACK.
fn dhcp_conversation(device: &Device, server: &Device, rng: &mut Rng) -> Vec<Step> {
    let transaction = rng.bytes::<4>();
    let mut asked = Path::between(device, device, false);
    asked.macs[SERVER] = [0xff; 6];
    asked.addresses = Addresses::V4([[0; 4], [255; 4]]);
    let mut told = asked;
    // The answers come through the gateway's relay, which speaks for the server (option 54).
    told.macs = [device.mac, ROUTER_MAC];
    told.addresses = Addresses::V4([device.v4, device.gateway()]);
    told.ttl = [64; 2];
    let mut steps = Vec::new();
    for kind in [1, 2, 3, 5] {
        let answer = kind == 2 || kind == 5;
        let mut body = dhcp_message(device, transaction, kind, answer.then_some(device.v4));
        if answer {
            dhcp_option(&mut body, 54, &server.v4);
            dhcp_option(&mut body, 51, &7_200_u32.to_be_bytes());
            dhcp_option(&mut body, 1, &[255, 255, 0, 0]);
            dhcp_option(&mut body, 3, &device.gateway());
            dhcp_option(&mut body, 6, &server.v4);
        } else {
            dhcp_option(&mut body, 61, &[&[1], device.mac.as_slice()].concat());
            if kind == 3 {
                dhcp_option(&mut body, 50, &device.v4);
                dhcp_option(&mut body, 54, &server.v4);
            }
            dhcp_option(&mut body, 12, device.name.as_bytes());
            if !device.make.vendor_class.is_empty() {
                dhcp_option(&mut body, 60, device.make.vendor_class.as_bytes());
            }
            dhcp_option(&mut body, 55, device.make.parameters);
        }
        body.push(255);
        body.resize(body.len().max(300), 0);
        let mut frame = Vec::new();
        let (path, side) = if answer { (&told, SERVER) } else { (&asked, CLIENT) };
        udp_frame(&mut frame, path, side, [68, 67], rng.next() as u16, &body);
        steps.push(Step::Frame(frame));
        steps.push(Step::Wait(rng.range(500, 20_000)));
    }
    steps
}

// ------------------------------------------------------------------------------------------------ SNMP, NTP, LLDP, waveforms

/// A BER element; long values take the two-byte length form (X.690 section 8.1.3).
fn ber(tag: u8, value: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match value.len() {
        length @ 0..=127 => out.push(length as u8),
        length => out.extend_from_slice(&[0x82, (length >> 8) as u8, length as u8]),
    }
    out.extend_from_slice(value);
    out
}

const SYS_DESCR: &[u8] = &[0x2b, 6, 1, 2, 1, 1, 1, 0];
const SYS_OBJECT_ID: &[u8] = &[0x2b, 6, 1, 2, 1, 1, 2, 0];
const SYS_NAME: &[u8] = &[0x2b, 6, 1, 2, 1, 1, 5, 0];

fn snmp_message(answer: bool, request: u32, values: [Vec<u8>; 3]) -> Vec<u8> {
    let mut bindings = Vec::new();
    for (name, value) in [SYS_DESCR, SYS_OBJECT_ID, SYS_NAME].into_iter().zip(values) {
        bindings.extend(ber(0x30, &[ber(0x06, name), value].concat()));
    }
    let request = ber(0x02, &(request & 0x7fff_ffff).to_be_bytes());
    let zero = ber(0x02, &[0]);
    let body = [request, zero.clone(), zero, ber(0x30, &bindings)].concat();
    let pdu = ber(if answer { 0xa2 } else { 0xa0 }, &body);
    ber(0x30, &[ber(0x02, &[1]), ber(0x04, b"public"), pdu].concat())
}

fn snmp_conversation(device: &Device, rng: &mut Rng) -> Vec<Step> {
    let (description, enterprise): (_, &[u8]) = match device.make.role {
        Role::Printer => ("HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD153,EEPROM JSI24180052", &[0x2b, 6, 1, 4, 1, 11]),
        Role::Server => ("Hardware: Intel64 Family 6 - Software: Windows Version 6.3", &[0x2b, 6, 1, 4, 1, 0x82, 0x37]),
        _ => ("Linux 4.14.98 armv7l", &[0x2b, 6, 1, 4, 1, 0xbf, 8]),
    };
    let mut steps = Vec::new();
    for _ in 0..rng.range(2, 10) {
        let request = rng.next() as u32;
        let null = || ber(0x05, &[]);
        steps.push(Step::Send(CLIENT, snmp_message(false, request, [null(), null(), null()])));
        let values = [ber(0x04, description.as_bytes()), ber(0x06, enterprise), ber(0x04, device.name.as_bytes())];
        steps.push(Step::Send(SERVER, snmp_message(true, request, values)));
        steps.push(Step::Wait(rng.range(10_000, 5_000_000)));
    }
    steps
}

fn ntp_conversation(at: u64, rng: &mut Rng) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut clock = at;
    for _ in 0..rng.range(1, 3) {
        // RFC 5905 section 7.3; seconds since 1900.
        let seconds = (EPOCH + 2_208_988_800 + clock / 1_000_000) as u32;
        let stamp = [seconds.to_be_bytes(), rng.bytes::<4>()].concat();
        let mut request = vec![0x23, 0, 6, 0xe9];
        request.resize(40, 0);
        request.extend_from_slice(&stamp);
        let mut answer = vec![0x24, 2, 6, 0xe9, 0, 0, 0x0a, 0, 0, 0, 0x05, 0, 10, 20, 0, 9];
        answer.extend_from_slice(&stamp);
        answer.extend_from_slice(&stamp);
        answer.extend_from_slice(&stamp);
        answer.extend_from_slice(&stamp);
        steps.push(Step::Send(CLIENT, request));
        steps.push(Step::Send(SERVER, answer));
        let wait = rng.range(16_000_000, 64_000_000);
        clock += wait;
        steps.push(Step::Wait(wait));
    }
    steps
}

/// IEEE 802.1AB: what one switch says on one port, every 30 s.
fn lldp_announcements(switch: u64) -> Vec<Step> {
    let mac = [0x00, 0x01, 0x42, 0x10, 0x00, switch as u8];
    let mut body = Vec::new();
    let mut tlv = |kind: u16, value: &[u8]| {
        body.extend_from_slice(&(kind << 9 | value.len() as u16).to_be_bytes());
        body.extend_from_slice(value);
    };
    tlv(1, &[&[4], mac.as_slice()].concat());
    tlv(2, &[&[5], format!("Gi1/0/{}", switch + 1).as_bytes()].concat());
    tlv(3, &[0, 120]);
    tlv(5, format!("sw-floor-{switch}").as_bytes());
    tlv(6, b"Cisco IOS Software, C2960X Software, Version 15.2(7)E4");
    tlv(7, &[0, 0x14, 0, 0x04]);
    tlv(8, &[5, 1, 10, 20, 255, switch as u8, 2, 0, 0, 0, 1, 0]);
    tlv(0, &[]);
    let frame = raw_frame([0x01, 0x80, 0xc2, 0, 0, 0x0e], mac, None, 0x88cc, &body);
    (0..120).flat_map(|_| [Step::Frame(frame.clone()), Step::Wait(30_000_000)]).collect()
}

/// A monitor's waveforms: an opaque datagram 25 times a second.
struct Waveform<'a> {
    world: &'a World,
    left: u64,
    size: usize,
    number: u32,
}

impl App for Waveform<'_> {
    fn more(&mut self, rng: &mut Rng, steps: &mut VecDeque<Step>) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        self.number += 1;
        let mut payload = vec![0x57, 0x17, 0, 1];
        payload.extend_from_slice(&self.number.to_be_bytes());
        payload.extend_from_slice(self.world.noise(rng, self.size));
        steps.push_back(Step::Send(CLIENT, payload));
        steps.push_back(Step::Wait(rng.range(38_000, 42_000)));
    }
}

// ------------------------------------------------------------------------------------------------ the mix

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Dicom,
    Echo,
    Hl7,
    Tls,
    Http,
    Smb,
    Waveform,
    Dns,
    Ntp,
    Snmp,
    Ssdp,
    Mdns,
    Dhcp,
    Neighbour,
    Lldp,
}

/// Class, flows in 100,000, share of the bytes in 1,000 (0: what its few packets come to).
#[rustfmt::skip]
const CLASSES: &[(Class, u64, u64)] = &[
    (Class::Dns, 50_000, 0), (Class::Tls, 14_000, 68), (Class::Http, 9_000, 50), (Class::Ntp, 8_000, 0),
    (Class::Snmp, 7_000, 0), (Class::Ssdp, 5_000, 0), (Class::Dhcp, 2_500, 0), (Class::Echo, 2_400, 0),
    (Class::Mdns, 1_200, 0), (Class::Smb, 700, 85), (Class::Hl7, 200, 45), (Class::Waveform, 60, 80),
    (Class::Neighbour, 40_000, 0),
];
const DICOM_SHARE: u64 = 600;
const SWITCHES: u64 = 12;

struct Plan {
    at: u64,
    class: Class,
    index: u64,
    /// Bytes this flow is to carry, where its class has a share.
    size: u64,
}

/// What is going on now: a conversation, or a frame held back for a moment.
enum Live<'a> {
    Flow(Box<Flow<'a>>),
    Frame(Vec<u8>),
}

struct Mixer<'a> {
    world: &'a World,
    plans: Vec<Plan>,
    live: Vec<Option<Live<'a>>>,
    free: Vec<usize>,
    /// When, a running number that settles ties, and which of `live`.
    due: BinaryHeap<Reverse<(u64, u64, usize)>>,
    scheduled: u64,
    faults: Option<Rng>,
}

impl<'a> Mixer<'a> {
    fn new(world: &'a World, options: &Options) -> Self {
        let mut rng = Rng::fork(options.seed, 2, 0);
        let mut plans = Vec::new();
        for &(class, flows, share) in CLASSES {
            let count = (options.flows * flows / 100_000).max(1);
            let each = options.bytes * share / 1_000 / count;
            for index in 0..count {
                let at = match class {
                    Class::Hl7 | Class::Mdns => rng.below(HOUR_US / 10),
                    _ => rng.below(HOUR_US),
                };
                let size = if each == 0 { 0 } else { rng.range(each / 4, each * 7 / 4) };
                plans.push(Plan { at, class, index, size });
            }
        }
        let mut left = options.bytes * DICOM_SHARE / 1_000;
        let mut index = 0;
        while left > 0 {
            let (_, modality) = world.modality(index);
            let images = rng.range(modality.images.0, modality.images.1);
            let raw = u64::from(modality.rows) * u64::from(modality.columns) * 2;
            let image = if modality.transfer == Transfer::Jpeg { raw / 3 } else { raw };
            // Headers and acknowledgements come to a sixteenth of the pixels.
            left = left.saturating_sub(images * image * 17 / 16);
            plans.push(Plan { at: rng.below(HOUR_US), class: Class::Dicom, index, size: images });
            index += 1;
        }
        for index in 0..SWITCHES {
            plans.push(Plan { at: rng.below(30_000_000), class: Class::Lldp, index, size: 0 });
        }
        plans.sort_by_key(|plan| (plan.at, plan.class as u8, plan.index));
        let faults = (!options.clean).then(|| Rng::fork(options.seed, 3, 0));
        Self { world, plans, live: Vec::new(), free: Vec::new(), due: BinaryHeap::new(), scheduled: 0, faults }
    }

    fn run(mut self, pcap: &mut Pcap) -> io::Result<()> {
        let plans = std::mem::take(&mut self.plans);
        let mut plans = plans.iter().peekable();
        let mut frame = Vec::with_capacity(2048);
        loop {
            let next = self.due.peek().map_or(u64::MAX, |Reverse((at, ..))| *at);
            if let Some(plan) = plans.next_if(|plan| plan.at <= next) {
                let flow = open(self.world, plan);
                self.schedule(plan.at, Live::Flow(Box::new(flow)));
                continue;
            }
            let Some(Reverse((at, _, place))) = self.due.pop() else {
                return Ok(());
            };
            match self.live[place].take() {
                Some(Live::Frame(frame)) => {
                    pcap.write(at, &frame)?;
                    self.free.push(place);
                }
                Some(Live::Flow(mut flow)) => match flow.turn(&mut frame) {
                    Turn::Over => self.free.push(place),
                    Turn::Wait(time) => self.put_back(at + time, place, flow),
                    Turn::Frame(time) => {
                        self.emit(at, &frame, pcap)?;
                        self.put_back(at + time, place, flow);
                    }
                },
                None => {}
            }
        }
    }

    fn schedule(&mut self, at: u64, live: Live<'a>) {
        let place = self.free.pop().unwrap_or(self.live.len());
        if place == self.live.len() {
            self.live.push(None);
        }
        self.live[place] = Some(live);
        self.scheduled += 1;
        self.due.push(Reverse((at, self.scheduled, place)));
    }

    fn put_back(&mut self, at: u64, place: usize, flow: Box<Flow<'a>>) {
        self.live[place] = Some(Live::Flow(flow));
        self.scheduled += 1;
        self.due.push(Reverse((at, self.scheduled, place)));
    }

    /// Writes the frame; or loses it (0.05 %), holds it back until later ones have passed (0.1 %), or writes it
    /// twice as a mirror of both directions does (0.1 %).
    fn emit(&mut self, at: u64, frame: &[u8], pcap: &mut Pcap) -> io::Result<()> {
        let Some(rng) = &mut self.faults else {
            return pcap.write(at, frame);
        };
        match rng.below(100_000) {
            0..50 => return Ok(()),
            // Only full segments have a successor close behind; they are half of all frames.
            50..250 if frame.len() > 1_400 => {
                let later = at + rng.range(150, 400);
                self.schedule(later, Live::Frame(frame.to_vec()));
                return Ok(());
            }
            250..350 => {
                let again = at + rng.range(1, 30);
                self.schedule(again, Live::Frame(frame.to_vec()));
            }
            _ => {}
        }
        pcap.write(at, frame)
    }
}

/// Sets up the conversation of a plan when its time has come.
fn open<'a>(world: &'a World, plan: &Plan) -> Flow<'a> {
    let mut rng = Rng::fork(world.seed, 16 + plan.class as u64, plan.index);
    let any = &world.devices[plan.index as usize % world.devices.len()];
    let v6 = rng.chance(5_000);
    let to = |client: &Device, service: u64, rng: &mut Rng| Path::between(client, world.server(service, rng), v6);
    let written = |steps| Box::new(Written(steps));
    match plan.class {
        Class::Dicom | Class::Echo => open_dicom(world, plan, v6, rng),
        Class::Hl7 => open_hl7(world, plan, v6, rng),
        Class::Smb | Class::Waveform => open_bulk(world, plan, v6, rng),
        Class::Tls => {
            let client = world.of([Role::Pc, Role::Pump, Role::Phone][plan.index as usize % 3], &mut rng);
            let path = to(client, 3, &mut rng);
            let port = [443, 443, 8443][plan.index as usize % 3];
            Flow::tcp(path, port, written(tls_conversation(world, client, plan.size, &mut rng)), rng)
        }
        Class::Http => {
            let sides = [world.of(Role::Pc, &mut rng), world.server(3, &mut rng)];
            let port = [80, 80, 8080][plan.index as usize % 3];
            let steps = http_conversation(world, sides, plan.size, &mut rng);
            Flow::tcp(Path::between(sides[CLIENT], sides[SERVER], v6), port, written(steps), rng)
        }
        Class::Dns => {
            let path = to(any, 4, &mut rng);
            let ports = [path.client_port(&mut rng), 53];
            Flow::udp(path, ports, written(dns_conversation(world, plan.index as usize % world.devices.len(), &mut rng)), rng)
        }
        Class::Ntp => {
            let path = to(any, 5, &mut rng);
            let ports = [if plan.index.is_multiple_of(3) { 123 } else { path.client_port(&mut rng) }, 123];
            Flow::udp(path, ports, written(ntp_conversation(plan.at, &mut rng)), rng)
        }
        Class::Snmp => {
            let device = world.of([Role::Printer, Role::Monitor, Role::Server][plan.index as usize % 3], &mut rng);
            let path = Path::between(world.server(7, &mut rng), device, v6);
            let ports = [path.client_port(&mut rng), 161];
            Flow::udp(path, ports, written(snmp_conversation(device, &mut rng)), rng)
        }
        _ => open_local(world, plan, rng),
    }
}

/// What is only heard in a device's own segment.
fn open_local<'a>(world: &'a World, plan: &Plan, mut rng: Rng) -> Flow<'a> {
    let device = world.local(plan.index);
    let own = Path::between(device, device, false);
    let (path, ports, steps) = match plan.class {
        Class::Ssdp => {
            let group = Path::multicast(device, [239, 255, 255, 250], 4);
            (group, [group.client_port(&mut rng), 1900], ssdp_notify(device, &mut rng))
        }
        Class::Mdns => {
            let group = Path::multicast(device, [224, 0, 0, 251], 255);
            (group, [5353, 5353], mdns_announcements(device, &mut rng))
        }
        Class::Dhcp => (own, [68, 67], dhcp_conversation(device, world.server(7, &mut rng), &mut rng)),
        Class::Lldp => (own, [0, 0], lldp_announcements(plan.index)),
        _ => (own, [0, 0], neighbour_conversation(device, &mut rng)),
    };
    Flow::udp(path, ports, Box::new(Written(steps)), rng)
}

fn open_dicom<'a>(world: &'a World, plan: &Plan, v6: bool, mut rng: Rng) -> Flow<'a> {
    let (device, modality) = world.modality(plan.index);
    let servers = &world.roles[Role::Server as usize];
    let choice = rng.below(ARCHIVES.len().min(servers.len()) as u64) as usize;
    let app = Dicom {
        world,
        modality,
        archive: ARCHIVES[choice],
        title: format!("{}_{}", modality.ae, &device.name[device.name.len() - 4..]),
        serial: device.serial(),
        station: device.name.to_uppercase(),
        images_left: if plan.class == Class::Echo { 0 } else { plan.size },
        message: 0,
        instance: String::new(),
        pdu_size: [16_384, 32_768, 65_536][choice],
        stage: Stage::Associate,
    };
    let path = Path::between(device, &world.devices[servers[choice]], v6);
    Flow::tcp(path, [104, 4242, 11112][choice], Box::new(app), rng)
}

fn open_hl7<'a>(world: &'a World, plan: &Plan, v6: bool, mut rng: Rng) -> Flow<'a> {
    let device = world.of([Role::Monitor, Role::Monitor, Role::Pump][plan.index as usize % 3], &mut rng);
    let row = MAKES.iter().position(|make| make.host == device.make.host).unwrap_or(0);
    // A report, its acknowledgement and two bare acknowledgements come to about 1,400 bytes.
    let messages = (plan.size / 1_400).max(1);
    let mac: String = device.mac.iter().map(|part| format!("{part:02X}")).collect();
    let app = Hl7 {
        sender: &HL7_SENDERS[(row - MODALITIES.len()) % HL7_SENDERS.len()],
        equipment: format!("{}FFFE{}^{}^EUI-64", &mac[..6], &mac[6..], device.name.to_uppercase()),
        left: messages,
        interval: (HOUR_US - HOUR_US / 10) / messages,
        number: rng.below(100_000),
        clock: plan.at,
    };
    let path = Path::between(device, world.server(1, &mut rng), v6);
    let port = [6661, 2575][plan.index as usize % 2];
    let flow = Flow::tcp(path, port, Box::new(app), rng);
    if plan.index.is_multiple_of(2) { flow.already_open() } else { flow }
}

fn open_bulk<'a>(world: &'a World, plan: &Plan, v6: bool, mut rng: Rng) -> Flow<'a> {
    if plan.class == Class::Smb {
        let (client, server) = (world.of(Role::Pc, &mut rng), world.server(2, &mut rng));
        let session = 0x4000_0000_0000 + plan.index;
        let (names, left) = ((client.name.clone(), server.name.to_uppercase()), plan.size);
        let app = Smb { world, client: names.0, server: names.1, left, message: 0, session, started: false };
        return Flow::tcp(Path::between(client, server, v6), 445, Box::new(app), rng);
    }
    let path = Path::between(world.of(Role::Monitor, &mut rng), world.server(6, &mut rng), v6);
    let size = rng.range(250, 700) as usize;
    let left = (plan.size / (size as u64 + 70)).clamp(1, 60_000);
    let ports = [rng.range(30_000, 60_000) as u16, 48_500 + (plan.index % 8) as u16];
    Flow::udp(path, ports, Box::new(Waveform { world, left, size, number: 0 }), rng)
}

// ------------------------------------------------------------------------------------------------ small packets

const SMALL_SERVERS: u64 = 20;
/// Packet time of a small capture: a minute, so that no flow grows old.
const SMALL_US: u64 = 60_000_000;

/// Frames of 60 bytes, every flow the same number of them, in an order that looks random: the packet's number goes
/// through a permutation, and what is left of it by the number of flows names the flow.
fn write_small(options: &Options, pcap: &mut Pcap) -> io::Result<()> {
    let shuffle = Permutation::new(options.packets, options.seed);
    let mut sent = vec![[0_u32; 2]; options.flows as usize];
    let mut rng = Rng::fork(options.seed, 5, 0);
    let mut frame = Vec::with_capacity(64);
    for number in 0..options.packets {
        let flow = shuffle.of(number) % options.flows;
        let (path, ports, udp) = small_flow(options, flow);
        let counts = &mut sent[flow as usize];
        if udp {
            let side = usize::from(counts[CLIENT] > 0 && rng.chance(50_000));
            udp_frame(&mut frame, &path, side, ports, number as u16, &rng.bytes::<18>());
            counts[side] += 1;
        } else {
            small_segment(&mut frame, &path, ports, counts, &mut rng);
        }
        pcap.write((u128::from(number) * u128::from(SMALL_US) / u128::from(options.packets)) as u64, &frame)?;
    }
    Ok(())
}

fn small_flow(options: &Options, flow: u64) -> (Path, [u16; 2], bool) {
    let device = flow % options.devices;
    // 7919 is a prime and does not divide the number of ports: every flow of a device has a port of its own.
    let port = 1_025 + (flow / options.devices * 7_919 + device * 31) % 64_000;
    let mut rng = Rng::fork(options.seed, 4, flow);
    let (server, udp) = (rng.below(SMALL_SERVERS), rng.chance(50_000));
    let tail = (device as u32).to_be_bytes();
    let path = Path {
        macs: [[0x00, 0x08, 0x74, tail[1], tail[2], tail[3]], [0x00, 0x50, 0x56, 0, 0, server as u8]],
        vlan: None,
        ttl: [64, 128],
        addresses: Addresses::V4([[10, 30 + tail[1], tail[2], tail[3]], [10, 20, 0, 10 + server as u8]]),
    };
    (path, [port as u16, 9_000 + server as u16], udp)
}

/// Handshake first, then six opaque bytes a segment from either side.
fn small_segment(frame: &mut Vec<u8>, path: &Path, ports: [u16; 2], counts: &mut [u32; 2], rng: &mut Rng) {
    let (side, flags, length) = match counts {
        [0, _] => (CLIENT, SYN, 0),
        [1, 0] => (SERVER, SYN | ACK, 0),
        [1, _] => (CLIENT, ACK, 0),
        _ => (usize::from(rng.chance(50_000)), ACK | PSH, 6),
    };
    // Sequence numbers start at the port; the first two packets of the client and the first of the server are empty.
    let position = |side: usize| {
        let (count, empty) = (counts[side], 2 - side as u32);
        u32::from(ports[side]) + count.min(1) + 6 * count.saturating_sub(empty)
    };
    let segment = Segment {
        side,
        ports,
        seq: position(side),
        ack: if flags == SYN { 0 } else { position(1 - side) },
        flags,
        options: &[],
        id: counts[side] as u16,
    };
    tcp_frame(frame, path, &segment, &rng.bytes::<6>()[..length]);
    counts[side] += 1;
}

/// A keyed permutation of `0..size`: four Feistel rounds, walked until the result lies inside.
struct Permutation {
    size: u64,
    half: u32,
    keys: [u64; 4],
}

impl Permutation {
    fn new(size: u64, seed: u64) -> Self {
        let bits = (u64::BITS - size.leading_zeros()).next_multiple_of(2).max(2);
        let mut rng = Rng::fork(seed, 6, 0);
        Self { size, half: bits / 2, keys: [(); 4].map(|()| rng.next()) }
    }

    fn of(&self, number: u64) -> u64 {
        let mask = (1 << self.half) - 1;
        let mut value = number;
        loop {
            let (mut left, mut right) = (value >> self.half, value & mask);
            for key in self.keys {
                (left, right) = (right, left ^ (Rng(right ^ key).next() & mask));
            }
            value = left << self.half | right;
            if value < self.size {
                return value;
            }
        }
    }
}
