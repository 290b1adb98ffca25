//! Import and export: exports of a CMMS that came in, one to be brought, and the inventory as files.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::exchange::export::Format;
use crate::exchange::mapping::{Mapping, OWN, SHIPPED};
use crate::exchange::netbox;
use crate::store::Import;
use crate::web::compare;
use crate::web::fault::Fault;
use crate::web::upload::Upload;
use crate::web::view::{Frame, View, go, show};
use crate::web::words;

/// An export that came in.
pub(super) struct Line {
    pub(super) number: u64,
    pub(super) file: String,
    pub(super) mapping: String,
    pub(super) author: String,
    pub(super) at: String,
    /// When and by whom it was written into records; empty while it was not.
    pub(super) applied: String,
}

impl From<&Import> for Line {
    fn from(import: &Import) -> Self {
        let applied = import.applied.as_ref().map(|(by, at)| format!("{} by {by}", words::minute(*at)));
        Self {
            number: import.number,
            file: import.file.clone(),
            mapping: import.mapping.clone(),
            author: import.author.clone(),
            at: words::minute(import.at),
            applied: applied.unwrap_or_default(),
        }
    }
}

/// A mapping to choose: its name, and the CMMS.
struct Choice {
    name: &'static str,
    title: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "exchange.html", config = "src/web/askama.toml")]
struct ExchangePage {
    frame: Frame,
    mappings: Vec<Choice>,
    imports: Vec<Line>,
    formats: Vec<Format>,
    sheets: [&'static str; 8],
    wrong: String,
}

async fn render(view: &View, mapping: &str, wrong: String) -> Result<Response, Fault> {
    let imports = view.site.ask(|store| Ok(store.imports()?)).await?;
    let own = std::iter::once((OWN, "wardwatch (its own CSV)".to_owned()));
    let shipped = SHIPPED.iter().filter_map(|(name, _)| Some((*name, Mapping::named(name)?.title)));
    let choice = |(name, title): (&'static str, String)| Choice { name, title, chosen: name == mapping };
    let is_wrong = !wrong.is_empty();
    let page = show(&ExchangePage {
        frame: view.frame("Import and export", "exchange"),
        mappings: shipped.chain(own).map(choice).collect(),
        imports: imports.iter().map(Line::from).collect(),
        formats: Format::ALL.into_iter().filter(|format| *format != Format::Netbox).collect(),
        sheets: netbox::SHEETS,
        wrong,
    })?;
    Ok(if is_wrong { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    render(&view, "", String::new()).await
}

/// Reads what was brought and keeps it; nothing is written into records yet.
pub(in crate::web) async fn upload(view: View, upload: Upload) -> Result<Response, Fault> {
    let mapping = upload.fields.text("mapping").to_owned();
    let (author, site) = (view.signed_in()?.name, view.site.clone());
    let now = site.now();
    let kept = site
        .ask_alone(move |store| {
            let arrived = compare::arrived(&upload)?;
            compare::keep(store, &arrived, author, now)
        })
        .await;
    match kept {
        Ok(number) => Ok(go(&format!("/exchange/{number}?done=uploaded"))),
        Err(Fault::Bad(wrong)) => render(&view, &mapping, wrong).await,
        Err(fault) => Err(fault),
    }
}

pub(in crate::web) async fn export(view: View, Path(format): Path<String>) -> Result<Response, Fault> {
    crate::web::export::file(view, &format).await
}
