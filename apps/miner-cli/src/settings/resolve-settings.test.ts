import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeSs58 } from '@ig/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readConfigFile } from './read-config-file.ts'
import { type FlagValue, resolveSettings, type SettingSources } from './resolve-settings.ts'
import { environmentNames, type Setting } from './setting.ts'
import { settingsTable } from './settings-table.ts'

const nothing: SettingSources = { flags: new Map(), env: {}, files: [], home: '/home/u', cwd: '/work' }
const folder = mkdtempSync(join(tmpdir(), 'ig-settings-'))
let files = 0

function file(text: string, mode = 0o600) {
  const path = join(folder, `${files++}.toml`)
  writeFileSync(path, text, { mode })
  return path
}

function read(text: string, mode?: number) {
  const found = readConfigFile(file(text, mode), { required: true })
  if (found === null) throw new Error('no file')
  return found
}

test('every default satisfies its own schema', () => {
  const { values, sources } = resolveSettings(nothing)
  for (const setting of settingsTable as readonly Setting[]) {
    expect(
      setting.schema.safeParse((values as Record<string, unknown>)[setting.name]).success,
      setting.name,
    ).toBe(true)
    expect(sources.get(setting.name)).toBe('default')
  }
})

test('no two settings share a variable or a flag', () => {
  const names = (settingsTable as readonly Setting[]).flatMap((setting) => [...environmentNames(setting)])
  expect(new Set(names).size).toBe(names.length)
  const flags = (settingsTable as readonly Setting[]).flatMap(({ name, aliases }) => [
    name,
    ...(aliases ?? []),
  ])
  expect(new Set(flags.map((flag) => flag.replaceAll(/[._]/g, '-'))).size).toBe(flags.length)
})

test('flag before IG_ before BT_ before NETUID before files before the default', () => {
  const layers = [
    { flags: new Map<string, FlagValue>([['netuid', { text: '1', spelling: '--netuid' }]]) },
    { env: { IG_NETUID: '2' } },
    { env: { BT_NETUID: '3' } },
    { env: { NETUID: '4' } },
    { files: [read('netuid = 5')] },
    { files: [read('netuid = 7')] },
  ]
  fc.assert(
    fc.property(fc.subarray([0, 1, 2, 3, 4, 5]), (present) => {
      const chosen = present.map((index) => layers[index])
      const { values } = resolveSettings({
        ...nothing,
        flags: chosen.find((layer) => layer?.flags)?.flags ?? nothing.flags,
        env: Object.assign({}, ...chosen.map((layer) => layer?.env ?? {})),
        files: chosen.flatMap((layer) => layer?.files ?? []),
      })
      const expected = [1, 2, 3, 4, 5, 7][present[0] ?? -1] ?? 6
      expect(values.netuid).toBe(expected)
    }),
  )
})

test('an address in brackets, as the SDK writes it, is an address', () => {
  expect(resolveSettings({ ...nothing, env: { BT_AXON_IP: '[::]' } }).values['axon.ip']).toBe('::')
})

test('an empty variable counts as not set', () => {
  expect(resolveSettings({ ...nothing, env: { IG_NETUID: '', NETUID: '8' } }).values.netuid).toBe(8)
})

test('data folder and wallets follow from the other settings', () => {
  const { values } = resolveSettings({ ...nothing, env: { BT_WALLET_NAME: 'ann', NETUID: '155' } })
  expect(values.data_dir).toBe('/home/u/.ig/sandbox-155-ann-default')
  expect(values['wallet.path']).toBe('/home/u/.ig/sandbox-155-ann-default/wallets')
})

test('on a chain the wallets are those of btcli, and the folder is named for the network', () => {
  const env = { IG_SUBTENSOR_CHAIN_ENDPOINT: 'ws://127.0.0.1:9944', NETUID: '155', BT_WALLET_NAME: 'ann' }
  const { values } = resolveSettings({ ...nothing, env })
  expect(values.data_dir).toBe('/home/u/.ig/local-155-ann-default')
  expect(values['wallet.path']).toBe('/home/u/.bittensor/wallets')
  expect(values['axon.ip']).toBe('0.0.0.0')
})

test('a list has commas in text, and is an array in a file', () => {
  const [ann, bob] = [encodeSs58(new Uint8Array(32).fill(1)), encodeSs58(new Uint8Array(32).fill(2))]
  const allowed = (sources: Partial<SettingSources>) =>
    resolveSettings({ ...nothing, ...sources }).values['blacklist.allow']
  expect(allowed({ env: { IG_BLACKLIST_ALLOW: `${ann}, ${bob}` } })).toEqual([ann, bob])
  expect(allowed({ files: [read(`blacklist.allow = ["${ann}", "${bob}"]`)] })).toEqual([ann, bob])
  expect(allowed({})).toEqual([])
  const polkadot = encodeSs58(new Uint8Array(32).fill(1), 0)
  expect(() => allowed({ env: { IG_BLACKLIST_ALLOW: polkadot } })).toThrow(/must be Bittensor addresses/)
})

