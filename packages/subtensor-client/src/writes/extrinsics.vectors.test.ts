import { createPublicKey, verify as verifyEd25519 } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { intToIp } from '@ig/protocol'
import { type Keypair, keypairFromUri, verify } from '@ig/sr25519'
import type { ApiPromise } from '@polkadot/api'
import { beforeAll, describe, expect, test } from 'vitest'
import { offlineApi } from '../testing/offline-api.ts'
import { addStakeIntent } from './add-stake.ts'
import { registrationIntent } from './burned-register.ts'
import type { Intent } from './intent.ts'
import type { MortalEra } from './mortal-era.ts'
import { removeStakeIntent } from './remove-stake.ts'
import { axonIntent } from './serve-axon.ts'
import { prometheusIntent } from './serve-prometheus.ts'
import { commitmentIntent } from './set-commitment.ts'
import { signExtrinsic } from './sign-extrinsic.ts'
import { paymentIntent } from './transfer.ts'

interface ExtrinsicVector {
  readonly name: string
  readonly uri: string
  readonly keyType: 'sr25519' | 'ed25519'
  readonly address: string
  readonly publicKey: string
  readonly nonce: number
  readonly era: string
  readonly method: string
  readonly methodJson: { readonly args: Record<string, unknown> }
  readonly signingPayload: string
  readonly extrinsic: string
  readonly genesisHash: string
  readonly blockHash: string
  readonly specVersion: number
  readonly transactionVersion: number
}

const folder = process.env.IG_VECTORS ?? fileURLToPath(new URL('../../vectors', import.meta.url))
const files = readdirSync(folder).filter((file) => /^extrinsics.*\.json$/.test(file))
const SIGNATURE_BYTES = 64

test('there are vectors to read', () => {
  expect(files.length).toBeGreaterThan(0)
})

describe.each(files)('%s', (file) => {
  const { items } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as { items: ExtrinsicVector[] }

  describe.each(items)('$name of $uri by $keyType', (vector) => {
    let api: ApiPromise
    beforeAll(async () => {
      api = await offlineApi(vector)
    })

    test('our call is the same bytes', () => {
      expect(intentOf(api, vector).build(api).method.toHex()).toBe(vector.method)
    })

    test('we sign the same payload, and the recorded signature is one over it', async () => {
      const { payload } = await signAs(api, vector)
      expect(payload).toBe(vector.signingPayload)
      const { signature } = split(vector)
      const signed = bytes(vector.signingPayload)
      const publicKey = bytes(vector.publicKey)
      expect(
        vector.keyType === 'sr25519'
          ? verify(signed, signature, publicKey)
          : verifyEd25519(null, signed, ed25519Key(publicKey), signature),
      ).toBe(true)
    })

    if (vector.keyType !== 'sr25519') return
    test('our extrinsic differs in the signature alone', async () => {
      const { hex, publicKey } = await signAs(api, vector)
      const [ours, theirs] = [split({ ...vector, extrinsic: hex }), split(vector)]
      expect([ours.before, ours.after]).toEqual([theirs.before, theirs.after])
      expect(verify(bytes(vector.signingPayload), ours.signature, publicKey)).toBe(true)
    })
  })
})

