import { durationText } from '../../output/duration-text.ts'

/** 12345 as `12,345`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

/** Money to the cent; below a cent, as far as there is something to see. */
export function usd(value: number): string {
  const digits = value !== 0 && Math.abs(value) < 0.01 ? 4 : 2
  return `$${value.toFixed(digits)}`
}

/** A share from 0 to 1 as `37.2 %`; null as a dash. */
export function percent(share: number | null, digits = 1): string {
  return share === null ? '–' : `${(share * 100).toFixed(digits)} %`
}

/** How long something takes or took: `840 µs`, `12 ms`, `3.4 s`, `5 min`. */
export function milliseconds(value: number): string {
  if (value < 1) return `${Math.round(value * 1000)} µs`
  if (value < 10) return `${value.toFixed(1)} ms`
  if (value < 1000) return `${Math.round(value)} ms`
  if (value < 60_000) return `${(value / 1000).toFixed(1)} s`
  return durationText(value)
}

/** `2026-03-31 14:05:09`, in UTC. */
export function utc(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
}

/** Bytes as `1.2 MB`. */
export function bytes(value: number): string {
  if (value < 1e3) return `${value} B`
  if (value < 1e6) return `${(value / 1e3).toFixed(1)} kB`
  if (value < 1e9) return `${(value / 1e6).toFixed(1)} MB`
  return `${(value / 1e9).toFixed(2)} GB`
}

/** The ends of an SS58 address, by which people know their keys. */
export function shortKey(ss58: string): string {
  return ss58.length <= 14 ? ss58 : `${ss58.slice(0, 6)}…${ss58.slice(-6)}`
}
