import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runInProcess } from '../testing/run-in-process.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'

/** Runs a command in a home whose ig.toml has this text. */
async function withFile(
  text: string | Buffer,
  words = 'config get axon.port',
  { env, mode = 0o600 }: { env?: Record<string, string>; mode?: number } = {},
) {
  const home = temporaryFolder()
  const file = join(home, 'ig.toml')
  writeFileSync(file, text)
  chmodSync(file, mode)
  const finished = await runInProcess(words.split(' '), { home, ...(env && { env }) })
  return { ...finished, home, file }
}

describe('a file that is wrong stops every command with exit 2, and the key, the line and the file are named', () => {
  test.each([
    [
      'an unknown key',
      '[axon]\nport = 1\nprot = 2\n',
      /E_CONFIG_KEY.*key: "axon\.prot", at: "FILE:3".*Did you mean axon\.port\?/,
    ],
    [
      'one in a table on one line',
      'netuid = 1\naxon = { port = 1, prot = 2 }\n',
      /E_CONFIG_KEY.*axon\.prot.*FILE:2/,
    ],
    [
      'one behind a text of many lines',
      '[log]\nlevel = """\n[axon]\nprot = 1\n"""\nlevle = 1\n',
      /E_CONFIG_KEY.*log\.levle.*FILE:6/,
    ],
    ['a table that is none', '[axn]\nport = 1\n', /E_CONFIG_KEY.*axn\.port.*FILE:2/],
    ['a value in the place of a table', 'netuid = 1\naxon = 5\n', /E_CONFIG_KEY.*key: "axon", at: "FILE:2"/],
    [
      'a text for a number',
      '\n[axon]\nport = "8091"\n',
      /E_SETTING.*axon\.port must be a whole number.*"8091", source: "FILE:3"/,
    ],
    [
      'a number for a switch',
      '[sandbox]\nvalidator = 1\n',
      /E_SETTING.*sandbox\.validator must be true or false.*source: "FILE:2"/,
    ],
    ['a list for a text', '[log]\nlevel = ["warn"]\n', /E_SETTING.*log\.level.*FILE:2/],
    ['a text for a list', '[news]\nproviders = "exa"\n', /E_SETTING.*news\.providers.*FILE:2/],
    ['a table for a value', '[axon.port]\nnumber = 1\n', /E_SETTING.*axon\.port.*FILE/],
    ['a port beyond all', '[axon]\nport = 70000\n', /E_SETTING.*axon\.port.*from 0 to 65535.*70000.*FILE:2/],
    ['a port below none', '[axon]\nport = -1\n', /E_SETTING.*axon\.port.*-1.*FILE:2/],
    ['half a port', '[axon]\nport = 80.5\n', /E_SETTING.*axon\.port.*80\.5.*FILE:2/],
    [
      'a port that no one can be reached by',
      '[axon]\nexternal_port = 0\n',
      /E_SETTING.*axon\.external_port.*from 1 to 65535.*FILE:2/,
    ],
    ['what is no TOML', 'netuid = 1\n[axon\nport = 2\n', /E_CONFIG_FILE.*not valid TOML.*FILE", line: 2/],
    ['a key twice', '[axon]\nport = 1\nport = 2\n', /E_CONFIG_FILE.*not valid TOML.*FILE", line: 3/],
    [
      'a text without its quotes',
      '[log]\nlevel = warn\n',
      /E_CONFIG_FILE.*line: 2.*text values stand in quotes/,
    ],
    [
      'another encoding',
      Buffer.from('netuid = 1\n# \xe4\n', 'latin1'),
      /E_CONFIG_FILE.*not UTF-8.*FILE", line: 2/,
    ],
    [
      'the encoding of old Windows editors',
      Buffer.from('\uFEFFnetuid = 1\n', 'utf16le'),
      /E_CONFIG_FILE.*not UTF-8.*line: 1/,
    ],
  ])('%s', async (_, text, sentence) => {
    const { exitCode, stdout, stderr, file } = await withFile(text, 'config get log.level', {
      env: { IG_NEWS_PROVIDERS: '' },
    })
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr.replaceAll(file, 'FILE')).toMatch(sentence)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  test('a folder in its place', async () => {
    const home = temporaryFolder()
    mkdirSync(join(home, 'ig.toml'))
    const { exitCode, stderr } = await runInProcess(['status'], { home })
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/E_CONFIG_FILE.*ig\.toml.*EISDIR/)
  })
})

describe('secrets that others can read', () => {
  test.each([0o644, 0o640, 0o604])(
    'in a file of mode %i (decimal) are refused with the line, unshown',
    async (mode) => {
      const text = 'netuid = 1\n[openai]\napi_key = "canary-key-1"\n'
      const { exitCode, stderr, file } = await withFile(text, 'status', { mode })
      expect(exitCode).toBe(2)
      expect(stderr).toContain(`key: "openai.api_key", at: "${file}:3", mode: "${mode.toString(8)}"`)
      expect(stderr).toContain(`chmod 600 ${file}`)
      expect(stderr).not.toContain('canary')
    },
  )

  test('a file without any may be of mode 0644', async () => {
    expect(await withFile('[axon]\nport = 9000\n', undefined, { mode: 0o644 })).toMatchObject({
      exitCode: 0,
      stdout: '9000\n',
    })
  })

  test('so are those of a file that a variable names', async () => {
    const home = temporaryFolder()
    writeFileSync(join(home, 'key'), 'canary-key-2', { mode: 0o644 })
    const env = { OPENAI_API_KEY_FILE: join(home, 'key') }
    const { exitCode, stderr } = await runInProcess(['status'], { home, env })
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/E_SECRET_MODE.*source: "OPENAI_API_KEY_FILE", mode: "644"/)
    expect(stderr).not.toContain('canary')
  })
})

describe('what does no harm', () => {
  test('a byte order mark and Windows line ends, which stay when the file is changed', async () => {
    const text = '\uFEFF# mine\r\n[axon]\r\nport = 9000\r\n'
    const { stdout, home, file } = await withFile(text, 'config get axon.port --json')
    expect(JSON.parse(stdout)).toMatchObject({ value: 9000, source: `${file}:3` })
    await runInProcess(['config', 'set', 'axon.port', '9001'], { home })
    expect(readFileSync(file, 'utf8')).toBe('\uFEFF# mine\r\n[axon]\r\nport = 9001\r\n')
  })

  test('a flag goes before a variable, and that before the file; each time the source is named', async () => {
    const file = '[axon]\nport = 1\n'
    const env = { IG_AXON_PORT: '2', BT_AXON_PORT: '3' }
    const source = async (words: string, more?: Record<string, string>) =>
      JSON.parse(
        (await withFile(file, `config get axon.port --json${words}`, { ...(more && { env: more }) })).stdout,
      )
    expect(await source(' --axon.port 4', env)).toMatchObject({ value: 4, source: '--axon.port' })
    expect(await source('', env)).toMatchObject({ value: 2, source: 'IG_AXON_PORT' })
    expect(await source('', { IG_AXON_PORT: '', BT_AXON_PORT: '3' })).toMatchObject({
      value: 3,
      source: 'BT_AXON_PORT',
    })
    expect(await source('', { IG_AXON_PORT: '', BT_AXON_PORT: '' })).toMatchObject({ value: 1 })
  })

  test('what a flag says hides no mistake in the variable that it goes before, once that counts', async () => {
    const good = await withFile('', 'config get axon.port --axon.port 4', { env: { IG_AXON_PORT: 'eighty' } })
    expect(good).toMatchObject({ exitCode: 0, stdout: '4\n' })
    const bad = await withFile('', 'config get axon.port', { env: { IG_AXON_PORT: 'eighty' } })
    expect(bad).toMatchObject({ exitCode: 2 })
    expect(bad.stderr).toMatch(
      /E_SETTING.*axon\.port.*"eighty", source: "IG_AXON_PORT".*Correct it at IG_AXON_PORT/,
    )
  })
})

// A port in use or reserved: miner/listening-problem.test.ts, and commands/start.test.ts with a process.
describe('a port', () => {
  test('70000 by a flag or a variable is refused by its name', async () => {
    const flag = await withFile('', 'start --axon.port 70000')
    expect(flag).toMatchObject({ exitCode: 2 })
    expect(flag.stderr).toMatch(
      /E_SETTING.*axon\.port.*70000, source: "--axon\.port"|E_SETTING.*"70000".*--axon\.port/,
    )
    const variable = await withFile('', 'start', { env: { BT_AXON_PORT: '70000' } })
    expect(variable).toMatchObject({ exitCode: 2 })
    expect(variable.stderr).toMatch(/E_SETTING.*axon\.port.*70000.*BT_AXON_PORT/)
  })

  test('0 is any free one', async () => {
    expect(await withFile('[axon]\nport = 0\n')).toMatchObject({ exitCode: 0, stdout: '0\n' })
  })
})
