import { Worker } from 'node:worker_threads'
import { IgError } from '@ig/errors'

/**
 * The key of a `$NACL` file's password: Argon2i 1.3 over 512 MiB, eight passes, with the one salt that every
 * wallet has. It takes seconds and works in a thread of its own, which ends with it or with the signal.
 *
 * Throws `E_WALLET_ARGON2` where the memory is not there, and the signal's reason.
 * Source: bittensor-wallet, which calls libsodium's crypto_pwhash with its "sensitive" limits.
 */
export function deriveNaclKey(password: string, signal?: AbortSignal): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const bytes = new TextEncoder().encode(password)
    const isSource = import.meta.url.endsWith('.ts')
    const worker = new Worker(
      new URL(isSource ? './argon2-worker.ts' : './argon2-worker.js', import.meta.url),
      {
        workerData: bytes,
        transferList: [bytes.buffer],
      },
    )
    const finish = (settle: () => void) => {
      signal?.removeEventListener('abort', abort)
      void worker.terminate()
      settle()
    }
    const abort = () => finish(() => reject(signal?.reason))
    signal?.addEventListener('abort', abort)
    worker.once('message', (key: Uint8Array) => finish(() => resolve(key)))
    worker.once('error', (cause) => finish(() => reject(broken(cause))))
    worker.once('exit', () => finish(() => reject(broken(undefined))))
  })
}

function broken(cause: unknown): IgError {
  return new IgError({
    code: 'E_WALLET_ARGON2',
    message: 'The key of the password could not be made.',
    values: { reason: cause instanceof Error ? cause.message : null },
    hint: 'It needs 600 MB of free memory for some seconds.',
    cause,
    retryable: true,
  })
}
