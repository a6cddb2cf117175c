import { bodyHash as hashOf } from './body-hash.ts'
import type { SynapseDefinition } from './define-synapse.ts'
import { inputObject } from './input-object.ts'
import { pythonFloat } from './python-float.ts'
import { pythonJson } from './python-json.ts'
import { rawJson } from './raw-json.ts'
import { encodeTerminalHeaders, type TerminalInfo } from './terminal.ts'
import { terminalBody } from './terminal-body.ts'

/** A classic request, ready for an HTTP client. */
export interface EncodedRequest {
  readonly path: string
  /** From `name` to `computed_body_hash` in the SDK's order, then `Content-Type`; the client adds the rest. */
  readonly headers: [string, string][]
  readonly body: string
}

/**
 * A classic request, byte for byte as the Python dendrite sends it: order of headers and keys, spelling of floats,
 * escapes. `header_size` and `total_size` are CPython artefacts that nobody checks: approximations unless given.
 *
 * @throws IgError `E_JSON` for fields without a JSON form, `E_SYNAPSE_FIELDS` where a hash field is missing.
 * @see bittensor 10.5.0, bittensor/core/dendrite.py and synapse.py
 */
export function encodeRequest<Fields extends object>({
  synapse,
  fields,
  axon,
  dendrite,
  timeoutSeconds,
  sizes,
}: {
  readonly synapse: SynapseDefinition<Fields>
  readonly fields: Fields
  readonly axon: Partial<TerminalInfo>
  readonly dendrite: Partial<TerminalInfo>
  readonly timeoutSeconds: number
  readonly sizes?: { readonly headerSizeBytes: number; readonly totalSizeBytes: number }
}): EncodedRequest {
  const values = fields as Readonly<Record<string, unknown>>
  const fieldsJson = pythonJson(fields)
  const headerSizeBytes = sizes?.headerSizeBytes ?? 464
  const totalSizeBytes = sizes?.totalSizeBytes ?? 3000 + fieldsJson.length
  const timeout = pythonFloat(timeoutSeconds)
  const envelope = pythonJson({
    name: synapse.name,
    timeout: rawJson(timeout),
    total_size: totalSizeBytes,
    header_size: 0,
    dendrite: terminalBody(dendrite),
    axon: terminalBody(axon),
    computed_body_hash: '',
  })
  const inputs = synapse.requiredFields
    .filter((field) => values[field] !== null && values[field] !== undefined)
    .map((field): [string, string] => [`bt_header_input_obj_${field}`, inputObject(values[field])])
  return {
    path: `/${synapse.name}`,
    headers: [
      ['name', synapse.name],
      ['timeout', timeout],
      ...encodeTerminalHeaders('axon', axon),
      ...encodeTerminalHeaders('dendrite', dendrite),
      ...inputs,
      ['header_size', String(headerSizeBytes)],
      ['total_size', String(totalSizeBytes)],
      ['computed_body_hash', synapse.requiredHashFields.length === 0 ? hashOf([]) : synapse.bodyHash(fields)],
      ['Content-Type', 'application/json'],
    ],
    body: fieldsJson === '{}' ? envelope : `${envelope.slice(0, -1)}, ${fieldsJson.slice(1)}`,
  }
}
