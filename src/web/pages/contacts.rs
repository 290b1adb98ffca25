//! Whom to call: contacts of devices, departments, sites and manufacturers.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::clinical::{Contact, Hours, Person, Scope, Zone};
use crate::store::RecordsError;
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::view::{Frame, View, go, show};

/// A contact as lists show it.
struct Line {
    id: u64,
    name: String,
    role: String,
    phone: String,
    mail: String,
    hours: String,
}

struct Section {
    title: String,
    link: String,
    lines: Vec<Line>,
}

/// What stands in the form.
#[derive(Default)]
struct Form {
    id: String,
    kind: String,
    of: String,
    place: String,
    name: String,
    role: String,
    phone: String,
    mail: String,
    hours: String,
    zone: String,
}

#[derive(Template)]
#[template(path = "contacts.html", config = "src/web/askama.toml")]
struct ContactsPage {
    frame: Frame,
    sections: Vec<Section>,
    form: Form,
    wrong: String,
    zone: String,
}

impl From<&Contact> for Line {
    fn from(contact: &Contact) -> Self {
        let person = &contact.person;
        let zone = person.zone.as_ref().map(|zone| format!(" {}", zone.name())).unwrap_or_default();
        Self {
            id: contact.id,
            name: person.name.clone(),
            role: person.role.clone(),
            phone: person.phone.clone().unwrap_or_default(),
            mail: person.mail.clone().unwrap_or_default(),
            hours: person.hours.as_ref().map(|hours| format!("{hours}{zone}")).unwrap_or_default(),
        }
    }
}

impl From<&Contact> for Form {
    fn from(contact: &Contact) -> Self {
        let person = contact.person.clone();
        Self {
            id: contact.id.to_string(),
            kind: contact.scope.kind().to_owned(),
            of: contact.scope.name(),
            place: contact.place.to_string(),
            name: person.name,
            role: person.role,
            phone: person.phone.unwrap_or_default(),
            mail: person.mail.unwrap_or_default(),
            hours: person.hours.map(|hours| hours.to_string()).unwrap_or_default(),
            zone: person.zone.map(|zone| zone.name().to_owned()).unwrap_or_default(),
        }
    }
}

impl From<&Fields> for Form {
    fn from(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        Self {
            id: text("id"),
            kind: text("kind"),
            of: text("of"),
            place: text("place"),
            name: text("name"),
            role: text("role"),
            phone: text("phone"),
            mail: text("mail"),
            hours: text("hours"),
            zone: text("zone"),
        }
    }
}

impl Form {
    /// What was typed, as the record wants it.
    fn read(&self) -> Result<(Option<u64>, Scope, Option<u32>, Person), String> {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let scope = Scope::of(&self.kind, &self.of).ok_or("Say of which device, department or manufacturer it is.")?;
        let hours = some(&self.hours).map(|text| Hours::read(&text)).transpose()?;
        let zone = some(&self.zone).map(|text| Zone::named(&text)).transpose()?;
        let place =
            some(&self.place).map(|text| text.parse().map_err(|_| "The place is a number from 1.".to_owned())).transpose()?;
        let id = some(&self.id).map(|text| text.parse().map_err(|_| "There is no such contact.".to_owned())).transpose()?;
        let (phone, mail) = (some(&self.phone), some(&self.mail));
        let person = Person { name: self.name.clone(), role: self.role.clone(), phone, mail, hours, zone };
        person.check().map_err(|what| format!("{what}."))?;
        Ok((id, scope, place, person))
    }
}

async fn render(view: &View, form: Option<Form>, wrong: String) -> Result<Response, Fault> {
    let contacts = view.site.ask(|store| Ok(store.contacts()?)).await?;
    let edited = view.query.some("edit").and_then(|id| contacts.iter().find(|contact| contact.id.to_string() == id));
    let asked = Form { kind: view.query.text("kind").to_owned(), of: view.query.text("of").to_owned(), ..Form::default() };
    let mut sections: Vec<(Scope, Section)> = Vec::new();
    for contact in &contacts {
        let link = match &contact.scope {
            Scope::Device(id) => format!("/devices/{}", id.0),
            _ => String::new(),
        };
        let title = match &contact.scope {
            Scope::Device(id) => format!("Device {id}"),
            Scope::Department(name) => format!("Department {name}"),
            Scope::Site(name) if name.is_empty() => "Every site".to_owned(),
            Scope::Site(name) => format!("Site {name}"),
            Scope::Manufacturer(name) => format!("Manufacturer {name}"),
        };
        if sections.last().is_none_or(|(scope, _)| *scope != contact.scope) {
            sections.push((contact.scope.clone(), Section { title, link, lines: Vec::new() }));
        }
        if let Some((_, section)) = sections.last_mut() {
            section.lines.push(Line::from(contact));
        }
    }
    let is_wrong = !wrong.is_empty();
    let page = show(&ContactsPage {
        frame: view.frame("Contacts", "contacts"),
        sections: sections.into_iter().map(|(_, section)| section).collect(),
        form: form.unwrap_or_else(|| edited.map_or(asked, Form::from)),
        wrong,
        zone: view.site.knowledge().zone.name().to_owned(),
    })?;
    Ok(if is_wrong { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    render(&view, None, String::new()).await
}

pub(in crate::web) async fn put(view: View, fields: Fields) -> Result<Response, Fault> {
    let form = Form::from(&fields);
    let (id, scope, place, person) = match form.read() {
        Ok(read) => read,
        Err(wrong) => return render(&view, Some(form), wrong).await,
    };
    let (author, now) = (view.signed_in()?.name, view.site.now());
    let put = view.site.ask(move |store| Ok(store.put_contact(id, &scope, place, &person, &author, now))).await?;
    match put {
        Ok(_) => Ok(go("/contacts?done=contact")),
        Err(RecordsError::Refused(wrong)) => render(&view, Some(form), wrong).await,
        Err(error) => Err(error.into()),
    }
}

pub(in crate::web) async fn remove(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let number = id.parse().map_err(|_| Fault::NotFound(format!("there is no contact {id}")))?;
    let (author, now) = (view.signed_in()?.name, view.site.now());
    let dropped = view.site.ask(move |store| Ok(store.drop_contact(number, &author, now))).await?;
    match dropped {
        Ok(()) => Ok(go("/contacts?done=contact-removed")),
        Err(RecordsError::Refused(what)) => Err(Fault::NotFound(what)),
        Err(error) => Err(error.into()),
    }
}
