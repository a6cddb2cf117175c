import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createBudget } from '../budget.ts'
import { memoryCache } from '../testing/sample-run.ts'
import { closeServers, scripted } from '../testing/scripted-forecaster.ts'
import { asVector, type OnnxRuntime, openLocalEmbeddings } from './local-embeddings.ts'
import { openEmbeddings } from './open-embeddings.ts'
import { createWordPieces } from './word-piece.ts'

afterEach(closeServers)

const { signal } = new AbortController()

/** Answers each text by its length, the vectors in reverse order, as the API allows. */
const embedding = () =>
  scripted(({ body }) => {
    const input = body.input as string[]
    const data = input.map((text, index) => ({ index, embedding: [text.length, 1] })).reverse()
    return { status: 200, body: { data, usage: { prompt_tokens: input.length * 10 } } }
  })

describe('an OpenAI-compatible endpoint', () => {
  test('gives one vector a text, in their order, however many', async () => {
    const server = await embedding()
    const { embed } = openEmbeddings({ baseUrl: server.baseUrl, apiKey: 'key', model: 'nomic' })
    const texts = Array.from({ length: 200 }, (_, index) => 'x'.repeat(index))
    const vectors = await embed(texts, { signal })
    expect(vectors.map((vector) => vector[0])).toEqual([1, ...texts.slice(1).map(({ length }) => length)])
    expect(server.requests.map(({ path }) => path)).toEqual(Array(3).fill('/v1/embeddings'))
    expect(server.requests[0]).toMatchObject({ authorization: 'Bearer key', body: { model: 'nomic' } })
  })

  test('is asked once for a text, and never for one of the cache, which holds no key', async () => {
    const server = await embedding()
    const cache = memoryCache()
    const settings = { baseUrl: server.baseUrl.replace('://', '://u:canary@'), apiKey: 'canary', cache }
    const first = await openEmbeddings(settings).embed(['aa', 'b', 'aa'], { signal })
    const second = await openEmbeddings(settings).embed(['b', 'aa', 'ccc'], { signal })
    expect(first).toEqual(
      [
        [2, 1],
        [1, 1],
        [2, 1],
      ].map((vector) => Float32Array.from(vector)),
    )
    expect(second).toEqual(
      [
        [1, 1],
        [2, 1],
        [3, 1],
      ].map((vector) => Float32Array.from(vector)),
    )
    expect(server.requests.map(({ body }) => body.input)).toEqual([['aa', 'b'], ['ccc']])
    expect(JSON.stringify([...cache.entries])).not.toContain('canary')
  })

  test('is paid under the cap, and not asked where the price is not known', async () => {
    const server = await embedding()
    const budget = createBudget({ capUsd: 1e-5 })
    const { embed } = openEmbeddings({ baseUrl: server.baseUrl })
    await embed(['x'.repeat(400)], { signal, reserve: budget.reserve })
    expect(budget.spentUsd()).toBeCloseTo((10 * 0.02) / 1e6, 15)
    const dear = ['x'.repeat(800)]
    await expect(embed(dear, { signal, reserve: budget.reserve })).rejects.toMatchObject({ code: 'E_BUDGET' })
    const unknown = openEmbeddings({ baseUrl: server.baseUrl, model: 'nomic' })
    await expect(unknown.embed(['x'], { signal, reserve: budget.reserve })).rejects.toMatchObject({
      code: 'E_MODEL_PRICE',
    })
    const free = openEmbeddings({ baseUrl: server.baseUrl, model: 'nomic', usdPerMillion: 0 })
    expect(await free.embed(['x'], { signal, reserve: budget.reserve })).toHaveLength(1)
    expect(server.requests).toHaveLength(2)
  })

  test.each([
    ['too few vectors', { status: 200, body: { data: [] } }, 'E_MODEL_ANSWER'],
    ['a hole', { status: 200, body: { data: [{ index: 1, embedding: [1] }] } }, 'E_MODEL_ANSWER'],
    [
      'two lengths',
      {
        status: 200,
        body: {
          data: [
            { index: 0, embedding: [1] },
            { index: 1, embedding: [1, 2] },
          ],
        },
      },
      'E_MODEL_ANSWER',
    ],
    ['words', { status: 200, body: 'no' }, 'E_MODEL_ANSWER'],
    ['500', { status: 500 }, 'E_MODEL_DOWN'],
    ['429', { status: 429 }, 'E_MODEL_RATE_LIMIT'],
  ] as const)('that answers by %s fails', async (_what, answer, code) => {
    const server = await scripted(() => answer)
    const { embed } = openEmbeddings({ baseUrl: server.baseUrl })
    await expect(embed(['a', 'b'], { signal })).rejects.toMatchObject({ code })
  })

  test('that refuses the key is left alone for a while', async () => {
    const server = await scripted(() => ({ status: 401 }))
    let nowMs = 0
    const { embed } = openEmbeddings({ baseUrl: server.baseUrl, nowMs: () => nowMs })
    for (let round = 0; round < 3; round++) {
      await expect(embed(['a'], { signal })).rejects.toMatchObject({ code: 'E_MODEL_KEY' })
    }
    expect(server.requests).toHaveLength(1)
    nowMs = 16 * 60_000
    await expect(embed(['a'], { signal })).rejects.toMatchObject({ code: 'E_MODEL_KEY' })
    expect(server.requests).toHaveLength(2)
  })

  test.each([[{}], [{ baseUrl: 'localhost' }]])('is refused by the settings %j', (settings) => {
    expect(() => openEmbeddings(settings)).toThrow(expect.objectContaining({ code: 'E_MODEL_SETTINGS' }))
  })
})

