-- Delivery: where each sink has come to in the changes of alerts, and what it could not get rid of. Times are of the wall
-- clock, in nanoseconds since 1970-01-01T00:00:00Z; 0 is never.

-- cursor: the last change that is done; tries: failures since the last success; next_try: not before then.
CREATE TABLE sinks (
    name TEXT PRIMARY KEY,
    cursor INTEGER NOT NULL,
    delivered INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    next_try INTEGER NOT NULL,
    last_success INTEGER NOT NULL,
    last_failure INTEGER NOT NULL,
    failure TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Alerts that a receiver refused; they are sent again on request only.
CREATE TABLE dead_letters (
    sink TEXT NOT NULL,
    change INTEGER NOT NULL,
    alert INTEGER NOT NULL,
    at INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (sink, change)
) STRICT, WITHOUT ROWID;
