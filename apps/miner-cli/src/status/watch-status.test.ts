import { expect, test } from 'vitest'
import { openScreen, watchStatus } from './watch-status.ts'

test('it looks, draws and waits until the end', async () => {
  const drawn: string[] = []
  let looks = 0
  await watchStatus({
    look: async () => String(++looks),
    draw: (text) => drawn.push(text),
    wait: async () => looks === 3,
  })
  expect(drawn).toEqual(['1', '2', '3'])
})

test('a terminal gets each picture in place of the last, cut to its rows, and its own screen back', () => {
  const written: string[] = []
  const screen = openScreen({ isTerminal: true, rows: 3, write: (text) => written.push(text) })
  screen.draw('one\ntwo\nthree\n')
  expect(written.join('')).toBe('\u001b[?1049h\u001b[Hone\u001b[K\ntwo\u001b[K\n\u001b[J')
  screen.close()
  expect(written.at(-1)).toBe('\u001b[?1049lone\ntwo\nthree\n')
})

test('a pipe gets one picture after the other, without any code', () => {
  const written: string[] = []
  const screen = openScreen({ write: (text) => written.push(text) })
  screen.draw('one\n')
  screen.draw('two\n')
  screen.close()
  expect(written.join('')).toBe('one\ntwo\n')
})
