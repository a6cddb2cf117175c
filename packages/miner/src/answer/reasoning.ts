import type { StoredForecast } from '../ports.ts'

/** Validators cut longer reasoning; some refuse it. */
export const MAX_REASONING_CHARACTERS = 10_000

interface Reasoning {
  readonly opening: string
  /** Well-formed; the forecast's very string where that is. */
  readonly words: string
}

// Validators ask for the same forecasts again and again. The whole text would be twice as much to keep.
const known = new WeakMap<StoredForecast, Reasoning>()

/** The reasoning that goes with an answer: which basis and when, then the forecast's own words, in well-formed text. */
export function reasoningOf(forecast: StoredForecast, maxCharacters: number): string {
  let reasoning = known.get(forecast)
  if (reasoning === undefined) {
    const madeAt = new Date(forecast.madeAtMs).toISOString()
    const opening = `Basis: ${forecast.basis}, made ${madeAt}. `
    reasoning = { opening, words: forecast.reasoning.toWellFormed() }
    known.set(forecast, reasoning)
  }
  const { opening, words } = reasoning
  const fits = opening.length + words.length <= maxCharacters
  return fits ? opening + words : cutText(opening + words, maxCharacters)
}

/**
 * At most that many UTF-16 units, without half a surrogate pair at the end. Python counts code points, so its
 * count is never higher; it refuses lone surrogates, so none stays.
 */
export function cutText(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text.toWellFormed()
  const splitsPair = isHighSurrogate(text.charCodeAt(maxCharacters - 1))
  return text.slice(0, splitsPair ? maxCharacters - 1 : maxCharacters).toWellFormed()
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}
