-- Who was asked: a device's page and "talks to" look conversations up from the server's side. A new conversation costs
-- 3 microseconds more, one that goes on nothing.
CREATE INDEX conversations_by_server ON conversations (server) WHERE server <> '';

-- Lists of alerts: what is open, the latest first; findings that name several devices.
CREATE INDEX alerts_by_state ON alerts (state, last_seen);
CREATE INDEX alerts_of_many ON alerts (id) WHERE others <> '[]';

-- What contradicts itself or a person is rare, and asked for often.
CREATE INDEX catalogue_contradicted ON catalogue (device) WHERE conflicts;

-- Saved views of the inventory; query: as the address of the page has it.
CREATE TABLE views (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    saved INTEGER NOT NULL,
    UNIQUE (account, name)
) STRICT;
