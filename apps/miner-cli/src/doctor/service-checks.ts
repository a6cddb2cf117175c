import { checkModel } from '../checks/check-model.ts'
import { checkNewsProvider } from '../checks/check-news-provider.ts'
import { type CheckResult, ok, skip } from '../checks/check-result.ts'
import { checkVenue } from '../checks/check-venue.ts'
import type { Check } from '../checks/run-check.ts'
import type { ServiceCheckOptions } from '../checks/service-check.ts'
import { KEYED_NEWS_PROVIDERS, NEWS_PROVIDERS } from '../settings/news-settings.ts'
import type { Settings } from '../settings/settings-table.ts'
import { openEmbed } from '../sources/open-embed.ts'
import { namedVenues } from '../sources/open-markets.ts'
import { hasModel } from '../strategy/model-choices.ts'
import type { Checkup } from './checkup.ts'

const SERVICE_MS = 30_000
const DAY_MS = 86_400_000
const ROLES = ['reason', 'query', 'rate', 'summarise', 'supervise'] as const

/** Models, news and venues that the settings name: asked once each where third parties may be asked. */
export function serviceChecks(checkup: Checkup): Check[] {
  const { settings } = checkup
  return [
    ...modelChecks(checkup),
    ...embeddingChecks(checkup),
    ...newsChecks(checkup),
    ...venueChecks(checkup),
    ...eventSourceChecks(checkup),
    { name: 'proof', run: async () => proofRow(settings) },
  ]
}

/** A check that asks a third party; where none may be asked, what is configured is told. */
function asking(
  { online, fetch, clock, reserve }: Checkup,
  name: string,
  configured: string,
  run: (options: Required<ServiceCheckOptions>) => Promise<CheckResult>,
): Check {
  if (!online)
    return { name, run: async () => skip(name, `${configured}; not asked`, 'pnpm miner doctor --online') }
  return {
    name,
    limitMs: SERVICE_MS,
    run: (signal) => run({ signal, fetch, nowMs: clock.nowMs, reserve }),
  }
}

function modelChecks(checkup: Checkup): Check[] {
  const { settings } = checkup
  const { forecaster } = settings
  if (forecaster === 'market') {
    return [{ name: 'model', run: async () => skip('model', 'forecaster is market: none is asked') }]
  }
  if (!hasModel(settings)) {
    const name = `model ${settings['models.reason']}`
    // It says what is missing without asking anybody.
    return [{ name, run: (signal) => checkModel(settings, { signal }) }]
  }
  const names = new Set(ROLES.flatMap((role) => settings[`models.${role}`] ?? []))
  return [...names].map((name) =>
    asking(checkup, `model ${name}`, 'configured', ({ fetch: _, ...options }) =>
      checkModel(settings, { ...options, name }),
    ),
  )
}

function embeddingChecks(checkup: Checkup): Check[] {
  const { settings } = checkup
  if (settings['embeddings.model'] === null && settings['embeddings.base_url'] === null) return []
  const name = 'embeddings'
  return [
    asking(checkup, name, 'configured', async ({ signal, reserve }) => {
      const vectors = await openEmbed(settings, { cache: undefined })?.embed(['news'], { signal, reserve })
      return ok(name, `answered with ${vectors?.[0]?.length ?? 0} dimensions`)
    }),
  ]
}

function newsChecks(checkup: Checkup): Check[] {
  const { settings } = checkup
  const names = namedProviders(settings)
  if (names.length === 0) return [{ name: 'news', run: async () => skip('news', 'no provider is used') }]
  return names.map((name) => {
    const key = KEYED_NEWS_PROVIDERS.find((one) => one === name)
    const hasKey = key === undefined || settings[`news.${key}.api_key`] !== null
    // It says what is missing without asking anybody.
    if (!hasKey)
      return { name: `news ${name}`, run: (signal) => checkNewsProvider(name, settings, { signal }) }
    const configured = key === undefined ? 'needs no key' : 'has a key'
    return asking(checkup, `news ${name}`, configured, (options) =>
      checkNewsProvider(name, settings, options),
    )
  })
}

/** Those that the miner asks. */
function namedProviders(settings: Settings) {
  const named = settings['news.providers']
  if (named !== null) return NEWS_PROVIDERS.filter((name) => named.includes(name))
  return NEWS_PROVIDERS.filter((name) => {
    const key = KEYED_NEWS_PROVIDERS.find((one) => one === name)
    return key === undefined || settings[`news.${key}.api_key`] !== null
  })
}

function venueChecks(checkup: Checkup): Check[] {
  const { settings } = checkup
  const names = namedVenues(settings)
  if (names.length === 0) return [{ name: 'venues', run: async () => skip('venues', 'no venue is used') }]
  return names.map((name) =>
    asking(checkup, `venue ${name}`, 'configured', (options) => checkVenue(name, settings, options)),
  )
}

function eventSourceChecks(checkup: Checkup): Check[] {
  const baseUrl = checkup.settings['events.base_url']
  if (baseUrl === null) return []
  const name = 'events source'
  return [
    asking(checkup, name, new URL(baseUrl).host, async ({ signal, nowMs }) => {
      const { createEventSource } = await import('@ig/markets')
      const events = await createEventSource({ baseUrl }).events({ from: new Date(nowMs() - DAY_MS), signal })
      return ok(name, `answered with ${events.length} events of the last day`)
    }),
  ]
}

/** What nobody has seen work yet is said, not passed over. */
function proofRow(settings: Settings): CheckResult {
  const used = namedProviders(settings).length + namedVenues(settings).length > 0
  if (!used) return skip('proof', 'no provider of news and no venue is used')
  return skip(
    'proof',
    'no provider of news and no venue has been run against its vendor by the makers of this program: their shapes are from documents',
    'pnpm miner doctor --online asks each of yours once; docs/news.md',
  )
}
