import type { DropReason } from './as-of/judge-article.ts'
import type { Drop, FoundList } from './merge/sift.ts'
import type { NewsArticle, NewsResult, ProviderReport } from './news.ts'
import type { NewsProvider } from './providers/news-provider.ts'
import type { SearchOutcome } from './transport/stored-search.ts'

/** One provider asked for one query. */
export interface Asked {
  readonly outcome: SearchOutcome
  readonly list: FoundList
}

const REASONS: readonly DropReason[] = [
  'undated',
  'late',
  'maybe-late',
  'updated-later',
  'live-text',
  'before-from',
  'unusable',
  'hostile',
  'duplicate',
]

/** How many articles were dropped, by reason; every reason is there. */
export function countDrops(drops: readonly Drop[]): Record<DropReason, number> {
  const count = (reason: DropReason) => drops.filter((drop) => drop.reason === reason).length
  return Object.fromEntries(REASONS.map((reason) => [reason, count(reason)])) as Record<DropReason, number>
}

/** What the providers did for a search, and what it cost. */
export function reportProviders(
  providers: readonly NewsProvider[],
  all: readonly Asked[],
  articles: readonly NewsArticle[],
): Pick<NewsResult, 'calls' | 'costUsd' | 'recorded' | 'byProvider'> {
  const byProvider: Record<string, ProviderReport> = {}
  for (const { name } of providers) {
    const mine = all.filter(({ list }) => list.provider === name)
    const now = mine.map(({ outcome }) => outcome).filter(({ isReplayed }) => !isReplayed)
    byProvider[name] = {
      calls: sum(now.map(({ calls }) => calls)),
      costUsd: sum(now.map(({ costUsd }) => costUsd)),
      found: sum(mine.map(({ list }) => list.articles.length)),
      given: articles.filter(({ provider }) => provider === name).length,
      replayed: mine.length - now.length,
      failures: mine.flatMap(({ outcome }) => outcome.failure?.code ?? []),
    }
  }
  const reports = Object.values(byProvider)
  const outcomes = all.map(({ outcome }) => outcome)
  return {
    calls: sum(reports.map(({ calls }) => calls)),
    costUsd: sum(reports.map(({ costUsd }) => costUsd)),
    recorded: {
      calls: sum(outcomes.map(({ calls }) => calls)),
      costUsd: sum(outcomes.map(({ costUsd }) => costUsd)),
    },
    byProvider,
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
