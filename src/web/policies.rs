//! Manufacturers' profiles (RFC 8520) as policies, for pages and API: brought, counted, dropped. A hub at work is told of each
//! change, since it holds the policies that detectors judge by.

use super::ask::ask;
use super::fault::Fault;
use super::pages::device::find;
use super::site::Site;
use super::upload::Upload;
use crate::baseline::{Bound, Policy};
use crate::exchange::mud::{self, MudError, TakeError, Taken};
use crate::store::{Request, Rooms};

/// A policy, and how many devices it binds.
pub(crate) type Held = (Policy, u64);

impl From<TakeError> for Fault {
    fn from(error: TakeError) -> Self {
        match error {
            TakeError::Store(error) => error.into(),
            TakeError::Mud(MudError::Large) => Self::TooLarge(mud::MOST_BYTES),
            TakeError::Mud(error @ MudError::Older { .. }) => Self::Conflict(format!("the profile: {error}")),
            TakeError::Mud(error) => Self::Bad(format!("the profile: {error}")),
        }
    }
}

/// All policies, by number.
pub(crate) fn held(store: &dyn Rooms) -> Result<Vec<Held>, Fault> {
    let policies = store.policies()?;
    let counts = store.bound(&policies)?;
    Ok(policies.into_iter().zip(counts).collect())
}

/// The policy of a number.
pub(crate) fn one(store: &dyn Rooms, number: u32) -> Result<Held, Fault> {
    held(store)?.into_iter().find(|(policy, _)| policy.number == number).ok_or_else(|| missing(&number.to_string()))
}

/// There is no such policy.
fn missing(number: &str) -> Fault {
    Fault::NotFound(format!("there is no policy {number}"))
}

/// The number of a policy as an address names it.
pub(crate) fn number(text: &str) -> Result<u32, Fault> {
    text.parse().map_err(|_| missing(text))
}

/// Takes in what was sent: the profile in `file`, for the `device`, `manufacturer` or `model` that the other fields name, or
/// else for those whose older profile it takes the place of, or the maker and model that it names itself.
pub(crate) async fn bring(site: &Site, upload: Upload, author: String) -> Result<Taken, Fault> {
    let (now, who) = (site.now(), author.clone());
    let taken = site
        .ask(move |store| {
            let file = upload.file("file").ok_or_else(|| Fault::Bad("choose the profile, a file of JSON".to_owned()))?;
            let text = std::str::from_utf8(&file.content).map_err(|_| Fault::Bad("the profile: it is no text".to_owned()))?;
            let bound = bound(store, &upload)?;
            Ok(mud::take(store, text, bound, &who, now)?)
        })
        .await?;
    ask(site, Request::Policies, author).await?;
    Ok(taken)
}

/// Whom the fields beside the file name.
fn bound(store: &dyn Rooms, upload: &Upload) -> Result<Bound, Fault> {
    let word = |name: &str| upload.fields.some(name).map(|text| text.chars().take(200).collect());
    let device = upload.fields.some("device").map(|text| find(store, &text)).transpose();
    // That there is no such device is a mistake in the form, not in the address.
    let device = device.map_err(|fault| if let Fault::NotFound(why) = fault { Fault::Bad(why) } else { fault })?;
    Ok(Bound { device, manufacturer: word("manufacturer"), model: word("model") })
}

/// Drops a policy: it binds nobody any more.
pub(crate) async fn remove(site: &Site, number: u32, author: String) -> Result<(), Fault> {
    let (now, who) = (site.now(), author.clone());
    let removed = site.ask(move |store| Ok(store.remove_policy(number, &who, now)?)).await?;
    if !removed {
        return Err(missing(&number.to_string()));
    }
    ask(site, Request::Policies, author).await?;
    Ok(())
}
