//! A second opinion: on the fixtures, and on captures from outside the project where they are at hand, what tshark reads
//! in the fields that both know, this program reads too. `WARDWATCH_TSHARK_MISSES=1` prints every value that only tshark
//! saw.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use libtest_mimic::{Arguments, Failed, Trial};
use support::{captures_below, fixtures, observe, shared_captures};
use wardwatch::base::Text;
use wardwatch::observation::{Claim, Fact, Property};

/// Captures above this size are left out, to keep the run short.
const MAX_FILE: u64 = 3 << 20;
/// Of tshark's values so many must be ours too.
const AGREEMENT: f64 = 0.999;

fn main() {
    let arguments = Arguments::from_args();
    let tshark = Command::new("tshark").arg("--version").output().is_ok_and(|output| output.status.success());
    let skipped = if tshark { "" } else { " (skipped: there is no tshark)" };
    let mut trials =
        vec![Trial::test(format!("on_the_fixtures{skipped}"), || agree(&fixtures(), 300)).with_ignored_flag(!tshark)];
    let folder = shared_captures();
    let absent = if folder.is_none() { " (skipped: ../shared/captures is not on this machine)" } else { skipped };
    let ignored = folder.is_none() || !tshark;
    let shared = Trial::test(format!("on_shared_captures{absent}"), move || agree(folder.as_deref().unwrap(), 1500));
    trials.push(shared.with_ignored_flag(ignored));
    libtest_mimic::run(&arguments, trials).exit();
}

/// Who is meant by a value in a frame.
#[derive(Clone, Copy, PartialEq)]
enum Who {
    /// The frame's sender by network address.
    Source,
    /// The frame's receiver by network address.
    Destination,
    /// The frame's sender by hardware address.
    Frame,
    /// The client hardware address in a DHCP message.
    DhcpClient,
    /// The sender hardware address in an ARP message.
    ArpSender,
}

/// A field that both know.
struct Field {
    /// Name in the table.
    name: &'static str,
    /// Columns whose values make up ours, joined by `join`.
    columns: &'static [&'static str],
    join: &'static str,
    /// A protocol of the frame, as tshark names it, and one that must not be in it.
    within: &'static str,
    without: &'static str,
    /// Columns whose first value must be this.
    when: Option<(&'static str, &'static str)>,
    also: Option<(&'static str, &'static str)>,
    who: Who,
    /// What we call it; `None` is a claim of an address.
    property: Option<Property>,
}

const FIELD: Field = Field {
    name: "",
    columns: &[],
    join: ",",
    within: "",
    without: "-",
    when: None,
    also: None,
    who: Who::Source,
    property: None,
};

