import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { readGuide } from '../testing/read-guide.ts'
import { buildMiner, minerCommand, temporaryFolder } from '../testing/spawn-miner.ts'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const peers = process.env.IG_PEERS_HOME ?? join(homedir(), '.cache/ig-peers')
const pm2 = join(process.env.PM2_DIR ?? join(peers, 'pm2-7.0.4'), 'node_modules/pm2/bin/pm2')
const isThere = existsSync(pm2)
if (!isThere) process.stderr.write('Skipped: PM2 is not installed here (scripts/install-pm2-peer.sh).\n')

beforeAll(buildMiner)

const processList = z.array(
  z.object({
    name: z.string(),
    pid: z.number(),
    pm2_env: z.object({
      status: z.string(),
      exit_code: z.number().optional(),
      wait_ready: z.boolean(),
      stop_exit_codes: z.array(z.number()),
    }),
  }),
)

test.skipIf(!isThere && process.env.IG_REQUIRE_PEERS !== '1')(
  'the walk through PM2 in docs/running.md does what the page says',
  async () => {
    const home = temporaryFolder()
    const guide = readGuide(readFileSync(join(root, 'docs/running.md'), 'utf8'))
    const env = { HOME: home, PATH: process.env.PATH, PM2_HOME: join(home, '.pm2'), ...guide.environment }
    const run = async (words: readonly string[]) =>
      (await promisify(execFile)(process.execPath, words, { cwd: root, env })).stdout
    const list = async () => processList.parse(JSON.parse(await run([pm2, 'jlist'])))
    onTestFinished(async () => void (await run([pm2, 'kill'])))

    const said = new Map<string, string>()
    const pids: number[] = []
    for (const line of guide.blocks.flatMap(({ lines }) => lines)) {
      const commands = { pm2, miner: minerCommand([]).slice(1).join(' ') }
      said.set(line, await run(guide.substitute(line, commands).split(' ')))
      if (/pm2 (start|restart) /.test(line)) {
        const [miner] = await list()
        expect(miner).toMatchObject({
          name: 'miner',
          pm2_env: { status: 'online', wait_ready: true, stop_exit_codes: [2, 4, 5, 6] },
        })
        pids.push(miner?.pid ?? 0)
      }
      if (line === 'pm2 stop miner') {
        expect(await list()).toMatchObject([{ pid: 0, pm2_env: { status: 'stopped', exit_code: 0 } }])
      }
      if (line.startsWith('pm2 start')) {
        const words = readFileSync(`/proc/${pids[0]}/cmdline`, 'utf8').split('\0')
        expect(words.slice(1)).toEqual([
          expect.stringMatching(/^--max/),
          expect.stringMatching(/^--max/),
          join(root, 'apps/miner-cli/dist/bin.js'),
          'start',
          '',
        ])
      }
    }
    expect(new Set(pids).size).toBe(2)
    expect(await list()).toEqual([])
    expect(said.get('pm2 describe miner')).toMatch(/online/)
    expect(said.get('pnpm miner status')).toMatch(/network {5}sandbox/)
    expect(said.get('pm2 logs miner --nostream --lines 20')).toMatch(/ready: axon .*\n/)
    // Restarted, stopped and told to read its settings again: all that the miner itself has to say about that.
    const errors = readFileSync(join(home, '.pm2/logs/miner-error.log'), 'utf8')
    expect(errors.match(/SIGINT: stopping/g)).toHaveLength(2)
    expect(errors.match(/the settings were read again/g)).toHaveLength(1)
  },
  60_000,
)
