import { pages } from '../pages.ts'
import { readAssets } from '../server/assets.ts'
import { createDashboardApp } from '../server/create-app.tsx'
import type { DashboardOptions } from '../server/dashboard-options.ts'
import { sourceForTest, TEST_NOW_MS } from './source-for-test.ts'

/** A dashboard on 127.0.0.1:8092 without a token, unless an option is given. */
export function appForTest(options: Partial<DashboardOptions> = {}) {
  return createDashboardApp({
    pages,
    source: sourceForTest(),
    assets: readAssets(),
    token: null,
    ip: '127.0.0.1',
    port: () => 8092,
    hosts: [],
    redact: (text) => text,
    nowMs: () => TEST_NOW_MS,
    onError(error) {
      throw error
    },
    ...options,
  })
}

/** What a browser sends that was told the address by hand. */
export const BROWSER = {
  host: '127.0.0.1:8092',
  accept: 'text/html',
  'sec-fetch-site': 'none',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
} as const
