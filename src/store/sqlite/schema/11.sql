-- What of a manufacturer's profile could not be taken as it was meant, in words: a JSON list. Of those taken in before it is
-- not known.
ALTER TABLE policies ADD COLUMN remarks TEXT NOT NULL DEFAULT '[]';
