//! Who came in, who was turned away and who left, for the audit log. Whoever guesses passwords, or signs in over and over,
//! must not be able to fill it: what comes again within a minute is counted, and told as one entry when the minute ends.
//!
//! Invariant: what was typed for a name is told only where there is such an account: it may be a password in the wrong
//! field.
//! Invariant: failures of at most [`APART`] accounts are counted apart at one time; those of others are counted together.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::base::Timestamp;
use crate::clinical::Deed;
use crate::web::fault::Fault;
use crate::web::site::Site;

/// How long what comes again is counted, in seconds.
const WINDOW: u32 = 60;
/// Accounts whose failures are counted apart at one time.
const APART: usize = 20;
/// Addresses named in one entry.
const NAMED: usize = 8;
/// How often it is looked whether a minute has ended.
const EVERY: Duration = Duration::from_secs(5);
/// What the entry is about where what was typed names no account.
pub(crate) const NOBODY: &str = "unknown account";
/// What the entry is about where failures of too many accounts come at one time.
const OTHERS: &str = "further accounts";

/// What somebody did at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Visit {
    /// Signed in.
    In,
    /// Was turned away.
    Failed,
    /// Signed out.
    Out,
}

impl Visit {
    /// What the audit log calls it; [`crate::store::ACCESS_DEEDS`] has the same words.
    fn slug(self) -> &'static str {
        match self {
            Self::In => "sign-in",
            Self::Failed => "sign-in failed",
            Self::Out => "sign-out",
        }
    }
}

/// By what somebody showed who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    /// A password of ours.
    Password,
    /// The provider of single sign-on.
    Provider,
    /// The link of the first start.
    SetUp,
}

impl Way {
    fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Provider => "single sign-on",
            Self::SetUp => "set-up link",
        }
    }
}

/// One visit.
#[derive(Clone, Debug)]
pub(crate) struct Knock {
    /// What became of it.
    pub(crate) visit: Visit,
    /// The account, where there is one of that name.
    pub(crate) account: Option<String>,
    /// By what; a session that ends does not say.
    pub(crate) way: Option<Way>,
    /// Where from.
    pub(crate) address: String,
}

type Kind = (String, Visit, Option<Way>);

/// What is counted and not told yet.
#[derive(Clone, Debug)]
struct Counted {
    /// Whose it is.
    account: Option<String>,
    /// Since when it is counted.
    since: Timestamp,
    /// The last of it.
    last: Timestamp,
    /// How often it came and was not told.
    count: u64,
    /// From where; the first [`NAMED`], and whether there were others.
    addresses: (Vec<String>, bool),
}

impl Counted {
    fn deed(self, (subject, visit, way): Kind) -> Deed {
        let (addresses, and_others) = self.addresses;
        let often = match (visit, self.count) {
            (Visit::Failed, 1) => "1 failure, ".to_owned(),
            (Visit::Failed, count) => format!("{count} failures within a minute, "),
            (_, 1) => String::new(),
            (_, count) => format!("{count} times within a minute, "),
        };
        let more = if and_others { " and others" } else { "" };
        let to = Some(format!("{often}from {}{more}", addresses.join(", ")));
        // Whoever was turned away showed nothing but where they are.
        let known = self.account.filter(|_| visit != Visit::Failed);
        let who = known.or_else(|| addresses.first().cloned()).unwrap_or_default();
        let field = way.map(|way| way.name().to_owned());
        Deed { at: self.last, who, what: visit.slug().to_owned(), subject, field, from: None, to }
    }
}

/// What is counted at the door.
#[derive(Debug, Default)]
pub(crate) struct Visits {
    counted: BTreeMap<Kind, Counted>,
}

