import { type ScriptedAnswer, startScriptedModelServer } from '@ig/forecaster/testing'
import { sampleArticles, startNewsWorld } from '@ig/news/testing'
import { expect, onTestFinished, test } from 'vitest'
import { runDoctor } from '../testing/run-doctor.ts'
import { startScriptedSite } from '../testing/scripted-site.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'

/** Every service on loopback, with keys that must never be shown. */
async function openServices(answer: ScriptedAnswer = { content: '{', finishReason: 'length' }) {
  const articles = sampleArticles(new Date())
  const [model, world, keyed] = await Promise.all([
    startScriptedModelServer(() => answer),
    startNewsWorld({ articles }),
    startScriptedSite(() => ({ status: 401, body: 'canary-exa is no key' })),
  ])
  onTestFinished(async () => {
    await Promise.all([model.close(), world.close()])
  })
  const env = {
    OPENAI_API_KEY: 'canary-key-1',
    OPENAI_BASE_URL: model.baseUrl,
    EXA_API_KEY: 'canary-exa',
    IG_NEWS_EXA_BASE_URL: keyed.baseUrl,
    IG_NEWS_PROVIDERS: 'google,exa',
    IG_NEWS_GOOGLE_BASE_URL: world.baseUrl,
    IG_MARKETS_VENUES: 'manifold,azuro',
    IG_MARKETS_MANIFOLD_BASE_URL: world.baseUrl,
    IG_MARKETS_AZURO_BASE_URL: keyed.baseUrl,
    IG_AXON_IP_ECHO_URL: 'none',
  }
  const examine = (...args: string[]) => runDoctor(args, { home: temporaryFolder(), env })
  return { examine, model, world, keyed }
}

test('without --online no third party is asked, and it says what would be', async () => {
  const { examine, model, world, keyed } = await openServices()
  const { exitCode, row } = await examine()
  expect(exitCode).toBe(0)
  for (const name of ['model gpt-4.1-mini', 'news google', 'news exa', 'venue manifold', 'venue azuro']) {
    expect(row(name)).toMatchObject({
      state: 'skip',
      seen: expect.stringContaining('not asked'),
      mend: 'pnpm miner doctor --online',
    })
  }
  expect(row('proof').seen).toContain('has been run against its vendor')
  expect([model.requests, world.requests, keyed.asked]).toEqual([[], [], []])
})

test('with --online each is asked once, and a key that is refused is told without the key', async () => {
  const { examine, model, keyed } = await openServices()
  const { exitCode, row, stdout, stderr } = await examine('--online')
  expect(exitCode).toBe(1)
  expect(row('model gpt-4.1-mini')).toMatchObject({ state: 'ok', seen: expect.stringMatching(/USD$/) })
  expect(model.requests.map(({ body }) => body.max_tokens)).toEqual([1])
  expect(row('news google')).toMatchObject({ state: 'ok', seen: expect.stringContaining('articles') })
  expect(row('news exa')).toEqual({
    name: 'news exa',
    state: 'fail',
    seen: 'refuses the key, or the account is empty',
    mend: 'Correct EXA_API_KEY, or top the account up.',
  })
  expect(keyed.asked.filter((line) => line.includes('search'))).toHaveLength(1)
  // There is no such path in the world of news, which is an answer; a refusal is none.
  expect(row('venue manifold')).toMatchObject({ state: 'ok' })
  expect(row('venue azuro')).toMatchObject({ state: 'fail', seen: expect.stringContaining('E_MARKET') })
  expect(stdout + stderr).not.toContain('canary')
})

test.each([
  [{ status: 401 }, 'E_MODEL_KEY', 'OPENAI_API_KEY'],
  [{ status: 402 }, 'E_MODEL_QUOTA', 'Top it up'],
  [{ status: 404 }, 'E_MODEL_UNKNOWN', 'model name'],
] as const)('a model that answers %j is told as %s', async (answer, code, mend) => {
  const { examine } = await openServices(answer)
  const { row } = await examine('--online')
  expect(row('model gpt-4.1-mini')).toMatchObject({
    state: 'fail',
    seen: expect.stringContaining(code),
    mend: expect.stringContaining(mend),
  })
})

test('every model of a role is asked, and one of unknown price is not, for the cap would be blind', async () => {
  const { examine, model } = await openServices()
  const { row } = await examine('--online', '--models.query', 'gpt-4.1-nano', '--models.rate', 'home-made')
  expect(row('model gpt-4.1-nano').state).toBe('ok')
  expect(row('model home-made')).toMatchObject({
    state: 'fail',
    mend: expect.stringContaining('--models.prices home-made=0.4/1.6'),
  })
  expect(model.requests.map(({ body }) => body.model).toSorted()).toEqual(['gpt-4.1-mini', 'gpt-4.1-nano'])
})
