import type { AxonRecord } from '../chain-data.ts'
import type { ReadOptions } from '../client.ts'
import type { Connection } from '../connection/connection.ts'
import { axonRecord } from './axon-record.ts'
import { parseAs } from './parse-as.ts'
import { publicKeyOf } from './public-key-of.ts'
import { readState } from './read-state.ts'

const AXONS = 'subtensorModule.axons'

/** What a hotkey's `serve_axon` wrote for a subnet; null where it never served. */
export function getAxon(
  connection: Connection,
  { netuid, hotkeySs58 }: { readonly netuid: number; readonly hotkeySs58: string },
  options: ReadOptions = {},
): Promise<AxonRecord | null> {
  return readState(connection, options, async (state) =>
    parseAs(axonRecord.nullable(), AXONS, await state.stored(AXONS, netuid, publicKeyOf(hotkeySs58))),
  )
}
