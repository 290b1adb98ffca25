//! What an attacker, or a fault, does: each with its device, its time, and the kinds of alert that name it rightly.

use wardwatch::alert::Kind;
use wardwatch::base::{Endpoint, MacAddr, Vlan};
use wardwatch::observation::{Conversation, Observation, Property};

use crate::hospital::{DAY, Device, HOUR, Hospital, MINUTE, Random, SECOND, claims, says, talk, udp, v4};

/// One attack.
pub struct Attack {
    pub name: &'static str,
    pub kinds: &'static [Kind],
    /// Devices whose alert counts; empty where it is about none.
    pub devices: Vec<usize>,
    pub from: i64,
    pub to: i64,
    pub talks: Vec<Conversation>,
    pub facts: Vec<Observation>,
    /// Devices that say nothing meanwhile.
    pub off: Vec<usize>,
    /// Nothing at all is seen meanwhile.
    pub blind: bool,
    /// It should page; else it should be told at least.
    pub pages: bool,
}

/// How loud the attackers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    Weak,
    Usual,
    Strong,
}

/// Makes attacks in the test days of a hospital.
pub struct Maker<'a> {
    strength: Strength,
    pub hospital: &'a Hospital,
    pub random: Random,
    taken: Vec<usize>,
    pub attacks: Vec<Attack>,
    at: i64,
}

impl<'a> Maker<'a> {
    pub fn new(hospital: &'a Hospital, strength: Strength, seed: u64, first: i64) -> Self {
        Self { strength, hospital, random: Random(seed), taken: Vec::new(), attacks: Vec::new(), at: first }
    }

    /// The one of three that goes with the strength.
    fn by<T: Copy>(&self, [weak, usual, strong]: [T; 3]) -> T {
        match self.strength {
            Strength::Weak => weak,
            Strength::Usual => usual,
            Strength::Strong => strong,
        }
    }

    /// A device of a category that no other attack uses, if there is one left.
    fn victim(&mut self, category: &str) -> Device {
        let all = self.hospital.of(category);
        // The last ones: the first have harmless changes.
        let free = all.iter().rev().find(|number| !self.taken.contains(number)).or(all.last());
        let number = *free.unwrap();
        self.taken.push(number);
        self.hospital.devices[number].clone()
    }

    fn begin(&mut self, name: &'static str, kinds: &'static [Kind], devices: &[&Device], hours: i64) -> Attack {
        let from = self.at;
        self.at += 50 * MINUTE;
        Attack {
            name,
            kinds,
            devices: devices.iter().map(|device| device.number).collect(),
            from,
            to: from + hours * HOUR,
            talks: Vec::new(),
            facts: Vec::new(),
            off: Vec::new(),
            blind: false,
            pages: true,
        }
    }

    /// All kinds once.
    pub fn all(&mut self) {
        self.outward();
        self.scans();
        self.lateral();
        self.beacons();
        self.volumes();
        self.identities();
        self.clinical();
        self.silences();
    }

    fn outward(&mut self) {
        for (name, category) in [
            ("new external host, pump", "infusion_pump"),
            ("new external host, CT", "ct"),
            ("new external host, analyser", "lab_analyzer"),
        ] {
            let victim = self.victim(category);
            let mut attack = self.begin(name, &[Kind::NewPeer, Kind::PolicyViolation], &[&victim], 2);
            let host = self.hospital.outside(v4(203, 0, 113, u8::try_from(victim.number % 60 + 1).unwrap()));
            // One opening that nobody answers; one conversation; thirty of them.
            let (protocol, bytes) = self.by([(None, [60, 0]), (Some("tls"), [4000, 9000]), (Some("tls"), [90_000, 9000])]);
            for step in 0..self.by([1, 1, 30]) {
                attack.talks.push(talk(victim.end(), host, attack.from + step * 20 * SECOND, 443, protocol, bytes));
            }
            self.attacks.push(attack);
        }
        let victim = self.victim("patient_monitor");
        let mut attack = self.begin("address built into firmware, NFS", &[Kind::PolicyViolation], &[&victim], 2);
        let host = self.hospital.outside(v4(202, 114, 4, 119));
        attack.talks.push(talk(victim.end(), host, attack.from, 2049, None, [120, 0]));
        self.attacks.push(attack);
        let victim = self.victim("workstation");
        let mut attack = self.begin("name on the list of indicators", &[Kind::IndicatorMatch], &[&victim], 2);
        attack.facts.push(says(victim.end(), attack.from, Property::DnsQuery, "c2.evil.example", "dns"));
        self.attacks.push(attack);
    }

