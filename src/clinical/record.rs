//! What people said of one device, field by field.

use std::collections::BTreeMap;

use super::field::{FIELDS, FieldError, field};
use crate::base::Timestamp;

/// What stands in a field, and who said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The value, in the field's one spelling.
    pub text: String,
    /// Who said it.
    pub author: String,
    /// When.
    pub at: Timestamp,
    /// Whether a person stands for it; `false` for what an import brought.
    pub confirmed: bool,
}

/// One field that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The field.
    pub field: &'static str,
    /// What stood there.
    pub from: Option<String>,
    /// What stands there now.
    pub to: Option<String>,
}

/// The clinical record of a device. A field that nobody filled is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// By place in [`FIELDS`].
    values: BTreeMap<usize, Value>,
}

/// The text of a record cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {0} is no line of a record")]
pub struct NotARecord(pub usize);

impl Record {
    /// What stands in a field.
    #[must_use]
    pub fn get(&self, slug: &str) -> Option<&Value> {
        self.values.get(&FIELDS.iter().position(|field| field.slug == slug)?)
    }

    /// The text of a field.
    #[must_use]
    pub fn text(&self, slug: &str) -> Option<&str> {
        self.get(slug).map(|value| value.text.as_str())
    }

    /// A field that holds `yes` or `no`.
    #[must_use]
    pub fn yes(&self, slug: &str) -> Option<bool> {
        self.text(slug).map(|text| text == "yes")
    }

    /// A field that holds a number.
    #[must_use]
    pub fn number(&self, slug: &str) -> Option<u32> {
        self.text(slug)?.parse().ok()
    }

    /// Every field that is filled, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = (&'static super::Field, &Value)> {
        self.values.iter().filter_map(|(place, value)| Some((FIELDS.get(*place)?, value)))
    }

    /// Whether nobody said anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Fills a field, or clears it when the value's text is empty; what changed, if anything did. The text is brought
    /// into its one spelling first.
    ///
    /// # Errors
    /// When there is no such field, or it cannot hold this.
    pub fn set(&mut self, name: &str, value: Value) -> Result<Option<Change>, FieldError> {
        let field = field(name)?;
        let place = FIELDS.iter().position(|one| one.slug == field.slug).unwrap_or(usize::MAX);
        let from = self.values.get(&place).map(|value| value.text.clone());
        if value.text.trim().is_empty() {
            self.values.remove(&place);
            return Ok(from.map(|from| Change { field: field.slug, from: Some(from), to: None }));
        }
        let text = field.read(&value.text)?;
        let confirmed = self.values.get(&place).is_some_and(|known| known.confirmed);
        let same = from.as_deref() == Some(text.as_str());
        if same && (confirmed || !value.confirmed) {
            return Ok(None);
        }
        self.values.insert(place, Value { text: text.clone(), ..value });
        Ok((!same).then_some(Change { field: field.slug, from, to: Some(text) }))
    }

    /// Takes over what `other` has and this one has not; the fields that came.
    pub fn take_in(&mut self, other: &Self) -> Vec<Change> {
        let mut came = Vec::new();
        for (place, value) in &other.values {
            if !self.values.contains_key(place) {
                self.values.insert(*place, value.clone());
                let field = FIELDS.get(*place).map_or("", |field| field.slug);
                came.push(Change { field, from: None, to: Some(value.text.clone()) });
            }
        }
        came
    }

    /// The record as text, one line a field: slug, `confirmed` or `said`, nanoseconds, author and text, parted by tabs.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        for (field, value) in self.iter() {
            let word = if value.confirmed { "confirmed" } else { "said" };
            let (author, text) = (escaped(&value.author), escaped(&value.text));
            out.push_str(&format!("{}\t{word}\t{}\t{author}\t{text}\n", field.slug, value.at.0));
        }
        out
    }

    /// Reads what [`Record::to_text`] wrote. A field that this program does not know is left out.
    ///
    /// # Errors
    /// When a line is none of it.
    pub fn from_text(text: &str) -> Result<Self, NotARecord> {
        let mut record = Self::default();
        for (number, line) in text.lines().enumerate() {
            let wrong = NotARecord(number.saturating_add(1));
            let parts: Vec<&str> = line.splitn(5, '\t').collect();
            let [slug, word, at, author, text] = parts.as_slice() else { return Err(wrong) };
            let Ok(at) = at.parse() else { return Err(wrong) };
            let Some(place) = FIELDS.iter().position(|field| field.slug == *slug) else { continue };
            let value =
                Value { text: unescaped(text), author: unescaped(author), at: Timestamp(at), confirmed: *word == "confirmed" };
            record.values.insert(place, value);
        }
        Ok(record)
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('t') => out.push('\t'),
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                other => out.extend(other),
            },
            (c, false) => out.push(c),
        }
    }
    out
}

/// Where the wire says otherwise than a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The field.
    pub field: &'static str,
    /// What a person said.
    pub said: String,
    /// What the wire shows.
    pub seen: String,
}

/// The fields in which the wire contradicts the record; `seen` is what the wire shows for a field's slug.
pub fn contradictions<'a>(record: &Record, seen: impl Fn(&str) -> Option<&'a str>) -> Vec<Contradiction> {
    let fields = ["category", "manufacturer", "model", "serial", "software", "hostname"];
    let differ = |field: &'static str| {
        let (said, seen) = (record.text(field)?, seen(field)?);
        let same = said.trim().to_lowercase() == seen.trim().to_lowercase();
        (!same).then(|| Contradiction { field, said: said.to_owned(), seen: seen.to_owned() })
    };
    fields.into_iter().filter_map(differ).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Value {
        Value { text: text.to_owned(), author: "Ann\t\\n".to_owned(), at: Timestamp(-7), confirmed: true }
    }

    #[test]
    fn goes_to_text_and_back() {
        let mut record = Record::default();
        record.set("care_modification_plan", said("one\ntwo\\n\tthree".replace('\t', " ").as_str())).unwrap();
        record.set("room", said("2.14")).unwrap();
        assert_eq!(Record::from_text(&record.to_text()), Ok(record.clone()));
        assert_eq!(Record::from_text("gone\tsaid\t1\ta\tb\n"), Ok(Record::default()));
        assert_eq!(Record::from_text("room\n"), Err(NotARecord(1)));
    }

    #[test]
    fn changes_are_told_once() {
        let mut record = Record::default();
        let change = record.set("room", said(" 2.14 ")).unwrap().unwrap();
        assert_eq!((change.from, change.to.as_deref()), (None, Some("2.14")));
        assert_eq!(record.set("room", said("2.14")).unwrap(), None);
        let imported = Value { confirmed: false, ..said("2.14") };
        assert_eq!(record.set("room", imported).unwrap(), None);
        assert!(record.get("room").unwrap().confirmed, "an import does not take a confirmation back");
        assert_eq!(record.set("room", said("")).unwrap().unwrap().to, None);
        assert!(record.is_empty());
        assert!(record.set("rooms", said("1")).is_err());
    }

    #[test]
    fn the_wire_may_contradict() {
        let mut record = Record::default();
        record.set("model", said("SOMATOM Force")).unwrap();
        record.set("serial", said("4711")).unwrap();
        let seen = |field: &str| match field {
            "model" => Some("somatom force"),
            "serial" => Some("4712"),
            _ => Some("x"),
        };
        let found = contradictions(&record, seen);
        assert_eq!(found.iter().map(|one| (one.field, one.seen.as_str())).collect::<Vec<_>>(), [("serial", "4712")]);
    }
}
