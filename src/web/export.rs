//! Devices as a file, for pages and API: every format of the exchange, any filter of the list.

use axum::response::Response;

use super::catalogue::{self, NAMES};
use super::fault::Fault;
use super::view::{View, attached};
use crate::clinical::Deed;
use crate::exchange::export::Format;
use crate::exchange::{Item, intake, netbox};
use crate::store::Rooms;

/// The most devices of one file: it is made in memory.
const MOST: u64 = 50_000;
/// What a query may have besides filters.
const OWN: [&str; 2] = ["site", "sheet"];

/// A file of the devices that pass the filters of the query. That it left is written into the audit log.
pub(crate) async fn file(view: View, format: &str) -> Result<Response, Fault> {
    let format: Format = format.parse().map_err(Fault::NotFound)?;
    let known = |name: &str| NAMES.contains(&name) || OWN.contains(&name);
    if let Some((name, _)) = view.query.0.iter().find(|(name, _)| !known(name)) {
        return Err(Fault::Bad(format!("there is no filter {name}; there are: {}", NAMES.join(", "))));
    }
    let mut wanted = catalogue::wanted(&view.query)?;
    wanted.query.limit = None;
    let site = view.query.some("site").unwrap_or_else(|| "Main".to_owned());
    let (sheet, now, who) = (view.query.some("sheet"), view.site.now(), view.signed_in()?.name);
    let (name, text) = view
        .site
        .ask_alone(move |store| {
            let items = items(store, &wanted)?;
            let written = match sheet {
                Some(sheet) => of_netbox(format, &items, &site, &sheet)?,
                None => (format.file(), format.write(&items, &site, now).map_err(|error| Fault::Broken(error.to_string()))?),
            };
            let to = Some(format!("{} as {format}", items.len()));
            let (what, subject) = ("export".to_owned(), "devices".to_owned());
            store.note(&Deed { at: now, who, what, subject, to, ..Deed::default() })?;
            Ok(written)
        })
        .await?;
    Ok(attached(text, format.media_type(), name))
}

fn items(store: &dyn Rooms, wanted: &catalogue::Wanted) -> Result<Vec<Item>, Fault> {
    let Some(query) = catalogue::understood(store, wanted)? else { return Ok(Vec::new()) };
    let passing = catalogue::count(store, query.clone())?;
    if passing > MOST {
        return Err(Fault::Bad(format!(
            "{passing} devices are more than one file holds here ({MOST}); narrow it with a filter, or use `wardwatch devices export`"
        )));
    }
    Ok(intake::items(store, &query)?)
}

/// One sheet of NetBox's import.
fn of_netbox(format: Format, items: &[Item], site: &str, wanted: &str) -> Result<(&'static str, String), Fault> {
    if format != Format::Netbox {
        return Err(Fault::Bad("only netbox has sheets".to_owned()));
    }
    let sheets = netbox::sheets(items, site).map_err(|error| Fault::Broken(error.to_string()))?;
    sheets.into_iter().find(|(name, _)| *name == wanted).ok_or_else(|| Fault::NotFound(format!("there is no sheet {wanted}")))
}
