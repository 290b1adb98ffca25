-- When the maker last changed a profile (last-update), and of when the profile was that it took the place of: nanoseconds since
-- 1970-01-01T00:00:00Z. Of those taken in before it is not known.
ALTER TABLE policies ADD COLUMN updated INTEGER;
ALTER TABLE policies ADD COLUMN supersedes INTEGER;

-- Findings of a fleet: of three devices or more, the first of which stands beside the others.
CREATE INDEX alerts_of_fleets ON alerts (last_seen, id) WHERE json_array_length(others) >= 2;
