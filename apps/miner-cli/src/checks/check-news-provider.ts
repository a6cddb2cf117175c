import { createNews, type NewsProviderName, newsKeyVariable, openNewsProviders } from '@ig/news'
import type { Settings } from '../settings/settings-table.ts'
import { providersSettings } from '../sources/open-news.ts'
import { type CheckResult, fail, ok, skip, warn } from './check-result.ts'
import type { ServiceCheckOptions } from './service-check.ts'

/** A question that every source of news has something on. */
const QUERY = 'election'

/** Asks a provider of news for one article: whether its key is taken, and calls are left. */
export async function checkNewsProvider(
  name: NewsProviderName,
  settings: Settings,
  { signal, reserve, fetch, nowMs = Date.now }: ServiceCheckOptions,
): Promise<CheckResult> {
  const row = `news ${name}`
  const variable = newsKeyVariable(name)
  const configured = providersSettings(settings)
  if (variable !== null && !configured[name]?.apiKey) return skip(row, 'no key', `Set ${variable}.`)
  const providers = openNewsProviders({ ...configured, providers: [name] })
  const news = createNews({ providers, nowMs, ...(fetch && { fetch }) })
  try {
    const search = { query: QUERY, asOf: new Date(nowMs()), limit: 1, signal, ...(reserve && { reserve }) }
    const { byProvider, costUsd } = await news.search(search)
    const report = byProvider[name]
    const problem = report?.failures[0]
    if (problem !== undefined) return failed(row, problem, variable)
    return ok(
      row,
      `answered with ${report?.found ?? 0} articles${costUsd > 0 ? `, at most ${costUsd} USD` : ''}`,
    )
  } finally {
    await news.close()
  }
}

function failed(row: string, problem: string, variable: string | null): CheckResult {
  const where = 'docs/news.md tells what each provider needs; news.providers names others.'
  switch (problem) {
    case 'E_NEWS_REFUSED':
      return fail(
        row,
        'refuses the key, or the account is empty',
        `Correct ${variable ?? 'its settings'}, or top the account up.`,
      )
    case 'E_NEWS_RATE':
      return warn(
        row,
        'asks for fewer calls: the quota of its plan is used up for now',
        'Wait, or take a larger plan.',
      )
    case 'E_BUDGET':
      return warn(row, 'not asked: the call could pass the cap', 'Raise it with --max-cost-usd.')
    case 'E_NEWS_UNREACHABLE':
    case 'E_NEWS_TIMEOUT':
      return fail(
        row,
        `cannot be reached (${problem})`,
        'Look whether this machine reaches the internet; try again.',
      )
    default:
      return fail(row, `gave no news (${problem})`, where)
  }
}
