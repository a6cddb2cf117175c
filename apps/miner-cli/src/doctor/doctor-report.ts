import { styleText } from 'node:util'
import type { CheckResult, CheckState } from '../checks/check-result.ts'
import { escapeControl } from '../output/escape-control.ts'
import { EXIT } from '../output/exit-code.ts'
import { wrapText } from '../output/wrap-text.ts'

/** How many rows came out how. */
export type Summary = Readonly<Record<CheckState, number>>

export function summaryOf(rows: readonly CheckResult[]): Summary {
  const count = (state: CheckState) => rows.filter((row) => row.state === state).length
  return { ok: count('ok'), warn: count('warn'), fail: count('fail'), skip: count('skip') }
}

/** 1 where something failed, 3 for warnings where they count, else 0. */
export function doctorExitCode({ fail, warn }: Summary, { strict }: { readonly strict: boolean }): number {
  if (fail > 0) return EXIT.failed
  return strict && warn > 0 ? EXIT.warnings : EXIT.ok
}

const COLORS = { ok: 'green', warn: 'yellow', fail: 'red', skip: 'gray' } as const
const STATE_WIDTH = 6
/** What is seen stands below the name where there is less room beside it. */
const ROOM_WIDTH = 30

/** A line for each row, what mends it below where there is something to mend, and the sum at the end. */
export function doctorText(
  rows: readonly CheckResult[],
  { width, color }: { readonly width: number; readonly color: boolean },
): string {
  const nameWidth = Math.max(...rows.map(({ name }) => name.length)) + 2
  const isBelow = width - STATE_WIDTH - nameWidth < ROOM_WIDTH
  const indent = ' '.repeat(isBelow ? STATE_WIDTH : STATE_WIDTH + nameWidth)
  const lines = rows.flatMap(({ name, state, seen, mend }, index) => {
    const paint = color ? styleText(COLORS[state], state, { validateStream: false }) : state
    const label = `${paint}${' '.repeat(STATE_WIDTH - state.length)}`
    const head = isBelow ? `${label}${name}\n${indent}` : `${label}${name.padEnd(nameWidth)}`
    const [first = '', ...rest] = wrap(seen, width, indent)
    // One line mends a whole group of rows, and stands below the last of them.
    const isSaidBelow = mend === rows[index + 1]?.mend
    return [
      `${head}${first}`,
      ...rest,
      ...(mend === null || isSaidBelow ? [] : mendLines(mend, width, indent)),
    ]
  })
  const { ok, warn, fail, skip } = summaryOf(rows)
  const sum = wrapText(`${ok} ok, ${warn} to watch, ${fail} to mend, ${skip} not looked at`, width)
  return `${[...lines, '', ...sum].join('\n')}\n`
}

function mendLines(mend: string, width: number, indent: string): string[] {
  const [first = '', ...rest] = wrap(mend, width, `${indent}   `)
  return [`${indent}-> ${first}`, ...rest]
}

/** The text in lines that fit beside the indent; all but the first carry it. */
function wrap(text: string, width: number, indent: string): string[] {
  const room = Math.max(20, width - indent.length)
  return wrapText(escapeControl(text), room).map((line, index) => (index === 0 ? line : `${indent}${line}`))
}