    fn scans(&mut self) {
        let (source, target) = (self.victim("workstation"), self.victim("patient_monitor"));
        let mut attack = self.begin("port scan: 60, 100, 1,000 ports in two minutes", &[Kind::PortScan], &[&source, &target], 1);
        let ports = self.by([60_u16, 100, 1000]);
        for port in 1..=ports {
            let at = attack.from + i64::from(port) * 120 * SECOND / i64::from(ports);
            attack.talks.push(talk(source.end(), target.end(), at, port, None, [60, 0]));
        }
        self.attacks.push(attack);
        for (name, port, count, step) in [
            ("host sweep, SMB: 22, 30, 200 hosts", 445, self.by([22, 30, 200]), SECOND),
            ("host sweep, HTTPS, a host every 30, 20, 5 s", 443, 25, self.by([30, 20, 5]) * SECOND),
            ("slow scan, a host every 10, 5, 2 min", 22, self.by([24, 40, 100]), self.by([10, 5, 2]) * MINUTE),
        ] {
            let source = self.victim("workstation");
            let mut attack = self.begin(name, &[Kind::HostSweep], &[&source], 5);
            for host in 0..count {
                let target = Endpoint { mac: None, ip: Some(v4(10, 1, 200, host + 1)), vlan: Vlan::NONE };
                attack.talks.push(talk(source.end(), target, attack.from + i64::from(host) * step, port, None, [60, 0]));
            }
            self.attacks.push(attack);
        }
        let source = self.victim("workstation");
        let mut attack = self.begin("DICOM sweep: 10, 14, 60 hosts", &[Kind::DicomSweep], &[&source], 1);
        for host in 0..self.by([10, 14, 60]) {
            let target = Endpoint { mac: None, ip: Some(v4(10, 1, 201, host + 1)), vlan: Vlan::NONE };
            attack.talks.push(talk(source.end(), target, attack.from + i64::from(host) * 2 * SECOND, 104, None, [60, 0]));
        }
        self.attacks.push(attack);
    }