test('paths count from the folder of the one who wrote them', () => {
  const given = read('forecaster = "./own.ts"\n[logging]\nlogging_dir = "~/logs"')
  const { values } = resolveSettings({ ...nothing, files: [given], env: { IG_DATA_DIR: 'data' } })
  expect(values.forecaster).toBe(join(folder, 'own.ts'))
  expect(values['logging.logging_dir']).toBe('/home/u/logs')
  expect(values.data_dir).toBe('/work/data')
})

test('a byte order mark and Windows line ends do no harm, and the line of a value is known', () => {
  const given = read('\uFEFF# mine\r\n[axon]\r\nport = 9000\r\n')
  const { values, sources } = resolveSettings({ ...nothing, files: [given] })
  expect(values['axon.port']).toBe(9000)
  expect(sources.get('axon.port')).toBe(`${given.path}:3`)
})

describe('a value that is none is named with its source', () => {
  test.each([
    ['IG_AXON_PORT', 'eighty'],
    ['IG_AXON_PORT', '70000'],
    ['IG_AXON_PORT', '80.5'],
    ['IG_AXON_PORT', '0x50'],
    ['IG_AXON_IP', 'localhost'],
    ['IG_SANDBOX_VALIDATOR', 'perhaps'],
    ['IG_SUBTENSOR_NETWORK', 'mainnet'],
    ['IG_SUBTENSOR_CHAIN_ENDPOINT', 'ws://a.example,http://b.example'],
    ['IG_BLACKLIST_DENY', '5nobody'],
    ['IG_CHAIN_ON_DEREGISTERED', 'panic'],
    ['IG_WALLET_NAME', '../up'],
    ['OPENAI_BASE_URL', 'file:///etc/passwd'],
  ])('%s=%s', (name, value) => {
    expect(() => resolveSettings({ ...nothing, env: { [name]: value } })).toThrowErrorMatchingSnapshot()
  })

  test('a wrong type in a file', () => {
    expect(() => resolveSettings({ ...nothing, files: [read('axon.port = "8091"')] })).toThrow(
      /axon\.port must be a whole number.*\.toml:1/,
    )
  })
})

describe('files', () => {
  test('an unknown key names the nearest, and its line', () => {
    expect(() => read('[axon]\nport = 1\nprot = 2')).toThrow(
      /axon\.prot.*\.toml:3.*Did you mean axon\.port\?/,
    )
    expect(() => read('[axn]\nport = 1')).toThrow(/axn\.port.*\.toml:2/)
  })

  test('what is no TOML names line and column', () => {
    expect(() => read('a = [\nb')).toThrow(/E_CONFIG_FILE|not valid TOML.*line/)
  })

  test('a missing file is an error only where it was named', () => {
    expect(readConfigFile(join(folder, 'none.toml'), { required: false })).toBeNull()
    expect(() => readConfigFile(join(folder, 'none.toml'), { required: true })).toThrow(/ENOENT/)
  })
})

describe('secrets', () => {
  test('come from a variable, a file of mode 0600 that a variable names, or a configuration file of mode 0600', () => {
    const key = file('canary-key\n')
    const value = (sources: Partial<SettingSources>) =>
      resolveSettings({ ...nothing, ...sources }).values['openai.api_key']
    expect(value({ env: { OPENAI_API_KEY: 'k' } })).toBe('k')
    expect(value({ env: { OPENAI_API_KEY_FILE: key } })).toBe('canary-key')
    expect(value({ env: { IG_OPENAI_API_KEY_FILE: key, OPENAI_API_KEY: 'k' } })).toBe('canary-key')
    expect(value({ files: [read('openai.api_key = "k2"')] })).toBe('k2')
  })

  test('are refused from files that others can read, without being shown', () => {
    const open = file('canary-key', 0o644)
    expect(() => resolveSettings({ ...nothing, env: { OPENAI_API_KEY_FILE: open } })).toThrow(/chmod 600/)
    // systemd's credentials are read by an access list, which shows as the group's bit.
    const credential = file('from systemd', 0o440)
    const env = { OPENAI_API_KEY_FILE: credential }
    expect(() => resolveSettings({ ...nothing, env })).toThrow(/chmod 600/)
    const { values } = resolveSettings({ ...nothing, env: { ...env, CREDENTIALS_DIRECTORY: folder } })
    expect(values['openai.api_key']).toBe('from systemd')
    expect(() => read('openai.api_key = "canary"', 0o640)).toThrow(/^(?!.*canary).*chmod 600/)
  })
})
