-- The inventory. Times are packet times in nanoseconds since 1970-01-01T00:00:00Z; addresses are text, to be read.

-- Committed batches, as ranges of sequence numbers without holes.
CREATE TABLE batches (
    sensor TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (sensor, epoch, first)
) STRICT, WITHOUT ROWID;

-- Counters, `now`: the packet time the inventory has reached, and `rules`: the digest of the fingerprint tables that spoke last.
CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Every device number ever given. alias_of: the device it was found to be; dormant: it names no device now.
CREATE TABLE devices (
    id INTEGER PRIMARY KEY,
    alias_of INTEGER REFERENCES devices (id) DEFERRABLE INITIALLY DEFERRED,
    dormant INTEGER NOT NULL,
    anchor INTEGER REFERENCES atoms (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    gateway INTEGER NOT NULL,
    passes_on INTEGER NOT NULL
) STRICT;
CREATE INDEX devices_by_alias ON devices (alias_of) WHERE alias_of IS NOT NULL;
CREATE INDEX devices_by_anchor ON devices (anchor) WHERE anchor IS NOT NULL;

-- What a device is believed to be.
CREATE TABLE attributes (
    device INTEGER NOT NULL REFERENCES devices (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    attribute TEXT NOT NULL,
    value TEXT NOT NULL,
    confidence REAL NOT NULL,
    conflict INTEGER NOT NULL,
    PRIMARY KEY (device, attribute)
) STRICT, WITHOUT ROWID;

-- The claims for the value believed, strongest first, and the strength of other values.
CREATE TABLE claims (
    device INTEGER NOT NULL REFERENCES devices (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    attribute TEXT NOT NULL,
    place INTEGER NOT NULL,
    value TEXT NOT NULL,
    rule TEXT NOT NULL,
    family TEXT NOT NULL,
    weight REAL NOT NULL,
    because TEXT NOT NULL,
    PRIMARY KEY (device, attribute, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE rivals (
    device INTEGER NOT NULL REFERENCES devices (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    attribute TEXT NOT NULL,
    value TEXT NOT NULL,
    strength REAL NOT NULL,
    PRIMARY KEY (device, attribute, value)
) STRICT, WITHOUT ROWID;

-- Why its endpoints are one device, and what looks like it but is not (conflict).
CREATE TABLE reasons (
    device INTEGER NOT NULL REFERENCES devices (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    place INTEGER NOT NULL,
    rule TEXT NOT NULL,
    conflict INTEGER NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (device, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    device INTEGER NOT NULL REFERENCES devices (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    at INTEGER NOT NULL,
    attribute TEXT NOT NULL,
    from_value TEXT,
    to_value TEXT,
    rule TEXT NOT NULL
) STRICT;
CREATE INDEX history_by_device ON history (device, id);

-- Endpoints. vlan: the VLAN id; of a double tag outer * 65536 + inner; 0 without. hops: bit n is set when a packet came
-- over n routers. routed: the hardware address is a router's, not the device's own.
CREATE TABLE atoms (
    id INTEGER PRIMARY KEY,
    device INTEGER REFERENCES devices (id) DEFERRABLE INITIALLY DEFERRED,
    mac TEXT,
    ip TEXT,
    vlan INTEGER NOT NULL,
    routed INTEGER NOT NULL,
    made INTEGER NOT NULL,
    hops INTEGER NOT NULL,
    talked INTEGER NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL
) STRICT;
CREATE INDEX atoms_by_device ON atoms (device);
CREATE INDEX atoms_by_mac ON atoms (mac);
CREATE INDEX atoms_by_ip ON atoms (ip);

-- How endpoints claimed their address: arp, nd, lease.
CREATE TABLE held (
    atom INTEGER NOT NULL REFERENCES atoms (id) ON DELETE CASCADE,
    held_by TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY (atom, held_by)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
    atom INTEGER NOT NULL REFERENCES atoms (id) ON DELETE CASCADE,
    property TEXT NOT NULL,
    value TEXT NOT NULL,
    protocol TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    PRIMARY KEY (atom, property, value, protocol)
) STRICT, WITHOUT ROWID;

-- Descriptions of equipment in what an endpoint sent; parts is a JSON array of [property, value].
CREATE TABLE equipment (
    atom INTEGER NOT NULL REFERENCES atoms (id) ON DELETE CASCADE,
    parts TEXT NOT NULL,
    protocol TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    PRIMARY KEY (atom, parts, protocol)
) STRICT, WITHOUT ROWID;

-- Services an endpoint answered on; transport is the IP protocol number, protocol '' where none was recognised.
CREATE TABLE services (
    atom INTEGER NOT NULL REFERENCES atoms (id) ON DELETE CASCADE,
    transport INTEGER NOT NULL,
    port INTEGER NOT NULL,
    protocol TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    PRIMARY KEY (atom, transport, port, protocol)
) STRICT, WITHOUT ROWID;

-- Conversations added up; server '' for what there was no room to keep apart. No index by server: keeping it made the
-- first commit of a hospital three times as slow, for a question that one pass through the table answers.
CREATE TABLE conversations (
    client INTEGER NOT NULL REFERENCES atoms (id) ON DELETE CASCADE,
    server TEXT NOT NULL,
    transport INTEGER NOT NULL,
    port INTEGER NOT NULL,
    protocol TEXT NOT NULL,
    client_port INTEGER NOT NULL,
    flows INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    client_packets INTEGER NOT NULL,
    client_bytes INTEGER NOT NULL,
    server_packets INTEGER NOT NULL,
    server_bytes INTEGER NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    PRIMARY KEY (client, server, transport, port, protocol)
) STRICT, WITHOUT ROWID;

-- What people said of identity; said is JSON: {"merge": [endpoint, endpoint]} or {"split": endpoint, "parts": [...]}.
CREATE TABLE overrides (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    said TEXT NOT NULL,
    undone INTEGER NOT NULL
) STRICT;
