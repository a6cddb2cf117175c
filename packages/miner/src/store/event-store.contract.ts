import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { EventStore, MinerEvent } from '../ports.ts'
import type { EventStoreOptions } from './event-store.ts'
import {
  CUTOFF,
  DAY_MS,
  NOW_MS,
  sampleEvent,
  sampleForecast,
  samplePrior,
  sampleSighting,
} from './sample-events.ts'

/** What every `EventStore` does, whatever it keeps its rows in. */
export function describeEventStore(name: string, open: (options: EventStoreOptions) => EventStore): void {
  describe(name, () => {
    let store: EventStore
    const stranger = sampleSighting({ callerSs58: '5Stranger', mayPay: false })

    beforeEach(() => {
      store = open({ nowMs: () => NOW_MS, quotaPerCallerAndDay: 5, revisionsPerEventAndDay: 3 })
    })
    afterEach(() => store.close())

    const see = (event: MinerEvent, sighting = sampleSighting()) => {
      const [seen] = store.see([event], sighting, samplePrior)
      if (seen === undefined) throw new Error('see gave nothing back')
      return seen
    }

    test('a new event gets its first forecast, and is known from then on', () => {
      expect(store.remembers('ifgames-1')).toBe(false)
      const first = see(sampleEvent('1'))
      expect(store.remembers('ifgames-1')).toBe(true)
      expect(first).toMatchObject({ change: 'new', revision: 1, payable: true, firstSeenMs: NOW_MS })
      expect(first.latest).toMatchObject({ probability: 0.4, eventKey: 'ifgames-1', madeAtMs: NOW_MS })
      expect(see(sampleEvent('1'))).toEqual({ ...first, change: 'known' })
    })

    test('an event without a first forecast has none until one is appended', () => {
      const [seen] = store.see([sampleEvent('1')], sampleSighting(), () => null)
      expect(seen).toMatchObject({ change: 'new', latest: null })
      expect(store.counts(NOW_MS)).toEqual({ live: 1, forecast: 0 })
      const [made] = store.appendForecasts([sampleForecast('ifgames-1')])
      expect(see(sampleEvent('1')).latest).toEqual(made)
    })

    test('events come back in the order in which they were asked for', () => {
      const ids = ['9', '3', '7', '3']
      const seen = store.see(
        ids.map((id) => sampleEvent(id)),
        sampleSighting(),
        samplePrior,
      )
      expect(seen.map(({ event, change }) => [event.eventId, change])).toEqual([
        ['9', 'new'],
        ['3', 'new'],
        ['7', 'new'],
        ['3', 'known'],
      ])
    })

    test('the key is the identity: two keys with one id are two events', () => {
      see(sampleEvent('1'))
      expect(see(sampleEvent('1', { key: 'other-1' })).change).toBe('new')
    })

    test.each(['__proto__', 'constructor', '', 'a\u0000b', '\ud800', '\ufffd', '\u0000json:"x"'])(
      'the key %j is plain data',
      (key) => {
        expect(see(sampleEvent('1', { key })).change).toBe('new')
        expect(see(sampleEvent('1', { key })).change).toBe('known')
        expect(store.forecastHistory(key)).toHaveLength(1)
      },
    )

    test('white space and the Unicode normal form are no revision', () => {
      see(sampleEvent('1', { description: 'Will the café open?' }))
      const again = see(sampleEvent('1', { description: '  Will the\n cafe\u0301  open?' }))
      expect(again).toMatchObject({ change: 'known', revision: 1 })
    })

    test('a changed description or cutoff is a new revision with a forecast of its own', () => {
      const old = see(sampleEvent('1'))
      store.appendForecasts([sampleForecast('ifgames-1', { probability: 0.9 })])
      const reworded = see(sampleEvent('1', { description: 'Will it snow?' }))
      const moved = see(sampleEvent('1', { cutoffUnixSeconds: CUTOFF + 1 }))
      expect([reworded, moved]).toMatchObject([
        { change: 'revised', revision: 2, latest: { probability: 0.4 } },
        { change: 'revised', revision: 3 },
      ])
      expect(store.forecastHistory('ifgames-1', 1).map(({ probability }) => probability)).toEqual([0.4, 0.9])
      expect(old.textHash).not.toBe(reworded.textHash)
    })

    test('two wordings of one key are each their own revision and do not chase each other', () => {
      const one = sampleEvent('1')
      const other = sampleEvent('1', { description: 'Will it snow?' })
      for (const _ of Array.from({ length: 10 })) {
        see(one)
        see(other, sampleSighting({ callerSs58: '5Other' }))
      }
      expect(see(one).revision).toBe(1)
      expect(see(other).revision).toBe(2)
      expect(store.liveRevisions(NOW_MS)).toHaveLength(2)
    })

    test("over the day's cap of revisions an event is answered from its newest one", () => {
      const wording = (count: number) => sampleEvent('1', { description: `Wording ${count}?` })
      const seen = [1, 2, 3, 4, 5].map((count) => see(wording(count)))
      expect(seen.map(({ revision, change }) => [revision, change])).toEqual([
        [1, 'new'],
        [2, 'revised'],
        [3, 'revised'],
        [3, 'known'],
        [3, 'known'],
      ])
      const tomorrow = sampleSighting({ nowMs: NOW_MS + DAY_MS })
      expect(see(wording(5), tomorrow)).toMatchObject({ revision: 4, change: 'revised' })
    })

    test("a stranger's wordings do not use up a validator's, nor answer for them", () => {
      see(sampleEvent('1'))
      for (const count of [1, 2, 3, 4]) see(sampleEvent('1', { description: `Noise ${count}?` }), stranger)
      expect(see(sampleEvent('1', { description: 'Noise 4?' }), stranger).revision).toBe(1)
      const reworded = see(sampleEvent('1', { description: 'Will it snow?' }))
      expect(reworded).toMatchObject({ change: 'revised', payable: true, revision: 5 })
    })

    test('what only strangers asked for is not payable, until a validator asks', () => {
      expect(see(sampleEvent('1'), stranger)).toMatchObject({ change: 'new', payable: false })
      expect(see(sampleEvent('1'))).toMatchObject({ change: 'known', payable: true })
      expect(see(sampleEvent('1'), stranger).payable).toBe(true)
    })

    test('beyond the quota of the day events are stored and answered, but not payable', () => {
      const seen = store.see(
        Array.from({ length: 7 }, (_, index) => sampleEvent(`${index}`)),
        sampleSighting(),
        samplePrior,
      )
      expect(seen.map(({ payable }) => payable)).toEqual([true, true, true, true, true, false, false])
      expect(seen.every(({ latest }) => latest !== null)).toBe(true)
      expect(see(sampleEvent('6')).payable).toBe(false)
      expect(see(sampleEvent('6'), sampleSighting({ callerSs58: '5Other' })).payable).toBe(true)
      expect(see(sampleEvent('5'), sampleSighting({ nowMs: NOW_MS + DAY_MS })).payable).toBe(true)
    })

    test('over the quota an event is known by its very wording, and becomes payable on a new day', () => {
      const events = Array.from({ length: 8 }, (_, index) => sampleEvent(`${index}`))
      const ask = (nowMs: number) => store.see(events, sampleSighting({ nowMs }), samplePrior)
      const payable = (nowMs: number) => ask(nowMs).map((seen) => seen.payable)
      ask(NOW_MS)
      // Hashing begins with it.
      const normalize = vi.spyOn(String.prototype, 'normalize')
      expect(payable(NOW_MS)).toEqual([true, true, true, true, true, false, false, false])
      expect(payable(NOW_MS + DAY_MS)).toEqual(events.map(() => true))
      expect(normalize).not.toHaveBeenCalled()
      normalize.mockRestore()
      expect(ask(NOW_MS + DAY_MS).every(({ change }) => change === 'known')).toBe(true)
    })

    test('forecasts are appended, and the latest made is the one that answers', () => {
      see(sampleEvent('1'))
      const [late, early] = store.appendForecasts([
        sampleForecast('ifgames-1', { probability: 0.7, madeAtMs: NOW_MS + 20 }),
        sampleForecast('ifgames-1', { probability: 0.6, madeAtMs: NOW_MS + 10 }),
      ])
      expect(see(sampleEvent('1')).latest).toEqual(late)
      expect(store.forecastHistory('ifgames-1').map(({ id }) => id)).toEqual([
        expect.any(Number),
        late?.id,
        early?.id,
      ])
    })

    test('everything of a forecast is kept', () => {
      see(sampleEvent('1'))
      const forecast = sampleForecast('ifgames-1', {
        market: 0.33,
        reasoning: 'Because \ud800 of clouds.',
        samples: [0.2, 0.35],
        evidence: [{ url: 'https://example.org', relevance: 0.5 }],
        costUsd: 0.0123,
      })
      const [stored] = store.appendForecasts([forecast])
      expect(store.forecastHistory('ifgames-1').at(-1)).toEqual({ ...forecast, id: stored?.id })
    })

    test.each([Number.NaN, 0, 1, 70, -0.1, Number.POSITIVE_INFINITY])(
      'a forecast of %d is refused',
      (probability) => {
        see(sampleEvent('1'))
        expect(() => store.appendForecasts([sampleForecast('ifgames-1', { probability })])).toThrow(
          expect.objectContaining({ code: 'E_FORECAST_RANGE' }),
        )
        expect(store.forecastHistory('ifgames-1')).toHaveLength(1)
      },
    )

    test('a forecast for what was never seen is refused, and the whole call with it', () => {
      see(sampleEvent('1'))
      const unknown = [sampleForecast('ifgames-1'), sampleForecast('nowhere')]
      expect(() => store.appendForecasts(unknown)).toThrow(
        expect.objectContaining({ code: 'E_EVENT_UNKNOWN' }),
      )
      expect(() => store.appendForecasts([sampleForecast('ifgames-1', { revision: 2 })])).toThrow(
        expect.objectContaining({ code: 'E_EVENT_UNKNOWN' }),
      )
      expect(store.forecastHistory('ifgames-1')).toHaveLength(1)
    })

    test('an error of the first forecast is passed on, and what came before it stands', () => {
      const refusing = (event: MinerEvent) => {
        if (event.eventId === '2') throw new Error('no prior')
        return samplePrior()
      }
      const events = ['1', '2', '3'].map((id) => sampleEvent(id))
      expect(() => store.see(events, sampleSighting(), refusing)).toThrow('no prior')
      const again = store.see(events, sampleSighting(), samplePrior)
      expect(again.map(({ change }) => change)).toEqual(['known', 'new', 'new'])
    })

    test('live revisions are those whose cutoff is still to come', () => {
      see(sampleEvent('past', { cutoffUnixSeconds: NOW_MS / 1000 }))
      see(sampleEvent('future', { cutoffUnixSeconds: NOW_MS / 1000 + 1 }))
      see(sampleEvent('open', { cutoffUnixSeconds: null }))
      expect(store.liveRevisions(NOW_MS).map(({ event }) => event.eventId)).toEqual(['future', 'open'])
      expect(store.counts(NOW_MS)).toEqual({ live: 2, forecast: 2 })
    })

    test('a swept event is still known, with its forecasts', () => {
      const first = see(sampleEvent('1'))
      const later = NOW_MS + 60 * DAY_MS
      store.sweep(later)
      expect(store.liveRevisions(NOW_MS)).toEqual([])
      expect(store.counts(NOW_MS).live).toBe(1)
      expect(store.counts(later).live).toBe(0)
      expect(see(sampleEvent('1'), sampleSighting({ nowMs: later }))).toEqual({ ...first, change: 'known' })
      store.sweep(later)
      const [late] = store.appendForecasts([sampleForecast('ifgames-1')])
      expect(store.forecastHistory('ifgames-1').at(-1)).toEqual(late)
    })

    describe('with room for three events in memory', () => {
      beforeEach(() => {
        store.close()
        store = open({ nowMs: () => NOW_MS, quotaPerCallerAndDay: 3, maxEventsInMemory: 3 })
      })
      const flood = (count: number) =>
        store.see(
          Array.from({ length: count }, (_, index) => sampleEvent(`flood${index}`)),
          sampleSighting({ callerSs58: '5Stranger', mayPay: false, nowMs: NOW_MS + 1 }),
          samplePrior,
        )

      test('what left memory is known when it is asked for again, with its latest forecast', () => {
        const seen = flood(10)
        const [made] = store.appendForecasts([sampleForecast('ifgames-flood0', { probability: 0.9 })])
        const again = flood(10)
        expect(again).toEqual(
          seen.map((one, index) => ({ ...one, change: 'known', ...(index === 0 && { latest: made }) })),
        )
      })

      test('a flood of strangers takes no payable event from the scheduler', () => {
        for (const id of ['1', '2']) see(sampleEvent(id))
        flood(50)
        const live = store.liveRevisions(NOW_MS)
        expect(live.length).toBeLessThanOrEqual(3)
        expect(live.filter(({ payable }) => payable).map(({ event }) => event.eventId)).toEqual(['1', '2'])
      })

      test("a stranger's wordings take no payable wording from the scheduler", () => {
        for (const id of ['1', '2', '3']) see(sampleEvent(id))
        for (const id of ['1', '2', '3']) see(sampleEvent(id, { description: 'Noise?' }), stranger)
        const live = store.liveRevisions(NOW_MS)
        expect(live.map(({ event, revision }) => [event.eventId, revision])).toEqual([
          ['1', 1],
          ['2', 1],
          ['3', 1],
        ])
        expect(see(sampleEvent('2', { description: 'Noise?' }), stranger)).toMatchObject({
          change: 'known',
          revision: 2,
        })
      })

      test('counts are of everything, in memory or not', () => {
        flood(10)
        store.see([sampleEvent('bare')], sampleSighting(), () => null)
        expect(store.counts(NOW_MS)).toEqual({ live: 11, forecast: 10 })
        see(sampleEvent('bare', { description: 'Will it snow?', cutoffUnixSeconds: CUTOFF + 60 }))
        expect(store.counts(NOW_MS)).toEqual({ live: 11, forecast: 11 })
        expect(store.counts(CUTOFF * 1000)).toEqual({ live: 1, forecast: 1 })
        expect(store.counts((CUTOFF + 60) * 1000)).toEqual({ live: 0, forecast: 0 })
      })

      test('an outcome of an event that left memory counts for its market type', () => {
        flood(10)
        store.recordOutcome('ifgames-flood0', 1, NOW_MS)
        store.recordOutcome('ifgames-flood0', 0, NOW_MS + 1)
        expect(store.baseRate('ifgames')).toEqual({ share: 0, count: 1 })
      })

      test('strangers keep nothing alive that costs money', () => {
        see(sampleEvent('1'))
        see(sampleEvent('1'), { ...stranger, nowMs: NOW_MS + DAY_MS })
        expect(store.liveRevisions(NOW_MS)).toMatchObject([{ payable: true, lastAskedMs: NOW_MS }])
        see(sampleEvent('1'), sampleSighting({ nowMs: NOW_MS + DAY_MS }))
        expect(store.liveRevisions(NOW_MS)).toMatchObject([{ lastAskedMs: NOW_MS + DAY_MS }])
      })
    })

    test('a flood of callers forgets none that may pay', () => {
      see(sampleEvent('1'))
      for (let caller = 0; caller < 1_500; caller += 1) {
        const callerSs58 = caller === 0 ? '5Validator' : `5Stranger${caller}`
        store.recordAnswer({ callerSs58, askedAtMs: NOW_MS + caller, durationMs: 1, items: [] })
      }
      const known = store.validators().map(({ hotkey }) => hotkey)
      expect(known.length).toBeLessThanOrEqual(1_000)
      expect(known).toContain('5Validator')
      expect(known).toContain('5Stranger1499')
    })

    test('a cutoff that is no number is none', () => {
      expect(see(sampleEvent('1', { cutoffUnixSeconds: Number.NaN })).event.cutoffUnixSeconds).toBeNull()
      expect(see(sampleEvent('1', { cutoffUnixSeconds: Number.NaN })).change).toBe('known')
    })

    test('base rates are taken by market type, and corrected outcomes count once', () => {
      expect(store.baseRate('IFGAMES')).toBeNull()
      for (const id of ['1', '2', '3']) see(sampleEvent(id))
      store.recordOutcome('ifgames-1', 1, NOW_MS)
      store.recordOutcome('ifgames-2', 0, NOW_MS)
      store.recordOutcome('ifgames-3', 0, NOW_MS)
      store.recordOutcome('ifgames-3', 1, NOW_MS)
      store.recordOutcome('ifgames-3', 1, NOW_MS)
      expect(store.baseRate('ifgames')).toEqual({ share: 2 / 3, count: 3 })
      expect(() => store.recordOutcome('nowhere', 1, NOW_MS)).toThrow(
        expect.objectContaining({ code: 'E_EVENT_UNKNOWN' }),
      )
    })

    test('the outcomes resolved last are at hand, the newest last, corrections in their place', () => {
      expect(store.recentOutcomes(150)).toEqual([])
      for (const id of ['1', '2', '3', '4']) see(sampleEvent(id))
      store.recordOutcome('ifgames-1', 1, NOW_MS + 30)
      store.recordOutcome('ifgames-2', 0, NOW_MS + 10)
      store.recordOutcome('ifgames-3', 0, NOW_MS + 20)
      expect(store.recentOutcomes(150)).toEqual([0, 0, 1])
      expect(store.recentOutcomes(2)).toEqual([0, 1])
      expect(store.recentOutcomes(0)).toEqual([])
      store.recordOutcome('ifgames-2', 1, NOW_MS + 40)
      store.recordOutcome('ifgames-4', 0, NOW_MS + 40)
      expect(store.recentOutcomes(150)).toEqual([0, 1, 1, 0])
    })

    test('validators are known by their last query and their median duration', () => {
      for (const [index, durationMs] of [30, 10, 20].entries()) {
        store.recordAnswer({
          callerSs58: '5Validator',
          askedAtMs: NOW_MS + index,
          durationMs,
          items: [{ forecastId: 1, sent: 0.4 }],
        })
      }
      expect(store.validators()).toEqual([
        { hotkey: '5Validator', lastQueryAtMs: NOW_MS + 2, answers: 3, p50Ms: 20 },
      ])
    })

    test('is well, and refuses to be used once closed', () => {
      expect(store.health()).toEqual({ degraded: null, pendingWrites: 0, lostWrites: 0 })
      store.close()
      store.close()
      expect(() => see(sampleEvent('1'))).toThrow(expect.objectContaining({ code: 'E_STORE_CLOSED' }))
    })
  })
}
