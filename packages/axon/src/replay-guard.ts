import { NONCE_MAX_WINDOW_NS } from '@ig/protocol'
import { createSortedNonces, type SortedNonces } from './sorted-nonces.ts'

/** One accepted request, as it is remembered and written to the journal. */
export interface NonceRecord {
  readonly publicKeyHex: string
  /** Null for btauth/1, which has none. */
  readonly uuid: string | null
  readonly nonceNs: bigint
}

export type ReplayVerdict = 'fresh' | 'replayed' | 'full'

/**
 * Remembers what was accepted for as long as its nonce could be accepted again: a nonce is used once per public
 * key, and grows per public key and uuid.
 */
export interface ReplayGuard {
  /** What `record` would say; remembers nothing. */
  check(record: NonceRecord, nowNs: bigint, priority: number): ReplayVerdict
  /** Remembers an accepted request. To be called right after a `check` that said `fresh`. */
  record(record: NonceRecord, nowNs: bigint): void
  /** Nonces and uuids remembered. */
  readonly size: number
}

interface CallerNonces {
  readonly nonces: SortedNonces
  /** In the order of last use. */
  readonly lastByUuid: Map<string, bigint>
}

const SWEEP_EVERY_MS = 8_000
/** Of all room: what one key may fill, and what keys without priority may fill together. */
const ONE_KEY_SHARE = 1 / 2
const NO_PRIORITY_SHARE = 3 / 4

/**
 * Nothing is forgotten inside the window: when `maxEntries` are held, requests are refused instead, those of keys
 * without priority first.
 */
export function createReplayGuard(maxEntries: number): ReplayGuard {
  const callers = new Map<string, CallerNonces>()
  let size = 0
  let sweptAtMs = 0
  // Should the clock step back, what was forgotten would look fresh again: nothing up to here is.
  let forgottenUpToNs = -1n

  function sweep(nowNs: bigint): void {
    const nowMs = Number(nowNs) / 1e6
    if (Math.abs(nowMs - sweptAtMs) < SWEEP_EVERY_MS) return
    sweptAtMs = nowMs
    const boundNs = nowNs - NONCE_MAX_WINDOW_NS
    for (const [key, caller] of callers) {
      size -= caller.nonces.size()
      const droppedNs = caller.nonces.dropBelow(boundNs)
      size += caller.nonces.size()
      for (const [uuid, lastNs] of caller.lastByUuid) {
        if (lastNs >= boundNs) break
        caller.lastByUuid.delete(uuid)
        size--
      }
      if (droppedNs !== null && droppedNs > forgottenUpToNs) forgottenUpToNs = droppedNs
      if (caller.nonces.size() === 0 && caller.lastByUuid.size === 0) callers.delete(key)
    }
  }

  return {
    check({ publicKeyHex, uuid, nonceNs }, nowNs, priority) {
      if (nonceNs <= forgottenUpToNs) return 'replayed'
      const caller = callers.get(publicKeyHex)
      if (caller) {
        if (caller.nonces.has(nonceNs)) return 'replayed'
        const lastNs = uuid === null ? undefined : caller.lastByUuid.get(uuid)
        if (lastNs !== undefined && nonceNs <= lastNs) return 'replayed'
      }
      sweep(nowNs)
      const ownSize = caller ? caller.nonces.size() + caller.lastByUuid.size : 0
      const isFull =
        size + 2 > (priority > 0 ? maxEntries : maxEntries * NO_PRIORITY_SHARE) ||
        ownSize + 2 > maxEntries * ONE_KEY_SHARE
      return isFull ? 'full' : 'fresh'
    },
    record({ publicKeyHex, uuid, nonceNs }, nowNs) {
      if (nonceNs < nowNs - NONCE_MAX_WINDOW_NS) return
      let caller = callers.get(publicKeyHex)
      if (!caller) {
        caller = { nonces: createSortedNonces(), lastByUuid: new Map() }
        callers.set(publicKeyHex, caller)
      }
      if (!caller.nonces.has(nonceNs)) {
        caller.nonces.add(nonceNs)
        size++
      }
      if (uuid === null) return
      const lastNs = caller.lastByUuid.get(uuid)
      if (lastNs === undefined) size++
      else caller.lastByUuid.delete(uuid)
      caller.lastByUuid.set(uuid, lastNs !== undefined && lastNs > nonceNs ? lastNs : nonceNs)
    },
    get size() {
      return size
    },
  }
}
