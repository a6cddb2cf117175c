import { durationText } from '../output/duration-text.ts'
import { escapeControl } from '../output/escape-control.ts'
import { wrapText } from '../output/wrap-text.ts'
import type { MinerStatusSeen } from './miner-status.ts'
import { verdictOf } from './verdict.ts'

const INDENT = 12
/** A block of the chains that it runs on. */
const BLOCK_MS = 12_000
/** Where the whole of a hotkey takes more than the line has, its ends have to do. */
const HOTKEY_COLUMNS = 100

/** The status for people: first whether it earns or why not, then what it does, no line wider than `width`. */
export function statusText(
  status: MinerStatusSeen,
  { width, nowMs }: { readonly width: number; readonly nowMs: number },
): string {
  const { state, text, advice } = verdictOf(status, nowMs)
  const { events, spend, interval, reasons } = status
  const share =
    interval.answeredShare === null
      ? 'nothing asked yet'
      : `${Math.round(interval.answeredShare * 100)} % answered`
  const lines = [
    `${state}: ${text}${advice === null ? '' : ` Next: pnpm ${advice}`}`,
    '',
    row('health', `${status.health}${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}`),
    row(
      'network',
      `${status.network} (pid ${status.pid}, up ${durationText(nowMs - Date.parse(status.startedAt))})`,
    ),
    ...(status.dashboard === null ? [] : [row('dashboard', status.dashboard)]),
    ...chainRows(status),
    row('events', `${events.live} live, ${events.forecast} with a forecast, ${events.due} due`),
    row('interval', share),
    row('spend', `${spend.todayUsd.toFixed(2)} of ${spend.capUsd.toFixed(2)} USD today`),
    ...sharesRow(spend.byRole),
    ...sharesRow(spend.byProvider),
    ...validatorRows(status, { width, nowMs }),
    ...Object.entries(status.policy.refused).map(([reason, count], index) =>
      row(index === 0 ? 'refused' : '', `${count} times: ${reason}`),
    ),
  ]
  const indent = ' '.repeat(width < 3 * INDENT ? 2 : INDENT)
  return `${lines.flatMap((line) => wrapText(escapeControl(line), width, line.startsWith(state) ? '' : indent)).join('\n')}\n`
}

function row(name: string, text: string): string {
  return name.padEnd(INDENT) + text
}

function validatorRows(
  { validators }: MinerStatusSeen,
  { width, nowMs }: { readonly width: number; readonly nowMs: number },
): string[] {
  if (validators.length === 0) return [row('validators', 'none has asked yet')]
  return validators.map(({ hotkey, lastQueryAt, answers, p50Ms }, index) => {
    const shown = width < HOTKEY_COLUMNS ? `${hotkey.slice(0, 6)}…${hotkey.slice(-4)}` : hotkey
    const last = durationText(nowMs - Date.parse(lastQueryAt))
    return row(
      index === 0 ? 'validators' : '',
      `${shown}  ${last} ago  ${answers} answers  median ${p50Ms.toFixed(1)} ms`,
    )
  })
}

/** The dearest first. */
function sharesRow(shares: Readonly<Record<string, number>>): string[] {
  const parts = Object.entries(shares)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, usd]) => `${name} ${usd.toFixed(4)}`)
  return parts.length === 0 ? [] : [row('', parts.join(', '))]
}

function chainRows({ chain, registration }: MinerStatusSeen): string[] {
  if (chain === null) return []
  const { connected, endpoint, block, headAgeSeconds } = chain
  const head = block === null ? 'no block yet' : `block ${block}, ${headAgeSeconds ?? '?'} s old`
  const blocks = registration?.immuneBlocksLeft
  const immune = blocks ? `, immune for ${blocks} more blocks (${durationText(blocks * BLOCK_MS)})` : ''
  return [
    row('chain', `${connected ? 'connected to' : 'out of reach:'} ${endpoint}, ${head}`),
    row(
      'place',
      registration === null ? 'not registered, or not known yet' : `uid ${registration.uid}${immune}`,
    ),
  ]
}
