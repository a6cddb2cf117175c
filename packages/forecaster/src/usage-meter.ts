import type { RoleUsage, Usage } from './forecast.ts'
import type { ModelRole } from './models/model-role.ts'

/** Adds up what one forecast uses. */
export interface UsageMeter {
  addCall(role: ModelRole, used: Omit<RoleUsage, 'llmCalls'>): void
  addNews(used: { readonly calls: number; readonly costUsd: number }): void
  total(): Usage
}

const ROLES: readonly ModelRole[] = ['query', 'rate', 'summarise', 'reason', 'supervise']

export function createUsageMeter(): UsageMeter {
  const calls = new Map<ModelRole, Omit<RoleUsage, 'llmCalls'>[]>()
  const newsCostsUsd: number[] = []
  let newsCalls = 0
  return {
    addCall(role, used) {
      const ofRole = calls.get(role) ?? []
      ofRole.push(used)
      calls.set(role, ofRole)
    },
    addNews({ calls, costUsd }) {
      newsCalls += calls
      newsCostsUsd.push(costUsd)
    },
    total() {
      const all = sum([...calls.values()].flat())
      const byRole = ROLES.flatMap((role) => {
        const ofRole = calls.get(role)
        return ofRole ? [[role, sum(ofRole)]] : []
      })
      return {
        ...all,
        costUsd: sumOf([all.costUsd, sumOf(newsCostsUsd)]),
        newsCalls,
        byRole: Object.fromEntries(byRole),
      }
    },
  }
}

function sum(calls: readonly Omit<RoleUsage, 'llmCalls'>[]): RoleUsage {
  return {
    llmCalls: calls.length,
    inputTokens: sumOf(calls.map(({ inputTokens }) => inputTokens)),
    outputTokens: sumOf(calls.map(({ outputTokens }) => outputTokens)),
    costUsd: sumOf(calls.map(({ costUsd }) => costUsd)),
  }
}

/** In one order whatever the order of arrival: a replay, whose calls end in another order, prints the same digits. */
function sumOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b).reduce((total, value) => total + value, 0)
}
