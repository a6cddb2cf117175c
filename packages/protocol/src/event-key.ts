import { IgError } from '@ig/errors'

/**
 * The key under which validators of June 2024 file an event: its market type, a dash, its id.
 *
 * @throws IgError `E_EVENT_KEY` for an empty part, or a market type with a dash.
 */
export function eventKey({
  marketType,
  eventId,
}: {
  readonly marketType: string
  readonly eventId: string
}): string {
  if (marketType === '' || eventId === '' || marketType.includes('-')) {
    throw new IgError({
      code: 'E_EVENT_KEY',
      message: 'An event key needs an id and a market type without a dash.',
      values: { marketType, eventId },
    })
  }
  return `${marketType}-${eventId}`
}

/**
 * The two parts of such a key. Only for display: on the wire the whole key is the event's identity, of any form.
 *
 * @throws IgError `E_EVENT_KEY` for text without the two parts.
 */
export function parseEventKey(key: string): { marketType: string; eventId: string } {
  const dash = key.indexOf('-')
  if (dash <= 0 || dash === key.length - 1) {
    throw new IgError({
      code: 'E_EVENT_KEY',
      message: 'An event key is market_type-event_id.',
      values: { key },
    })
  }
  return { marketType: key.slice(0, dash), eventId: key.slice(dash + 1) }
}
