//! What is assumed of a category until a person says more, and what to do in an incident: read from
//! `config/playbook.toml`, checked strictly.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::field::Field;
use crate::fingerprint::CATEGORIES;

const SHIPPED: &str = include_str!("../../config/playbook.toml");

/// What is assumed of a device of a category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    /// Impact off the network, 0 to 3.
    pub impact_off_network: u8,
    /// Impact off the patient, 0 to 3.
    pub impact_off_patient: u8,
    /// Whether it is connected to a patient.
    pub patient_connected: bool,
    /// Whether it sustains life.
    pub life_sustaining: bool,
    /// Minutes that care goes on without it.
    pub tolerable_downtime: u32,
    /// What it does, in plain words.
    pub does: String,
    /// What takes its place.
    pub alternative: String,
    /// Slug of its response plan.
    pub plan: String,
}

impl Defaults {
    /// What is assumed of a field, as the field holds it; none where nothing is assumed.
    #[must_use]
    pub fn value(&self, field: &Field) -> Option<String> {
        let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
        match field.slug {
            "impact_off_network" => Some(self.impact_off_network.to_string()),
            "impact_off_patient" => Some(self.impact_off_patient.to_string()),
            "patient_connected" => Some(yes(self.patient_connected)),
            "life_sustaining" => Some(yes(self.life_sustaining)),
            "tolerable_downtime" => Some(self.tolerable_downtime.to_string()),
            "alternative" => Some(self.alternative.clone()),
            "does" => Some(self.does.clone()),
            _ => None,
        }
    }
}

/// A response plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Its name in the playbook.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What to do, in order.
    pub steps: Vec<String>,
}

/// Defaults of every category, and the response plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Playbook {
    categories: BTreeMap<String, Defaults>,
    plans: BTreeMap<String, Plan>,
    source: String,
}

/// What is wrong with a playbook, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct PlaybookError {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong, in one line.
    pub what: String,
}

/// Where something is wrong, by byte, and what.
type Wrong = (usize, String);

static BUILT_IN: LazyLock<Playbook> = LazyLock::new(|| {
    read(SHIPPED).unwrap_or_else(|_| Playbook { categories: BTreeMap::new(), plans: BTreeMap::new(), source: String::new() })
});
static NOTHING: LazyLock<Defaults> = LazyLock::new(Defaults::default);

impl Playbook {
    /// The shipped playbook.
    #[must_use]
    pub fn shipped() -> &'static Self {
        &BUILT_IN
    }

    /// Reads the text of a playbook; `file` names it in errors.
    ///
    /// # Errors
    /// When something is missing, unknown, of the wrong kind or out of range.
    pub fn parse(file: &str, text: &str) -> Result<Self, PlaybookError> {
        read(text).map_err(|(offset, what)| {
            let line = text.get(..offset).unwrap_or(text).matches('\n').count().saturating_add(1);
            PlaybookError { file: file.to_owned(), line, what: what.replace('\n', " ") }
        })
    }

    /// The text it was read from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What is assumed of a category; of one that does not exist, what is assumed of `unknown`.
    #[must_use]
    pub fn defaults(&self, category: &str) -> &Defaults {
        self.categories.get(category).or_else(|| self.categories.get("unknown")).unwrap_or(&NOTHING)
    }

    /// Every category with what is assumed of it.
    pub fn categories(&self) -> impl Iterator<Item = (&str, &Defaults)> {
        self.categories.iter().map(|(slug, defaults)| (slug.as_str(), defaults))
    }

    /// The response plan of a category.
    #[must_use]
    pub fn plan_for(&self, category: &str) -> Plan {
        self.plan(&self.defaults(category).plan).cloned().unwrap_or_default()
    }

    /// A response plan by its slug.
    #[must_use]
    pub fn plan(&self, slug: &str) -> Option<&Plan> {
        self.plans.get(slug)
    }

    /// Every response plan.
    pub fn plans(&self) -> impl Iterator<Item = &Plan> {
        self.plans.values()
    }
}

