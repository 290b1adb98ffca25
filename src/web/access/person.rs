//! Who asks, and what they may do.

use crate::store::Role;

/// One kind of thing that can be done here; tokens call them scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum May {
    /// Look at devices, records, alerts and health.
    Read,
    /// Change the inventory, clinical records, contacts.
    Inventory,
    /// Acknowledge, close and suppress alerts.
    Alerts,
    /// Manage accounts and tokens, and read the audit log of both.
    Admin,
}

impl May {
    /// Every kind, in order.
    pub const ALL: &'static [Self] = &[Self::Read, Self::Inventory, Self::Alerts, Self::Admin];

    /// The word for it in a token's scopes.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Inventory => "inventory",
            Self::Alerts => "alerts",
            Self::Admin => "admin",
        }
    }

    /// What it is, for people.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Read => "look at everything but accounts",
            Self::Inventory => "change devices, their records and contacts",
            Self::Alerts => "handle alerts and incidents",
            Self::Admin => "manage accounts and tokens",
        }
    }

    /// Whether a role may.
    #[must_use]
    pub fn of(self, role: Role) -> bool {
        match self {
            Self::Read => true,
            Self::Inventory => matches!(role, Role::Biomed | Role::Admin),
            Self::Alerts => matches!(role, Role::Soc | Role::Admin),
            Self::Admin => role == Role::Admin,
        }
    }

    /// The roles that may, for a sentence.
    pub(crate) fn roles(self) -> String {
        let roles: Vec<&str> = Role::ALL.iter().filter(|role| self.of(**role)).map(|role| role.slug()).collect();
        roles.join(" or ")
    }
}

/// Who may ask for a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anyone, signed in or not.
    Anyone,
    /// Whoever signed in with a password: their own account and session.
    SignedIn,
    /// Whoever may.
    May(May),
}

impl Who {
    /// Whether a role may ask.
    #[must_use]
    pub fn admits(self, role: Role) -> bool {
        match self {
            Self::Anyone | Self::SignedIn => true,
            Self::May(may) => may.of(role),
        }
    }
}

/// What asks for a route, and so what an error looks like to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asks {
    /// A browser.
    People,
    /// A program: problem details.
    Programs,
    /// A program that speaks FHIR: an `OperationOutcome`.
    Fhir,
}

/// How somebody showed who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Via {
    /// With the session of this number.
    Session(i64),
    /// With a token that has these scopes.
    Token(Vec<String>),
}

/// Who asks.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// The account's name.
    pub(crate) name: String,
    /// Its role.
    pub(crate) role: Role,
    /// What their forms must carry; empty with a token.
    pub(crate) csrf: String,
    /// How they showed it.
    pub(crate) via: Via,
}

impl Person {
    /// Whether they may, by their role and by their token.
    pub(crate) fn may(&self, what: May) -> bool {
        let scoped = match &self.via {
            Via::Session(_) => true,
            Via::Token(scopes) => scopes.iter().any(|scope| scope == what.slug()),
        };
        scoped && what.of(self.role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_may_less_than_its_account() {
        let via = Via::Token(vec!["read".to_owned(), "admin".to_owned()]);
        let person = Person { name: "ann".into(), role: Role::Biomed, csrf: String::new(), via };
        assert!(person.may(May::Read));
        assert!(!person.may(May::Inventory), "not in its scopes");
        assert!(!person.may(May::Admin), "not in its role");
        assert_eq!(May::Alerts.roles(), "soc or admin");
    }
}
