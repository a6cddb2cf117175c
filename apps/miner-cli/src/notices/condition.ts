import type { NoticeRule } from './notice.ts'

/** 0: all is well. 1: somebody should look. 2: it is happening. */
export type Level = 0 | 1 | 2

/** How one thing stands that notices are sent about. What cannot be told is no condition: it is left out. */
export interface Condition {
  /** The rule, and what of several things it is about. */
  readonly key: string
  readonly rule: NoticeRule
  readonly level: Level
  readonly title: string
  readonly text: string
}
