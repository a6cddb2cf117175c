import { isIP } from 'node:net'
import { IgError } from '@ig/errors'
import { isLoopback } from '../../settings/loopback.ts'

/** An axon under load. */
export interface LoadTarget {
  readonly ip: string
  readonly port: number
  /** SS58 */
  readonly hotkey: string
  /** Ends it hard and starts it again on the same port and data; null where it is not ours to end. */
  readonly restart: (() => Promise<void>) | null
  close(): Promise<void>
}

/**
 * Reads `ip:port` of an axon. Only loopback is taken: load on a machine of others is an attack, unless its operator
 * agrees, which a flag has to say.
 *
 * Throws `IgError` E_ARGUMENT, E_REMOTE_TARGET.
 */
export function parseTarget(
  text: string,
  { mayBeRemote }: { readonly mayBeRemote: boolean },
): { readonly ip: string; readonly port: number } {
  const [, ip = '', digits] = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(text) ?? []
  const port = Number(digits)
  if (isIP(ip) === 0 || !(port >= 1 && port <= 65_535)) {
    throw new IgError({
      code: 'E_ARGUMENT',
      message: 'The target is no address and port.',
      values: { target: text },
      hint: 'Write --target 127.0.0.1:8091, as the ready line of the miner names it.',
    })
  }
  if (isLoopback(ip) || mayBeRemote) return { ip, port }
  throw new IgError({
    code: 'E_REMOTE_TARGET',
    message: 'The target is not on this machine, and load on a machine of others is an attack.',
    values: { target: text },
    hint: 'Where the machine is yours, or its operator agrees, add --i-may-load-this-target.',
  })
}
