import { parentPort } from 'node:worker_threads'
import { type ExtractedPage, extractPage } from './extract-page.ts'

/** What the thread says: once that it is ready, then an answer to each page. */
export type ExtractReply = 'ready' | { readonly page: ExtractedPage } | { readonly problem: string }

parentPort?.on('message', (html: string) => {
  parentPort?.postMessage(answer(html))
})
parentPort?.postMessage('ready' satisfies ExtractReply)

function answer(html: string): ExtractReply {
  try {
    return { page: extractPage(html) }
  } catch (error) {
    // A page nested deeper than the stack, for one: the thread is well and takes the next.
    return { problem: error instanceof Error ? error.name : 'unknown' }
  }
}
