import type { IgError } from '@ig/errors'
import type { ModelCache } from '../models/model-cache.ts'
import type { ModelCall } from '../models/model-call.ts'
import type { ModelRun } from '../models/model-run.ts'
import type { ModelChoice } from '../models/model-settings.ts'
import { openModel } from '../models/open-model.ts'
import { createUsageMeter } from '../usage-meter.ts'

/** A cache in memory, as plain as it gets. */
export function memoryCache(): ModelCache & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>()
  return {
    entries,
    get: (key) => entries.get(key) ?? null,
    set: (key, value) => void entries.set(key, value),
  }
}

/** What a call needs of a forecast, with no limit on anything; tells what it was warned of and what was paid. */
export function sampleRun(options: Partial<ModelRun> = {}) {
  const warnings: IgError[] = []
  const paid: string[] = []
  const usage = createUsageMeter()
  let nowMs = 0
  const run: ModelRun = {
    signal: new AbortController().signal,
    deadlineAtMs: Number.POSITIVE_INFINITY,
    callTimeoutMs: 10_000,
    nowMs: () => nowMs,
    sleep: async (ms) => {
      nowMs += ms
    },
    random: () => 0.5,
    reserve: (worstUsd, purpose) => {
      paid.push(`reserve ${purpose} ${worstUsd > 0}`)
      return { settle: (usd) => void paid.push(`settle ${usd > 0}`) }
    },
    usage,
    warn: (warning) => void warnings.push(warning),
    ...options,
  }
  return { run, warnings, paid, usage }
}

/** A call of a model by the settings or the chat model given. */
export async function sampleCall(choice: ModelChoice, call: Partial<ModelCall> = {}): Promise<ModelCall> {
  return {
    model: await openModel(choice, { free: { inputUsdPerMillion: 0, outputUsdPerMillion: 0 } }),
    role: 'reason',
    stage: 'reason',
    isRepair: false,
    messages: [
      { role: 'system', content: 'You estimate.' },
      { role: 'user', content: 'Will it rain?' },
    ],
    seed: 1,
    config: {},
    ...call,
  }
}