function intentOf(api: ApiPromise, vector: ExtrinsicVector): Intent {
  const { args } = vector.methodJson
  const call = api.registry.createType('Call', vector.method)
  const keypair = { ...signerOf(vector).keypair, publicKey: bytes(vector.publicKey) }
  const netuid = Number(args.netuid)
  const at = () => ({
    netuid,
    hotkey: keypair,
    version: Number(args.version),
    ip: intToIp(BigInt(args.ip as string | number), Number(args.ip_type) as 4 | 6),
    port: Number(args.port),
    protocol: Number(args.protocol),
  })
  const stake = (amount: unknown) => ({
    netuid,
    hotkeySs58: String(args.hotkey),
    coldkeySs58: vector.address,
    amountRao: BigInt(amount as string | number),
    ...(args.limit_price === undefined
      ? {}
      : {
          limitPriceRao: BigInt(args.limit_price as string | number),
          allowPartial: args.allow_partial === true,
        }),
  })
  switch (`${call.section}.${call.method}`) {
    case 'subtensorModule.burnedRegister':
    case 'subtensorModule.registerLimit':
      return registrationIntent({
        netuid,
        hotkeySs58: String(args.hotkey),
        coldkeySs58: vector.address,
        maxCostRao: BigInt((args.limit_price as string | number | undefined) ?? 1),
      })
    case 'subtensorModule.serveAxon':
      return axonIntent(at())
    case 'subtensorModule.serveAxonTls':
      return axonIntent({ ...at(), certificate: bytes(String(args.certificate)) })
    case 'subtensorModule.servePrometheus':
      return prometheusIntent(at())
    case 'subtensorModule.addStake':
    case 'subtensorModule.addStakeLimit':
      return addStakeIntent(stake(args.amount_staked))
    case 'subtensorModule.removeStake':
    case 'subtensorModule.removeStakeLimit':
      return removeStakeIntent(stake(args.amount_unstaked))
    case 'balances.transferKeepAlive':
      return paymentIntent({
        fromSs58: vector.address,
        toSs58: String((args.dest as { id: string }).id),
        amountRao: BigInt(args.value as string | number),
      })
    case 'balances.transferAll':
      return paymentIntent({
        fromSs58: vector.address,
        toSs58: String((args.dest as { id: string }).id),
        amountRao: 'all',
      })
    case 'commitments.setCommitment': {
      const [field] = (args.info as { fields: Record<string, string>[] }).fields
      return commitmentIntent({ netuid, hotkey: keypair, data: bytes(Object.values(field ?? {})[0] ?? '0x') })
    }
    default:
      throw new Error(`no verb sends ${call.section}.${call.method}`)
  }
}

async function signAs(api: ApiPromise, vector: ExtrinsicVector) {
  const { keypair, messages } = signerOf(vector)
  const signed = await signExtrinsic(api, intentOf(api, vector).build(api), keypair, {
    nonce: vector.nonce,
    era: eraOf(api, vector.era),
    blockHash: vector.blockHash,
  })
  return { hex: signed.hex, publicKey: keypair.publicKey, payload: hex(messages[0] ?? new Uint8Array()) }
}

/** The vector's key as sr25519, with what it was asked to sign. */
function signerOf({ uri }: ExtrinsicVector): { keypair: Keypair; messages: Uint8Array[] } {
  const messages: Uint8Array[] = []
  const own = keypairFromUri(uri)
  const sign = (message: Uint8Array) => {
    messages.push(message)
    return own.sign(message)
  }
  return { keypair: { publicKey: own.publicKey, sign }, messages }
}

function eraOf(api: ApiPromise, era: string): MortalEra | null {
  const decoded = api.registry.createType('ExtrinsicEra', era)
  if (decoded.isImmortalEra) return null
  const periodBlocks = decoded.asMortalEra.period.toNumber()
  const birthBlock = decoded.asMortalEra.phase.toNumber()
  return { periodBlocks, birthBlock, lastBlock: birthBlock + periodBlocks - 1 }
}

/** The signature of an extrinsic, which follows the account and a byte for its kind, and what stands around it. */
function split({ extrinsic, publicKey }: Pick<ExtrinsicVector, 'extrinsic' | 'publicKey'>) {
  const account = publicKey.slice(2)
  const start = extrinsic.indexOf(account) + account.length + 2
  const end = start + 2 * SIGNATURE_BYTES
  return {
    before: extrinsic.slice(0, start),
    signature: bytes(`0x${extrinsic.slice(start, end)}`),
    after: extrinsic.slice(end),
  }
}

function ed25519Key(publicKey: Uint8Array) {
  const x = Buffer.from(publicKey).toString('base64url')
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.slice(2), 'hex'))
}

function hex(value: Uint8Array): string {
  return `0x${Buffer.from(value).toString('hex')}`
}
