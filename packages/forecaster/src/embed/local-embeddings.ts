import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { IgError } from '@ig/errors'
import type { EmbedPort } from '../ports.ts'
import { createWordPieces, type WordPieces } from './word-piece.ts'

/** What we use of onnxruntime-node, whose types are not here unless it is installed. */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(path: string): Promise<{
      readonly inputNames: readonly string[]
      run(feeds: Record<string, unknown>): Promise<Record<string, OnnxTensor>>
    }>
  }
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => unknown
}

interface OnnxTensor {
  readonly data: Float32Array
  readonly dims: readonly number[]
}

const MAX_TOKENS = 256
const PACKAGE = 'onnxruntime-node'

/**
 * Embeddings by a sentence model on this machine: a folder with an ONNX file (all-MiniLM-L6-v2 or another BERT) and
 * its `vocab.txt`. Needs `onnxruntime-node` installed. Opened at the first use; throws E_EMBED where the folder or the
 * package is not as it should be.
 *
 * @example
 * createForecaster({ model, news, embed: openLocalEmbeddings({ modelDir: './all-MiniLM-L6-v2' }) })
 */
export function openLocalEmbeddings(settings: {
  readonly modelDir: string
  /** Default: imports `onnxruntime-node`. */
  readonly importRuntime?: (() => Promise<OnnxRuntime>) | undefined
}): EmbedPort {
  const { modelDir, importRuntime = importOnnxRuntime } = settings
  let opening: ReturnType<typeof open> | undefined
  return {
    async embed(texts, { signal }) {
      opening ??= open(modelDir, importRuntime)
      const { runtime, session, pieces } = await opening
      const vectors: Float32Array[] = []
      // One by one: a batch would pad all texts to the longest, and the time between them lets others run.
      for (const text of texts) {
        signal.throwIfAborted()
        vectors.push(await embedOne(text, runtime, session, pieces))
      }
      return vectors
    },
  }
}

type Session = Awaited<ReturnType<OnnxRuntime['InferenceSession']['create']>>

async function embedOne(
  text: string,
  { Tensor }: OnnxRuntime,
  session: Session,
  pieces: WordPieces,
): Promise<Float32Array> {
  const ids = pieces.encode(text, MAX_TOKENS)
  const tensor = (values: readonly number[]) =>
    new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length])
  const feeds: Record<string, unknown> = { input_ids: tensor(ids), attention_mask: tensor(ids.map(() => 1)) }
  if (session.inputNames.includes('token_type_ids')) feeds.token_type_ids = tensor(ids.map(() => 0))
  const [output] = Object.values(await session.run(feeds))
  if (output === undefined) throw wrongModel('it gave nothing for a text')
  return asVector(output)
}

/** The mean over the tokens, or the vector itself where the model has taken it; of length 1. */
export function asVector({ data, dims }: OnnxTensor): Float32Array {
  const size = dims.at(-1) ?? 0
  const vector = new Float32Array(size)
  for (let at = 0; at < data.length; at++)
    vector[at % size] = (vector[at % size] as number) + (data[at] as number)
  const length = Math.hypot(...vector)
  return length > 0 ? vector.map((value) => value / length) : vector
}

async function open(modelDir: string, importRuntime: () => Promise<OnnxRuntime>) {
  const files = await readdir(modelDir, { recursive: true }).catch((cause) => {
    throw wrongModel('the folder cannot be read', { modelDir }, cause)
  })
  const shortestFirst = files.toSorted((a, b) => a.length - b.length || a.localeCompare(b))
  const model = shortestFirst.find((file) => file.endsWith('.onnx'))
  const vocabulary = shortestFirst.find((file) => file.endsWith('vocab.txt'))
  if (model === undefined || vocabulary === undefined) {
    throw wrongModel('the folder has no .onnx file, or no vocab.txt', { modelDir })
  }
  const runtime = await importRuntime()
  const pieces = createWordPieces(await readFile(join(modelDir, vocabulary), 'utf8'))
  const session = await runtime.InferenceSession.create(join(modelDir, model)).catch((cause) => {
    throw wrongModel('onnxruntime cannot open it', { model }, cause)
  })
  return { runtime, pieces, session }
}

async function importOnnxRuntime(): Promise<OnnxRuntime> {
  try {
    // By a name that no bundler follows: the package is 288 MB and nobody's by default.
    const imported = (await import(/* @vite-ignore */ PACKAGE)) as OnnxRuntime & { default?: OnnxRuntime }
    return imported.default ?? imported
  } catch (cause) {
    throw new IgError({
      code: 'E_EMBED',
      message: 'Embeddings on this machine need a package that is not installed.',
      values: { package: PACKAGE },
      hint: `Install it: pnpm add ${PACKAGE}`,
      cause,
    })
  }
}

function wrongModel(reason: string, values: Record<string, unknown> = {}, cause?: unknown): IgError {
  return new IgError({
    code: 'E_EMBED',
    message: 'The local embedding model cannot be used.',
    values: { reason, ...values },
    cause,
  })
}
