import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { refuseAddress, refuseUrl } from './address-policy.ts'
import { type ResolveName, safeFetch } from './safe-fetch.ts'

const signal = new AbortController().signal
const strict = { allowPrivateHosts: false }
const lenient = { allowPrivateHosts: true }

describe('addresses', () => {
  const never = [
    'http://169.254.169.254/latest/meta-data',
    'http://[fd00:ec2::254]/',
    'http://[::ffff:169.254.169.254]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[2002:a9fe:a9fe::1]/',
    'http://[::169.254.169.254]/',
    'http://[fe80::1]/',
    'http://2852039166/',
    'http://0xa9fea9fe/',
    'http://0251.0376.0251.0376/',
    'http://169.254.43518/',
    'http://metadata.google.internal/',
    'http://metadata.google.internal./',
    'http://METADATA.google.internal/',
    'http://metadata/',
    'http://100.100.100.200/',
    'http://168.63.129.16/',
    'http://224.0.0.1/',
    'http://[ff02::1]/',
    'http://255.255.255.255/',
    'https://user@example.com/',
    'https://user:secret@example.com/',
    'file:///etc/passwd',
    'data:text/html,hello',
    'gopher://example.com/',
    'javascript:alert(1)',
    'ftp://example.com/',
  ]
  test.each(never)('%s is never fetched', (address) => {
    expect(refuseUrl(new URL(address), strict)).not.toBeNull()
    expect(refuseUrl(new URL(address), lenient)).not.toBeNull()
  })

  const locals = [
    'http://127.0.0.1/',
    'http://127.1/',
    'http://0x7f.1/',
    'http://2130706433/',
    'http://017700000001/',
    'http://0.0.0.0/',
    'http://0/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://172.31.255.255/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://198.18.0.1/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[fc00::1]/',
    'http://[fd12:3456::1]/',
    'http://localhost/',
    'http://foo.localhost/',
    'http://LOCALHOST./',
    'http://printer.local/',
    'http://db.internal/',
    'http://intranet/',
    'https://example.com:22/',
    'https://example.com:8443/',
  ]
  test.each(locals)('%s is fetched only where private hosts are allowed', (address) => {
    expect(refuseUrl(new URL(address), strict)).not.toBeNull()
    expect(refuseUrl(new URL(address), lenient)).toBeNull()
  })

  test.each([
    'https://example.com/',
    'http://example.com:443/',
    'https://8.8.8.8/',
    'http://[2606:4700::1111]/',
    'http://[::ffff:8.8.8.8]/',
    'http://172.32.0.1/',
  ])('%s is fetched', (address) => {
    expect(refuseUrl(new URL(address), strict)).toBeNull()
  })

  test.each(['', 'localhost', '1.2.3', 'fe80::1%eth0', '1.2.3.4%x'])('%j is no address', (address) => {
    expect(refuseAddress(address, lenient)).toBe('no address')
  })
})

