import { expect, test } from 'vitest'
import { RESULT } from '../testing/test-miner.ts'
import { parseForecastResult } from './forecast-result.ts'

test.each([Number.NaN, Number.POSITIVE_INFINITY, '0.7', 70, -0.1, null, undefined])(
  '%s is no probability',
  (probability) => {
    expect(() => parseForecastResult({ ...RESULT, probability })).toThrow(
      expect.objectContaining({ code: 'E_FORECAST_INVALID', retryable: true }),
    )
  },
)

test('says which field is wrong', () => {
  expect(() => parseForecastResult({ ...RESULT, samples: [0.5, 1.5] })).toThrowErrorMatchingInlineSnapshot(
    `[IgError: The strategy gave something that is no forecast. (field: "samples.1", problem: "Too big: expected number to be <=1") Let it return a probability between 0 and 1, with the fields of ForecastResult.]`,
  )
  expect(() => parseForecastResult('0.7')).toThrowErrorMatchingInlineSnapshot(
    `[IgError: The strategy gave something that is no forecast. (field: "the whole", problem: "Invalid input: expected object, received string") Let it return a probability between 0 and 1, with the fields of ForecastResult.]`,
  )
})

test('keeps what it knows and drops the rest', () => {
  expect(parseForecastResult({ ...RESULT, timingsMs: { total: 5 } })).toEqual(RESULT)
})
