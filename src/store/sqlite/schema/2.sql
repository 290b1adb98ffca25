-- What is always read and written together stands in one row: the facts of an endpoint, and a conclusion with the claims
-- and rivals behind it. A first commit of a hospital writes half the rows. Views show them as before.

-- All that was said of an endpoint; said is a JSON array of [property, value, protocol, first_seen, last_seen].
CREATE TABLE facts (
    atom INTEGER PRIMARY KEY REFERENCES atoms (id) ON DELETE CASCADE,
    said TEXT NOT NULL
) STRICT;
INSERT INTO facts
SELECT atom, json_group_array(json_array(property, value, protocol, first_seen, last_seen)) FROM evidence GROUP BY atom;
DROP TABLE evidence;
CREATE VIEW evidence AS
SELECT facts.atom AS atom, one.value ->> 0 AS property, one.value ->> 1 AS value, one.value ->> 2 AS protocol,
    one.value ->> 3 AS first_seen, one.value ->> 4 AS last_seen
FROM facts, json_each(facts.said) AS one;

-- claimed: JSON array of [rule, family, weight, because], strongest first; rivalled: JSON array of [value, strength].
ALTER TABLE attributes ADD COLUMN claimed TEXT NOT NULL DEFAULT '[]';
ALTER TABLE attributes ADD COLUMN rivalled TEXT NOT NULL DEFAULT '[]';
UPDATE attributes SET
    claimed = coalesce((SELECT json_group_array(json_array(rule, family, weight, because)) FROM
        (SELECT * FROM claims AS c WHERE c.device = attributes.device AND c.attribute = attributes.attribute ORDER BY place)), '[]'),
    rivalled = coalesce((SELECT json_group_array(json_array(value, strength)) FROM
        (SELECT * FROM rivals AS r WHERE r.device = attributes.device AND r.attribute = attributes.attribute
         ORDER BY strength DESC, value)), '[]');
DROP TABLE claims;
DROP TABLE rivals;
CREATE VIEW claims AS
SELECT device, attribute, one.key AS place, attributes.value AS value, one.value ->> 0 AS rule, one.value ->> 1 AS family,
    one.value ->> 2 AS weight, one.value ->> 3 AS because
FROM attributes, json_each(attributes.claimed) AS one;
CREATE VIEW rivals AS
SELECT device, attribute, one.value ->> 0 AS value, one.value ->> 1 AS strength
FROM attributes, json_each(attributes.rivalled) AS one;
