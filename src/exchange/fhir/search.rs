//! Search of `Device` (<http://hl7.org/fhir/R4/search.html>): the parameters R4 gives it that have a meaning here, and the
//! serial number, which R4 forgot.

use super::super::Item;
use super::{ASSET_TAGS, CATEGORIES, SERIALS};
use crate::inventory::DeviceId;
use crate::store::{Query, Sort};

/// How a parameter is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// From the beginning, whatever the case; `:exact` and `:contains` otherwise.
    String,
    /// `code`, `system|code` or `|code`, whole.
    Token,
}

impl Kind {
    /// The FHIR name.
    #[must_use]
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Token => "token",
        }
    }
}

/// One parameter.
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) definition: Option<&'static str>,
    pub(super) help: &'static str,
    /// The values of a device: system and text.
    values: fn(&Item) -> Vec<(&'static str, String)>,
}

fn plain(item: &Item, slug: &str) -> Vec<(&'static str, String)> {
    item.value(slug).map(|value| ("", value.to_owned())).into_iter().collect()
}

fn identifiers(item: &Item) -> Vec<(&'static str, String)> {
    let serial = item.value("serial").map(|value| (SERIALS, value.to_owned()));
    let tag = item.value("asset_tag").map(|value| (ASSET_TAGS, value.to_owned()));
    let macs = item.row.macs.iter().map(|mac| ("urn:wardwatch:mac", mac.to_string()));
    serial.into_iter().chain(tag).chain(macs).collect()
}

fn names(item: &Item) -> Vec<(&'static str, String)> {
    let said = item.record.get("hostname").cloned();
    let seen = item.names().into_iter().map(str::to_owned);
    let titles = item.row.ae_titles.iter().map(ToString::to_string);
    let model = item.value("model").map(str::to_owned);
    said.into_iter().chain(seen).chain(titles).chain(model).map(|name| ("", name)).collect()
}

fn category(item: &Item) -> Vec<(&'static str, String)> {
    vec![(CATEGORIES, item.category().to_owned())]
}

/// In the order of the statement.
#[rustfmt::skip]
pub(super) const PARAMETERS: &[Parameter] = &[
    Parameter { name: "_id", kind: Kind::Token, definition: Some("http://hl7.org/fhir/SearchParameter/Resource-id"), help: "dev-17, or a number that leads to it since a merge",
        values: |item| std::iter::once(&item.row.id).chain(&item.row.aliases).map(|id| ("", id.to_string())).collect() },
    Parameter { name: "device-name", kind: Kind::String, definition: Some("http://hl7.org/fhir/SearchParameter/Device-device-name"), help: "Host name, AE title or model", values: names },
    Parameter { name: "identifier", kind: Kind::Token, definition: Some("http://hl7.org/fhir/SearchParameter/Device-identifier"), help: "Serial number, asset tag or MAC address", values: identifiers },
    Parameter { name: "manufacturer", kind: Kind::String, definition: Some("http://hl7.org/fhir/SearchParameter/Device-manufacturer"), help: "Manufacturer", values: |item| plain(item, "manufacturer") },
    Parameter { name: "model", kind: Kind::String, definition: Some("http://hl7.org/fhir/SearchParameter/Device-model"), help: "Model", values: |item| plain(item, "model") },
    Parameter { name: "status", kind: Kind::Token, definition: Some("http://hl7.org/fhir/SearchParameter/Device-status"), help: "Always active", values: |_| vec![("http://hl7.org/fhir/device-status", "active".to_owned())] },
    Parameter { name: "type", kind: Kind::Token, definition: Some("http://hl7.org/fhir/SearchParameter/Device-type"), help: "Category: infusion_pump, ct ...", values: category },
    Parameter { name: "udi-carrier", kind: Kind::String, definition: Some("http://hl7.org/fhir/SearchParameter/Device-udi-carrier"), help: "UDI as on the label", values: |item| plain(item, "udi") },
    Parameter { name: "serial-number", kind: Kind::String, definition: None, help: "Serial number (of R5)", values: |item| plain(item, "serial") },
];

