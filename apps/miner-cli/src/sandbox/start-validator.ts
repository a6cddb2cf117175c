import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ValidatorReport } from './validator-report.ts'

/** What the worker of the local validator is given. */
export interface ValidatorSettings {
  readonly target: { readonly ip: string; readonly port: number; readonly hotkey: string }
  readonly wallet: { readonly path: string; readonly name: string; readonly hotkey: string }
  readonly seed: number
  readonly pollMs: number
  readonly stateFile: string
}

/** The local validator while it runs. */
export interface LocalValidator {
  /** Resolves when its last poll has ended and its scores are written, or `graceMs` later. */
  stop(graceMs: number): Promise<void>
}

/** Starts the local validator in a thread of its own: it shares nothing with the miner but HTTP. */
export function startValidator(
  settings: ValidatorSettings,
  { onReport, onError }: { onReport: (report: ValidatorReport) => void; onError: (error: unknown) => void },
): LocalValidator {
  const worker = new Worker(workerFile(), {
    workerData: settings,
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 },
  })
  worker.on('message', onReport)
  worker.on('error', onError)
  const ended = once(worker, 'exit').catch(() => undefined)
  return {
    stop: async (graceMs) => {
      worker.postMessage('stop')
      const timer = setTimeout(() => void worker.terminate(), graceMs)
      await ended
      clearTimeout(timer)
    },
  }
}

/** In the bundle the worker lies beside this file's code; from source it is the TypeScript file. */
function workerFile(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('./validator-worker.ts', import.meta.url)
    : new URL('./sandbox-validator.js', import.meta.url)
}
