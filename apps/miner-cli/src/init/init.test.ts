import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startScriptedModelServer } from '@ig/forecaster/testing'
import { keypairFromMnemonic } from '@ig/sr25519'
import { NETWORKS } from '@ig/subtensor-client/networks'
import {
  type InMemoryChain,
  type InMemoryChainOptions,
  SUBNET_OWNER_COLDKEY,
} from '@ig/subtensor-client/testing'
import { encryptionOf, readColdkeyPublic } from '@ig/wallet'
import { describe, expect, onTestFinished, test } from 'vitest'
import { serveControl } from '../process/control.ts'
import { openDataFolder } from '../process/data-folder.ts'
import { makeTestWallet, openTestChain, SLOW_KEYS_MS, TEST_PASSWORD } from '../testing/open-test-chain.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { typeInProcess } from '../testing/type-in-process.ts'
import type { Answer } from '../testing/type-into-terminal.ts'

const CTRL_C = '\u0003'
const PASSWORD = TEST_PASSWORD

/** A chain whose development account has TAO, and a home with nothing in it. */
const openWorld = async (options: InMemoryChainOptions = {}) => {
  const home = temporaryFolder()
  const fund = [{ ss58: SUBNET_OWNER_COLDKEY, tao: 1_000 }]
  const { chain, endpoint } = await openTestChain({ ...options, fund })
  const words = (text: string) => ['init', ...text.split(' ').filter(Boolean)]
  return {
    home,
    chain,
    endpoint,
    file: join(home, 'ig.toml'),
    wallets: join(home, '.bittensor', 'wallets'),
    run: (text: string, env?: Readonly<Record<string, string>>) =>
      runInProcess(words(text), { home, ...(env && { env }) }),
    type: (text: string, answers: readonly Answer[]) => typeInProcess(words(text), answers, { home }),
  }
}

/** A model that answers, or refuses the key. */
async function openModel(status = 200) {
  const model = await startScriptedModelServer(() => (status === 200 ? { content: 'yes' } : { status }))
  onTestFinished(() => model.close())
  return model.baseUrl
}

function openSubnetSix(chain: InMemoryChain): void {
  for (const item of ['NetworksAdded', 'NetworkRegistrationAllowed']) {
    chain.setStorage(`SubtensorModule.${item}`, [6], true)
  }
  chain.setStorage('SubtensorModule.MaxAllowedUids', [6], 256)
  chain.setStorage('SubtensorModule.TotalNetworks', [], 7)
}

describe('with -y', () => {
  test('it sets up, takes TAO where that is worth nothing, registers, and again finds nothing to do', async () => {
    const { run, endpoint, file, chain } = await openWorld()
    const first = await run(
      `-y --subtensor.chain_endpoint ${endpoint} --netuid 2 --axon.port 0 --no-password --json`,
    )
    expect(first).toMatchObject({ exitCode: 0 })
    expect(JSON.parse(first.stdout)).toMatchObject({
      schemaVersion: 1,
      file,
      network: 'local',
      netuid: 2,
      uid: 1,
      next: 'pnpm miner start',
    })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const [sent, text] = [chain.extrinsics.length, readFileSync(file, 'utf8')]
    const again = await run('-y --json')
    expect(again).toMatchObject({ exitCode: 0 })
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(first.stdout))
    expect([chain.extrinsics.length, readFileSync(file, 'utf8')]).toEqual([sent, text])
  })

  test('keys of the environment are tried once and stay there; one that is refused is exit 1', async () => {
    const { run, file } = await openWorld()
    const base = { OPENAI_API_KEY: 'canary-key-1' }
    const good = await run('-y --axon.port 0', { ...base, OPENAI_BASE_URL: await openModel() })
    expect(good).toMatchObject({ exitCode: 0, stdout: 'next: pnpm miner start\n' })
    expect(good.stderr).toMatch(/✓ model gpt-4\.1-mini: .* answered/)
    expect(good.stderr).toContain('not written: OPENAI_API_KEY, OPENAI_BASE_URL')
    const bad = await run('-y', { ...base, OPENAI_BASE_URL: await openModel(401) })
    expect(bad).toMatchObject({ exitCode: 1 })
    expect(bad.stderr).toContain('✗ model gpt-4.1-mini')
    expect(readFileSync(file, 'utf8') + good.stderr + bad.stderr).not.toContain('canary')
  })

  test.each([
    [
      'off local networks without a limit',
      '--subtensor.chain_endpoint ws://192.0.2.1:9944 --netuid 2',
      2,
      /E_ARGUMENT.*--max-cost/,
    ],
    ['without a netuid', '--subtensor.chain_endpoint ENDPOINT', 2, /E_PROMPT.*--netuid/],
    [
      'with a subnet that is not there',
      '--subtensor.chain_endpoint ENDPOINT --netuid 99',
      2,
      /E_CHAIN_SUBNET.*99/,
    ],
    [
      'with a wallet that is to be used and is not there',
      '--subtensor.chain_endpoint ENDPOINT --netuid 2 --wallet use',
      2,
      /E_WALLET_MISSING/,
    ],
    [
      'without a password for a new coldkey',
      '--subtensor.chain_endpoint ENDPOINT --netuid 2',
      2,
      /E_PROMPT.*IG_WALLET_COLDKEY_PASSWORD/,
    ],
    [
      'with a price above the limit',
      '--subtensor.chain_endpoint ENDPOINT --netuid 2 --no-password --max-cost 0.01',
      6,
      /E_CHAIN_COST/,
    ],
    [
      'where no node answers',
      '--subtensor.chain_endpoint ws://127.0.0.1:9 --netuid 2',
      69,
      /E_CHAIN_UNREACHABLE/,
    ],
  ])('%s it says so and spends nothing', async (_, words, exitCode, sentence) => {
    const { run, endpoint, chain } = await openWorld()
    const finished = await run(`-y --axon.port 0 ${words.replace('ENDPOINT', endpoint)}`)
    expect(finished).toMatchObject({ exitCode, stdout: '' })
    expect(finished.stderr).toMatch(sentence)
    expect(finished.stderr).toContain('What is settled stands in ./ig.toml')
    expect(chain.extrinsics.filter(({ call }) => call.includes('egister'))).toEqual([])
  })

  test('a wallet is made again from its mnemonic, and netuid 6 keeps its notice', async () => {
    const { run, endpoint, wallets, chain } = await openWorld()
    openSubnetSix(chain)
    const mnemonic = 'legal winner thank year wave sausage worth useful legal winner thank yellow'
    const { exitCode, stderr } = await run(
      `-y --subtensor.chain_endpoint ${endpoint} --netuid 6 --axon.port 0 --no-password`,
      { IG_WALLET_MNEMONIC: mnemonic },
    )
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2 })
    expect(stderr).toMatch(/E_PROMPT.*--accept-subnet-notice/)
    const { publicKey } = readColdkeyPublic({ path: wallets, name: 'default' })
    expect(publicKey).toEqual(keypairFromMnemonic(mnemonic).publicKey)
    expect(stderr).not.toContain('sausage')
    expect(chain.extrinsics).toEqual([])
  })
})

