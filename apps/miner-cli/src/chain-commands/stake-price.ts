import { IgError } from '@ig/errors'
import { DEFAULT_TOLERANCE_PERCENT } from './command-flags.ts'
import { parseTao } from './tao.ts'

/** How far the price may move against us before nothing is done. */
export type PriceLimit =
  | { readonly kind: 'tolerance'; readonly partsPerMillion: bigint }
  | { readonly kind: 'price'; readonly rao: bigint }
  | { readonly kind: 'none' }

const MILLION = 1_000_000n
const RAO_PER_TAO = 10n ** 9n

/** @throws IgError `E_ARGUMENT` for a percentage or price that is none, or for two limits. */
export function readPriceLimit(flags: ReadonlyMap<string, string | boolean>): PriceLimit {
  const given = ['tolerance', 'limit-price', 'no-price-limit'].filter((name) => flags.has(name))
  if (given.length > 1) {
    throw new IgError({
      code: 'E_ARGUMENT',
      message: 'Only one limit of the price can hold.',
      values: { flags: given.map((name) => `--${name}`) },
      hint: 'Leave all but one of them away.',
    })
  }
  if (flags.get('no-price-limit') === true) return { kind: 'none' }
  const price = flags.get('limit-price')
  if (typeof price === 'string') return { kind: 'price', rao: parseTao(price, '--limit-price') }
  return {
    kind: 'tolerance',
    partsPerMillion: readPercent(flags.get('tolerance') ?? DEFAULT_TOLERANCE_PERCENT),
  }
}

/** The limit in rao for one alpha: above the price when buying, below it when selling; null for none. */
export function limitPriceRao(
  limit: PriceLimit,
  priceRao: bigint,
  direction: 'add' | 'remove',
): bigint | null {
  if (limit.kind === 'none') return null
  if (limit.kind === 'price') return limit.rao
  const share = direction === 'add' ? MILLION + limit.partsPerMillion : MILLION - limit.partsPerMillion
  const scaled = priceRao * share
  return direction === 'add' ? (scaled + MILLION - 1n) / MILLION : scaled / MILLION
}

/** The alpha that an amount buys at a price, without slippage. */
export function alphaFor(amountRao: bigint, priceRao: bigint): bigint {
  return priceRao === 0n ? 0n : (amountRao * RAO_PER_TAO) / priceRao
}

/** What alpha is worth at a price, without slippage. */
export function worthOf(alphaRao: bigint, priceRao: bigint): bigint {
  return (alphaRao * priceRao) / RAO_PER_TAO
}

function readPercent(text: string | boolean): bigint {
  const percent = /^(\d{1,3})(?:\.(\d{1,4}))?%?$/.exec(String(text).trim())
  const partsPerMillion =
    BigInt(percent?.[1] ?? '0') * 10_000n + BigInt((percent?.[2] ?? '').padEnd(4, '0') || '0')
  if (percent !== null && partsPerMillion <= MILLION) return partsPerMillion
  throw new IgError({
    code: 'E_ARGUMENT',
    message: 'The tolerance cannot be read.',
    values: { value: text },
    hint: 'Write percent from 0 to 100 with at most four decimals, as 0.5.',
  })
}
