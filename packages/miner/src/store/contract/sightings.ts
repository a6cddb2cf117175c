import { expect, test } from 'vitest'
import {
  CUTOFF,
  DAY_MS,
  NOW_MS,
  sampleEvent,
  sampleForecast,
  samplePrior,
  sampleSighting,
} from '../sample-events.ts'
import { type OpenedStore, stranger } from './opened-store.ts'

/** What is an event, and what a revision of it. */
export function describeSightings(opened: OpenedStore): void {
  test('a new event gets its first forecast, and is known from then on', () => {
    expect(opened.store.remembers('ifgames-1')).toBe(false)
    const first = opened.see(sampleEvent('1'))
    expect(opened.store.remembers('ifgames-1')).toBe(true)
    expect(first).toMatchObject({ change: 'new', revision: 1, payable: true, firstSeenMs: NOW_MS })
    expect(first.latest).toMatchObject({ probability: 0.4, eventKey: 'ifgames-1', madeAtMs: NOW_MS })
    expect(opened.see(sampleEvent('1'))).toEqual({ ...first, change: 'known' })
  })

  test('an event without a first forecast has none until one is appended', () => {
    const [seen] = opened.store.see([sampleEvent('1')], sampleSighting(), () => null)
    expect(seen).toMatchObject({ change: 'new', latest: null })
    expect(opened.store.counts(NOW_MS)).toEqual({ live: 1, forecast: 0 })
    const [made] = opened.store.appendForecasts([sampleForecast('ifgames-1')])
    expect(opened.see(sampleEvent('1')).latest).toEqual(made)
  })

  test('events come back in the order in which they were asked for', () => {
    const ids = ['9', '3', '7', '3']
    const seen = opened.store.see(
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
    opened.see(sampleEvent('1'))
    expect(opened.see(sampleEvent('1', { key: 'other-1' })).change).toBe('new')
  })

  test.each(['__proto__', 'constructor', '', 'a\u0000b', '\ud800', '\ufffd', '\u0000json:"x"'])(
    'the key %j is plain data',
    (key) => {
      expect(opened.see(sampleEvent('1', { key })).change).toBe('new')
      expect(opened.see(sampleEvent('1', { key })).change).toBe('known')
      expect(opened.store.forecastHistory(key)).toHaveLength(1)
    },
  )

  test('white space and the Unicode normal form are no revision', () => {
    opened.see(sampleEvent('1', { description: 'Will the café open?' }))
    const again = opened.see(sampleEvent('1', { description: '  Will the\n cafe\u0301  open?' }))
    expect(again).toMatchObject({ change: 'known', revision: 1 })
  })

  test('a changed description or cutoff is a new revision with a forecast of its own', () => {
    const old = opened.see(sampleEvent('1'))
    opened.store.appendForecasts([sampleForecast('ifgames-1', { probability: 0.9 })])
    const reworded = opened.see(sampleEvent('1', { description: 'Will it snow?' }))
    const moved = opened.see(sampleEvent('1', { cutoffUnixSeconds: CUTOFF + 1 }))
    expect([reworded, moved]).toMatchObject([
      { change: 'revised', revision: 2, latest: { probability: 0.4 } },
      { change: 'revised', revision: 3 },
    ])
    expect(opened.store.forecastHistory('ifgames-1', 1).map(({ probability }) => probability)).toEqual([
      0.4, 0.9,
    ])
    expect(old.textHash).not.toBe(reworded.textHash)
  })

  test('two wordings of one key are each their own revision and do not chase each other', () => {
    const one = sampleEvent('1')
    const other = sampleEvent('1', { description: 'Will it snow?' })
    for (const _ of Array.from({ length: 10 })) {
      opened.see(one)
      opened.see(other, sampleSighting({ callerSs58: '5Other' }))
    }
    expect(opened.see(one).revision).toBe(1)
    expect(opened.see(other).revision).toBe(2)
    expect(opened.store.liveRevisions(NOW_MS)).toHaveLength(2)
  })

  test("over the day's cap of revisions an event is answered from its newest one", () => {
    const wording = (count: number) => sampleEvent('1', { description: `Wording ${count}?` })
    const seen = [1, 2, 3, 4, 5].map((count) => opened.see(wording(count)))
    expect(seen.map(({ revision, change }) => [revision, change])).toEqual([
      [1, 'new'],
      [2, 'revised'],
      [3, 'revised'],
      [3, 'known'],
      [3, 'known'],
    ])
    const tomorrow = sampleSighting({ nowMs: NOW_MS + DAY_MS })
    expect(opened.see(wording(5), tomorrow)).toMatchObject({ revision: 4, change: 'revised' })
  })

  test("a stranger's wordings do not use up a validator's, nor answer for them", () => {
    opened.see(sampleEvent('1'))
    for (const count of [1, 2, 3, 4])
      opened.see(sampleEvent('1', { description: `Noise ${count}?` }), stranger)
    expect(opened.see(sampleEvent('1', { description: 'Noise 4?' }), stranger).revision).toBe(1)
    const reworded = opened.see(sampleEvent('1', { description: 'Will it snow?' }))
    expect(reworded).toMatchObject({ change: 'revised', payable: true, revision: 5 })
  })

  test('a cutoff that is no number is none', () => {
    expect(opened.see(sampleEvent('1', { cutoffUnixSeconds: Number.NaN })).event.cutoffUnixSeconds).toBeNull()
    expect(opened.see(sampleEvent('1', { cutoffUnixSeconds: Number.NaN })).change).toBe('known')
  })
}
