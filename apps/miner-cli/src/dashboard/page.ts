import type { StoreReader } from '@ig/miner'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { MinerStatusJson } from '../miner/miner-status-json.ts'
import type { MinuteActivity } from './activity.ts'

/** What the miner said of itself, and when. */
export interface Snapshot {
  readonly status: MinerStatusJson
  /** Requests of the last hour by the minute. */
  readonly minutes: readonly MinuteActivity[]
  readonly takenAtMs: number
}

/** What a page is made from. */
export interface PageRequest {
  /** Null where the data folder has no store yet, or it cannot be read. */
  readonly reader: StoreReader | null
  /** Null where no miner runs, or it has not said anything yet. */
  readonly snapshot: Snapshot | null
  /** Gives the miner's last log lines, one JSON object each, oldest first: a page that shows none reads none. */
  readonly logLines: () => readonly string[]
  readonly query: URLSearchParams
  /** Of the path, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly nowMs: number
}

/**
 * A page of the dashboard. What it renders stands inside `<main>` and begins with a `PageHead`; an element with an
 * `id` and the attribute `data-live` is replaced in place whenever a later rendering of it differs.
 */
export interface Page {
  /** As Hono matches it: `/events`, `/events/:key`. */
  readonly path: string
  /** What the window's title and the navigation call it. */
  readonly title: string
  readonly nav: boolean
  /** How often it is rendered anew for somebody who looks. */
  readonly refreshMs: number
  /** Null: there is no such thing, which is answered with 404. */
  render(request: PageRequest): Rendered | Promise<Rendered>
}

type Rendered = HtmlEscapedString | Promise<HtmlEscapedString> | null
