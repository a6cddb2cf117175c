import { applyBlend, fitBlend, logitMean, mean, median, trimmedMean } from '@ig/forecaster'
import type { Method } from './method.ts'
import { opinionsOf, PREDICTION_GROUPS, type PredictionRow, predictionsOf } from './prediction-row.ts'

/** The ways from stored predictions to one probability that `backtest --predictions` compares. */
export const predictionMethods: readonly Method<PredictionRow>[] = [
  plain('mean', mean),
  plain('median', median),
  plain('trimmedMean', trimmedMean),
  plain('logitMean', logitMean),
  blended('platt', ['all'], { withCrowd: false }),
  blended('groupedLogit', PREDICTION_GROUPS, { withCrowd: false }),
  { name: 'crowd', usesCrowd: true, fit: null, apply: ({ crowd }) => crowd as number },
  blended('logisticWithCrowd', ['all'], { withCrowd: true }),
  blended('groupedWithCrowd', PREDICTION_GROUPS, { withCrowd: true }),
]

function plain(name: string, aggregate: (probabilities: readonly number[]) => number): Method<PredictionRow> {
  return { name, usesCrowd: false, fit: null, apply: (row) => aggregate(predictionsOf(row)) }
}

function blended(
  name: string,
  groups: readonly string[],
  { withCrowd }: { readonly withCrowd: boolean },
): Method<PredictionRow> {
  return {
    name,
    usesCrowd: withCrowd,
    fit: (rows) => {
      const blend = fitBlend(rows.map(opinionsOf), { groups, withCrowd })
      return (row) => applyBlend(opinionsOf(row), blend)
    },
  }
}
