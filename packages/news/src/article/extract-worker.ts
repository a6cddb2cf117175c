import { parentPort } from 'node:worker_threads'
import { type ExtractedPage, extractPage } from './extract-page.ts'

/** What the thread answers to a page. */
export type ExtractReply = { readonly page: ExtractedPage } | { readonly problem: string }

parentPort?.on('message', (html: string) => {
  parentPort?.postMessage(answer(html))
})

function answer(html: string): ExtractReply {
  try {
    return { page: extractPage(html) }
  } catch (error) {
    // A page nested deeper than the stack, for one: the thread is well and takes the next.
    return { problem: error instanceof Error ? error.name : 'unknown' }
  }
}