/// Every field compared.
const FIELDS: &[Field] = &[
    Field { name: "arp sender", columns: &["arp.src.proto_ipv4"], within: "arp", who: Who::ArpSender, ..FIELD },
    Field {
        name: "dhcp host name",
        columns: &["dhcp.option.hostname"],
        within: "dhcp",
        when: Some(("dhcp.type", "1")),
        who: Who::DhcpClient,
        property: Some(Property::HostName),
        ..FIELD
    },
    Field {
        name: "dhcp vendor class",
        columns: &["dhcp.option.vendor_class_id"],
        within: "dhcp",
        when: Some(("dhcp.type", "1")),
        who: Who::DhcpClient,
        property: Some(Property::DhcpVendorClass),
        ..FIELD
    },
    Field {
        name: "dhcp parameter list",
        columns: &["dhcp.option.request_list_item"],
        within: "dhcp",
        when: Some(("dhcp.type", "1")),
        who: Who::DhcpClient,
        property: Some(Property::DhcpParameters),
        ..FIELD
    },
    Field {
        name: "lldp system name",
        columns: &["lldp.tlv.system.name"],
        within: "lldp",
        who: Who::Frame,
        property: Some(Property::SystemName),
        ..FIELD
    },
    Field {
        name: "lldp system description",
        columns: &["lldp.tlv.system.desc"],
        within: "lldp",
        who: Who::Frame,
        property: Some(Property::SystemDescription),
        ..FIELD
    },
    Field {
        name: "lldp chassis id",
        columns: &["lldp.chassis.id.mac"],
        within: "lldp",
        who: Who::Frame,
        property: Some(Property::LldpChassisId),
        ..FIELD
    },
    Field {
        name: "cdp platform",
        columns: &["cdp.platform"],
        within: "cdp",
        who: Who::Frame,
        property: Some(Property::CdpPlatform),
        ..FIELD
    },
    Field {
        name: "cdp software version",
        columns: &["cdp.software_version"],
        within: "cdp",
        who: Who::Frame,
        property: Some(Property::SystemDescription),
        ..FIELD
    },
    Field {
        name: "cdp device id",
        columns: &["cdp.deviceid"],
        within: "cdp",
        who: Who::Frame,
        property: Some(Property::SystemName),
        ..FIELD
    },
    Field {
        name: "http server",
        columns: &["http.server"],
        within: "http",
        without: "ssdp",
        property: Some(Property::HttpServer),
        ..FIELD
    },
    Field {
        name: "http user agent",
        columns: &["http.user_agent"],
        within: "http",
        without: "ssdp",
        property: Some(Property::HttpUserAgent),
        ..FIELD
    },
    Field { name: "ssdp server", columns: &["http.server"], within: "ssdp", property: Some(Property::SsdpServer), ..FIELD },
    Field {
        name: "tls server name",
        columns: &["tls.handshake.extensions_server_name"],
        within: "tls",
        without: "quic",
        property: Some(Property::TlsServerName),
        ..FIELD
    },
    Field { name: "ssh banner", columns: &["ssh.protocol"], within: "ssh", property: Some(Property::SshBanner), ..FIELD },
    Field {
        name: "smb2 server guid",
        columns: &["smb2.server_guid"],
        within: "smb2",
        property: Some(Property::SmbServerGuid),
        ..FIELD
    },
    Field {
        name: "ntlm version",
        columns: &["ntlmssp.version.major", "ntlmssp.version.minor", "ntlmssp.version.build_number"],
        join: ".",
        within: "smb",
        when: Some(("ntlmssp.messagetype", "0x00000002")),
        property: Some(Property::NtlmVersion),
        ..FIELD
    },
    Field {
        name: "dicom calling title",
        columns: &["dicom.assoc.ae.calling"],
        within: "dicom",
        when: Some(("dicom.pdu.type", "0x01")),
        property: Some(Property::DicomAeTitle),
        ..FIELD
    },
    Field {
        name: "dicom called title",
        columns: &["dicom.assoc.ae.called"],
        within: "dicom",
        // What stands in the answer is not to be tested (PS3.8, 9.3.3).
        when: Some(("dicom.pdu.type", "0x01")),
        who: Who::Destination,
        property: Some(Property::DicomAeTitle),
        ..FIELD
    },
    Field {
        name: "dicom implementation",
        columns: &["dicom.userinfo.version"],
        within: "dicom",
        property: Some(Property::DicomImplementationVersion),
        ..FIELD
    },
    Field {
        name: "snmp sysDescr",
        columns: &["snmp.value.octets"],
        within: "snmp",
        when: Some(("snmp.name", "1.3.6.1.2.1.1.1.0")),
        property: Some(Property::SystemDescription),
        ..FIELD
    },
    Field { name: "hl7 application", columns: &["hl7.field"], within: "hl7", property: Some(Property::Hl7Application), ..FIELD },
    Field { name: "hl7 facility", columns: &["hl7.field"], within: "hl7", property: Some(Property::Hl7Facility), ..FIELD },
    Field {
        name: "netbios name",
        columns: &["nbns.name"],
        within: "nbns",
        // Registered by the sender as its own, not as a group's.
        when: Some(("nbns.nb_flags.group", "0")),
        also: Some(("nbns.flags.opcode", "5")),
        property: Some(Property::NetbiosName),
        ..FIELD
    },
    Field {
        name: "ntp version and mode",
        columns: &["ntp.flags.vn", "ntp.flags.mode"],
        join: " ",
        within: "ntp",
        property: Some(Property::NtpMode),
        ..FIELD
    },
];

