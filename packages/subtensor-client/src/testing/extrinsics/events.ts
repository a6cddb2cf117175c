import { compactToU8a, u8aConcat, u8aToHex } from '@polkadot/util'
import type { Runtime } from '../runtime.ts'

/** An event by the names of the metadata, for instance `Balances.Withdraw`, with its fields in order. */
export interface EmittedEvent {
  readonly name: string
  readonly fields: readonly unknown[]
}

/** The events of one extrinsic of a block. */
export interface ExtrinsicEvents {
  readonly index: number
  readonly events: readonly EmittedEvent[]
}

const NO_TOPICS = compactToU8a(0)

/** `System.Events` as the runtime stores it: each record its phase, pallet, event, fields and no topics. */
export function encodeEvents(runtime: Runtime, all: readonly ExtrinsicEvents[]): string {
  const records = all.flatMap(({ index, events }) =>
    events.map((event) => encodeRecord(runtime, index, event)),
  )
  return u8aToHex(u8aConcat(compactToU8a(records.length), ...records))
}

function encodeRecord(runtime: Runtime, extrinsicIndex: number, { name, fields }: EmittedEvent): Uint8Array {
  const { palletIndex, eventIndex, fieldTypes } = runtime.event(name)
  if (fieldTypes.length !== fields.length)
    throw new Error(
      `${name} has ${fieldTypes.length} fields in spec ${runtime.specVersion}, not ${fields.length}.`,
    )
  return u8aConcat(
    runtime.registry.createType('Phase', { ApplyExtrinsic: extrinsicIndex }).toU8a(),
    new Uint8Array([palletIndex, eventIndex]),
    ...fieldTypes.map((type, index) => runtime.create(type, fields[index]).toU8a()),
    NO_TOPICS,
  )
}
