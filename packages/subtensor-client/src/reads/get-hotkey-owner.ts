import type { ReadOptions } from '../client.ts'
import type { Connection } from '../connection/connection.ts'
import type { ChainState } from './chain-state.ts'
import { account, parseAs } from './parse-as.ts'
import { publicKeyOf } from './public-key-of.ts'
import { readState } from './read-state.ts'

const OWNER = 'subtensorModule.owner'

/** The coldkey that a hotkey belongs to; null where it belongs to nobody yet. */
export function getHotkeyOwner(
  connection: Connection,
  hotkeySs58: string,
  options: ReadOptions = {},
): Promise<string | null> {
  return readState(connection, options, (state) => readHotkeyOwner(state, hotkeySs58))
}

/** The same at a state that is open already. */
export async function readHotkeyOwner(state: ChainState, hotkeySs58: string): Promise<string | null> {
  return parseAs(account.nullable(), OWNER, await state.stored(OWNER, publicKeyOf(hotkeySs58)))
}
