CREATE TABLE counters (
  series TEXT PRIMARY KEY,
  last INTEGER NOT NULL CHECK (last >= 0),
  office TEXT NOT NULL
) STRICT;
CREATE TABLE entries (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  book TEXT NOT NULL,
  series TEXT NOT NULL,
  serial INTEGER NOT NULL,
  year INTEGER NOT NULL,
  state TEXT NOT NULL,
  key TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  office TEXT NOT NULL,
  addressees TEXT NOT NULL,
  date TEXT NOT NULL,
  person TEXT NOT NULL,
  due TEXT NOT NULL,
  note TEXT NOT NULL,
  more TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX entries_key ON entries (key) WHERE key <> '';
CREATE INDEX entries_series ON entries (series, serial);
CREATE INDEX entries_state ON entries (state);
CREATE INDEX entries_date ON entries (date);
CREATE TABLE events (
  at INTEGER PRIMARY KEY,
  moment TEXT NOT NULL,
  type TEXT NOT NULL,
  about TEXT NOT NULL,
  person TEXT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX events_about ON events (about);
CREATE TABLE words (
  id INTEGER PRIMARY KEY,
  words TEXT NOT NULL
) STRICT;
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
CREATE TRIGGER events_remain BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
CREATE TRIGGER entries_remain BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'numbers are never taken out'); END;
