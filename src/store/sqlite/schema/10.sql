-- Policies of manufacturers (RFC 8520): whom each binds and what it allows. bound and allowed are JSON: see
-- store/sqlite/policies.rs. Times are nanoseconds since 1970-01-01T00:00:00Z, wall clock.
CREATE TABLE policies (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    bound TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    allowed TEXT NOT NULL,
    author TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
