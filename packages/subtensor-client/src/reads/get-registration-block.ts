import type { ReadOptions } from '../client.ts'
import type { Connection } from '../connection/connection.ts'
import { count, parseAs } from './parse-as.ts'
import { readState } from './read-state.ts'

const BLOCK_AT_REGISTRATION = 'subtensorModule.blockAtRegistration'

/** The block in which a uid's hotkey was registered; null where the uid is empty. */
export function getRegistrationBlock(
  connection: Connection,
  { netuid, uid }: { readonly netuid: number; readonly uid: number },
  options: ReadOptions = {},
): Promise<number | null> {
  return readState(connection, options, async (state) =>
    parseAs(count.nullable(), BLOCK_AT_REGISTRATION, await state.stored(BLOCK_AT_REGISTRATION, netuid, uid)),
  )
}
