import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStoreReader, type StoreReader } from '@ig/miner'
import { parseHTML } from 'linkedom'
import { afterAll, beforeAll } from 'vitest'
import type { Page, PageRequest } from '../page.ts'
import { fillSampleStore } from './fill-sample-store.ts'
import { TEST_NOW_MS } from './source-for-test.ts'

/** What a page shows, as a browser would read it; null where it says that there is no such thing. */
export async function renderPage(
  page: Page,
  request: Partial<PageRequest> & { readonly search?: string } = {},
) {
  const { search = '', ...given } = request
  const shown = await page.render({
    reader: null,
    snapshot: null,
    logLines: () => [],
    query: new URLSearchParams(search),
    params: {},
    nowMs: TEST_NOW_MS,
    ...given,
  })
  if (shown === null) return null
  const html = (await shown.toString()).toString()
  const { document } = parseHTML(`<!doctype html><html><body><main>${html}</main></body></html>`)
  const texts = (selector: string) =>
    [...document.querySelectorAll(selector)].map(({ textContent }) =>
      (textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
    )
  return { html, document, texts }
}

/** A reader of a sample store for the tests of a file. */
export function useSampleStore(count: number): { readonly reader: StoreReader } {
  const folder = mkdtempSync(join(tmpdir(), 'ig-pages-'))
  let reader: StoreReader | null = null
  beforeAll(() => {
    const path = join(folder, 'miner.db')
    fillSampleStore(path, { count, nowMs: TEST_NOW_MS })
    reader = openStoreReader(path)
  })
  afterAll(() => {
    reader?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    get reader() {
      return reader as StoreReader
    },
  }
}

/** What would run, load or style in a page that shows strangers' texts: there must be none of it. */
export function dangersIn(document: ReturnType<typeof parseHTML>['document']): string[] {
  return [...document.querySelectorAll('main *')].flatMap((element) => [
    ...(['SCRIPT', 'IMG', 'IFRAME', 'OBJECT', 'STYLE', 'LINK'].includes(element.tagName.toUpperCase())
      ? [element.tagName]
      : []),
    ...[...element.attributes].flatMap(({ name, value }) =>
      /^on|^style$/i.test(name) || /^\s*(javascript|data):/i.test(value)
        ? [`${element.tagName} ${name}=${value}`]
        : [],
    ),
  ])
}
