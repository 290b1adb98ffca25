//! The device does what its class, or its manufacturer's profile, does not allow: known from the first day.

use super::Rule;
use crate::alert::finding::{Finding, server_usual};
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::model::PROFILE;
use crate::alert::scene::Scene;
use crate::baseline::{Broken, Class, Met, Newness, Signal, is_admin, is_mount, is_smb, is_utility};
use crate::observation::Property;

pub(super) const RULE: Rule = Rule {
    kind: Kind::PolicyViolation,
    severity: Severity::High,
    family: Family::Policy,
    techniques: &["T1021", "T1078", "T0886", "T0859", "T0822"],
    judge,
};

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    match signal {
        Signal::Said(party, Property::ContecAddress, text, at, _) => {
            let summary =
                format!("{} calls {text}, an address built into its firmware (CVE-2025-0626, ICSMA-25-030-01)", party.name());
            out.push(Finding::about(Kind::PolicyViolation, party, *at, 95, summary).keyed("contec").with(text.as_str()));
        }
        Signal::Word(party, property, text, at) => {
            let strength = match property {
                Property::DicomCommand if matches!(text.as_str(), "C-MOVE" | "C-GET" | "C-FIND") => 60,
                Property::DicomCommand | Property::DicomScuSopClass | Property::Hl7MessageSent => 35,
                _ => return,
            };
            let summary = format!("{} used {text} ({property}), which neither it nor its class does", party.name());
            out.push(Finding::about(Kind::PolicyViolation, party, *at, strength, summary).keyed(format!("{property} {text}")));
        }
        Signal::Met(met) => {
            built_in(met, out);
            controlled(met, out);
            outward(met, out);
            broken(met, out);
        }
        _ => {}
    }
}

/// What the manufacturer's own profile does not allow.
fn broken(met: &Met, out: &mut Vec<Finding>) {
    let contact = &met.contact;
    let [as_client, as_server] = &met.breaks;
    for (policy, party, other, group) in
        [(as_client, &met.client, &met.server, &met.group), (as_server, &met.server, &met.client, &met.back)]
    {
        let Some(Broken { number, title }) = policy else { continue };
        let control = is_admin(contact.transport, contact.port, contact.protocol) && contact.answered;
        let strength = match (other.world, control) {
            _ if met.maintenance => 45,
            (true, _) | (_, true) => 84,
            (false, false) if contact.answered => 55,
            (false, false) => 35,
        };
        let summary = format!(
            "{} has to do with {} by {}, which the profile of its manufacturer ({title}) does not allow",
            party.name(),
            other.name(),
            met.service()
        );
        let finding = Finding::about(Kind::PolicyViolation, party, contact.at, strength, summary);
        let key = format!("{PROFILE} {number} {group} {}", met.service());
        let peer = other.ip.map(|ip| ip.to_string()).unwrap_or_default();
        out.push(finding.keyed(key).with(peer).against(format!("the profile of {title}")).seen_in(contact));
    }
}

/// Addresses built into firmware: Contec CMS8000 and its siblings (ICSMA-25-030-01).
fn built_in(met: &Met, out: &mut Vec<Finding>) {
    let Some(std::net::IpAddr::V4(ip)) = met.server.ip else { return };
    if ip.octets().starts_with(&[202, 114, 4]) && !met.client.world {
        let summary =
            format!("{} calls {ip}, an address built into firmware (CVE-2025-0626, ICSMA-25-030-01)", met.client.name());
        let finding = Finding::about(Kind::PolicyViolation, &met.client, met.contact.at, 95, summary);
        out.push(finding.keyed("contec").with(ip.to_string()).seen_in(&met.contact));
    }
}

/// Remote control of a medical device by somebody of whom it was not usual.
fn controlled(met: &Met, out: &mut Vec<Finding>) {
    let contact = &met.contact;
    let control = is_admin(contact.transport, contact.port, contact.protocol) && met.server.class.is_medical();
    if !control || met.client.world || met.as_server < Newness::Listed || met.as_server == Newness::OfClass {
        return;
    }
    // File sharing has a rule of its own once the device is learnt.
    if is_smb(contact.port, contact.protocol) && met.server_active() {
        return;
    }
    let strength = match (met.server_active(), contact.answered) {
        _ if met.maintenance => 45,
        (true, true) if met.as_server == Newness::New => 86,
        (true, false) if met.as_server == Newness::New => 60,
        // Time alone does not make it right: once it is learnt, somebody has to say so.
        (true, true) => 82,
        _ => 42,
    };
    let (by, of) = (met.client.name(), met.server.name());
    let again = if met.as_server == Newness::Listed { "still " } else { "" };
    let summary = format!("{by} {again}reaches for control of {of} by {}, which nobody of its kind does", met.service());
    let finding = Finding::about(Kind::PolicyViolation, &met.server, contact.at, strength, summary);
    let peer = met.client.ip.map(|ip| ip.to_string()).unwrap_or_default();
    out.push(
        finding.keyed(format!("control {} {}", met.back, met.service())).with(peer).against(server_usual(met)).seen_in(contact),
    );
}

/// A device at the bedside has no business outside the site, nor mounts files.
fn outward(met: &Met, out: &mut Vec<Finding>) {
    let contact = &met.contact;
    let new = matches!(met.as_client, Newness::New | Newness::Listed);
    if met.client.class != Class::Bedside || !new || is_utility(contact.transport, contact.port) {
        return;
    }
    let home = met.client.category.as_ref() == "implant_home_monitor";
    let mounts = is_mount(contact.port);
    let strength = match (met.server.world, mounts) {
        (true, true) => 92,
        (false, true) => 60,
        // Once it is learnt, what is new is the business of `new_peer`.
        (true, false) if !met.client_active() && !home => 80,
        _ => return,
    };
    let what = if mounts { "fetches or mounts files from" } else { "calls" };
    let summary = format!(
        "{} {what} {} by {}; a device at the bedside has no need to",
        met.client.name(),
        met.server.name(),
        met.service()
    );
    let finding = Finding::about(Kind::PolicyViolation, &met.client, contact.at, strength, summary);
    let peer = met.server.ip.map(|ip| ip.to_string()).unwrap_or_default();
    out.push(finding.keyed(format!("outward {} {}", met.group, met.service())).with(peer).seen_in(contact));
}
