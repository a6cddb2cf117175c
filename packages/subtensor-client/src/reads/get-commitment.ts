import { z } from 'zod'
import type { ReadOptions } from '../client.ts'
import type { Connection } from '../connection/connection.ts'
import { parseAs } from './parse-as.ts'
import { publicKeyOf } from './public-key-of.ts'
import { readState } from './read-state.ts'

const COMMITMENT_OF = 'commitments.commitmentOf'
const field = z.union([z.string(), z.object({ type: z.string(), value: z.unknown() })])
const registration = z.object({ info: z.object({ fields: z.array(field) }) })

/** The bytes that a hotkey committed to a subnet, all of its raw fields together; null where there are none. */
export function getCommitment(
  connection: Connection,
  { netuid, hotkeySs58 }: { readonly netuid: number; readonly hotkeySs58: string },
  options: ReadOptions = {},
): Promise<Uint8Array | null> {
  return readState(connection, options, async (state) => {
    const stored = await state.stored(COMMITMENT_OF, netuid, publicKeyOf(hotkeySs58))
    const raw = (parseAs(registration.nullable(), COMMITMENT_OF, stored)?.info.fields ?? []).flatMap(
      (entry) =>
        typeof entry === 'object' && entry.value instanceof Uint8Array && /raw/i.test(entry.type)
          ? [entry.value]
          : [],
    )
    return raw.length === 0 ? null : new Uint8Array(Buffer.concat(raw))
  })
}
