import { performance } from 'node:perf_hooks'
import { IgError } from '@ig/errors'
import { isBtauthRequest } from '@ig/protocol'
import { admit, claimPriority } from './admit.ts'
import type { AxonContext } from './axon-context.ts'
import type { AxonReply } from './axon-reply.ts'
import type { AxonRequest } from './axon-request.ts'
import type { AxonSynapse } from './axon-synapse.ts'
import { btauthClaim } from './btauth-claim.ts'
import type { Caller } from './caller.ts'
import type { Claim } from './claim.ts'
import { classicClaim } from './classic-claim.ts'
import { encodeAnswer, encodeStream } from './encode-answer.ts'
import { encodeRefusal } from './encode-refusal.ts'
import { findRoute } from './find-route.ts'
import { gate, overloaded, refuseByBody } from './gate.ts'
import { OpenCall } from './open-call.ts'
import { type HeldBody, readBody } from './read-body.ts'
import { readFields } from './read-fields.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'
import { runChecks, runHandler } from './run-handler.ts'
import { patienceMs } from './timeout.ts'

/** A request on its way, with what is known of it so far. */
interface Progress {
  readonly request: AxonRequest
  readonly startedAtMs: number
  route: AxonSynapse | null
  claim: Claim | null
  caller: Caller | null
  body: HeldBody | null
  /** Gives back what a large answer holds until it is taken. */
  releaseAnswer: (() => void) | null
}

/** So much of a body is as much work as a signature. From here on the body waits for its turn once more. */
const BYTES_PER_SIGNATURE = 16 * 1024

/** Answers one request, whatever it is: it never throws, and a client's fault is never a 500. */
export async function answerRequest(context: AxonContext, request: AxonRequest): Promise<AxonReply> {
  const progress: Progress = {
    request,
    startedAtMs: performance.now(),
    route: null,
    claim: null,
    caller: null,
    body: null,
    releaseAnswer: null,
  }
  try {
    const outcome = await takeSteps(context, progress)
    if (!isRefusal(outcome)) return withRelease(outcome, progress)
    progress.releaseAnswer?.()
    return refused(context, progress, outcome)
  } catch (cause) {
    progress.releaseAnswer?.()
    return refused(context, progress, refuse(500, `Internal Server Error #${context.randomId()}`, { cause }))
  } finally {
    progress.body?.release()
  }
}

const nowMsOf = ({ nowNs }: AxonContext): number => Number(nowNs() / 1_000_000n)

function withRelease(reply: AxonReply, { releaseAnswer }: Progress): AxonReply {
  return releaseAnswer ? { ...reply, onGone: releaseAnswer } : reply
}

