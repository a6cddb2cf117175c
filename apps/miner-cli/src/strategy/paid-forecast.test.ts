import { createDendrite } from '@ig/axon'
import { startScriptedModelServer } from '@ig/forecaster/testing'
import { EventPredictionSynapse } from '@ig/protocol'
import { generateMnemonic, keypairFromMnemonic } from '@ig/sr25519'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { runInProcess } from '../testing/run-in-process.ts'
import { buildMiner, type ReadyLine, startMiner, temporaryFolder } from '../testing/spawn-miner.ts'

beforeAll(buildMiner)

// Once for all questions: another cutoff is another revision.
const TOMORROW_UNIX_SECONDS = Math.floor(Date.now() / 1000) + 86_400
const llm = ['--forecaster', 'llm', '--forecast.samples', '1', '--log.format', 'json']

async function statusOf(home: string) {
  const { stdout, exitCode } = await runInProcess(['status', '--json'], { home })
  // Degraded is an exit code too, so that a monitor need not read the text.
  expect(exitCode).toBe(stdout.includes('"health":"ok"') ? 0 : 1)
  return JSON.parse(stdout) as {
    events: { live: number; due: number; inFlight: number }
    spend: { todayUsd: number }
    health: string
  }
}

/** A model that answers 0.8, at 1,000 tokens in and out. */
async function startModel() {
  const content = JSON.stringify({ reasoning: 'It is likely.', probability: 0.8 })
  const usage = { inputTokens: 1_000, outputTokens: 1_000 }
  const server = await startScriptedModelServer(() => ({ content, usage }))
  onTestFinished(() => server.close())
  return server
}

/** A caller that nobody knows asks about an event that nobody has asked about. */
async function askAsStranger({ axon }: ReadyLine) {
  const dendrite = createDendrite({ keypair: keypairFromMnemonic(generateMnemonic()) })
  onTestFinished(() => dendrite.close())
  const events = {
    'simulated-x': {
      event_id: 'x',
      market_type: 'simulated',
      description: 'Will a stranger spend?',
      cutoff: TOMORROW_UNIX_SECONDS,
      metadata: {},
      probability: null,
      reasoning: null,
      miner_answered: false,
    },
  }
  const [reply] = await dendrite.query(axon, EventPredictionSynapse, { events })
  return reply
}

test("a stranger's event is answered by the prior and starts no paid forecast", async () => {
  const home = temporaryFolder()
  const model = await startModel()
  const env = { OPENAI_API_KEY: 'canary-key-1', OPENAI_BASE_URL: model.baseUrl }
  const { ready } = await startMiner([...llm, '--no-sandbox-validator'], { home, env })
  const reply = await askAsStranger(ready)
  expect(reply?.statusCode).toBe(200)
  expect(reply?.fields.events['simulated-x']).toMatchObject({
    miner_answered: true,
    probability: expect.any(Number),
  })
  expect(await statusOf(home)).toMatchObject({
    events: { live: 1, due: 0, inFlight: 0 },
    spend: { todayUsd: 0 },
  })
  expect(model.requests).toEqual([])
})

test('where strangers are allowed by name it does, and what it cost outlives kill -9', async () => {
  const home = temporaryFolder()
  const model = await startModel()
  const env = { OPENAI_API_KEY: 'canary-key-1', OPENAI_BASE_URL: model.baseUrl }
  const flags = [...llm, '--no-sandbox-validator', '--blacklist.allow_non_registered']
  const miner = await startMiner(flags, { home, env })
  await askAsStranger(miner.ready)
  await vi.waitFor(
    async () =>
      expect((await askAsStranger(miner.ready))?.fields.events['simulated-x']?.probability).toBe(0.8),
    {
      timeout: 10_000,
      interval: 50,
    },
  )
  expect(model.requests).toHaveLength(1)
  expect(JSON.stringify(model.requests[0])).toContain('Will a stranger spend?')
  const { spend } = await statusOf(home)
  expect(spend.todayUsd).toBeGreaterThan(0)
  miner.process.kill('SIGKILL')
  const { stderr } = await miner.ended
  expect(stderr).not.toContain('canary')
  await startMiner(flags, { home, env })
  expect((await statusOf(home)).spend).toEqual(spend)
})

test("the local validator's questions reach the model, within the day's cap", async () => {
  const home = temporaryFolder()
  const model = await startModel()
  const env = { OPENAI_API_KEY: 'k-1234567', OPENAI_BASE_URL: model.baseUrl }
  const cap = ['--budget.max_cost_usd_per_day', '0.02']
  const miner = await startMiner([...llm, ...cap], { home, env })
  await miner.until(({ stderr }) => stderr.includes('budget is used up'))
  expect(model.requests.length).toBeGreaterThan(0)
  const status = await statusOf(home)
  expect(status.health).toBe('degraded')
  expect(status.spend.todayUsd).toBeLessThanOrEqual(0.02)
})
