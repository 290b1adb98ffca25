//! Models that devices name in passing: as who sends, in the titles of their pages, in what they tell a manager, in their names.

use super::models::{MAKER_SHARE, ModelInfo, TELLING};
use super::rule::Subject;
use super::values::{Value, Values};
use super::{Attribute, Claim, Fingerprints};
use crate::base::Text;
use crate::observation::{Property, Role, is_clinical};

/// Where devices name who sends, and the kind of evidence it is.
pub(super) const SENDERS: &[(Property, &str)] = &[
    (Property::Hl7Application, "hl7.application"),
    (Property::Hl7Facility, "hl7.application"),
    (Property::Hl7EquipmentId, "hl7.equipment"),
    (Property::AstmSender, "astm.sender"),
    (Property::Poct1aDeviceId, "poct1a.device"),
];
/// Where devices describe themselves in words, and the kind of evidence it is.
const PAGES: &[(Property, &str)] = &[
    (Property::HttpTitle, "http.title"),
    (Property::HttpRealm, "http.realm"),
    (Property::SystemDescription, "system_description"),
    (Property::SnmpDeviceDescription, "snmp.description"),
    (Property::CdpPlatform, "cdp.platform"),
    (Property::DhcpVendorClass, "dhcp.vendor_class"),
    (Property::TlsSubject, "tls.subject"),
    (Property::HttpServer, "http.server"),
    (Property::FtpBanner, "ftp.banner"),
    (Property::TelnetBanner, "telnet.banner"),
    (Property::SsdpServer, "ssdp.server"),
    (Property::SipUserAgent, "sip.agent"),
    (Property::RtspServer, "rtsp"),
    (Property::FhirSoftware, "fhir.software"),
    (Property::DicomImplementationVersion, "dicom.implementation"),
    (Property::HostName, "host_name"),
];
/// Of these a page names its maker in its first words.
const TITLES: &[Property] = &[Property::HttpTitle, Property::HttpRealm, Property::FtpBanner, Property::TelnetBanner];
/// Where a maker stands by its name.
const MAKERS: &[(Property, &str)] = &[
    (Property::Hl7Application, "hl7.application"),
    (Property::Hl7Facility, "hl7.application"),
    (Property::AstmSender, "astm.sender"),
    (Property::TlsSubject, "tls.subject"),
];
/// How far a maker so named is believed: names of senders are set by whoever connects a device.
const MAKER_WEIGHT: f32 = 0.55;
/// What such a maker's devices are, where it is known for one kind alone.
const KIND_WEIGHT: f32 = 0.45;
/// People name hosts, often after what is beside them.
const HOST_WEIGHT: f32 = 0.4;
/// What parts the words of a title or a description.
pub(super) const SEPARATORS: &[&str] = &[" - ", " | ", ": ", ", ", "; ", " \u{2013} ", " ("];
/// What words of a title, a certificate's subject or a host's name begin and end with.
const EDGES: &[char] = &[' ', ',', ';', ':', '(', ')', '[', ']', '"', '=', '/', '_'];
/// So many words of a text are looked at, and a model has so many at most.
const MOST_WORDS: usize = 12;
const MODEL_WORDS: usize = 4;
/// A maker stands in so many of the first words at most.
pub(super) const MAKER_WORDS: usize = 3;
/// How far a sender that bears a model's name is believed to be that model.
const SENDER_WEIGHT: f32 = 0.6;
/// A maker that a rule names so strongly from the same words is theirs.
const BESIDE_WEIGHT: f32 = 0.5;
/// Shorter names of models are too common.
const SHORTEST: usize = 4;
/// What sends in its own name what others measured. A gateway's name is that of its software, not of what it runs on.
const COLLECTOR: &str = "central_station";
/// Names of models are no shorter, even where their maker's address stands beside them (`A5^^00A037FFFE000001^EUI-64`).
const SHORTEST_BESIDE: usize = 2;

