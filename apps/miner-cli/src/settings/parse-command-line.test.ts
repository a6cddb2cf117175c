import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCommandLine } from './parse-command-line.ts'
import type { Setting } from './setting.ts'
import { settingsTable } from './settings-table.ts'

const own = [
  { name: 'json', kind: 'switch', doc: '' },
  { name: 'as-of', kind: 'text', doc: '' },
] as const
const parse = (...argv: string[]) => parseCommandLine(argv, own)

const byFlag = (settingsTable as readonly Setting[]).filter(({ secret }) => !secret)

test("every setting is taken by each of btcli's spellings", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...byFlag),
      fc.array(fc.constantFrom('.', '_', '-'), { minLength: 8, maxLength: 8 }),
      (setting, separators) => {
        let at = 0
        const flag = `--${setting.name.replaceAll(/[._]/g, () => separators[at++ % 8] ?? '.')}`
        const line = setting.kind === 'switch' ? parse('start', flag) : parse('start', flag, 'value')
        expect(line.settings.get(setting.name)).toEqual({
          text: setting.kind === 'switch' ? true : 'value',
          spelling: flag,
        })
        expect(line.words).toEqual(['start'])
      },
    ),
  )
})

test('words, values after "=", switches turned off, short flags and a bare "--" are understood', () => {
  const line = parse(
    '--',
    'forecast',
    'Will it?',
    '--json',
    '-H',
    'hot',
    '--axon.port=9',
    '--no-sandbox-validator',
  )
  expect(line.words).toEqual(['forecast', 'Will it?'])
  expect(Object.fromEntries(line.own)).toEqual({ json: true })
  expect([...line.settings].map(([name, { text }]) => [name, text])).toEqual([
    ['wallet.hotkey', 'hot'],
    ['axon.port', '9'],
    ['sandbox.validator', false],
  ])
})

test("btcli's and the Python miner's other names are taken too", () => {
  const line = parse(
    '--network',
    'test',
    '--name',
    'ann',
    '--hotkey',
    'hot',
    '-p',
    'w',
    '--neuron.epoch_length',
    '7',
  )
  expect(Object.fromEntries([...line.settings].map(([name, { text }]) => [name, text]))).toEqual({
    'subtensor.network': 'test',
    'wallet.name': 'ann',
    'wallet.hotkey': 'hot',
    'wallet.path': 'w',
    'chain.metagraph_blocks': '7',
  })
})

test('of a repeated flag the last counts, and a negative number is a value', () => {
  expect(parse('--netuid', '1', '--netuid', '-2').settings.get('netuid')?.text).toBe('-2')
})

describe('refusals', () => {
  test.each([
    [['start', '--axon.prot', '1']],
    [['start', '--axon.port']],
    [['start', '--axon.port', '--json']],
    [['start', '--no-json=1']],
    [['start', '--openai.api_key', 'canary']],
    [['start', '--wallet.hotkey_password', 'canary']],
    [['start', '--neuron.device', 'cuda']],
  ])('%j', (argv) => {
    expect(() => parse(...argv)).toThrowErrorMatchingSnapshot()
  })
})
