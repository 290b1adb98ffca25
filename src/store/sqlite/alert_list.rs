//! Lists of alerts as SQL: which, in which order, from where on.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::alerts::read;
use super::convert::{count, id, uncount};
use crate::alert::{FLEET_LEAST, Route, Severity, State};
use crate::store::{AlertFilter, AlertMark, AlertOrder, AlertPage, StoreError};

/// How bad: open before the others, to somebody before the digest, then by severity and by the device's tier.
const WORST: &str = "((state = 'open') * 1000 + (route = 'page') * 100
     + CASE severity WHEN 'critical' THEN 40 WHEN 'high' THEN 30 WHEN 'medium' THEN 20 WHEN 'low' THEN 10 ELSE 0 END
     + coalesce((SELECT tier FROM catalogue WHERE catalogue.device = alerts.device), 0))";

/// Conditions with their values.
#[derive(Default)]
struct Clause {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Clause {
    fn add(&mut self, condition: impl Into<String>, values: impl IntoIterator<Item = Value>) {
        self.conditions.push(condition.into());
        self.values.extend(values);
    }

    fn one_of<'a>(&mut self, column: &str, slugs: impl Iterator<Item = &'a str>) {
        let values: Vec<Value> = slugs.map(|slug| Value::Text(slug.to_owned())).collect();
        self.add(format!("{column} IN ({})", vec!["?"; values.len()].join(", ")), values);
    }

    fn sql(&self) -> String {
        if self.conditions.is_empty() { String::new() } else { format!("WHERE {}", self.conditions.join(" AND ")) }
    }
}

fn clause(filter: &AlertFilter) -> Clause {
    let mut clause = Clause::default();
    let states = State::ALL.iter().filter(|state| match filter.states.as_slice() {
        [] => **state != State::Suppressed,
        wanted => wanted.contains(state),
    });
    clause.one_of("state", states.map(|state| state.slug()));
    if let Some(kind) = filter.kind {
        clause.one_of("kind", [kind.slug()].into_iter());
    }
    if let Some(least) = filter.severity {
        clause.one_of("severity", Severity::ALL.iter().filter(|one| **one >= least).map(|one| one.slug()));
    }
    if let Some(route) = filter.route {
        clause.one_of("route", [Route::slug(route)].into_iter());
    }
    if let Some(device) = filter.device {
        let number = Value::Integer(id(device));
        let named = "(device = ? OR (others <> '[]' AND EXISTS (SELECT 1 FROM json_each(others) WHERE value = ?)))";
        clause.add(named, [number.clone(), number]);
    }
    if filter.fleets {
        clause.add(format!("json_array_length(others) >= {}", FLEET_LEAST - 1), []);
    }
    if let Some(since) = filter.since {
        clause.add("last_seen >= ?", [Value::Integer(since.0)]);
    }
    if let Some(until) = filter.until {
        clause.add("first_seen < ?", [Value::Integer(until.0)]);
    }
    clause
}

/// A page of the alerts that pass.
pub(super) fn page(connection: &Connection, filter: &AlertFilter) -> Result<AlertPage, StoreError> {
    let view = connection.unchecked_transaction()?;
    let mut clause = clause(filter);
    // Few are, among many that are not: their own index has them in order.
    let table = if filter.fleets { "alerts INDEXED BY alerts_of_fleets" } else { "alerts" };
    let sql = format!("SELECT count(*) FROM {table} {}", clause.sql());
    let total: i64 = view.prepare_cached(&sql)?.query_row(params_from_iter(&clause.values), |row| row.get(0))?;
    let worst = match filter.order {
        AlertOrder::Latest => "0",
        AlertOrder::Worst => WORST,
    };
    if let Some(mark) = filter.after {
        let place = [mark.worst, mark.last.0, count(mark.alert.0)];
        match filter.order {
            AlertOrder::Latest => clause.add("(last_seen, id) < (?, ?)", place.into_iter().skip(1).map(Value::Integer)),
            AlertOrder::Worst => clause.add(format!("({WORST}, last_seen, id) < (?, ?, ?)"), place.map(Value::Integer)),
        }
    }
    let by_worst = if filter.order == AlertOrder::Worst { "worst DESC, " } else { "" };
    let limit = filter.limit.map_or(-1, |limit| count(limit as u64).saturating_add(1));
    let sql = format!(
        "SELECT *, {worst} AS worst FROM {table} {} ORDER BY {by_worst}last_seen DESC, id DESC LIMIT {limit}",
        clause.sql()
    );
    let mut found =
        super::query::rows(&view, &sql, params_from_iter(&clause.values), |row| Ok((read(row)?, row.get::<_, i64>("worst")?)))?;
    let more = filter.limit.is_some_and(|limit| found.len() > limit);
    found.truncate(filter.limit.unwrap_or(usize::MAX));
    let last = found.last().filter(|_| more);
    let next = last.map(|(alert, worst)| AlertMark { worst: *worst, last: alert.last, alert: alert.id });
    Ok(AlertPage { alerts: found.into_iter().map(|(alert, _)| alert).collect(), total: uncount(total), next })
}

#[cfg(test)]
mod tests {
    use crate::store::conformance::lists::suite;
    use crate::store::sqlite::Sqlite;
    use crate::store::{Opening, Rooms};

    #[test]
    fn lists_conform() {
        suite(|test| {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("ward.db");
            test(&|| Box::new(Sqlite::open(&path, Opening::Create).unwrap()) as Box<dyn Rooms>);
        });
    }
}