impl Fingerprints {
    /// Analyzers and ventilators give their model where they name the sender (`HAMILTON-C6`, `ABL90 FLEX PLUS`). A known model
    /// counts, where the device sends in no other name: a gateway may take those of the devices behind it.
    pub(super) fn named_senders(&self, values: &Values<'_>, makers: &[Text], claims: &[Claim]) -> Vec<Claim> {
        let passes_on = values.by_subject.keys().any(|subject| matches!(subject, Subject::Relayed(_))) || collects(values);
        let makers = self.likely_makers(values, makers, claims);
        let mut named = Vec::new();
        for (property, family) in SENDERS {
            let Some(said) = values.by_subject.get(&Subject::Property(*property)) else { continue };
            let mut found = said.iter().map(|value| {
                let mut beside = beside(value, claims);
                beside.extend(self.maker_of_address(&value.text));
                beside.extend(self.makers_among(&value.text));
                let within = self.model_within(&value.text, &makers, &beside);
                within.or_else(|| self.short_model_within(&value.text, &beside))
            });
            let Some(model) = found.next().flatten() else { continue };
            let collects = model.category.as_deref() == Some(COLLECTOR);
            // Several names are several devices'; what passes on others' data may take theirs.
            if (passes_on && !collects) || !found.all(|other| other.is_some_and(|other| other.name == model.name)) {
                continue;
            }
            let Some(because) = said.first().and_then(Value::reason) else { continue };
            let claim = |attribute, value: &Text, weight| Claim {
                attribute,
                value: value.clone(),
                weight,
                family: (*family).into(),
                rule: "models/sender".into(),
                because: because.clone(),
            };
            named.push(claim(Attribute::Model, &model.name, SENDER_WEIGHT));
            named.push(claim(Attribute::Manufacturer, &model.maker, SENDER_WEIGHT * MAKER_SHARE));
        }
        named
    }

    /// Titles and descriptions name the product among other words (`DRYPRO SIGMA2 - Konica Minolta`, `NIHON KOHDEN CNS-6201 Central
    /// Monitor`): a known model counts, where no other page names another one.
    pub(super) fn named_pages(&self, values: &Values<'_>, makers: &[Text], known: &[Claim]) -> Vec<Claim> {
        let makers = self.likely_makers(values, makers, known);
        let mut claims = Vec::new();
        for (property, family) in PAGES {
            let said = values.by_subject.get(&Subject::Property(*property)).into_iter().flatten();
            let mut found = said.filter_map(|value| Some((self.model_of_page(value, &makers)?, value.reason()?)));
            let Some((model, because)) = found.next() else { continue };
            if found.all(|(other, _)| other.name == model.name) {
                claims.push(Claim {
                    attribute: Attribute::Model,
                    value: model.name.clone(),
                    weight: if *property == Property::HostName { HOST_WEIGHT } else { SENDER_WEIGHT },
                    family: (*family).into(),
                    rule: "models/page".into(),
                    because,
                });
            }
        }
        claims
    }

    /// A page that begins with its maker's name is that maker's; what it is besides, where the maker makes but one kind of device
    /// and no model is named.
    pub(super) fn titled_makers(&self, values: &Values<'_>, has_model: bool) -> Vec<Claim> {
        let mut claims = Vec::new();
        for property in TITLES {
            let named = |value: &Value<'_>| self.maker_at_start(&value.text, value.protocol);
            let Some((maker, because)) = one_maker(values, *property, named) else { continue };
            let kind = self.models.kind_of(&maker).flatten().filter(|_| !has_model).and_then(Text::new);
            let claim = |attribute, value, weight| Claim {
                attribute,
                value,
                weight,
                family: property.slug().into(),
                rule: "manufacturers/page".into(),
                because: because.clone(),
            };
            claims.extend(kind.map(|kind| claim(Attribute::Category, kind, KIND_WEIGHT)));
            claims.push(claim(Attribute::Manufacturer, maker, MAKER_WEIGHT));
        }
        claims
    }

