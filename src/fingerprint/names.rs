//! Makers' names: many spellings, one name shown.

use std::collections::HashMap;

use crate::base::Text;

/// Legal forms and filler that do not tell makers apart.
const FILLER: &[&str] = &[
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "llc",
    "gmbh",
    "ag",
    "kg",
    "kgaa",
    "sa",
    "sas",
    "spa",
    "srl",
    "bv",
    "nv",
    "ab",
    "oy",
    "as",
    "plc",
    "pty",
    "pte",
    "the",
    "and",
    "of",
    "kk",
    "aps",
    "asa",
    "oyj",
    "sarl",
    "sro",
    "ltda",
    "lda",
    "zrt",
    "bvba",
    "sdn",
    "bhd",
    "pvt",
    "private",
];

/// The known makers.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_key: HashMap<String, Entry>,
    /// Spellings that mean another maker where no medical protocol speaks.
    general: HashMap<String, Entry>,
}

/// What the address blocks of a maker are found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MakerKind {
    /// Its own devices.
    Device,
    /// Its computers, which may be what another maker's device is built on.
    Computer,
    /// Other makers' devices.
    Component,
}

#[derive(Clone, Debug)]
struct Entry {
    name: Text,
    kind: MakerKind,
}

impl Names {
    /// Adds a spelling. Returns the maker that already has it, when that is another one.
    pub(super) fn add(&mut self, spelling: &str, name: &Text, kind: MakerKind) -> Option<Text> {
        insert(&mut self.by_key, spelling, name, kind)
    }

    /// Adds a spelling that counts only where no medical protocol speaks.
    pub(super) fn add_general(&mut self, spelling: &str, name: &Text, kind: MakerKind) -> Option<Text> {
        insert(&mut self.general, spelling, name, kind)
    }

    /// The name shown for a spelling; the spelling itself when nobody knows it.
    pub(super) fn canonical(&self, spelling: &Text, is_medical: bool) -> Text {
        self.find(spelling.as_str(), is_medical).map_or_else(|| spelling.clone(), |entry| entry.name.clone())
    }

    /// The name shown for the owner of an address block, and what its blocks are found in.
    pub(super) fn owner(&self, owner: &str) -> Option<(Text, MakerKind)> {
        match self.find(owner, false) {
            Some(entry) => Some((entry.name.clone(), entry.kind)),
            None => Text::new(owner).map(|owner| (owner, MakerKind::Device)),
        }
    }

    /// Whether a spelling means a known maker.
    pub(super) fn knows(&self, spelling: &str) -> bool {
        self.find(spelling, true).is_some()
    }

    /// Whether it is the name shown of a known maker.
    pub(super) fn is_canonical(&self, name: &str) -> bool {
        let key = key(name);
        [&self.by_key, &self.general].iter().any(|map| map.get(&key).is_some_and(|entry| entry.name.as_str() == name))
    }

    fn find(&self, spelling: &str, is_medical: bool) -> Option<&Entry> {
        let key = key(spelling);
        let general = if is_medical { None } else { self.general.get(&key) };
        general.or_else(|| self.by_key.get(&key))
    }
}

fn insert(map: &mut HashMap<String, Entry>, spelling: &str, name: &Text, kind: MakerKind) -> Option<Text> {
    let entry = Entry { name: name.clone(), kind };
    let old = map.insert(key(spelling), entry)?;
    (old.name != *name).then_some(old.name)
}

/// What two spellings of one name have in common: letters and digits of the words that matter, without case.
pub(super) fn key(spelling: &str) -> String {
    let lower = spelling.to_lowercase();
    // `S.p.A.` and `Co.,Ltd.`: dots vanish inside a word, everything else parts words.
    let lower = lower.replace('.', "");
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let kept: Vec<&str> = words.iter().copied().filter(|word| !FILLER.contains(word)).collect();
    if kept.is_empty() { words.concat() } else { kept.concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_meet() {
        assert_eq!(key("SIEMENS AG"), key("Siemens"));
        assert_eq!(key("Hewlett-Packard Co., Ltd."), key("HEWLETT PACKARD"));
        assert_eq!(key("Esaote S.p.A."), key("esaote"));
        assert_ne!(key("Siemens"), key("Siemens Healthineers"));
        assert_eq!(key("AG"), "ag", "a name of nothing but filler is still a name");
    }

    #[test]
    fn a_spelling_means_another_maker_outside_medicine() {
        let text = |text: &str| Text::new(text).unwrap();
        let mut names = Names::default();
        assert_eq!(names.add("SIEMENS", &text("Siemens Healthineers"), MakerKind::Device), None);
        assert_eq!(names.add_general("Siemens AG", &text("Siemens"), MakerKind::Device), None);
        assert_eq!(names.canonical(&text("Siemens"), true), text("Siemens Healthineers"));
        assert_eq!(names.canonical(&text("Siemens"), false), text("Siemens"));
        assert_eq!(names.owner("Siemens AG"), Some((text("Siemens"), MakerKind::Device)));
        assert_eq!(names.owner("Siemens Healthineers AG").unwrap().0, text("Siemens Healthineers AG"));
    }
}
