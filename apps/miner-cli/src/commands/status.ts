import { z } from 'zod'
import { escapeControl } from '../output/escape-control.ts'
import { EXIT } from '../output/exit-code.ts'
import { askControl } from '../process/control.ts'
import { dataFolder } from '../process/data-folder.ts'
import type { RunCommand } from './command-list.ts'

const minerStatus = z.looseObject({
  health: z.enum(['ok', 'degraded']),
  reasons: z.array(z.string()),
  pid: z.int(),
  network: z.string(),
  chain: z
    .looseObject({
      connected: z.boolean(),
      endpoint: z.string(),
      block: z.number().nullable(),
      headAgeSeconds: z.number().nullable(),
    })
    .nullable(),
  registration: z.looseObject({ uid: z.number(), immuneBlocksLeft: z.number().nullable() }).nullable(),
  policy: z.looseObject({ refused: z.record(z.string(), z.number()) }),
  events: z.looseObject({ live: z.number(), forecast: z.number(), due: z.number() }),
  interval: z.looseObject({ answeredShare: z.number().nullable() }),
  validators: z.array(
    z.looseObject({ hotkey: z.string(), lastQueryAt: z.string(), answers: z.number(), p50Ms: z.number() }),
  ),
  spend: z.looseObject({
    todayUsd: z.number(),
    capUsd: z.number(),
    byRole: z.record(z.string(), z.number()),
    byProvider: z.record(z.string(), z.number()),
  }),
})

/** Prints what the running miner says of itself: exit 0 when well, 1 when degraded, 4 when it does not run. */
export const run: RunCommand = async ({ settings, json, terminal }) => {
  const folder = dataFolder(settings.data_dir)
  const status = minerStatus.parse(await askControl(folder.control, folder.path))
  if (json) terminal.stdout.write(`${JSON.stringify({ schemaVersion: 1, ...status })}\n`)
  else terminal.stdout.write(statusText(status))
  return status.health === 'ok' ? EXIT.ok : EXIT.failed
}

function statusText(status: z.output<typeof minerStatus>): string {
  const { events, spend, interval } = status
  const share =
    interval.answeredShare === null
      ? 'nothing asked yet'
      : `${Math.round(interval.answeredShare * 100)} % answered`
  const lines = [
    `health      ${status.health}${status.reasons.length > 0 ? `: ${status.reasons.join('; ')}` : ''}`,
    `network     ${status.network} (pid ${status.pid})`,
    ...chainLines(status),
    `events      ${events.live} live, ${events.forecast} with a forecast, ${events.due} due`,
    `interval    ${share}`,
    `spend       ${spend.todayUsd.toFixed(2)} of ${spend.capUsd.toFixed(2)} USD today`,
    ...sharesLine(spend.byRole),
    ...sharesLine(spend.byProvider),
    ...(status.validators.length === 0 ? ['validators  none has asked yet'] : []),
    ...status.validators.map(
      ({ hotkey, lastQueryAt, answers, p50Ms }, index) =>
        `${index === 0 ? 'validators' : ''}`.padEnd(12) +
        `${hotkey}  last ${lastQueryAt}  ${answers} answers  median ${p50Ms.toFixed(1)} ms`,
    ),
    ...Object.entries(status.policy.refused).map(
      ([reason, count], index) => `${(index === 0 ? 'refused' : '').padEnd(12)}${count} times: ${reason}`,
    ),
  ]
  return `${lines.map(escapeControl).join('\n')}\n`
}

/** The dearest first. */
function sharesLine(shares: Readonly<Record<string, number>>): string[] {
  const parts = Object.entries(shares)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, usd]) => `${name} ${usd.toFixed(4)}`)
  return parts.length === 0 ? [] : [`${' '.repeat(12)}${parts.join(', ')}`]
}

function chainLines({ chain, registration }: z.output<typeof minerStatus>): string[] {
  if (chain === null) return []
  const { connected, endpoint, block, headAgeSeconds } = chain
  const head = block === null ? 'no block yet' : `block ${block}, ${headAgeSeconds ?? '?'} s old`
  const immune = registration?.immuneBlocksLeft
    ? `, immune for ${registration.immuneBlocksLeft} more blocks`
    : ''
  return [
    `chain       ${connected ? 'connected to' : 'out of reach:'} ${endpoint}, ${head}`,
    `place       ${registration === null ? 'not registered, or not known yet' : `uid ${registration.uid}${immune}`}`,
  ]
}
