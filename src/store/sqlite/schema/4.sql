-- Accounts, sessions and tokens. Times are of the wall clock, in nanoseconds since 1970-01-01T00:00:00Z. Of what lets
-- somebody in only digests are kept (SHA-256 of random secrets, argon2id of passwords).

-- name is in lower case.
CREATE TABLE accounts (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    password TEXT NOT NULL,
    made INTEGER NOT NULL,
    changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- digest: of the secret in the cookie; former: of the one before it, which is good for a moment after a rotation.
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
    digest BLOB NOT NULL UNIQUE,
    former BLOB,
    csrf TEXT NOT NULL,
    begun INTEGER NOT NULL,
    rotated INTEGER NOT NULL,
    used INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_account ON sessions (account);
CREATE INDEX sessions_by_former ON sessions (former) WHERE former IS NOT NULL;

-- scopes: words with a space between.
CREATE TABLE tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
    label TEXT NOT NULL,
    digest BLOB NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    made INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    used INTEGER
) STRICT;
CREATE INDEX tokens_by_account ON tokens (account);

-- Up to when somebody has looked at what changed in the inventory; until: the time of the last change they saw.
CREATE TABLE looked (
    account TEXT PRIMARY KEY REFERENCES accounts (name) ON DELETE CASCADE,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
