import { z } from 'zod'
import type { JsonReply } from './post-json.ts'

/** What a provider answered instead of a completion; without its words, which may hold the key it refuses. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  /** Undefined where it answered 200 and named no status. */
  readonly status: number | undefined
  readonly code: string | undefined
  readonly headers: Headers

  constructor(about: { status: number | undefined; code: string | undefined; headers: Headers }) {
    super('The provider answered with an error.')
    this.status = about.status
    this.code = about.code
    this.headers = about.headers
  }
}

const text = z.string().max(100).optional().catch(undefined)
const errorSchema = z.object({
  code: z
    .union([z.string().max(100), z.number()])
    .optional()
    .catch(undefined),
  type: text,
  status: z
    .union([z.string().max(100), z.number()])
    .optional()
    .catch(undefined),
})
const bodySchema = z.object({ error: z.union([errorSchema, z.string()]).nullish() })

/** The error that a reply holds, by its status or in its body; null for a reply that holds none. */
export function errorIn(reply: JsonReply, body: unknown): ProviderError | null {
  const { status, headers } = reply
  const error = bodySchema.safeParse(body).data?.error
  const isOk = status >= 200 && status < 300
  if (isOk && (error === undefined || error === null)) return null
  const { code, type, status: named } = typeof error === 'object' && error !== null ? error : {}
  // Gateways answer 200 and put what the provider behind them said into the body.
  const inBody = [code, named].map(Number).find((number) => number >= 400 && number < 600)
  const word = [code, type].find((value) => typeof value === 'string')
  return new ProviderError({ status: isOk ? inBody : status, code: word as string | undefined, headers })
}
