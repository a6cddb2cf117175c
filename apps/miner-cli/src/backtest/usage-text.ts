import type { Usage } from '@ig/forecaster'

/** What a run used, a line each. */
export function usageText({ llmCalls, newsCalls, costUsd, byRole }: Usage, wallSeconds: number): string {
  const roles = Object.entries(byRole).map(([role, used]) => `${role} ${used.llmCalls}`)
  return [
    `${llmCalls} model calls${roles.length > 0 ? ` (${roles.join(', ')})` : ''} and ${newsCalls} news calls for ${costUsd.toFixed(4)} USD, in ${wallSeconds.toFixed(1)} s`,
    '',
  ].join('\n')
}
