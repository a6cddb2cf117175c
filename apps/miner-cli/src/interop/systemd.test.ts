import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { openNotifySocket, systemdTest } from '../testing/notify-socket.ts'
import { buildMiner, startMiner, temporaryFolder } from '../testing/spawn-miner.ts'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const service = readFileSync(join(root, 'ops/systemd/ig-miner.service'), 'utf8')

beforeAll(buildMiner)

test('the unit and the image run what `pnpm miner` runs', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: { miner: string }
  }
  const [, words = ''] = scripts.miner.split('exec node ')
  const [, flags = '', bundle = ''] = /^(.*) (\S+\.js)$/.exec(words) ?? []
  const start = `node ${flags} /opt/ig-miner/${bundle} start `
  expect(service).toContain(`\nExecStart=/opt/ig-miner/node_modules/node/bin/${start}`)
  const quoted = ['node', ...flags.split(' '), '/app/bin.js'].map((word) => `"${word}"`).join(', ')
  expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).toContain(`\nENTRYPOINT [${quoted}]\n`)
})

const hasAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0
if (!hasAnalyze) process.stderr.write('Skipped: systemd-analyze is not installed here.\n')

test.skipIf(!hasAnalyze && process.env.IG_REQUIRE_PEERS !== '1')(
  'systemd finds no fault in the unit with its credentials, and little that it exposes',
  async () => {
    const folder = temporaryFolder()
    const unit = join(folder, 'ig-miner.service')
    const dropIn = 'ig-miner.service.d'
    mkdirSync(join(folder, dropIn))
    writeFileSync(unit, service.replaceAll('/opt/ig-miner', root.replace(/\/$/, '')))
    const credentials = readFileSync(join(root, 'ops/systemd', dropIn, 'credentials.conf'), 'utf8')
    writeFileSync(join(folder, dropIn, 'credentials.conf'), credentials)
    const analyze = async (...words: readonly string[]) => {
      const env = { ...process.env, SYSTEMD_UNIT_PATH: `${folder}:`, SYSTEMD_COLORS: '0' }
      const { stdout, stderr } = await promisify(execFile)('systemd-analyze', words, { env })
      return stdout + stderr
    }
    expect(await analyze('verify', '--recursive-errors=no', unit)).toBe('')
    // A tenth of a point each: it fails above 2.0 of 10.
    const exposure = await analyze('security', '--offline=true', '--threshold=20', '--no-pager', unit)
    expect(exposure).toMatch(/Overall exposure level .*: 1\.\d OK/)
  },
)

systemdTest('a service: ready, alive, told to read its settings again, and stopped', async () => {
  const home = temporaryFolder()
  const { path, said } = await openNotifySocket(home)
  const config = (text: string) => writeFileSync(join(home, 'ig.toml'), text, { mode: 0o600 })
  config('[axon]\nrate_limit = 5\n')
  const miner = await startMiner(['--no-sandbox-validator', '--log.format', 'json'], {
    home,
    env: { NOTIFY_SOCKET: path, WATCHDOG_USEC: '300000' },
  })
  await expect.poll(() => said).toContain('WATCHDOG=1')
  expect(said).toContain('READY=1')
  expect(said.find((text) => text.startsWith('STATUS='))).toMatch(/^STATUS=ready: axon 127\.0\.0\.1:\d+/)

  config(
    '[axon]\nrate_limit = 7\nport = 9000\nexternal_port = 9000\n[log]\nlevel = "debug"\n[report]\npolicy = "clip"\n',
  )
  miner.process.kill('SIGHUP')
  const lines = await miner.until(({ stderr }) => /next start only.*\n/.test(stderr) && stderr)
  expect(lines).toMatch(
    /"settings":\["log.level","report.policy","axon.rate_limit"\],"msg":"settings that changed/,
  )
  // The port itself came by a flag, which goes before the file.
  expect(lines).toMatch(
    /"settings":\["axon.external_port"\],"msg":"Settings that changed are taken by the next/,
  )
  miner.process.kill('SIGTERM')
  expect(await miner.ended).toMatchObject({ exitCode: 0 })
  await expect.poll(() => said.at(-1)).toBe('STOPPING=1')
})
