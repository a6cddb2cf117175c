import { expect, test } from 'vitest'
import { appForTest, BROWSER } from '../testing/app-for-test.ts'

const TOKEN = '0123456789abcdef'
const ORIGIN = 'http://127.0.0.1:8092'

function signInForm(token: string, next = '/events', headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { ...BROWSER, origin: ORIGIN, 'sec-fetch-site': 'same-origin', ...headers },
    body: new URLSearchParams({ token, next }),
  }
}

test.each([
  '/',
  '/events',
  '/events/1',
  '/calibration',
  '/spend',
  '/validators',
  '/logs',
  '/metrics',
  '/nothing',
  '/assets/nothing.js',
  '/assets/deeper/nothing.js',
])('%s is shown to nobody without the token', async (path) => {
  const app = appForTest({ token: TOKEN })
  for (const headers of [
    BROWSER,
    { ...BROWSER, authorization: 'Bearer wrong' },
    { ...BROWSER, authorization: `Basic ${TOKEN}` },
    { ...BROWSER, cookie: 'ig_dashboard_8092=guessed' },
    { host: BROWSER.host, accept: 'text/event-stream' },
  ]) {
    const response = await app.request(path, { headers })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="dashboard"')
    expect(await response.text()).not.toMatch(/finney|ig_up/)
  }
  const byAddress = await app.request(`${path}?token=${TOKEN}`, { headers: BROWSER })
  expect(byAddress.status).toBe(401)
  const shown = await app.request(path, { headers: { ...BROWSER, authorization: `Bearer ${TOKEN}` } })
  expect(shown.status).not.toBe(401)
})

test('the form to sign in has its looks without a token', async () => {
  const app = appForTest({ token: TOKEN })
  const form = await (await app.request('/', { headers: BROWSER })).text()
  const addresses = form.match(/\/assets\/[\w.-]+/g) ?? []
  expect(addresses).toHaveLength(3)
  for (const address of addresses) {
    expect((await app.request(address, { headers: { host: BROWSER.host } })).status, address).toBe(200)
  }
})

test('probes need no token and carry no data', async () => {
  const app = appForTest({ token: TOKEN })
  const healthy = await app.request('/healthz', { headers: { host: 'localhost' } })
  const ready = await app.request('/readyz', { headers: { host: 'localhost' } })
  expect([healthy.status, await healthy.text(), ready.status, await ready.text()]).toEqual([
    200,
    'ok\n',
    200,
    'ok\n',
  ])
})

test('the form gives a session, which is not the token and which scripts and other sites do not get', async () => {
  const app = appForTest({ token: TOKEN })
  const response = await app.request('/login', signInForm(TOKEN))
  expect([response.status, response.headers.get('location')]).toEqual([303, '/events'])
  const cookie = response.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^ig_dashboard_8092=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(cookie).not.toContain(TOKEN)
  const session = { ...BROWSER, cookie: cookie.split(';')[0] ?? '' }
  expect((await app.request('/', { headers: session })).status).toBe(200)
  const signedOut = await app.request('/logout', {
    method: 'POST',
    headers: { ...session, origin: ORIGIN, 'sec-fetch-site': 'same-origin' },
  })
  expect(signedOut.status).toBe(303)
  expect((await app.request('/', { headers: session })).status).toBe(401)
})

test('behind a proxy with TLS the cookie is kept from plain connections', async () => {
  const app = appForTest({ token: TOKEN, hosts: ['miner.example'] })
  const headers = { host: 'miner.example', origin: 'https://miner.example' }
  const response = await app.request('/login', signInForm(TOKEN, '/', headers))
  expect(response.headers.get('set-cookie')).toContain('Secure')
})

test('a form of another site signs nobody in or out', async () => {
  const app = appForTest({ token: TOKEN })
  for (const headers of [
    { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-site' },
    { origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' },
  ]) {
    const response = await app.request('/login', signInForm(TOKEN, '/', headers))
    expect([response.status, response.headers.get('set-cookie')]).toEqual([403, null])
  }
  const unsaid = await app.request('/login', {
    method: 'POST',
    headers: { host: BROWSER.host },
    body: new URLSearchParams({ token: TOKEN }),
  })
  expect(unsaid.status).toBe(403)
})

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  '////evil.example/x',
])('after signing in nobody is sent to %s', async (next) => {
  const app = appForTest({ token: TOKEN })
  const location = (await app.request('/login', signInForm(TOKEN, next))).headers.get('location') ?? ''
  expect(new URL(location, ORIGIN).origin).toBe(ORIGIN)
  expect(location).toMatch(/^\/(?![/\\])/)
})

test('the token is not to be guessed: after ten wrong ones a minute passes, and forms and programs are told', async () => {
  let nowMs = 0
  const app = appForTest({ token: TOKEN, nowMs: () => nowMs })
  for (let attempt = 0; attempt < 10; attempt++) {
    expect((await app.request('/login', signInForm(`wrong ${attempt}`))).status).toBe(401)
  }
  const refused = await app.request('/login', signInForm(TOKEN))
  expect([refused.status, refused.headers.get('set-cookie')]).toEqual([429, null])
  expect(refused.headers.get('retry-after')).toBe('60')
  const program = { headers: { host: BROWSER.host, authorization: `Bearer ${TOKEN}` } }
  const scrape = await app.request('/metrics', program)
  expect([scrape.status, scrape.headers.get('retry-after')]).toEqual([429, '60'])
  expect(await scrape.text()).toContain('Too many wrong tokens')
  nowMs += 60_000
  expect((await app.request('/login', signInForm(TOKEN))).status).toBe(303)
  expect((await app.request('/metrics', program)).status).toBe(200)
})

test("the form's own address leads to the first page, before and after signing in", async () => {
  const app = appForTest({ token: TOKEN })
  const form = await app.request('/login', { headers: BROWSER })
  expect(await form.text()).toContain('name="next" value="/"')
  const response = await app.request('/login', signInForm(TOKEN, '/login'))
  expect(response.headers.get('location')).toBe('/')
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  const again = await app.request('/login', { headers: { ...BROWSER, cookie } })
  expect([again.status, again.headers.get('location')]).toEqual([303, '/'])
})

test('a session ends after twelve hours', async () => {
  let nowMs = 0
  const app = appForTest({ token: TOKEN, nowMs: () => nowMs })
  const response = await app.request('/login', signInForm(TOKEN))
  const headers = { ...BROWSER, cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' }
  nowMs += 12 * 3_600_000 - 1
  expect((await app.request('/logs', { headers })).status).toBe(200)
  nowMs += 1
  expect((await app.request('/logs', { headers })).status).toBe(401)
})

test('a form that is too long is not read', async () => {
  const app = appForTest({ token: TOKEN })
  expect((await app.request('/login', signInForm('x'.repeat(5_000)))).status).toBe(413)
})
