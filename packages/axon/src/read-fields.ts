import { isUtf8 } from 'node:buffer'
import { IgError } from '@ig/errors'
import { parseJson, type SynapseDefinition } from '@ig/protocol'
import type { AxonContext } from './axon-context.ts'
import type { Claim } from './claim.ts'
import { notVerified, type Refusal, refuse } from './refusal.ts'
import { stripEnvelope } from './strip-envelope.ts'

/** The checked fields of a body, or why it is not one of this synapse. */
export async function readFields(
  { limits, jsonWorker }: AxonContext,
  synapse: SynapseDefinition<object>,
  claim: Claim,
  bytes: Uint8Array,
): Promise<object | Refusal> {
  try {
    const body =
      bytes.length > limits.inlineBodyBytes ? await jsonWorker.parse(bytes) : parse(bytes, limits.jsonDepth)
    if (claim.bodyHash !== null && claim.bodyHash !== synapse.bodyHash(body)) {
      return notVerified('the body does not match its hash')
    }
    return synapse.parseFields(body)
  } catch (error) {
    return bodyRefusal(error)
  }
}

/** Inline for the rule: Node checks and decodes a small body in no time. */
function parse(bytes: Uint8Array, maxDepth: number): unknown {
  if (!isUtf8(bytes)) throw new IgError({ code: 'E_UTF8', message: 'The body is not UTF-8.' })
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
  return parseJson(stripEnvelope(text), { maxDepth })
}

const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  E_UTF8: 400,
  E_JSON_DEPTH: 400,
  E_JSON: 422,
  E_SYNAPSE_FIELDS: 422,
  E_PYTHON_STR: 422,
  E_JSON_WORKER: 503,
}

const SAFE_PATH = /^[\w.-]{1,100}$/

/** Values and causes of these errors quote the body: of it, only a harmless path to the fault is told. */
function bodyRefusal(error: unknown): Refusal {
  const known = IgError.isInstance(error) ? error : null
  const status = known ? STATUS_BY_CODE[known.code] : undefined
  if (known === null || status === undefined) throw error
  const { path, problem } = known.values
  const where = typeof path === 'string' && SAFE_PATH.test(path) ? ` (${path} ${problem})` : ''
  return refuse(status, known.summary + where)
}
