import type { SignedExtrinsic } from './sign-extrinsic.ts'
import type { WriteSettings } from './write-context.ts'

const BLOCK_MS = 12_000
// Blocks between the head and the newest final one, where all is well.
const FINALITY_BLOCKS = 5

/** How long the chain is looked at for an extrinsic that was sent. */
export interface Patience {
  /** Aborts when it is used up. */
  readonly signal: AbortSignal
  /** Waits for so long, or until it is woken, or patience or the caller's signal ends. */
  pause(ms: number): Promise<void>
  /** Ends a pause; where there is none, the next one. */
  wake(): void
  /** Leaves no timer behind. */
  end(): void
}

/** Starts now; once the caller gives up there is only time for a last look. */
export function startPatience(
  { patienceMs, lastLookMs, sleep }: WriteSettings,
  { birthBlock, lastEraBlock }: SignedExtrinsic,
  givenUp: AbortSignal | undefined,
): Patience {
  const used = new AbortController()
  const ended = new AbortController()
  let woken = new AbortController()
  const limitAfter = (ms: number) => {
    // A rejection means that the wait was ended before its time.
    sleep(ms, ended.signal).then(
      () => used.abort(),
      () => {},
    )
  }
  const onGivenUp = () => limitAfter(lastLookMs)
  limitAfter(patienceMs ?? 2 * (lastEraBlock - birthBlock + FINALITY_BLOCKS) * BLOCK_MS)
  if (givenUp?.aborted) onGivenUp()
  else givenUp?.addEventListener('abort', onGivenUp, { once: true })
  return {
    signal: used.signal,
    pause: async (ms) => {
      const reasons = [used.signal, woken.signal]
      await sleep(ms, AbortSignal.any(givenUp ? [...reasons, givenUp] : reasons)).catch(() => {})
      woken = new AbortController()
    },
    wake: () => woken.abort(),
    end() {
      givenUp?.removeEventListener('abort', onGivenUp)
      ended.abort()
    },
  }
}
