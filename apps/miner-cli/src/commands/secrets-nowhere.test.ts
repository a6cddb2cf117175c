import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { coldkeyPaths, createHotkey, hotkeyPaths } from '@ig/wallet'
import { beforeAll, expect, test } from 'vitest'
import { type Canaries, foundIn, plantCanaries } from '../testing/canaries.ts'
import { liveThroughStore } from '../testing/lived-store.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { buildMiner, startMiner, temporaryFolder } from '../testing/spawn-miner.ts'
import { openWebhookDouble } from '../testing/webhook-double.ts'

// The promise of this file: whatever is planted, no output holds it.

beforeAll(buildMiner, 120_000)

/** A home folder with a wallet, whose seed is a canary too. */
function openHome(): { home: string; canaries: Canaries; flags: readonly string[] } {
  const home = temporaryFolder()
  const wallet = { path: join(home, '.bittensor', 'wallets'), name: 'miner' }
  createHotkey({ ...wallet, hotkey: 'default' })
  const file = readFileSync(hotkeyPaths({ ...wallet, hotkey: 'default' }).secretFile, 'utf8')
  const { secretPhrase = '', secretSeed = '', privateKey = '' } = JSON.parse(file) as Record<string, string>
  const { env, secrets } = plantCanaries(coldkeyPaths(wallet).secretFile)
  const ofKey = [
    { name: 'the phrase of the hotkey', text: secretPhrase },
    { name: 'the seed of the hotkey', text: secretSeed.replace('0x', '') },
    { name: 'the secret key of the hotkey', text: privateKey.replace('0x', '') },
  ]
  for (const { text } of ofKey) expect(text.length).toBeGreaterThan(40)
  const flags = ['--wallet.path', wallet.path, '--wallet.name', 'miner', '--data-dir', join(home, 'data')]
  return { home, canaries: { env, secrets: [...secrets, ...ofKey] }, flags }
}

test('no command that looks at settings, folders and logs shows one', async () => {
  const { home, canaries, flags } = openHome()
  const said = canaries.secrets.map(({ text }) => text).join(' | ')
  liveThroughStore(join(home, 'data'), 2, said)
  const hook = await openWebhookDouble()
  // The address that is posted to is a canary itself.
  const address = canaries.env.IG_NOTICES_WEBHOOK_URL?.replace('127.0.0.1:9', new URL(hook.url).host) ?? ''
  const env = { ...canaries.env, IG_NOTICES_WEBHOOK_URL: address }
  const run = (...args: string[]) => runInProcess([...args, ...flags], { home, env })
  const offline = ['--subtensor.chain_endpoint', 'ws://user:canary-endpoint@127.0.0.1:9/canary-endpoint']
  const outputs = [
    await run('config', 'explain'),
    await run('config', 'explain', '--json'),
    await run('config', 'get', 'openai.api_key'),
    await run('doctor', ...offline),
    await run('doctor', '--json', ...offline),
    await run('status'),
    await run('logs', '--json'),
    await run('export'),
    await run('export', '--redact'),
    await run('wallet', 'list', '--json'),
    await run('forecast', `Will ${said} rain?`, '--forecaster', './none.ts'),
    await run('notices', 'test'),
    await run('notices', 'test', '--json'),
    await run('config', 'set', 'openai.api_key', said),
    await run('config', 'path'),
    await run('no', 'such', said),
    await run('status', '--wrong', said),
  ]
  for (const file of ['all.jsonl', 'copy.db'])
    await run('export', '--format', file.endsWith('db') ? 'sqlite' : 'ndjson', '--out', file)
  await run('export', '--format', 'csv', '--out', 'csv')
  const files = ['all.jsonl', 'copy.db', ...readdirSync(join(home, 'csv')).map((name) => join('csv', name))]
  expect(hook.bodies.length).toBe(2)
  const shown = [
    ...hook.bodies.map((body) => JSON.stringify(body)),
    ...outputs.map(({ stdout, stderr }) => stdout + stderr),
    ...files.map((file) => readFileSync(join(home, file), 'latin1')),
  ]
  const endpoint = { name: 'the endpoint', text: 'canary-endpoint' }
  for (const text of shown)
    expect({ found: foundIn(text, { secrets: [...canaries.secrets, endpoint] }), text }).toEqual({
      found: [],
      text,
    })
})

