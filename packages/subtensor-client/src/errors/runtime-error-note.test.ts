import type { ApiPromise } from '@polkadot/api'
import { beforeAll, describe, expect, test } from 'vitest'
import { offlineApi } from '../testing/offline-api.ts'
import { accountErrorNotes } from './account-error-notes.ts'
import { type DispatchErrorLike, dispatchRefusal } from './dispatch-error.ts'
import { poolErrorNotes } from './pool-error-notes.ts'
import { poolRefusal } from './pool-refusal.ts'
import { registrationErrorNotes } from './registration-error-notes.ts'
import { runtimeErrorNote } from './runtime-error-note.ts'
import { servingErrorNotes } from './serving-error-notes.ts'
import { stakeErrorNotes } from './stake-error-notes.ts'

const names = [
  accountErrorNotes,
  poolErrorNotes,
  registrationErrorNotes,
  servingErrorNotes,
  stakeErrorNotes,
].flatMap((notes) => Object.keys(notes))

const runtimes = new Map<number, ApiPromise>()
beforeAll(async () => {
  for (const specVersion of [293, 424]) {
    const genesisHash = `0x${'45'.repeat(32)}`
    runtimes.set(specVersion, await offlineApi({ specVersion, transactionVersion: 1, genesisHash }))
  }
})

const dispatchErrorOf = (api: ApiPromise, value: unknown) =>
  api.registry.createTypeUnsafe('DispatchError', [value]) as unknown as DispatchErrorLike

/** Every name by which a runtime can refuse: the errors of its pallets, and those of Substrate itself. */
function namesOf(api: ApiPromise): string[] {
  const modules = Object.values(api.errors).flatMap((pallet) =>
    Object.values(pallet).map((error) => error.meta.name.toString()),
  )
  const types = ['SpRuntimeDispatchError', 'SpRuntimeTokenError', 'SpArithmeticArithmeticError']
  const variants = types.flatMap((type) => {
    const { defKeys } = api.registry.createTypeUnsafe(type, []) as unknown as { defKeys: string[] }
    return defKeys
  })
  return [...modules, ...variants]
}

test('every name in the tables is one that a runtime or a pool says', () => {
  const custom = Array.from({ length: 256 }, (_, code) => {
    const error = Object.assign(new Error(`1010: Invalid Transaction: Custom error: ${code}`), { code: 1010 })
    return poolRefusal(error)?.error
  })
  const said = new Set([
    ...[...runtimes.values()].flatMap(namesOf),
    ...custom,
    ...Object.keys(poolErrorNotes),
  ])
  expect(names.filter((name) => !said.has(name))).toEqual([])
})

test('no name is explained twice in different words', () => {
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([])
})

test('every note is a sentence and says what to do', () => {
  for (const name of names) {
    expect(runtimeErrorNote(name)?.meaning).toMatch(/^[A-Z].*\.$/)
    expect(runtimeErrorNote(name)?.hint).toMatch(/^[A-Z].*\.$/)
  }
  expect(runtimeErrorNote('NoSuchError')).toBeNull()
  expect(runtimeErrorNote('constructor')).toBeNull()
})

describe.each([293, 424])('an error of runtime %i', (specVersion) => {
  test('is named by that metadata, wherever its index has moved to', () => {
    const api = runtimes.get(specVersion)
    const known = api?.errors.subtensorModule?.HotKeyAlreadyRegisteredInSubNet
    if (api === undefined || known === undefined) throw new Error('no such error')
    const pallet = api.runtimeMetadata.asLatest.pallets.find(
      ({ name }) => name.toString() === 'SubtensorModule',
    )
    const index = pallet?.index.toNumber()
    const error = `0x${known.meta.index.toNumber().toString(16).padStart(2, '0')}000000`
    const dispatchError = dispatchErrorOf(api, { Module: { index, error } })
    expect(dispatchRefusal(dispatchError, api.registry as never, () => 'SubtensorModule')).toMatchObject({
      error: 'HotKeyAlreadyRegisteredInSubNet',
      pallet: 'SubtensorModule',
      path: 'block',
    })
  })

  test.each([
    [{ Token: 'BelowMinimum' }, 'BelowMinimum', 'Token'],
    [{ Arithmetic: 'Underflow' }, 'Underflow', 'Arithmetic'],
    ['BadOrigin', 'BadOrigin', 'System'],
  ])('%j is named %s', (value, error, pallet) => {
    const api = runtimes.get(specVersion)
    if (api === undefined) throw new Error('no such runtime')
    const dispatchError = dispatchErrorOf(api, value)
    expect(dispatchRefusal(dispatchError, api.registry as never, String)).toMatchObject({ error, pallet })
  })
})