test('a node on this machine that follows the main network is no local chain: no faucet, and -y needs a limit', async () => {
  const { run, endpoint, chain } = await openWorld({ genesisHash: NETWORKS.finney.genesisHash })
  const words = `--subtensor.chain_endpoint ${endpoint} --netuid 2 --axon.port 0 --no-password`
  const without = await run(`-y ${words}`)
  expect(without).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/E_ARGUMENT.*--max-cost/) })
  const poor = await run('-y --max-cost 1')
  expect(poor).toMatchObject({ exitCode: 5, stderr: expect.stringMatching(/E_CHAIN_FUNDS/) })
  expect(chain.extrinsics).toEqual([])
  expect(await run('-y --no-register')).toMatchObject({ exitCode: 0, stdout: 'next: pnpm miner register\n' })
})

test('a miner that runs already keeps its port, and is not started again', async () => {
  const { run, home } = await openWorld()
  const dataDir = join(home, 'data')
  const { control } = openDataFolder(dataDir)
  const running = await serveControl(control, () => ({ pid: 4711 }), { onError: () => {} })
  onTestFinished(() => running.close())
  const { exitCode, stdout, stderr } = await run(`-y --data-dir ${dataDir} --axon.port 8091 --start`)
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'next: pnpm miner status\n' })
  expect(stderr).toContain('8091 is held by our miner, pid 4711')
})

test('without a terminal and without -y it names every flag, and touches nothing', async () => {
  const { run, home } = await openWorld()
  const { exitCode, stdout, stderr } = await run('--netuid 2')
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  for (const flag of [
    '-y',
    '--subtensor.network',
    '--wallet.name',
    '--axon.port',
    'OPENAI_API_KEY',
    '--max-cost',
  ]) {
    expect(stderr).toContain(flag)
  }
  expect(stderr).not.toContain('--netuid NUMBER')
  expect(() => statSync(join(home, 'ig.toml'))).toThrow(/ENOENT/)
})