    fn lateral(&mut self) {
        let cases: [(&'static str, &'static str, u16, Option<&'static str>); 4] = [
            ("SSH into the MR", "mr", 22, Some("ssh")),
            ("RDP into an ultrasound", "ultrasound", 3389, Some("rdp")),
            ("SMB into an X-ray", "xray", 445, Some("smb")),
            ("Telnet into a pump", "infusion_pump", 23, Some("telnet")),
        ];
        for (name, category, port, protocol) in cases {
            let (source, target) = (self.victim("workstation"), self.victim(category));
            let kinds = &[Kind::PolicyViolation, Kind::SmbLateral, Kind::NewService];
            let mut attack = self.begin(name, kinds, &[&source, &target], 2);
            let bytes = self.by([[700, 500], [9000, 20_000], [900_000, 2_000_000]]);
            attack.talks.push(talk(source.end(), target.end(), attack.from, port, protocol, bytes));
            self.attacks.push(attack);
        }
        let source = self.victim("workstation");
        let mut attack = self.begin("worm: SMB to 4, 6, 20 computers", &[Kind::SmbLateral], &[&source], 1);
        for step in 0..self.by([4, 6, 20]) {
            let target = self.victim("workstation");
            attack.talks.push(talk(
                source.end(),
                target.end(),
                attack.from + step * 20 * SECOND,
                445,
                Some("smb"),
                [90_000, 9000],
            ));
        }
        self.attacks.push(attack);
    }

    fn beacons(&mut self) {
        // Jitter: 30, 20, 5 %.
        for (name, category, period, world) in [
            ("beacon, 60 s, pump", "infusion_pump", 60, true),
            ("beacon, 10 min, camera", "ip_camera", 600, true),
            ("beacon, 1 h, monitor", "patient_monitor", 3600, true),
            ("beacon within the site, 5 min, CT to a computer", "ct", 300, false),
        ] {
            let victim = self.victim(category);
            let peer = if world {
                self.hospital.outside(v4(192, 0, 2, u8::try_from(victim.number % 200 + 1).unwrap()))
            } else {
                self.victim("workstation").end()
            };
            let kinds = &[Kind::C2Beacon, Kind::NewPeer, Kind::PolicyViolation];
            let mut attack = self.begin(name, kinds, &[&victim], 26);
            let mut at = attack.from;
            for _ in 0..24 {
                attack.talks.push(talk(victim.end(), peer, at, 8443, Some("tls"), [700, 500]));
                let wide = period * self.by([30, 20, 5]) * (SECOND / 100);
                let jitter = i64::try_from(self.random.below(wide.unsigned_abs())).unwrap();
                at += period * SECOND - wide / 2 + jitter;
            }
            self.attacks.push(attack);
        }
    }

    fn volumes(&mut self) {
        let victim = self.victim("xray");
        let mut attack = self.begin(
            "exfiltration, 3 h, to a new host: 1, 5, 20 MB a minute",
            &[Kind::BulkExfiltration, Kind::NewPeer],
            &[&victim],
            4,
        );
        let host = self.hospital.outside(v4(192, 0, 2, 250));
        let bytes = [self.by([1_000_000, 5_000_000, 20_000_000]), 90_000];
        for step in 0..180 {
            attack.talks.push(talk(victim.end(), host, attack.from + step * MINUTE, 443, Some("tls"), bytes));
        }
        self.attacks.push(attack);
        let (victim, lis) = (self.victim("lab_analyzer"), self.hospital.one("lis"));
        let kinds = &[Kind::VolumeDrift, Kind::BulkExfiltration];
        let mut attack = self.begin("5, 10, 30 times as much for 6 h to a known host", kinds, &[&victim, &lis], 7);
        let bytes = [self.by([75_000, 150_000, 450_000]), 6000];
        for step in 0..360 {
            attack.talks.push(talk(victim.end(), lis.end(), attack.from + step * MINUTE, 5000, Some("astm"), bytes));
        }
        self.attacks.push(attack);
        let victim = self.victim("ventilator");
        let gateway = self.hospital.one("medical_gateway");
        let mut attack = self.begin("2, 3, 5 times as much for 72 h to a known host", kinds, &[&victim, &gateway], 73);
        let bytes = [self.by([9000, 18_000, 36_000]), 900];
        for step in 0..(72 * 60) {
            attack.talks.push(talk(victim.end(), gateway.end(), attack.from + step * MINUTE, 2575, Some("hl7"), bytes));
        }
        self.attacks.push(attack);
    }

    fn identities(&mut self) {
        let mallory =
            Endpoint { mac: Some(MacAddr([0x00, 0x0c, 0x29, 1, 2, 3])), ip: Some(v4(10, 1, 42, 199)), vlan: Vlan::NONE };
        let router = self.hospital.devices[0].clone();
        let mut attack = self.begin("ARP spoof of the gateway", &[Kind::ArpSpoof], &[], 1);
        attack.facts.push(claims(router.end(), attack.from - 100 * SECOND));
        attack.facts.push(claims(Endpoint { ip: Some(router.ip), ..mallory }, attack.from));
        self.attacks.push(attack);
        let victim = self.victim("patient_monitor");
        let mut attack = self.begin("ARP spoof of a monitor and its station", &[Kind::ArpSpoof], &[], 1);
        let central = self.hospital.one("central_station");
        for device in [&victim, &central] {
            attack.facts.push(claims(device.end(), attack.from - 100 * SECOND));
            attack.facts.push(claims(Endpoint { ip: Some(device.ip), ..mallory }, attack.from));
        }
        self.attacks.push(attack);
        let source = self.victim("workstation");
        let mut attack = self.begin("rogue DHCP server", &[Kind::RogueDhcp], &[&source], 1);
        attack.facts.push(says(source.end(), attack.from, Property::NetworkRole, "dhcp_server", "dhcp"));
        self.attacks.push(attack);
        let victim = self.victim("infusion_pump");
        let mut attack = self.begin("hardware address of a pump cloned", &[Kind::IdentityChange], &[&victim], 1);
        attack.facts.push(says(
            victim.end(),
            attack.from,
            Property::DhcpParameters,
            "1,121,33,3,6,12,15,26,28,51,54,58,59,119",
            "dhcp",
        ));
        attack.facts.push(says(victim.end(), attack.from + SECOND, Property::HostName, "kali", "dhcp"));
        self.attacks.push(attack);
    }

    fn clinical(&mut self) {
        let engine = self.hospital.one("hl7_interface_engine");
        let mut attack = self.begin("HL7 in the clear to a host outside", &[Kind::CleartextPhi], &[&engine], 1);
        let host = self.hospital.outside(v4(192, 0, 2, 240));
        attack.talks.push(talk(engine.end(), host, attack.from, 2575, Some("hl7"), [9000, 900]));
        self.attacks.push(attack);
        let archive = self.hospital.one("pacs");
        let mut attack =
            self.begin("archive reached from outside", &[Kind::ExternalExposure, Kind::CleartextPhi], &[&archive], 1);
        let host = self.hospital.outside(v4(192, 0, 2, 241));
        attack.talks.push(talk(host, archive.end(), attack.from, 443, Some("tls"), [4000, 90_000]));
        self.attacks.push(attack);
        let (source, target) = (self.victim("workstation"), self.victim("ultrasound"));
        let mut attack = self.begin("BlueKeep", &[Kind::ExploitAttempt], &[&source], 1);
        attack.facts.push(says(source.end(), attack.from, Property::RdpChannel, "MS_T120", "rdp"));
        attack.talks.push(talk(source.end(), target.end(), attack.from, 3389, Some("rdp"), [900, 700]));
        self.attacks.push(attack);
        let (source, target) = (self.victim("workstation"), self.victim("lab_analyzer"));
        let mut attack =
            self.begin("a new peer within the site, no control", &[Kind::NewPeer, Kind::NewService], &[&source, &target], 2);
        attack.pages = false;
        attack.talks.push(talk(target.end(), source.end(), attack.from, 8080, Some("http"), [9000, 700]));
        self.attacks.push(attack);
        let pump = self.victim("infusion_pump");
        let mut attack = self.begin("TFTP from a pump", &[Kind::PolicyViolation, Kind::NewPeer], &[&pump, &source], 2);
        attack.pages = false;
        attack.talks.push(udp(talk(pump.end(), source.end(), attack.from, 69, Some("tftp"), [900, 9000])));
        self.attacks.push(attack);
    }

    fn silences(&mut self) {
        self.at += 2 * HOUR;
        for category in ["patient_monitor", "ventilator"] {
            let victim = self.victim(category);
            let name = if category == "ventilator" { "a ventilator falls silent" } else { "a monitor falls silent" };
            let mut attack = self.begin(name, &[Kind::DeviceSilent], &[&victim], 1);
            attack.off.push(victim.number);
            self.attacks.push(attack);
        }
        self.at += 2 * HOUR;
        let mut attack = self.begin("the monitors' segment falls silent", &[Kind::SegmentSilent], &[], 1);
        attack.off = self.hospital.of("patient_monitor");
        self.attacks.push(attack);
        self.at += 2 * HOUR;
        let mut attack = self.begin("the sensor sees nothing for 20 min", &[Kind::SensorSilent], &[], 1);
        attack.to = attack.from + 20 * MINUTE;
        attack.blind = true;
        self.attacks.push(attack);
        debug_assert!(self.at < self.hospital.test_day(4, 0) + DAY);
    }
}
