-- Incidents: one row a step, in order; an incident is the sum of its steps. said is JSON: see store/sqlite/incidents.rs.
-- Times are nanoseconds since 1970-01-01T00:00:00Z, wall clock. Steps are only added to; the audit log covers each.
CREATE TABLE incident_steps (
    incident INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    what TEXT NOT NULL,
    said TEXT NOT NULL,
    PRIMARY KEY (incident, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER steps_are_not_changed BEFORE UPDATE ON incident_steps BEGIN SELECT raise(ABORT, 'steps are only added to'); END;
CREATE TRIGGER steps_are_not_cut BEFORE DELETE ON incident_steps BEGIN SELECT raise(ABORT, 'steps are only added to'); END;
