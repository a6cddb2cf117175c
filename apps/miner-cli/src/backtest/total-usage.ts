import type { Forecast, RoleUsage, Usage } from '@ig/forecaster'

const NONE: RoleUsage = { llmCalls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 }

/** What forecasts used together. */
export function totalUsage(forecasts: readonly Forecast[]): Usage {
  return sumUsage(forecasts.map(({ usage }) => usage))
}

export function sumUsage(usages: readonly Usage[]): Usage {
  const byRole: Record<string, RoleUsage> = {}
  let total = NONE
  let newsCalls = 0
  for (const usage of usages) {
    total = add(total, usage)
    newsCalls += usage.newsCalls
    for (const [role, used] of Object.entries(usage.byRole)) byRole[role] = add(byRole[role] ?? NONE, used)
  }
  return { ...total, newsCalls, byRole }
}

function add(a: RoleUsage, b: RoleUsage): RoleUsage {
  return {
    llmCalls: a.llmCalls + b.llmCalls,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    costUsd: Math.round((a.costUsd + b.costUsd) * 1e9) / 1e9,
  }
}
