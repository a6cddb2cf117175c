import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createDendrite } from '@ig/axon'
import { scriptByRole, startScriptedModelServer } from '@ig/forecaster/testing'
import { calibratePrice, SHIPPED_PRICE_CALIBRATION } from '@ig/markets'
import { sampleArticles, startNewsWorld } from '@ig/news/testing'
import { EventPredictionSynapse } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { dataFolder } from '../process/data-folder.ts'
import { openChainHome } from '../testing/chain-home.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { CONDITION_ID, startScriptedVenue, venueFlags } from '../testing/scripted-venue.ts'
import { buildMiner, type ReadyLine } from '../testing/spawn-miner.ts'

beforeAll(buildMiner)
vi.setConfig({ testTimeout: 60_000 })

const soon = { timeout: 20_000, interval: 100 }
const CUTOFF = Math.floor(Date.now() / 1000) + 30 * 86_400
const TITLE = 'Will the rate be cut?'

async function ask({ axon }: ReadyLine, event: Record<string, unknown>) {
  const dendrite = createDendrite({ keypair: keypairFromUri('//Validator') })
  onTestFinished(() => dendrite.close())
  const key = `ifgames-${event.event_id}`
  const whole = {
    market_type: 'polymarket',
    description: TITLE,
    cutoff: CUTOFF,
    metadata: {},
    probability: null,
    reasoning: null,
    miner_answered: false,
    ...event,
  }
  const target = { ...axon, ip: '127.0.0.1' }
  const [reply] = await dendrite.query(target, EventPredictionSynapse, { events: { [key]: whole } } as never)
  return reply?.fields.events[key] as { probability: number; reasoning: string } | undefined
}

/** The database of the only miner of a home folder. */
function databaseIn(home: string): string {
  const folders = readdirSync(join(home, '.ig')).filter((name) => name !== 'locks')
  return dataFolder(join(home, '.ig', String(folders[0]))).database
}

/** What the miner's status says of money and of events. */
async function statusOf(home: string, flags: readonly string[]) {
  const { stdout } = await runInProcess(['status', '--json', ...flags], { home })
  return JSON.parse(stdout) as {
    forecaster: string
    events: { due: number; inFlight: number }
    spend: { todayUsd: number; byRole: Record<string, number>; byProvider: Record<string, number> }
  }
}

test('without a key a question is answered by what its price is worth, and the price is kept', async () => {
  const venue = await startScriptedVenue(TITLE)
  venue.price = 0.9
  const { home, start } = await openChainHome()
  const miner = await start(...venueFlags(venue))
  // The first answer waits for nobody: it is the prior.
  expect(await ask(miner.ready, { event_id: CONDITION_ID })).toMatchObject({ probability: 0.3 })
  const worth = calibratePrice(
    { price: 0.9, horizonDays: 30, venue: 'polymarket' },
    SHIPPED_PRICE_CALIBRATION,
  )
  await vi.waitFor(async () => {
    const answer = await ask(miner.ready, { event_id: CONDITION_ID })
    expect(answer?.probability).toBeCloseTo(worth, 3)
    expect(answer?.reasoning).toMatch(/Basis: market.*polymarket is 0\.900, which is worth/)
  }, soon)
  expect(Math.abs(worth - 0.9)).toBeGreaterThan(0.005)
  miner.process.kill('SIGTERM')
  expect((await miner.ended).exitCode).toBe(0)
  const db = new DatabaseSync(databaseIn(home), { readOnly: true })
  onTestFinished(() => db.close())
  expect(db.prepare('SELECT venue, market_id, price FROM prices').all()).toEqual([
    { venue: 'polymarket', market_id: CONDITION_ID, price: expect.closeTo(0.9) },
  ])
})

test('with a model the first poll of an event of the source gets a full forecast, and spend is told by role', async () => {
  const venue = await startScriptedVenue(TITLE)
  venue.price = 0.8
  venue.events = [
    {
      event_id: CONDITION_ID,
      title: TITLE,
      description: 'By the central bank.',
      market_type: 'polymarket',
      created_at: CUTOFF - 40 * 86_400,
      cutoff: CUTOFF,
      answer: null,
      event_metadata: {},
    },
  ]
  const model = await startScriptedModelServer(scriptByRole())
  const world = await startNewsWorld({ articles: sampleArticles(new Date()) })
  onTestFinished(async () => {
    await Promise.all([model.close(), world.close()])
  })
  const { home, start, flags } = await openChainHome()
  const sources = [
    ...venueFlags(venue),
    ...['--events.base_url', venue.baseUrl, '--openai.base_url', model.baseUrl],
    ...['--news.providers', 'google', '--news.google.base_url', world.baseUrl],
    ...['--fetch.allow_private_hosts', '--budget.max_cost_usd_per_day', '1'],
  ]
  const miner = await start(...sources)
  await vi.waitFor(async () => {
    const { forecaster, spend, events } = await statusOf(home, flags)
    expect(forecaster).toBe('llm')
    expect(events).toMatchObject({ due: 0, inFlight: 0 })
    expect(spend.byRole.reason).toBeGreaterThan(0)
  }, soon)
  const first = await ask(miner.ready, {
    event_id: CONDITION_ID,
    description: `${TITLE} ==Further Information==: By the central bank.`,
  })
  expect(first?.reasoning).toMatch(/Basis: model/)
  expect(first?.reasoning).toContain(`${world.baseUrl}/articles/good-`)
  expect(first?.reasoning).not.toContain('BADWORLD')
  expect(JSON.stringify(model.requests)).not.toContain('BADWORLD')
  // Between the model's 0.6 and the market's 0.8.
  expect(first?.probability).toBeGreaterThan(0.6)
  expect(first?.probability).toBeLessThan(0.85)
  const { spend } = await statusOf(home, flags)
  const { host } = new URL(model.baseUrl)
  expect(Object.keys(spend.byRole)).toEqual(expect.arrayContaining(['query', 'rate', 'reason']))
  expect(spend.byProvider[host]).toBeCloseTo(spend.todayUsd)

  const asked = model.requests.length
  miner.process.kill('SIGKILL')
  await miner.ended
  const cap = ['--budget.max_cost_usd_per_day', String(spend.todayUsd)]
  const again = await start(...sources, ...cap, '--blacklist.allow_non_registered')
  expect((await statusOf(home, flags)).spend).toEqual({ ...spend, capUsd: spend.todayUsd })
  await ask(again.ready, { event_id: 'other', description: 'Will it rain?', market_type: 'llm' })
  await again.until(({ stderr }) => stderr.includes('budget is used up'))
  expect(model.requests).toHaveLength(asked)
})
