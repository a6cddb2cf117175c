import type { HttpBindings } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import type { Page } from '../page.ts'
import type { Assets } from './assets.ts'
import type { DashboardSource } from './dashboard-source.ts'

interface Environment {
  readonly Bindings: Partial<HttpBindings>
}

export type App = Hono<Environment>
/** A request with its answer in the making. */
export type Ask = Context<Environment>

/** What a dashboard is served with. */
export interface DashboardOptions {
  readonly pages: readonly Page[]
  readonly source: DashboardSource
  readonly assets: Assets
  /** Null: whoever reaches it may look. */
  readonly token: string | null
  /** Where it listens. */
  readonly ip: string
  readonly port: () => number
  /** Further names by which it is reached. */
  readonly hosts: readonly string[]
  /** Masks secrets in what a page shows: a text of the store may hold one. */
  readonly redact: (text: string) => string
  readonly nowMs: () => number
  readonly onError: (error: unknown) => void
}
