import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EventStore } from '../ports.ts'
import type { EventStoreOptions } from './event-store-options.ts'
import { DAY_MS, NOW_MS } from './sample-events.ts'

/** What the ledgers of every `EventStore` do. */
export function describeSpendLedger(name: string, open: (options: EventStoreOptions) => EventStore): void {
  describe(name, () => {
    let store: EventStore

    beforeEach(() => {
      store = open({ nowMs: () => NOW_MS })
    })
    afterEach(() => store.close())

    test('money is reserved at its worst case, settled after, and capped by the UTC day', () => {
      const ledger = store.ledger({ capUsdPerDay: 1 })
      const reserve = (usd: number, nowMs = NOW_MS) =>
        ledger.reserve({ usd, purpose: 'forecast', eventKey: 'ifgames-1', revision: 1, nowMs })
      const first = reserve(0.9)
      expect(() => reserve(0.2)).toThrow(expect.objectContaining({ code: 'E_BUDGET' }))
      first.settle(0.1)
      first.settle(0.9)
      expect(ledger.spentUsd(NOW_MS)).toBe(0.1)
      for (const _ of Array.from({ length: 9 })) reserve(0.1)
      expect(ledger.spentUsd(NOW_MS)).toBe(1)
      expect(() => reserve(0.001)).toThrow(expect.objectContaining({ code: 'E_BUDGET' }))
      reserve(1, NOW_MS + DAY_MS)
      expect(ledger.spentUsd(NOW_MS + DAY_MS)).toBe(1)
      expect(ledger.spentUsd(NOW_MS)).toBe(1)
    })

    test('money is told by what it was reserved for', () => {
      const ledger = store.ledger({ capUsdPerDay: 1 })
      const reserve = (purpose: string, usd: number) =>
        ledger.reserve({ usd, purpose, eventKey: null, revision: null, nowMs: NOW_MS })
      reserve('rate: small', 0.2).settle(0.1)
      reserve('reason: large', 0.4)
      reserve('rate: small', 0.05).settle(0.05)
      expect(ledger.spentByPurpose(NOW_MS)).toEqual({ 'rate: small': 0.15, 'reason: large': 0.4 })
      expect(ledger.spentByPurpose(NOW_MS + DAY_MS)).toEqual({})
    })

    test('two ledgers of one store count the same money', () => {
      const entry = { usd: 0.6, purpose: 'forecast', eventKey: null, revision: null, nowMs: NOW_MS }
      store.ledger({ capUsdPerDay: 1 }).reserve(entry)
      const other = store.ledger({ capUsdPerDay: 1 })
      expect(() => other.reserve(entry)).toThrow(expect.objectContaining({ code: 'E_BUDGET' }))
      expect(other.spentUsd(NOW_MS)).toBe(0.6)
    })

    test.each([Number.NaN, -1, Number.POSITIVE_INFINITY])('%d is no sum of money', (usd) => {
      const ledger = store.ledger({ capUsdPerDay: 1 })
      const entry = { purpose: 'forecast', eventKey: null, revision: null, nowMs: NOW_MS }
      expect(() => ledger.reserve({ ...entry, usd })).toThrow(expect.objectContaining({ code: 'E_USD' }))
      const reservation = ledger.reserve({ ...entry, usd: 0.5 })
      expect(() => reservation.settle(usd)).toThrow(expect.objectContaining({ code: 'E_USD' }))
      expect(ledger.spentUsd(NOW_MS)).toBe(0.5)
    })
  })
}
