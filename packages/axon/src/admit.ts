import type { AxonContext } from './axon-context.ts'
import type { AxonRequest } from './axon-request.ts'
import type { Caller, PolicyVerdict } from './caller.ts'
import type { Claim } from './claim.ts'
import { overloaded, rateLimited } from './gate.ts'
import { blacklisted, notVerified, type Refusal } from './refusal.ts'

const NO_BODY = new Uint8Array(0)

/** Rank of claims from where forgeries came: behind everyone, but not for ever. */
const SUSPECT_PRIORITY = Number.NEGATIVE_INFINITY

/** Connections on which a signature has verified: their claims keep their rank, whoever shares their address. */
const trusted = new WeakSet<object>()

/** The rank in which a claim waits for its verification. */
export function claimPriority(
  { forgeries, nowNs }: AxonContext,
  request: AxonRequest,
  claim: Claim,
  verdict: PolicyVerdict,
): number {
  const isSuspect =
    !trusted.has(request.connection) &&
    forgeries.waitSeconds(suspectKey(request, claim), millisecondsOf(nowNs())) > 0
  if (isSuspect) return SUSPECT_PRIORITY
  return verdict.allowed && Number.isFinite(verdict.priority) ? verdict.priority : 0
}

/**
 * Turns a claim into a caller: freshness, replay, signature, policy, rate, and the journal's entry, in this order
 * and in one piece, so that of two equal requests at once only one can pass. What was seen before is refused
 * without another look at its signature.
 */
export function admit(
  context: AxonContext,
  request: AxonRequest,
  claim: Claim,
  verdict: PolicyVerdict,
  body: Uint8Array = NO_BODY,
): Caller | Refusal {
  const { guard, limiter, forgeries } = context
  const nowNs = context.nowNs()
  const nowMs = millisecondsOf(nowNs)
  const priority = verdict.allowed ? verdict.priority : 0

  const stale = claim.judge(nowNs)
  if (stale) return stale
  const replay = guard.check(claim.nonce, nowNs, priority)
  if (replay === 'replayed') return notVerified('Nonce is too old, a newer one was last processed')
  if (replay === 'full') return overloaded()
  // The bucket may have emptied while the claim waited.
  const waitSeconds = verdict.allowed ? limiter.waitSeconds(claim.key.publicKeyHex, nowMs) : 0
  if (waitSeconds > 0) return rateLimited(waitSeconds)

  if (!claim.verify(body)) {
    forgeries.spend(suspectKey(request, claim), nowMs)
    return notVerified('Signature mismatch')
  }
  trusted.add(request.connection)
  limiter.spend(claim.key.publicKeyHex, nowMs)
  if (!verdict.allowed) return blacklisted(verdict.reason)
  guard.record(claim.nonce, nowNs)
  const caller: Caller = {
    ...claim.key,
    protocol: claim.protocol,
    ip: request.remoteIp,
    version: claim.version,
    priority,
  }
  writeDown(context, claim, caller)
  return caller
}

/** A full disk is no reason to leave validators without an answer: what is lost is the memory of a restart. */
function writeDown({ journal, onEvent }: AxonContext, { nonce }: Claim, caller: Caller): void {
  try {
    journal.append(nonce)
  } catch (cause) {
    onEvent({
      type: 'degraded',
      status: 0,
      synapse: '',
      caller,
      ip: caller.ip,
      durationMs: 0,
      message: 'The nonce could not be written down',
      cause,
    })
  }
}

/** Forgeries count against their address and the key they name, so that neighbours and namesakes keep their rank. */
function suspectKey({ remoteIp }: AxonRequest, { key }: Claim): string {
  return `${remoteIp} ${key.publicKeyHex}`
}

function millisecondsOf(ns: bigint): number {
  return Number(ns / 1_000_000n)
}
