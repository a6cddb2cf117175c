import type { Notice } from './notice.ts'
import { type NoticeShape, shapeNotice } from './shape-notice.ts'

/** What became of one try. `why` names neither the address nor anything of what was answered. */
export type Sent =
  | { readonly ok: true; readonly status: number }
  | {
      readonly ok: false
      readonly why: string
      /** Another try may succeed. */
      readonly retryable: boolean
      readonly retryAfterMs: number | null
    }

/** Where notices go. */
export interface Webhook {
  /** A secret: whoever has it can write there. */
  readonly url: string
  readonly shape: NoticeShape
}

const TIMEOUT_MS = 10_000
/** The others say that the request is not as it should be, which time does not mend. */
const RETRYABLE = new Set([408, 409, 425, 429])

/** Posts one notice, once; follows no redirect, which could take it to somebody else. Never throws. */
export async function sendNotice(
  notice: Notice,
  { url, shape }: Webhook,
  { fetch, signal }: { readonly fetch: typeof globalThis.fetch; readonly signal?: AbortSignal },
): Promise<Sent> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'ig-miner' },
      body: JSON.stringify(shapeNotice(notice, shape)),
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
    await response.body?.cancel()
    const { ok, status, headers } = response
    if (ok) return { ok, status }
    const retryable = status >= 500 || RETRYABLE.has(status)
    return {
      ok: false,
      why: `status ${status}`,
      retryable,
      retryAfterMs: secondsOf(headers.get('retry-after')),
    }
  } catch (error) {
    return { ok: false, why: nameOf(error), retryable: true, retryAfterMs: null }
  }
}

/** Webhooks give it in seconds. */
function secondsOf(retryAfter: string | null): number | null {
  return retryAfter !== null && /^\d{1,6}(\.\d+)?$/.test(retryAfter) ? Number(retryAfter) * 1000 : null
}

/** The system's code or the error's name: messages of `fetch` may hold the address. */
function nameOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  const { code } = (cause ?? error ?? {}) as { readonly code?: unknown }
  if (typeof code === 'string') return code
  return error instanceof Error ? error.name : 'unknown'
}
