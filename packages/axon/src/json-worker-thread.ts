import { Worker } from 'node:worker_threads'
import { IgError } from '@ig/errors'
import { joinPart } from './json-parts.ts'
import type { JsonWorkerReply, JsonWorkerRequest } from './json-worker.ts'

/** Parses large JSON bodies in a thread of its own. */
export interface JsonWorker {
  /**
   * The parsed value, as `parseJson` gives it. The bytes are moved to the thread and are empty afterwards.
   *
   * @throws IgError as `parseJson` does, `E_UTF8` for other bytes, `E_JSON_WORKER` where the thread broke down.
   */
  parse(bytes: Uint8Array): Promise<unknown>
  close(): Promise<void>
}

const IDLE_MS = 10_000
/** A body of 32 MiB is some 300 MB as values; what needs more breaks the thread, and not the process. */
const MAX_OLD_GENERATION_MB = 512

/**
 * One thread, started by the first large body and ended when idle. The value comes back in parts, each asked for
 * in a turn of its own, so that the event loop is never held up for longer than one part takes.
 */
export function createJsonWorker(maxDepth: number, idleMs: number = IDLE_MS): JsonWorker {
  let worker: Worker | null = null
  let idleTimer: NodeJS.Timeout | undefined
  let lastJob: Promise<unknown> = Promise.resolve()

  function running(): Worker {
    clearTimeout(idleTimer)
    if (worker) return worker
    const started = startWorker()
    started.once('exit', () => {
      if (worker === started) worker = null
    })
    worker = started
    return started
  }

  function rest(): void {
    clearTimeout(idleTimer)
    idleTimer = setTimeout(() => void close(), idleMs)
    idleTimer.unref()
  }

  async function close(): Promise<void> {
    clearTimeout(idleTimer)
    const ended = worker
    worker = null
    await ended?.terminate()
  }

  async function run(bytes: Uint8Array): Promise<unknown> {
    try {
      return await parseIn(running(), bytes, maxDepth)
    } finally {
      rest()
    }
  }

  return {
    parse(bytes) {
      const job = lastJob.then(() => run(bytes))
      // The next job waits for this one's end, however it ends; its outcome is its caller's.
      lastJob = job.catch(() => null)
      return job
    },
    async close() {
      await lastJob
      await close()
    },
  }
}

function startWorker(): Worker {
  const isSource = import.meta.url.endsWith('.ts')
  const file = new URL(isSource ? './json-worker.ts' : './json-worker.js', import.meta.url)
  const worker = new Worker(file, {
    execArgv: isSource ? ['--conditions=@ig/source'] : [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_OLD_GENERATION_MB },
  })
  // An idle thread must not keep the process alive; a job's promise has its own listeners.
  worker.unref()
  worker.on('error', () => {})
  return worker
}

function parseIn(worker: Worker, bytes: Uint8Array, maxDepth: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let root: Record<string, unknown> | unknown[] = {}
    const ask = (request: JsonWorkerRequest) => worker.postMessage(request)

    function finish(settled: () => void): void {
      worker.off('message', onMessage).off('error', onBroken).off('exit', onExit)
      worker.unref()
      settled()
    }
    function onMessage(reply: JsonWorkerReply): void {
      if (reply.type === 'part') {
        joinPart(root, reply.part)
        setImmediate(ask, { type: 'next' })
      } else if (reply.type === 'start') {
        root = reply.isArray ? [] : {}
        ask({ type: 'next' })
      } else {
        finish(() => settle(reply))
      }
    }
    function settle(reply: Exclude<JsonWorkerReply, { type: 'part' | 'start' }>): void {
      if (reply.type === 'error') reject(new IgError({ code: reply.code, message: reply.message }))
      else resolve(reply.type === 'leaf' ? reply.value : root)
    }
    const onBroken = (cause: unknown) => finish(() => reject(broken(cause)))
    const onExit = () => finish(() => reject(broken(undefined)))

    worker.ref()
    worker.on('message', onMessage).on('error', onBroken).on('exit', onExit)
    const owned = bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes)
    worker.postMessage({ type: 'parse', bytes: owned, maxDepth } satisfies JsonWorkerRequest, [
      owned.buffer as ArrayBuffer,
    ])
  })
}

function broken(cause: unknown): IgError {
  return new IgError({
    code: 'E_JSON_WORKER',
    message: 'The thread that parses large bodies broke down.',
    cause,
    retryable: true,
  })
}
