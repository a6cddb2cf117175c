import { connect } from 'node:net'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { openChainHome, saidIn } from '../testing/chain-home.ts'
import { buildMiner, spawnMiner } from '../testing/spawn-miner.ts'

beforeAll(buildMiner)
vi.setConfig({ testTimeout: 60_000 })

const soon = { timeout: 30_000, interval: 500 }

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
}

describe('a first start without a chain', () => {
  test('waits, says why, serves no one, tells its status, and is ready once the chain answers', async () => {
    const { flags, home, stopNode, startNode, status } = await openChainHome()
    await stopNode()
    const miner = spawnMiner(['start', '--axon.port', '18917', '--log.format', 'json', ...flags], { home })
    expect(await saidIn(miner, /does not answer.*waiting/)).toMatchObject({
      endpoint: expect.stringMatching(/^ws:/),
    })
    expect(await listens(18_917)).toBe(false)
    expect(await status()).toMatchObject({ health: 'degraded', axon: null, chain: { connected: false } })
    await startNode()
    await expect.poll(() => miner.stdout(), soon).toMatch(/^ready: /)
    expect(await listens(18_917)).toBe(true)
  })

  test('ends with 69 where it may not wait longer', async () => {
    const { run, stopNode } = await openChainHome()
    await stopNode()
    const { exitCode, stdout, stderr } = await run('start', '--axon.port', '0', '--chain.wait-seconds', '2')
    expect({ exitCode, stdout }).toEqual({ exitCode: 69, stdout: '' })
    expect(stderr).toMatch(/E_CHAIN_UNREACHABLE.*--chain\.wait-seconds.*waitSeconds: 2/)
  })

  test('ends in order when it is told to while it waits', async () => {
    const { flags, home, stopNode } = await openChainHome()
    await stopNode()
    const miner = spawnMiner(['start', '--axon.port', '0', '--log.format', 'json', ...flags], { home })
    await saidIn(miner, /waiting/)
    miner.process.kill('SIGTERM')
    expect(await miner.ended).toMatchObject({ exitCode: 0, stdout: '' })
  })
})

test('a chain that goes away is seen, and back within thirty seconds of its return; a start meanwhile works', async () => {
  const { start, status, stopNode, startNode, chain } = await openChainHome()
  const port = ['--axon.external_port', '9000']
  const miner = await start(...port)
  await saidIn(miner, /address of the axon is on the chain/)
  await stopNode()
  await vi.waitFor(async () => expect((await status()).chain.connected).toBe(false), {
    ...soon,
    timeout: 10_000,
  })
  expect((await status()).reasons.join()).toMatch(/metagraph of \d+ minutes ago/)
  miner.process.kill('SIGTERM')
  await miner.ended

  const offline = await start('--chain.wait-seconds', '1', ...port)
  await saidIn(offline, /metagraph that was kept/)
  expect(await status()).toMatchObject({ health: 'degraded', registration: { uid: 0 } })
  await startNode()
  chain.mineBlock()
  await expect.poll(async () => (await status()).chain.connected, soon).toBe(true)
  await saidIn(offline, /the chain has the address/)
})