async function takeSteps(context: AxonContext, progress: Progress): Promise<AxonReply | Refusal> {
  const { request } = progress
  const { limits } = context
  const route = findRoute(context.routes, request)
  if (isRefusal(route)) return route
  progress.route = route

  const unacceptable = refuseByBody(request, limits.bodyBytes)
  if (unacceptable) return unacceptable
  const claim = readClaim(context, request)
  if (isRefusal(claim)) return claim
  progress.claim = claim
  const verdict = context.policy(claim.key)
  const tokenDueSeconds = context.limiter.waitSeconds(claim.key.publicKeyHex, nowMsOf(context))
  const shut = gate(context, request, verdict, tokenDueSeconds)
  if (shut) return tokenDueSeconds > 0 ? context.pace.hold(shut) : shut

  if (claim.signsBody) {
    const limitBytes = verdict.allowed ? limits.bodyBytes : limits.strangerBodyBytes
    const body = await readBody(request, limitBytes, context.unverifiedBodies)
    if (isRefusal(body)) return body
    progress.body = body
  }
  // Inside the turn, so that the signatures of one turn are verified in a row: that is a fifth faster.
  const caller = await inTurn(context, claimPriority(context, request, claim, verdict), request, () =>
    admit(context, request, claim, verdict, progress.body?.bytes),
  )
  if (isRefusal(caller)) return caller
  progress.caller = caller

  const receivedAtMs = nowMsOf(context)
  const call = new OpenCall(request, caller, patienceMs(claim.timeoutSeconds), receivedAtMs)
  const objection = route.verify || route.blacklist ? await runChecks(route, call) : null
  if (objection) return objection
  if (progress.body === null) {
    const body = await readBody(request, limits.bodyBytes, context.bodies)
    if (isRefusal(body)) return body
    progress.body = body
  }
  const { bytes } = progress.body
  if (bytes.length >= BYTES_PER_SIGNATURE || route.priority) {
    const priority = route.priority?.(call) ?? caller.priority
    const cost = bytes.length / BYTES_PER_SIGNATURE
    const refusal = await inTurn(context, priority, request, () => null, cost)
    if (refusal) return refusal
  }
  if (bytes.length > limits.inlineBodyBytes) {
    const answerBytes = bytes.length
    if (!context.largeAnswers.take(answerBytes)) return overloaded()
    progress.releaseAnswer = () => context.largeAnswers.give(answerBytes)
  }
  const fields = await readFields(context, route.synapse, claim, bytes)
  if (isRefusal(fields)) return fields
  progress.body.release()
  const result = await runHandler(route, fields, call, (cause) =>
    context.onEvent(eventOf(progress, 'failed', 500, 'failed after its deadline', cause)),
  )
  return isRefusal(result) ? result : answered(context, progress, fields, result)
}

function readClaim(context: AxonContext, request: AxonRequest): Claim | Refusal {
  try {
    const read = isBtauthRequest((name) => request.header(name)) ? btauthClaim : classicClaim
    return read(request, context.hotkeySs58, context.keyOf)
  } catch (error) {
    if (IgError.isInstance(error)) return refuse(400, error.summary)
    throw error
  }
}

/** Does something when it is this request's turn; refused where others were more important. */
function inTurn<T>(
  { queue }: AxonContext,
  priority: number,
  { connection }: AxonRequest,
  work: () => T,
  cost = 1,
): Promise<T | Refusal> {
  return new Promise((resolve, reject) => {
    function task(): void {
      try {
        resolve(work())
      } catch (error) {
        reject(error)
      }
    }
    const onDropped = () => resolve(overloaded())
    if (!queue.add(priority, connection, task, onDropped, cost)) onDropped()
  })
}

function answered(context: AxonContext, progress: Progress, fields: object, result: object): AxonReply {
  const facts = { ...factsOf(progress), status: 200, message: 'Success' }
  const reply =
    Symbol.asyncIterator in result
      ? encodeStream(context, result as AsyncIterable<string | Uint8Array>, facts)
      : encodeAnswer(context, result === fields ? fields : { ...fields, ...result }, facts)
  context.onEvent(eventOf(progress, 'answered', 200, 'Success'))
  return reply
}

function refused(context: AxonContext, progress: Progress, refusal: Refusal): AxonReply {
  const { status, message, cause } = refusal
  context.onEvent(eventOf(progress, status === 500 ? 'failed' : 'refused', status, message, cause))
  return encodeRefusal(context, refusal, factsOf(progress))
}

function factsOf({ request, startedAtMs, route, claim, caller }: Progress) {
  return {
    synapse: route?.synapse.name ?? 'Synapse',
    durationMs: performance.now() - startedAtMs,
    timeoutSeconds: claim?.timeoutSeconds,
    remote: { ip: request.remoteIp, port: request.remotePort },
    verified: claim && caller ? { claim, caller } : null,
  }
}

function eventOf(
  { request, startedAtMs, route, caller }: Progress,
  type: 'answered' | 'refused' | 'failed',
  status: number,
  message: string,
  cause?: unknown,
) {
  return {
    type,
    status,
    synapse: route?.synapse.name ?? '',
    caller,
    ip: request.remoteIp,
    durationMs: performance.now() - startedAtMs,
    message,
    ...(cause === undefined ? {} : { cause }),
  }
}