    /// The maker of known models that the first words of a text name.
    fn maker_at_start(&self, text: &str, protocol: &str) -> Option<Text> {
        let words: Vec<&str> = words(text).take(MAKER_WORDS).collect();
        (1..=words.len()).rev().find_map(|count| self.maker_of_models(&words.get(..count)?.join(" "), is_clinical(protocol)))
    }

    /// The maker of known models that is called so.
    fn maker_of_models(&self, name: &str, is_medical: bool) -> Option<Text> {
        let known = Some(name).filter(|name| name.len() >= SHORTEST && self.names.knows(name))?;
        let maker = self.names.canonical(&Text::new(known)?, is_medical);
        self.models.kind_of(&maker).is_some().then_some(maker)
    }

    /// Medical makers that stand where a device names its sender or its certificate's organisation, whichever maker it is.
    pub(super) fn named_makers(&self, values: &Values<'_>) -> Vec<Claim> {
        let mut claims = Vec::new();
        let mut name = |tables: &[(Property, &str)], rule: &str, maker_in: &dyn Fn(&str) -> Option<Text>| {
            for (property, family) in tables {
                let Some((maker, because)) = one_maker(values, *property, |value| maker_in(&value.text)) else { continue };
                claims.push(Claim {
                    attribute: Attribute::Manufacturer,
                    value: maker,
                    weight: MAKER_WEIGHT,
                    family: (*family).into(),
                    rule: rule.into(),
                    because,
                });
            }
        };
        name(MAKERS, "manufacturers/sender", &|text| self.medical_maker_in(text));
        name(SENDERS, "manufacturers/eui-64", &|text| self.maker_of_address(text));
        claims
    }

    /// The maker of whole devices that owns the EUI-64 in a sender's or an instance's identifier (`MON^UNIT^00A037FFFE000001^EUI-64`).
    pub(super) fn maker_of_address(&self, text: &str) -> Option<Text> {
        let is_address = |part: &&str| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        let address = text.split('^').find(is_address).filter(|_| text.ends_with("EUI-64"))?;
        let block = u64::from_str_radix(address.get(..12)?, 16).ok()?;
        let [_, _, mac @ ..] = block.to_be_bytes();
        self.owner_of(crate::base::MacAddr(mac))
    }

    /// The medical maker that a whole part of a text names, or its first word (`MINDRAY_A7`).
    fn medical_maker_in(&self, text: &str) -> Option<Text> {
        let parts = text.split(['^', ',']).map(str::trim);
        let parts = parts.map(|part| part.strip_prefix("O=").unwrap_or(part));
        let known = |part: &str| self.maker_of_models(part, true);
        parts.clone().find_map(known).or_else(|| known(text.split(['_', ' ', '^']).next()?))
    }

    fn model_of_page(&self, value: &Value<'_>, makers: &[Text]) -> Option<&ModelInfo> {
        let mut parts = vec![&*value.text];
        for separator in SEPARATORS {
            parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
        }
        let named = parts.iter().filter(|part| self.names.knows(part)).filter_map(|part| Text::new(part));
        let mut named: Vec<Text> = named.map(|part| self.names.canonical(&part, is_clinical(value.protocol))).collect();
        named.extend(parts.iter().filter_map(|part| self.maker_at_start(part, value.protocol)));
        let whole = self.model_within(&parts.join("^"), makers, &named);
        whole.or_else(|| parts.iter().find_map(|part| self.model_among_words(part, makers, &named)))
    }

