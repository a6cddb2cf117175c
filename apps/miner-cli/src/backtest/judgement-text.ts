import type { Judgement } from './judge-methods.ts'

const FITTED_ON = {
  file: 'What is fitted was fitted on the file given by --fit alone.',
  'cross-validation': 'What is fitted was cross-validated by question.',
  nothing: 'Nothing was fitted here; the calibrated price is by the parameters that the miner ships with.',
} as const

/** A judgement for people: one method a line, the best first. */
export function judgementText({ n, questions, fittedOn, methods, selected }: Judgement): string {
  const names = Object.keys(methods).toSorted((a, b) => score(a).brier - score(b).brier)
  const width = Math.max('method'.length, ...names.map((name) => name.length))
  const chosen = [selected.withoutCrowd, selected.withCrowd].filter((name) => name !== null)
  return [
    `${n} forecasts of ${questions} questions`,
    '',
    `${'method'.padEnd(width)}     n   Brier  log score  calibration RMS`,
    ...names.map((name) => {
      const { n: count, brier, logScore, calibrationRms } = score(name)
      return `${name.padEnd(width)} ${String(count).padStart(5)}  ${brier.toFixed(5)}  ${logScore.toFixed(5).padStart(8)}  ${calibrationRms.toFixed(4).padStart(8)}`
    }),
    '',
    FITTED_ON[fittedOn ?? 'nothing'],
    ...(chosen.length > 0 ? [`Chosen there: ${chosen.join(', ')}.`] : []),
    '',
  ].join('\n')

  function score(name: string) {
    return methods[name] as Judgement['methods'][string]
  }
}
