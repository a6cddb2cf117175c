/** Up to when news had been read for a forecast: 0 where none had, null where nobody said. */
export const newsRead = `
ALTER TABLE forecasts ADD COLUMN news_read_until_ms REAL;
`