    /// The model that some words of a text are, of a maker that is known: named beside it, or by the address block.
    fn model_among_words(&self, text: &str, makers: &[Text], beside: &[Text]) -> Option<&ModelInfo> {
        let words: Vec<&str> = words(text).take(MOST_WORDS).collect();
        let grams = (1..=MODEL_WORDS).rev().flat_map(|count| words.windows(count));
        grams.filter(|gram| gram.iter().any(|word| word.len() > 1)).find_map(|gram| {
            let part = gram.join(" ");
            let has_digit = has_digit(&part);
            let by_name = if has_digit { None } else { self.of_makers(&part, beside).filter(|model| model.is_called(&part)) };
            let by_number =
                Some(&part).filter(|part| has_digit && part.len() >= SHORTEST && part.chars().any(char::is_alphabetic));
            by_name.or_else(|| [beside, makers].iter().find_map(|makers| self.of_makers(by_number?, makers)))
        })
    }

    fn of_makers(&self, spelling: &str, makers: &[Text]) -> Option<&ModelInfo> {
        if makers.is_empty() { None } else { self.models.find(spelling, makers, &self.names) }
    }

    /// The makers that are components of a sender's name: `c111^Roche^c111`.
    fn makers_among(&self, text: &str) -> Vec<Text> {
        let parts = text.split('^').map(str::trim).filter(|part| part.len() >= SHORTEST && self.names.knows(part));
        parts.filter_map(|part| Some(self.names.canonical(&Text::new(part)?, true))).collect()
    }

    /// The model that a part of a sender's name means; `beside` are makers named in the same words. Short names count only on
    /// a device of their maker.
    fn model_within(&self, text: &str, makers: &[Text], beside: &[Text]) -> Option<&ModelInfo> {
        let mut parts = text.split('^').map(str::trim).filter(|part| part.len() >= SHORTEST);
        parts.find_map(|part| {
            // A word without a digit may be any word, unless its maker stands beside it, or it is long, or the model's whole
            // name, and its maker is known.
            let is_telling = |model: &&ModelInfo| has_digit(part) || part.len() >= TELLING || model.is_called(part);
            let alone = || self.models.find(part, &[], &self.names);
            alone().or_else(|| self.of_makers(part, beside)).or_else(|| self.of_makers(part, makers).filter(is_telling))
        })
    }

    /// The same for a short name of letters and digits, whose maker stands in the same words.
    fn short_model_within(&self, text: &str, beside: &[Text]) -> Option<&ModelInfo> {
        let is_short = |part: &&str| (SHORTEST_BESIDE..SHORTEST).contains(&part.len()) && has_digit(part);
        let mut parts = text.split('^').map(str::trim).filter(is_short).filter(|part| part.chars().any(char::is_alphabetic));
        parts.find_map(|part| self.of_makers(part, beside))
    }

    /// Who may have made a device, as its hardware addresses and its facility in HL7 have it.
    pub(super) fn nearby_makers(&self, values: &Values<'_>) -> Vec<Text> {
        let facilities = values.by_subject.get(&Subject::Property(Property::Hl7Facility)).into_iter().flatten();
        let facilities = facilities.filter(|value| self.names.knows(&value.text));
        let facilities = facilities.filter_map(|value| Some(self.names.canonical(&Text::new(&value.text)?, true)));
        let macs = values.by_subject.get(&Subject::Oui).into_iter().flatten();
        let owners = macs.filter_map(|mac| self.owner_of(mac.text.parse().ok()?));
        facilities.chain(owners).collect()
    }
}

/// Whether it takes devices' data: what it reports may be one of theirs, though it be the only one so far.
pub(super) fn collects(values: &Values<'_>) -> bool {
    let roles = values.by_subject.get(&Subject::Property(Property::NetworkRole)).into_iter().flatten();
    roles.into_iter().any(|role| role.text == Role::DeviceDataCollector.slug())
}

/// The maker that values of a property name, where they name but one, and the first value that does.
fn one_maker(values: &Values<'_>, property: Property, named: impl Fn(&Value<'_>) -> Option<Text>) -> Option<(Text, Text)> {
    let said = values.by_subject.get(&Subject::Property(property)).into_iter().flatten();
    let mut found = said.filter_map(|value| Some((named(value)?, value.reason()?)));
    let first = found.next()?;
    found.all(|(other, _)| other == first.0).then_some(first)
}

