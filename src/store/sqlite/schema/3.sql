-- The clinical record, review, audit and contacts. Times of what people did are nanoseconds since 1970-01-01T00:00:00Z.

-- What people said of a device; said: one line a field, as the clinical record writes itself. The row of a number that
-- became an alias stays: it counts for the device it leads to, and is its own again after a split.
CREATE TABLE records (
    device INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL,
    standing TEXT NOT NULL,
    said TEXT NOT NULL,
    changed INTEGER NOT NULL,
    author TEXT NOT NULL
) STRICT;

-- Whom to call; kind: device, department, site, manufacturer; name: of which.
CREATE TABLE contacts (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    place INTEGER NOT NULL,
    who TEXT NOT NULL,
    role TEXT NOT NULL,
    phone TEXT,
    mail TEXT,
    hours TEXT,
    zone TEXT
) STRICT;

CREATE TABLE comments (
    id INTEGER PRIMARY KEY,
    device INTEGER NOT NULL,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    said TEXT NOT NULL
) STRICT;
CREATE INDEX comments_by_device ON comments (device, id);

-- Who did what, when, from what to what; each hash covers the one before it.
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    field TEXT,
    from_value TEXT,
    to_value TEXT,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_subject ON audit (subject, number);
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit log is only added to'); END;

-- Merges and splits that a hub at work is asked for; answer is NULL while nobody attended to it.
CREATE TABLE requests (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    said TEXT NOT NULL,
    good INTEGER,
    answer TEXT
) STRICT;
CREATE INDEX requests_waiting ON requests (number) WHERE answer IS NULL;

-- Who writes the inventory now, and until when if nothing more is heard.
CREATE TABLE lease (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    holder TEXT NOT NULL,
    until INTEGER NOT NULL
) STRICT;

-- The playbook in force where it is not the shipped one.
CREATE TABLE playbook (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    source TEXT NOT NULL
) STRICT;

-- One row a device, as lists filter and sort it: made from the tables above, and made anew when the playbook changes.
-- Texts are in lower case; those that are missing sort last.
CREATE TABLE catalogue (
    device INTEGER PRIMARY KEY,
    what TEXT NOT NULL,
    queue REAL NOT NULL,
    category TEXT NOT NULL,
    tier INTEGER NOT NULL,
    assumed INTEGER NOT NULL,
    standing TEXT NOT NULL,
    conflicts INTEGER NOT NULL,
    hidden INTEGER NOT NULL,
    confidence REAL NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    manufacturer TEXT NOT NULL,
    model TEXT NOT NULL,
    software TEXT NOT NULL,
    serial TEXT NOT NULL,
    hostname TEXT NOT NULL,
    ip TEXT NOT NULL,
    care_setting TEXT NOT NULL,
    department TEXT NOT NULL
) STRICT;
CREATE INDEX catalogue_by_what ON catalogue (what);
CREATE INDEX catalogue_by_queue ON catalogue (standing, queue);
CREATE INDEX catalogue_by_model ON catalogue (manufacturer, model, software);
CREATE INDEX catalogue_by_category ON catalogue (category, what);
CREATE INDEX catalogue_by_tier ON catalogue (tier, what);
CREATE INDEX catalogue_by_last ON catalogue (last_seen);
-- The order of a list is the order of an index, both ways.
CREATE INDEX catalogue_sorted_category ON catalogue (category);
CREATE INDEX catalogue_sorted_tier ON catalogue (tier);
CREATE INDEX catalogue_sorted_standing ON catalogue (standing);
CREATE INDEX catalogue_sorted_manufacturer ON catalogue (manufacturer);
CREATE INDEX catalogue_sorted_model ON catalogue (model);
CREATE INDEX catalogue_sorted_software ON catalogue (software);
CREATE INDEX catalogue_sorted_serial ON catalogue (serial);
CREATE INDEX catalogue_sorted_hostname ON catalogue (hostname);
CREATE INDEX catalogue_sorted_ip ON catalogue (ip);
CREATE INDEX catalogue_sorted_care_setting ON catalogue (care_setting);
CREATE INDEX catalogue_sorted_department ON catalogue (department);
CREATE INDEX catalogue_sorted_confidence ON catalogue (confidence);
CREATE INDEX catalogue_sorted_first_seen ON catalogue (first_seen);
CREATE INDEX catalogue_sorted_changed ON catalogue (changed);
CREATE INDEX catalogue_sorted_queue ON catalogue (queue);

-- All the text that a search looks in, in lower case.
CREATE TABLE catalogue_text (
    device INTEGER PRIMARY KEY,
    said TEXT NOT NULL
) STRICT;