test('a file that is there keeps its comments and settings, and --config may name a new one', async () => {
  const { run, home, file } = await openWorld()
  writeFileSync(file, '# my miner\n[log] # quiet\nlevel = "warn"\n', { mode: 0o644 })
  expect(await run('-y --axon.port 0')).toMatchObject({ exitCode: 0 })
  expect(readFileSync(file, 'utf8')).toMatch(/^# my miner\n\[log\] # quiet\nlevel = "warn"\n/)
  const other = await run('-y --config new/other.toml')
  expect(other).toMatchObject({
    exitCode: 0,
    stdout: `next: pnpm miner start --config ${join(home, 'new/other.toml')}\n`,
  })
})

describe('at a terminal', () => {
  test(
    'whoever stops at any question goes on from there, and is not asked again for what is settled',
    async () => {
      const { type, endpoint, file, wallets, chain } = await openWorld()
      const first = await type('', [
        { see: 'Which network?', type: '\u001b[B\u001b[B\r' },
        { see: 'The address of the node', type: `${endpoint}\r` },
        { see: 'Which subnet', type: CTRL_C },
      ])
      expect(first).toMatchObject({ exitCode: 130, stdout: '' })
      expect(first.screen).toContain('What is settled stands in ./ig.toml')
      const second = await type('', [
        { see: 'Which subnet', type: '2\r' },
        { see: 'Which wallet?', type: '\r' },
        { see: 'A new password', type: `${PASSWORD}\r` },
        { see: 'Once more', type: `${PASSWORD}\r` },
        { see: 'The port', type: '0\r' },
        { see: 'What do you have a key for?', type: '\r' },
        { see: 'Type yes to go on', type: 'later\r' },
      ])
      expect(second).toMatchObject({ exitCode: 0, stdout: 'next: pnpm miner register\n' })
      expect(chain.extrinsics).toEqual([])
      expect(encryptionOf(readFileSync(join(wallets, 'default', 'coldkey')))).toBe('NaCl')
      const mnemonics = [...second.screen.matchAll(/^ {2}((?:[a-z]+ ){11}[a-z]+)$/gm)].map(
        ([, words = '']) => words,
      )
      expect(mnemonics).toHaveLength(2)
      const third = await type('--no-start', [
        { see: 'What do you have a key for?', type: '\r' },
        { see: 'Type yes to go on', type: 'yes\r' },
        { see: 'Password of the coldkey', type: `${PASSWORD}\r` },
      ])
      expect(third).toMatchObject({ exitCode: 0, stdout: 'next: pnpm miner start\n' })
      expect(third.screen).toContain('✅ Registered on subnet 2 with uid 1')
      const shown = first.screen + second.screen + third.screen + readFileSync(file, 'utf8')
      expect(shown).not.toContain('canary')
      for (const mnemonic of mnemonics) expect(shown.split(mnemonic)).toHaveLength(2)
    },
    SLOW_KEYS_MS,
  )

  test('whoever takes the notice of netuid 6 for a reason not to register goes on without a place', async () => {
    const { type, endpoint, home, chain } = await openWorld()
    openSubnetSix(chain)
    await makeTestWallet(home)
    const { exitCode, stdout } = await type(
      `--subtensor.chain_endpoint ${endpoint} --netuid 6 --wallet.name miner --axon.port 0 --forecaster market`,
      [{ see: 'Register there all the same?', type: '\r' }],
    )
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'next: pnpm miner register\n' })
    expect(chain.extrinsics).toEqual([])
  })

  test('a key that is refused is said and can be typed again; one that is taken is written to a file of mode 0600', async () => {
    const { type, file } = await openWorld()
    const refusing = await openModel(401)
    const answering = await openModel()
    const { exitCode, screen } = await type('--subtensor.network sandbox --axon.port 0 --no-start', [
      { see: 'What do you have a key for?', type: '\u001b[B\u001b[B \r' },
      { see: 'The address of the server', type: `${refusing}\r` },
      { see: 'The name of its model', type: 'home-made\r' },
      { see: 'did not answer as it should', type: '\r' },
      { see: 'The address of the server', type: `${answering}\r` },
      { see: 'The name of its model', type: 'home-made\r' },
      { see: 'Its key', type: 'canary-key-2\r' },
    ])
    expect({ exitCode, screen }).toMatchObject({ exitCode: 0 })
    expect(screen).not.toContain('canary')
    const text = readFileSync(file, 'utf8')
    expect(text).toContain('api_key = "canary-key-2"')
    expect(text).toContain('prices = [ "home-made=0/0" ]')
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('another node and another port can be named, whatever flags say, and a wallet that is there chosen', async () => {
    const { type, endpoint, home, chain } = await openWorld()
    const { coldkeySs58 } = await makeTestWallet(home)
    chain.setBalance(coldkeySs58, 10_000_000_000n)
    const { exitCode, stdout, screen } = await type(
      `--subtensor.chain_endpoint ws://127.0.0.1:9 --netuid 2 --axon.port ${new URL(endpoint).port} --forecaster market --no-start`,
      [
        { see: 'a node that answers', type: `\u0015${endpoint}\r` },
        { see: 'Which wallet?', type: '\r' },
        // The node's own port is taken.
        { see: 'The port that validators', type: '0\r' },
        { see: 'Type yes to go on', type: 'yes\r' },
      ],
    )
    expect({ exitCode, screen }).toMatchObject({ exitCode: 0 })
    expect(stdout).toBe('next: pnpm miner start\n')
    expect(chain.extrinsics.map(({ call }) => call)).toEqual(['subtensorModule.burnedRegister'])
  })
})
