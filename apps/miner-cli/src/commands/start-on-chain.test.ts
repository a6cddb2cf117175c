import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createDendrite } from '@ig/axon'
import { EventPredictionSynapse } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { breakColdkey, MINER_HOTKEY, openChainHome, saidIn } from '../testing/chain-home.ts'
import { addressOf } from '../testing/fake-chain.ts'
import { buildMiner, type ReadyLine } from '../testing/spawn-miner.ts'
import { openWebhookDouble } from '../testing/webhook-double.ts'

beforeAll(buildMiner)
vi.setConfig({ testTimeout: 60_000 })

const soon = { timeout: 12_000, interval: 100 }

async function ask({ axon }: ReadyLine, uri: string) {
  const dendrite = createDendrite({ keypair: keypairFromUri(uri) })
  onTestFinished(() => dendrite.close())
  const [reply] = await dendrite.query({ ...axon, ip: '127.0.0.1' }, EventPredictionSynapse, { events: {} })
  return reply?.statusCode
}

test('a hotkey that is not registered: exit 4, with the command that registers it', async () => {
  const { run } = await openChainHome()
  const { exitCode, stdout, stderr } = await run('start', '--axon.port', '0', '--wallet.hotkey', 'stranger')
  expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: '' })
  expect(stderr).toMatch(
    /E_NOT_REGISTERED: .*Run `pnpm miner register --netuid 2 --subtensor\.chain_endpoint ws:.* --wallet\.name miner --wallet\.hotkey stranger/,
  )
})

describe('a registered hotkey', () => {
  test('is ready and on the chain, without a look at the coldkey; a restart serves no second time', async () => {
    const { chain, home, start, status, servedPorts } = await openChainHome({ neurons: 256 })
    breakColdkey(home)
    const miner = await start('--axon.external_port', '9000')
    expect(miner.ready).toMatchObject({ network: 'local', axon: { hotkey: MINER_HOTKEY } })
    await expect.poll(() => servedPorts(), soon).toEqual([9_000])
    expect(chain.extrinsics.at(-1)?.args).toMatchObject({
      ip: String(0xc0000207),
      netuid: '2',
      protocol: '4',
    })
    await expect.poll(async () => (await status()).chain.axon, soon).toMatchObject({ state: 'announced' })
    const seen = await status()
    expect(seen).toMatchObject({
      health: 'ok',
      chain: { connected: true, endpoint: expect.stringMatching(/^ws:/), headAgeSeconds: expect.any(Number) },
      registration: { uid: 0, immuneBlocksLeft: expect.any(Number) },
    })
    expect(seen.memory.rssBytes).toBeLessThan(250e6)
    miner.process.kill('SIGTERM')
    expect(await miner.ended).toMatchObject({ exitCode: 0 })

    const again = await start('--axon.external_port', '9000')
    await saidIn(again, /the chain has the address/)
    expect(servedPorts()).toEqual([9_000])
    again.process.kill('SIGTERM')
    await again.ended

    const moved = await start('--axon.external_port', '9001')
    await saidIn(moved, /when the serving rate limit has passed/)
    expect(servedPorts()).toEqual([9_000])
    chain.mineBlock(50)
    await expect.poll(() => servedPorts(), soon).toEqual([9_000, 9_001])
  })

  test('runs once, whatever data folder is named', async () => {
    const { home, start, run } = await openChainHome()
    const miner = await start()
    const second = await run('start', '--axon.port', '0', '--data-dir', join(home, 'other'))
    expect(second.exitCode).toBe(2)
    expect(second.stderr).toMatch(new RegExp(`E_LOCKED.*hotkey.*pid: ${miner.process.pid}\\b`))
  })

  test('asks nobody where the policy is off, and for a stake where it is on; refusals are counted', async () => {
    const { start, status } = await openChainHome()
    const open = await start()
    expect(await ask(open.ready, '//Stranger')).toBe(200)
    open.process.kill('SIGTERM')
    await open.ended
    const guarded = await start('--blacklist.min_stake', '1')
    expect(await ask(guarded.ready, '//Stranger')).toBe(403)
    expect(await ask(guarded.ready, '//Stranger')).toBe(403)
    const { refused } = (await status()).policy
    expect(refused).toEqual({ 'Forbidden. Key is blacklisted: The hotkey is not registered.': 2 })
    expect(guarded.stderr()).not.toMatch(/blacklisted/)
  })
})

describe('a place that is lost', () => {
  test('to another miner: said loudly, in the log and by notice, exit 4', async () => {
    const { chain, home, start } = await openChainHome()
    const webhook = await openWebhookDouble()
    writeFileSync(join(home, 'ig.toml'), `notices.webhook_url = "${webhook.url}"\n`, { mode: 0o600 })
    const miner = await start()
    await saidIn(miner, /address of the axon is on the chain/)
    chain.deregister(MINER_HOTKEY)
    chain.mineBlock(8)
    await vi.waitFor(() => {
      chain.mineBlock()
      expect(miner.process.exitCode).toBe(4)
    }, soon)
    expect(miner.stderr()).toMatch(/E_NOT_REGISTERED.*lost its place.*pnpm miner register/)
    expect(webhook.bodies).toMatchObject([
      { rule: 'registration', severity: 'critical', title: 'Deregistered' },
    ])
  })

  test('and found again, for those who wait', async () => {
    const { chain, start, status } = await openChainHome()
    const miner = await start('--chain.on_deregistered', 'wait')
    await saidIn(miner, /address of the axon is on the chain/)
    const live = (blocks: number) => chain.mineBlock(blocks)
    chain.swapHotkey(MINER_HOTKEY, addressOf(9))
    live(8)
    await vi.waitFor(() => {
      live(1)
      expect(miner.stderr()).toMatch(/swapped for another one of its coldkey/)
    }, soon)
    expect(await status()).toMatchObject({ health: 'degraded', registration: null })
    chain.swapHotkey(addressOf(9), MINER_HOTKEY)
    live(8)
    await saidIn(miner, /the hotkey is registered again/)
    expect(await status()).toMatchObject({ registration: { uid: 0 } })
  })

  test('another uid is no loss', async () => {
    const { chain, start, status } = await openChainHome({ neurons: 5 })
    const miner = await start()
    await saidIn(miner, /address of the axon is on the chain/)
    chain.moveToUid(MINER_HOTKEY, 3)
    chain.mineBlock(8)
    await saidIn(miner, /uid of the hotkey has changed/)
    expect((await status()).registration?.uid).toBe(3)
  })
})
