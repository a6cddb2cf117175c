import { parentPort, workerData } from 'node:worker_threads'
import { argon2i } from 'hash-wasm'

const SALT = Buffer.from('137183dff15a09bc9c90b5518739e9b1', 'hex')

// Node's own `crypto.argon2` is a quarter faster, but nothing can stop it: Ctrl+C would wait until it is through.
const password = workerData as Uint8Array
const key = await argon2i({
  password,
  salt: SALT,
  iterations: 8,
  memorySize: 512 * 1024,
  parallelism: 1,
  hashLength: 32,
  outputType: 'binary',
})
password.fill(0)
parentPort?.postMessage(key, [key.buffer as ArrayBuffer])
