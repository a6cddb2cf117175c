import type { Fit } from './fit-all.ts'
import { type FitPart, MIN_OF_EACH_OUTCOME } from './fit-part.ts'

const TITLES: Readonly<Record<keyof Fit, string>> = {
  prices: "what the market's price is worth",
  opinions: 'what samples and market are worth',
  selective: 'from which confidence `selective` answers',
}

const SCORES = {
  brier: 'Brier',
  edge: 'edge of answers over what is known without a model',
} as const

const ENDED_ALIKE = `but fewer than ${MIN_OF_EACH_OUTCOME} questions came true, or did not`

/** A fit for people: each part with its figures, and what becomes of it. */
export function fitText(fit: Fit): string {
  return (Object.keys(TITLES) as (keyof Fit)[]).map((name) => partText(name, fit[name])).join('\n')
}

/** A refused part in one line, with its figures. */
export function refusal(name: keyof Fit, part: FitPart<unknown>): string {
  if (part.gain === null) {
    return `${name}: ${part.questions} decided questions, ${part.questionsNeeded} are needed`
  }
  const { mean, low, high } = part.gain
  const figures = `${name}: gain ${signed(mean)}, 95 % interval ${signed(low)} to ${signed(high)}`
  return low > 0 ? `${figures}, ${ENDED_ALIKE}` : figures
}

function partText(name: keyof Fit, part: FitPart<unknown>): string {
  const lines = [`${name}: ${TITLES[name]}`]
  if (part.score === null || part.gain === null) {
    lines.push(
      `  ${part.questions} decided questions; ${part.questionsNeeded} are needed: the default stays`,
      '',
    )
    return lines.join('\n')
  }
  const { score, gain, rows, questions, parameters } = part
  lines.push(
    `  ${rows} rows of ${questions} questions, cross-validated by question`,
    `  ${SCORES[score.name as keyof typeof SCORES]}: default ${score.default.toFixed(5)}, fitted ${score.fitted.toFixed(5)}`,
    `  gain ${signed(gain.mean)}, 95 % interval ${signed(gain.low)} to ${signed(gain.high)}`,
    part.verdict === 'accepted'
      ? `  taken: ${describe(parameters)}`
      : `  not taken, ${gain.low > 0 ? ENDED_ALIKE : 'since the interval is not above zero'}: the default stays`,
    '',
  )
  return lines.join('\n')
}

/** The numbers of parameters, three decimals each. */
function describe(parameters: unknown): string {
  return JSON.stringify(parameters, (key, value) => {
    if (key === 'fittedOn') return undefined
    return typeof value === 'number' ? Math.round(value * 1e3) / 1e3 : value
  })
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(5)}`
}