/// Columns that tell who speaks.
const BASE: &[&str] =
    &["frame.protocols", "eth.src", "ip.src", "ipv6.src", "ip.dst", "ipv6.dst", "arp.src.hw_mac", "dhcp.hw.mac_addr"];

/// Between the values of one column; no text field holds it.
const BETWEEN: char = '\u{1e}';

/// A value with its field and its subject.
type Said = (usize, String, String);

fn columns() -> Vec<&'static str> {
    let mut all = BASE.to_vec();
    let more = FIELDS
        .iter()
        .flat_map(|field| field.columns.iter().chain([&field.when, &field.also].into_iter().flatten().map(|(column, _)| column)));
    for column in more {
        if !all.contains(column) {
            all.push(column);
        }
    }
    all
}

/// What tshark reads in a file.
fn theirs(file: &Path) -> BTreeSet<Said> {
    let mut command = Command::new("tshark");
    // Without name resolution.
    command.args(["-n", "-T", "fields", "-E", "separator=/t", "-E", "occurrence=a"]);
    command.args(["-E", &format!("aggregator={BETWEEN}"), "-r"]).arg(file);
    command.args(columns().iter().flat_map(|column| ["-e", column]));
    let output = command.output().unwrap();
    let mut said = BTreeSet::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let cells: BTreeMap<&str, &str> = columns().into_iter().zip(line.split('\t')).collect();
        for (place, field) in FIELDS.iter().enumerate() {
            said.extend(read(field, &cells).into_iter().map(|(who, value)| (place, who, value)));
        }
    }
    said
}

/// The values of a field in one frame, with whom they are about.
fn read(field: &Field, cells: &BTreeMap<&str, &str>) -> Vec<(String, String)> {
    let cell = |name: &str| cells.get(name).copied().unwrap_or_default();
    let in_frame = |name: &str| cell("frame.protocols").split(':').any(|protocol| protocol.starts_with(name) && !name.is_empty());
    if !in_frame(field.within) || in_frame(field.without) {
        return Vec::new();
    }
    let is_not = |(column, value)| cell(column).split(BETWEEN).next() != Some(value);
    if field.when.is_some_and(is_not) || field.also.is_some_and(is_not) {
        return Vec::new();
    }
    // In a tunnel the innermost address speaks.
    let last = |name: &str| cell(name).rsplit(BETWEEN).next().unwrap_or_default().to_owned();
    let who = match field.who {
        Who::Source if last("ip.src").is_empty() => last("ipv6.src"),
        Who::Source => last("ip.src"),
        Who::Destination if last("ip.dst").is_empty() => last("ipv6.dst"),
        Who::Destination => last("ip.dst"),
        Who::Frame => last("eth.src"),
        Who::DhcpClient => last("dhcp.hw.mac_addr"),
        Who::ArpSender => last("arp.src.hw_mac"),
    };
    let parts: Vec<Vec<&str>> = field.columns.iter().map(|column| cell(column).split(BETWEEN).collect()).collect();
    let values: Vec<String> = match field.name {
        "dhcp parameter list" => vec![parts[0].join(",")],
        "snmp sysDescr" => vec![parts[0][0].to_owned()],
        // The message's header: MSH, its separators, MSH-3, MSH-4.
        "hl7 application" | "hl7 facility" if parts[0][0] == "MSH" => {
            let place = if field.name == "hl7 application" { 2 } else { 3 };
            parts[0].get(place).map(|value| (*value).to_owned()).into_iter().collect()
        }
        "hl7 application" | "hl7 facility" => Vec::new(),
        "netbios name" => vec![parts[0][0].split_inclusive('>').next().unwrap_or_default().to_owned()],
        // tshark takes the lines apart.
        "cdp software version" => vec![parts[0].join(" ")],
        _ if parts.len() > 1 => {
            let first: Vec<&str> = parts.iter().map(|values| values[0]).collect();
            vec![first.join(field.join)]
        }
        _ => parts[0].iter().map(|value| (*value).to_owned()).collect(),
    };
    let known = |value: &String| !value.is_empty() && !who.is_empty();
    values.into_iter().filter(known).filter_map(|value| Some((who.clone(), clean(field, &value)?))).collect()
}

