//! Products that no table knows, where a device says outright which it is: a word of letters and digits beside its maker's name, and a
//! serial number beside its model.

use super::instances::one;
use super::product_words::{NAME_WORDS, is_legal_form, is_product, is_software_house, is_token, serial_in, the_one};
use super::rule::Subject;
use super::senders::{MAKER_WORDS, SENDERS, SEPARATORS, beside, has_digit, words};
use super::values::{Value, Values};
use super::{Attribute, Claim, Fingerprints, titles};
use crate::base::Text;
use crate::observation::Property;

/// Where devices describe themselves in words that nobody at the site chose.
const DESCRIPTIONS: &[Property] = &[
    Property::HttpTitle,
    Property::HttpRealm,
    Property::SystemDescription,
    Property::SnmpDeviceDescription,
    Property::FtpBanner,
    Property::TelnetBanner,
    Property::RtspRealm,
    Property::SipUserAgent,
    Property::SipServer,
    Property::OpcuaApplicationName,
    Property::DhcpVendorClass,
    Property::TlsSubject,
];
/// Of these the words are the device's own, and no page about something else.
const OWN_WORDS: &[Property] = &[
    Property::SystemDescription,
    Property::SnmpDeviceDescription,
    Property::SipUserAgent,
    Property::SipServer,
    Property::OpcuaApplicationName,
];
/// Of these a page may be about something else.
const PAGES: &[Property] = &[Property::HttpTitle, Property::HttpRealm, Property::TlsSubject];
/// Of these the first word is often the product, and the maker is not named.
const SELF_DESCRIPTIONS: &[Property] = &[Property::SystemDescription, Property::SnmpDeviceDescription];
/// Of these a product may stand alone, on a device whose address names its maker.
const LABELS: &[Property] = &[
    Property::FtpBanner,
    Property::HttpTitle,
    Property::HttpRealm,
    Property::SipUserAgent,
    Property::SipServer,
    Property::DhcpVendorClass,
];
/// How far a product that no table knows is believed.
const PRODUCT_WEIGHT: f32 = 0.45;
/// The same for a serial number beside a known model.
const SERIAL_WEIGHT: f32 = 0.55;
/// Commas before legal forms part no words.
const COMMAS: &[(&str, &str)] =
    &[(", Inc", " Inc"), (", Ltd", " Ltd"), (", LLC", " LLC"), (", Corp", " Corp"), (", Co.", " Co.")];
/// So many words of a description are looked at.
const MOST_WORDS: usize = 24;
/// A product and what names it.
#[derive(Clone)]
pub(super) struct Product {
    pub(super) maker: Option<Text>,
    pub(super) name: Text,
    pub(super) because: Text,
    pub(super) property: Property,
}

/// What else is known of the device whose description is read.
struct Own<'a> {
    /// Who may have made it.
    makers: &'a [Text],
    /// The same words say what it is for.
    is_purposed: bool,
    /// The words are its own, and no page about something else.
    has_own_words: bool,
    /// The words are a page's title.
    is_title: bool,
    /// Who made it by its hardware address.
    owners: &'a [Text],
}

