//! Live change, as server-sent events (WHATWG HTML, 9.2).

use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use tokio::sync::mpsc;

use crate::store::{self, Opening};
use crate::web::fault::Fault;
use crate::web::received::{self, Piece};
use crate::web::site::Site;
use crate::web::view::View;

/// How often the store is asked whether somebody wrote.
const EVERY: Duration = Duration::from_secs(1);
/// A comment this often keeps the connection open.
const QUIET: Duration = Duration::from_secs(15);

/// An event `changed` whenever something was written; read again then what you show.
#[utoipa::path(get, path = "/api/v1/events", tag = "events",
    responses((status = 200, description = "A stream of events", body = String, content_type = "text/event-stream")))]
pub(in crate::web) async fn stream(view: View) -> Result<Response, Fault> {
    let Some(place) = view.site.listener_place() else { return Err(Fault::Wait(30)) };
    let (sender, receiver) = mpsc::channel::<Piece>(4);
    let site = view.site.clone();
    tokio::spawn(async move {
        tell(&site, &sender).await;
        drop(place);
    });
    let mut response = received::body(receiver).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    Ok(response)
}

/// Tells one listener until it goes away or the process ends.
async fn tell(site: &Site, to: &mpsc::Sender<Piece>) {
    let (mut changes, mut stopping) = (site.changes().subscribe(), site.stopping());
    let mut line = Bytes::from_static(b"retry: 2000\n\n");
    loop {
        if to.send(Ok(line)).await.is_err() {
            return;
        }
        line = tokio::select! {
            changed = changes.changed() => match changed {
                Ok(()) => Bytes::from(format!("event: changed\ndata: {{\"change\": {}}}\n\n", *changes.borrow_and_update())),
                Err(_) => return,
            },
            () = tokio::time::sleep(QUIET) => Bytes::from_static(b": still here\n\n"),
            _ = stopping.wait_for(|stopping| *stopping) => return,
        };
    }
}

/// Notices when somebody wrote to the store: the daemon, a command, another browser.
pub(in crate::web) async fn watch(site: Site) {
    let url = site.knowledge().store_url.clone();
    let Ok(Ok(mut own)) = tokio::task::spawn_blocking(move || store::accounts(&url, Opening::Existing)).await else { return };
    let (mut stopping, mut known) = (site.stopping(), None);
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
        let Ok((back, version)) = tokio::task::spawn_blocking(move || {
            let version = own.version();
            (own, version)
        })
        .await
        else {
            return;
        };
        own = back;
        let version = version.ok();
        if version.is_some() && known.is_some() && version != known {
            site.changes().send_modify(|count| *count += 1);
        }
        known = version.or(known);
    }
}
