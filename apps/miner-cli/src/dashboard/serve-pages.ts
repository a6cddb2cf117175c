import { parentPort, workerData } from 'node:worker_threads'
import { createRedactor } from '../output/redact.ts'
import { pages } from './pages.ts'
import { readAssets } from './server/assets.ts'
import { createDashboardApp } from './server/create-app.tsx'
import { listenForPages } from './server/listen.ts'
import { holdStore } from './server/store-holder.ts'
import type { FromWorker, ToWorker, WorkerSettings } from './worker-messages.ts'
import { createWorkerSource } from './worker-source.ts'

// Started by our own main thread, which gives what it says.
const settings = workerData as WorkerSettings
const post = (message: FromWorker) => parentPort?.postMessage(message)

const store = holdStore(settings.database)
const { source, take } = createWorkerSource({ post, store, nowMs: Date.now })
parentPort?.on('message', (message: ToWorker) => take(message))

let port = settings.port
const app = createDashboardApp({
  ...settings,
  pages,
  source,
  assets: readAssets(),
  port: () => port,
  redact: createRedactor(settings.known.secrets, new Set(settings.known.fingerprints)),
  nowMs: Date.now,
  onError(error) {
    store.drop()
    post({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) })
  },
})
try {
  const server = await listenForPages(app, settings)
  port = server.port
  post({ kind: 'listening', ip: server.ip, port })
} catch (error) {
  post({ kind: 'not-listening', reason: (error as NodeJS.ErrnoException).code ?? String(error) })
}