impl Visits {
    /// Counts a visit; what is to be told now: an account's sign-in or sign-out when there was none in the minute before,
    /// with the failures before it, and of whatever else the minute has ended.
    pub(crate) fn came(&mut self, knock: Knock, now: Timestamp) -> Vec<Deed> {
        let mut told = self.due(now);
        let Knock { visit, account, way, address } = knock;
        let subject = self.subject(visit, account.as_deref());
        let kind = (subject, visit, way);
        let is_new = !self.counted.contains_key(&kind);
        if is_new && visit == Visit::In {
            told.extend(self.settle(account.as_deref()));
        }
        let fresh = Counted { account, since: now, last: now, count: 0, addresses: (Vec::new(), false) };
        let counted = self.counted.entry(kind.clone()).or_insert(fresh);
        counted.count = counted.count.saturating_add(1);
        counted.last = now;
        let (named, and_others) = &mut counted.addresses;
        match named.contains(&address) {
            true => {}
            false if named.len() < NAMED => named.push(address),
            false => *and_others = true,
        }
        if is_new && visit != Visit::Failed {
            told.push(counted.clone().deed(kind));
            counted.count = 0;
            counted.addresses = (Vec::new(), false);
        }
        told
    }

    /// What the entry is about.
    fn subject(&self, visit: Visit, account: Option<&str>) -> String {
        let subject = account.map_or_else(|| NOBODY.to_owned(), |name| format!("user {name}"));
        let is_failure = |(known, what, _): &&Kind| *what == Visit::Failed && *known != subject;
        if visit == Visit::Failed && self.counted.keys().filter(is_failure).count() >= APART {
            return OTHERS.to_owned();
        }
        subject
    }

    /// The failures of an account that are not told yet.
    pub(crate) fn settle(&mut self, account: Option<&str>) -> Vec<Deed> {
        let subject = self.subject(Visit::In, account);
        self.take(|(known, visit, _), _| *visit == Visit::Failed && *known == subject)
    }

    /// Of what the minute has ended.
    pub(crate) fn due(&mut self, now: Timestamp) -> Vec<Deed> {
        self.take(|_, counted| now >= counted.since.plus_seconds(WINDOW))
    }

    /// Everything: the process ends.
    fn all(&mut self) -> Vec<Deed> {
        self.take(|_, _| true)
    }

    fn take(&mut self, mut is_over: impl FnMut(&Kind, &Counted) -> bool) -> Vec<Deed> {
        let over = self.counted.extract_if(.., |kind, counted| is_over(kind, counted));
        let mut deeds: Vec<Deed> =
            over.filter(|(_, counted)| counted.count > 0).map(|(kind, counted)| counted.deed(kind)).collect();
        deeds.sort_by_key(|deed| deed.at);
        deeds
    }
}

/// Counts a visit, and writes into the audit log what is to be told of it now.
pub(crate) async fn knock(site: &Site, knock: Knock) -> Result<(), Fault> {
    let now = site.now();
    let deeds = site.visits(|visits| visits.came(knock, now));
    write(site, deeds).await
}

/// Writes deeds into the audit log.
pub(crate) async fn write(site: &Site, deeds: Vec<Deed>) -> Result<(), Fault> {
    if deeds.is_empty() {
        return Ok(());
    }
    site.ask(move |store| Ok(deeds.iter().try_for_each(|deed| store.note(deed).map(|_| ()))?)).await
}

