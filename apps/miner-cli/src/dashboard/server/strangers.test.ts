import { expect, test } from 'vitest'
import { appForTest, BROWSER } from '../testing/app-for-test.ts'

const app = appForTest({ hosts: ['miner.example'] })
const status = async (path: string, init: RequestInit) => (await app.request(path, init)).status

test('what is served says that nothing is loaded, framed, kept or run but its own', async () => {
  const { headers } = await app.request('/', { headers: BROWSER })
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  )
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cache-control')).toBe('no-store')
})

test.each(['/', '/events', '/logs', '/metrics', '/healthz', '/assets/x.css', '/nothing'])(
  'a name that was made to resolve to this machine is refused at %s',
  async (path) => {
    for (const host of [
      'evil.example',
      'evil.example:8092',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      '',
    ]) {
      const response = await app.request(path, { headers: { ...BROWSER, host } })
      expect(response.status, host).toBe(403)
      expect(await response.text()).not.toContain('<')
    }
  },
)

test.each([
  '127.0.0.1',
  '127.0.0.1:9000',
  'localhost:8092',
  'LOCALHOST',
  '[::1]:8092',
  'miner.example',
  'Miner.Example:443',
])('our own name %s is answered, whatever port a tunnel has', async (host) => {
  expect(await status('/', { headers: { ...BROWSER, host } })).toBe(200)
})

test('on all addresses any address is ours, and still no foreign name', async () => {
  const everywhere = appForTest({ ip: '0.0.0.0' })
  const answer = async (host: string) =>
    (await everywhere.request('/', { headers: { ...BROWSER, host } })).status
  expect(await answer('192.168.1.5:8092')).toBe(200)
  expect(await answer('[fd00::5]:8092')).toBe(200)
  expect(await answer('evil.example:8092')).toBe(403)
})

test('another site may link to a page, and neither embed, frame, fetch nor post to it', async () => {
  const foreign = { ...BROWSER, 'sec-fetch-site': 'cross-site' }
  expect(await status('/events', { headers: foreign })).toBe(200)
  expect(await status('/events', { headers: { ...foreign, 'sec-fetch-dest': 'iframe' } })).toBe(403)
  expect(
    await status('/metrics', {
      headers: { ...foreign, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
    }),
  ).toBe(403)
  // Another port of this machine is another site, too.
  const neighbour = {
    ...BROWSER,
    'sec-fetch-site': 'same-site',
    'sec-fetch-mode': 'cors',
    'sec-fetch-dest': 'empty',
  }
  expect(await status('/metrics', { headers: neighbour })).toBe(403)
  expect(await status('/metrics', { headers: { host: 'localhost', origin: 'http://localhost:3000' } })).toBe(
    403,
  )
  expect(await status('/metrics', { headers: { host: 'localhost' } })).toBe(200)
})

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
  '%s changes nothing: there is only something to read',
  async (method) => {
    const headers = { ...BROWSER, origin: 'http://127.0.0.1:8092', 'sec-fetch-site': 'same-origin' }
    expect(await status('/events', { method, headers })).toBe(405)
  },
)

test.each([
  '/assets/../../../package.json',
  '/assets/..%2f..%2fpackage.json',
  '/assets/%2e%2e/%2e%2e/etc/passwd',
  '/assets/dashboard.css',
  '/assets/%00',
  '/..%5c..%5cminer.db',
  '//etc/passwd',
])('the path %s leads to no file', async (path) => {
  const response = await app.request(`http://127.0.0.1:8092${path}`, { headers: BROWSER })
  expect(response.status).toBe(404)
  expect(await response.text()).toContain('There is no such page.')
})

test('what a page throws is told to the log, and not to whoever looks', async () => {
  const told: unknown[] = []
  const failing = appForTest({
    onError: (error) => told.push(error),
    pages: [
      {
        path: '/',
        title: 'Now',
        nav: true,
        refreshMs: 1_000,
        render() {
          throw new Error('at /home/me/secret.ts')
        },
      },
    ],
  })
  const response = await failing.request('/', { headers: BROWSER })
  expect(response.status).toBe(500)
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await response.text()).not.toContain('secret.ts')
  expect(told).toHaveLength(1)
})
