/** The moment that the made-up questions are asked as of. */
export const AS_OF = '2026-03-31T18:00:00.000Z'

/** Rows of questions for `backtest --questions`, a third of which came true. */
export const rowsOf = (count: number, more: (index: number) => Record<string, unknown> = () => ({})) =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      id: `q${index}`,
      question: `Will invention number ${index} be sold by June?`,
      asOf: AS_OF,
      cutoff: '2026-06-30T00:00:00Z',
      outcome: index % 3 === 0 ? 1 : 0,
      ...more(index),
    }),
  ).join('\n')
