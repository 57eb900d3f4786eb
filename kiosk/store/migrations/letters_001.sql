-- Sign-ups, and the letters that tell the hub of them. Times ending in _s are seconds since 1970, UTC.
CREATE TABLE signup (
  id          TEXT PRIMARY KEY,
  token_hash  TEXT NOT NULL UNIQUE,          -- SHA-256 of the slip's token; the token itself is on paper only
  code        TEXT NOT NULL,
  status      TEXT NOT NULL,
  reason      TEXT NOT NULL DEFAULT '',
  occasion    TEXT NOT NULL,                 -- JSON of the occasion as it was shown
  language    TEXT NOT NULL,
  made_at     TEXT NOT NULL,
  gone_s      REAL NOT NULL                  -- from when the row has no purpose any more
) STRICT;
CREATE INDEX signup_code ON signup (code);

CREATE TABLE letter (
  n           INTEGER PRIMARY KEY AUTOINCREMENT,
  id          TEXT NOT NULL UNIQUE,
  kind        TEXT NOT NULL CHECK (kind IN ('signup', 'cancel')),
  signup      TEXT NOT NULL REFERENCES signup (id) ON DELETE CASCADE,
  body        TEXT,                          -- the op as it travels, byte for byte; NULL once it is shredded
  was         TEXT NOT NULL DEFAULT '',      -- after the hub was put back: the verdict the visitor was told, JSON
  state       TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'acked', 'parked')),
  status      TEXT NOT NULL DEFAULT '',
  code        TEXT NOT NULL DEFAULT '',
  at          TEXT NOT NULL DEFAULT '',      -- the hub's time as it wrote it
  at_s        REAL,
  made_s      REAL NOT NULL,
  alone       INTEGER NOT NULL DEFAULT 0,    -- 1 = it spoilt a request once, so it travels by itself
  tries       INTEGER NOT NULL DEFAULT 0,
  next_try    REAL NOT NULL DEFAULT 0,       -- monotonic seconds of this start of the machine
  UNIQUE (signup, kind)
) STRICT;
CREATE INDEX letter_state ON letter (state, n);

CREATE TABLE tally (                         -- counts that outlive their rows
  name TEXT PRIMARY KEY,
  n    INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO tally (name) VALUES ('erased_unsent');

CREATE TABLE note (                          -- small facts, such as the hub's epoch
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