/// Writes what was counted when its minute ends, and the rest when the process is about to end.
pub(crate) async fn keep(site: Site) {
    let mut stopping = site.stopping();
    loop {
        let is_last = tokio::select! {
            () = tokio::time::sleep(EVERY) => false,
            _ = stopping.wait_for(|stopping| *stopping) => true,
        };
        let now = site.now();
        let deeds = site.visits(|visits| if is_last { visits.all() } else { visits.due(now) });
        if let Err(fault) = write(&site, deeds).await {
            tracing::error!("who tried to sign in could not be written into the audit log: {}", fault.detail());
        }
        if is_last {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn came(visits: &mut Visits, visit: Visit, account: &str, from: &str, second: i64) -> Vec<String> {
        let account = (!account.is_empty()).then(|| account.to_owned());
        let way = (visit != Visit::Out).then_some(Way::Password);
        lines(visits.came(Knock { visit, account, way, address: from.to_owned() }, Timestamp::new(second, 0)))
    }

    fn lines(deeds: Vec<Deed>) -> Vec<String> {
        let line = |deed: &Deed| {
            let field = deed.field.clone().unwrap_or_default();
            format!(
                "{} {}: {}, {}: {field}: {}",
                deed.at.0 / 1_000_000_000,
                deed.who,
                deed.what,
                deed.subject,
                deed.to.clone().unwrap()
            )
        };
        deeds.iter().map(line).collect()
    }

    #[test]
    fn failures_of_a_minute_are_one_entry() {
        let mut visits = Visits::default();
        for second in 0..50 {
            assert!(came(&mut visits, Visit::Failed, "ann", "10.0.0.1", second).is_empty());
        }
        assert!(came(&mut visits, Visit::Failed, "ann", "10.0.0.2", 59).is_empty());
        assert!(visits.due(Timestamp::new(59, 0)).is_empty(), "the minute has not ended");
        assert_eq!(
            lines(visits.due(Timestamp::new(60, 0))),
            ["59 10.0.0.1: sign-in failed, user ann: password: 51 failures within a minute, from 10.0.0.1, 10.0.0.2"]
        );
        assert!(visits.due(Timestamp::new(600, 0)).is_empty(), "it is told once");
    }

    #[test]
    fn who_comes_in_is_told_at_once_with_the_failures_before() {
        let mut visits = Visits::default();
        came(&mut visits, Visit::Failed, "ann", "10.0.0.1", 0);
        came(&mut visits, Visit::Failed, "bob", "10.0.0.1", 0);
        assert_eq!(
            came(&mut visits, Visit::In, "ann", "10.0.0.1", 3),
            [
                "0 10.0.0.1: sign-in failed, user ann: password: 1 failure, from 10.0.0.1",
                "3 ann: sign-in, user ann: password: from 10.0.0.1"
            ]
        );
        assert_eq!(came(&mut visits, Visit::Out, "ann", "10.0.0.1", 4), ["4 ann: sign-out, user ann: : from 10.0.0.1"]);
        for second in 5..45 {
            assert!(came(&mut visits, Visit::Failed, "ann", "10.0.0.1", second).is_empty());
            assert!(came(&mut visits, Visit::In, "ann", "10.0.0.1", second).is_empty(), "over and over is counted");
        }
        assert_eq!(
            lines(visits.all()),
            [
                "0 10.0.0.1: sign-in failed, user bob: password: 1 failure, from 10.0.0.1",
                "44 ann: sign-in, user ann: password: 40 times within a minute, from 10.0.0.1",
                "44 10.0.0.1: sign-in failed, user ann: password: 40 failures within a minute, from 10.0.0.1",
            ]
        );
    }

    #[test]
    fn an_attack_of_hours_from_everywhere_leaves_a_bounded_number_of_entries() {
        let mut visits = Visits::default();
        let mut told = 0;
        for second in 0..7_200_i64 {
            for number in 0..4_i64 {
                let account = format!("user{}", (second * 4 + number) % 200);
                told += came(&mut visits, Visit::Failed, &account, &format!("10.1.{}.{number}", second % 251), second).len();
                told += came(&mut visits, Visit::Failed, "", "10.2.0.1", second).len();
            }
            assert!(visits.counted.len() <= APART + 2);
        }
        let most = (APART + 2) * 7_200 / usize::try_from(WINDOW).unwrap();
        assert!(told > 100 && told <= most, "{told} of {most}");
        let named = visits.counted.values().map(|counted| counted.addresses.0.len()).max();
        assert_eq!(named, Some(NAMED));
    }
}