pub(super) fn has_digit(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}

/// The words of a title, a subject or a host's name.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || EDGES.contains(&c)).filter(|word| !word.is_empty())
}

/// The makers that rules know from the same words.
pub(super) fn beside(value: &Value<'_>, claims: &[Claim]) -> Vec<Text> {
    let Some(reason) = value.reason() else { return Vec::new() };
    let strong = claims.iter().filter(|claim| claim.attribute == Attribute::Manufacturer && claim.weight >= BESIDE_WEIGHT);
    strong.filter(|claim| claim.because == reason).map(|claim| claim.value.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Text {
        Text::new(text).unwrap()
    }

    #[test]
    fn a_sender_that_bears_a_models_name_is_that_model() {
        let shipped = Fingerprints::shipped().unwrap();
        let model = |mac: Option<&str>, facts: &[(Property, &str)]| {
            let facts: Vec<(Property, Text)> = facts.iter().map(|(property, value)| (*property, text(value))).collect();
            let profile = crate::fingerprint::Profile {
                macs: mac.into_iter().map(|mac| mac.parse().unwrap()).collect(),
                facts: facts.iter().map(|(property, value)| (*property, value, "hl7")).collect(),
                ..Default::default()
            };
            let claims = shipped.identify(&profile);
            let claims = claims.iter().filter(|claim| claim.attribute == Attribute::Model && &*claim.rule == "models/sender");
            claims.map(|claim| claim.value.to_string()).collect::<Vec<_>>().join(", ")
        };
        let application = Property::Hl7Application;
        assert_eq!(model(None, &[(application, "ABL90 FLEX PLUS")]), "ABL90 FLEX PLUS");
        assert_eq!(model(None, &[(application, "HAMILTON-C6^001E9AFFFE201108^EUI-64")]), "HAMILTON-C6");
        // A short name needs its maker, or a rule that knows it by the name.
        assert_eq!(model(None, &[(application, "PVM-2701")]), "");
        assert_eq!(model(Some("00:a0:9a:00:00:01"), &[(application, "PVM-2701")]), "PVM-2701");
        assert_eq!(model(None, &[(application, "PVM-2701"), (Property::Hl7Facility, "NIHON KOHDEN")]), "PVM-2701");
        assert_eq!(model(None, &[(application, "XN-1000")]), "XN-1000");
        // Several names are not one device's.
        assert_eq!(model(None, &[(application, "ABL90 FLEX PLUS"), (application, "HAMILTON-C6")]), "");
        assert_eq!(model(None, &[(application, "EPIC")]), "");
        // The whole name of a model without a digit counts beside its maker, and where it is of several words.
        assert_eq!(model(None, &[(application, "PRISMAX"), (Property::Hl7Facility, "Baxter")]), "PrisMax");
        assert_eq!(
            (model(None, &[(application, "PRISMAX")]), model(None, &[(application, "LIAISONXL")])),
            ("".into(), "LIAISON XL".into())
        );
        // Its maker may be a component of the same name.
        assert_eq!(model(None, &[(Property::AstmSender, "c111^Roche^c111^4.2.2")]), "cobas c 111");
        assert_eq!(model(None, &[(Property::Hl7EquipmentId, "SOPHIE^Fritz Stephan GmbH^4.2")]), "SOPHIE");
        // A word without a digit counts beside its maker, as a rule knows it from the same words.
        assert_eq!(model(None, &[(Property::AstmSender, "STA-R MAX")]), "STA R Max");
    }

    #[test]
    fn a_sender_names_its_maker() {
        let shipped = Fingerprints::shipped().unwrap();
        let maker = |text: &str| shipped.medical_maker_in(text).map(|maker| maker.to_string()).unwrap_or_default();
        assert_eq!(maker("SPACELABS"), "Spacelabs Healthcare");
        assert_eq!(maker("MINDRAY_A7^00A037FFFE5B1201^EUI-64"), "Mindray");
        assert_eq!(maker("CN=pic, O=Philips Healthcare"), "Philips");
        assert_eq!(maker("EPIC"), "", "not a maker of devices");
        assert_eq!(maker("CN=intranet, O=Microsoft Corporation"), "");
        assert_eq!(maker("WARDHOSP"), "");
        let maker = |text: &str| shipped.maker_of_address(text).map(|maker| maker.to_string()).unwrap_or_default();
        assert_eq!(maker("MON^UNIT^00A037FFFE000001^EUI-64"), "Mindray");
        assert_eq!((maker("MON^UNIT^00A037FFFE000001"), maker("MON^0009^EUI-64")), (String::new(), String::new()));
    }

    #[test]
    fn a_page_names_its_product() {
        let shipped = Fingerprints::shipped().unwrap();
        let model = |titles: &[&str]| {
            let titles: Vec<Text> = titles.iter().map(|title| text(title)).collect();
            let facts = titles.iter().map(|title| (Property::HttpTitle, title, "http")).collect();
            let claims = shipped.identify(&crate::fingerprint::Profile { facts, ..Default::default() });
            let claims = claims.iter().filter(|claim| &*claim.rule == "models/page");
            claims.map(|claim| claim.value.to_string()).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(model(&["DRYPRO 873 - Konica Minolta"]), "DRYPRO 873");
        assert_eq!(model(&["Login", "HAMILTON-C6 | Status"]), "HAMILTON-C6");
        assert_eq!(model(&["HAMILTON-C6", "ABL90 FLEX PLUS"]), "", "a page about several");
        assert_eq!(model(&["Overview - Settings"]), "");
        // Among other words beside its maker's name, and never without it.
        assert_eq!(model(&["NIHON KOHDEN CNS-6201 Central Monitor"]), "CNS-6201");
        assert_eq!(model(&["CNS-6201 Central Monitor"]), "");
        // Ordinary words are anybody's.
        assert_eq!((model(&["Smart System - Login"]), model(&["Discovery 690"])), (String::new(), String::new()));
    }

    #[test]
    fn a_page_begins_with_its_maker() {
        let shipped = Fingerprints::shipped().unwrap();
        let claims = |title: &str| {
            let title = text(title);
            let facts = vec![(Property::HttpTitle, &title, "http")];
            let claims = shipped.identify(&crate::fingerprint::Profile { facts, ..Default::default() });
            let claims = claims.iter().filter(|claim| &*claim.rule == "manufacturers/page");
            claims.map(|claim| claim.value.to_string()).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(claims("Sysmex remote service"), "lab_analyzer, Sysmex");
        // Makers of many things, and who makes none of these.
        assert_eq!(claims("Philips portal"), "Philips");
        assert_eq!(claims("Welcome to Philips"), "");
        assert_eq!(claims("Apache2 Debian Default Page"), "");
    }

    #[test]
    fn a_hosts_name_bears_its_makers_model() {
        let shipped = Fingerprints::shipped().unwrap();
        let model = |name: &str| {
            let name = text(name);
            let profile = crate::fingerprint::Profile {
                macs: vec!["00:a0:9a:00:00:01".parse().unwrap()],
                facts: vec![(Property::HostName, &name, "dhcp")],
                ..Default::default()
            };
            let claims = shipped.identify(&profile);
            let claims = claims.iter().filter(|claim| &*claim.rule == "models/page");
            claims.map(|claim| format!("{} {}", claim.value, claim.weight)).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(model("PVM-2701"), "PVM-2701 0.4");
        assert_eq!((model("WARD-3"), model("ICU")), (String::new(), String::new()));
    }
}
