-- The hub's feed as it came, one row an object: also what this version cannot read, for the next one may.
CREATE TABLE feed (
  copy INTEGER NOT NULL,                     -- the copy that is shown, or the one that is being brought in beside it
  key  TEXT NOT NULL,
  kind TEXT NOT NULL,
  seq  INTEGER NOT NULL,
  data TEXT,                                 -- JSON as it came; NULL = a tombstone
  bad  INTEGER NOT NULL DEFAULT 0,           -- 1 = of a kind we know, and not readable
  PRIMARY KEY (copy, key, kind)
) STRICT;

CREATE TABLE feed_place (                    -- how far the feed has been read
  one        INTEGER PRIMARY KEY CHECK (one = 1),
  cursor     TEXT NOT NULL DEFAULT '',
  etag       TEXT NOT NULL DEFAULT '',
  shown      INTEGER NOT NULL DEFAULT 0,     -- the copy that is shown
  staging    INTEGER NOT NULL DEFAULT 0,     -- 1 = the other copy is being brought in
  unread     INTEGER NOT NULL DEFAULT 0,     -- items that could not even be named
  read_by    TEXT NOT NULL DEFAULT ''        -- the version of the program that laid out what is shown
) STRICT;
INSERT INTO feed_place (one) VALUES (1);

CREATE TABLE closed (                        -- a row = the hub has revoked this kiosk: the glass says so
  one INTEGER PRIMARY KEY CHECK (one = 1)
) STRICT;

CREATE INDEX feed_bad ON feed (copy) WHERE bad = 1;

CREATE TABLE feed_picture (                  -- the pictures that what is shown names
  kind   TEXT NOT NULL,
  key    TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  type   TEXT NOT NULL,
  size   INTEGER NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