test.each([
  ['a file that is no TOML', (secret: string) => `[openai]\napi_key = "${secret}\n`],
  ['a secret of a wrong type', (secret: string) => `[openai]\napi_key = ["${secret}"]\n`],
  [
    'a secret beside a mistake',
    (secret: string) => `[openai]\napi_key = "${secret}"\napi_kee = "${secret}"\n`,
  ],
])('%s is refused without showing it', async (_name, toml) => {
  const home = temporaryFolder()
  writeFileSync(join(home, 'ig.toml'), toml('canary-in-a-file'), { mode: 0o600 })
  for (const args of [
    ['config', 'explain'],
    ['config', 'explain', '--json'],
    ['doctor'],
    ['doctor', '--json'],
  ]) {
    const { stdout, stderr } = await runInProcess(args, { home })
    expect(stdout + stderr).not.toContain('canary')
  }
})

/** Says everything it knows wherever it can, and throws it where nobody catches it once told to. */
const INDISCREET = `
import { existsSync, readFileSync } from 'node:fs'
const said = readFileSync('said.txt', 'utf8')
setInterval(() => { if (existsSync('crash')) throw new Error('It crashed: ' + said) }, 50)
let asked = 0
export default () => {
  if (asked++ % 3 === 2) throw new Error('It failed: ' + said)
  return {
    probability: 0.4, basis: 'model', confidence: 0.5, reasoning: 'Since ' + said,
    evidence: [{ url: 'https://news.example/' + encodeURIComponent(said), title: said, source: said, publishedAt: '2026-01-01T00:00:00.000Z', provider: 'google', relevance: 5 }],
  }
}`

test('a miner whose forecaster says them all shows none: log, file, dashboard, metrics, exports, crash', async () => {
  const { home, canaries, flags } = openHome()
  writeFileSync(join(home, 'said.txt'), canaries.secrets.map(({ text }) => text).join(' | '))
  writeFileSync(join(home, 'own.mjs'), INDISCREET)
  const env: Record<string, string> = {
    ...canaries.env,
    IG_DASHBOARD_ENABLED: 'true',
    IG_DASHBOARD_PORT: '0',
  }
  const own = [
    '--forecaster',
    './own.mjs',
    '--sandbox.poll_seconds',
    '1',
    '--logging.trace',
    '--log.format',
    'json',
  ]
  const miner = await startMiner([...own, ...flags], { home, env })
  await miner.until(({ stderr }) => /It failed/.test(stderr))
  await miner.until(({ stderr }) => (stderr.match(/"poll /g)?.length ?? 0) >= 2)

  const token = env.IG_DASHBOARD_TOKEN ?? ''
  const pages =
    miner.ready.dashboard === null ? new Map<string, string>() : await crawl(miner.ready.dashboard, token)
  expect([...pages.keys()]).toEqual(expect.arrayContaining(['/', '/logs', '/metrics', '/healthz']))
  expect([...pages.keys()].some((path) => /^\/events\/./.test(path))).toBe(true)
  const exported = await runInProcess(['export', ...flags], { home, env })
  const status = await runInProcess(['status', '--json', ...flags], { home, env })
  expect(exported.stdout).toContain('Since ')
  const logs = await runInProcess(['logs', '--lines', 'all', ...flags], { home, env })
  writeFileSync(join(home, 'crash'), '')
  const { stdout, stderr, exitCode } = await miner.ended
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/It crashed/)
  const kept = readFileSync(join(home, 'data', 'logs', 'miner.log'), 'utf8')
  expect(kept).toMatch(/It crashed/)

  const shown = { stdout, stderr, kept, exported: exported.stdout, status: status.stdout, logs: logs.stdout }
  const found = [...Object.entries(shown), ...pages].flatMap(([where, text]) =>
    foundIn(text, canaries).map((name) => `${name} in ${where}`),
  )
  expect(found).toEqual([])
}, 60_000)

/** Every page that is reached by links, and what programs ask. */
async function crawl(start: string, token: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  const waiting = ['/', '/metrics', '/healthz', '/readyz']
  for (let path = waiting.pop(); path !== undefined && texts.size < 60; path = waiting.pop()) {
    if (texts.has(path)) continue
    const response = await fetch(new URL(path, start), { headers: { authorization: `Bearer ${token}` } })
    const text = await response.text()
    expect({ path, status: response.status }).toMatchObject({
      status: path.endsWith('z') ? expect.any(Number) : 200,
    })
    texts.set(path, text)
    for (const [, link = ''] of text.matchAll(/href="(\/[^"#]*)"/g))
      waiting.push(link.replaceAll('&amp;', '&'))
  }
  return texts
}
