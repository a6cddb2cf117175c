import type { Outcome } from '@ig/scoring'
import type { Logger } from '../output/create-log.ts'
import type { DataFolder } from '../process/data-folder.ts'
import { startValidator, type ValidatorSettings } from '../sandbox/start-validator.ts'
import { pollText, resolutionText, type ValidatorReport } from '../sandbox/validator-report.ts'
import type { Settings } from '../settings/settings-table.ts'
import { worldKey } from '../simulate/validator/ask-events.ts'

const GRACE_MS = 2_000

/** Starts the local validator and shows what it reports; gives the function that stops it. */
export function openLocalValidator({
  settings,
  target,
  wallet,
  folder,
  log,
  onOutcome,
}: {
  readonly settings: Settings
  readonly target: ValidatorSettings['target']
  readonly wallet: ValidatorSettings['wallet']
  readonly folder: DataFolder
  readonly log: Logger
  readonly onOutcome: (eventKey: string, outcome: Outcome, resolvedAtMs: number) => void
}): () => Promise<void> {
  const human = settings['log.format'] === 'human'
  const validator = startValidator(
    {
      target,
      wallet,
      seed: settings['sandbox.seed'],
      pollMs: settings['sandbox.poll_seconds'] * 1000,
      stateFile: folder.validatorState,
    },
    {
      onReport: (report) => {
        show(report, log, human)
        if (report.kind !== 'resolved') return
        for (const { eventId, outcome } of report.events) {
          onOutcome(worldKey({ marketType: 'simulated', eventId }), outcome, Date.now())
        }
      },
      onError: (error) => log.error({ error }, 'The local validator has stopped; the miner goes on.'),
    },
  )
  return () => validator.stop(GRACE_MS)
}

/** Tables for people; numbers for programs. */
function show(report: ValidatorReport, log: Logger, human: boolean): void {
  if (report.kind === 'failed') {
    log.warn({ kind: report.kind, reason: report.message }, 'the local validator failed and goes on')
    return
  }
  const { msg, lines } = report.kind === 'poll' ? pollText(report) : resolutionText(report)
  const level = report.kind === 'poll' && report.statusCode !== 200 ? 'warn' : 'info'
  if (human) log[level]({ lines }, msg)
  else if (report.kind === 'resolved') log.info({ kind: report.kind, ...report.total }, msg)
  else {
    const { kind, poll, durationMs, statusCode, events } = report
    const answered = events.filter(({ probability }) => probability !== null).length
    log[level]({ kind, poll, asked: events.length, answered, durationMs, statusCode }, msg)
  }
}
