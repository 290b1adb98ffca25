//! Comparing what was found with what is true.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use wardwatch::fingerprint::Attribute;
use wardwatch::store::DeviceRow;

use crate::run::{self, Weighed};
use crate::truth::{Answer, Capture, answer, list};

/// How many devices were found, and how.
#[derive(Clone, Copy, Debug, Default)]
pub struct Found {
    pub truths: usize,
    pub missed: usize,
    pub split: usize,
    /// Found devices in complete captures.
    pub rows: usize,
    pub merged: usize,
    pub ghosts: usize,
}

impl Found {
    /// True devices that are exactly one row.
    pub fn shown_once(&self) -> usize {
        self.truths - self.missed - self.split
    }
}

/// What came of one attribute, or of one category.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Shown, and right.
    pub right: usize,
    /// Shown, and wrong.
    pub wrong: usize,
    /// To be shown: the traffic tells it.
    pub wanted: usize,
    /// Of these, shown and right.
    pub got: usize,
}

impl Tally {
    pub fn precision(&self) -> Option<f64> {
        share(self.right, self.right + self.wrong)
    }

    pub fn recall(&self) -> Option<f64> {
        share(self.got, self.wanted)
    }

    fn add(&mut self, other: &Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.wanted += other.wanted;
        self.got += other.got;
    }
}

pub fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Devices whose category the traffic does not tell.
#[derive(Clone, Copy, Debug, Default)]
pub struct Untold {
    /// Left unknown: honest.
    pub unknown: usize,
    /// Named, and right.
    pub right: usize,
    /// Named, and wrong.
    pub wrong: usize,
}

/// All that was judged.
#[derive(Clone, Debug, Default)]
pub struct Score {
    pub captures: usize,
    pub found: Found,
    pub attributes: BTreeMap<Attribute, Tally>,
    pub categories: BTreeMap<String, Tally>,
    pub untold: Untold,
    /// True and shown category of those that differ.
    pub confusion: BTreeMap<(String, String), usize>,
    /// Confidence and whether it was right, of everything shown and judged.
    pub shown: Vec<(f32, bool)>,
    /// Of the same: the attribute, the strength of its evidence and of its strongest rival's.
    pub weighed: Vec<(Attribute, f32, f32)>,
    pub mistakes: Vec<String>,
}

impl Score {
    /// Judges one capture.
    pub fn take(&mut self, capture: &Capture) {
        self.captures += 1;
        let (rows, weighed): (Vec<DeviceRow>, Vec<Weighed>) = run::devices(&capture.file).into_iter().unzip();
        let owners = match_rows(&capture.devices, &rows);
        self.count_rows(capture, &rows, &owners);
        for (place, truth) in capture.devices.iter().enumerate() {
            let mine: Vec<(&DeviceRow, &Weighed)> = rows
                .iter()
                .zip(&weighed)
                .zip(&owners)
                .filter(|(_, owners)| owners.contains(&place))
                .map(|(found, _)| found)
                .collect();
            if truth["optional"] == true {
                continue;
            }
            self.found.truths += 1;
            let Some(first) = mine.first() else {
                self.found.missed += 1;
                self.mistakes.push(format!("{}: MISSED {}", capture.name, name(truth)));
                continue;
            };
            if mine.len() > 1 {
                self.found.split += 1;
                let ids: Vec<String> = mine.iter().map(|(row, _)| row.id.to_string()).collect();
                self.mistakes.push(format!("{}: SPLIT {} into {ids:?}", capture.name, name(truth)));
            }
            // Of several rows the one that says most is judged: the others are counted as a split already.
            let (best, weighed) = mine.iter().max_by_key(|(row, _)| row.attributes.len()).unwrap_or(first);
            for attribute in Attribute::ALL {
                let before = self.shown.len();
                self.attribute(&capture.name, truth, best, *attribute);
                if self.shown.len() > before {
                    let (own, against) = weighed.get(attribute).copied().unwrap_or_default();
                    self.weighed.push((*attribute, own, against));
                }
            }
        }
    }

