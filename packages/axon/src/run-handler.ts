import { IgError } from '@ig/errors'
import type { AxonCall, AxonSynapse } from './axon-synapse.ts'
import type { OpenCall } from './open-call.ts'
import { blacklisted, notVerified, type Refusal, refuse } from './refusal.ts'

/** The synapse's own say about a verified caller; null where it has nothing against it. */
export async function runChecks(route: AxonSynapse, call: AxonCall): Promise<Refusal | null> {
  if (route.verify) {
    try {
      await route.verify(call)
    } catch (error) {
      return {
        ...notVerified(IgError.isInstance(error) ? error.summary : 'refused by this axon'),
        cause: error,
      }
    }
  }
  const reason = route.blacklist ? await route.blacklist(call) : false
  return reason === false ? null : blacklisted(reason)
}

/**
 * Runs the handler for as long as the caller waits: after that its signal is aborted and the answer is 408.
 *
 * @param onLateFailure told of what the handler throws after that
 */
export async function runHandler(
  route: AxonSynapse,
  fields: object,
  call: OpenCall,
  onLateFailure: (error: unknown) => void,
): Promise<object | Refusal> {
  const result = route.forward(fields, call)
  if (!isPromise(result)) return result
  const { timeoutMs } = call
  let late: IgError | undefined
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<Refusal>((resolve) => {
    timer = setTimeout(() => {
      late = new IgError({
        code: 'E_CALLER_TIMEOUT',
        message: 'The caller waits no longer.',
        values: { timeoutMs },
      })
      resolve(refuse(408, `Response timeout after: ${timeoutMs / 1000}s`))
      call.abort(late)
    }, timeoutMs)
  })
  result.catch((error: unknown) => {
    if (late && error !== late) onLateFailure(error)
  })
  try {
    return await Promise.race([result, deadline])
  } finally {
    clearTimeout(timer)
  }
}

function isPromise(value: object): value is Promise<object> {
  return typeof (value as { then?: unknown }).then === 'function'
}
