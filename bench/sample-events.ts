import type { EventPrediction } from '../packages/protocol/src/index.ts'

const QUESTIONS = [
  (index: number) =>
    `Will the price of one bitcoin close above $${50 + index} on 2025-08-0${1 + (index % 9)}?`,
  (index: number) => `Will team ${index} win the cup final — “the résumé” ✓ 日本語?`,
  (index: number) => `Will turnout exceed ${index % 100}%?\nThis market resolves YES if "x > 1" & 'y' < 2.`,
]

/** Events as a validator of the last axon era sends them, about 500 bytes each. */
export function sampleEvents(count: number): Record<string, EventPrediction> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const event = {
        event_id: `${index.toString(16).padStart(24, '7b409f932d2c88e97f0c')}`,
        market_type: ['polymarket', 'acled', 'llm', 'azuro'][index % 4] ?? 'llm',
        description: QUESTIONS[index % QUESTIONS.length]?.(index) ?? '',
        cutoff: index % 7 === 6 ? null : 1_995_000_000 + 3_600 * index,
        metadata:
          index % 2 === 0
            ? {
                market_type: 'polymarket',
                topics: ['a', 'b'],
                f: 0.1 * index,
                nested: { ok: true, none: null },
              }
            : {},
        probability: null,
        reasoning: null,
        miner_answered: false,
      }
      return [`ifgames-${event.event_id}`, event]
    }),
  )
}
