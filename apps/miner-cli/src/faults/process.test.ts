import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { dataFolder } from '../process/data-folder.ts'
import { openValidator } from '../testing/open-validator.ts'
import { buildMiner, minerCommand, startMiner, temporaryFolder } from '../testing/spawn-miner.ts'
import { terminalTest } from '../testing/type-into-terminal.ts'

beforeAll(buildMiner)

// What needs no process of its own is held in process/until-stopped.test.ts.

test('row 47: SIGTERM under load: what was begun is answered, what was answered is kept, and it ends in time', async () => {
  const home = temporaryFolder()
  const dataDir = join(home, 'data')
  const miner = await startMiner(
    ['--no-sandbox-validator', '--data-dir', dataDir, '--axon.rate_limit', '0'],
    { home },
  )
  const ask = openValidator()
  const answered: string[] = []
  const others: unknown[] = []
  let isStopped = false
  async function load(name: string): Promise<void> {
    for (let query = 0; !isStopped; query++) {
      const { status, probabilities } = await ask(miner.ready, [`${name}-${query}`])
      if (status === 200 && typeof probabilities[0] === 'number') answered.push(`ifgames-${name}-${query}`)
      else others.push(status)
      if (answered.length === 60) miner.process.kill('SIGTERM')
    }
  }
  const loads = Promise.all(['a', 'b', 'c', 'd'].map(load))
  const { exitCode, stderr } = await miner.ended
  isStopped = true
  await loads
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(/stopped\n$/) })
  const database = new DatabaseSync(dataFolder(dataDir).database, { readOnly: true })
  const stored = new Set(
    database
      .prepare('SELECT key FROM events')
      .all()
      .map(({ key }) => key),
  )
  database.close()
  expect(answered.length).toBeGreaterThanOrEqual(60)
  expect(answered.filter((key) => !stored.has(key))).toEqual([])
  // Nobody gets half an answer: refused connections at most, and overload while it ends.
  expect(others.filter((status) => status === 200 || status === 500)).toEqual([])
})

test('row 47: a second Ctrl+C ends at once a miner that takes its time to stop', async () => {
  const home = temporaryFolder()
  writeFileSync(
    join(home, 'slow.mjs'),
    'export default () => new Promise((done) => setTimeout(done, 60_000, 0.5))',
  )
  const flags = ['--no-sandbox-validator', '--forecaster', './slow.mjs', '--log.level', 'debug']
  const miner = await startMiner(flags, { home })
  await openValidator()(miner.ready, ['slow'])
  miner.process.kill('SIGINT')
  await miner.until(({ stderr }) => /SIGINT: stopping/.test(stderr))
  // One that comes at once is the same Ctrl+C, delivered twice.
  const again = setInterval(() => miner.process.kill('SIGINT'), 100)
  onTestFinished(() => clearInterval(again))
  expect(await miner.ended).toMatchObject({ exitCode: 130 })
})

/** Runs a program in a terminal that is closed when this process's end of stdin is. */
const TERMINAL = `
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
said = b""
while b"ready: " not in said:
    said += os.read(terminal, 65536)
os.close(terminal)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`

terminalTest('row 47: a terminal that closes ends the miner that runs in it, in order', async () => {
  const home = temporaryFolder()
  const dataDir = join(home, 'data')
  const flags = ['--no-sandbox-validator', '--axon.port', '0', '--data-dir', dataDir]
  const child = spawn('python3', ['-c', TERMINAL, ...minerCommand(['start', ...flags])], {
    cwd: home,
    env: { HOME: home, PATH: process.env.PATH, IG_DASHBOARD_ENABLED: 'false' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  await new Promise((resolve) => child.once('close', resolve))
  expect(said).toBe('0\n')
})
