import { IgError } from '@ig/errors'
import { parseRetryAfterMs } from './retry-after.ts'

/** What a failed call means for the next one. */
export interface ModelFailure {
  readonly error: IgError
  /**
   * `stop`: no call will succeed until somebody acts. `wait`: rate limited. `retry`: the service failed.
   * `drop`: this request will not work, others may.
   */
  readonly next: 'stop' | 'wait' | 'retry' | 'drop'
  /** What Retry-After asks for, in milliseconds. */
  readonly retryAfterMs: number | null
  /** True where the provider surely did not count the call: it answered with an error, or was never reached. */
  readonly free: boolean
}

const STOP_STATUSES = new Set([401, 402, 403, 404])
const QUOTA_CODES = new Set(['insufficient_quota', 'billing_hard_limit_reached', 'billing_not_active'])
const NOT_REACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

/** Sorts what a chat model threw. The provider's own words are left out: some echo the key they refuse. */
export function readModelFailure(thrown: unknown, model: string, nowMs: number): ModelFailure {
  const status = numberAt(thrown, 'status')
  const providerCode = textAt(thrown, 'code') ?? textAt(thrown, 'type')
  const retryAfterMs = readRetryAfterMs(thrown, nowMs)
  const values = { model, ...(status !== undefined && { status }), ...(providerCode && { providerCode }) }
  const failure = (
    next: ModelFailure['next'],
    code: `E_${string}`,
    message: string,
    hint?: string,
  ): ModelFailure => ({
    next,
    retryAfterMs,
    free: status !== undefined || NOT_REACHED.has(innermostCode(thrown)),
    error: new IgError({
      code,
      message,
      values,
      retryable: next === 'wait' || next === 'retry',
      ...(hint && { hint }),
    }),
  })

  const outOfQuota = providerCode !== undefined && QUOTA_CODES.has(providerCode)
  // Anthropic says so by 400 and in words only.
  const outOfCredit = status === 400 && /credit balance/i.test(textAt(thrown, 'message') ?? '')
  if (status === 402 || (status !== undefined && outOfQuota) || outOfCredit) {
    return failure(
      'stop',
      'E_MODEL_QUOTA',
      "The model provider's account has no credit left.",
      'Top it up, or name another model.',
    )
  }
  if (status === 404) {
    return failure(
      'stop',
      'E_MODEL_UNKNOWN',
      'The provider does not know the model.',
      'Check the model name and the base URL.',
    )
  }
  if (status !== undefined && STOP_STATUSES.has(status)) {
    return failure(
      'stop',
      'E_MODEL_KEY',
      'The model provider refused the API key.',
      'Check its API key (OPENAI_API_KEY, ANTHROPIC_API_KEY) and its base URL.',
    )
  }
  if (status === 429) return failure('wait', 'E_MODEL_RATE_LIMIT', 'The model provider asks for fewer calls.')
  if (status === 408 || status === 409 || (status !== undefined && status >= 500)) {
    return failure('retry', 'E_MODEL_DOWN', 'The model provider failed.')
  }
  if (status !== undefined) {
    return failure(
      'drop',
      'E_MODEL_REQUEST',
      'The model provider refused the request.',
      'Check maxOutputTokens and jsonMode against what the model takes.',
    )
  }
  if (isConnectionFailure(thrown))
    return failure('retry', 'E_MODEL_DOWN', 'The model provider could not be reached.')
  return failure(
    'drop',
    'E_MODEL_ANSWER',
    'The model provider answered with something else than a chat completion.',
  )
}

function isConnectionFailure(thrown: unknown): boolean {
  const name = thrown instanceof Error ? `${thrown.name} ${thrown.constructor.name}` : ''
  return /connection|timeout|fetch|network/i.test(name) || innermostCode(thrown) !== ''
}

/** The system's code (`ECONNRESET`) of the cause at the bottom; '' where there is none. */
function innermostCode(thrown: unknown): string {
  let code = ''
  let at = thrown
  for (let depth = 0; depth < 6 && at instanceof Error; depth++) {
    const found = textAt(at, 'code')
    if (found !== undefined && /^(E[A-Z]|UND_ERR)/.test(found)) code = found
    at = at.cause
  }
  return code
}

/** OpenAI sends milliseconds beside the header of the standard. */
function readRetryAfterMs(thrown: unknown, nowMs: number): number | null {
  const exactMs = Number(headerOf(thrown, 'retry-after-ms') ?? Number.NaN)
  return exactMs >= 0 && exactMs < 1e9 ? exactMs : parseRetryAfterMs(headerOf(thrown, 'retry-after'), nowMs)
}

function headerOf(thrown: unknown, name: string): string | null {
  const headers = at(thrown, 'headers')
  if (headers instanceof Headers) return headers.get(name)
  const value = at(headers, name)
  return typeof value === 'string' ? value : null
}

function numberAt(value: unknown, key: string): number | undefined {
  const found = at(value, key)
  return typeof found === 'number' ? found : undefined
}

function textAt(value: unknown, key: string): string | undefined {
  const found = at(value, key)
  return typeof found === 'string' && found !== '' ? found.slice(0, 200) : undefined
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
}
