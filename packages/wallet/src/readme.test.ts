import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('..', import.meta.url)

test("the README's first example runs as it stands", () => {
  const readme = readFileSync(new URL('README.md', folder), 'utf8')
  const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const output = execFileSync(
    process.execPath,
    ['--conditions=@ig/source', '--input-type=module-typescript', '--eval', code],
    { cwd: folder, encoding: 'utf8' },
  )
  expect(output).toContain("name: 'miner'")
  expect(output).toMatch(/true\n$/)
})
