import type { Child } from 'hono/jsx'
import type { Page, Snapshot } from '../page.ts'
import { shortKey } from '../ui/format.ts'
import { Badge } from '../ui/panel.tsx'
import { Ago } from '../ui/time.tsx'

/** Addresses of what pages load; they change with the content. */
export interface AssetAddresses {
  readonly style: string
  readonly script: string
  readonly icon: string
}

/** A whole document around what a page shows. */
export const Layout = ({
  title,
  path,
  pages,
  assets,
  snapshot,
  nowMs,
  canSignOut,
  isLive,
  children,
}: {
  title: string
  /** Of the page that is shown, for the navigation; null for none. */
  path: string | null
  pages: readonly Page[]
  assets: AssetAddresses
  snapshot: Snapshot | null
  nowMs: number
  canSignOut: boolean
  /** Whether the page can be watched. */
  isLive: boolean
  children?: Child
}) => (
  <html lang="en">
    <Head title={snapshot ? `${title} · ${placeName(snapshot)}` : title} assets={assets} />
    <body>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="bar">
        <div class="brand">
          <span class="brand-name">Miner</span>
          {snapshot ? <span class="brand-place">{placeName(snapshot)}</span> : null}
        </div>
        <nav aria-label="Pages">
          <ul>
            {pages
              .filter(({ nav }) => nav)
              .map((page) => (
                <li>
                  <a href={page.path} {...(isWithin(path, page.path) && { 'aria-current': 'page' })}>
                    {page.title}
                  </a>
                </li>
              ))}
          </ul>
        </nav>
        <div class="bar-end">
          {isLive ? (
            <span id="live" class="live" role="status">
              static
            </span>
          ) : null}
          {canSignOut ? (
            <form method="post" action="/logout">
              <button type="submit" class="quiet">
                Sign out
              </button>
            </form>
          ) : null}
        </div>
      </header>
      <main id="main" tabindex={-1}>
        {children}
      </main>
      <Foot snapshot={snapshot} nowMs={nowMs} />
    </body>
  </html>
)

/** A document with one thing in the middle: to sign in. */
export const BareLayout = ({
  title,
  assets,
  children,
}: {
  title: string
  assets: AssetAddresses
  children?: Child
}) => (
  <html lang="en">
    <Head title={title} assets={assets} />
    <body class="bare">
      <main id="main">{children}</main>
    </body>
  </html>
)

const Head = ({ title, assets }: { title: string; assets: AssetAddresses }) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>{title}</title>
    <link rel="stylesheet" href={assets.style} />
    <link rel="icon" type="image/svg+xml" href={assets.icon} />
    <script type="module" src={assets.script} />
  </head>
)

const Foot = ({ snapshot, nowMs }: { snapshot: Snapshot | null; nowMs: number }) => (
  <footer class="foot">
    {snapshot === null ? (
      <Badge tone="warn">no miner is running here</Badge>
    ) : (
      <>
        <span>
          hotkey{' '}
          <code title={snapshot.status.axon?.hotkey}>{shortKey(snapshot.status.axon?.hotkey ?? '–')}</code>
        </span>
        <span>pid {snapshot.status.pid}</span>
        <span>
          started <Ago atMs={Date.parse(snapshot.status.startedAt)} nowMs={nowMs} />
        </span>
        <span>all times are UTC</span>
      </>
    )}
  </footer>
)

function placeName({ status }: Snapshot): string {
  return status.network === 'sandbox' ? 'sandbox' : `${status.network} · subnet ${status.netuid}`
}

function isWithin(path: string | null, page: string): boolean {
  return path === page || (page !== '/' && path?.startsWith(`${page}/`) === true)
}