    fn count_rows(&mut self, capture: &Capture, rows: &[DeviceRow], owners: &[BTreeSet<usize>]) {
        for (row, owners) in rows.iter().zip(owners) {
            let told: Vec<&Value> = owners.iter().filter_map(|place| capture.devices.get(*place)).collect();
            if !capture.complete && told.is_empty() {
                continue;
            }
            self.found.rows += 1;
            let what = format!("{} {:?} {:?}", row.id, macs(row), ips(row));
            match told.iter().filter(|truth| truth["optional"] != true).count() {
                0 if told.is_empty() => {
                    self.found.ghosts += 1;
                    self.mistakes.push(format!("{}: GHOST {what}", capture.name));
                }
                0 | 1 => {}
                _ => {
                    self.found.merged += 1;
                    let names: Vec<String> = told.iter().map(|truth| name(truth)).collect();
                    self.mistakes.push(format!("{}: MERGED {names:?} into {what}", capture.name));
                }
            }
        }
    }

    fn attribute(&mut self, capture: &str, truth: &Value, row: &DeviceRow, attribute: Attribute) {
        let Answer::OneOf(right, told) = answer(truth, attribute) else { return };
        let shown = row.attribute(attribute).map(|text| text.as_str());
        let shown = shown.filter(|value| attribute != Attribute::Category || *value != "unknown");
        let good = shown.is_some_and(|value| right.iter().any(|right| is_same(attribute, truth, right, value)));
        let tally = Tally {
            right: usize::from(good),
            wrong: usize::from(shown.is_some() && !good),
            wanted: usize::from(told),
            got: usize::from(told && good),
        };
        self.attributes.entry(attribute).or_default().add(&tally);
        if attribute == Attribute::Category {
            self.category(&right, shown, good, told);
        }
        let confidence = row.confidence(attribute).unwrap_or(0.0);
        if shown.is_some() {
            self.shown.push((confidence, good));
        }
        if tally.wrong > 0 || (told && shown.is_none()) {
            let kind = if shown.is_some() { "WRONG" } else { "not shown" };
            let shown = shown.unwrap_or("-");
            let (id, name) = (row.id, name(truth));
            self.mistakes
                .push(format!("{capture}: {kind} {id} {name} {attribute}: true {right:?}, shown {shown} ({confidence:.2})"));
        }
    }

    fn category(&mut self, right: &[String], shown: Option<&str>, good: bool, told: bool) {
        let true_one = right.first().map_or("unknown", String::as_str);
        if told {
            let tally = self.categories.entry(true_one.to_owned()).or_default();
            tally.wanted += 1;
            tally.got += usize::from(good);
        } else {
            match shown {
                None => self.untold.unknown += 1,
                Some(_) if good => self.untold.right += 1,
                Some(_) => self.untold.wrong += 1,
            }
        }
        if let Some(shown) = shown {
            // A category that is right because it is accepted counts for the true one.
            let tally = self.categories.entry(if good { true_one } else { shown }.to_owned()).or_default();
            tally.right += usize::from(good);
            tally.wrong += usize::from(!good);
        }
        if !good && (told || shown.is_some()) {
            let pair = (true_one.to_owned(), shown.unwrap_or("unknown").to_owned());
            *self.confusion.entry(pair).or_default() += 1;
        }
    }

    /// Adds up.
    pub fn add(&mut self, other: &Self) {
        self.captures += other.captures;
        let (a, b) = (&mut self.found, &other.found);
        (a.truths, a.missed, a.split) = (a.truths + b.truths, a.missed + b.missed, a.split + b.split);
        (a.rows, a.merged, a.ghosts) = (a.rows + b.rows, a.merged + b.merged, a.ghosts + b.ghosts);
        other.attributes.iter().for_each(|(key, tally)| self.attributes.entry(*key).or_default().add(tally));
        other.categories.iter().for_each(|(key, tally)| self.categories.entry(key.clone()).or_default().add(tally));
        other.confusion.iter().for_each(|(key, count)| *self.confusion.entry(key.clone()).or_default() += count);
        let (a, b) = (&mut self.untold, &other.untold);
        (a.unknown, a.right, a.wrong) = (a.unknown + b.unknown, a.right + b.right, a.wrong + b.wrong);
        self.shown.extend(&other.shown);
        self.weighed.extend(&other.weighed);
        self.mistakes.extend(other.mistakes.iter().cloned());
    }

    /// Ten bins of confidence: how many, mean confidence, share right.
    pub fn bins(&self) -> Vec<(usize, f64, f64)> {
        let mut bins = vec![(0_usize, 0.0_f64, 0_usize); 10];
        for (confidence, right) in &self.shown {
            let bin = &mut bins[((confidence * 10.0) as usize).min(9)];
            *bin = (bin.0 + 1, bin.1 + f64::from(*confidence), bin.2 + usize::from(*right));
        }
        let mean = |sum: f64, count: usize| if count > 0 { sum / count as f64 } else { 0.0 };
        bins.into_iter().map(|(count, sum, right)| (count, mean(sum, count), mean(right as f64, count))).collect()
    }

