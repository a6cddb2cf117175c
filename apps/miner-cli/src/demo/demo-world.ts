import { type QuestionRow, questionRow } from '../backtest/question-row.ts'
import world from './demo-world.json' with { type: 'json' }

/** An invented question with all that its world says of it. */
export type DemoQuestion = (typeof world)[number]

/** The invented questions of the demonstration, in the order in which they are shown. */
export const DEMO_WORLD: readonly DemoQuestion[] = world

/** The questions as a backtest reads them. */
export function demoRows(): QuestionRow[] {
  return DEMO_WORLD.map(({ id, question, background, category, source, asOf, cutoff, crowd, outcome }) =>
    questionRow.parse({ id, question, background, category, source, asOf, cutoff, crowd, outcome }),
  )
}
