/**
 * Why a number in the Python miner's files is no forecast, or null where it may be one. Its model forecaster
 * stored exactly 0.5 after an error, an older one exactly 0; its default forecaster draws 0 or 1; and its clip
 * turns NaN into 1.
 */
export function whyNotBelieved(probability: number | null, isDone: boolean): string | null {
  if (!isDone) return 'not forecast yet'
  if (probability === null) return 'no number'
  if (!(probability >= 0 && probability <= 1)) return 'outside 0 to 1'
  if (probability === 0.5) return 'exactly 0.5, as after a failure'
  if (probability === 0 || probability === 1) return 'exactly 0 or 1, as the random forecaster draws'
  return null
}
