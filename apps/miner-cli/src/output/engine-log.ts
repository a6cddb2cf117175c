import type { Log } from '@ig/miner'
import type { Logger } from './create-log.ts'

/** Lets the engine write to the command's log. */
export function engineLog(logger: Logger): Log {
  return (level, message, values) => logger[level](values ?? {}, message)
}
