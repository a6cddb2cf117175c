import { IgError } from '@ig/errors'
import { isRawJson } from './raw-json.ts'

const ENVELOPE = new Set([
  'name',
  'timeout',
  'total_size',
  'header_size',
  'dendrite',
  'axon',
  'computed_body_hash',
])

/**
 * The members of a synapse's body that are its own fields, by reference: all but the protocol's envelope.
 *
 * @throws IgError `E_SYNAPSE_FIELDS` where the body is no object.
 */
export function synapseFields(synapse: string, body: unknown): Record<string, unknown> {
  if (!isPlainObject(body)) {
    throw new IgError({
      code: 'E_SYNAPSE_FIELDS',
      message: `The body of the synapse ${synapse} is no JSON object.`,
      values: { path: '' },
    })
  }
  const fields: Record<string, unknown> = {}
  for (const key of Object.keys(body)) {
    if (ENVELOPE.has(key)) continue
    if (key === '__proto__') {
      Object.defineProperty(fields, key, {
        value: body[key],
        enumerable: true,
        writable: true,
        configurable: true,
      })
    } else {
      fields[key] = body[key]
    }
  }
  return fields
}

/** True for what JSON calls an object, number nodes of `parseJson` excepted. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawJson(value)
}
