//! Two stations claim one address.

use super::Rule;
use crate::alert::finding::Finding;
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::Signal;

pub(super) const RULE: Rule =
    Rule { kind: Kind::ArpSpoof, severity: Severity::High, family: Family::Identity, techniques: &["T1557.002", "T0830"], judge };

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    let Signal::Claim { ip, by, before, when, at, taken, alive } = signal else { return };
    let router = before.gateway || before.class == crate::baseline::Class::Network;
    let strength = match (alive, router, taken) {
        (_, true, _) | (true, _, 2..) => 92,
        (_, _, 3..) => 88,
        (true, false, _) => 65,
        (false, false, _) => 30,
    };
    // Not by the address, which both have.
    let holder = before.device_name().unwrap_or_else(|| "another station".to_owned());
    let what = if router { "the gateway's address" } else { "the address" };
    let summary = format!(
        "{} claims {what} {ip}, which {holder} claimed at {when:.0}{}",
        by.device_name().unwrap_or_else(|| by.name()),
        match (alive, taken) {
            (true, 2..) => format!(" and still uses; it took {taken} addresses of others within an hour"),
            (true, _) => " and still uses".to_owned(),
            (false, _) => String::new(),
        }
    );
    let finding = Finding::about(Kind::ArpSpoof, by, *at, strength, summary).keyed(if *taken > 1 {
        "several".to_owned()
    } else {
        ip.to_string()
    });
    let victim = before.ip.map_or_else(|| ip.to_string(), |ip| ip.to_string());
    out.push(finding.with(victim).against(format!("{ip} was {holder}'s")));
}
