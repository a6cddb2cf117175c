import { bodyLimit } from 'hono/body-limit'
import type { App, Ask, DashboardOptions } from './dashboard-options.ts'
import { createHostCheck } from './host-check.ts'
import { isForeign } from './request-origin.ts'
import { securityHeaders } from './security-headers.ts'
import { createSessionCookie } from './session-cookie.ts'
import { createSignIn, WAIT_SECONDS } from './sign-in.ts'
import { SignInPage } from './sign-in-page.tsx'

const MAX_FORM_BYTES = 4_096
/** What programs ask without a token: they carry no data. */
const PROBES = ['/healthz', '/readyz']
const ASSETS = '/assets/'
/** Forms, which there is no coming back to. */
const FORMS = ['/login', '/logout']

/** Everything that a request has to pass before it is looked at, in this order. */
export function guard(app: App, { token, ip, port, hosts, assets, nowMs }: DashboardOptions): void {
  const isOurs = createHostCheck({ ip, hosts })
  app.use(async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(securityHeaders)) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    }
  })
  app.use(async (c, next) => {
    const { method } = c.req
    const header = (name: string) => c.req.header(name)
    const host = header('host')
    if (!isOurs(host)) {
      return c.text('This host name is none of ours: see the setting dashboard.hosts.\n', 403)
    }
    const isForm = method === 'POST' && FORMS.includes(c.req.path)
    if (method !== 'GET' && method !== 'HEAD' && !isForm) {
      return c.text('There is only something to read here.\n', 405, { allow: 'GET, HEAD' })
    }
    const [site, mode, destination] = ['site', 'mode', 'dest'].map((name) => header(`sec-fetch-${name}`))
    if (isForeign({ method, host, origin: header('origin'), site, mode, destination })) {
      return c.text('Another site has sent this request.\n', 403)
    }
    return next()
  })
  if (token === null) return

  const signIn = createSignIn({ token, nowMs })
  const cookie = createSessionCookie(port)
  const onError = (c: Ask) => c.text('This form is too long.\n', 413)
  app.post('/login', bodyLimit({ maxSize: MAX_FORM_BYTES, onError }), async (c) => {
    const form = new URLSearchParams(await c.req.text())
    const next = ownPath(form.get('next'))
    const outcome = signIn.open(form.get('token') ?? '', addressOf(c))
    if (typeof outcome === 'object') {
      cookie.write(c, outcome.session)
      return c.redirect(next, 303)
    }
    const status = outcome === 'wait' ? 429 : 401
    if (outcome === 'wait') c.header('retry-after', String(WAIT_SECONDS))
    return c.html(<SignInPage assets={assets.addresses} next={next} attempt={outcome} />, status)
  })
  app.post('/logout', (c) => {
    signIn.close(cookie.read(c) ?? '')
    cookie.remove(c)
    return c.redirect('/', 303)
  })
  app.use(async (c, next) => {
    // Of what lies below, only what is there: that there is nothing is said by a page, which names the miner.
    const asset = c.req.path.startsWith(ASSETS) ? c.req.path.slice(ASSETS.length) : null
    if (PROBES.includes(c.req.path) || (asset !== null && assets.files.has(asset))) return next()
    const [, bearer] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    const outcome = bearer === undefined ? 'wrong' : signIn.check(bearer, addressOf(c))
    if (outcome === 'right' || signIn.knows(cookie.read(c) ?? '')) return next()
    if (outcome === 'wait') {
      c.header('retry-after', String(WAIT_SECONDS))
      return c.text('Too many wrong tokens from your address: try again in a minute.\n', 429)
    }
    c.header('www-authenticate', 'Bearer realm="dashboard"')
    if (!c.req.header('accept')?.includes('text/html')) return c.text('A token is needed.\n', 401)
    const { pathname, search } = new URL(c.req.url)
    return c.html(
      <SignInPage assets={assets.addresses} next={ownPath(pathname + search)} attempt="first" />,
      401,
    )
  })
  app.get('/login', (c) => c.redirect('/', 303))
}

function addressOf(c: Ask): string {
  return c.env?.incoming?.socket.remoteAddress ?? ''
}

/** Where to go after signing in: a place here, whatever the form says. */
function ownPath(next: string | null): string {
  const base = 'http://here'
  const url = next === null ? null : URL.parse(next, base)
  if (url === null || url.origin !== base || FORMS.includes(url.pathname)) return '/'
  return url.pathname.replace(/^\/+/, '/') + url.search
}
