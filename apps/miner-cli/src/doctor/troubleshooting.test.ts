import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { commands } from '../commands/command-list.ts'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const page = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8')
const rows = [...page.matchAll(/^\| (\d+) \| \[(.+?)\]\(#(.+?)\) \| (.+) \| (.+) \|$/gm)].map(
  ([, number, title, anchor, shows = '', proofs = '']) => ({ number, title, anchor, shows, proofs }),
)

test('fifteen misfortunes each have a section, a command that shows them and tests that are there', () => {
  expect(rows.map(({ number }) => Number(number))).toEqual(
    Array.from({ length: 15 }, (_, index) => index + 1),
  )
  for (const { number, title, anchor, shows, proofs } of rows) {
    expect(page).toContain(`\n## ${number}. ${title}\n`)
    const heading = `${number}. ${title}`.toLowerCase().replaceAll(/[^\w\s-]/g, '')
    expect(anchor).toBe(heading.replaceAll(' ', '-'))
    expect(shows).toMatch(/`pnpm miner \w+/)
    const files = [...proofs.matchAll(/`(.+?)`/g)].map(([, file = '']) => file)
    expect(files.length).toBeGreaterThan(0)
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
  }
})

test('every command on the page is one', () => {
  const names = commands.map(({ name }) => name)
  const used = [...page.matchAll(/pnpm miner ([a-z]+)( [a-z]+)?/g)].map(([, first = '', second = '']) => [
    first,
    first + second,
  ])
  expect(used.filter((words) => !words.some((word) => names.includes(word)))).toEqual([])
})