impl Fingerprints {
    /// The model that a description puts beside its maker's name, where nothing else told the model: `SATO CL4NX`, `armv7l BUFFALO
    /// TS5410DN`, `S5735-L48P4X-A Huawei ...`; without a digit where the same words say what it is for.
    pub(super) fn named_products(&self, values: &Values<'_>, makers: &[Text], known: &[Claim]) -> Vec<Claim> {
        if known.iter().any(|claim| claim.attribute == Attribute::Model) {
            return Vec::new();
        }
        let owners = self.nearby_makers(values);
        let makers = self.likely_makers(values, makers, known);
        let mut found: Vec<Product> = self.product_of_sender(values, &owners, known).into_iter().collect();
        for property in DESCRIPTIONS {
            let said = values.by_subject.get(&Subject::Property(*property)).into_iter().flatten();
            found.extend(said.filter_map(|value| {
                let because = value.reason()?;
                let is_purposed = known.iter().any(|claim| claim.attribute == Attribute::Category && claim.because == because);
                let has_own_words = OWN_WORDS.contains(property);
                let is_title = *property == Property::HttpTitle;
                let own = Own { makers: &makers, is_purposed, has_own_words, is_title, owners: &owners };
                let described = || self.product_first(value, &makers).filter(|_| SELF_DESCRIPTIONS.contains(property));
                let alone = || self.product_alone(value, values, &owners).filter(|_| LABELS.contains(property));
                let owner = || one(&owners).filter(|_| is_purposed);
                let named = beside(value, known);
                let titled = || self.product_of_title(value, named.first().or_else(owner)?);
                let titled = || titled().filter(|_| is_title);
                if *property == Property::TlsSubject {
                    let (maker, name) = self.product_of_subject(value)?;
                    return Some(Product { maker: Some(maker), name, because, property: *property });
                }
                let (maker, product) = self.product_in(value, &own).or_else(described).or_else(titled).or_else(alone)?;
                Some(Product { maker: Some(maker), name: product, because, property: *property })
            }));
        }
        let agents = values.by_subject.get(&Subject::Property(Property::HttpUserAgent)).into_iter().flatten();
        found.extend(agents.filter_map(|agent| product_of_agent(agent, &owners)));
        // A device's own words come before a page's; several products are a page about several.
        let is_page = |found: &Product| PAGES.contains(&found.property);
        if !found.iter().all(is_page) {
            found.retain(|product| !is_page(product));
        }
        let Some(Product { maker, name: product, because, property }) = found.first().cloned() else { return Vec::new() };
        // With its serial number behind it, it is the same.
        let is_same = |other: &str| {
            let front = other.get(..product.as_str().len()).unwrap_or_default();
            front.eq_ignore_ascii_case(product.as_str())
                && other.get(front.len()..).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        if !found.iter().all(|other| is_same(other.name.as_str())) {
            return Vec::new();
        }
        let claim = |attribute, value| Claim {
            attribute,
            value,
            weight: PRODUCT_WEIGHT,
            family: property.slug().into(),
            rule: "manufacturers/product".into(),
            because: because.clone(),
        };
        let of_sender = [Property::Hl7EquipmentId, Property::AstmSender, Property::OpcuaApplicationUri].contains(&property);
        let said = because.as_str().split_once('=').map_or("", |(_, said)| said).replace(':', "^");
        let serial = Some(said).filter(|_| of_sender).and_then(|said| serial_in(&said, |part| part == product.as_str()));
        let serial = serial.map(|serial| claim(Attribute::Serial, serial));
        let title = because.as_str().strip_prefix("http.title=");
        let version = title.and_then(|title| titles::version(title, product.as_str())).and_then(Text::new);
        let version = version.map(|version| claim(Attribute::Software, version));
        let maker = maker.map(|maker| claim(Attribute::Manufacturer, maker));
        std::iter::once(claim(Attribute::Model, product)).chain(maker).chain(serial).chain(version).collect()
    }

    /// The maker and the product that a description names.
    fn product_in(&self, value: &Value<'_>, own: &Own<'_>) -> Option<(Text, Text)> {
        let text = COMMAS.iter().fold(value.text.to_string(), |text, (comma, form)| text.replace(comma, form));
        let mut parts = vec![text.as_str()];
        for separator in SEPARATORS {
            parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
        }
        let among_words = parts.iter().find_map(|part| {
            let words: Vec<&str> = words(part).take(MOST_WORDS).collect();
            let words = greeted(&words);
            let glued = || self.glued_to_maker(words.first()?).filter(|_| own.has_own_words);
            (0..words.len()).find_map(|at| self.product_at(words.get(at..)?, at, words, own)).or_else(glued)
        });
        // `QX77-Z | SATO`: parts of nothing else.
        among_words.or_else(|| self.product_beside(&parts, is_product, false))
    }

    /// The product in a word that begins with a known maker's name: `PolycomHDX8000HD`, `Cisco-CP-7821-3PCC`.
    fn glued_to_maker(&self, word: &str) -> Option<(Text, Text)> {
        let is_start = |rest: &str| rest.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
        let ends = word.char_indices().map(|(at, _)| at).filter(|at| *at > 3);
        let parts = ends.filter_map(|at| word.split_at_checked(at));
        let parts = parts.map(|(maker, name)| (maker, name.trim_start_matches(['-', '_'])));
        let (maker, name) = parts.into_iter().find(|(maker, name)| is_start(name) && self.names.knows(maker))?;
        let is_told = is_token(name) && !is_software_house(maker);
        is_told.then(|| Some((self.names.canonical(&Text::new(maker)?, false), Text::new(name)?)))?
    }

    /// The product as common name or unit of a certificate whose organisation is a known maker: `CN=QX190V,OU=Products,O=SATO`.
    fn product_of_subject(&self, value: &Value<'_>) -> Option<(Text, Text)> {
        let attributes = || value.text.split(',').filter_map(|part| part.trim().split_once('='));
        let of = |name: &'static str| attributes().filter(move |(key, _)| *key == name).map(|(_, said)| said.trim());
        let organisation =
            of("O").map(|name| name.trim_end_matches('\\')).find(|name| name.len() > 2 && self.names.knows(name))?;
        let maker = self.names.canonical(&Text::new(organisation)?, false);
        // Host names are written with dashes.
        let names = of("OU").chain(of("CN").filter(|name| !name.contains('-')));
        let mut found = names.filter(|name| name.contains(|c: char| c.is_ascii_digit())).filter_map(|said| {
            let words: Vec<&str> = said.split(' ').collect();
            let own: Vec<&str> = words.into_iter().skip_while(|word| self.names.knows(word)).collect();
            titles::label(&own).filter(|name| !name.join(" ").contains('.')).map(|name| name.join(" "))
        });
        let name = found.next().filter(|_| !is_software_house(maker.as_str()))?;
        Some((maker, Text::new(&name)?))
    }

    /// The product that a title begins with, of a maker that a rule knows from the same title, or that the address names where the title
    /// says what the device is for.
    fn product_of_title(&self, value: &Value<'_>, maker: &Text) -> Option<(Text, Text)> {
        let mut part = &*value.text;
        for separator in SEPARATORS {
            part = part.split(separator).next()?;
        }
        let words: Vec<&str> = words(part).take(MOST_WORDS).collect();
        let name = titles::whole_product(&words).filter(|name| !name.iter().any(|word| self.names.knows(word)))?;
        Some((maker.clone(), Text::new(&name.join(" "))?))
    }

    /// The first words of what a device describes itself with, where all else names one maker: `DGS-1210-28 6.20.B012`.
    fn product_first(&self, value: &Value<'_>, makers: &[Text]) -> Option<(Text, Text)> {
        let maker = self.the_maker(makers)?;
        let words: Vec<&str> = words(&value.text).take(NAME_WORDS).collect();
        let first = words.first()?;
        let is_number = first.starts_with(|c: char| c.is_ascii_uppercase()) && is_product(first);
        let product =
            if is_number { (*first).to_owned() } else { words.get(..2).filter(|two| titles::is_labelled(two))?.join(" ") };
        Some((maker, Text::new(&product)?))
    }

    /// A label that is nothing but a product, on a device whose address names its maker: `RUT240 - Status`, `DS-K1T671M`. What the
    /// device is called is none.
    fn product_alone(&self, value: &Value<'_>, values: &Values<'_>, owners: &[Text]) -> Option<(Text, Text)> {
        const HOSTS: [Property; 2] = [Property::HostName, Property::SystemName];
        let maker = one(owners)?.clone();
        let mut part = &*value.text;
        for separator in SEPARATORS {
            part = part.split(separator).next()?;
        }
        let words: Vec<&str> = words(part).take(MOST_WORDS).collect();
        let glued = || glued(words.first()?, maker.as_str()).map(str::to_owned);
        let name = titles::label(&words).map(|name| name.join(" ")).or_else(glued)?;
        let names = HOSTS.iter().filter_map(|property| values.by_subject.get(&Subject::Property(*property))).flatten();
        let is_host = names.into_iter().any(|host| host.lower.contains(&name.to_lowercase()));
        // Without a number a page alone names a product; the first word of a banner is a system's.
        let is_told = !is_host && (has_digit(&name) || value.label == Property::HttpTitle.slug());
        is_told.then(|| Text::new(&name)).flatten().map(|name| (maker, name))
    }

    /// The one maker of known models among these.
    pub(super) fn the_maker(&self, makers: &[Text]) -> Option<Text> {
        one(makers).filter(|maker| self.models.kind_of(maker).is_some()).cloned()
    }

    /// The one part that is a product, beside one that is a maker's name.
    pub(super) fn product_beside(
        &self,
        parts: &[&str],
        is_product: impl Fn(&str) -> bool,
        is_medical: bool,
    ) -> Option<(Text, Text)> {
        let maker = parts.iter().find(|part| part.len() > 2 && self.names.knows(part))?;
        let product = the_one(parts, is_product)?;
        Some((self.names.canonical(&Text::new(maker)?, is_medical), product))
    }

    /// The product beside the maker whose name begins at a place among the words.
    fn product_at(&self, rest: &[&str], at: usize, all: &[&str], own: &Own<'_>) -> Option<(Text, Text)> {
        let (maker, length) = self.maker_before(rest, own)?;
        let is_first = at == 0;
        let is_its_own = own.makers.contains(&maker) || (own.has_own_words && is_first);
        let after = rest.get(length..)?;
        let is_makers = |word: &&str| is_legal_form(word) || rest.first().is_some_and(|first| first.eq_ignore_ascii_case(word));
        let after = after.iter().position(|word| !is_makers(word)).and_then(|start| after.get(start..)).unwrap_or_default();
        let joined = |words: &[&str]| Text::new(&words.join(" ")).map(|product| (maker.clone(), product));
        let is_labelled = is_first && own.has_own_words;
        if let [word, behind @ ..] = after
            && (is_product(word) || (is_labelled && is_token(word)))
        {
            // Nobody else says whose it is: then the words are of nothing but maker and product.
            let is_told = is_its_own || (is_first && behind.is_empty());
            return is_told.then(|| joined(&[word])).flatten();
        }
        let head = titles::head(after);
        // `Moxa NPort 5110A`: the words of a title are the maker's name, a series and a number.
        if is_first && titles::is_series_and_number(head, is_its_own) && (is_its_own || head.len() == after.len()) {
            return joined(head);
        }
        let before = at.checked_sub(1).filter(|before| *before == 0).and_then(|before| all.get(before));
        if let Some(word) = before.filter(|word| is_its_own && word.contains('-') && is_product(word)) {
            return joined(&[word]);
        }
        if is_first && own.is_purposed && titles::is_purposed_name(after) {
            return joined(after);
        }
        let is_versioned = is_labelled && head.len() < after.len() && !is_software_house(maker.as_str());
        if is_versioned && titles::is_product_name(head) {
            return joined(head);
        }
        let is_titled = is_first && own.is_title && !is_software_house(maker.as_str());
        is_titled.then(|| titles::product(after, own.owners.contains(&maker))).flatten().and_then(joined)
    }

    /// The maker that words begin with, and how many of them its name is: one that is known, or the owner of the device's address block,
    /// who is in no list, by the first word of his name.
    fn maker_before(&self, words: &[&str], own: &Own<'_>) -> Option<(Text, usize)> {
        let is_initials = |name: &str| name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_uppercase());
        let known = (1..=MAKER_WORDS.min(words.len())).rev().find_map(|count| {
            let name = words.get(..count)?.join(" ");
            let known = Some(name).filter(|name| (name.len() > 2 || is_initials(name)) && self.names.knows(name))?;
            Some((self.names.canonical(&Text::new(&known)?, false), count))
        });
        known.or_else(|| {
            let first = words.first().filter(|word| word.len() > 2)?;
            let is_owner = |owner: &&Text| owner.as_str().split(' ').next().is_some_and(|word| word.eq_ignore_ascii_case(first));
            own.owners.iter().find(is_owner).map(|owner| (owner.clone(), 1))
        })
    }

