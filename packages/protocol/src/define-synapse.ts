import { IgError } from '@ig/errors'
import type { z } from 'zod'
import { bodyHash } from './body-hash.ts'
import { plainNumbers } from './plain-numbers.ts'
import { synapseFields } from './synapse-fields.ts'

/** A synapse as both ends of the wire need it. */
export interface SynapseDefinition<Fields extends object = Record<string, unknown>> {
  /** The Python class's name, which is also the route. */
  readonly name: string
  readonly fields: z.ZodType<Fields>
  /** In declared order; empty means that the protocol does not authenticate the body. */
  readonly requiredHashFields: readonly string[]
  /** Fields without a default: they get a `bt_header_input_obj_*` header. */
  readonly requiredFields: readonly string[]
  /** The answer is `text/event-stream`. */
  readonly streaming: boolean
  /**
   * The fields of a parsed request body, checked.
   * @throws IgError `E_SYNAPSE_FIELDS` naming the path of what is wrong.
   */
  parseFields(body: unknown): Fields
  /**
   * The fields of a parsed answer as the Python dendrite would take them.
   * @throws IgError `E_SYNAPSE_FIELDS`
   */
  parseReply(body: unknown): Fields
  /**
   * The hash to sign or compare, over a body or fields as parsed by `parseJson` (before `parseFields`, which may
   * turn `1.0` into 1).
   * @throws IgError `E_SYNAPSE_FIELDS` where a hash field is missing
   */
  bodyHash(body: unknown): string
}

/**
 * Describes a synapse by its name and the schema of its fields. Whether unknown fields are kept is the schema's
 * business (`z.looseObject`). Numbers are plain for the schema wherever it needs them so.
 *
 * @throws IgError `E_SYNAPSE_DEFINITION` for a name that is no route, or a hash field that is not declared.
 * @example
 * const Completion = defineSynapse({
 *   name: 'Completion',
 *   fields: z.object({ prompt: z.string(), completion: z.string().default('') }),
 *   requiredHashFields: ['prompt'],
 * })
 */
export function defineSynapse<Shape extends z.ZodRawShape>({
  name,
  fields,
  requiredHashFields = [],
  streaming = false,
}: {
  readonly name: string
  readonly fields: z.ZodObject<Shape>
  readonly requiredHashFields?: readonly string[]
  readonly streaming?: boolean
}): SynapseDefinition<z.output<z.ZodObject<Shape>>> {
  const shape: z.ZodRawShape = fields.shape
  const undeclared = requiredHashFields.find((field) => !Object.hasOwn(shape, field))
  if (!/^[A-Za-z_]\w{0,127}$/.test(name) || undeclared !== undefined) {
    throw new IgError({
      code: 'E_SYNAPSE_DEFINITION',
      message: 'A synapse needs a Python class name, and only declared fields can be hash fields.',
      values: { name, undeclared },
    })
  }
  const requiredFields = Object.keys(shape).filter(
    (field) => !(shape[field] as z.ZodType).safeParse(undefined).success,
  )
  const parse = (body: unknown) => checkFields(name, fields, synapseFields(name, body))
  return {
    name,
    fields,
    requiredHashFields,
    requiredFields,
    streaming,
    parseFields: parse,
    parseReply: parse,
    bodyHash: (body) => bodyHash(hashValues(name, body, requiredHashFields)),
  }
}

function checkFields<Fields>(
  name: string,
  schema: z.ZodType<Fields>,
  values: Record<string, unknown>,
): Fields {
  const exact = schema.safeParse(values)
  if (exact.success) return exact.data
  // A node such as 1.0 is an object to the schema: only where that fails are numbers made plain.
  const plain = schema.safeParse(plainNumbers(values))
  if (plain.success) return plain.data
  const [issue] = plain.error.issues
  throw fieldsError(name, issue?.path.join('.') ?? '', issue?.message ?? 'is invalid')
}

function hashValues(name: string, body: unknown, fields: readonly string[]): unknown[] {
  if (fields.length === 0) return []
  const values = synapseFields(name, body)
  return fields.map((field) => {
    if (!Object.hasOwn(values, field)) throw fieldsError(name, field, 'is missing, and it is hashed')
    return values[field]
  })
}

/** The error of a body that does not fit its synapse. */
export function fieldsError(synapse: string, path: string, problem: string): IgError {
  return new IgError({
    code: 'E_SYNAPSE_FIELDS',
    message: `The body does not fit the synapse ${synapse}.`,
    values: { path, problem },
  })
}
