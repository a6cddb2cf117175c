/**
 * An event's wording in tables, as a condition of `r` on `e`: the newest that a caller that may pay has asked for, so
 * that a stranger's words never stand for a validator's; else the newest.
 */
export const SHOWN_WORDING = `r.id = (SELECT id FROM revisions WHERE event_id = e.id
  ORDER BY payer_seen_ms IS NULL, revision DESC LIMIT 1)`

/** The latest forecast of a wording, as a condition of `f` on `r`. */
export const LATEST_FORECAST = `f.id = (SELECT id FROM forecasts WHERE revision_id = r.id
  ORDER BY made_at_ms DESC, id DESC LIMIT 1)`

/** What a venue asked last, of `e`; where none is on record, what the latest forecast `f` knew. */
export const LATEST_PRICE =
  'coalesce((SELECT price FROM prices WHERE event_id = e.id ORDER BY at_ms DESC LIMIT 1), f.market)'

/** The wordings whose forecasts count for an event, as a condition of `r`: strangers' do where nobody else asked. */
export const COUNTED_WORDING = `(r.payer_seen_ms IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM revisions WHERE event_id = r.event_id AND payer_seen_ms IS NOT NULL))`
