import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { judgeBacktest } from '../backtest/backtest-report.ts'
import { sampleContest } from './testing/sample-contest.ts'
import { writeReport } from './write-report.ts'

const executablePath = process.env.IG_CHROMIUM ?? '/usr/bin/chromium'
const isThere = existsSync(executablePath)
if (!isThere && process.env.IG_REQUIRE_PEERS !== '1') {
  process.stderr.write(`skipped: no browser at ${executablePath}; scripts/install-browser.sh installs one\n`)
}

describe.skipIf(!isThere && process.env.IG_REQUIRE_PEERS !== '1')('the report in a browser', () => {
  let browser: Browser
  let page: Page
  let complaints: string[]
  let asked: string[]
  let folder: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ig-report-'))
    const contest = sampleContest()
    const report = judgeBacktest(contest, { draws: 100, seed: 1, seasons: 2 })
    writeReport(folder, { title: 'A <b>report</b>', contest, report }, '{}\n')
    // A container has no user namespaces to build a sandbox of; the page is our own.
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    page = await browser.newPage()
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => asked.push(request.url()))
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test.each([
    ['light', 1100],
    ['dark', 1100],
    ['light', 400],
    ['dark', 400],
  ] as const)(
    'opens from disk without a network or an error, in %s at %i pixels',
    async (colorScheme, width) => {
      complaints = []
      asked = []
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 900 })
      const url = pathToFileURL(join(folder, 'index.html')).href
      await page.goto(url)
      expect({ complaints, asked }).toEqual({ complaints: [], asked: [url] })
      expect(await page.title()).toBe('A <b>report</b>')
      const headings = await page.locator('h2').allTextContents()
      expect(headings).toEqual(
        expect.arrayContaining([
          'Calibration',
          'Score over time to cutoff',
          'Difference to the market, question by question',
          'Cost against score',
          'On a simulated subnet',
        ]),
      )
      // Nothing sticks out to the side, and no drawing is empty or wider than its place.
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      const boxes = await Promise.all(
        (await page.locator('.panel svg:visible').all()).map((one) => one.boundingBox()),
      )
      expect(boxes.length).toBeGreaterThan(8)
      for (const box of boxes) {
        expect(box?.height).toBeGreaterThan(50)
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
      }
      const [ink, paper] = (await page.evaluate(
        '(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.body))',
      )) as [string, string]
      expect(contrast(ink, paper)).toBeGreaterThan(7)
      const dot = (await page.evaluate(
        `getComputedStyle(document.querySelector('[aria-label="dot"] circle')).fill`,
      )) as string
      expect(contrast(dot, paper)).toBeGreaterThan(3)
      // What a question says is text, in tables and in what is shown when a bar is pointed at.
      expect(await page.locator('section b, figure script, table b').count()).toBe(0)
      expect(
        await page.locator('svg title', { hasText: '<script>alert(1)</script>' }).count(),
      ).toBeGreaterThan(0)
    },
  )
})

/** Of two colours `rgb(r, g, b)`, as the accessibility guidelines (WCAG 2) define it: 1 to 21. */
function contrast(a: string, b: string): number {
  const luminance = (color: string) => {
    const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((value) => {
      const share = Number(value) / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}
