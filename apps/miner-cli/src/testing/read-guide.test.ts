import { expect, test } from 'vitest'
import { readGuide } from './read-guide.ts'

const page = `---
# How it is run.
substitutions:
  "do it": "{program} now"
  "--here": "--at {place}"
environment:
  SECRET: "two words"
---

# Page
\`\`\`sh
do it --here

do it twice
\`\`\`
\`\`\`text
not run
\`\`\`
\`\`\`sh exit=6
do it again
\`\`\`
\`\`\`sh background
do it for ever
\`\`\`
`

test('takes the blocks of commands, and nothing else', () => {
  expect(readGuide(page).blocks).toEqual([
    { lines: ['do it --here', 'do it twice'], exitCode: 0, background: false },
    { lines: ['do it again'], exitCode: 6, background: false },
    { lines: ['do it for ever'], exitCode: 0, background: true },
  ])
})

test('replaces what the page says is replaced', () => {
  const { substitute, environment } = readGuide(page)
  expect(substitute('do it --here', { program: 'miner', place: 'home' })).toBe('miner now --at home')
  expect(environment).toEqual({ SECRET: 'two words' })
})
