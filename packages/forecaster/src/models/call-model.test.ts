import { afterEach, describe, expect, test } from 'vitest'
import { memoryCache, sampleCall, sampleRun } from '../testing/sample-run.ts'
import { closeServers, scripted } from '../testing/scripted-forecaster.ts'
import { createCallLog } from './call-log.ts'
import { callModel } from './call-model.ts'

afterEach(closeServers)

const settingsOf = (baseUrl: string) => ({ model: 'gpt-4.1-mini', baseUrl, apiKey: 'sk-canary' })

describe('an answer of the cache', () => {
  test('shows the usage of the call that was paid, and costs nothing', async () => {
    const server = await scripted((_request, index) =>
      index === 0 ? { status: 500 } : { content: '{"probability": 0.7}' },
    )
    const cache = memoryCache()
    const call = await sampleCall(settingsOf(server.baseUrl))
    const first = sampleRun({ cache, calls: createCallLog() })
    const answer = await callModel(call, first.run)
    expect(server.requests).toHaveLength(2)
    expect(first.paid).toHaveLength(4)

    // Another process: nothing is shared but the cache.
    const second = sampleRun({ cache, calls: createCallLog() })
    expect(await callModel(await sampleCall(settingsOf(server.baseUrl)), second.run)).toEqual(answer)
    expect(server.requests).toHaveLength(2)
    expect(second.paid).toEqual([])
    expect(JSON.stringify(second.usage.total())).toBe(JSON.stringify(first.usage.total()))
    expect(second.usage.total()).toMatchObject({ llmCalls: 2, inputTokens: 200 })
    expect([first.run.calls?.isReplay, second.run.calls?.isReplay]).toEqual([false, true])
  })

  test('takes of the caps what it took when it was given', async () => {
    const server = await scripted((_request, index) =>
      index === 0 ? { status: 500 } : { content: '{"probability": 0.7}' },
    )
    const cache = memoryCache()
    const taken: unknown[][] = [[], []]
    for (const round of taken) {
      const allowance = {
        take: (...args: unknown[]) => {
          round.push(args)
          return { settle: (tokens: number | null) => void round.push([tokens]) }
        },
        release: () => {},
      }
      await callModel(await sampleCall(settingsOf(server.baseUrl)), sampleRun({ cache, allowance }).run)
    }
    expect(taken[0]).toEqual([
      ['reason', expect.any(Number), false],
      [0],
      ['reason', expect.any(Number), true],
      [200],
    ])
    expect(taken[1]).toEqual(taken[0])
  })

  test('is another one for another sample, question, model, server, option or repair', async () => {
    const server = await scripted(() => ({ content: '{}' }))
    const cache = memoryCache()
    const settings = settingsOf(server.baseUrl)
    const calls = [
      await sampleCall(settings),
      await sampleCall(settings, { seed: 2 }),
      await sampleCall(settings, { messages: [{ role: 'user', content: 'Will it snow?' }] }),
      await sampleCall(settings, { isRepair: true }),
      await sampleCall({ ...settings, model: 'gpt-4.1' }),
      await sampleCall({ ...settings, baseUrl: `${server.baseUrl}/other` }),
      await sampleCall({ ...settings, jsonMode: false }),
      await sampleCall({ ...settings, maxOutputTokens: 100 }),
      await sampleCall({ ...settings, seeded: false }),
      await sampleCall({ ...settings, seeded: false }, { seed: 2 }),
    ]
    for (let round = 0; round < 2; round++) {
      for (const call of calls) await callModel(call, sampleRun({ cache }).run)
    }
    expect(server.requests).toHaveLength(calls.length)
    expect(cache.entries.size).toBe(calls.length)
  })

  test('is found under another key of the same server, and no key is in the cache', async () => {
    const server = await scripted(() => ({ content: '{}' }))
    const cache = memoryCache()
    const address = server.baseUrl.replace('://', '://user:canary-password@')
    const all = [
      settingsOf(server.baseUrl),
      { ...settingsOf(server.baseUrl), apiKey: 'sk-canary-2' },
      { ...settingsOf(`${address}/?key=canary-query`) },
    ]
    for (const settings of all) await callModel(await sampleCall(settings), sampleRun({ cache }).run)
    expect(server.requests).toHaveLength(1)
    expect(JSON.stringify([...cache.entries])).not.toContain('canary')
    expect([...cache.entries.keys()]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
  })

  test('is an answer: failures, refusals and empty ones are asked for again', async () => {
    const answers = [{ status: 400 }, { content: '' }, { content: '', refusal: 'No.' }, { content: 'cannot' }]
    const server = await scripted((_request, index) => answers[index] ?? { status: 500 })
    const cache = memoryCache()
    const codes: unknown[] = []
    for (let round = 0; round < 5; round++) {
      const call = await sampleCall(settingsOf(server.baseUrl))
      codes.push(
        await callModel(call, sampleRun({ cache }).run).then(
          ({ text }) => text,
          ({ code }) => code,
        ),
      )
    }
    expect(codes).toEqual(['E_MODEL_REQUEST', 'E_MODEL_ANSWER', 'E_MODEL_ANSWER', 'cannot', 'cannot'])
  })

  test.each([['not JSON'], ['{"reply": {}}'], ['{"reply": {"text": 5}, "tries": []}']])(
    'that nobody here wrote (%s) is none',
    async (text) => {
      const server = await scripted(() => ({ content: '{}' }))
      const cache = { ...memoryCache(), get: () => text }
      const { run } = sampleRun({ cache })
      expect(await callModel(await sampleCall(settingsOf(server.baseUrl)), run)).toMatchObject({ text: '{}' })
    },
  )

  test('that cannot be read or kept costs a warning, not the forecast', async () => {
    const server = await scripted(() => ({ content: '{}' }))
    const fails = () => {
      throw new Error('disk I/O error')
    }
    const { run, warnings } = sampleRun({ cache: { get: fails, set: fails } })
    expect(await callModel(await sampleCall(settingsOf(server.baseUrl)), run)).toMatchObject({ text: '{}' })
    expect(warnings.map(({ code }) => code)).toEqual(['E_MODEL_CACHE', 'E_MODEL_CACHE'])
  })
})

describe('equal calls in flight', () => {
  async function heldServer() {
    let answerAll = () => {}
    const held = new Promise<void>((resolve) => {
      answerAll = resolve
    })
    const server = await scripted(async () => {
      await held
      return { content: '{"probability": 0.7}' }
    })
    return { server, answerAll: () => answerAll() }
  }

  test('are one that one of them pays, and all get it', async () => {
    const { server, answerAll } = await heldServer()
    const call = await sampleCall(settingsOf(server.baseUrl))
    const runs = [sampleRun(), sampleRun(), sampleRun()]
    const answers = Promise.all(runs.map(({ run }) => callModel(call, run)))
    await expect.poll(() => server.requests).toHaveLength(1)
    answerAll()
    expect((await answers).map(({ text }) => text)).toEqual(Array(3).fill('{"probability": 0.7}'))
    expect(server.requests).toHaveLength(1)
    expect(runs.map(({ paid }) => paid.length)).toEqual([2, 0, 0])
    for (const { usage } of runs) expect(usage.total()).toMatchObject({ llmCalls: 1, inputTokens: 200 })
  })

  test('go on when the one that pays gives up', async () => {
    const { server, answerAll } = await heldServer()
    const call = await sampleCall(settingsOf(server.baseUrl))
    const controller = new AbortController()
    const first = callModel(call, sampleRun({ signal: controller.signal }).run)
    const second = callModel(call, sampleRun().run)
    await expect.poll(() => server.requests).toHaveLength(1)
    controller.abort()
    await expect(first).rejects.toThrow(/abort/i)
    answerAll()
    expect(await second).toMatchObject({ text: '{"probability": 0.7}' })
    expect([server.requests.length, server.abandoned()]).toEqual([1, 0])
  })

  test('end when all have given up, settled at the worst, and the next one starts anew', async () => {
    const { server, answerAll } = await heldServer()
    const call = await sampleCall(settingsOf(server.baseUrl))
    const controllers = [new AbortController(), new AbortController()]
    const runs = controllers.map(({ signal }) => sampleRun({ signal }))
    const given = runs.map(({ run }) => callModel(call, run).catch((error: Error) => error.name))
    await expect.poll(() => server.requests).toHaveLength(1)
    for (const controller of controllers) controller.abort()
    expect(await Promise.all(given)).toEqual(['AbortError', 'AbortError'])
    expect(runs[0]?.paid).toEqual(['reserve reason: gpt-4.1-mini true', 'settle true'])
    await expect.poll(() => server.abandoned()).toBe(1)
    answerAll()
    await callModel(call, sampleRun().run)
    expect(server.requests).toHaveLength(2)
  })

  test('go on by themselves when the first one may not pay', async () => {
    const { server, answerAll } = await heldServer()
    answerAll()
    const call = await sampleCall(settingsOf(server.baseUrl))
    const poor = sampleRun({
      reserve: () => {
        throw Object.assign(new Error('cap'), { code: 'E_BUDGET', [Symbol.for('@ig/errors.IgError')]: true })
      },
    })
    const [first, second] = await Promise.allSettled([
      callModel(call, poor.run),
      callModel(call, sampleRun().run),
    ])
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled'])
  })

  test('fail together where the model fails', async () => {
    const server = await scripted(() => ({ status: 401 }))
    const call = await sampleCall(settingsOf(server.baseUrl))
    const runs = [sampleRun(), sampleRun()]
    const results = await Promise.allSettled(runs.map(({ run }) => callModel(call, run)))
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(server.requests).toHaveLength(1)
    expect(runs.flatMap(({ warnings }) => warnings.map(({ code }) => code))).toEqual(['E_MODEL_KEY'])
  })
})
