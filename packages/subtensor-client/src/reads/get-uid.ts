import type { ReadOptions } from '../client.ts'
import type { Connection } from '../connection/connection.ts'
import type { ChainState } from './chain-state.ts'
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
  return readState(connection, options, (state) => readUid(state, netuid, hotkeySs58))
}

/** The same at a state that is open already. */
export async function readUid(state: ChainState, netuid: number, hotkeySs58: string): Promise<number | null> {
  return parseAs(count.nullable(), UIDS, await state.stored(UIDS, netuid, publicKeyOf(hotkeySs58)))
}
