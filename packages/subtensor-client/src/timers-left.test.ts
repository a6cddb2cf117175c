import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const url = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)

// In a process of its own, where no other test has timers.
const script = `
  import { encodeSs58 } from '@ig/protocol'
  import { keypairFromUri } from '@ig/sr25519'
  const { createSubtensorClient } = await import(${url('./index.ts')})
  const { createInMemoryChain } = await import(${url('./testing/index.ts')})
  const alice = keypairFromUri('//Alice')
  const toSs58 = encodeSs58(keypairFromUri('//Bob').publicKey)
  const chain = createInMemoryChain({ fund: [{ ss58: encodeSs58(alice.publicKey), tao: 10 }] })
  const client = createSubtensorClient({ endpoints: ['ws://memory'], openProvider: chain.openProvider })
  await client.getBalance(toSs58)
  await client.transfer({ from: alice, toSs58, amountRao: 1_000_000_000n, waitFor: 'finality' })
  await client.close()
  chain.close()
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  // What ends within a moment holds nothing up, and on a busy machine it is still there.
  const untilMs = performance.now() + 1_000
  while (timers() > 0 && performance.now() < untilMs) await new Promise((resolve) => setImmediate(resolve))
  console.log(timers())
`

test('after a read, a write and close() no timer is left that would hold the process', async () => {
  const args = ['--conditions=@ig/source', '--input-type=module', '--eval', script]
  const cwd = new URL('..', import.meta.url)
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, encoding: 'utf8' })
  expect(stdout.trim()).toBe('0')
}, 30_000)
