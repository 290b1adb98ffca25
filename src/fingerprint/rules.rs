//! All tables together: read, checked, asked.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::LazyLock;

use sha1::Digest as _;

use super::index::Index;
use super::models::{ModelInfo, Models, drop_makers};
use super::names::{MakerKind, Names};
use super::oui::Registry;
use super::ports::{PortHint, Ports};
use super::rule::{self, Condition, Rule, Subject, check_value, check_weight, expand, make_rule};
use super::table::{self, MapText, Table, TableError, Test};
use super::values::{Value, Values};
use super::{Attribute, Claim, Profile};
use crate::base::Text;
use crate::observation::{Property, Transport, is_clinical};

/// Declares the tables that are part of the program.
macro_rules! shipped {
    ($($file:literal,)+) => {
        const SHIPPED: &[(&str, &str)] = &[$(($file, include_str!(concat!("../../fingerprints/", $file))),)+];
    };
}

shipped! {
    "appliances.toml",
    "banners.toml",
    "bedside.toml",
    "building.toml",
    "clouds.toml",
    "declared.toml",
    "dhcp.toml",
    "dicom_implementation.toml",
    "dicom_modality.toml",
    "dicom_models.toml",
    "dicom_sop_class.toml",
    "directory.toml",
    "discovery.toml",
    "enterprise_numbers.toml",
    "hl7.toml",
    "host_names.toml",
    "laboratory.toml",
    "lldp.toml",
    "manufacturers.toml",
    "mdns.toml",
    "media.toml",
    "models.toml",
    "oui_hints.toml",
    "persons.toml",
    "port_hints.toml",
    "products.toml",
    "roles.toml",
    "smb.toml",
    "snmp.toml",
    "tcp_syn.toml",
    "tls.toml",
}

const OUI: &str = include_str!("../../fingerprints/oui.tsv");
/// The address blocks as they are searched, and what a digest of all knowledge begins with: the same for every set of tables.
static BLOCKS: LazyLock<(Registry, sha1::Sha1)> = LazyLock::new(|| (Registry::new(OUI), sha1::Sha1::new_with_prefix(OUI)));
const UIDS: &str = include_str!("../../fingerprints/dicom_uids.tsv");

/// The knowledge: every rule, every name, every address block.
#[derive(Debug)]
pub struct Fingerprints {
    rules: Vec<Rule>,
    by_subject: HashMap<Subject, Index>,
    pub(super) names: Names,
    pub(super) models: Models,
    ports: Ports,
    /// Values that say nothing, in lower case.
    junk: HashSet<String>,
    pub(super) oui: &'static Registry,
    tables: Vec<TableInfo>,
    /// Of everything read.
    digest: sha1::Sha1,
}

/// What a table says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableInfo {
    /// File name.
    pub file: String,
    /// What it knows.
    pub title: String,
    /// Where its facts come from.
    pub source: String,
    /// Terms of use.
    pub licence: String,
    /// When last checked.
    pub date: String,
    /// How many rules, names, models or ports it has.
    pub rules: usize,
}

/// One rule, as `fingerprints list` shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleInfo {
    /// `file/name`.
    pub name: String,
    /// Its conditions in words.
    pub when: String,
    /// What it claims.
    pub claims: Vec<(Attribute, String)>,
    /// How far it is believed.
    pub weight: f32,
    /// Its kind of evidence.
    pub family: String,
}

