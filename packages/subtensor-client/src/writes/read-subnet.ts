import type { IgError } from '@ig/errors'
import type { Codec } from '@polkadot/types/types'
import { subnetMissing } from '../errors/connection-errors.ts'
import { chainRefused } from '../errors/write-errors.ts'
import { checkNetuid } from './amounts.ts'
import { readStorage, type StateAt } from './runtime-items.ts'

export type Bool = Codec & { readonly isTrue: boolean }
export type Integer = Codec & { toBigInt(): bigint; toNumber(): number }
export type OptionalInteger = Codec & { readonly isSome: boolean; unwrap(): Integer }

/** @throws IgError `E_CHAIN_SUBNET` where there is no subnet of this netuid. */
export async function checkSubnet(at: StateAt, netuid: number): Promise<void> {
  checkNetuid(netuid)
  const { isTrue } = await readStorage<Bool>(at, 'subtensorModule', 'networksAdded', [netuid])
  if (!isTrue) throw subnetMissing({ netuid })
}

/** The hotkey's uid on the subnet; null where it is not registered there. */
export async function readUid(at: StateAt, netuid: number, hotkeySs58: string): Promise<number | null> {
  const uid = await readStorage<OptionalInteger>(at, 'subtensorModule', 'uids', [netuid, hotkeySs58])
  return uid.isSome ? uid.unwrap().toNumber() : null
}

/** @throws IgError `E_CHAIN_SUBNET`; `E_CHAIN_REFUSED` (`HotKeyNotRegisteredInSubNet`). */
export async function checkRegistered(at: StateAt, netuid: number, hotkeySs58: string): Promise<void> {
  await checkSubnet(at, netuid)
  if ((await readUid(at, netuid, hotkeySs58)) === null) {
    throw refusedBeforeSending('HotKeyNotRegisteredInSubNet', { netuid, hotkeySs58 })
  }
}

/** What the runtime would answer, known from its state: said before anything is sent. */
export function refusedBeforeSending(
  error: string,
  values: Readonly<Record<string, unknown>>,
  pallet = 'SubtensorModule',
): IgError {
  return chainRefused({ error, pallet, docs: '', path: 'check' }, values)
}
