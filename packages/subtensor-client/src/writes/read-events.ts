import type { ApiDecoration } from '@polkadot/api/types'
import type { Codec } from '@polkadot/types/types'
import type { ChainEvent } from '../chain-data.ts'
import { chainDecodeFailed, chainUnsupported } from '../errors/connection-errors.ts'
import { type DispatchErrorLike, dispatchRefusal } from '../errors/dispatch-error.ts'
import type { Refusal } from '../errors/refusal.ts'
import type { ChainState } from '../reads/chain-state.ts'
import { plainValue } from './plain-value.ts'

/** The API at a block: its types know the runtime's errors and fields by name, which plain values do not. */
type ApiAt = ApiDecoration<'promise'>

/** What the runtime did with an extrinsic that is in a block. */
export interface Execution {
  readonly events: readonly ChainEvent[]
  /** Paid by the account, 0 where the call is free. */
  readonly feeRao: bigint
  /** Null where it did what it was for. */
  readonly refusal: Refusal | null
}

/** What is read of polkadot's `EventRecord`. */
interface EventRecord extends Codec {
  readonly phase: { readonly isApplyExtrinsic: boolean; readonly asApplyExtrinsic: { toNumber(): number } }
  readonly event: {
    readonly section: string
    readonly method: string
    readonly index: Uint8Array
    readonly data: readonly Codec[] & { readonly names: readonly string[] | null }
  }
}

/** The events of the extrinsic at `index` of a block, from the state of that block. */
export async function readExecution(
  at: ApiAt,
  state: ChainState,
  { index, accountSs58 }: { readonly index: number; readonly accountSs58: string },
): Promise<Execution> {
  const records = await readRecords(at, state)
  const own = [...records].filter(
    ({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.toNumber() === index,
  )
  const events = own.map(({ event }) => chainEvent(at, event))
  const failed = own.find(({ event }) => event.section === 'system' && event.method === 'ExtrinsicFailed')
  return {
    events,
    feeRao: feePaid(events, accountSs58),
    refusal: failed
      ? dispatchRefusal(failed.event.data[0] as Codec & DispatchErrorLike, at.registry as never, (section) =>
          palletName(at, section),
        )
      : null,
  }
}

async function readRecords(at: ApiAt, state: ChainState): Promise<Iterable<EventRecord>> {
  const entry = at.query.system?.events
  if (entry === undefined) throw chainUnsupported({ what: 'system.events' })
  const type = at.registry.createLookupType(entry.creator.meta.type.asPlain)
  // Asked for here: the API would keep a timer for some time after it has asked for what stood at a block.
  const stored = await state.rpc('state_getStorage', entry.key(), state.blockHash)
  try {
    return at.registry.createTypeUnsafe(type, [stored]) as unknown as Iterable<EventRecord>
  } catch (cause) {
    throw chainDecodeFailed({ what: 'system.events', specVersion: state.specVersion, cause })
  }
}

/** The sum of an account's amounts in the events of one name. */
export function sumOf(events: readonly ChainEvent[], name: string, accountSs58: string): bigint {
  return events
    .filter((event) => event.name === name && event.data.who === accountSs58)
    .reduce((sum, { data }) => sum + (typeof data.amount === 'bigint' ? data.amount : 0n), 0n)
}

function feePaid(events: readonly ChainEvent[], accountSs58: string): bigint {
  const fee = events.find(
    ({ name, data }) => name === 'TransactionPayment.TransactionFeePaid' && data.who === accountSs58,
  )?.data.actualFee
  return typeof fee === 'bigint' ? fee : 0n
}

function chainEvent(at: ApiAt, { section, method, data }: EventRecord['event']): ChainEvent {
  return {
    name: `${palletName(at, section)}.${method}`,
    data: Object.fromEntries(
      data.map((field, place) => [data.names?.[place] ?? String(place), plainValue(field)]),
    ),
  }
}

/** The metadata's spelling of a section: polkadot writes it in camel case. */
function palletName(at: ApiAt, section: string): string {
  const names = at.registry.metadata.pallets.map(({ name }) => name.toString())
  return names.find((name) => name.toLowerCase() === section.toLowerCase()) ?? section
}
