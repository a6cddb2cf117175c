import { IgError } from '@ig/errors'
import { expect, test } from 'vitest'
import { createHappenings } from '../miner/happenings.ts'
import { createProviderBook } from './provider-book.ts'
import { providerIsDown } from './provider-is-down.ts'
import { marketsThatTell, modelsOfForecast, newsThatTells, providerOfWarning } from './tell-providers.ts'

const at = { run: 1, eventKey: 'ifgames-a', atMs: 0 }

test('a service is down after three failures in a row, or one that does not pass, until it answers', () => {
  const book = createProviderBook(() => 1_000)
  const state = () => book.states()[0]
  const isDown = () => providerIsDown(state() ?? { failuresInARow: 0, lastCode: null })
  const down: boolean[] = [isDown()]
  for (const code of ['E_NEWS_RATE', 'E_NEWS_RATE', 'E_NEWS_SERVER', null, 'E_NEWS_REFUSED', null]) {
    book.saw({ kind: 'news', name: 'exa', code })
    down.push(isDown())
  }
  expect(down).toEqual([false, false, false, true, false, true, false])
  expect(state()).toEqual({
    kind: 'news',
    name: 'exa',
    failures: 4,
    failuresInARow: 0,
    lastCode: 'E_NEWS_REFUSED',
    lastFailureAtMs: 1_000,
    lastSuccessAtMs: 1_000,
  })
})

test('names without end do not fill memory', () => {
  const book = createProviderBook(() => 0)
  for (let index = 0; index < 1_000; index++) book.saw({ kind: 'model', name: `m${index}`, code: null })
  expect(book.states()).toHaveLength(64)
})

test('news and markets tell who answered and who failed; being passed over is no failure', async () => {
  const { provider } = createHappenings()
  const told: unknown[] = []
  provider.listen((happening) => told.push(happening))
  const report = (calls: number, failures: string[]) => ({ calls, replayed: 0, failures })
  const news = newsThatTells(
    {
      search: async () => ({
        articles: [],
        calls: 3,
        costUsd: 0,
        byProvider: {
          google: report(1, []),
          gdelt: report(1, ['E_NEWS_BUSY', 'E_NEWS_SERVER']),
          exa: report(0, ['E_NEWS_BUSY']),
        },
      }),
    },
    provider.tell,
  )
  const signal = new AbortController().signal
  await news.search({ query: 'q', queries: [], asOf: new Date(0), limit: 1, signal })
  const markets = marketsThatTell(
    { quote: async () => ({ venue: 'kalshi' }), estimate: async () => null } as never,
    provider.tell,
  )
  await markets.quote({ question: 'q', asOf: new Date(0) }, { signal })
  await markets.estimate({ question: 'q', asOf: new Date(0) }, { signal, prior: 0.3 })
  expect(told).toEqual([
    { kind: 'news', name: 'google', code: null },
    { kind: 'news', name: 'gdelt', code: 'E_NEWS_SERVER' },
    { kind: 'market', name: 'kalshi', code: null },
  ])
})

test('warnings name a venue, a provider of news or a model, or nobody', () => {
  const warning = (code: `E_${string}`, values: Record<string, unknown>) =>
    providerOfWarning(new IgError({ code, message: 'It failed.', values }))
  expect(warning('E_MARKET', { venue: 'azuro', problem: 'E_HTTP' })).toEqual({
    kind: 'market',
    name: 'azuro',
    code: 'E_HTTP',
  })
  expect(warning('E_NEWS_REFUSED', { provider: 'exa' })).toMatchObject({ kind: 'news', name: 'exa' })
  expect(warning('E_MODEL_KEY', { model: 'gpt-4.1' })).toMatchObject({ kind: 'model', name: 'gpt-4.1' })
  expect([warning('E_MODEL_ANSWER', { model: 'gpt-4.1' }), warning('E_DEADLINE', { stage: 'news' })]).toEqual(
    [null, null],
  )
})

test('a forecast tells of the models that gave something, a failed one of the model that failed', () => {
  const made = modelsOfForecast({
    ...at,
    kind: 'made',
    forecast: {
      samples: [{ model: 'a' }, { model: 'b' }, { model: 'a' }],
      usage: { byRole: { rate: { outputTokens: 5 }, query: { outputTokens: 0 } } },
      models: { rate: 'small', query: 'silent', reason: 'a' },
    } as never,
  })
  expect(made.map(({ name }) => name)).toEqual(['a', 'b', 'small'])
  const down = new IgError({ code: 'E_MODEL_DOWN', message: 'Down.', values: { model: 'a' } })
  const several = new IgError({ code: 'E_SAMPLES', message: 'Several.', cause: down })
  const failed = (error: unknown) => modelsOfForecast({ ...at, kind: 'failed', error })
  expect(failed(down)).toEqual([{ kind: 'model', name: 'a', code: 'E_MODEL_DOWN' }])
  expect(failed(several)).toEqual(failed(down))
  expect([
    failed(new Error('x')),
    modelsOfForecast({ ...at, kind: 'begun', strategy: 'llm', question: 'q' }),
  ]).toEqual([[], []])
})