fn read(text: &str) -> Result<Playbook, Wrong> {
    let root = DeTable::parse(text).map_err(|error| (error.span().map_or(0, |span| span.start), error.message().to_owned()))?;
    let root = root.into_inner();
    let mut root = Table { at: 0, name: "the playbook".to_owned(), entries: &root, used: Vec::new() };
    let (plans, categories) = (root.table("plan")?, root.table("category")?);
    root.finish()?;
    let plans = each(&plans, plan)?;
    let categories = each(&categories, defaults)?;
    for slug in CATEGORIES {
        if !categories.contains_key(*slug) {
            return Err((text.len(), format!("the category {slug} is missing")));
        }
    }
    for (slug, (at, defaults)) in &categories {
        if !CATEGORIES.contains(&slug.as_str()) {
            return Err((*at, format!("there is no category {slug}")));
        }
        if !plans.contains_key(&defaults.plan) {
            return Err((*at, format!("{slug} follows the plan {}, which is missing", defaults.plan)));
        }
    }
    let without_place = |(slug, (_, item))| (slug, item);
    let plans = plans.into_iter().map(|(slug, (_, plan))| (slug.clone(), Plan { slug, ..plan })).collect();
    Ok(Playbook { categories: categories.into_iter().map(without_place).collect(), plans, source: text.to_owned() })
}

/// Reads every table of a table; each with its place.
fn each<T>(table: &Table<'_>, read: impl Fn(&mut Table<'_>) -> Result<T, Wrong>) -> Result<BTreeMap<String, (usize, T)>, Wrong> {
    let mut found = BTreeMap::new();
    for (key, value) in table.entries {
        let slug = key.get_ref().to_string();
        let at = key.span().start;
        let DeValue::Table(entries) = value.get_ref() else { return Err((at, format!("{slug} must be a table"))) };
        let mut inner = Table { at, name: format!("{}.{slug}", table.name), entries, used: Vec::new() };
        let item = read(&mut inner)?;
        inner.finish()?;
        found.insert(slug, (at, item));
    }
    Ok(found)
}

fn defaults(table: &mut Table<'_>) -> Result<Defaults, Wrong> {
    let level = |table: &mut Table<'_>, name| table.number(name, 3).map(|level| u8::try_from(level).unwrap_or(3));
    Ok(Defaults {
        impact_off_network: level(table, "impact_off_network")?,
        impact_off_patient: level(table, "impact_off_patient")?,
        patient_connected: table.truth("patient_connected")?,
        life_sustaining: table.truth("life_sustaining")?,
        tolerable_downtime: table.number("tolerable_downtime", 525_600)?,
        does: table.text("does")?,
        alternative: table.text("alternative")?,
        plan: table.text("plan")?,
    })
}

fn plan(table: &mut Table<'_>) -> Result<Plan, Wrong> {
    let title = table.text("title")?;
    let (at, steps) = table.take("steps")?;
    let DeValue::Array(items) = steps else { return Err((at, "steps must be a list of texts".to_owned())) };
    let step = |item: &Spanned<DeValue<'_>>| match item.get_ref() {
        DeValue::String(text) if !text.trim().is_empty() => Ok(text.to_string()),
        _ => Err((item.span().start, "a step must be a text".to_owned())),
    };
    let steps: Vec<String> = items.iter().map(step).collect::<Result<_, _>>()?;
    if steps.is_empty() {
        return Err((at, format!("{} has no steps", table.name)));
    }
    Ok(Plan { slug: String::new(), title, steps })
}

/// A table being read: what was asked for, so that what was not is an error.
struct Table<'a> {
    at: usize,
    name: String,
    entries: &'a DeTable<'a>,
    used: Vec<&'static str>,
}

