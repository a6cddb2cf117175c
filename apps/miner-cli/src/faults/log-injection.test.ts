import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createKeptLog } from '../output/create-log.ts'
import { createRedactor } from '../output/redact.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'

// Row 38 of the faults: whatever a stranger sends, a line of the log stays one line without codes, and tells no secret.

/** A log that is kept in a folder, and what a terminal shows of it. */
function openLog(format: 'human' | 'json' = 'json') {
  const home = temporaryFolder()
  const flags = new Map([['log.format', { text: format, spelling: '--log.format' }]])
  const { values } = resolveSettings({ flags, env: {}, files: [], home, cwd: home })
  let shown = ''
  const stderr = {
    color: false,
    write: (text: string) => {
      shown += text
    },
  }
  const { log, kept } = createKeptLog(values, createRedactor(['canary-secret']), stderr)
  const folder = join(home, 'data', 'logs')
  kept.keepIn(folder)
  const file = () => readFileSync(join(folder, 'miner.log'), 'utf8')
  return { home, log, kept, shown: () => shown, file }
}

const HOSTILE = [
  'first\nsecond',
  'first\r\n{"level":60,"time":0,"msg":"forged"}',
  '\u001b[2J\u001b]0;title\u0007',
  '%s %d %j %o %%',
  '\u2028\u202e\u0000\u009b31m',
]

describe('row 38, newline, ANSI and %s injection', () => {
  test.each(HOSTILE)('%j is one line of JSON, with the text as it was', (text) => {
    const { log, file, shown, kept } = openLog()
    log.warn({ caller: text, error: new Error(text) }, text)
    kept.close()
    expect(file()).toBe(shown())
    expect(file().trimEnd().split('\n')).toHaveLength(1)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be absent
    expect(file().trimEnd()).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u202e]/)
    expect(JSON.parse(file())).toMatchObject({ msg: text, caller: text, error: { message: text } })
  })

  test('people and `logs` are shown no code of a stranger, and no line that one forged', async () => {
    const { home, log, shown, kept } = openLog('human')
    for (const text of HOSTILE) log.warn({ caller: text }, text)
    kept.close()
    const { stdout } = await runInProcess(['logs', '--data-dir', 'data'], { home })
    for (const text of [shown(), stdout]) {
      expect(text.trimEnd().split('\n')).toHaveLength(HOSTILE.length)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be absent
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e]/)
      expect(text).not.toMatch(/^.{0,30}fatal/m)
    }
    const levels = await runInProcess(['logs', '--data-dir', 'data', '--level', 'fatal'], { home })
    expect(levels.exitCode).toBe(1)
  })

  test('any text whatever stays one line that can be read back', () => {
    const { log, file, kept } = openLog()
    const texts: string[] = []
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        texts.push(text)
        log.info({ text }, 'x')
      }),
    )
    kept.close()
    const lines = file().trimEnd().split('\n')
    expect(lines).toHaveLength(texts.length)
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
  })
})

describe('row 38, a secret', () => {
  const phrase = wordlist.slice(100, 124).join(' ')

  test.each([
    ['a key in an address', 'GET https://news.example/?api_key=hidden-123&q=1'],
    ['a header', 'authorization: Bearer hidden-12345'],
    ['a header in JSON', '{"headers":{"Authorization":"Bearer hidden-12345"}}'],
    ['a known one', 'refused canary-secret'],
    ['the words of a mnemonic', `it said: ${phrase}`],
    ['a webhook', 'https://hooks.slack.com/services/T0/B0/hidden-123'],
  ])('%s is masked in message, field and error', (_name, text) => {
    const { log, file, shown, kept } = openLog()
    log.error({ address: text, error: new Error(text, { cause: new Error(text) }), nested: { text } }, text)
    kept.close()
    for (const said of [file(), shown(), ...kept.recentLines(10)]) {
      expect(said).not.toMatch(/hidden|canary/)
      expect(said).not.toContain(wordlist[110])
      expect(said).toContain('********')
      expect(() => JSON.parse(said)).not.toThrow()
    }
  })
})
