import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { createSilentLog } from '../testing/silent-log.ts'
import { createProgressCounter } from './progress-counter.ts'
import { createWorkScreen, type Report } from './work-screen.ts'

function openTerminal(isTerminal = true) {
  const written: string[] = []
  const write = (text: string) => void written.push(text)
  const screen = createWorkScreen({ write, color: false, isTerminal, columns: 40 })
  const drawn = () => written.join('')
  const untilDrawn = async (text: string) => {
    while (!drawn().includes(text)) await new Promise((resolve) => setImmediate(resolve))
  }
  return { screen, drawn, untilDrawn }
}

test('long work has a line that says how far it is, fits forty columns, and is gone afterwards', async () => {
  const { screen, drawn, untilDrawn } = openTerminal()
  const work = async (report: Report) => {
    await untilDrawn('Writing')
    report('forecasts, 12000 rows and many more words than there is room for')
    await untilDrawn('forecasts, 12000')
    screen.above.write('a line of the log\n')
    await untilDrawn('a line of the log\n\n')
    return 7
  }
  expect(await screen.show('Writing', work)).toBe(7)
  const shown = stripVTControlCharacters(drawn()).split('\n')
  expect(Math.max(...shown.map((line) => line.length))).toBeLessThan(40)
  // The line is erased, and the cursor is there again.
  expect(drawn().slice(drawn().lastIndexOf('\n') + 1)).not.toContain('Writing')
  expect(drawn().endsWith('\u001b[?25h')).toBe(true)
})

test('work that is over at once, or fails, leaves nothing on the terminal', async () => {
  const { screen, drawn } = openTerminal()
  expect(await screen.show('Quick', async () => 7)).toBe(7)
  await expect(screen.show('Quick', () => Promise.reject(new Error('x')))).rejects.toThrow('x')
  expect(drawn()).toBe('')
})

test('without a terminal nothing is drawn', async () => {
  const { screen, drawn } = openTerminal(false)
  expect(screen.isShown).toBe(false)
  await screen.show('Writing', async (report) => report('1 of 2'))
  screen.above.write('a line\n')
  expect(drawn()).toBe('a line\n')
})

test('progress is shown to whoever looks, and else is a line of the log for each tenth', () => {
  const { log, lines } = createSilentLog()
  const told: string[] = []
  const shown = createProgressCounter({ of: 30, what: 'questions', log, report: (text) => told.push(text) })
  for (let done = 0; done < 30; done += 1) shown()
  expect([told.length, told.at(-1), lines.length]).toEqual([30, '30 of 30 questions', 0])
  const quiet = createProgressCounter({ of: 30, what: 'questions', log, report: null })
  for (let done = 0; done < 30; done += 1) quiet()
  expect(lines.map(({ done }) => done)).toEqual([3, 6, 9, 12, 15, 18, 21, 24, 27, 30])
})
