//! Which rules can have something to say of a value: exact values by hash, patterns all in one pass, the rest in turn.

use std::collections::HashMap;
use std::sync::OnceLock;

use regex::bytes::{RegexSet, RegexSetBuilder};

use super::rule::Rule;
use super::table::Test;
use super::values::Value;

/// The rules whose first condition is about one subject.
#[derive(Debug, Default)]
pub(super) struct Index {
    exact: HashMap<String, Vec<usize>>,
    patterns: Vec<usize>,
    others: Vec<usize>,
    set: OnceLock<Option<RegexSet>>,
}

impl Index {
    /// Adds a rule by its number.
    pub(super) fn add(&mut self, number: usize, rule: &Rule) {
        let Some(first) = rule.conditions.first() else { return };
        match first.test {
            Test::Is => self.exact.entry(first.wanted.clone()).or_default().push(number),
            Test::Matches => self.patterns.push(number),
            Test::Starts | Test::Has | Test::Count => self.others.push(number),
        }
    }

    /// The numbers of the rules worth asking about a value, in the order of the tables.
    pub(super) fn candidates(&self, rules: &[Rule], value: &Value<'_>) -> Vec<usize> {
        let mut found = self.others.clone();
        found.extend(self.exact.get(&value.lower).into_iter().flatten());
        match self.set.get_or_init(|| self.compile(rules)) {
            Some(set) => {
                let passing = set.matches(value.text.as_bytes());
                found.extend(passing.iter().filter_map(|place| self.patterns.get(place)));
            }
            // All together too large to be one automaton: each is asked.
            None => found.extend(&self.patterns),
        }
        found.sort_unstable();
        found
    }

    fn compile(&self, rules: &[Rule]) -> Option<RegexSet> {
        let wanted = |number: &usize| rules.get(*number)?.conditions.first().map(|first| first.wanted.as_str());
        let patterns: Option<Vec<&str>> = self.patterns.iter().map(wanted).collect();
        RegexSetBuilder::new(patterns?).case_insensitive(true).unicode(false).size_limit(8 << 20).build().ok()
    }
}
