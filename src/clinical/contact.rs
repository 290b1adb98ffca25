//! Whom to call: contacts of a device, its department, the site and the manufacturer, resolved into one list.

use std::fmt;

use super::hours::{Hours, Zone};
use crate::base::Timestamp;
use crate::inventory::DeviceId;

/// What a contact belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// One device.
    Device(DeviceId),
    /// Every device of a department.
    Department(String),
    /// Every device of a site; empty for every site.
    Site(String),
    /// Every device of a manufacturer.
    Manufacturer(String),
}

impl Scope {
    /// The stored kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Device(_) => "device",
            Self::Department(_) => "department",
            Self::Site(_) => "site",
            Self::Manufacturer(_) => "manufacturer",
        }
    }

    /// The stored name of what it belongs to.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Device(id) => id.to_string(),
            Self::Department(name) | Self::Site(name) | Self::Manufacturer(name) => name.clone(),
        }
    }

    /// From what [`Scope::kind`] and [`Scope::name`] gave.
    #[must_use]
    pub fn of(kind: &str, name: &str) -> Option<Self> {
        let name = name.trim();
        match kind {
            "device" => name.parse().ok().map(Self::Device),
            "department" => (!name.is_empty()).then(|| Self::Department(name.to_owned())),
            "site" => Some(Self::Site(name.to_owned())),
            "manufacturer" => (!name.is_empty()).then(|| Self::Manufacturer(name.to_owned())),
            _ => None,
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Device(_) => 0,
            Self::Department(_) => 1,
            Self::Site(_) => 2,
            Self::Manufacturer(_) => 3,
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Site(name) if name.is_empty() => f.write_str("site"),
            Self::Device(_) => f.write_str("device"),
            Self::Department(name) | Self::Site(name) | Self::Manufacturer(name) => write!(f, "{} {name}", self.kind()),
        }
    }
}

/// Who is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Name of a person or a desk.
    pub name: String,
    /// What for: `charge nurse`, `biomedical engineer on call`, `support`, `PSIRT`.
    pub role: String,
    /// Telephone or pager.
    pub phone: Option<String>,
    /// Mail address.
    pub mail: Option<String>,
    /// When they can be reached; nobody said where there are none.
    pub hours: Option<Hours>,
    /// The zone of the hours, where it is not the site's.
    pub zone: Option<Zone>,
}

impl Person {
    /// Checks what a person typed.
    ///
    /// # Errors
    /// What is missing, too long, or no address.
    pub fn check(&self) -> Result<(), String> {
        let texts = [Some(&self.name), Some(&self.role), self.phone.as_ref(), self.mail.as_ref()];
        for text in texts.into_iter().flatten() {
            if text.chars().count() > 120 || text.chars().any(char::is_control) {
                return Err("a contact's name, role, telephone and mail are lines of at most 120 characters".to_owned());
            }
        }
        if self.name.trim().is_empty() && self.role.trim().is_empty() {
            return Err("a contact needs a name or a role".to_owned());
        }
        if self.phone.is_none() && self.mail.is_none() {
            return Err("a contact needs a telephone number or a mail address".to_owned());
        }
        if self.mail.as_deref().is_some_and(|mail| !mail.contains('@')) {
            return Err("that is no mail address".to_owned());
        }
        Ok(())
    }
}

/// A contact as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Its number in the store.
    pub id: u64,
    /// What it belongs to.
    pub scope: Scope,
    /// Its place among those of the same scope, from 1.
    pub place: u32,
    /// Who.
    pub person: Person,
}

/// One line of a call list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Who.
    pub person: Person,
    /// Why this one: `device`, `department ICU`, `manufacturer Philips` …
    pub because: String,
    /// Whether they can be reached now; `None` where nobody said their hours.
    pub reachable: Option<bool>,
}

/// What a call list is made for.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The device.
    pub device: DeviceId,
    /// Its department.
    pub department: Option<&'a str>,
    /// Its site.
    pub site: Option<&'a str>,
    /// Its manufacturer.
    pub manufacturer: Option<&'a str>,
}

impl Place<'_> {
    fn has(&self, scope: &Scope) -> bool {
        let same = |name: &str, own: Option<&str>| own.is_some_and(|own| own.trim().to_lowercase() == name.to_lowercase());
        match scope {
            Scope::Device(id) => *id == self.device,
            Scope::Department(name) => same(name, self.department),
            Scope::Site(name) => name.is_empty() || same(name, self.site),
            Scope::Manufacturer(name) => same(name, self.manufacturer),
        }
    }
}

/// Whom to call, in order: the device's own contacts, then the department's, the site's and the manufacturer's. Nobody
/// is left out because of the hour: it is shown who can be reached at `now`.
#[must_use]
pub fn call_list(contacts: &[Contact], place: Place<'_>, zone: &Zone, now: Timestamp) -> Vec<Call> {
    let mut mine: Vec<&Contact> = contacts.iter().filter(|contact| place.has(&contact.scope)).collect();
    mine.sort_by_key(|contact| (contact.scope.rank(), contact.place, contact.id));
    let mut calls: Vec<Call> = Vec::new();
    for contact in mine {
        // Somebody who answers for several levels is called once.
        if calls.iter().any(|call| call.person == contact.person) {
            continue;
        }
        let person = contact.person.clone();
        let reachable = person.hours.as_ref().map(|hours| hours.include(now, person.zone.as_ref().unwrap_or(zone)));
        calls.push(Call { person, because: contact.scope.to_string(), reachable });
    }
    calls
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(id: u64, scope: Scope, place: u32, name: &str, hours: Option<&str>) -> Contact {
        let hours = hours.map(|hours| Hours::read(hours).unwrap());
        Contact { id, scope, place, person: Person { name: name.into(), phone: Some("1".into()), hours, ..Person::default() } }
    }

    #[test]
    fn the_nearest_is_called_first() {
        let contacts = [
            contact(1, Scope::Manufacturer("Philips".into()), 1, "support", None),
            contact(2, Scope::Site(String::new()), 2, "soc", Some("24/7")),
            contact(3, Scope::Site(String::new()), 1, "biomed", Some("mon-fri 08:00-17:00")),
            contact(4, Scope::Department("ICU".into()), 1, "nurse", None),
            contact(5, Scope::Device(DeviceId(7)), 1, "owner", None),
            contact(6, Scope::Device(DeviceId(8)), 1, "other", None),
            contact(7, Scope::Department("icu".into()), 2, "nurse", None),
        ];
        let place = Place { device: DeviceId(7), department: Some("icu"), site: None, manufacturer: Some("Philips") };
        let sunday = "2026-08-09T11:00:00Z".parse().unwrap();
        let calls = call_list(&contacts, place, &Zone::default(), sunday);
        let names: Vec<_> = calls.iter().map(|call| (call.person.name.as_str(), call.reachable)).collect();
        assert_eq!(names, [("owner", None), ("nurse", None), ("biomed", Some(false)), ("soc", Some(true)), ("support", None)]);
        assert_eq!(calls[1].because, "department ICU");
    }

    #[test]
    fn scopes_have_names() {
        for scope in
            [Scope::Device(DeviceId(3)), Scope::Department("a".into()), Scope::Site(String::new()), Scope::Site("b".into())]
        {
            assert_eq!(Scope::of(scope.kind(), &scope.name()), Some(scope));
        }
        assert_eq!(Scope::of("department", " "), None);
    }
}
