import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runInProcess } from '../testing/run-in-process.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { typeInProcess } from '../testing/type-in-process.ts'

function openHome(text?: string, mode = 0o600) {
  const home = temporaryFolder()
  const file = join(home, 'ig.toml')
  if (text !== undefined) writeFileSync(file, text, { mode })
  const config = (words: string, more: { env?: Record<string, string>; stdin?: string } = {}) =>
    runInProcess(['config', ...words.split(' ')], { home, ...more })
  return { home, file, config, text: () => readFileSync(file, 'utf8') }
}

describe('config set', () => {
  test('writes what the table takes, keeps the rest, and says where', async () => {
    const { config, file, text } = openHome('# mine\n[axon]\nport = 1 # here\n', 0o644)
    const { exitCode, stdout, stderr } = await config('set axon.port 8092')
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' })
    expect(stderr).toBe(`axon.port = 8092 in ${file}\n`)
    await config('set news.providers exa,google')
    await config('set no_article_text false').then(({ stderr: told }) => expect(told).toMatch(/E_ARGUMENT/))
    await config('set --news-article_text off').then(({ exitCode: code }) => expect(code).toBe(2))
    await config('set news-article_text off')
    expect(text()).toBe(
      '# mine\n[axon]\nport = 8092 # here\n\n[news]\nproviders = [ "exa", "google" ]\narticle_text = false\n',
    )
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('mends a file that stops every other command, and names what is still wrong with it', async () => {
    const { config, text } = openHome('[axon]\nport = 70000\n[log]\nlevle = "warn"\n')
    expect(await config('get axon.port')).toMatchObject({ exitCode: 2 })
    const { exitCode, stderr } = await config('set axon.port 8092')
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/It still has a fault: .*log\.levle.*ig\.toml:4.*log\.level/)
    expect(text()).toContain('port = 8092\n')
  })

  test.each([
    ['set axon.port eighty', /E_SETTING.*axon\.port must be a whole number.*eighty/],
    ['set axon.prot 1', /E_ARGUMENT.*Did you mean axon\.port\?/],
    ['set axon.port abc', /E_SETTING.*Give another value; nothing was written\.$/m],
    ['set axon.port', /E_ARGUMENT.*config set axon\.port 8092/],
    ['set log.level loud', /E_SETTING.*trace, debug, info/],
    ['set openai.api_key canary-on-the-line', /E_SECRET_FLAG.*openai\.api_key/],
    ['set axon.port 1 --axon.ip ::', /E_FLAG.*--axon\.ip/],
  ])('%s ends with 2, and nothing is written', async (words, sentence) => {
    const { config, file } = openHome()
    const { exitCode, stderr } = await config(words)
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(sentence)
    expect(stderr).not.toContain('canary')
    expect(() => statSync(file)).toThrow(/ENOENT/)
  })

  test('takes a secret from the standard input, or from who types it, and shows it nowhere', async () => {
    const { home, config, file, text } = openHome()
    const piped = await config('set openai.api_key', {
      stdin: 'canary-key-1\n',
      env: { OPENAI_API_KEY: 'canary-env' },
    })
    expect(piped.stderr).toBe(
      `openai.api_key = ******** in ${file}\nOPENAI_API_KEY in the environment goes before it.\n`,
    )
    expect(text()).toContain('api_key = "canary-key-1"')
    const typed = await typeInProcess(
      ['config', 'set', 'news.exa.api_key', '--json'],
      [{ see: 'The value of news.exa.api_key', type: 'canary-key-2\r' }],
      { home },
    )
    expect(typed).toMatchObject({ exitCode: 0 })
    expect(JSON.parse(typed.stdout)).toMatchObject({
      schemaVersion: 1,
      name: 'news.exa.api_key',
      value: '********',
    })
    expect(text()).toContain('api_key = "canary-key-2"')
    expect(typed.screen + typed.stdout + piped.stdout).not.toContain('canary')
    expect(await config('set openai.api_key', { stdin: '' })).toMatchObject({ exitCode: 2 })
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('may write the file of the user, or one that is named', async () => {
    const { home, config } = openHome()
    await config('set netuid 7 --global')
    await config('set netuid 8 --config deep/own.toml')
    expect(readFileSync(join(home, '.config/ig/config.toml'), 'utf8')).toBe('netuid = 7\n')
    expect(readFileSync(join(home, 'deep/own.toml'), 'utf8')).toBe('netuid = 8\n')
    expect(await config('get netuid --config deep/own.toml')).toMatchObject({ exitCode: 0, stdout: '8\n' })
    expect(await config('get netuid')).toMatchObject({ stdout: '7\n' })
  })
})

test('config get prints one value, or nothing with exit 1', async () => {
  const { config, file } = openHome('openai.api_key = "canary-key"\nnews.providers = ["exa"]\n')
  expect(await config('get openai.api_key')).toMatchObject({ exitCode: 0, stdout: '********\n' })
  expect(await config('get news.exa.api_key')).toMatchObject({ exitCode: 1, stdout: '' })
  expect(
    JSON.parse((await config('get news.providers --json', { env: { IG_NEWS_PROVIDERS: '' } })).stdout),
  ).toEqual({
    schemaVersion: 1,
    name: 'news.providers',
    value: ['exa'],
    source: `${file}:2`,
  })
  expect(await config('get')).toMatchObject({ exitCode: 2 })
})

test('config path names the file that is written, and all that are read', async () => {
  const { home, config, file } = openHome('not = [ toml')
  expect(await config('path')).toEqual({
    exitCode: 0,
    signal: null,
    stdout: `${file}\n`,
    stderr: `read  ${file}\nnone  ${join(home, '.config/ig/config.toml')}\n`,
  })
  const { stdout } = await config('path --config own.toml --json')
  expect(JSON.parse(stdout)).toMatchObject({ path: join(home, 'own.toml'), files: { length: 3 } })
})
