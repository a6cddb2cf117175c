import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { sampleArticles, startNewsWorld } from './testing/news-world.ts'

const packageFolder = fileURLToPath(new URL('..', import.meta.url))

test("the README's first example runs as it stands", async () => {
  const readme = await readFile(`${packageFolder}/README.md`, 'utf8')
  const [, code = ''] = /```ts\n(.*?)```/s.exec(readme) ?? []
  const world = await startNewsWorld({ articles: sampleArticles(new Date('2025-03-10T12:00:00Z')) })
  try {
    const { PATH = '' } = process.env
    const env = { PATH, IG_NEWS_GOOGLE_BASE_URL: world.baseUrl, IG_NEWS_GDELT_BASE_URL: world.baseUrl }
    // The package finds itself by its own name from its own folder.
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--conditions=@ig/source', '--input-type=module-typescript', '--eval', code],
      { cwd: packageFolder, env, timeout: 60_000 },
    )
    expect(stderr).toBe('')
    expect(stdout).toContain('The Daily Example: Storm weakens as it turns towards the coast')
    expect(stdout).toMatch(/^5 articles, \d+ too late, 2 calls, 0\.000 USD$/m)
  } finally {
    await world.close()
  }
})
