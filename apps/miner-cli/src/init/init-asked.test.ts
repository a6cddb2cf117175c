import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { encryptionOf } from '@ig/wallet'
import { expect, test } from 'vitest'
import { openInitWorld, openModel, openSubnetSix } from '../testing/init-world.ts'
import { makeTestWallet, SLOW_KEYS_MS, TEST_PASSWORD } from '../testing/open-test-chain.ts'

const CTRL_C = '\u0003'
const PASSWORD = TEST_PASSWORD

test(
  'whoever stops at any question goes on from there, and is not asked again for what is settled',
  async () => {
    const { type, endpoint, file, wallets, chain } = await openInitWorld()
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

test('a subnet that is not there is said and asked for again, and does not stay in the file', async () => {
  const { type, endpoint, file } = await openInitWorld()
  const words = `--subtensor.chain_endpoint ${endpoint} --netuid 99`
  const { exitCode, screen } = await type(words, [
    { see: 'Which subnet', type: '2\r' },
    { see: 'Which wallet?', type: CTRL_C },
  ])
  expect({ exitCode, screen }).toMatchObject({ exitCode: 130 })
  expect(screen).toContain('There is no subnet 99')
  expect(readFileSync(file, 'utf8')).toContain('netuid = 2\n')
})

test('whoever takes the notice of netuid 6 for a reason not to register goes on without a place', async () => {
  const { type, endpoint, home, chain } = await openInitWorld()
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
  const { type, file } = await openInitWorld()
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
    { see: 'US dollars for a million tokens', type: '\r' },
  ])
  expect({ exitCode, screen }).toMatchObject({ exitCode: 0 })
  expect(screen).not.toContain('canary')
  expect(screen.match(/It counts as free/g)).toHaveLength(2)
  const text = readFileSync(file, 'utf8')
  expect(text).toContain('api_key = "canary-key-2"')
  expect(text).toContain('prices = [ "home-made=0/0" ]')
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('another node and another port can be named, whatever flags say, and a wallet that is there chosen', async () => {
  const { type, endpoint, home, chain } = await openInitWorld()
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
