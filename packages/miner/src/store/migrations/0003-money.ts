/** What was reserved and spent, and what callers used of their quota; days are UTC days since 1970. */
export const money = `
CREATE TABLE spend (
  id INTEGER PRIMARY KEY,
  day INTEGER NOT NULL,
  at_ms REAL NOT NULL,
  purpose TEXT NOT NULL,
  event_key TEXT,
  revision INTEGER,
  reserved_usd REAL NOT NULL,
  settled_usd REAL
) STRICT;

CREATE INDEX spend_by_day ON spend (day);

CREATE TABLE quotas (
  day INTEGER NOT NULL,
  caller TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (day, caller)
) STRICT, WITHOUT ROWID;
`
