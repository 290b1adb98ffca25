//! How a device is judged: how far each detector has learnt it, and which policies bind it. For the page, the API and the
//! command line.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::fault::Fault;
use super::pages::device::details;
use crate::base::Timestamp;
use crate::baseline::{Baseline, Policy, Stage};
use crate::exchange::mud::Usage;
use crate::fingerprint::Attribute;
use crate::store::{DeviceRow, Query, Rooms};

/// A device with what was learnt of it.
pub(crate) struct Known {
    /// The device.
    pub(crate) row: DeviceRow,
    /// What was learnt.
    pub(crate) baseline: Option<Baseline>,
    /// The policies that bind it.
    pub(crate) policies: Vec<Policy>,
}

impl Known {
    /// Reads the device that a person names.
    pub(crate) fn read(store: &mut dyn Rooms, id: &str) -> Result<Self, Fault> {
        let mut row = details(store, id)?.device;
        store.card(row.id)?.overlay(&mut row);
        let baseline = store.alert_room().baseline(row.id)?;
        let text = |attribute| row.attribute(attribute).map_or("", crate::base::Text::as_str);
        let (manufacturer, model) = (text(Attribute::Manufacturer), text(Attribute::Model));
        let mut policies = store.policies()?;
        policies.retain(|policy| policy.bound.binds(row.id, manufacturer, model));
        Ok(Self { row, baseline, policies })
    }

    /// What was learnt, or that nothing was.
    pub(crate) fn learnt(&self) -> Result<&Baseline, Fault> {
        self.baseline.as_ref().ok_or_else(|| Fault::NotFound(format!("nothing was learnt of {} yet", self.row.id)))
    }

    /// When it was heard last.
    pub(crate) fn now(&self) -> Timestamp {
        let talks = self.baseline.iter().flat_map(|one| &one.talks);
        talks.map(|talk| talk.last).fold(self.row.last, Timestamp::max)
    }
}

/// What was learnt of the devices of a model.
pub(crate) struct Model {
    manufacturer: Option<String>,
    model: String,
    baselines: Vec<Baseline>,
}

impl Model {
    /// Reads the devices that are of this manufacturer, where one is named, and model.
    pub(crate) fn read(store: &mut dyn Rooms, manufacturer: Option<String>, model: Option<String>) -> Result<Self, Fault> {
        let Some(named) = model.clone() else { return Err(Fault::Bad("say which model".to_owned())) };
        let devices = store.list(&Query { manufacturer, model, ..Query::default() })?.devices;
        let text = |attribute| devices.first().and_then(|one| one.device.attribute(attribute)).map(ToString::to_string);
        let (manufacturer, model) = (text(Attribute::Manufacturer), text(Attribute::Model).unwrap_or(named));
        let mut baselines = Vec::new();
        for device in &devices {
            baselines.extend(store.alert_room().baseline(device.device.id)?);
        }
        Ok(Self { manufacturer, model, baselines })
    }

    /// What they are trusted to do, or that nothing was learnt of any.
    pub(crate) fn usage(&self) -> Result<Usage<'_>, Fault> {
        let usage = Usage::of_model(self.manufacturer.as_deref(), &self.model, &self.baselines);
        usage.ok_or_else(|| Fault::NotFound(format!("nothing was learnt of a device of the model {} yet", self.model)))
    }
}

/// Changes with what a person would accept: a conversation that is new, forgotten, or trusted otherwise; not with each packet.
pub(crate) fn version(one: &Baseline) -> u64 {
    let mut hasher = DefaultHasher::new();
    one.accepted.hash(&mut hasher);
    one.talks.iter().for_each(|talk| (&talk.key, talk.trust).hash(&mut hasher));
    hasher.finish()
}

/// How far one detector has learnt.
pub(crate) struct Learnt {
    /// Never changes.
    pub(crate) slug: &'static str,
    /// What people call it.
    pub(crate) name: &'static str,
    /// How far.
    pub(crate) stage: &'static str,
    /// Why not further, or of what.
    pub(crate) why: String,
}

/// The detectors with the stage of each: some need no learning, others more than days.
pub(crate) fn detectors(one: &Baseline, now: Timestamp, days: u32) -> Vec<Learnt> {
    let (stage, hours) = (one.stage(now, days), one.volume.hours());
    let learnt = match stage {
        Stage::Prior => "less than a day was seen: it is compared with its class alone".to_owned(),
        Stage::Learning => format!("what is new of it counts once {days} days were seen, or fewer where its class is known"),
        Stage::Active if one.accepted.is_some() => "a person said that learning is over".to_owned(),
        Stage::Active => format!("{} conversations, {} words", one.talks.len(), one.words.len()),
    };
    let silence = match one.missed_after(3) {
        Some(after) => (Stage::Active, format!("it always speaks: missed after {} minutes", after / 60)),
        None if one.gaps.len() < 3 => (Stage::Learning, format!("{} of 3 whole days were seen", one.gaps.len())),
        None => (Stage::Prior, "it is often silent for more than ten minutes: its silence says nothing".to_owned()),
    };
    let volume = if stage == Stage::Active && hours >= 24 { Stage::Active } else { stage.min(Stage::Learning) };
    let row = |slug, name, stage: Stage, why: String| Learnt { slug, name, stage: stage.slug(), why };
    let needless = "no learning is needed, and none can mislead them".to_owned();
    vec![
        row("policies", "Policies, exploits, indicators, spoofing", Stage::Active, needless),
        row("sweeps", "Scans and sweeps", Stage::Active, "judged by counts alone".to_owned()),
        row("conversations", "New peers, services, beacons", stage, learnt.clone()),
        row("identity", "Identity and clinical words", stage, learnt),
        row("volume", "Volume", volume, format!("{hours} hours were measured")),
        row("silence", "Silence", silence.0, silence.1),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::baseline::{Side, TalkKey};
    use crate::inventory::DeviceId;
    use crate::observation::Transport;

    #[test]
    fn the_version_follows_what_would_be_accepted() {
        let key = |port| TalkKey { side: Side::Client, transport: Transport::TCP, port, protocol: "".into(), group: "x".into() };
        let mut one = Baseline::new(DeviceId(1), Timestamp(0));
        one.learn(key(443), Timestamp(0), true, 8);
        let before = version(&one);
        one.learn(key(443), Timestamp(1), true, 8);
        assert_eq!(version(&one), before, "the same conversation again is nothing new");
        one.learn(key(22), Timestamp(2), true, 8);
        let more = version(&one);
        one.accept_only("tcp/22");
        assert!(more != before && version(&one) != more && version(&one) != before);
    }

    #[test]
    fn each_detector_has_its_own_stage() {
        let one = Baseline::new(DeviceId(1), Timestamp::of_day(0));
        let stages = |day| detectors(&one, Timestamp::of_day(day), 14).iter().map(|one| one.stage).collect::<Vec<_>>();
        assert_eq!(stages(0), ["active", "active", "prior", "prior", "prior", "learning"]);
        assert_eq!(stages(3), ["active", "active", "learning", "learning", "learning", "learning"]);
        assert_eq!(stages(20), ["active", "active", "active", "active", "learning", "learning"], "no hour was measured");
    }
}
