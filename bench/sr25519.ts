/**
 * Measures the npm implementations of sr25519 against each other: verify and sign per second on one core, and
 * what importing each costs. The decision made from it is docs/decisions/0002-sr25519.md.
 *
 * The candidates that this project does not use are not installed with it:
 *   mkdir /tmp/candidates && cd /tmp/candidates && npm init -y && npm i @polkadot-labs/schnorrkel-wasm \
 *     @polkadot/util-crypto @polkadot/util @polkadot/wasm-crypto @scure/sr25519 @unique-nft/sr25519
 *   node --conditions=@ig/source bench/sr25519.ts /tmp/candidates
 */
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { keypairFromSeed, verify } from '../packages/sr25519/src/index.ts'
import { createVerifier } from '../packages/sr25519/src/verifier.ts'

interface Candidate {
  readonly sign: (message: Uint8Array) => Uint8Array
  readonly verify: (message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array) => boolean
}

/** The exports of a package whose types are not installed here. */
// biome-ignore lint/suspicious/noExplicitAny: see above
type Untyped = any

const SEED = new Uint8Array(32).fill(7)
const MEASURE_MS = 1_500

const candidates: Record<string, (api: Untyped) => Candidate | Promise<Candidate>> = {
  '@polkadot-labs/schnorrkel-wasm': (api) => {
    const secret = api.sr25519_secret_from_seed(SEED)
    const publicKey = api.sr25519_pubkey(secret)
    return {
      sign: (message) => api.sr25519_sign(publicKey, secret, message),
      verify: (message, signature, signer) => api.sr25519_verify(signer, message, signature),
    }
  },
  '@polkadot/wasm-crypto': async (api) => {
    await api.waitReady()
    const pair = api.sr25519KeypairFromSeed(SEED)
    return {
      sign: (message) => api.sr25519Sign(pair.slice(64), pair.slice(0, 64), message),
      verify: (message, signature, signer) => api.sr25519Verify(signature, message, signer),
    }
  },
  '@polkadot/util-crypto': async (api) => {
    await api.cryptoWaitReady()
    const pair = api.sr25519PairFromSeed(SEED)
    return {
      sign: (message) => api.sr25519Sign(message, pair),
      verify: (message, signature, signer) => api.sr25519Verify(message, signature, signer),
    }
  },
  '@scure/sr25519': (api) => {
    const secret = api.secretFromSeed(SEED)
    return {
      sign: (message) => api.sign(secret, message),
      verify: (message, signature, signer) => api.verify(message, signature, signer),
    }
  },
}

const message = new TextEncoder().encode(
  `1750000167279807972.${'5'.repeat(48)}.${'5'.repeat(48)}.52e6b438-1cec-11ee-b0dc-e29ce36fec1a.${'a'.repeat(64)}`,
)

const own = keypairFromSeed(SEED)
const stranger = keypairFromSeed(new Uint8Array(32).fill(9))
const strangersSignature = stranger.sign(message)

report('@ig/sr25519 (this project)', { sign: own.sign, verify })
report('@ig/sr25519, a key that is seen for the first time', {
  sign: own.sign,
  verify: createVerifier().verify,
})

const folder = process.argv[2]
if (folder === undefined)
  console.log('Pass a folder with the candidates installed to compare (see the head of this file).')
else {
  const resolve = createRequire(join(folder, 'package.json')).resolve
  for (const [name, prepare] of Object.entries(candidates)) {
    const url = pathToFileURL(resolve(name)).href
    report(name, await prepare(await import(url)))
    console.log(`    import: ${importMs(url)} ms`)
  }
}

function report(name: string, candidate: Candidate): void {
  const signature = candidate.sign(message)
  if (!verify(message, signature, own.publicKey)) throw new Error(`${name} signs what does not verify.`)
  if (!candidate.verify(message, strangersSignature, stranger.publicKey))
    throw new Error(`${name} does not verify.`)
  const verifies = perSecond(() => candidate.verify(message, strangersSignature, stranger.publicKey))
  const signs = perSecond(() => candidate.sign(message))
  console.log(`${name}\n    verify: ${verifies}/s, sign: ${signs}/s`)
}

function perSecond(run: () => unknown): number {
  for (let i = 0; i < 50; i++) run()
  const start = performance.now()
  let count = 0
  while (performance.now() - start < MEASURE_MS) {
    for (let i = 0; i < 10; i++) run()
    count += 10
  }
  return Math.round((count * 1000) / (performance.now() - start))
}

/** In a process of its own, so that nothing is loaded already. */
function importMs(url: string): number {
  const code = `const t = performance.now(); await import(${JSON.stringify(url)}); console.log(Math.round(performance.now() - t))`
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }))
}
