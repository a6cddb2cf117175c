import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { type ConfigChanges, changeConfigFile } from './write-config.ts'

/** A file with this text after these changes. */
function changed(text: string | null, changes: Record<string, string | number | boolean | string[]>): string {
  const path = join(temporaryFolder(), 'ig.toml')
  if (text !== null) writeFileSync(path, text)
  changeConfigFile(path, new Map(Object.entries(changes)))
  return readFileSync(path, 'utf8')
}

describe('a value goes where people would put it', () => {
  test.each([
    [
      'in the place of the old one, its comment kept',
      '[axon]\nport = 1 # mine\nip = "::"\n',
      '[axon]\nport = 8091 # mine\nip = "::"\n',
    ],
    [
      'below its header',
      '# top\n[axon]\nip = "::"\n\n# who\n[wallet]\nname = "a"\n',
      '# top\n[axon]\nip = "::"\nport = 8091\n\n# who\n[wallet]\nname = "a"\n',
    ],
    ['below a header without values', '[axon]', '[axon]\nport = 8091\n'],
    [
      'beside dotted keys',
      'axon.ip = "::"\n\n[wallet]\nname = "a"\n',
      'axon.ip = "::"\naxon.port = 8091\n\n[wallet]\nname = "a"\n',
    ],
    ['in an inline table', 'axon = { ip = "::", port = 1 }\n', 'axon = { ip = "::", port = 8091 }\n'],
    ['below a header of its own', 'netuid = 2', 'netuid = 2\n\n[axon]\nport = 8091\n'],
    [
      'behind what looks like TOML and is text',
      'x = """\n[axon]\nport = 1\n"""\n',
      'x = """\n[axon]\nport = 1\n"""\n\n[axon]\nport = 8091\n',
    ],
    [
      'with the line ends of the file',
      '\uFEFF# mine\r\n[axon]\r\nip = "::"\r\n',
      '\uFEFF# mine\r\n[axon]\r\nip = "::"\r\nport = 8091\r\n',
    ],
    ['with quoted keys', '["axon"]\n\'port\' = 0x10\n', '["axon"]\n\'port\' = 8091\n'],
  ])('%s', (_, before, after) => {
    expect(changed(before, { 'axon.port': 8091 })).toBe(after)
  })

  test('without a table: above all headers, below the comment at the top', () => {
    expect(changed('# mine\n\n[axon]\nport = 1\n', { netuid: 2 })).toBe(
      '# mine\n\nnetuid = 2\n\n[axon]\nport = 1\n',
    )
    expect(changed('a = [\n  1, # ]\n]\n[axon]\n', { netuid: 2 })).toBe(
      'a = [\n  1, # ]\n]\nnetuid = 2\n\n[axon]\n',
    )
  })

  test('a list of several lines is replaced as a whole', () => {
    const before = '[news]\nproviders = [\n  "exa", # first\n  "google",\n]\narticle_text = false\n'
    const after = '[news]\nproviders = [ "none" ]\narticle_text = false\n'
    expect(changed(before, { 'news.providers': ['none'] })).toBe(after)
  })

  test('a new file', () => {
    const changes = {
      netuid: 2,
      'wallet.name': 'a "b" \\ \u0007',
      'wallet.hotkey': 'h',
      'news.exa.api_key': 'k',
    }
    expect(parse(changed(null, changes))).toEqual({
      netuid: 2,
      wallet: { name: 'a "b" \\ \u0007', hotkey: 'h' },
      news: { exa: { api_key: 'k' } },
    })
  })
})

test('whatever the layout, one value changes and no comment is lost', () => {
  const path = join(temporaryFolder(), 'ig.toml')
  const names = [
    'netuid',
    'axon.port',
    'axon.ip',
    'news.exa.api_key',
    'news.providers',
    'wallet.name',
  ] as const
  const value = fc.oneof(
    fc.integer({ min: 0, max: 9 }),
    fc.string(),
    fc.boolean(),
    fc.array(fc.string(), { maxLength: 3 }),
  )
  const changes = fc.array(fc.tuple(fc.constantFrom(...names), value), { minLength: 1, maxLength: 4 })
  const comment = fc.constantFrom('', ' # note', '\n# note [x] = "')
  const eol = fc.constantFrom('\n', '\r\n')
  fc.assert(
    fc.property(changes, changes, fc.array(comment), eol, (first, second, comments, end) => {
      const order = new Map(first)
      // Root keys first; each other one dotted, below a header of its own or in an inline table by turns.
      const lines = [...order].toSorted(([a], [b]) => a.split('.').length - b.split('.').length)
      const text = lines
        .map(
          ([name, one], index) =>
            `${name} = ${JSON.stringify(one).replaceAll('\u007f', '')}${comments[index] ?? ''}`,
        )
        .join(end)
      let before: Record<string, unknown>
      try {
        before = parse(text)
      } catch {
        return
      }
      writeFileSync(path, text)
      changeConfigFile(path, new Map(second) as ConfigChanges)
      const after = readFileSync(path, 'utf8')
      for (const [name, one] of new Map(second)) expect(at(parse(after), name)).toEqual(one)
      for (const [name] of order) {
        if (!new Map(second).has(name)) expect(at(parse(after), name)).toEqual(at(before, name))
      }
      const kept = comments.slice(0, lines.length).filter((one) => one !== '').length
      expect(after.split('# note').length - 1).toBeGreaterThanOrEqual(kept)
    }),
    { numRuns: 60 },
  )
})

const at = (table: object, name: string): unknown =>
  name.split('.').reduce<unknown>((below, key) => (below as Record<string, unknown>)?.[key], table)

describe('the file', () => {
  test('is for its owner alone afterwards, and nothing else is left beside it', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'deep', 'ig.toml')
    changeConfigFile(path, new Map([['netuid', 2]]))
    expect(statSync(path).mode & 0o777).toBe(0o600)
    writeFileSync(join(folder, 'open.toml'), 'netuid = 1\n', { mode: 0o644 })
    changeConfigFile(join(folder, 'open.toml'), new Map([['netuid', 2]]))
    expect(statSync(join(folder, 'open.toml')).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder).toSorted()).toEqual(['deep', 'open.toml'])
  })

  test('may be a link, which stays one', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'kept.toml'), 'netuid = 1\n')
    symlinkSync('kept.toml', join(folder, 'ig.toml'))
    changeConfigFile(join(folder, 'ig.toml'), new Map([['netuid', 2]]))
    expect(readFileSync(join(folder, 'kept.toml'), 'utf8')).toBe('netuid = 2\n')
  })

  test('is left as it is where it is no TOML, and where it cannot be written', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'ig.toml')
    writeFileSync(path, 'a = [\n')
    expect(() => changeConfigFile(path, new Map([['netuid', 2]]))).toThrow(/not valid TOML/)
    expect(readFileSync(path, 'utf8')).toBe('a = [\n')
    mkdirSync(join(folder, 'taken'))
    expect(() => changeConfigFile(join(folder, 'taken'), new Map([['netuid', 2]]))).toThrow(/EISDIR/)
    expect(() => changeConfigFile('/proc/ig.toml', new Map([['netuid', 2]]))).toThrow(/it is as it was/)
    expect(existsSync('/proc/ig.toml')).toBe(false)
  })
})
