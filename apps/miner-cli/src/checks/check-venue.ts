import type { Settings } from '../settings/settings-table.ts'
import { openVenue, type VenueName } from '../sources/open-markets.ts'
import { type CheckResult, ok } from './check-result.ts'
import type { ServiceCheckOptions } from './service-check.ts'

/** Ids as venues without a search form them; that there is no such market is an answer. */
const SOME_ID: Partial<Record<VenueName, string>> = { azuro: '1_1', metaculus: '1' }

/** Asks a prediction market for something cheap. Throws what the venue's adapter throws where it does not answer. */
export async function checkVenue(
  name: VenueName,
  settings: Settings,
  { signal, nowMs = Date.now }: Pick<ServiceCheckOptions, 'signal' | 'nowMs'>,
): Promise<CheckResult> {
  const venue = openVenue(name, settings)
  const row = `venue ${name}`
  const id = SOME_ID[name]
  if (id !== undefined) {
    await venue.quote(id, new Date(nowMs()), { signal })
    return ok(row, 'answered')
  }
  const found = await venue.search('election', { signal })
  return ok(row, `answered with ${found.length} markets`)
}
