//! Devices as a file, for pages and API: every format of the exchange, any filter of the list. The file is made while it is
//! sent, a piece at a time: an inventory of any size leaves, and little of it is in memory.

use std::collections::VecDeque;
use std::io;

use axum::body::Bytes;
use axum::response::Response;
use tokio::sync::mpsc;

use super::catalogue::{self, NAMES};
use super::fault::Fault;
use super::received::{self, Piece};
use super::site::Site;
use super::view::{View, attached};
use crate::clinical::Deed;
use crate::exchange::export::{Format, PIECE, Pieces};
use crate::exchange::netbox::Survey;
use crate::exchange::{Item, intake};
use crate::inventory::DeviceId;

/// What a query may have besides filters.
const OWN: [&str; 2] = ["site", "sheet"];

/// A file of the devices that pass the filters of the query, by number. That it left is written into the audit log.
pub(crate) async fn file(view: View, format: &str) -> Result<Response, Fault> {
    let format: Format = format.parse().map_err(Fault::NotFound)?;
    let known = |name: &str| NAMES.contains(&name) || OWN.contains(&name);
    if let Some((name, _)) = view.query.0.iter().find(|(name, _)| !known(name)) {
        return Err(Fault::Bad(format!("there is no filter {name}; there are: {}", NAMES.join(", "))));
    }
    let wanted = catalogue::wanted(&view.query)?;
    let sheet = view.query.some("sheet");
    if sheet.is_some() && format != Format::Netbox {
        return Err(Fault::Bad("only netbox has sheets".to_owned()));
    }
    let query = view.site.ask(move |store| catalogue::understood(store, &wanted)).await?;
    let left = match query {
        None => Vec::new(),
        Some(query) => view.site.ask(move |store| Ok(store.numbers(&query)?)).await?,
    };
    let mut devices = Devices { site: view.site.clone(), left: left.into() };
    let passing = devices.left.len();
    let mut survey = Survey::new(&view.query.some("site").unwrap_or_else(|| "Main".to_owned()));
    if format == Format::Netbox {
        survey = devices.clone().surveyed(survey).await?;
    }
    let now = view.site.now();
    let mut pieces = match &sheet {
        None => format.pieces(survey, now),
        Some(name) => Pieces::sheet(name, survey, now).ok_or_else(|| Fault::NotFound(format!("there is no sheet {name}")))?,
    };
    // The first piece comes before the answer begins: what cannot be read at all is told as a fault.
    let first = devices.next().await?.unwrap_or_default();
    let first = pieces.next(&first).map_err(broken)?;
    note(&view, passing, format).await?;
    let (name, media_type) = (pieces.file(), format.media_type());
    let (sender, receiver) = mpsc::channel::<Piece>(1);
    tokio::spawn(async move {
        if let Err(fault) = send(&sender, first, devices, pieces).await {
            tracing::warn!("an export was broken off: {}", fault.detail());
            let _ = sender.send(Err(io::Error::other(fault.detail()))).await;
        }
    });
    Ok(attached(received::body(receiver), media_type, name))
}

fn broken(error: impl std::fmt::Display) -> Fault {
    Fault::Broken(error.to_string())
}

/// Writes into the audit log that devices leave, and how many.
async fn note(view: &View, passing: usize, format: Format) -> Result<(), Fault> {
    let (what, subject, to) = ("export".to_owned(), "devices".to_owned(), Some(format!("{passing} as {format}")));
    let deed = Deed { at: view.site.now(), who: view.signed_in()?.name, what, subject, to, ..Deed::default() };
    view.site.ask(move |store| Ok(store.note(&deed)?)).await?;
    Ok(())
}

/// Sends a file to its end, or until nobody wants it any more.
async fn send(to: &mpsc::Sender<Piece>, first: String, mut devices: Devices, mut pieces: Pieces) -> Result<(), Fault> {
    if to.send(Ok(Bytes::from(first))).await.is_err() {
        return Ok(());
    }
    while let Some(items) = devices.next().await? {
        let text = pieces.next(&items).map_err(broken)?;
        if to.send(Ok(Bytes::from(text))).await.is_err() {
            return Ok(());
        }
    }
    let _ = to.send(Ok(Bytes::from(pieces.end().map_err(broken)?))).await;
    Ok(())
}

/// The devices that passed when the export began, by number, a piece at a time: the store is free for others in between.
#[derive(Clone)]
struct Devices {
    site: Site,
    /// Those who are still to come.
    left: VecDeque<DeviceId>,
}

impl Devices {
    /// The next piece; none after the last.
    async fn next(&mut self) -> Result<Option<Vec<Item>>, Fault> {
        let piece: Vec<DeviceId> = self.left.drain(..self.left.len().min(PIECE)).collect();
        if piece.is_empty() {
            return Ok(None);
        }
        self.site.ask(move |store| Ok(intake::items_of(store, &piece)?)).await.map(Some)
    }

    /// Shows all of them to NetBox's survey.
    async fn surveyed(mut self, mut survey: Survey) -> Result<Survey, Fault> {
        while let Some(items) = self.next().await? {
            survey.see(&items);
        }
        Ok(survey)
    }
}
