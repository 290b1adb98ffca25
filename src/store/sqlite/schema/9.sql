-- Who was asked: a device's page and "talks to" look conversations up from the server's side. A new conversation costs
-- 3 microseconds more, one that goes on nothing.
CREATE INDEX conversations_by_server ON conversations (server) WHERE server <> '';

-- Lists of alerts: what is open, the latest first; findings that name several devices.
CREATE INDEX alerts_by_state ON alerts (state, last_seen);
CREATE INDEX alerts_of_many ON alerts (id) WHERE others <> '[]';

-- A list is made from one index a condition and the index of its order; those of two columns are needed no more.
DROP INDEX catalogue_by_queue;
DROP INDEX catalogue_by_model;
DROP INDEX catalogue_by_category;
DROP INDEX catalogue_by_tier;
CREATE INDEX catalogue_contradicted ON catalogue (device) WHERE conflicts;
CREATE INDEX catalogue_hidden ON catalogue (device) WHERE hidden;

-- Saved views of the inventory; query: as the address of the page has it.
CREATE TABLE views (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    saved INTEGER NOT NULL,
    UNIQUE (account, name)
) STRICT;
