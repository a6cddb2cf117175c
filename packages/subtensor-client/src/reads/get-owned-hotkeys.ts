import { z } from 'zod'
import type { ReadOptions } from '../client.ts'
import type { Connection } from '../connection/connection.ts'
import { account, parseAs } from './parse-as.ts'
import { publicKeyOf } from './public-key-of.ts'
import { readState } from './read-state.ts'

const OWNED_HOTKEYS = 'subtensorModule.ownedHotkeys'

/** The hotkeys that belong to a coldkey. */
export function getOwnedHotkeys(
  connection: Connection,
  coldkeySs58: string,
  options: ReadOptions = {},
): Promise<readonly string[]> {
  return readState(connection, options, async (state) =>
    parseAs(z.array(account), OWNED_HOTKEYS, await state.storage(OWNED_HOTKEYS, publicKeyOf(coldkeySs58))),
  )
}