/// A value as we would say it; `None` when it is one that nobody would keep.
fn clean(field: &Field, value: &str) -> Option<String> {
    let text = match field.name {
        "snmp sysDescr" => Text::from_wire(&bytes(value)?)?.as_str().to_owned(),
        "hl7 application" | "hl7 facility" => Text::new(value.trim_end_matches('^'))?.as_str().to_owned(),
        "arp sender" if value == "0.0.0.0" => return None,
        // The messenger's name is the user's: never kept.
        "netbios name" if value.ends_with("<03>") => return None,
        "dhcp host name" | "lldp system name" | "cdp device id" => Text::new(value)?.as_str().to_lowercase(),
        "ntp version and mode" => {
            let (version, mode) = value.split_once(' ')?;
            let mode = match mode {
                "3" => "client",
                "4" => "server",
                _ => return None,
            };
            format!("v{version} {mode}")
        }
        _ => Text::new(&unescape(value))?.as_str().to_owned(),
    };
    (!text.is_empty()).then_some(text)
}

/// tshark writes control characters as C does.
fn unescape(value: &str) -> String {
    value.replace("\\r", " ").replace("\\n", " ").replace("\\t", " ")
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()).collect()
}

/// What we read in a file: the same triples, a value under every name its subject has.
fn ours(file: &Path) -> BTreeSet<Said> {
    let mut said = BTreeSet::new();
    for observation in observe(file).observations {
        let names = [observation.subject.mac.map(|mac| mac.to_string()), observation.subject.ip.map(|ip| ip.to_string())];
        for (place, field) in FIELDS.iter().enumerate() {
            let value = match &observation.fact {
                Fact::Says(property, text) if field.property == Some(*property) => {
                    let lower = matches!(field.name, "dhcp host name" | "lldp system name" | "cdp device id");
                    if lower { text.as_str().to_lowercase() } else { text.as_str().to_owned() }
                }
                Fact::Holds(Claim::Arp) if field.property.is_none() => observation.subject.ip.unwrap().to_string(),
                _ => continue,
            };
            let value = if field.name.starts_with("ntp") { first_words(&value, 2) } else { value };
            said.extend(names.iter().flatten().map(|name| (place, name.clone(), value.clone())));
        }
    }
    said
}

fn first_words(text: &str, count: usize) -> String {
    text.split(' ').take(count).collect::<Vec<_>>().join(" ")
}

