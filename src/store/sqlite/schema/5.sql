-- Baselines, alerts, suppressions. (Incidents and the outbox follow where they are written.) Times are packet times in
-- nanoseconds; times of what people did are wall clock.

-- learnt is JSON: see store/sqlite/baselines.rs.
CREATE TABLE baselines (
    device INTEGER PRIMARY KEY,
    learnt TEXT NOT NULL
) STRICT;

-- others, macs, ips: JSON arrays; evidence: JSON array of [at, text, community_id]. changed counts every change of the
-- table up, so that a reader of the table knows what it has not seen.
CREATE TABLE alerts (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    severity TEXT NOT NULL,
    route TEXT NOT NULL,
    route_reason TEXT NOT NULL,
    state TEXT NOT NULL,
    verdict TEXT,
    author TEXT,
    note TEXT,
    device INTEGER,
    macs TEXT NOT NULL,
    ips TEXT NOT NULL,
    others TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    count INTEGER NOT NULL,
    summary TEXT NOT NULL,
    peer TEXT,
    cause TEXT NOT NULL,
    evidence TEXT NOT NULL,
    baseline TEXT,
    strength INTEGER NOT NULL,
    changed INTEGER NOT NULL
) STRICT;
CREATE INDEX alerts_by_device ON alerts (device, last_seen);
CREATE INDEX alerts_by_time ON alerts (last_seen);
CREATE INDEX alerts_by_change ON alerts (changed);

CREATE TABLE suppressions (
    number INTEGER PRIMARY KEY,
    kind TEXT,
    device INTEGER,
    category TEXT,
    peer TEXT,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    until INTEGER
) STRICT;

-- What people said of alerts, in order: acknowledged, closed with a verdict, opened again.
CREATE TABLE feedback (
    number INTEGER PRIMARY KEY,
    alert INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    state TEXT NOT NULL,
    verdict TEXT,
    note TEXT
) STRICT;
CREATE INDEX feedback_by_alert ON feedback (alert, number);
