/** One row a query answered; what was sent, as `encodeItems` writes it, is shared between equal answers. */
export const answers = `
CREATE TABLE answer_sets (
  id INTEGER PRIMARY KEY,
  items BLOB NOT NULL
) STRICT;

CREATE TABLE answers (
  id INTEGER PRIMARY KEY,
  caller TEXT NOT NULL,
  asked_at_ms REAL NOT NULL,
  duration_ms REAL,
  set_id INTEGER NOT NULL REFERENCES answer_sets (id)
) STRICT;

CREATE INDEX answers_by_caller ON answers (caller, asked_at_ms);

CREATE TABLE callers (
  caller TEXT PRIMARY KEY,
  answers INTEGER NOT NULL,
  last_query_at_ms REAL NOT NULL
) STRICT, WITHOUT ROWID;
`
