import { afterEach, describe, expect, test } from 'vitest'
import { createBudget } from './budget.ts'
import {
  closeServers,
  forecasterOn,
  priced,
  saying,
  scripted,
  seedOf,
} from './testing/scripted-forecaster.ts'
import type { ScriptedAnswer } from './testing/scripted-model-server.ts'

afterEach(closeServers)

describe('with a provider in trouble', () => {
  test('waits as Retry-After says', async () => {
    const server = await scripted((_request, index) =>
      index === 0 ? { status: 429, headers: { 'retry-after': '7' } } : saying(0.6),
    )
    const { forecaster, sleptMs } = forecasterOn(server, { samples: 1 })
    expect(await forecaster.invoke(priced)).toMatchObject({ basis: 'model' })
    expect(sleptMs).toEqual([7000])
  })

  test('waits as an HTTP date says, and backs off without one', async () => {
    const server = await scripted((_request, index) => {
      if (index === 0) return { status: 429, headers: { 'retry-after': 'Fri, 02 Jan 2026 00:00:05 GMT' } }
      return index === 1 ? { status: 429 } : saying(0.6)
    })
    const { forecaster, sleptMs } = forecasterOn(server, { samples: 1 })
    await forecaster.invoke(priced)
    expect(sleptMs).toEqual([5000, 1000])
  })

  test('does not wait past its deadline', async () => {
    const server = await scripted(() => ({ status: 429, headers: { 'retry-after': '3600' } }))
    const { forecaster, sleptMs, warnings } = forecasterOn(server, { samples: 1 })
    expect(await forecaster.invoke(priced)).toMatchObject({ basis: 'market' })
    expect(await forecaster.invoke(priced)).toMatchObject({ basis: 'market' })
    expect(sleptMs).toEqual([])
    expect(server.requests).toHaveLength(1)
    expect(warnings).toEqual(['E_MODEL_RATE_LIMIT', 'E_MODEL_RATE_LIMIT'])
  })

  test.each([
    ['401', { status: 401, body: { error: { message: 'Incorrect API key: key' } } }, 'E_MODEL_KEY'],
    ['402', { status: 402 }, 'E_MODEL_QUOTA'],
    [
      '429 for an empty account',
      { status: 429, body: { error: { code: 'insufficient_quota' } } },
      'E_MODEL_QUOTA',
    ],
    ['404', { status: 404 }, 'E_MODEL_UNKNOWN'],
  ] satisfies [string, ScriptedAnswer, string][])(
    '%s: stops asking, says so once, and looks again later',
    async (_what, answer, code) => {
      const server = await scripted(() => answer)
      const { forecaster, warnings, passMs } = forecasterOn(server, { samples: 1, onModelFailure: 'throw' })
      for (let round = 0; round < 5; round++) {
        await expect(forecaster.invoke(priced)).rejects.toMatchObject({ code, retryable: false })
      }
      expect(server.requests).toHaveLength(1)
      expect(warnings).toEqual([code])
      passMs(15 * 60_000)
      await expect(forecaster.invoke(priced)).rejects.toMatchObject({ code })
      expect(server.requests).toHaveLength(2)
    },
  )

  test('a refused key is told once, however many samples and forecasts it costs', async () => {
    const server = await scripted(() => ({ status: 401 }))
    const { forecaster, warnings } = forecasterOn(server)
    for (let round = 0; round < 3; round++) {
      expect(await forecaster.invoke(priced)).toMatchObject({ basis: 'market', probability: 0.4 })
    }
    expect(server.requests).toHaveLength(3)
    expect(warnings).toEqual(['E_MODEL_KEY'])
  })

  test.each([
    ['500', { status: 500 }],
    ['529', { status: 529 }],
    ['a cut connection', 'reset'],
  ] satisfies [string, ScriptedAnswer][])(
    '%s: tries three times, then rests after six in a row',
    async (_what, answer) => {
      const server = await scripted(() => answer)
      const { forecaster, warnings, sleptMs } = forecasterOn(server, { samples: 1, onModelFailure: 'throw' })
      const failed = { code: 'E_MODEL_DOWN', retryable: true }
      await expect(forecaster.invoke(priced)).rejects.toMatchObject(failed)
      expect(server.requests).toHaveLength(3)
      expect(sleptMs).toEqual([500, 1000])
      await expect(forecaster.invoke(priced)).rejects.toMatchObject(failed)
      await expect(forecaster.invoke(priced)).rejects.toMatchObject(failed)
      expect(server.requests).toHaveLength(6)
      expect(warnings).toEqual(['E_MODEL_DOWN'])
    },
  )

  test('a call that hangs ends at its time-out and is tried again', async () => {
    const server = await scripted((_request, index) => (index === 0 ? 'hang' : saying(0.6)))
    const { forecaster } = forecasterOn(server, { samples: 1, callTimeoutMs: 50 })
    expect(await forecaster.invoke(priced)).toMatchObject({ basis: 'model' })
    await expect.poll(() => server.abandoned()).toBe(1)
  })

  test('at the deadline the samples that are there make the forecast', async () => {
    const server = await scripted((request) => (seedOf(request) === 2 ? 'hang' : saying(0.3)))
    const { forecaster } = forecasterOn(server, { deadlineMs: 300 })
    const forecast = await forecaster.invoke(priced)
    expect(forecast).toMatchObject({ basis: 'model' })
    expect(forecast.samples).toHaveLength(2)
    await expect.poll(() => server.abandoned()).toBe(1)
  })

  test("ends at once at the caller's signal, and hangs up", async () => {
    const controller = new AbortController()
    const server = await scripted((_request, index) => {
      if (index === 2) controller.abort()
      return 'hang'
    })
    const budget = createBudget({ capUsd: 1 })
    const { forecaster, warnings } = forecasterOn(server, { reserve: budget.reserve })
    await expect(forecaster.invoke(priced, { signal: controller.signal })).rejects.toThrow(/abort/i)
    await expect.poll(() => server.abandoned()).toBe(3)
    expect(warnings).toEqual([])
    expect(budget.spentUsd()).toBeGreaterThan(0)
  })
})