impl<'a> Table<'a> {
    fn take(&mut self, name: &'static str) -> Result<(usize, &'a DeValue<'a>), Wrong> {
        self.used.push(name);
        let found = self.entries.iter().find(|(key, _)| key.get_ref().as_ref() == name);
        let (_, value) = found.ok_or_else(|| (self.at, format!("{} lacks {name}", self.name)))?;
        Ok((value.span().start, value.get_ref()))
    }

    fn table(&mut self, name: &'static str) -> Result<Self, Wrong> {
        match self.take(name)? {
            (at, DeValue::Table(entries)) => Ok(Table { at, name: name.to_owned(), entries, used: Vec::new() }),
            (at, _) => Err((at, format!("{name} must be a table"))),
        }
    }

    fn text(&mut self, name: &'static str) -> Result<String, Wrong> {
        match self.take(name)? {
            (_, DeValue::String(text)) if !text.trim().is_empty() => Ok(text.to_string()),
            (at, _) => Err((at, format!("{name} must be a text"))),
        }
    }

    fn truth(&mut self, name: &'static str) -> Result<bool, Wrong> {
        match self.take(name)? {
            (_, DeValue::Boolean(truth)) => Ok(*truth),
            (at, _) => Err((at, format!("{name} must be true or false"))),
        }
    }

    fn number(&mut self, name: &'static str, most: u32) -> Result<u32, Wrong> {
        let (at, value) = self.take(name)?;
        let number = match value {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        number.filter(|number| *number <= most).ok_or_else(|| (at, format!("{name} must be a number from 0 to {most}")))
    }

    /// An entry that nobody asked for is a mistake.
    fn finish(&self) -> Result<(), Wrong> {
        match self.entries.iter().find(|(key, _)| !self.used.contains(&key.get_ref().as_ref())) {
            Some((key, _)) => Err((key.span().start, format!("{} knows no {}", self.name, key.get_ref()))),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_playbook_is_whole() {
        let playbook = Playbook::parse("playbook.toml", SHIPPED).unwrap();
        assert_eq!(&playbook, Playbook::shipped());
        assert_eq!((playbook.categories().count(), playbook.plans().count()), (CATEGORIES.len(), 9));
        let used: std::collections::BTreeSet<_> = playbook.categories().map(|(_, defaults)| defaults.plan.as_str()).collect();
        assert_eq!(used.len(), 9, "every plan is followed by a category");
        assert!(playbook.plans().all(|plan| plan.steps.len() >= 7));
        assert_eq!(playbook.plan_for("infusion_pump").slug, "infusion_pump");
        assert!(playbook.defaults("ventilator").life_sustaining);
        assert_eq!(playbook.defaults("no such"), playbook.defaults("unknown"));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let place = |from: &str| SHIPPED[..SHIPPED.find(from).unwrap()].matches('\n').count() + 1;
        for (from, to, line, word) in [
            ("impact_off_network = 2", "impact_off_network = 4", place("impact_off_network = 2"), "0 to 3"),
            ("impact_off_network = 2", "impact_off_net = 2", place("[category.ct]"), "lacks impact_off_network"),
            (
                "life_sustaining = false\n",
                "life_sustaining = false\ncolour = 1\n",
                place("life_sustaining = false") + 1,
                "colour",
            ),
            ("[category.mr]", "[category.spaceship]", SHIPPED.matches('\n').count() + 1, "mr is missing"),
            ("plan = \"imaging\"", "plan = \"prayer\"", place("[category.ct]"), "prayer"),
            ("patient_connected = false", "patient_connected = 0", place("patient_connected = false"), "true or false"),
            ("[plan.imaging]", "[plan.imaging", place("[plan.imaging]"), ""),
        ] {
            let error = Playbook::parse("mine.toml", &SHIPPED.replacen(from, to, 1)).unwrap_err().to_string();
            assert!(error.starts_with(&format!("mine.toml:{line}:")) && error.contains(word), "{from}: {error}");
        }
    }
}