    /// The makers that may have made it: those it names, and those that claims or its hardware address name.
    pub(super) fn likely_makers(&self, values: &Values<'_>, makers: &[Text], known: &[Claim]) -> Vec<Text> {
        let mut makers = makers.to_vec();
        makers.extend(self.nearby_makers(values));
        let strong = known.iter().filter(|claim| claim.attribute == Attribute::Manufacturer && claim.weight >= 0.5);
        makers.extend(strong.map(|claim| claim.value.clone()));
        makers
    }

    /// The serial number beside a known model in what names a sender or an instance: `MB104170^bellavista 1000`,
    /// `H500^904YAXH04170^2.1.3`.
    pub(super) fn serials_of_senders(&self, values: &Values<'_>, named: &[Claim]) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (property, family) in SENDERS.iter().filter(|(property, _)| *property != Property::Hl7Application) {
            let Some(said) = values.by_subject.get(&Subject::Property(*property)) else { continue };
            let told = |claim: &&Claim| claim.attribute == Attribute::Model && claim.family.as_ref() == *family;
            if !named.iter().any(|claim| told(&claim)) {
                continue;
            }
            let is_model = |part: &str| self.models.knows(part);
            let mut found = said.iter().filter_map(|value| Some((serial_in(&value.text, is_model)?, value.reason()?)));
            let Some((serial, because)) = found.next() else { continue };
            if found.all(|(other, _)| other == serial) {
                claims.push(Claim {
                    attribute: Attribute::Serial,
                    value: serial,
                    weight: SERIAL_WEIGHT,
                    family: (*family).into(),
                    rule: "models/serial".into(),
                    because,
                });
            }
        }
        claims
    }
}

