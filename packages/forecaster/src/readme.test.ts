import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { startScriptedModelServer } from './testing/scripted-model-server.ts'

const packageFolder = fileURLToPath(new URL('..', import.meta.url))

async function runFirstExample(variables: Record<string, string>): Promise<string> {
  const readme = await readFile(`${packageFolder}/README.md`, 'utf8')
  const [, code = ''] = /```ts\n(.*?)```/s.exec(readme) ?? []
  const { PATH = '' } = process.env
  // The package finds itself by its own name from its own folder.
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@ig/source', '--input-type=module-typescript', '--eval', code],
    { cwd: packageFolder, env: { PATH, ...variables }, timeout: 60_000 },
  )
  expect(stderr).toBe('')
  return stdout
}

test("the README's first example prints the prior where there is no key", async () => {
  expect(await runFirstExample({})).toBe('0.300 (prior), 0.0000 USD\n')
})

test("the README's first example asks the model that the environment names", async () => {
  const server = await startScriptedModelServer(() => ({ content: '{"probability": 0.42}' }))
  try {
    const variables = { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: server.baseUrl }
    expect(await runFirstExample(variables)).toBe('0.420 (model), 0.0005 USD\n')
    expect(server.requests).toHaveLength(3)
  } finally {
    await server.close()
  }
})
