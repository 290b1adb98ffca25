-- Exports of a CMMS as a mapping read them: rows is text of exchange/mapping/kept.rs; columns that no mapping reads are
-- not kept. applied_at and applied_by: who wrote them into records, and when, last. Times are wall clock.
CREATE TABLE imports (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    file TEXT NOT NULL,
    mapping TEXT NOT NULL,
    rows TEXT NOT NULL,
    applied_at INTEGER,
    applied_by TEXT
) STRICT;
