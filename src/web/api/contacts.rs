//! Whom to call.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::{Problem, json};
use crate::clinical::{Contact, Hours, Person, Scope, Zone};
use crate::store::RecordsError;
use crate::web::fault::Fault;
use crate::web::view::View;

/// A contact.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct ContactBody {
    /// Its number; in answers only.
    #[serde(default)]
    id: Option<u64>,
    /// device, department, site or manufacturer.
    kind: String,
    /// Of which: `dev-17`, a department, a manufacturer; empty for every site.
    #[serde(default)]
    of: String,
    /// Its place among those of the same, from 1; the last where nothing is said.
    #[serde(default)]
    place: Option<u32>,
    #[serde(default)]
    name: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    phone: Option<String>,
    #[serde(default)]
    mail: Option<String>,
    /// `24/7`, `mon-fri 08:00-17:00` …
    #[serde(default)]
    hours: Option<String>,
    /// IANA name of the zone of the hours, where it is not the site's.
    #[serde(default)]
    zone: Option<String>,
}

impl From<&Contact> for ContactBody {
    fn from(contact: &Contact) -> Self {
        let person = contact.person.clone();
        Self {
            id: Some(contact.id),
            kind: contact.scope.kind().to_owned(),
            of: contact.scope.name(),
            place: Some(contact.place),
            name: person.name,
            role: person.role,
            phone: person.phone,
            mail: person.mail,
            hours: person.hours.map(|hours| hours.to_string()),
            zone: person.zone.map(|zone| zone.name().to_owned()),
        }
    }
}

impl ContactBody {
    fn read(self) -> Result<(Scope, Option<u32>, Person), Fault> {
        let kinds = "kind is device, department, site or manufacturer, and of names which";
        let scope = Scope::of(&self.kind, &self.of).ok_or_else(|| Fault::Bad(kinds.to_owned()))?;
        let hours = self.hours.map(|text| Hours::read(&text)).transpose().map_err(Fault::Bad)?;
        let zone = self.zone.map(|text| Zone::named(&text)).transpose().map_err(Fault::Bad)?;
        let person = Person { name: self.name, role: self.role, phone: self.phone, mail: self.mail, hours, zone };
        person.check().map_err(Fault::Bad)?;
        Ok((scope, self.place, person))
    }
}

/// Every contact, by what it belongs to.
#[utoipa::path(get, path = "/api/v1/contacts", tag = "contacts",
    responses((status = 200, description = "Contacts", body = Vec<ContactBody>)))]
pub(in crate::web) async fn list(view: View) -> Result<Response, Fault> {
    let contacts = view.site.ask(|store| Ok(store.contacts()?)).await?;
    json(&contacts.iter().map(ContactBody::from).collect::<Vec<_>>())
}

async fn put(view: &View, id: Option<u64>, body: ContactBody) -> Result<Response, Fault> {
    let (scope, place, person) = body.read()?;
    let (author, now) = (view.signed_in()?.name, view.site.now());
    let found = view
        .site
        .ask(move |store| {
            let id = store.put_contact(id, &scope, place, &person, &author, now)?;
            Ok(store.contacts()?.into_iter().find(|contact| contact.id == id))
        })
        .await?;
    json(&found.as_ref().map(ContactBody::from))
}

/// Adds a contact.
#[utoipa::path(post, path = "/api/v1/contacts", tag = "contacts", request_body = ContactBody,
    responses(
        (status = 201, description = "The contact", body = ContactBody),
        (status = 400, description = "It cannot be", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn add(view: View, Body(body): Body<ContactBody>) -> Result<Response, Fault> {
    Ok((StatusCode::CREATED, put(&view, None, body).await?).into_response())
}

fn number(id: &str) -> Result<u64, Fault> {
    id.parse().map_err(|_| Fault::NotFound(format!("there is no contact {id}")))
}

/// Changes a contact.
#[utoipa::path(put, path = "/api/v1/contacts/{id}", tag = "contacts", request_body = ContactBody,
    params(("id" = u64, Path, description = "Its number")),
    responses(
        (status = 200, description = "The contact", body = ContactBody),
        (status = 400, description = "It cannot be", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn change(view: View, Path(id): Path<String>, Body(body): Body<ContactBody>) -> Result<Response, Fault> {
    put(&view, Some(number(&id)?), body).await
}

/// Removes a contact.
#[utoipa::path(delete, path = "/api/v1/contacts/{id}", tag = "contacts",
    params(("id" = u64, Path, description = "Its number")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn remove(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let number = number(&id)?;
    let (author, now) = (view.signed_in()?.name, view.site.now());
    match view.site.ask(move |store| Ok(store.drop_contact(number, &author, now))).await? {
        Ok(()) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(RecordsError::Refused(what)) => Err(Fault::NotFound(what)),
        Err(error) => Err(error.into()),
    }
}
