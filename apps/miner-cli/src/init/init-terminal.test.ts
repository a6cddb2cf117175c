import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { startScriptedModelServer } from '@ig/forecaster/testing'
import { SUBNET_OWNER_COLDKEY } from '@ig/subtensor-client/testing'
import { beforeAll, expect, onTestFinished } from 'vitest'
import { openTestChain, SLOW_KEYS_MS } from '../testing/open-test-chain.ts'
import { buildMiner, temporaryFolder } from '../testing/spawn-miner.ts'
import { terminalTest, typeIntoTerminal } from '../testing/type-into-terminal.ts'

beforeAll(buildMiner)

const CTRL_C = '\u0003'
const MOST_ANSWERS = 12

terminalTest(
  'from nothing to a registered miner that serves, with a model and in at most twelve answers',
  async () => {
    const home = temporaryFolder()
    const { chain, endpoint } = await openTestChain({ fund: [{ ss58: SUBNET_OWNER_COLDKEY, tao: 1_000 }] })
    const model = await startScriptedModelServer(() => ({ content: 'yes' }))
    onTestFinished(() => model.close())
    const answers = [
      { see: 'Which network?', type: '\u001b[B\u001b[B\r' },
      { see: 'The address of the node', type: `${endpoint}\r` },
      { see: 'Which subnet', type: '2\r' },
      { see: 'Which wallet?', type: '\r' },
      { see: 'A new password', type: 'canary password\r' },
      { see: 'Once more', type: 'canary password\r' },
      { see: 'The port', type: '0\r' },
      { see: 'What do you have a key for?', type: '\u001b[B\u001b[B \r' },
      { see: 'The address of the server', type: `${model.baseUrl}\r` },
      { see: 'The name of its model', type: 'home-made\r' },
      { see: 'Type yes to go on', type: 'yes\r' },
      { see: 'Start the miner now?', type: '\r' },
    ]
    expect(answers.length).toBeLessThanOrEqual(MOST_ANSWERS)
    const stop = { see: 'ready: axon', type: CTRL_C }
    const { exitCode, screen } = await typeIntoTerminal(['init'], [...answers, stop], { home })
    expect({ exitCode, screen }).toMatchObject({ exitCode: 0 })
    expect(screen).toContain('✅ Registered on subnet 2 with uid 1')
    expect(screen).toMatch(/ready: axon .* network local/)
    expect(screen).not.toContain('canary')
    expect(chain.extrinsics.map(({ call }) => call)).toEqual(
      expect.arrayContaining(['subtensorModule.burnedRegister', 'subtensorModule.serveAxon']),
    )
    const file = join(home, 'ig.toml')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).not.toContain('canary')
  },
  SLOW_KEYS_MS,
)
