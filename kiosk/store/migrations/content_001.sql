-- What was fetched, and its index. May be thrown away at any time. Times ending in _s are seconds since 1970, UTC.
CREATE TABLE source (
  name          TEXT PRIMARY KEY,
  etag          TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  fetched_at    TEXT NOT NULL DEFAULT '',
  trouble       TEXT NOT NULL DEFAULT '',
  skipped       INTEGER NOT NULL DEFAULT 0,
  demo          INTEGER NOT NULL DEFAULT 0,
  suspect       TEXT NOT NULL DEFAULT ''     -- hash of an answer that seemed too small to be true
) STRICT;

CREATE TABLE item (
  n       INTEGER PRIMARY KEY,
  source  TEXT NOT NULL,
  kind    TEXT NOT NULL CHECK (kind IN ('event', 'group', 'book', 'hours', 'seal')),
  key     TEXT NOT NULL,
  place   INTEGER NOT NULL,                  -- its place in the source's answer
  hash    TEXT NOT NULL,
  body    TEXT NOT NULL,                     -- JSON of the value
  start_s REAL,
  end_s   REAL,
  isbn    TEXT NOT NULL DEFAULT '',
  pick    INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, key, source)
) STRICT;
CREATE INDEX item_source ON item (source, kind);
CREATE INDEX item_end ON item (kind, end_s);
CREATE INDEX item_isbn ON item (isbn, kind);
CREATE INDEX item_pick ON item (pick) WHERE pick = 1;

CREATE TABLE tag (
  tag  TEXT NOT NULL,
  item INTEGER NOT NULL REFERENCES item (n) ON DELETE CASCADE,
  PRIMARY KEY (tag, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_item ON tag (item);

CREATE TABLE revision (                      -- raised whenever the glass has something new to read
  one INTEGER PRIMARY KEY CHECK (one = 1),
  n   INTEGER NOT NULL
) STRICT;
INSERT INTO revision VALUES (1, 0);

CREATE TABLE sync_beat (                     -- how the other process is
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  at      TEXT NOT NULL,
  every_s REAL NOT NULL,
  uplink  TEXT NOT NULL
) STRICT;
