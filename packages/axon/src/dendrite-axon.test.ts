import { defineSynapse, encodeSs58 } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createAxon } from './create-axon.ts'
import { createDendrite } from './dendrite.ts'
import { type AxonServer, serve } from './serve.ts'

const Echo = defineSynapse({
  name: 'Echo',
  fields: z.looseObject({ text: z.string(), heard: z.string().default('') }),
  requiredHashFields: ['text'],
})
const Spelling = defineSynapse({
  name: 'Spelling',
  fields: z.looseObject({ text: z.string() }),
  streaming: true,
})

const bob = keypairFromUri('//Bob')
const alice = keypairFromUri('//Alice')
const dendrite = createDendrite({ keypair: alice })
let server: AxonServer
let target: { ip: string; port: number; hotkey: string }

beforeAll(async () => {
  const axon = createAxon({
    hotkey: bob,
    synapses: [
      {
        synapse: Echo,
        blacklist: ({ caller }) => (caller.ss58 === encodeSs58(alice.publicKey) ? false : 'Alice only'),
        forward: ({ text }: { text: string }, { caller }) => ({ heard: `${text} by ${caller.protocol}` }),
      },
      {
        synapse: Spelling,
        async *forward({ text }: { text: string }) {
          yield* text
        },
      },
    ],
  })
  server = await serve(axon, { port: 0 })
  target = { ip: '127.0.0.1', port: server.port, hotkey: axon.hotkeySs58 }
})
afterAll(async () => {
  dendrite.close()
  await server.close({ graceMs: 0 })
})

describe.each(['classic', 'btauth/1'] as const)("this package's axon by %s", (protocol) => {
  test('answers, again and again', async () => {
    for (const text of ['one', 'zwölf', '日本']) {
      const [reply] = await dendrite.query(target, Echo, { text, heard: '' }, { protocol })
      expect(reply).toMatchObject({ isSuccess: true, fields: { text, heard: `${text} by ${protocol}` } })
      expect(reply?.axon.hotkey).toBe(target.hotkey)
    }
  })

  test('says 403 to a key on its blacklist, and 401 to what is meant for another', async () => {
    const charlie = createDendrite({ keypair: keypairFromUri('//Charlie') })
    const [blacklisted] = await charlie.query(target, Echo, { text: 'x', heard: '' }, { protocol })
    charlie.close()
    expect(blacklisted).toMatchObject({
      statusCode: 403,
      statusMessage: 'Forbidden. Key is blacklisted: Alice only.',
    })
    const elsewhere = { ...target, hotkey: encodeSs58(alice.publicKey) }
    const [misdirected] = await dendrite.query(elsewhere, Echo, { text: 'x', heard: '' }, { protocol })
    expect(misdirected?.statusCode).toBe(401)
  })

  test('streams', async () => {
    let text = ''
    for await (const piece of dendrite.stream(target, Spelling, { text: 'zwölf' }, { protocol }))
      text += piece
    expect(text).toBe('zwölf')
  })
})
