import { Worker } from 'node:worker_threads'
import type { FromWorker, ToWorker, WorkerSettings } from './worker-messages.ts'

/** Pages are small; drawing them takes a library for a moment. */
const RESOURCES = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 8 }
const RESTART_MS = 5_000

/** Where the dashboard listens, or why it does not, as Node says it. */
export type Listening = { readonly ip: string; readonly port: number } | { readonly reason: string }

/** The dashboard's thread while it runs. */
export interface DashboardThread {
  readonly listening: Promise<Listening>
  stop(): Promise<void>
}

/** Runs the dashboard in a thread of its own, and starts it anew on the same port should it fail. */
export function runDashboardThread(
  settings: WorkerSettings,
  {
    onOpen,
    onMessage,
    onFailure,
    file = workerFile(),
    restartMs = RESTART_MS,
  }: {
    readonly onOpen: (post: (message: ToWorker) => void) => void
    readonly onMessage: (message: FromWorker, post: (message: ToWorker) => void) => void
    readonly onFailure: (error: unknown) => void
    /** Another than the dashboard's for a test. */
    readonly file?: URL
    readonly restartMs?: number
  },
): DashboardThread {
  const { promise: listening, resolve } = Promise.withResolvers<Listening>()
  let address: { ip: string; port: number } | null = null
  let isEnding = false
  let isLost = false
  let restart: NodeJS.Timeout | undefined
  let worker = open()

  function open(): Worker {
    const workerData = address ? { ...settings, port: address.port, mayMove: false } : settings
    const opened = new Worker(file, { workerData, env: {}, resourceLimits: RESOURCES, stdout: true })
    // The process's own is data: one line when it is ready.
    opened.stdout.resume()
    const post = (message: ToWorker) => opened.postMessage(message)
    opened.on('message', (message: FromWorker) => {
      if (message.kind === 'listening') {
        isLost = false
        address ??= message
        resolve(address)
      } else if (message.kind === 'not-listening') {
        // Said once: it is tried again every few seconds.
        if (address !== null && !isLost) onFailure(new Error(`It cannot listen again: ${message.reason}`))
        isLost = true
        resolve({ reason: message.reason })
        void opened.terminate()
      } else {
        onMessage(message, post)
      }
    })
    opened.on('error', (error) => {
      resolve({ reason: error instanceof Error ? error.message : String(error) })
      onFailure(error)
    })
    opened.on('exit', (code) => {
      resolve({ reason: `the thread has ended with ${code}` })
      if (isEnding || address === null) return
      restart = setTimeout(() => {
        worker = open()
      }, restartMs)
    })
    onOpen(post)
    return opened
  }

  return {
    listening,
    async stop() {
      isEnding = true
      clearTimeout(restart)
      await worker.terminate()
    },
  }
}

/** It exists in the bundle only, where it lies beside this file's code: Node does not read JSX. */
function workerFile(): URL {
  return new URL('./dashboard-worker.js', import.meta.url)
}
