import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStoreReader, type StoreReader } from '@ig/miner'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { statusForTest } from '../testing/status-for-test.ts'
import type { MinuteActivity } from './activity.ts'
import { type DashboardServer, dashboardUrl, listenForPages } from './server/listen.ts'
import { createWatchers } from './server/watchers.ts'
import { appForTest } from './testing/app-for-test.ts'
import { fillSampleStore, HOSTILE } from './testing/fill-sample-store.ts'
import { PAGE_FAULTS } from './testing/page-faults.ts'
import { sourceForTest, TEST_NOW_MS } from './testing/source-for-test.ts'

const executablePath = process.env.IG_CHROMIUM ?? '/usr/bin/chromium'
const isThere = existsSync(executablePath)
if (!isThere && process.env.IG_REQUIRE_PEERS !== '1') {
  process.stderr.write(`skipped: no browser at ${executablePath}; scripts/install-browser.sh installs one\n`)
}

const EVENTS = 10_000
const MAX_FIRST_PAGE_BYTES = 300_000
const PAGES = ['/', '/events', '/events?page=100', '/calibration', '/spend', '/validators', '/logs']

describe.skipIf(!isThere && process.env.IG_REQUIRE_PEERS !== '1')('the dashboard in a browser', () => {
  let folder: string
  let reader: StoreReader
  let server: DashboardServer
  let browser: Browser
  let page: Page
  let complaints: string[]
  let asked: string[]
  let status = statusForTest({ chain: 'finney' })
  let nowMs = TEST_NOW_MS
  const watchers = createWatchers(() => {})

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ig-dashboard-'))
    const path = join(folder, 'miner.db')
    fillSampleStore(path, { count: EVENTS, nowMs: TEST_NOW_MS })
    reader = openStoreReader(path)
    const source = sourceForTest({
      store: reader,
      // Slow answers on a busy day: the longest labels that a chart has.
      snapshot: () => ({
        status,
        minutes: minutes({ answered: 120_000, p99Ms: 480 }),
        takenAtMs: TEST_NOW_MS,
      }),
      logLines: () => [
        JSON.stringify({ level: 40, time: TEST_NOW_MS, msg: HOSTILE, question: HOSTILE, lines: [HOSTILE] }),
      ],
      watch: watchers.watch,
      changed: watchers.changed,
    })
    server = await listenForPages(appForTest({ source, nowMs: () => nowMs }), {
      ip: '127.0.0.1',
      port: 0,
      mayMove: false,
    })
    // A container has no user namespaces to build a sandbox of; the pages are our own.
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    page = await browser.newPage()
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => asked.push(new URL(request.url()).origin))
  })
  afterAll(async () => {
    await browser?.close()
    server?.close()
    reader?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function open(path: string): Promise<number> {
    complaints = []
    asked = []
    const response = await page.goto(`${dashboardUrl(server)}${path}`)
    return (await response?.body())?.length ?? 0
  }

  test.each([
    ['light', 1280],
    ['dark', 400],
  ] as const)('shows each page with 10,000 events, in %s at %i pixels', async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 900 })
    for (const path of [...PAGES, await anEvent()]) {
      const bytes = await open(path)
      expect(bytes, path).toBeLessThan(MAX_FIRST_PAGE_BYTES)
      expect(await page.evaluate(PAGE_FAULTS), path).toEqual([])
      expect({ complaints, asked: [...new Set(asked)] }, path).toEqual({
        complaints: [],
        asked: [dashboardUrl(server)],
      })
    }
  })

  test('would be found faulty if it were', async () => {
    await page.goto('about:blank')
    await page.setContent(
      '<h1>A</h1><p style="color: #aaa; width: 3000px">faint</p><input id="b"><a id="b" href="/"></a>' +
        '<svg aria-label="c" style="overflow: hidden"><text x="20" y="20" text-anchor="end">cut label</text></svg>',
    )
    expect(await page.evaluate(PAGE_FAULTS)).toEqual([
      'faint 2.32: p faint',
      'no label: input',
      'no name: a',
      'cut off: cut label',
      'twice: #b',
      expect.stringContaining('wider than the window'),
      'inline script or style',
    ])
  })

  test('shows markup in titles, evidence and log lines as the text that it is', async () => {
    for (const path of ['/events', await anEvent(), '/logs', '/spend']) {
      await open(path)
      expect(await page.locator('main', { hasText: '<script>broken=1</script>' }).count(), path).toBe(1)
      expect(await page.locator('main script, main img, a[href^="javascript:"]').count(), path).toBe(0)
      expect(await page.evaluate('window.broken'), path).toBeUndefined()
    }
  })

  test('is used by keyboard: first comes the way to the content, then the pages', async () => {
    await open('/')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Skip to the content')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/events')
  })

  test('follows what the miner does without being loaded again, and leaves alone what somebody uses', async () => {
    await open('/')
    await page.evaluate('window.sameDocument = true')
    await expect.poll(() => page.locator('#live').textContent()).toBe('live')
    status = { ...status, health: 'degraded', reasons: [`The chain is out of reach: ${HOSTILE}`] }
    nowMs += 1_000
    watchers.tell()
    await expect.poll(() => page.locator('#health').textContent()).toContain('The chain is out of reach')
    expect(await page.evaluate('window.sameDocument')).toBe(true)
    expect(await page.evaluate(PAGE_FAULTS)).toEqual([])
  })

  test('shows everything without scripts, too', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const plain = await context.newPage()
    await plain.goto(`${dashboardUrl(server)}/events?search=ifgames-7777`)
    expect(await plain.locator('tbody tr').count()).toBe(1)
    await context.close()
  })

  function minutes(change: Partial<MinuteActivity>): MinuteActivity[] {
    return (sourceForTest().snapshot()?.minutes ?? []).map((minute) => ({ ...minute, ...change }))
  }

  /** The address of the page of one event. */
  async function anEvent(): Promise<string> {
    const [first] = reader.events({ nowMs: TEST_NOW_MS, search: HOSTILE, offset: 0, limit: 1 }).rows
    return `/events/${first?.id}`
  }
})
