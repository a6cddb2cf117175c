import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keypairFromMnemonic } from '@ig/sr25519'
import { NETWORKS } from '@ig/subtensor-client/networks'
import { readColdkeyPublic } from '@ig/wallet'
import { describe, expect, onTestFinished, test } from 'vitest'
import { serveControl } from '../process/control.ts'
import { openDataFolder } from '../process/data-folder.ts'
import { openInitWorld, openModel, openSubnetSix } from '../testing/init-world.ts'

describe('with -y', () => {
  test('it sets up, takes TAO where that is worth nothing, registers, and again finds nothing to do', async () => {
    const { run, endpoint, file, chain } = await openInitWorld()
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
    const { run, file } = await openInitWorld()
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
    const { run, endpoint, chain } = await openInitWorld()
    const finished = await run(`-y --axon.port 0 ${words.replace('ENDPOINT', endpoint)}`)
    expect(finished).toMatchObject({ exitCode, stdout: '' })
    expect(finished.stderr).toMatch(sentence)
    expect(finished.stderr).toContain('What is settled stands in ./ig.toml')
    expect(chain.extrinsics.filter(({ call }) => call.includes('egister'))).toEqual([])
  })

  test('a wallet is made again from its mnemonic, and netuid 6 keeps its notice', async () => {
    const { run, endpoint, wallets, chain } = await openInitWorld()
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
  const { run, endpoint, chain } = await openInitWorld({ genesisHash: NETWORKS.finney.genesisHash })
  const words = `--subtensor.chain_endpoint ${endpoint} --netuid 2 --axon.port 0 --no-password`
  const without = await run(`-y ${words}`)
  expect(without).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/E_ARGUMENT.*--max-cost/) })
  const poor = await run('-y --max-cost 1')
  expect(poor).toMatchObject({ exitCode: 5, stderr: expect.stringMatching(/E_CHAIN_FUNDS/) })
  expect(chain.extrinsics).toEqual([])
  expect(await run('-y --no-register')).toMatchObject({ exitCode: 0, stdout: 'next: pnpm miner register\n' })
})

test('a miner that runs already keeps its port, and is not started again', async () => {
  const { run, home } = await openInitWorld()
  const dataDir = join(home, 'data')
  const { control } = openDataFolder(dataDir)
  const running = await serveControl(control, () => ({ pid: 4711 }), { onError: () => {} })
  onTestFinished(() => running.close())
  const { exitCode, stdout, stderr } = await run(`-y --data-dir ${dataDir} --axon.port 8091 --start`)
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'next: pnpm miner status\n' })
  expect(stderr).toContain('8091 is held by our miner, pid 4711')
})

test('without a terminal and without -y it names every flag, and touches nothing', async () => {
  const { run, home } = await openInitWorld()
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
  const { run, home, file } = await openInitWorld()
  writeFileSync(file, '# my miner\n[log] # quiet\nlevel = "warn"\n', { mode: 0o644 })
  expect(await run('-y --axon.port 0')).toMatchObject({ exitCode: 0 })
  expect(readFileSync(file, 'utf8')).toMatch(/^# my miner\n\[log\] # quiet\nlevel = "warn"\n/)
  const other = await run('-y --config new/other.toml')
  expect(other).toMatchObject({
    exitCode: 0,
    stdout: `next: pnpm miner start --config ${join(home, 'new/other.toml')}\n`,
  })
})
