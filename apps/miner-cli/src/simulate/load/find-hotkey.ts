import { request } from 'node:http'
import { IgError } from '@ig/errors'

const ANSWER_MS = 5_000

/**
 * The hotkey that an axon names in the headers of every reply, a refusal included.
 *
 * Throws `IgError` E_TARGET where no axon answers there.
 */
export async function findHotkey({
  ip,
  port,
}: {
  readonly ip: string
  readonly port: number
}): Promise<string> {
  const given = await new Promise<unknown>((resolve) => {
    const asking = request(
      { host: ip, port, path: '/Synapse', method: 'POST', timeout: ANSWER_MS },
      (reply) => {
        reply.resume()
        resolve(reply.headers.bt_header_axon_hotkey)
      },
    )
    asking.on('timeout', () => asking.destroy())
    asking.on('error', () => resolve(null))
    asking.end()
  })
  if (typeof given === 'string') return given
  throw new IgError({
    code: 'E_TARGET',
    message: 'No axon answers at the target.',
    values: { ip, port },
    hint: 'Start it, or name its hotkey with --target-hotkey.',
  })
}