/// File (part of its name), field, and why we say something else on purpose.
const EXPLAINED: &[(&str, &str, &str)] = &[
    ("dicom/rejected-called-ae", "dicom called title", "the server said that it does not go by this title"),
    ("dicom/guessed-titles", "dicom called title", "the server said that it goes by none of these titles"),
    ("testdata+dicom_arq_", "dicom called title", "a request without its answer: nobody accepted this title"),
    ("tests+arp-oobr.pcap", "arp sender", "fuzzed: the sender is a group address, which no device has"),
    ("tests+lldp-app-priority.pcap", "*", "the sender's hardware address is all zeros, which no device has"),
    ("tests+various_gre.pcap", "*", "CDP straight inside GRE, without an Ethernet header; a mirror never sends that"),
    ("protocols+Tunnels.pcap", "*", "IPv6 in IPv4, AYIYA and GTP: tunnels that no mirror makes, which are not opened"),
    ("pcaps+ip_encapsulation.pcap", "*", "IPv6 in IPv4: a tunnel of others, which is not opened"),
    ("tests+ipoib.pcap", "*", "IP over InfiniBand: a link that is not read"),
    ("pcap+haproxy.pcap", "tls server name", "a PROXY header stands before TLS"),
    ("http+http-to-ssh.pcap", "ssh banner", "an HTTP request to an SSH server: the first bytes decide what a stream is"),
    (
        "output-eve-anomaly-02+input.pcap",
        "ssh banner",
        "an HTTP request to an SSH server: the first bytes decide what a stream is",
    ),
    ("pcap+arkime_synthetic.pcap", "http user agent", "RPC_IN_DATA and RPC_OUT_DATA: RPC over HTTP, not a method of RFC 9110"),
    ("pcap+arkime_synthetic.pcap", "ntp version and mode", "made by hand: a server whose transmit timestamp is zero"),
    ("ntp+ntp-no-extensions-mac.pcap", "ntp version and mode", "its length is no whole number of words (RFC 5905, 7.3)"),
    ("protocols+NTP.pcap", "http user agent", "joined in the middle of a response: the connection's beginning is not there"),
    ("pcap+fuzz-2006-09-29-28586.pcap", "http user agent", "fuzzed: the requests do not stand at the beginning of their streams"),
];

fn explained(file: &Path, field: &str) -> bool {
    let name = file.display().to_string();
    EXPLAINED.iter().any(|(part, known, _)| name.contains(part) && (*known == field || *known == "*"))
}

/// Compares all captures below a folder; at least `compared` values must be there to compare.
fn agree(folder: &Path, compared: usize) -> Result<(), Failed> {
    let small = |file: &PathBuf| std::fs::metadata(file).is_ok_and(|file| file.len() <= MAX_FILE);
    let files: Vec<PathBuf> = captures_below(folder).into_iter().filter(small).collect();
    let (next, misses, totals) = (AtomicUsize::new(0), Mutex::new(Vec::new()), Mutex::new(vec![(0, 0, 0); FIELDS.len()]));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (theirs, ours) = (theirs(file), ours(file));
                    for said in &theirs {
                        let field = FIELDS[said.0].name;
                        let mut totals = totals.lock().unwrap();
                        let total: &mut (usize, usize, usize) = &mut totals[said.0];
                        match (ours.contains(said), explained(file, field)) {
                            (true, _) => total.0 += 1,
                            (false, true) => total.2 += 1,
                            (false, false) => {
                                total.1 += 1;
                                misses.lock().unwrap().push(format!("{field}\t{}\t{}\t{:?}", file.display(), said.1, said.2));
                            }
                        }
                    }
                }
            });
        }
    });
    report(files.len(), &totals.into_inner().unwrap(), misses.into_inner().unwrap(), compared)
}

fn report(files: usize, totals: &[(usize, usize, usize)], mut misses: Vec<String>, compared: usize) -> Result<(), Failed> {
    println!("{:26} {:>8} {:>8} {:>10}", format!("{files} captures"), "both", "tshark", "explained");
    for (field, (both, only, explained)) in FIELDS.iter().zip(totals) {
        println!("{:26} {both:8} {only:8} {explained:10}", field.name);
    }
    let both: usize = totals.iter().map(|total| total.0).sum();
    let share = both as f64 / (both + misses.len()) as f64;
    println!("agreement {:.3} %", share * 100.0);
    misses.sort();
    if std::env::var_os("WARDWATCH_TSHARK_MISSES").is_some() {
        misses.iter().for_each(|miss| println!("{miss}"));
    }
    if both < compared {
        return Err(format!("only {both} values were compared").into());
    }
    let first: Vec<String> = misses.into_iter().take(30).collect();
    if share >= AGREEMENT { Ok(()) } else { Err(format!("{:.3} %:\n{}", share * 100.0, first.join("\n")).into()) }
}
