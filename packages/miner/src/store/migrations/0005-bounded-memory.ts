/**
 * What lets memory hold a part of the store only: when a wording was last asked for, to about ten minutes and
 * only where that is later than its first sight, which wordings may cost money, and until when an event is live,
 * at all and with a forecast (UTC seconds; infinite where there is no cutoff).
 */
export const boundedMemory = `
CREATE TABLE asked (
  revision_id INTEGER PRIMARY KEY REFERENCES revisions (id),
  at_ms REAL NOT NULL
) STRICT;

CREATE INDEX asked_by_time ON asked (at_ms);

CREATE INDEX revisions_payable ON revisions (cutoff_unix_seconds, first_seen_ms) WHERE payable = 1;

CREATE TABLE live_spans (
  event_id INTEGER PRIMARY KEY REFERENCES events (id),
  until_seconds REAL NOT NULL,
  forecast_until_seconds REAL NOT NULL DEFAULT -9e999
) STRICT;

INSERT INTO live_spans (event_id, until_seconds, forecast_until_seconds)
SELECT event_id, max(until), max(iif(has_forecast, until, -9e999)) FROM
  (SELECT event_id, coalesce(cutoff_unix_seconds, 9e999) AS until,
     EXISTS (SELECT 1 FROM forecasts WHERE revision_id = revisions.id) AS has_forecast FROM revisions)
GROUP BY event_id;

CREATE INDEX live_spans_until ON live_spans (until_seconds);
CREATE INDEX live_spans_forecast_until ON live_spans (forecast_until_seconds);
CREATE INDEX outcomes_by_type ON outcomes (market_type, outcome);
`
