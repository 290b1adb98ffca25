//! The review queue: what nobody looked at yet, the highest tier first, within it what is least sure.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;

use super::device::find;
use super::devices::Line;
use crate::clinical::Standing;
use crate::store::{Edit, Query, Sort};
use crate::web::catalogue::{self, Wanted};
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::view::{Frame, View, go, show};
use crate::web::words::{self, Group};

/// Devices on a page.
const PAGE: usize = 25;

struct Choice {
    value: &'static str,
    name: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "review.html", config = "src/web/askama.toml")]
struct ReviewPage {
    frame: Frame,
    rows: Vec<Line>,
    total: String,
    all: bool,
    search: String,
    groups: Vec<Choice>,
    tiers: Vec<Choice>,
    next: String,
    query: String,
    done: u64,
}

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    let query = &view.query;
    let tier = query.some("tier").and_then(|text| text.parse::<u8>().ok()).filter(|tier| *tier <= 3);
    let group = Group::ALL.into_iter().find(|group| group.slug() == query.text("group"));
    let search = query.some("q");
    let wanted = Wanted {
        query: Query {
            search: search.clone(),
            tiers: tier.into_iter().collect(),
            standings: vec![Standing::New],
            sort: Sort::Queue,
            after: query.some("after"),
            limit: Some(PAGE),
            ..Query::default()
        },
        group,
        unseen_days: None,
    };
    let (page, done) = view
        .site
        .ask(move |store| {
            let looked_at = vec![Standing::Confirmed, Standing::Corrected];
            let done = catalogue::count(store, Query { standings: looked_at, ..Query::default() })?;
            Ok((catalogue::page(store, &wanted)?, done))
        })
        .await?;
    let kept = Fields(query.0.iter().filter(|(name, _)| name != "after" && name != "done").cloned().collect());
    let level = |value: &'static str| {
        let chosen = tier.is_some_and(|tier| tier.to_string() == value);
        Choice { value, name: format!("tier {value}"), chosen }
    };
    show(&ReviewPage {
        frame: view.frame("Review", "review"),
        rows: page.devices.iter().map(Line::from).collect(),
        total: words::thousands(page.total),
        all: search.is_none() && tier.is_none() && group.is_none(),
        search: search.unwrap_or_default(),
        groups: Group::ALL
            .into_iter()
            .map(|one| Choice { value: one.slug(), name: one.name().to_owned(), chosen: group == Some(one) })
            .collect(),
        tiers: ["3", "2", "1", "0"].map(level).into(),
        next: page.next.map(|next| format!("/review?{}", kept.with("after", &next))).unwrap_or_default(),
        query: kept.with("", ""),
        done,
    })
}

/// What a button says.
fn standing(word: &str) -> Result<Standing, Fault> {
    match word {
        "confirm" => Ok(Standing::Confirmed),
        "ignore" => Ok(Standing::Ignored),
        "retire" => Ok(Standing::Retired),
        "new" => Ok(Standing::New),
        other => Err(Fault::Bad(format!("\"{other}\" cannot be done with a device"))),
    }
}

/// The edit by which a device comes to stand there. Whoever confirms stands for what was assumed too.
fn edit(standing: Standing) -> Edit {
    Edit { standing: Some(standing), confirm: standing == Standing::Confirmed, ..Edit::default() }
}

fn word(standing: Standing) -> &'static str {
    standing.slug()
}

pub(in crate::web) async fn several(view: View, fields: Fields) -> Result<Response, Fault> {
    let standing = standing(fields.text("act"))?;
    let back = |done: &str| {
        let query = Fields::parse(fields.text("query").as_bytes()).with("done", done);
        go(&format!("/review?{query}"))
    };
    let devices: Vec<_> = fields.all("device").filter_map(|text| text.parse().ok()).collect();
    if devices.is_empty() {
        return Ok(back("none"));
    }
    let (author, now) = (view.signed_in()?.name, view.site.now());
    view.site.ask(move |store| Ok(store.edit_all(&devices, &edit(standing), &author, now)?)).await?;
    Ok(back(word(standing)))
}

pub(in crate::web) async fn one(view: View, Path(id): Path<String>, fields: Fields) -> Result<Response, Fault> {
    let standing = standing(fields.text("act"))?;
    let (author, now) = (view.signed_in()?.name, view.site.now());
    let device = view
        .site
        .ask(move |store| {
            let device = find(store, &id)?;
            store.edit(device, None, &edit(standing), &author, now)?;
            Ok(device)
        })
        .await?;
    Ok(go(&format!("/devices/{}?done={}", device.0, word(standing))))
}

pub(in crate::web) async fn comment(view: View, Path(id): Path<String>, fields: Fields) -> Result<Response, Fault> {
    let (author, now, text) = (view.signed_in()?.name, view.site.now(), fields.text("text").to_owned());
    let device = view
        .site
        .ask(move |store| {
            let device = find(store, &id)?;
            store.comment(device, &text, &author, now)?;
            Ok(device)
        })
        .await?;
    Ok(go(&format!("/devices/{}?done=commented#comments", device.0)))
}
