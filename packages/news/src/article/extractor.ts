import { Worker } from 'node:worker_threads'
import { IgError } from '@ig/errors'
import type { ExtractedPage } from './extract-page.ts'
import type { ExtractReply } from './extract-worker.ts'

/** Reads pages in a thread of its own. */
export interface Extractor {
  /** @throws IgError `E_NEWS_PAGE_UNREADABLE` where the page breaks the parser, or its limits of time or memory. */
  extract(html: string): Promise<ExtractedPage>
  close(): Promise<void>
}

const IDLE_MS = 10_000
const START_TIMEOUT_MS = 20_000
const MAX_OLD_GENERATION_MB = 192

/** One thread, started by the first page, ended when idle, replaced when a page breaks it; one page at a time. */
export function createExtractor(
  settings: { readonly timeoutMs?: number; readonly idleMs?: number; readonly maxMemoryMb?: number } = {},
): Extractor {
  const { timeoutMs = 4_000, idleMs = IDLE_MS, maxMemoryMb = MAX_OLD_GENERATION_MB } = settings
  let worker: Worker | null = null
  let idleTimer: NodeJS.Timeout | undefined
  let lastJob: Promise<unknown> = Promise.resolve()

  async function running(): Promise<Worker> {
    clearTimeout(idleTimer)
    if (worker) return worker
    worker = startWorker(maxMemoryMb)
    // Loading the parser is not the page's fault, and takes its time on a busy machine.
    await hear(worker, START_TIMEOUT_MS)
    return worker
  }

  async function end(): Promise<void> {
    clearTimeout(idleTimer)
    const ended = worker
    worker = null
    await ended?.terminate()
  }

  async function run(html: string): Promise<ExtractedPage> {
    try {
      const thread = await running()
      const answer = hear(thread, timeoutMs)
      thread.postMessage(html)
      const reply = await answer
      if (reply === 'ready') throw unreadable('the thread began anew', true)
      if ('page' in reply) return reply.page
      throw unreadable(reply.problem)
    } catch (error) {
      if (!IgError.isInstance(error) || error.values.isThreadLost) await end()
      throw error
    } finally {
      clearTimeout(idleTimer)
      if (worker) {
        idleTimer = setTimeout(() => void end(), idleMs)
        idleTimer.unref()
      }
    }
  }

  return {
    extract(html) {
      const job = lastJob.then(() => run(html))
      // The next page waits for this one's end, however it ends; its outcome is its caller's.
      lastJob = job.catch(() => null)
      return job
    },
    async close() {
      await lastJob
      await end()
    },
  }
}

function startWorker(maxMemoryMb: number): Worker {
  const isSource = import.meta.url.endsWith('.ts')
  const file = new URL(isSource ? './extract-worker.ts' : './extract-worker.js', import.meta.url)
  const worker = new Worker(file, {
    execArgv: [],
    // Nothing of the environment is for a thread that reads strangers' pages.
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
  })
  worker.unref()
  worker.on('error', () => {})
  return worker
}

/** The next thing that the thread says. */
function hear(worker: Worker, timeoutMs: number): Promise<ExtractReply> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onLost).off('exit', onLost)
      worker.unref()
      settle()
    }
    const onMessage = (reply: ExtractReply) => finish(() => resolve(reply))
    const onLost = () => finish(() => reject(unreadable('the thread broke down', true)))
    const timer = setTimeout(() => finish(() => reject(unreadable('it takes too long', true))), timeoutMs)
    worker.ref()
    worker.on('message', onMessage).on('error', onLost).on('exit', onLost)
  })
}

function unreadable(reason: string, isThreadLost = false): IgError {
  return new IgError({
    code: 'E_NEWS_PAGE_UNREADABLE',
    message: 'A page cannot be read as an article.',
    values: { reason, isThreadLost },
  })
}
