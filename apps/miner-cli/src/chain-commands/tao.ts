import { IgError } from '@ig/errors'

const DECIMALS = 9
const RAO_PER_TAO = 10n ** BigInt(DECIMALS)
const MAX_RAO = 2n ** 64n - 1n

/**
 * The rao of an amount in TAO (or alpha) as people write it: digits with at most nine decimals, with or without the
 * sign τ. Exact: no floating-point number is involved.
 *
 * @throws IgError `E_ARGUMENT` for anything else; `what` names where the text came from.
 */
export function parseTao(text: string, what: string): bigint {
  const parts = /^τ?(\d*)(?:\.(\d*))?$/.exec(text.trim())
  const whole = parts?.[1] ?? ''
  const fraction = parts?.[2] ?? ''
  if (parts === null || whole + fraction === '') {
    throw badAmount(text, what, 'Write it in TAO with at most nine decimals, as 1.5 or 0.0005.')
  }
  if (fraction.length > DECIMALS) {
    throw badAmount(text, what, 'A TAO has nine decimals: nothing is smaller than 0.000000001.')
  }
  const rao = BigInt(whole || '0') * RAO_PER_TAO + BigInt(fraction.padEnd(DECIMALS, '0'))
  if (rao > MAX_RAO) throw badAmount(text, what, 'There is not that much TAO.')
  return rao
}

/** An amount in TAO with all of its nine decimals, as `τ1.500000000`. */
export function formatTao(rao: bigint): string {
  return `${rao < 0n ? '-' : ''}τ${decimals(rao)}`
}

/** The digits of an amount without a sign of its currency, with `places` decimals; what does not fit is cut off. */
export function decimals(rao: bigint, places: number = DECIMALS): string {
  const size = rao < 0n ? -rao : rao
  const fraction = String(size % RAO_PER_TAO).padStart(DECIMALS, '0')
  return `${size / RAO_PER_TAO}.${fraction.slice(0, places)}`
}

function badAmount(text: string, what: string, hint: string): IgError {
  return new IgError({
    code: 'E_ARGUMENT',
    message: `No amount can be read from ${what}.`,
    values: { value: text },
    hint,
  })
}
