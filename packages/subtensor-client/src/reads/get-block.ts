import type { BlockInfo } from '../chain-data.ts'
import type { ReadOptions } from '../client.ts'
import type { Connection } from '../connection/connection.ts'
import { count, parseAs } from './parse-as.ts'
import { blockOf, pinned, readState } from './read-state.ts'

const TIMESTAMP = 'timestamp.now'

/** The newest block, or the one asked for, with its author's time. */
export function getBlock(connection: Connection, options: ReadOptions = {}): Promise<BlockInfo> {
  return readState(connection, options, async (newest) => {
    const state = await pinned(newest)
    const [block, timestamp] = await Promise.all([blockOf(state), state.storage(TIMESTAMP)])
    return { ...block, timestampMs: parseAs(count, TIMESTAMP, timestamp) }
  })
}