describe('over real sockets', () => {
  const closing: (() => void)[] = []
  afterEach(() => {
    for (const close of closing.splice(0)) close()
  })

  async function serve(answer: (request: IncomingMessage, response: ServerResponse, port: number) => void) {
    const seen: string[] = []
    const server = createServer((request, response) => {
      seen.push(`${request.headers.host}${request.url}`)
      answer(request, response, (server.address() as AddressInfo).port)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(() => {
      server.closeAllConnections()
      server.close()
    })
    const { port } = server.address() as AddressInfo
    return { port, url: `http://127.0.0.1:${port}/`, seen }
  }

  const html = (response: ServerResponse, body: string | Buffer = '<p>hello</p>', headers = {}) =>
    response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(body)

  function resolving(...answers: readonly string[][]): ResolveName & { count: number } {
    const resolve = async () => {
      const addresses = answers[Math.min(resolve.count, answers.length - 1)] ?? []
      resolve.count += 1
      return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    }
    resolve.count = 0
    return resolve
  }

  const code = (work: Promise<unknown>) =>
    work.then(
      () => 'fetched',
      (error: { code?: string }) => error.code,
    )

  test('gives the page', async () => {
    const { url } = await serve((_request, response) => html(response))
    const page = await safeFetch(url, { ...lenient, signal })
    expect(page).toMatchObject({ url, contentType: 'text/html' })
    expect(page.bytes.toString()).toBe('<p>hello</p>')
  })

  test('a name that leads to a private address is refused before a connection', async () => {
    const { seen } = await serve((_request, response) => html(response))
    const to = (...addresses: string[]) =>
      code(safeFetch('http://news.example/', { ...strict, signal, resolveName: resolving(addresses) }))
    expect(await to('127.0.0.1')).toBe('E_NEWS_FETCH_REFUSED')
    expect(await to('::ffff:127.0.0.1')).toBe('E_NEWS_FETCH_REFUSED')
    expect(await to('93.184.216.34', '10.0.0.1')).toBe('E_NEWS_FETCH_REFUSED')
    expect(await to('169.254.169.254')).toBe('E_NEWS_FETCH_REFUSED')
    expect(await to()).toBe('E_NEWS_FETCH_UNREACHABLE')
    expect(seen).toEqual([])
  })

  test('a metadata address is refused by name too, where private hosts are allowed', async () => {
    const resolveName = resolving(['169.254.169.254'])
    expect(await code(safeFetch('http://news.example/', { ...lenient, signal, resolveName }))).toBe(
      'E_NEWS_FETCH_REFUSED',
    )
  })

  test('the address that was checked is the one that is connected to', async () => {
    const { port, seen } = await serve((_request, response) => html(response))
    // A second answer of the name server would lead elsewhere: nobody asks for it.
    const resolveName = resolving(['127.0.0.1'], ['169.254.169.254'])
    const page = await safeFetch(`http://news.example:${port}/a`, { ...lenient, signal, resolveName })
    expect(page.bytes.toString()).toBe('<p>hello</p>')
    expect(resolveName.count).toBe(1)
    expect(seen).toEqual([`news.example:${port}/a`])
  })

  test.each([
    'http://169.254.169.254/latest',
    'http://[fd00:ec2::254]/',
    'http://metadata.google.internal/',
    'http://user:pass@news.example/',
    'file:///etc/passwd',
    'data:text/html,x',
    'gopher://127.0.0.1/',
    '//169.254.169.254/',
    'http://2852039166/',
  ])('a redirect to %s is refused', async (location) => {
    const { url, seen } = await serve((_request, response) => response.writeHead(302, { location }).end())
    expect(await code(safeFetch(url, { ...lenient, signal }))).toBe('E_NEWS_FETCH_REFUSED')
    expect(seen).toHaveLength(1)
  })

  test('a redirect to a name that leads to a metadata address is refused', async () => {
    const { url } = await serve((_request, response) =>
      response.writeHead(302, { location: 'http://rebound.example/' }).end(),
    )
    const resolveName = resolving(['169.254.169.254'])
    expect(await code(safeFetch(url, { ...lenient, signal, resolveName }))).toBe('E_NEWS_FETCH_REFUSED')
  })

  test('five redirects are followed, six are not', async () => {
    const { url } = await serve((request, response) => {
      const left = Number(request.url?.slice(1))
      if (left === 0) html(response)
      else response.writeHead(301, { location: `/${left - 1}` }).end()
    })
    expect(await code(safeFetch(`${url}5`, { ...lenient, signal }))).toBe('fetched')
    expect(await code(safeFetch(`${url}6`, { ...lenient, signal }))).toBe('E_NEWS_FETCH_REDIRECT')
  })

  test('what is no text, no success or too long is refused', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/pdf') response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF')
      else if (request.url === '/untyped') response.writeHead(200).end('x')
      else if (request.url === '/404') response.writeHead(404, { 'content-type': 'text/html' }).end('x')
      else html(response, 'x'.repeat(300_000))
    })
    const at = (path: string) =>
      code(safeFetch(`${url}${path}`, { ...lenient, signal, limits: { maxBytes: 200_000 } }))
    expect(await at('pdf')).toBe('E_NEWS_FETCH_TYPE')
    expect(await at('untyped')).toBe('E_NEWS_FETCH_TYPE')
    expect(await at('404')).toBe('E_NEWS_FETCH_STATUS')
    expect(await at('long')).toBe('E_NEWS_FETCH_TOO_LARGE')
  })

  test('a bomb is given up while it is inflated', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000))
    const { url } = await serve((_request, response) => html(response, bomb, { 'content-encoding': 'gzip' }))
    const before = process.memoryUsage().rss
    expect(await code(safeFetch(url, { ...lenient, signal }))).toBe('E_NEWS_FETCH_TOO_LARGE')
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  })

  test('an endless answer ends at the time limit', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      const timer = setInterval(() => response.write('<p>'), 10)
      response.on('close', () => clearInterval(timer))
    })
    expect(await code(safeFetch(url, { ...lenient, signal, limits: { timeoutMs: 200 } }))).toBe(
      'E_NEWS_FETCH_TIMEOUT',
    )
  })

  test('the caller can give up', async () => {
    const { url } = await serve(() => {})
    const controller = new AbortController()
    const work = safeFetch(url, { ...lenient, signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(work).rejects.toThrow('enough')
  })

  test('proxy settings of the environment play no part', async () => {
    const proxy = await serve((_request, response) => html(response, 'from the proxy'))
    const { url } = await serve((_request, response) => html(response))
    const saved = { ...process.env }
    Object.assign(process.env, { http_proxy: proxy.url, HTTP_PROXY: proxy.url, NODE_USE_ENV_PROXY: '1' })
    try {
      expect((await safeFetch(url, { ...lenient, signal })).bytes.toString()).toBe('<p>hello</p>')
    } finally {
      process.env = saved
    }
    expect(proxy.seen).toEqual([])
  })
})