impl Fingerprints {
    /// The tables that are part of the program.
    pub fn shipped() -> Result<Self, Vec<TableError>> {
        Self::read(SHIPPED.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())))
    }

    /// The shipped tables, with those of `folder` in place of or besides them.
    pub fn with_folder(folder: &Path) -> Result<Self, Vec<TableError>> {
        let fail = |error: std::io::Error| {
            let what = error.to_string();
            vec![TableError { file: folder.display().to_string(), line: 0, column: 0, what }]
        };
        let mut files: std::collections::BTreeMap<String, String> =
            SHIPPED.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
        for entry in std::fs::read_dir(folder).map_err(fail)? {
            let path = entry.map_err(fail)?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if path.extension().is_some_and(|extension| extension == "toml") {
                files.insert(name, std::fs::read_to_string(&path).map_err(fail)?);
            }
        }
        Self::read(files)
    }

    /// Reads tables given as name and text. All that is wrong is reported together.
    pub fn read(files: impl IntoIterator<Item = (String, String)>) -> Result<Self, Vec<TableError>> {
        let mut all = Self {
            rules: Vec::new(),
            by_subject: HashMap::new(),
            names: Names::default(),
            models: Models::default(),
            ports: Ports::default(),
            junk: HashSet::new(),
            oui: &BLOCKS.0,
            tables: Vec::new(),
            digest: BLOCKS.1.clone(),
        };
        // Conclusions rest on the program's own weighing too.
        all.digest.update(env!("CARGO_PKG_VERSION"));
        super::calibration::digest(&mut all.digest);
        let mut errors = Vec::new();
        for (file, text) in files {
            all.digest.update(&text);
            match table::parse(&file, &text) {
                Ok(table) => all.add(&file, &text, &table, &mut errors),
                Err(error) => errors.push(error),
            }
        }
        for (number, rule) in all.rules.iter().enumerate() {
            if let Some(first) = rule.conditions.first() {
                all.by_subject.entry(first.subject).or_default().add(number, rule);
            }
        }
        if errors.is_empty() { Ok(all) } else { Err(errors) }
    }

    fn add(&mut self, file: &str, text: &str, table: &Table, errors: &mut Vec<TableError>) {
        let stem = file.strip_suffix(".toml").unwrap_or(file);
        let before = self.rules.len();
        let unless = rule::conditions(&table.unless).unwrap_or_else(|what| {
            errors.push(TableError::at(file, text, 0, what));
            Vec::new()
        });
        let rules = table.rule.iter().flat_map(|rule| {
            let (rule, at) = (rule.get_ref(), rule.span().start);
            std::iter::once(rule.clone()).chain(rule.others()).map(move |rule| (rule, at))
        });
        let products = table.product.iter().flat_map(|one| one.get_ref().rules().map(|rule| (rule, one.span().start)));
        for (rule, at) in rules.chain(products) {
            match make_rule(stem, &rule, &unless, at) {
                Ok(rule) => self.rules.push(rule),
                Err(what) => errors.push(TableError::at(file, text, at, what)),
            }
        }
        for map in &table.map {
            if let Err(what) = self.add_map(stem, map.get_ref(), &unless, map.span().start) {
                errors.push(TableError::at(file, text, map.span().start, what));
            }
        }
        self.junk.extend(table.junk.iter().map(|value| value.to_lowercase()));
        for name in &table.name {
            if let Err(what) = self.add_name(name.get_ref()) {
                errors.push(TableError::at(file, text, name.span().start, what));
            }
        }
        for series in &table.series {
            if let Err(what) = self.models.add(series.get_ref()) {
                errors.push(TableError::at(file, text, series.span().start, what));
            }
        }
        for port in &table.port {
            if let Err(what) = self.ports.add(port.get_ref()) {
                errors.push(TableError::at(file, text, port.span().start, what));
            }
        }
        let models: usize = table.series.iter().map(|series| series.get_ref().models.len()).sum();
        self.tables.push(TableInfo {
            file: file.to_owned(),
            title: table.title.clone(),
            source: table.source.clone(),
            licence: table.licence.clone(),
            date: table.date.clone(),
            rules: self.rules.len() - before + table.name.len() + models + table.port.len(),
        });
    }

    fn add_map(&mut self, stem: &str, map: &MapText, unless: &[Condition], offset: usize) -> Result<(), String> {
        let attribute: Attribute = map.claim.parse().map_err(|()| format!("there is no attribute `{}`", map.claim))?;
        check_weight(map.weight)?;
        let group = map.name.as_ref().map(|name| format!("{name}/")).unwrap_or_default();
        let with = rule::conditions(&map.with)?;
        let unless = rule::conditions_too(unless, &map.unless)?;
        for (wanted, value) in &map.entries {
            check_value(attribute, value)?;
            let first = Condition::with(&map.property, map.protocol.as_deref(), map.test, wanted, 1)?;
            self.rules.push(Rule {
                name: format!("{stem}/{group}{wanted}").as_str().into(),
                conditions: std::iter::once(first).chain(with.iter().cloned()).collect(),
                unless: unless.clone(),
                claims: vec![(attribute, value.clone())],
                weight: map.weight,
                family: map.family.as_deref().unwrap_or(stem).into(),
                example: (map.test != Test::Matches).then(|| wanted.clone()),
                counterexample: None,
                offset,
            });
        }
        Ok(())
    }

    fn add_name(&mut self, name: &table::NameText) -> Result<(), String> {
        let shown = Text::new(&name.name).ok_or("a name needs letters")?;
        let kind = match (name.component, name.computer) {
            (true, _) => MakerKind::Component,
            (_, true) => MakerKind::Computer,
            _ => MakerKind::Device,
        };
        if name.several {
            self.models.makes_several(&shown);
        }
        for spelling in std::iter::once(&name.name).chain(&name.also) {
            let other = match name.general {
                true => self.names.add_general(spelling, &shown, kind),
                false => self.names.add(spelling, &shown, kind),
            };
            if let Some(other) = other {
                return Err(format!("`{spelling}` is already a spelling of `{other}`"));
            }
        }
        Ok(())
    }

    /// What the rules say of a device.
    #[must_use]
    pub fn identify(&self, profile: &Profile<'_>) -> Vec<Claim> {
        let values = Values::of(profile);
        let makers = self.makers(&values);
        let mut claims = Vec::new();
        for (subject, list) in &values.by_subject {
            let Some(index) = self.by_subject.get(subject) else { continue };
            for value in list {
                self.ask(&index.candidates(&self.rules, value), value, &values, &mut claims);
            }
        }
        let senders = self.named_senders(&values, &makers, &claims);
        claims.extend(self.serials_of_senders(&values, &senders));
        claims.extend(senders);
        claims.extend(self.named_pages(&values, &makers, &claims));
        claims.extend(self.named_makers(&values));
        claims.extend(self.named_products(&values, &makers, &claims));
        let has_model = claims.iter().any(|claim| claim.attribute == Attribute::Model);
        claims.extend(self.titled_makers(&values, has_model));
        let more = self.know_models(&mut claims, &makers);
        claims.extend(more);
        drop_makers(&mut claims);
        let owners: Vec<Claim> = profile.macs.iter().filter_map(|mac| self.maker_of(*mac, &claims)).collect();
        claims.extend(owners);
        claims
    }

    /// Asks the rules whose first condition is about this value's subject.
    fn ask(&self, rules: &[usize], value: &Value<'_>, values: &Values<'_>, claims: &mut Vec<Claim>) {
        // Of the entries of one map that start or are in a value, the longest speaks.
        let mut longest: HashMap<(&str, Attribute), (usize, Vec<Claim>)> = HashMap::new();
        for rule in rules.iter().filter_map(|number| self.rules.get(*number)) {
            let Some((first, others)) = rule.conditions.split_first() else { continue };
            let Some(captured) = first.passes(value) else { continue };
            if first.at_least > 1 && !values.hold(first) {
                continue;
            }
            let holds = |condition: &Condition| values.hold(condition);
            if !others.iter().all(holds) || rule.unless.iter().any(holds) {
                continue;
            }
            let spoken: Vec<Claim> = rule
                .claims
                .iter()
                .filter_map(|(attribute, template)| self.claim(rule, *attribute, template, &captured, value))
                .collect();
            let Some(attribute) = spoken.first().map(|claim| claim.attribute) else { continue };
            if matches!(first.test, Test::Starts | Test::Has) && first.at_least == 1 {
                let best = longest.entry((&rule.family, attribute)).or_default();
                if first.wanted.len() > best.0 {
                    *best = (first.wanted.len(), spoken);
                }
            } else {
                claims.extend(spoken);
            }
        }
        let mut rest: Vec<Claim> = longest.into_values().flat_map(|(_, claims)| claims).collect();
        rest.sort_by(|a, b| (a.attribute, &a.rule).cmp(&(b.attribute, &b.rule)));
        claims.extend(rest);
    }

    fn claim(&self, rule: &Rule, attribute: Attribute, template: &str, captured: &[String], value: &Value<'_>) -> Option<Claim> {
        let claimed = expand(template, captured)?;
        if template.contains('$') && self.says_nothing(claimed.as_str()) {
            return None;
        }
        // What a rule spells out is canonical already.
        let is_spelling = attribute == Attribute::Manufacturer && template.contains('$');
        let claimed = match is_spelling {
            true => self.names.canonical(&claimed, is_clinical(value.protocol)),
            false => claimed,
        };
        Some(Claim {
            attribute,
            value: claimed,
            weight: rule.weight,
            family: rule.family.clone(),
            rule: rule.name.clone(),
            because: value.reason()?,
        })
    }

    /// Whether a declared value is a filler: a known one, or nothing but zeros and punctuation.
    pub(super) fn says_nothing(&self, value: &str) -> bool {
        let value = value.trim();
        !value.chars().any(|c| c.is_alphanumeric() && c != '0') || self.junk.contains(&value.to_lowercase())
    }

    /// Proves each rule against its own example and counterexample, and each pattern by compiling it.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut faults: Vec<String> = self.rules.iter().filter_map(Rule::fault).collect();
        let mut seen = HashSet::new();
        faults.extend(
            self.rules
                .iter()
                .filter(|rule| !seen.insert((&rule.name, rule.claims.first().map(|(attribute, _)| *attribute))))
                .map(|rule| format!("{}: there are two of this name", rule.name)),
        );
        let generic = self.models.iter().flat_map(|model| model.too_generic().map(move |spelling| (model, spelling)));
        faults.extend(generic.map(|(model, spelling)| format!("models/{}: `{spelling}` may be any maker's", model.name)));
        let unknown = self.models.iter().filter(|model| !self.names.is_canonical(model.maker.as_str()));
        faults.extend(unknown.map(|model| format!("models/{}: no maker is called `{}`", model.name, model.maker)));
        faults.extend(self.oui.faults().map(|line| format!("oui.tsv: out of order or incomplete: {line}")));
        faults
    }

    /// A number that changes with the tables, for whoever keeps what they said.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let digest = self.digest.clone().finalize();
        digest.first_chunk().map_or(0, |first| u64::from_be_bytes(*first))
    }

    /// The tables read.
    #[must_use]
    pub fn tables(&self) -> &[TableInfo] {
        &self.tables
    }

    /// Whether any rule looks at a property.
    #[must_use]
    pub fn looks_at(&self, property: Property) -> bool {
        [Subject::Property(property), Subject::Relayed(property)].iter().any(|subject| self.by_subject.contains_key(subject))
    }

    /// Whether a value means something: it is a known name, or a rule says more of it than to repeat it.
    #[must_use]
    pub fn knows(&self, property: Property, value: &Text, protocol: &str) -> bool {
        let named = match property {
            Property::Manufacturer => self.names.knows(value.as_str()),
            Property::Model => self.models.spelled(value.as_str()).is_some(),
            _ => false,
        };
        let value = Value::alone(value.as_str(), protocol);
        let speaks = |subject| {
            let Some(index) = self.by_subject.get(&subject) else { return false };
            let asked = index.candidates(&self.rules, &value);
            let mut asked = asked.iter().filter_map(|number| self.rules.get(*number)).filter(|rule| rule.tells());
            asked.any(|rule| rule.conditions.first().is_some_and(|first| first.passes(&value).is_some()))
        };
        named || self.says_nothing(&value.text) || speaks(Subject::Property(property)) || speaks(Subject::Relayed(property))
    }

    /// What DICOM calls a SOP class or a transfer syntax (PS3.6 annex A).
    #[must_use]
    pub fn uid_name(uid: &str) -> Option<&'static str> {
        let mut lines = UIDS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        lines.find(|(known, _)| *known == uid).map(|(_, name)| name)
    }

    /// The one name of a maker of medical devices, for any of its spellings; a spelling that nobody knows stays as it is.
    #[must_use]
    pub fn maker(&self, spelling: &Text) -> Text {
        self.names.canonical(spelling, true)
    }

    /// The known model of this name.
    #[must_use]
    pub fn model(&self, name: &str) -> Option<&ModelInfo> {
        self.models.named(name)
    }

    /// Every known model.
    pub fn models(&self) -> impl Iterator<Item = &ModelInfo> {
        self.models.iter()
    }

    /// Who is known to use a port. A port alone proves nothing: this is for a person, and no rule sees it.
    pub fn port_hints(&self, transport: Transport, port: u16) -> impl Iterator<Item = &PortHint> {
        self.ports.of(transport, port)
    }

    /// How many address blocks are known.
    #[must_use]
    pub fn address_blocks(&self) -> usize {
        self.oui.len()
    }

    /// Every rule.
    pub fn rules(&self) -> impl Iterator<Item = RuleInfo> + '_ {
        self.rules.iter().map(|rule| RuleInfo {
            name: rule.name.to_string(),
            when: rule.when(),
            claims: rule.claims.clone(),
            weight: rule.weight,
            family: rule.family.to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::{Equipment, Property};

    const HEAD: &str = "title=\"t\"\nsource=\"s\"\nlicence=\"own\"\ndate=\"2026-11-23\"\n";

    fn rules(text: &str) -> Result<Fingerprints, Vec<TableError>> {
        Fingerprints::read([("test.toml".to_owned(), format!("{HEAD}{text}"))])
    }

    fn identify(rules: &Fingerprints, facts: &[(Property, &str, &str)]) -> Vec<String> {
        let texts: Vec<_> =
            facts.iter().map(|(property, text, protocol)| (*property, Text::new(text).unwrap(), *protocol)).collect();
        let facts = texts.iter().map(|(property, text, protocol)| (*property, text, *protocol)).collect();
        let claims = rules.identify(&Profile { facts, ..Profile::default() });
        claims
            .iter()
            .map(|claim| format!("{}={} {} {} {}", claim.attribute, claim.value, claim.weight, claim.family, claim.because))
            .collect()
    }

    #[test]
    fn shipped_tables_are_without_fault() {
        let shipped = Fingerprints::shipped().unwrap();
        assert_eq!(shipped.faults(), Vec::<String>::new());
    }

    #[test]
    fn every_table_is_in_the_readme_and_registered() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fingerprints");
        let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(name == "README.md" || readme.contains(&format!("| `{name}` |")), "README.md does not list {name}");
            let is_shipped = SHIPPED.iter().any(|(file, _)| *file == name);
            assert!(
                is_shipped || matches!(name.as_str(), "README.md" | "oui.tsv" | "dicom_uids.tsv"),
                "{name} is not registered"
            );
        }
    }

    #[test]
    fn a_rule_claims_with_what_it_captured() {
        let rules = rules(
            "[[rule]]\nname=\"x\"\nproperty=\"http.server\"\nmatches=\"^Acme/([0-9.]+)\"\nclaim={manufacturer=\"Acme\",software=\"$1\"}\nweight=0.5\nexample=\"Acme/1.2\"\ncounterexample=\"Other\"\n",
        )
        .unwrap();
        assert!(rules.faults().is_empty());
        assert_eq!(
            identify(&rules, &[(Property::HttpServer, "acme/3.1", "http")]),
            ["manufacturer=Acme 0.5 test http.server=acme/3.1", "software=3.1 0.5 test http.server=acme/3.1"]
        );
    }

    #[test]
    fn the_longest_entry_of_a_map_speaks() {
        let rules = rules(
            "[[map]]\nproperty=\"dicom.implementation_uid\"\ntest=\"starts\"\nclaim=\"software\"\nweight=0.5\nentries={\"1.2\"=\"A\",\"1.2.3\"=\"B\"}\n",
        )
        .unwrap();
        let claims = identify(&rules, &[(Property::DicomImplementationUid, "1.2.3.4", "dicom")]);
        assert_eq!(claims, ["software=B 0.5 test dicom.implementation_uid=1.2.3.4"]);
    }

    #[test]
    fn a_hardware_address_speaks_for_its_maker_unless_the_device_names_another() {
        let rules = rules(
            "[[rule]]\nname=\"pump\"\nproperty=\"oui\"\nstarts=\"0003B1\"\nclaim={category=\"infusion_pump\"}\nweight=0.4\nexample=\"0003B1000001\"\n[[rule]]\nname=\"maker\"\nproperty=\"manufacturer\"\nmatches=\".+\"\nclaim={manufacturer=\"$0\"}\nweight=0.9\nexample=\"X\"\n",
        )
        .unwrap();
        let macs = vec!["00:03:b1:01:02:03".parse().unwrap()];
        let claims = rules.identify(&Profile { macs: macs.clone(), ..Profile::default() });
        assert!(claims.iter().all(|claim| claim.because.as_str() == "mac=00:03:b1:01:02:03"), "{claims:?}");
        assert!(claims.iter().any(|claim| claim.value.as_str() == "infusion_pump"));
        let oui = |claims: &[Claim]| claims.iter().find(|claim| &*claim.family == "oui").unwrap().weight;
        assert!(oui(&claims) > 0.5);
        let other = Text::new("Other Maker").unwrap();
        let facts = vec![(Property::Manufacturer, &other, "dicom")];
        assert!(oui(&rules.identify(&Profile { macs, facts, ..Profile::default() })) < 0.5);
    }

    #[test]
    fn a_bought_computer_is_its_buyers_where_a_medical_protocol_says_so() {
        let shipped = Fingerprints::shipped().unwrap();
        let weight = |facts: Vec<(Property, &Text, &'static str)>| {
            let macs = vec!["ec:f4:bb:01:02:03".parse().unwrap()];
            let claims = shipped.identify(&Profile { macs, facts, ..Profile::default() });
            claims.iter().find(|claim| claim.value.as_str() == "Dell").unwrap().weight
        };
        let (facility, name) = (Text::new("Radiometer").unwrap(), Text::new("NURSE-PC2").unwrap());
        let application = Text::new("ABL90 FLEX PLUS").unwrap();
        let class = Text::new("MSFT 5.0").unwrap();
        assert!(weight(vec![(Property::HostName, &name, "dhcp"), (Property::DhcpVendorClass, &class, "dhcp")]) > 0.5);
        // What shows little may be anything that was built around a bought computer.
        assert!(weight(Vec::new()) < 0.25);
        assert!(weight(vec![(Property::Hl7Application, &application, "hl7"), (Property::Hl7Facility, &facility, "hl7")]) < 0.25);
    }

    #[test]
    fn equipment_passed_on_is_not_the_devices_own() {
        let rules = rules(
            "[[rule]]\nname=\"own\"\nproperty=\"model\"\nis=\"pump\"\nclaim={category=\"infusion_pump\"}\nweight=0.5\nexample=\"pump\"\n[[rule]]\nname=\"others\"\nproperty=\"relayed.model\"\nis=\"pump\"\nclaim={category=\"infusion_server\"}\nweight=0.5\nexample=\"pump\"\n",
        )
        .unwrap();
        let pump = |serial: &str| {
            let text = |text: &str| Text::new(text).unwrap();
            Equipment::new(vec![(Property::Model, text("Pump")), (Property::Serial, text(serial))]).unwrap()
        };
        let (one, two) = (pump("1"), pump("2"));
        let claim = |equipment| rules.identify(&Profile { equipment, ..Profile::default() }).remove(0).value;
        assert_eq!(claim(vec![(&one, "hl7")]).as_str(), "infusion_pump");
        assert_eq!(claim(vec![(&one, "hl7"), (&two, "hl7")]).as_str(), "infusion_server");
    }

    #[test]
    fn fillers_are_never_claimed() {
        let text =
            "[[rule]]\nname=\"model\"\nproperty=\"model\"\nmatches=\".+\"\nclaim={model=\"$0\"}\nweight=0.9\nexample=\"X\"\n";
        let rules = rules(&format!("junk=[\"To be filled by O.E.M.\"]\n{text}")).unwrap();
        for filler in ["to be filled by o.e.m.", "0", "000-000", "---"] {
            assert!(identify(&rules, &[(Property::Model, filler, "dicom")]).is_empty(), "{filler}");
        }
        assert_eq!(identify(&rules, &[(Property::Model, "MX800", "dicom")]).len(), 1);
    }

    #[test]
    fn a_rule_is_silent_where_an_exception_holds() {
        let rules = rules(
            "[[map]]\nproperty=\"dicom.scu_sop_class\"\ntest=\"is\"\nclaim=\"category\"\nweight=0.5\nunless=[{property=\"dicom.scp_sop_class\",starts=\"9.\"}]\nentries={\"1.2\"=\"ct\"}\n",
        )
        .unwrap();
        let sends = (Property::DicomScuSopClass, "1.2", "dicom");
        assert_eq!(identify(&rules, &[sends]).len(), 1);
        assert!(identify(&rules, &[sends, (Property::DicomScpSopClass, "9.9", "dicom")]).is_empty());
        assert_eq!(rules.rules().next().unwrap().when, "dicom.scu_sop_class is \"1.2\" unless dicom.scp_sop_class starts \"9.\"");
    }

    #[test]
    fn what_a_table_shares_is_written_once() {
        let rules = rules(
            "unless=[{property=\"service\",is=\"dicom\"}]\n[[rule]]\nname=\"sni\"\nproperty=\"tls.server_name\"\nis=\"a.example\"\nunless=[{property=\"service\",is=\"hl7\"}]\nclaim={category=\"server\"}\nweight=0.4\nexample=\"a.example\"\nalso=[{name=\"dns\",property=\"dns.query\",weight=0.3}]\n",
        )
        .unwrap();
        assert_eq!(rules.faults(), Vec::<String>::new());
        let when: Vec<String> = rules.rules().map(|rule| format!("{} {}: {}", rule.name, rule.weight, rule.when)).collect();
        let unless = r#"is "a.example" unless service is "dicom" or service is "hl7""#;
        assert_eq!(when, [format!("test/sni 0.4: tls.server_name {unless}"), format!("test/dns 0.3: dns.query {unless}")]);
    }

    #[test]
    fn a_product_goes_by_its_name_as_a_sender_and_in_titles() {
        let rules = rules(
            "[[product]]\nname=\"acme\"\nclaim={category=\"lis\",model=\"Acme Lab\"}\napplication={matches=\"^ACME\",example=\"ACMELAB\"}\ntitle={matches=\"^Acme\",example=\"Acme Lab\"}\n",
        )
        .unwrap();
        assert_eq!(rules.faults(), Vec::<String>::new());
        let says = |application| (Property::Hl7Application, application, "hl7");
        assert_eq!(identify(&rules, &[says("AcmeLab")])[0], "category=lis 0.6 hl7.application hl7.application=AcmeLab");
        assert!(identify(&rules, &[says("AcmeLab"), says("A"), says("B")]).is_empty(), "it passes on what others say");
        assert_eq!(
            identify(&rules, &[(Property::HttpTitle, "Acme 3", "http")])[1],
            "model=Acme Lab 0.6 http.title http.title=Acme 3"
        );
        let faults = super::Fingerprints::read([(
            "t.toml".to_owned(),
            format!("{HEAD}[[product]]\nname=\"x\"\nclaim={{model=\"X\"}}\ntitle={{matches=\".\",example=\"X\"}}\n"),
        )]);
        assert_eq!(faults.unwrap().faults(), ["t/title-x: matches its counterexample"]);
    }

    #[test]
    fn several_values_can_be_asked_for() {
        let rules = rules(
            "[[rule]]\nname=\"pacs\"\nproperty=\"dicom.scp_sop_class\"\nstarts=\"1.2.\"\nat_least=3\nclaim={category=\"pacs\"}\nweight=0.5\nexample=\"1.2.3\"\n",
        )
        .unwrap();
        let two = [(Property::DicomScpSopClass, "1.2.1", "dicom"), (Property::DicomScpSopClass, "1.2.2", "dicom")];
        assert!(identify(&rules, &two).is_empty());
        let three = [two[0], two[1], (Property::DicomScpSopClass, "1.2.3", "dicom")];
        assert!(!identify(&rules, &three).is_empty());
    }

    #[test]
    fn behaviour_is_a_count_of_others() {
        let rule = |when: &str| {
            rules(&format!(
                "[[rule]]\nname=\"x\"\n{when}\nclaim={{category=\"hl7_interface_engine\"}}\nweight=0.6\nexample=\"5\"\ncounterexample=\"2\"\n"
            ))
        };
        let engine = rule("property=\"served.hl7\"\nat_least=3\nwith=[{property=\"asks.hl7\",at_least=2}]").unwrap();
        assert_eq!(engine.faults(), Vec::<String>::new());
        assert_eq!(engine.rules().next().unwrap().when, "served.hl7 at least 3 and asks.hl7 at least 2");
        let reasons = |served: &[(&'static str, usize)], asks: &[(&'static str, usize)]| {
            let profile = Profile { served: served.to_vec(), asks: asks.to_vec(), ..Profile::default() };
            engine.identify(&profile).iter().map(|claim| claim.because.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(reasons(&[("hl7", 3)], &[("hl7", 2)]), ["served.hl7=3"]);
        assert!(reasons(&[("hl7", 2), ("dicom", 9)], &[("hl7", 2)]).is_empty());
        assert!(reasons(&[("hl7", 9)], &[("hl7", 1), ("dns", 4)]).is_empty());
        assert!(rule("property=\"served.hl7\"\nis=\"5\"").is_err() && rule("property=\"served.\"").is_err());
        assert!(rule("property=\"asks.hl7\"\nat_least=65").is_err());
    }

    /// What a rule spells out is shown as it is written.
    #[test]
    fn shipped_rules_name_makers_and_models_as_they_are_shown() {
        let shipped = Fingerprints::shipped().unwrap();
        let claims =
            shipped.rules.iter().flat_map(|rule| rule.claims.iter().map(move |(attribute, value)| (rule, *attribute, value)));
        let wrong = claims.filter(|(rule, attribute, value)| match attribute {
            _ if value.contains('$') => false,
            Attribute::Manufacturer => !shipped.names.is_canonical(value),
            Attribute::Model => {
                let maker = rule.claims.iter().find(|(attribute, _)| *attribute == Attribute::Manufacturer);
                let makers: Vec<Text> = maker.and_then(|(_, maker)| Text::new(maker)).into_iter().collect();
                let known = shipped.models.find(value, &makers, &shipped.names);
                known.is_some_and(|model| model.name.as_str() != value.as_str())
            }
            _ => false,
        });
        let wrong: Vec<String> = wrong.map(|(rule, attribute, value)| format!("{}: {attribute} {value}", rule.name)).collect();
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn what_means_nothing_is_told_from_what_is_only_repeated() {
        let shipped = Fingerprints::shipped().unwrap();
        let knows = |property, value: &str, protocol| shipped.knows(property, &Text::new(value).unwrap(), protocol);
        assert!(knows(Property::Manufacturer, "SIEMENS", "dicom") && knows(Property::Model, "M8004A", "hl7"));
        assert!(knows(Property::DicomModality, "CT", "dicom") && knows(Property::Model, "Aquilion ONE 7", "dicom"));
        // A model that is only repeated, and a server nobody wrote a rule for.
        assert!(!knows(Property::Model, "Wunderwerk 3000", "dicom") && !knows(Property::HttpServer, "Wunderwerk/1.0", "http"));
        assert!(shipped.looks_at(Property::HttpServer) && !shipped.looks_at(Property::DicomCalibrationDate));
    }

    #[test]
    fn a_model_has_one_name_and_brings_what_it_is() {
        let shipped = Fingerprints::shipped().unwrap();
        let parts = [(Property::Manufacturer, "Philips Medical Systems", "dicom"), (Property::Model, "M8004A", "dicom")];
        let claims = identify(&shipped, &parts);
        let has = |start: &str| claims.iter().any(|claim| claim.starts_with(start) && claim.ends_with("model=M8004A"));
        assert!(has("model=IntelliVue MP50 0.92 declared.dicom"), "{claims:?}");
        assert!(has("category=patient_monitor ") && has("manufacturer=Philips "), "{claims:?}");
        // Of another maker it is somebody else's model.
        let other = identify(&shipped, &[(Property::Manufacturer, "Zeiss", "dicom"), parts[1]]);
        assert!(other.iter().all(|claim| !claim.contains("IntelliVue") && !claim.contains("patient_monitor")), "{other:?}");
        assert_eq!(shipped.model("IntelliVue MP50").and_then(|model| model.series.as_deref()), Some("IntelliVue"));
        assert_eq!(shipped.port_hints(Transport::TCP, 3613).count(), 1);
        assert_eq!(Fingerprints::uid_name("1.2.840.10008.5.1.4.1.1.2"), Some("CT Image Storage"));
        assert_eq!(Fingerprints::uid_name("1.2.840.10008.5.1.4.1.1.2.9"), None);
    }

    #[test]
    fn a_series_of_an_unknown_maker_is_a_fault() {
        let series = "[[series]]\nname=\"A\"\nmaker=\"Nobody\"\n[series.models]\n\"A 1\"=[]\n";
        assert_eq!(rules(series).unwrap().faults(), ["models/A 1: no maker is called `Nobody`"]);
        let known = format!("[[name]]\nname=\"Nobody\"\n{series}");
        assert_eq!(rules(&known).unwrap().faults(), Vec::<String>::new());
        assert!(rules(&format!("{series}\"a1\"=[]\n")).unwrap_err()[0].to_string().contains("already a spelling of `A 1`"));
    }

    #[test]
    fn a_toolkit_never_names_the_maker_of_the_device() {
        let shipped = Fingerprints::shipped().unwrap();
        let uid = (Property::DicomImplementationUid, "dicom");
        let version = (Property::DicomImplementationVersion, "dicom");
        for ((property, protocol), value) in [
            (uid, "1.2.276.0.7230010.3.0.3.6.7"),
            (uid, "1.2.40.0.13.1.3"),
            (uid, "2.16.840.1.113669.2.1.1"),
            (uid, "2.16.840.1.113669.2.931128"),
            (uid, "1.2.840.114089.1.0.0.3.3.12"),
            (uid, "1.2.840.114257.1"),
            (uid, "1.3.6.1.4.1.30071.8"),
            (uid, "1.2.826.0.1.3680043.9.7433.1.1"),
            (version, "OFFIS_DCMTK_367"),
            (version, "MergeCOM3_410"),
            (version, "dcm4che-5.29.2"),
            (version, "WIRESHARK"),
            (version, "DCF 3.3.12c"),
        ] {
            let claims = identify(&shipped, &[(property, value, protocol)]);
            assert!(claims.iter().any(|claim| claim.starts_with("software=")), "{value}: {claims:?}");
            assert!(!claims.iter().any(|claim| claim.starts_with("manufacturer=")), "{value}: {claims:?}");
        }
    }

    /// A protocol that does not exist would make a rule that never speaks.
    #[test]
    fn shipped_rules_name_protocols_that_exist() {
        let shipped = Fingerprints::shipped().unwrap();
        let conditions = shipped.rules.iter().flat_map(|rule| rule.conditions.iter().chain(&rule.unless));
        let names = conditions.filter_map(|condition| condition.protocol.as_deref());
        let unknown: HashSet<&str> =
            names.filter(|name| !crate::sensor::protocols::PROTOCOLS.iter().any(|known| known.name == *name)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn a_fault_names_file_line_and_column() {
        let error = |text: &str| rules(text).unwrap_err()[0].to_string();
        assert_eq!(error("[[rule]]\nname=3\n"), "test.toml:6:6: invalid type: integer `3`, expected a string");
        assert!(
            error("[[rule]]\nname=\"x\"\nproperty=\"nonsense\"\nis=\"a\"\nclaim={os=\"b\"}\nweight=0.5\nexample=\"a\"\n")
                .starts_with("test.toml:5:1: there is no property `nonsense`")
        );
        assert!(
            error(
                "[[rule]]\nname=\"x\"\nproperty=\"model\"\nis=\"a\"\nclaim={category=\"toaster\"}\nweight=0.5\nexample=\"a\"\n"
            )
            .contains("no category `toaster`")
        );
    }

    #[test]
    fn a_misspelt_key_is_an_error_with_its_line() {
        let error = |text: &str| rules(text).unwrap_err()[0].to_string();
        let rule = "[[rule]]\nname=\"x\"\nproperty=\"model\"\nis=\"a\"\nclaim={os=\"b\"}\nweight=0.5\nexample=\"a\"\n";
        assert!(rules(rule).is_ok());
        assert!(error(&format!("{rule}atleast=2\n")).starts_with("test.toml:12:1: unknown field `atleast`"));
        let with = format!("{rule}with=[{{property=\"model\",ist=\"b\"}}]\n");
        assert!(error(&with).starts_with("test.toml:12:25: unknown field `ist`"), "{}", error(&with));
    }
}
