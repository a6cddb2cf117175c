/** Money by what it was spent on and by whom it went to. */
export interface SpendShares {
  /** `query`, `rate`, `summarise`, `reason`, `supervise`, `news`; your own strategy's purposes as they are. */
  readonly byRole: Readonly<Record<string, number>>
  readonly byProvider: Readonly<Record<string, number>>
}

/**
 * Splits what a ledger says by purpose. A model's purpose is `role: model`, a provider of news is `news:name`; any
 * other stands for itself.
 *
 * @param providerOf who serves a model of this name
 */
export function spendShares(
  byPurpose: Readonly<Record<string, number>>,
  providerOf: (model: string) => string,
): SpendShares {
  const byRole: Record<string, number> = {}
  const byProvider: Record<string, number> = {}
  for (const [purpose, usd] of Object.entries(byPurpose)) {
    const [, role = purpose, name = ''] = /^([a-z]+): ?(.+)$/s.exec(purpose) ?? []
    const provider = name === '' ? purpose : role === 'news' ? name : providerOf(name)
    byRole[role] = roundUsd((byRole[role] ?? 0) + usd)
    byProvider[provider] = roundUsd((byProvider[provider] ?? 0) + usd)
  }
  return { byRole, byProvider }
}

function roundUsd(usd: number): number {
  return Math.round(usd * 1e9) / 1e9
}
