import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createForecaster } from '../create-forecaster.ts'
import { articlesAt, closeServers, newsOf, priced, scripted } from '../testing/scripted-forecaster.ts'
import { scriptByRole } from '../testing/scripted-model-server.ts'
import { openModelCache } from './open-model-cache.ts'

let folder = ''
afterEach(async () => {
  await closeServers()
  rmSync(folder, { recursive: true, force: true })
})

test('the same forecast again asks no model, pays nothing and is the same byte for byte', async () => {
  folder = mkdtempSync(join(tmpdir(), 'ig-replay-'))
  const answer = scriptByRole()
  const server = await scripted(async (request, index) => {
    // In another order than they were asked, as models answer.
    await new Promise((resolve) => setTimeout(resolve, 20 - (index % 7) * 3))
    return index === 1 ? { status: 500 } : answer(request, index)
  })
  const outputs: string[] = []
  const paid: string[] = []
  for (let round = 0; round < 3; round++) {
    const cache = openModelCache({ path: join(folder, 'models.sqlite') })
    const forecaster = createForecaster({
      model: { baseUrl: server.baseUrl, apiKey: `key-${round}` },
      news: newsOf(articlesAt(40)),
      cache,
      reserve: (_worstUsd, purpose) => {
        paid.push(`${round} ${purpose}`)
        return { settle: () => {} }
      },
      // In later rounds time runs otherwise.
      nowMs: () => Date.now() * (1 + round / 10),
    })
    outputs.push(JSON.stringify(await forecaster.invoke(priced)))
    cache.close()
  }
  const { usage } = JSON.parse(outputs[0] ?? '')
  expect(usage.llmCalls).toBe(server.requests.length)
  expect(usage.llmCalls).toBeGreaterThan(6)
  expect(paid.filter((entry) => !entry.startsWith('0'))).toEqual([])
  expect(outputs[1]).toBe(outputs[0])
  expect(outputs[2]).toBe(outputs[0])
})
