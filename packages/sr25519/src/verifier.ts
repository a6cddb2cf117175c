import { VERIFIER_WASM } from './verifier-wasm.ts'

const KEY_BYTES = 32
const SIGNATURE_BYTES = 64
/** The verifier's memory never shrinks, and ends at 4 GB. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024

/** What is used of it here: TypeScript has its types among the browser's only. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: unknown }
}

/** What verifier/src/lib.rs exports. */
interface VerifierExports {
  readonly memory: { readonly buffer: ArrayBuffer }
  input(messageBytes: number): number
  verify(): number
  remember(slot: number): number
  verify_remembered(slot: number): number
}

/**
 * Verifies sr25519 signatures of keys with 32 bytes and signatures with 64; what is wrong with them is false, and so is
 * any signature of a message of more than 256 MiB.
 */
export interface Verifier {
  verify(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean
  /** Keeps 130 KB of multiples of the key that was verified last, in place of what the slot held. About 0.5 ms. */
  remember(slot: number): void
  /** The same as `verify`, in half the time, for the key that is remembered in the slot. */
  verifyRemembered(slot: number, message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean
}

let shared: Verifier | undefined

/** The one of this process, compiled when it is first asked for. */
export function sharedVerifier(): Verifier {
  shared ??= createVerifier()
  return shared
}

/** One with a memory of its own. */
export function createVerifier(): Verifier {
  let wasm = open()
  let memory = new Uint8Array(wasm.memory.buffer)
  const remembered = new Set<number>()
  /** The slots that a verifier before this one had. */
  const lost = new Set<number>()

  function write(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): void {
    const at = wasm.input(message.length)
    // Growing the memory detaches what was a view of it.
    if (memory.buffer !== wasm.memory.buffer) memory = new Uint8Array(wasm.memory.buffer)
    memory.set(publicKey, at)
    memory.set(signature, at + KEY_BYTES)
    memory.set(message, at + KEY_BYTES + SIGNATURE_BYTES)
  }

  function remember(slot: number): void {
    wasm.remember(slot)
    remembered.add(slot)
    lost.delete(slot)
  }

  function falseIfTrapped(message: Uint8Array, run: () => boolean): boolean {
    if (message.length > MAX_MESSAGE_BYTES) return false
    try {
      return run()
    } catch {
      // Whatever it stopped in the middle of is still locked: a new one takes its place.
      wasm = open()
      memory = new Uint8Array(wasm.memory.buffer)
      for (const slot of remembered) lost.add(slot)
      remembered.clear()
      return false
    }
  }

  return {
    verify: (message, signature, publicKey) =>
      falseIfTrapped(message, () => {
        write(message, signature, publicKey)
        return wasm.verify() === 1
      }),
    remember,
    verifyRemembered: (slot, message, signature, publicKey) =>
      falseIfTrapped(message, () => {
        write(message, signature, publicKey)
        if (!lost.has(slot)) return wasm.verify_remembered(slot) === 1
        if (wasm.verify() !== 1) return false
        remember(slot)
        return true
      }),
  }
}

function open(): VerifierExports {
  const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly
  return new Instance(new Module(Buffer.from(VERIFIER_WASM, 'base64'))).exports as VerifierExports
}
