import { expect, test } from 'vitest'
import type { MinerEvent } from '../../ports.ts'
import { NOW_MS, sampleEvent, sampleForecast, samplePrior, sampleSighting } from '../sample-events.ts'
import type { OpenedStore } from './opened-store.ts'

/** What is kept of forecasts, and which one answers. */
export function describeForecasts(opened: OpenedStore): void {
  test('forecasts are appended, and the latest made is the one that answers', () => {
    opened.see(sampleEvent('1'))
    const [late, early] = opened.store.appendForecasts([
      sampleForecast('ifgames-1', { probability: 0.7, madeAtMs: NOW_MS + 20 }),
      sampleForecast('ifgames-1', { probability: 0.6, madeAtMs: NOW_MS + 10 }),
    ])
    expect(opened.see(sampleEvent('1')).latest).toEqual(late)
    expect(opened.store.forecastHistory('ifgames-1').map(({ id }) => id)).toEqual([
      expect.any(Number),
      late?.id,
      early?.id,
    ])
  })

  test('everything of a forecast is kept', () => {
    opened.see(sampleEvent('1'))
    const forecast = sampleForecast('ifgames-1', {
      market: 0.33,
      reasoning: 'Because \ud800 of clouds.',
      samples: [0.2, 0.35],
      evidence: [{ url: 'https://example.org', relevance: 0.5 }],
      costUsd: 0.0123,
      newsReadUntilMs: NOW_MS - 1,
    })
    const [stored] = opened.store.appendForecasts([forecast])
    expect(opened.store.forecastHistory('ifgames-1').at(-1)).toEqual({ ...forecast, id: stored?.id })
  })

  test.each([Number.NaN, 0, 1, 70, -0.1, Number.POSITIVE_INFINITY])(
    'a forecast of %d is refused',
    (probability) => {
      opened.see(sampleEvent('1'))
      expect(() => opened.store.appendForecasts([sampleForecast('ifgames-1', { probability })])).toThrow(
        expect.objectContaining({ code: 'E_FORECAST_RANGE' }),
      )
      expect(opened.store.forecastHistory('ifgames-1')).toHaveLength(1)
    },
  )

  test('a forecast for what was never seen is refused, and the whole call with it', () => {
    opened.see(sampleEvent('1'))
    const unknown = [sampleForecast('ifgames-1'), sampleForecast('nowhere')]
    expect(() => opened.store.appendForecasts(unknown)).toThrow(
      expect.objectContaining({ code: 'E_EVENT_UNKNOWN' }),
    )
    expect(() => opened.store.appendForecasts([sampleForecast('ifgames-1', { revision: 2 })])).toThrow(
      expect.objectContaining({ code: 'E_EVENT_UNKNOWN' }),
    )
    expect(opened.store.forecastHistory('ifgames-1')).toHaveLength(1)
  })

  test('an error of the first forecast is passed on, and what came before it stands', () => {
    const refusing = (event: MinerEvent) => {
      if (event.eventId === '2') throw new Error('no prior')
      return samplePrior()
    }
    const events = ['1', '2', '3'].map((id) => sampleEvent(id))
    expect(() => opened.store.see(events, sampleSighting(), refusing)).toThrow('no prior')
    const again = opened.store.see(events, sampleSighting(), samplePrior)
    expect(again.map(({ change }) => change)).toEqual(['known', 'new', 'new'])
  })
}
