/** What venues asked for an event and when, since they keep no fine history; see `PriceRecord`. */
export const prices = `
CREATE TABLE prices (
  event_id INTEGER NOT NULL REFERENCES events (id),
  at_ms REAL NOT NULL,
  venue TEXT NOT NULL,
  market_id TEXT NOT NULL,
  price REAL NOT NULL,
  probability REAL NOT NULL,
  weight REAL NOT NULL,
  PRIMARY KEY (event_id, at_ms)
) STRICT, WITHOUT ROWID;
`