describe('word pieces', () => {
  const vocabulary = [
    '[PAD]',
    '[UNK]',
    '[CLS]',
    '[SEP]',
    'rain',
    '##fall',
    '##s',
    'in',
    'oslo',
    ',',
    '東',
    '$',
    '5',
    'a',
  ]
  const { encode } = createWordPieces(`${vocabulary.join('\n')}\n`)
  const read = (text: string, maxTokens = 32) => encode(text, maxTokens).map((id) => vocabulary[id])

  test.each([
    ['Rainfalls in Ósló,', ['rain', '##fall', '##s', 'in', 'oslo', ',']],
    ['in東rain', ['in', '東', 'rain']],
    ['$5 a', ['$', '5', 'a']],
    ['snow rainx', ['[UNK]', '[UNK]']],
    ['r\u200bain\u0000', ['rain']],
    ['', []],
  ])('of %j', (text, pieces) => {
    expect(read(text)).toEqual(['[CLS]', ...pieces, '[SEP]'])
  })

  test('are never more than wanted', () => {
    expect(read('rainfalls rainfalls', 5)).toEqual(['[CLS]', 'rain', '##fall', '##s', '[SEP]'])
    expect(read('a'.repeat(1_000_000), 5)).toEqual(['[CLS]', '[UNK]', '[SEP]'])
  })

  test('need a vocabulary', () => {
    expect(() => createWordPieces('rain\nsnow')).toThrow('[UNK]')
  })
})

describe('a model on this machine', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ig-embed-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  /** Gives for each token the vector [its id, 0]. */
  const runtime: OnnxRuntime = {
    Tensor: class {
      readonly values: BigInt64Array
      constructor(_type: string, values: BigInt64Array) {
        this.values = values
      }
    },
    InferenceSession: {
      create: async () => ({
        inputNames: ['input_ids', 'attention_mask'],
        async run(feeds) {
          const { values } = feeds.input_ids as { values: BigInt64Array }
          const data = Float32Array.from([...values].flatMap((id) => [Number(id), 0]))
          return { last_hidden_state: { data, dims: [1, values.length, 2] } }
        },
      }),
    },
  }

  test('is read from its folder and gives vectors of length 1', async () => {
    writeFileSync(join(folder, 'vocab.txt'), '[UNK]\n[CLS]\n[SEP]\nrain')
    writeFileSync(join(folder, 'model.onnx'), '')
    const { embed } = openLocalEmbeddings({ modelDir: folder, importRuntime: async () => runtime })
    expect(await embed(['rain', ''], { signal })).toEqual([Float32Array.of(1, 0), Float32Array.of(1, 0)])
  })

  test('takes the mean over tokens, or the vector that the model has made of them', () => {
    expect(asVector({ data: Float32Array.of(3, 0, 3, 8), dims: [1, 2, 2] })).toEqual(
      Float32Array.of(0.6, 0.8),
    )
    expect(asVector({ data: Float32Array.of(0, 2), dims: [1, 2] })).toEqual(Float32Array.of(0, 1))
    expect(asVector({ data: Float32Array.of(0, 0), dims: [1, 2] })).toEqual(Float32Array.of(0, 0))
  })

  test('says what is missing', async () => {
    const { embed } = openLocalEmbeddings({ modelDir: folder, importRuntime: async () => runtime })
    await expect(embed(['a'], { signal })).rejects.toThrow('the folder has no .onnx file, or no vocab.txt')
    const nowhere = openLocalEmbeddings({ modelDir: join(folder, 'none') })
    await expect(nowhere.embed(['a'], { signal })).rejects.toThrow('the folder cannot be read')
    writeFileSync(join(folder, 'vocab.txt'), '[UNK]\n[CLS]\n[SEP]')
    writeFileSync(join(folder, 'model.onnx'), '')
    const bare = openLocalEmbeddings({ modelDir: folder })
    await expect(bare.embed(['a'], { signal })).rejects.toThrow('Install it: pnpm add onnxruntime-node')
  })
})
