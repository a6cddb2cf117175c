import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { defineSynapse } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createDendrite } from '../dendrite.ts'

const python =
  process.env.IG_PYTHON_BITTENSOR_11 ?? join(homedir(), '.cache/ig-peers/bittensor-11/bin/python')
const isMissing = !existsSync(python)
if (isMissing) process.stderr.write('Skipped: bittensor 11 is not installed here.\n')

const Echo = defineSynapse({
  name: 'Echo',
  fields: z.looseObject({ text: z.string(), heard: z.string().default('') }),
})
const keypair = keypairFromUri('//Alice')
const alice = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const btauth = { protocol: 'btauth/1' } as const

describe.skipIf(isMissing && process.env.IG_REQUIRE_PEERS !== '1')(
  'a server that bittensor 11 guards',
  () => {
    let server: ChildProcess
    let target: { ip: string; port: number; hotkey: string }
    const dendrite = createDendrite({ keypair })

    beforeAll(async () => {
      server = spawn(python, [join(import.meta.dirname, 'python_btauth.py')], {
        stdio: ['pipe', 'pipe', 'ignore'],
      })
      if (!server.stdout) throw new Error('No stdout.')
      for await (const line of createInterface({ input: server.stdout })) {
        target = { ip: '127.0.0.1', ...(JSON.parse(line) as { port: number; hotkey: string }) }
        break
      }
    })
    afterAll(async () => {
      dendrite.close()
      server.stdin?.end()
      if (server.exitCode === null) await once(server, 'exit')
    })

    test('believes one request after another, in any script', async () => {
      for (const text of ['one', 'zwölf', '日本 "x"']) {
        const [reply] = await dendrite.query(target, Echo, { text, heard: '' }, btauth)
        expect(reply).toMatchObject({ isSuccess: true, fields: { heard: `${text} by ${alice}` } })
      }
    })

    test('believes many at once', async () => {
      const targets = Array.from({ length: 20 }, () => target)
      const replies = await dendrite.query(targets, Echo, { text: 'x', heard: '' }, btauth)
      expect(replies.map(({ statusCode }) => statusCode)).toEqual(targets.map(() => 200))
    })

    test.each([
      ['WrongReceiver', {}, { hotkey: alice }],
      ['StaleRequest', { nowNs: () => BigInt(Date.now() - 11_000) * 1_000_000n }, {}],
    ])('says %s', async (message, options, change) => {
      const other = createDendrite({ keypair, ...options })
      const [reply] = await other.query({ ...target, ...change }, Echo, { text: 'x', heard: '' }, btauth)
      other.close()
      expect(reply).toMatchObject({ statusCode: 401, statusMessage: message })
    })

    test('says MalformedAuth to the classic protocol', async () => {
      const [reply] = await dendrite.query(target, Echo, { text: 'x', heard: '' })
      expect(reply).toMatchObject({ statusCode: 401, statusMessage: 'MalformedAuth' })
    })
  },
)
