//! What a page needs besides its own subject: who looks, in which light, from where.

use std::convert::Infallible;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::access::{May, Person, theme};
use super::fault::Fault;
use super::fields::Fields;
use super::site::Site;

/// A request for a page.
pub(crate) struct View {
    /// The site.
    pub(crate) site: Site,
    /// Who looks.
    pub(crate) person: Option<Person>,
    /// The query.
    pub(crate) query: Fields,
    theme: &'static str,
    path: String,
}

impl FromRequestParts<Site> for View {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        Ok(Self {
            site: site.clone(),
            person: parts.extensions.get::<Person>().cloned(),
            query: Fields::parse(parts.uri.query().unwrap_or_default().as_bytes()),
            theme: theme(&parts.headers),
            path: parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
        })
    }
}

impl View {
    /// The frame of a page with this title; `here` is the entry of the menu it belongs to.
    pub(crate) fn frame(&self, title: &str, here: &'static str) -> Frame {
        let notice = notice(self.query.text("done"));
        Frame::new(&self.site, title, here, self.person.as_ref(), self.theme).at(&self.path).saying(notice)
    }

    /// Who is signed in.
    pub(crate) fn signed_in(&self) -> Result<Person, Fault> {
        self.person.clone().ok_or(Fault::SignIn)
    }
}

/// The frame around every page.
pub(crate) struct Frame {
    /// Title of the page.
    pub(crate) title: String,
    /// Entry of the menu it belongs to.
    pub(crate) here: &'static str,
    /// Name of whoever is signed in.
    pub(crate) name: String,
    /// Their role.
    pub(crate) role: &'static str,
    /// What their forms carry.
    pub(crate) csrf: String,
    /// Light, dark, or as the system has it.
    pub(crate) theme: &'static str,
    /// Where style and script are.
    pub(crate) assets: String,
    /// What was just done.
    pub(crate) notice: &'static str,
    /// Address of the page.
    pub(crate) path: String,
    may: Vec<May>,
}

impl Frame {
    pub(crate) fn new(site: &Site, title: &str, here: &'static str, person: Option<&Person>, theme: &'static str) -> Self {
        let may = person.map(|person| May::ALL.iter().copied().filter(|may| person.may(*may)).collect());
        Self {
            title: title.to_owned(),
            here,
            name: person.map(|person| person.name.clone()).unwrap_or_default(),
            role: person.map_or("", |person| person.role.slug()),
            csrf: person.map(|person| person.csrf.clone()).unwrap_or_default(),
            theme,
            assets: site.assets().prefix(),
            notice: "",
            path: "/".to_owned(),
            may: may.unwrap_or_default(),
        }
    }

    fn at(self, path: &str) -> Self {
        Self { path: path.to_owned(), ..self }
    }

    fn saying(self, notice: &'static str) -> Self {
        Self { notice, ..self }
    }

    /// Whether whoever looks may change the inventory.
    pub(crate) fn may_edit(&self) -> bool {
        self.may.contains(&May::Inventory)
    }

    /// Whether whoever looks may handle alerts.
    pub(crate) fn may_handle(&self) -> bool {
        self.may.contains(&May::Alerts)
    }

    /// Whether whoever looks may manage accounts.
    pub(crate) fn may_administer(&self) -> bool {
        self.may.contains(&May::Admin)
    }
}

/// What was done, from the word in the address.
fn notice(word: &str) -> &'static str {
    match word {
        "password" => "The password is changed.",
        "token-removed" => "The token is removed; whatever used it is out.",
        "account" => "The account is saved.",
        "account-removed" => "The account is removed, with its sessions and tokens.",
        "saved" => "Saved.",
        "confirmed" => "Confirmed: you stand for it now.",
        "ignored" => "Ignored: it is kept and no longer asked about.",
        "retired" => "Retired: that it is silent is right.",
        "new" => "Back in the review queue.",
        "commented" => "The comment is kept.",
        "merged" => "They are one device now. Below it can be undone.",
        "split" => "It is split: its addresses are another device now. Below it can be undone.",
        "undone" => "Undone: it is as it was before.",
        "asked" => "Asked for. It will be done as soon as what is being read comes to a pause.",
        "contact" => "The contact is saved.",
        "contact-removed" => "The contact is removed.",
        "acknowledged" => "Acknowledged: you are on it.",
        "closed" => "Closed.",
        "opened" => "Open again.",
        "suppressed" => "No more of the like will be heard for the time chosen.",
        "uploaded" => "Read and compared; nothing is written into records yet.",
        "applied" => "Written into records. What was filled counts as imported until somebody confirms it.",
        "taken" => "The word of the CMMS stands now, and you stand for it.",
        "settled" => "What the row brings is filled there.",
        "recorded" => "Recorded as devices that no network shows.",
        "view" => "The view is saved. Whoever is signed in may follow its link.",
        "view-removed" => "The view is removed; its link leads nowhere now.",
        "accepted" => "Accepted: it is usual from now on.",
        "forgotten" => "Forgotten: it is learnt anew.",
        "policy-added" => "The policy is in force: what deviates from it is told from now on.",
        "policy-superseded" => "The profile takes the place of the older one: what deviates from it is told from now on.",
        "policy-there" => "This profile is in force already.",
        "policy-removed" => "The policy is removed; it binds nobody any more.",
        "ended" => "The suppression has ended; what it covered stays as it is.",
        "looked" => "From now on only what changes after this is shown as changed.",
        _ => "",
    }
}

/// A page as an answer.
pub(crate) fn show(template: &impl Template) -> Result<Response, Fault> {
    template.render().map(|text| Html(text).into_response()).map_err(|error| Fault::Broken(error.to_string()))
}

/// On to another page, after something was done.
pub(crate) fn go(to: &str) -> Response {
    Redirect::to(to).into_response()
}

/// A file to be kept, as an answer.
pub(crate) fn attached(content: impl IntoResponse, media_type: &'static str, name: &str) -> Response {
    let mut response = ([(header::CONTENT_TYPE, media_type)], content).into_response();
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}

/// An address of ours that somebody may be sent to; anything else is the first page.
pub(crate) fn local(to: &str) -> &str {
    let is_ours = to.starts_with('/') && !to.starts_with("//") && !to.contains(['\\', '\r', '\n', '\t']);
    if is_ours { to } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(local("/devices?q=a"), "/devices?q=a");
        for bad in ["//evil.example", "https://evil.example", "/\\evil", "javascript:alert(1)", "", "/\t/evil"] {
            assert_eq!(local(bad), "/", "{bad}");
        }
    }
}