    /// Expected calibration error over ten bins.
    pub fn calibration_error(&self) -> Option<f64> {
        let all = self.shown.len();
        let off: f64 = self.bins().iter().map(|(count, confidence, right)| *count as f64 * (confidence - right).abs()).sum();
        (all > 0).then(|| off / all as f64)
    }

    /// Of what is shown with at least this confidence: how many, and how many right.
    pub fn at_least(&self, least: f32) -> (usize, usize) {
        let sure = self.shown.iter().filter(|(confidence, _)| *confidence >= least);
        (sure.clone().count(), sure.filter(|(_, right)| *right).count())
    }
}

fn name(truth: &Value) -> String {
    let first = |key: &str| list(&truth[key]).into_iter().next();
    truth["name"].as_str().map(str::to_owned).or_else(|| first("macs")).or_else(|| first("ips")).unwrap_or_default()
}

fn macs(row: &DeviceRow) -> BTreeSet<String> {
    row.macs.iter().map(ToString::to_string).collect()
}

fn ips(row: &DeviceRow) -> BTreeSet<String> {
    row.ips.iter().chain(&row.former_ips).map(ToString::to_string).collect()
}

/// For every row the true devices it carries an address of. Addresses that several true devices share (a cloned
/// hardware address, the same subnet in two VLANs) tell nothing alone: there VLAN and network address decide too.
fn match_rows(truths: &[Value], rows: &[DeviceRow]) -> Vec<BTreeSet<usize>> {
    let mut bearers: BTreeMap<String, usize> = BTreeMap::new();
    for truth in truths {
        list(&truth["macs"]).into_iter().for_each(|mac| *bearers.entry(mac).or_default() += 1);
    }
    let is_match = |row: &DeviceRow, truth: &Value| {
        let (own, addresses) = (list(&truth["macs"]), list(&truth["ips"]));
        let vlan = truth["vlan"].as_u64();
        let on_vlan = vlan.is_none_or(|vlan| row.vlans.iter().any(|one| one.to_string() == vlan.to_string()));
        let with_ip = !ips(row).is_disjoint(&addresses);
        if own.is_empty() {
            return macs(row).is_empty() && with_ip && on_vlan;
        }
        let common: Vec<String> = macs(row).intersection(&own).cloned().collect();
        common.iter().any(|mac| bearers.get(mac) == Some(&1)) || (!common.is_empty() && with_ip && on_vlan)
    };
    let of =
        |row: &DeviceRow| truths.iter().enumerate().filter(|(_, truth)| is_match(row, truth)).map(|(place, _)| place).collect();
    rows.iter().map(of).collect()
}

/// Letters and digits only: spelling that does not matter.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn first_word(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default().to_lowercase()
}

/// Whether a shown value says the same as a right one.
fn is_same(attribute: Attribute, truth: &Value, right: &str, shown: &str) -> bool {
    let (a, b) = (bare(right), bare(shown));
    if a == b {
        return true;
    }
    match attribute {
        // Siemens and Siemens Healthineers, GE and GE HealthCare: one maker.
        Attribute::Manufacturer => first_word(right) == first_word(shown),
        // The maker may stand before it.
        Attribute::Model => {
            let maker = truth["manufacturer"].as_str().map(first_word).unwrap_or_default();
            let without = |text: &str| bare(text.trim_start_matches(|c: char| !c.is_alphanumeric()).get(..).unwrap_or_default());
            let strip = |text: &str| without(text).strip_prefix(maker.as_str()).map_or_else(|| without(text), str::to_owned);
            // So may the series: Aera is a MAGNETOM Aera.
            let (right_low, shown_low) = (right.to_lowercase(), shown.to_lowercase());
            let in_series = shown_low.strip_suffix(right_low.as_str()).is_some_and(|series| series.ends_with(' '));
            in_series || (!maker.is_empty() && strip(right) == strip(shown))
        }
        // A more exact name of a system is right, and so is a more general one.
        Attribute::Os => a.starts_with(&b) || b.starts_with(&a),
        // A version within a line that names the product.
        Attribute::Software => a.len() >= 3 && b.len() >= 3 && (a.contains(&b) || b.contains(&a)),
        Attribute::HostName => {
            let host = |text: &str| text.split('.').next().unwrap_or_default().to_lowercase();
            host(right) == host(shown)
        }
        Attribute::Category | Attribute::Serial => false,
    }
}
