/** What it takes to let go of old prices: to find them by their time. */
export const priceRetention = `
CREATE INDEX prices_by_time ON prices (at_ms, event_id);
`