/// A search that cannot be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SearchError {
    /// There is no such parameter. A filter that is not heard answers too much, so it is refused.
    #[error("there is no search parameter \"{0}\"; see /metadata for those there are")]
    Unknown(String),
    /// The parameter cannot be compared so.
    #[error("the modifier \"{1}\" is not supported for \"{0}\"")]
    Modifier(String, String),
    /// A value that cannot be.
    #[error("\"{0}\" cannot be \"{1}\"")]
    Value(String, String),
}

impl SearchError {
    /// The code of the `OperationOutcome`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) | Self::Modifier(..) => "not-supported",
            Self::Value(..) => "invalid",
        }
    }
}

/// How texts are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compare {
    Starts,
    Exact,
    Contains,
    Token,
    NotToken,
}

/// One parameter of a request: all of them must hold, one value of each is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Condition {
    place: usize,
    compare: Compare,
    values: Vec<String>,
    /// As it was asked, for the link `self`.
    asked: (String, String),
}

/// What is searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    conditions: Vec<Condition>,
    /// Devices on a page.
    pub count: usize,
    /// The id after which the page begins.
    pub after: Option<String>,
}

impl Search {
    /// Devices on a page when nobody says.
    const COUNT: usize = 100;
    /// The most on a page.
    const MOST: usize = 1000;

    /// Reads the decoded parameters of a request.
    ///
    /// # Errors
    /// With what cannot be understood; nothing is left out silently.
    pub fn read<'a>(query: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, SearchError> {
        let mut search = Self { count: Self::COUNT, ..Self::default() };
        for (name, value) in query {
            let wrong = || SearchError::Value(name.to_owned(), value.chars().take(60).collect());
            match name {
                "_count" => search.count = value.parse::<usize>().map_err(|_| wrong())?.min(Self::MOST),
                "_after" => search.after = Some(value.parse::<DeviceId>().map_err(|_| wrong())?.to_string()),
                "_format" if matches!(value, "json" | "application/json" | "application/fhir+json") => {}
                "_format" => return Err(wrong()),
                _ => search.conditions.push(condition(name, value)?),
            }
        }
        Ok(search)
    }

    /// Whether a device is wanted.
    #[must_use]
    pub fn matches(&self, item: &Item) -> bool {
        self.conditions.iter().all(|condition| {
            let Some(parameter) = PARAMETERS.get(condition.place) else { return false };
            let own = (parameter.values)(item);
            let any = own.iter().any(|own| condition.values.iter().any(|wanted| compare(condition.compare, own, wanted)));
            any != (condition.compare == Compare::NotToken)
        })
    }

    /// What a store may be asked for, so that what it answers holds every match: a category, or a text that is in every
    /// device that matches.
    #[must_use]
    pub fn narrow(&self) -> Query {
        let mut query = Query { sort: Sort::Id, ..Query::default() };
        for condition in &self.conditions {
            let [value] = condition.values.as_slice() else { continue };
            let name = PARAMETERS.get(condition.place).map_or("", |parameter| parameter.name);
            let (system, code) = token(value);
            match condition.compare {
                Compare::Token if name == "type" && !code.is_empty() => query.categories = vec![code.to_lowercase()],
                Compare::Token if name == "identifier" => longest(&mut query.search, code),
                // What these are compared with is in the text that a search looks through.
                Compare::Starts | Compare::Exact | Compare::Contains if system.is_none() => longest(&mut query.search, code),
                _ => {}
            }
        }
        query
    }

    /// Devices that are named by their numbers, where the search names them.
    #[must_use]
    pub fn named(&self) -> Option<Vec<DeviceId>> {
        let is_id = |place| PARAMETERS.get(place).is_some_and(|parameter: &Parameter| parameter.name == "_id");
        let condition = self.conditions.iter().find(|one| is_id(one.place) && one.compare == Compare::Token)?;
        Some(condition.values.iter().filter_map(|value| token(value).1.parse().ok()).collect())
    }

    /// Whether every device matches.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.conditions.is_empty()
    }

    /// The device after which the page begins.
    #[must_use]
    pub fn begins_after(&self) -> Option<DeviceId> {
        self.after.as_deref().and_then(|id| id.parse().ok())
    }

    /// The page that was asked for out of devices sorted by number: how many match in all, those of the page, and after
    /// which id the next one begins.
    #[must_use]
    pub fn page<'a>(&self, items: &'a [Item]) -> (usize, Vec<&'a Item>, Option<String>) {
        let matching: Vec<&Item> = items.iter().filter(|item| self.matches(item)).collect();
        let after = self.begins_after();
        let rest = matching.iter().copied().filter(|item| after.is_none_or(|after| item.row.id > after));
        let mut page: Vec<&Item> = rest.take(self.count.saturating_add(1)).collect();
        let more = page.len() > self.count && self.count > 0;
        page.truncate(self.count);
        let next = page.last().filter(|_| more).map(|last| last.row.id.to_string());
        (matching.len(), page, next)
    }

    /// The search as the query of an address, beginning `after` an id.
    pub(super) fn query(&self, after: Option<&str>) -> String {
        let mut parts: Vec<String> = self
            .conditions
            .iter()
            .map(|condition| format!("{}={}", encoded(&condition.asked.0), encoded(&condition.asked.1)))
            .collect();
        if self.count != Self::COUNT {
            parts.push(format!("_count={}", self.count));
        }
        parts.extend(after.or(self.after.as_deref()).map(|after| format!("_after={after}")));
        parts.join("&")
    }
}

