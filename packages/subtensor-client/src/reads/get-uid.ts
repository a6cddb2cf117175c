import type { ReadOptions } from '../client.ts'
import type { Connection } from '../connection/connection.ts'
import { count, parseAs } from './parse-as.ts'
import { publicKeyOf } from './public-key-of.ts'
import { readState } from './read-state.ts'

const UIDS = 'subtensorModule.uids'

/** A hotkey's uid on a subnet; null where it is not registered there. */
export function getUid(
  connection: Connection,
  { netuid, hotkeySs58 }: { readonly netuid: number; readonly hotkeySs58: string },
  options: ReadOptions = {},
): Promise<number | null> {
  return readState(connection, options, async (state) =>
    parseAs(count.nullable(), UIDS, await state.stored(UIDS, netuid, publicKeyOf(hotkeySs58))),
  )
}
