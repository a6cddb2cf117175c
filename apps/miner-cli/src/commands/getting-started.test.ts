import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SUBNET_OWNER_COLDKEY } from '@ig/subtensor-client/testing'
import { beforeAll, expect, test } from 'vitest'
import { openTestChain, SLOW_KEYS_MS } from '../testing/open-test-chain.ts'
import { readGuide } from '../testing/read-guide.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { buildMiner, type RunningMiner, spawnMiner, temporaryFolder } from '../testing/spawn-miner.ts'

beforeAll(buildMiner)

const page = fileURLToPath(new URL('../../../../docs/getting-started.md', import.meta.url))

test(
  'every command of docs/getting-started.md does what the page says',
  async () => {
    const guide = readGuide(readFileSync(page, 'utf8'))
    const home = temporaryFolder()
    // The development account, from which the page takes TAO.
    const { endpoint } = await openTestChain({ fund: [{ ss58: SUBNET_OWNER_COLDKEY, tao: 1_000 }] })
    const values = { miner: '', endpoint }
    let background: RunningMiner | null = null
    expect(guide.blocks.length).toBeGreaterThan(8)
    for (const block of guide.blocks) {
      for (const line of block.lines) {
        const words = guide.substitute(line, values).trim().split(/ +/)
        const surroundings = { home, env: guide.environment }
        if (block.background) {
          background = spawnMiner(words, surroundings)
          await background.until(({ stdout }) => stdout.includes('ready'))
          continue
        }
        const { exitCode, stdout, stderr } = await runInProcess(words, surroundings)
        expect({ line, exitCode, said: stdout + stderr }).toMatchObject({ line, exitCode: block.exitCode })
      }
    }
    expect(background).not.toBeNull()
    background?.process.kill('SIGINT')
    expect(await background?.ended).toMatchObject({ exitCode: 0 })
  },
  2 * SLOW_KEYS_MS,
)
