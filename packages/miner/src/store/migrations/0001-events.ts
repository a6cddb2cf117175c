/** Events by their wire key, their wordings, and every forecast ever made. Times are UTC milliseconds. */
export const events = `
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  first_seen_ms REAL NOT NULL,
  refused_revisions INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE revisions (
  id INTEGER PRIMARY KEY,
  event_id INTEGER NOT NULL REFERENCES events (id),
  revision INTEGER NOT NULL,
  venue_event_id TEXT NOT NULL,
  market_type TEXT NOT NULL,
  description TEXT NOT NULL,
  cutoff_unix_seconds REAL,
  metadata_json TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  first_seen_ms REAL NOT NULL,
  payer_seen_ms REAL,
  payable INTEGER NOT NULL CHECK (payable IN (0, 1)),
  UNIQUE (event_id, revision),
  UNIQUE (event_id, text_hash)
) STRICT;

CREATE INDEX revisions_by_cutoff ON revisions (cutoff_unix_seconds);

CREATE TABLE forecasts (
  id INTEGER PRIMARY KEY,
  revision_id INTEGER NOT NULL REFERENCES revisions (id),
  made_at_ms REAL NOT NULL,
  probability REAL NOT NULL CHECK (probability BETWEEN 0.001 AND 0.999),
  basis TEXT NOT NULL CHECK (basis IN ('model', 'market', 'prior')),
  confidence REAL NOT NULL,
  market REAL,
  reasoning TEXT NOT NULL,
  samples_json TEXT NOT NULL,
  evidence_json TEXT NOT NULL,
  cost_usd REAL NOT NULL
) STRICT;

CREATE INDEX forecasts_by_revision ON forecasts (revision_id, made_at_ms, id);
`
