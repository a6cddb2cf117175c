import type { RoleUsage, Usage } from './forecast.ts'
import type { ModelRole } from './models/model-role.ts'

/** Adds up what one forecast uses. */
export interface UsageMeter {
  addCall(role: ModelRole, used: Omit<RoleUsage, 'llmCalls'>): void
  addNews(used: { readonly calls: number; readonly costUsd: number }): void
  total(): Usage
}

const ROLES: readonly ModelRole[] = ['query', 'rate', 'summarise', 'reason', 'supervise']
const NOTHING: RoleUsage = { llmCalls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 }

export function createUsageMeter(): UsageMeter {
  const byRole: Partial<Record<ModelRole, RoleUsage>> = {}
  let news = { newsCalls: 0, costUsd: 0 }
  return {
    addCall(role, used) {
      byRole[role] = sum(byRole[role] ?? NOTHING, { llmCalls: 1, ...used })
    },
    addNews({ calls, costUsd }) {
      news = { newsCalls: news.newsCalls + calls, costUsd: news.costUsd + costUsd }
    },
    total() {
      const models = Object.values(byRole).reduce(sum, NOTHING)
      return {
        llmCalls: models.llmCalls,
        inputTokens: models.inputTokens,
        outputTokens: models.outputTokens,
        costUsd: models.costUsd + news.costUsd,
        newsCalls: news.newsCalls,
        // In one order, whichever call came back first.
        byRole: Object.fromEntries(ROLES.flatMap((role) => (byRole[role] ? [[role, byRole[role]]] : []))),
      }
    },
  }
}

function sum(a: RoleUsage, b: RoleUsage): RoleUsage {
  return {
    llmCalls: a.llmCalls + b.llmCalls,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    costUsd: a.costUsd + b.costUsd,
  }
}
