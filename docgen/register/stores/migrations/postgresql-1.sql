CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TABLE counters (
  series TEXT PRIMARY KEY,
  last BIGINT NOT NULL CHECK (last >= 0),
  office TEXT NOT NULL
);
-- The row that whoever writes locks first: so the journal has one order, and no count a gap.
INSERT INTO counters (series, last, office) VALUES ('', 0, '');
CREATE TABLE entries (
  id BIGINT PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  book TEXT NOT NULL,
  series TEXT NOT NULL,
  serial BIGINT NOT NULL,
  year BIGINT NOT NULL,
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
);
CREATE UNIQUE INDEX entries_key ON entries (key) WHERE key <> '';
CREATE INDEX entries_series ON entries (series, serial);
CREATE INDEX entries_state ON entries (state);
CREATE INDEX entries_date ON entries (date);
CREATE TABLE events (
  at BIGINT PRIMARY KEY,
  moment TEXT NOT NULL,
  type TEXT NOT NULL,
  about TEXT NOT NULL,
  person TEXT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE INDEX events_about ON events (about);
CREATE TABLE words (
  id BIGINT PRIMARY KEY REFERENCES entries,
  words TEXT NOT NULL
);
CREATE INDEX words_trigrams ON words USING gin (words gin_trgm_ops);
CREATE FUNCTION nothing_is_taken_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events and numbers are only added';
END $$;
CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE ON events EXECUTE FUNCTION nothing_is_taken_out();
CREATE TRIGGER entries_remain BEFORE DELETE ON entries EXECUTE FUNCTION nothing_is_taken_out();
CREATE TABLE register_version (version BIGINT NOT NULL);
INSERT INTO register_version (version) VALUES (1);
