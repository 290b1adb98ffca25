//! One source tries many DICOM nodes or application entity titles.

use super::Rule;
use crate::alert::finding::{Finding, client_usual};
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::base::Timestamp;
use crate::baseline::{Class, Party, Signal, is_dicom};
use crate::observation::Property;

pub(super) const RULE: Rule = Rule {
    kind: Kind::DicomSweep,
    severity: Severity::High,
    family: Family::Fan,
    techniques: &["T1046", "T1602", "T0846", "T0888"],
    judge,
};

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    match signal {
        Signal::Met(met) => {
            let contact = &met.contact;
            let dicom = is_dicom(contact.transport, contact.port, contact.protocol);
            // An archive or router meets every modality; a sweep is met when it is new, or mostly refused.
            let strange = !met.client.class.is_clinical() || met.client_active();
            if !dicom || met.spread < 5 || !strange || met.client.gateway {
                return;
            }
            let strength = if met.client_active() || !contact.answered { 88 } else { 55 };
            let name = met.client.name();
            let summary =
                format!("{name} opened DICOM associations with {} nodes that it never met, within half an hour", met.spread);
            let finding = Finding::about(Kind::DicomSweep, &met.client, contact.at, strength, summary);
            out.push(finding.with(met.service()).against(client_usual(met)).seen_in(contact));
        }
        Signal::Fan(fan, party) => {
            let half = fan.failed.saturating_mul(2) >= fan.contacts;
            if is_dicom(fan.transport, fan.port, fan.last.protocol) && half && fan.hosts >= 12 {
                let summary = format!("{} tried the DICOM port {} of about {} hosts", party.name(), fan.port, fan.hosts);
                let finding = Finding::about(Kind::DicomSweep, party, fan.at, 88, summary);
                out.push(finding.with(format!("tcp/{}", fan.port)).seen_in(&fan.last));
            }
        }
        // A misconfigured node calls by one wrong title, or by two.
        Signal::Refused { party, titles, last, at } if *titles >= 3 => {
            let strength = if *titles >= 5 { 88 } else { 50 };
            let summary = format!("{} was refused under {titles} DICOM titles within an hour, {last} the latest", party.name());
            let finding = Finding::about(Kind::DicomSweep, party, *at, strength, summary).keyed("titles");
            out.push(finding.with(last.as_str()).against("a node knows the titles of those it calls"));
        }
        Signal::Said(party, Property::DicomQuery, text, at, _) => out.extend(query(party, text.as_str(), *at)),
        _ => {}
    }
}

/// A query of everything, or one with very many answers: what archives and workstations do all day, and who copies an
/// archive. Only counted; what was asked for is not known.
fn query(party: &Party, text: &str, at: Timestamp) -> Option<Finding> {
    let many = text.contains("answers");
    let usual = party.class == Class::Clinical || party.category.as_ref() == "modality_workstation";
    let strength = match (usual, many) {
        (true, _) => return None,
        (false, true) => 82,
        (false, false) => 45,
    };
    let (what, archive) = text.rsplit_once(' ').unwrap_or((text, ""));
    let summary = if many {
        format!("{} got more than {what} to one DICOM query of {archive}", party.name())
    } else {
        format!("{} asked {archive} for {what}, without any condition", party.name())
    };
    let finding =
        Finding::about(Kind::DicomSweep, party, at, strength, summary).keyed(if many { "answers" } else { "everything" });
    Some(finding.with(archive).against("only archives and reading workstations list whole archives"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alert::scene::Indicators;
    use crate::base::Text;

    fn judged(signal: &Signal) -> Vec<u8> {
        let mut out = Vec::new();
        judge(signal, &Scene { indicators: &Indicators::default() }, &mut out);
        out.iter().map(|finding| finding.strength).collect()
    }

    fn party(category: &str) -> Box<Party> {
        Box::new(Party { category: category.into(), class: Class::of(category), ..Party::default() })
    }

    #[test]
    fn five_refused_titles_page_and_two_are_a_wrong_setting() {
        let refused = |titles| {
            let last = Text::from_wire(b"called PACS1 10.0.0.2").unwrap();
            judged(&Signal::Refused { party: party("workstation"), titles, last, at: Timestamp::new(1, 0) })
        };
        assert_eq!([refused(1), refused(2), refused(3), refused(5)], [vec![], vec![], vec![50], vec![88]]);
    }

    #[test]
    fn who_lists_a_whole_archive_and_is_no_archive_or_workstation_pages() {
        let asked = |category, text: &[u8]| {
            let text = Text::from_wire(text).unwrap();
            judged(&Signal::Said(party(category), Property::DicomQuery, text, Timestamp::new(1, 0), "dicom"))
        };
        assert_eq!(asked("workstation", b"500 answers 10.0.0.2"), [82]);
        assert_eq!(asked("ct", b"everything STUDY 10.0.0.2"), [45]);
        assert!(asked("pacs", b"500 answers 10.0.0.2").is_empty());
        assert!(asked("modality_workstation", b"everything STUDY 10.0.0.2").is_empty());
    }
}
