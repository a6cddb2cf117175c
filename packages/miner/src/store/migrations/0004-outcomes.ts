/** How events resolved; the market type stands here in capitals, as base rates are taken by it. */
export const outcomes = `
CREATE TABLE outcomes (
  event_id INTEGER PRIMARY KEY REFERENCES events (id),
  market_type TEXT NOT NULL,
  outcome INTEGER NOT NULL CHECK (outcome IN (0, 1)),
  resolved_at_ms REAL NOT NULL
) STRICT;
`
