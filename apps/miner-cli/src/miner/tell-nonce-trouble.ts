import type { AxonEvent } from '@ig/axon'
import type { Logger } from '../output/create-log.ts'

/** Says once when nonces cannot be written down, and once when they are again; not at every request between. */
export function tellNonceTrouble(log: Logger, unwritten: () => number): (event: AxonEvent) => void {
  let isTold = false
  return ({ type, cause }) => {
    if (type === 'degraded' && !isTold) {
      isTold = true
      log.warn(
        { error: cause },
        'Accepted nonces cannot be written down and are kept in memory: until they can, a restart would forget them.',
      )
    } else if (type !== 'degraded' && isTold && unwritten() === 0) {
      isTold = false
      log.info('accepted nonces are written down again')
    }
  }
}
