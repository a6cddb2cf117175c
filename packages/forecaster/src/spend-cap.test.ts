import { IgError } from '@ig/errors'
import { afterEach, describe, expect, test } from 'vitest'
import { createBudget } from './budget.ts'
import { closeServers, forecasterOn, priced, saying, scripted } from './testing/scripted-forecaster.ts'

afterEach(closeServers)

describe('with a spend cap', () => {
  test('reserves the worst case before each call and settles what it cost', async () => {
    const entries: unknown[] = []
    const reserve = (worstCaseUsd: number, purpose: string) => {
      entries.push(['reserve', purpose, worstCaseUsd])
      return { settle: (usd: number) => void entries.push(['settle', usd]) }
    }
    const server = await scripted((_request, index) => (index === 0 ? { status: 500 } : saying(0.6)))
    const { forecaster } = forecasterOn(server, { samples: 1 })
    await forecaster.invoke(priced, { configurable: { reserve } })
    const worst = entries[0] as [string, string, number]
    const promptBytes = server.requests[0]?.body.messages.reduce(
      (sum, { content }) => sum + Buffer.byteLength(content),
      0,
    )
    expect(worst[2]).toBeCloseTo((((promptBytes ?? 0) + 256) * 0.4 + 4096 * 1.6) / 1e6, 12)
    expect(entries).toEqual([
      worst,
      ['settle', 0],
      worst,
      ['settle', expect.closeTo((200 * 0.4 + 50 * 1.6) / 1e6, 12)],
    ])
    expect(worst[1]).toBe('reason: gpt-4.1-mini')
  })

  test('is never passed, not by one call', async () => {
    const server = await scripted(() => ({ ...saying(0.6), usage: { inputTokens: 900, outputTokens: 4096 } }))
    const budget = createBudget({ capUsd: 0.023 })
    const { forecaster, warnings } = forecasterOn(server, { reserve: budget.reserve })
    const bases: string[] = []
    for (let round = 0; round < 3; round++) bases.push((await forecaster.invoke(priced)).basis)
    expect(bases).toEqual(['model', 'market', 'market'])
    expect(budget.spentUsd()).toBeLessThanOrEqual(0.023)
    expect(warnings).toEqual(['E_BUDGET', 'E_BUDGET'])
  })

  test('counts the worst case where the provider tells no usage', async () => {
    const server = await scripted(() => ({ ...saying(0.6), usage: null }))
    const budget = createBudget({ capUsd: 1 })
    const { forecaster } = forecasterOn(server, { samples: 1, reserve: budget.reserve })
    const { usage } = await forecaster.invoke(priced)
    expect(usage.costUsd).toBeGreaterThan((4096 * 1.6) / 1e6)
    expect(budget.spentUsd()).toBeCloseTo(usage.costUsd, 12)
  })

  test('refuses a model of unknown price, with the line that sets it', async () => {
    const server = await scripted(() => saying(0.6))
    const { reserve } = createBudget({ capUsd: 1 })
    const model = { model: 'llama-home', baseUrl: server.baseUrl }
    const refused = await forecasterOn(server, { model, reserve })
      .forecaster.invoke(priced)
      .catch((error) => error)
    expect(IgError.isInstance(refused)).toBe(true)
    expect(refused.message).toMatchInlineSnapshot(
      `"A spend cap is set and the price of the model is not known, so it is not called. (model: "llama-home") Set its price: prices: { "llama-home": { inputUsdPerMillion: 0.4, outputUsdPerMillion: 1.6 } } (0 and 0 for a model that costs nothing)."`,
    )
    expect(server.requests).toEqual([])

    const prices = { 'llama-home': { inputUsdPerMillion: 0, outputUsdPerMillion: 0 } }
    const free = await forecasterOn(server, { model, reserve, prices }).forecaster.invoke(priced)
    expect(free).toMatchObject({ basis: 'model', usage: { costUsd: 0 } })
    const uncapped = await forecasterOn(server, { model }).forecaster.invoke(priced)
    expect(uncapped).toMatchObject({ basis: 'model', usage: { costUsd: 0 } })
  })
})
