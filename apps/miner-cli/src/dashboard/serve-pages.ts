import { parentPort, workerData } from 'node:worker_threads'
import { createRedactor, type KnownSecrets } from '../output/redact.ts'
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
let redact = redactorOf(settings.known)
parentPort?.on('message', (message: ToWorker) => {
  if (message.kind === 'known') redact = redactorOf(message.known)
  else take(message)
})

let port = settings.port
const app = createDashboardApp({
  ...settings,
  pages,
  source,
  assets: readAssets(),
  port: () => port,
  redact: (text) => redact(text),
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

function redactorOf({ secrets, fingerprints }: KnownSecrets): (text: string) => string {
  return createRedactor(secrets, new Set(fingerprints))
}
