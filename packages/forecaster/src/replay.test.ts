import { afterEach, expect, test } from 'vitest'
import {
  articlesAt,
  closeServers,
  forecasterOn,
  newsOf,
  priced,
  saying,
  scripted,
  seedOf,
} from './testing/scripted-forecaster.ts'
import { scriptByRole } from './testing/scripted-model-server.ts'

afterEach(closeServers)

test('with a cache the same question costs nothing again, and its forecast is the same to the byte', async () => {
  const kept = new Map<string, string>()
  const cache = {
    get: (key: string) => kept.get(key) ?? null,
    set: (key: string, value: string) => void kept.set(key, value),
  }
  const server = await scripted(
    scriptByRole({ reason: (request) => saying([0.1, 0.5, 0.9][seedOf(request) - 1]) }),
  )
  let asked = 0
  const news = {
    async search() {
      asked++
      const calls = asked === 1 ? 3 : 0
      return { articles: articlesAt(5), calls, costUsd: calls / 100, recorded: { calls: 3, costUsd: 0.03 } }
    },
  }
  const make = () => forecasterOn(server, { news, cache, nowMs: Date.now }).forecaster.invoke(priced)
  const first = JSON.stringify(await make())
  const calls = server.requests.length
  expect(calls).toBe(8)
  expect(JSON.stringify(await make())).toBe(first)
  expect(server.requests).toHaveLength(calls)
})

test('answers that come back in another order make the same forecast', async () => {
  const run = async (slowest: number) => {
    const server = await scripted(async (request, index) => {
      if (request.body.seed === slowest)
        await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
      return scriptByRole()(request, index)
    })
    const { forecaster } = forecasterOn(server, { news: newsOf(articlesAt(9)) })
    return JSON.stringify(await forecaster.invoke(priced))
  }
  expect(await run(1)).toBe(await run(3))
})

test('no more calls are in flight than allowed, over all forecasts', async () => {
  let inFlight = 0
  let most = 0
  const server = await scripted(async (request, index) => {
    most = Math.max(most, ++inFlight)
    await new Promise((resolve) => setImmediate(resolve))
    inFlight--
    return scriptByRole()(request, index)
  })
  const { forecaster } = forecasterOn(server, { maxCallsInFlight: 3 })
  const questions = Array.from({ length: 20 }, (_, index) => ({
    ...priced,
    question: `Will it be ${index}?`,
  }))
  const forecasts = await forecaster.batch(questions)
  expect(forecasts.every(({ basis }) => basis === 'model')).toBe(true)
  expect(server.requests).toHaveLength(60)
  expect(most).toBeLessThanOrEqual(3)
})