/// The words behind a greeting.
fn greeted<'w, 't>(words: &'w [&'t str]) -> &'w [&'t str] {
    let is_greeting = |word: &&str| ["welcome", "to", "the"].contains(&word.to_lowercase().as_str());
    words.iter().position(|word| !is_greeting(word)).and_then(|start| words.get(start..)).unwrap_or_default()
}

/// The product in a word that begins with its maker's name: `snomD735`, `snom-D785`.
fn glued<'w>(word: &'w str, maker: &str) -> Option<&'w str> {
    let maker = maker.split(' ').next().filter(|maker| maker.len() > 2)?;
    let (front, name) = word.split_at_checked(maker.len())?;
    let name = name.trim_start_matches(['-', '_']);
    (front.eq_ignore_ascii_case(maker) && is_token(name)).then_some(name)
}

/// The product that a device calls itself as client, its maker's name before it: `JRI-SPY-BRIDGE/2.1.7`.
fn product_of_agent(agent: &Value<'_>, owners: &[Text]) -> Option<Product> {
    let (maker, name) = agent.text.split('/').next()?.split_once(['-', '_'])?;
    let is_maker = |owner: &&Text| owner.as_str().split(' ').next().is_some_and(|word| word.eq_ignore_ascii_case(maker));
    let maker = owners.iter().find(is_maker)?.clone();
    let is_name = name.len() >= 3 && !name.contains(' ') && name.split(['-', '_']).any(titles::says_which);
    let name = Text::new(name).filter(|_| is_name)?;
    Some(Product { maker: Some(maker), name, because: agent.reason()?, property: Property::HttpUserAgent })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint::Profile;

    fn told(mac: Option<&str>, facts: &[(Property, &str)], rule: &str) -> String {
        let shipped = Fingerprints::shipped().unwrap();
        let facts: Vec<(Property, Text)> = facts.iter().map(|(property, value)| (*property, Text::new(value).unwrap())).collect();
        let profile = Profile {
            macs: mac.into_iter().map(|mac| mac.parse().unwrap()).collect(),
            facts: facts.iter().map(|(property, value)| (*property, value, "x")).collect(),
            ..Default::default()
        };
        let claims = shipped.identify(&profile);
        let told = claims.iter().filter(|claim| &*claim.rule == rule).map(|claim| claim.value.to_string());
        told.collect::<Vec<_>>().join(" by ")
    }

    #[test]
    fn a_product_stands_beside_its_makers_name() {
        let product = |text: &str| told(None, &[(Property::HttpTitle, text)], "manufacturers/product");
        assert_eq!(product("SATO QX77-Z - Status"), "QX77-Z by SATO");
        assert_eq!(product("SATO QX77-Z status page"), "", "nothing else says whose it is");
        assert_eq!(product("QX77-Z | SATO"), "QX77-Z by SATO");
        assert_eq!(product("Moxa QPort 7110A"), "QPort 7110A by Moxa");
        assert_eq!((product("Microsoft Windows 2019"), product("Moxa Server 2019")), (String::new(), String::new()));
        assert_eq!(product("SATO v2.12"), "");
        assert_eq!(product("SATO V212"), "");
        assert_eq!(product("SATO 00199841AAFF"), "", "an address");
        let described = |mac: &str, text: &str| told(Some(mac), &[(Property::SystemDescription, text)], "manufacturers/product");
        assert_eq!(described("00:19:98:00:00:01", "Linux x 3.10 armv7l SATO QX77Z rev b"), "QX77Z by SATO");
        assert_eq!(described("00:19:98:00:00:01", "QX77-Z SATO embedded software"), "QX77-Z by SATO");
        assert_eq!(described("00:a0:37:00:00:01", "Linux x 3.10 armv7l SATO QX77Z rev b"), "", "another maker's device");
        assert_eq!(described("00:19:98:00:00:01", "QX77-Z 6.20.B012"), "QX77-Z by SATO", "its address names the maker");
        assert_eq!(described("00:19:98:00:00:01", "MIPS32 board"), "", "a processor");
        assert_eq!(described("00:a0:37:00:00:01", "SATO QX77Z rev b"), "QX77Z by SATO", "its own words");
    }

    #[test]
    fn a_sender_names_its_product_beside_its_maker() {
        let product = |facts: &[(Property, &str)]| told(None, facts, "manufacturers/product");
        let (application, facility) = (Property::Hl7Application, Property::Hl7Facility);
        assert_eq!(product(&[(application, "QX-770"), (facility, "Mindray")]), "QX-770 by Mindray");
        assert_eq!(product(&[(application, "MINDRAY"), (facility, "QX 77")]), "QX 77 by Mindray");
        assert_eq!(product(&[(application, "QX-770"), (facility, "WARDHOSP")]), "");
        let under = |name: &str| told(Some("00:a0:37:00:00:01"), &[(application, name)], "manufacturers/product");
        assert_eq!(
            ["QX-770", "Quuxaflex", "ICU2", "LAB-01", "BED 7", "MONITOR"].map(under),
            ["QX-770 by Mindray", "Quuxaflex by Mindray", "", "", "", ""]
        );
        assert_eq!(product(&[(application, "Mindray"), (facility, "SN1234567")]), "", "a serial number");
        assert_eq!(product(&[(Property::Hl7EquipmentId, "QX 77^Inpeco^TS104170")]), "QX 77 by Inpeco by TS104170");
        assert_eq!(product(&[(Property::Hl7EquipmentId, "Quuxaflex^Inpeco S.p.A.^1.2")]), "Quuxaflex by Inpeco");
        assert_eq!(
            product(&[(Property::Hl7EquipmentId, "Quuxaflex^QUUX Medical Systems SE")]),
            "Quuxaflex by QUUX Medical Systems"
        );
        assert_eq!(product(&[(Property::Hl7EquipmentId, "Monitor^Inpeco^EUI-64")]), "", "an ordinary word");
        for (instance, expected) in [
            ("MB204519^quuxavista 1000^Inpeco", "quuxavista 1000 by Inpeco by MB204519"),
            ("3MUC4517^quuxFiltrateX^Inpeco", "quuxFiltrateX by Inpeco by 3MUC4517"),
            ("FT-0C004513^qPM 12^00A0370045100451^EUI-64", "qPM 12 by Mindray by FT-0C004513"),
            ("28335^QUUX-n^0123456789ABCDEF^EUI-64", "QUUX-n by 28335"),
            ("quuxas pro^Roche~2145-06^Roche", "quuxas pro by Roche by 2145-06"),
            ("QuuxLab X^Inpeco^FLX0417", "QuuxLab X by Inpeco by FLX0417"),
            ("BED7^^00A0370045100451^EUI-64", ""),
            ("Quux 17m^^00A0370045100451^EUI-64", "Quux 17m by Mindray"),
            ("SU6F417^QUUX-U^00A0370045100451^EUI-64", "QUUX-U by Mindray by SU6F417"),
        ] {
            assert_eq!(product(&[(Property::Hl7EquipmentId, instance)]), expected, "{instance}");
        }
        assert_eq!(product(&[(Property::OpcuaApplicationUri, "urn:SATO:QX 4/77:0000104170")]), "QX 4/77 by SATO by 0000104170");
        assert_eq!(product(&[(Property::OpcuaApplicationUri, "urn:host:SATO:QX77:Server")]), "");
        let unknown = (Property::OpcuaApplicationUri, "urn:QUUX:Quuxomat PL:L2830417");
        let called = (Property::OpcuaApplicationName, "QUUX Quuxomat PL L2830417");
        assert_eq!([product(&[unknown]), product(&[unknown, called])], ["", "Quuxomat PL by QUUX by L2830417"]);
        assert_eq!(product(&[(Property::Poct1aDeviceId, "QUX^QuuxScreen^0417-HS")]), "QuuxScreen");
    }

    #[test]
    fn titles_and_agents_name_products_too() {
        let product = |mac, facts: &[(Property, &str)]| told(mac, facts, "manufacturers/product");
        let (title, agent) = (Property::HttpTitle, Property::HttpUserAgent);
        let sato = Some("00:19:98:00:00:01");
        assert_eq!(product(sato, &[(title, "SATO Quuxaflex")]), "Quuxaflex by SATO");
        assert_eq!(product(None, &[(title, "SATO Quuxaflex")]), "", "nobody else says whose it is");
        assert_eq!(product(None, &[(title, "SATO Quuxa Engine 6.2 - Administration")]), "Quuxa Engine by SATO by 6.2");
        assert_eq!(product(None, &[(title, "SATO QuuxLine - Appel malade")]), "QuuxLine by SATO");
        assert_eq!(product(sato, &[(title, "SATO Web Login")]), "");
        assert_eq!(product(None, &[(title, "Agilia QUUX Wifi - Configuration")]), "Agilia QUUX Wifi by Fresenius Kabi");
        assert_eq!(product(sato, &[(agent, "SATO-QUUX-BRIDGE/2.1.7")]), "QUUX-BRIDGE by SATO");
        assert_eq!(product(None, &[(agent, "SATO-QUUX-BRIDGE/2.1.7")]), "");
        let described =
            |mac: Option<&str>, text: &str| told(mac, &[(Property::SystemDescription, text)], "manufacturers/product");
        for (text, expected) in [
            ("SATO, Inc. qx7700-48p Ethernet Switch, kernel 18.4", "qx7700-48p by SATO"),
            ("SATO quuxhub C300i", "quuxhub C300i by SATO"),
            ("SATO qR-ADV C5840 39.13", "qR-ADV C5840 by SATO"),
            ("SATO QMC PU SN 40283041 HW V3.00", "QMC PU by SATO"),
            ("SATO SATO QX7700 24-Port Software Version 3", "QX7700 by SATO"),
            ("Siemens, SIMATIC NET, CP 343-1 Lean, VPC3513639", ""),
            ("Siemens, SIMATIC HMI, QTP600 Basic, 6AV6647-0AB11-3AX0, HW:1", "6AV6647-0AB11-3AX0 by Siemens"),
            ("SATO Printing System", ""),
            ("SATO QM C3000 1.05 / SATO Network Printer C model", "QM C3000 by SATO"),
            ("SATO Networking Software 9.1", ""),
            ("SATO Built-in Print Server", ""),
            ("VMware QUUXi 7.0.3", ""),
        ] {
            assert_eq!(described(sato, text), expected, "{text}");
        }
        let both = [(title, "SATO QUBS2"), (Property::SipUserAgent, "SATO IP-QUUX Base Station 11.4.8")];
        assert_eq!(product(None, &both), "IP-QUUX Base Station by SATO", "its own words come first");
        let subject = |text: &str| told(None, &[(Property::TlsSubject, text)], "manufacturers/product");
        assert_eq!(subject("CN=QX190V,OU=Products,O=SATO Corporation,C=US"), "QX190V by SATO");
        assert_eq!(subject("CN=x,OU=SATO Quuxatis 1591,O=SATO"), "Quuxatis 1591 by SATO");
        assert_eq!(subject("CN=QX190V,O=A Hospital"), "");
        assert_eq!(subject("CN=qx190v.example.com,O=SATO"), "");
        assert_eq!(product(sato, &[(Property::FtpBanner, "QSI-2941B Version 6.34 ready.")]), "QSI-2941B by SATO");
        assert_eq!(product(None, &[(Property::FtpBanner, "Welcome to SATO QX77-Z")]), "QX77-Z by SATO");
        assert_eq!(product(sato, &[(Property::FtpBanner, "QuuxWorks (QuuxWorks) FTP server ready")]), "", "a system");
        assert_eq!(product(None, &[(Property::SipServer, "PolycomQUX8000HD/3.1.7")]), "QUX8000HD by Polycom");
        let agent = |text: &str| told(sato, &[(Property::SipUserAgent, text)], "manufacturers/product");
        assert_eq!([agent("satoD735/10.1.127.10"), agent("SATO q16V 2.8.13 0c383e41714a")], ["D735 by SATO", "q16V by SATO"]);
        assert_eq!(agent("Quuxscape_CP400_SIP V1 R9.3.0"), "Quuxscape CP400 by SATO");
        assert_eq!(product(sato, &[(Property::DhcpVendorClass, "sato-D785")]), "D785 by SATO");
        assert_eq!(product(sato, &[(title, "Com-Quuxer++ 58665 - COMSRV-LAB2")]), "Com-Quuxer++ 58665 by SATO");
        assert_eq!(product(sato, &[(title, "QUUXRA - Nurse call")]), "QUUXRA by SATO", "the title says what it is for");
        // The owner of an address block who is in no list.
        let owner = Some("00:15:1d:00:00:01");
        assert_eq!(product(owner, &[(title, "M2I Quuxaflex 3.1")]), "Quuxaflex by M2I CORPORATION by 3.1");
    }

    #[test]
    fn an_instruments_header_names_it_before_its_serial_number() {
        let product = |mac, text: &str| told(mac, &[(Property::AstmSender, text)], "manufacturers/product");
        assert_eq!(product(None, "Quuxaflex 2 Analyzer^^QF20045107"), "Quuxaflex 2 Analyzer by QF20045107");
        assert_eq!(product(None, "Quuxaflex^1.2.0"), "", "no serial number behind it");
        assert_eq!(product(None, "QX777"), "");
        let abl = [(Property::Hl7Application, "ABL837^ABL837 NEONAT"), (Property::Hl7Facility, "ABL837^ABL837 NEONAT")];
        assert_eq!(told(None, &abl, "manufacturers/product"), "ABL837 by Radiometer");
        let sends = |text: &str| {
            let facts = [(Property::AstmSender, text), (Property::AstmRecordSent, "R")];
            told(None, &facts, "manufacturers/product")
        };
        for (text, expected) in [
            ("QP-300^^^^^B2830", "QP-300"),
            ("quuxas c 311^1", "quuxas c 311"),
            ("Roche^quuxas b 123^4.16^1283009", "quuxas b 123"),
            ("Quuxaflex^1.0.6", "Quuxaflex"),
            ("Quuxaflex", ""),
            ("LAB01", ""),
            ("99^2.00", ""),
        ] {
            assert!(
                sends(text).starts_with(expected) && sends(text).is_empty() == expected.is_empty(),
                "{text}: {}",
                sends(text)
            );
        }
        let prefixed = told(None, &[(Property::Hl7Application, "MINDRAY_Q9^000F14FFFE4A56D8^EUI-64")], "manufacturers/product");
        assert_eq!(prefixed, "Q9 by Mindray");
        assert_eq!(product(Some("00:19:98:00:00:01"), "QX777"), "QX777 by SATO", "its address names the maker");
    }

    #[test]
    fn a_gateways_devices_are_not_itself() {
        let facts = |more: (Property, &str)| {
            told(None, &[(Property::Hl7EquipmentId, "FQ-1104514^BeneVision N17^Mindray"), more], "models/serial")
        };
        assert_eq!(facts((Property::Hl7Application, "QUUX")), "FQ-1104514");
    }

    #[test]
    fn a_serial_number_stands_beside_a_known_model() {
        let serial = |text: &str| told(None, &[(Property::Hl7EquipmentId, text)], "models/serial");
        assert_eq!(serial("TS104170^bellavista 1000"), "TS104170");
        assert_eq!(serial("HAMILTON-C6^001E9AFFFE201108^EUI-64"), "");
        assert_eq!(serial("TS104170^WARD-7"), "", "no model that anybody knows");
        assert_eq!(serial("AU5800^1"), "", "a model's name");
        assert_eq!(serial("2832^HAMILTON-C6^001E9AFFFE201108^EUI-64"), "2832", "an instance's number comes first");
        assert_eq!(serial_in("A1^12345^67890", |_| false), None, "which of two is in no document");
        assert_eq!(serial_in("QX 77^SATO~91-28309^SATO", |_| false), Text::new("91-28309"));
    }
}