/// Of several texts the longest is in the fewest devices.
fn longest(known: &mut Option<String>, text: String) {
    if text.trim().len() > known.as_deref().map_or(0, str::len) {
        *known = Some(text);
    }
}

fn condition(name: &str, value: &str) -> Result<Condition, SearchError> {
    let (word, modifier) = name.split_once(':').unwrap_or((name, ""));
    let unknown = || SearchError::Unknown(word.chars().take(60).collect());
    let place = PARAMETERS.iter().position(|parameter| parameter.name == word).ok_or_else(unknown)?;
    let kind = PARAMETERS.get(place).map_or(Kind::Token, |parameter| parameter.kind);
    let compare = match (kind, modifier) {
        (Kind::String, "") => Compare::Starts,
        (Kind::String, "exact") => Compare::Exact,
        (Kind::String, "contains") => Compare::Contains,
        (Kind::Token, "") => Compare::Token,
        (Kind::Token, "not") => Compare::NotToken,
        _ => return Err(SearchError::Modifier(word.to_owned(), modifier.chars().take(60).collect())),
    };
    let values = alternatives(value);
    if values.iter().all(String::is_empty) {
        return Err(SearchError::Value(word.to_owned(), String::new()));
    }
    Ok(Condition { place, compare, values, asked: (name.to_owned(), value.to_owned()) })
}

/// The values between commas; `\,`, `\|`, `\$` and `\\` are the characters themselves (R4, search, 3.1.1.4.0.2). An escaped
/// bar stays escaped for [`compare`].
fn alternatives(value: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut escaped = false;
    for c in value.chars() {
        let Some(last) = values.last_mut() else { break };
        match c {
            '|' | '\\' if escaped => last.extend(['\\', c]),
            c if escaped => last.push(c),
            '\\' => {}
            ',' => {
                values.push(String::new());
                continue;
            }
            c => last.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    values
}

/// Splits `system|code` at the first bar that is not escaped.
fn token(wanted: &str) -> (Option<String>, String) {
    let (mut system, mut text) = (None, String::new());
    let mut chars = wanted.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.extend(chars.next()),
            '|' if system.is_none() => system = Some(std::mem::take(&mut text)),
            c => text.push(c),
        }
    }
    (system, text)
}

fn compare(how: Compare, own: &(&'static str, String), wanted: &str) -> bool {
    let (system, code) = token(wanted);
    let whole = || system.as_ref().map_or_else(|| code.clone(), |system| format!("{system}|{code}"));
    let folded = |text: &str| text.to_lowercase();
    match how {
        Compare::Starts => folded(&own.1).starts_with(&folded(&whole())),
        Compare::Contains => folded(&own.1).contains(&folded(&whole())),
        Compare::Exact => own.1 == whole(),
        Compare::Token | Compare::NotToken => {
            let same = code.is_empty() || own.1.eq_ignore_ascii_case(&code);
            same && system.is_none_or(|system| system == own.0)
        }
    }
}

/// Percent-encoded but for unreserved characters (RFC 3986, 2.3).
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
