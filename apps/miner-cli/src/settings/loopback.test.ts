import { expect, test } from 'vitest'
import { isLoopback } from './loopback.ts'

test.each([
  '127.0.0.1',
  '127.8.9.1',
  '::1',
  '[::1]',
  'localhost',
  'LOCALHOST',
  'node.localhost',
  '::ffff:127.0.0.1',
  new URL('http://[::FFFF:127.0.0.1]/').hostname,
])('%s is this machine', (host) => {
  expect(isLoopback(host)).toBe(true)
})

test.each([
  '0.0.0.0',
  '::',
  '10.0.0.1',
  '128.0.0.1',
  '127.example.org',
  '127.0.0.1.example.org',
  'localhost.example.org',
  'notlocalhost',
  '::2',
  '::ffff:10.0.0.1',
  '::ffff:8.8.8.8',
  '',
])('%s is another one, or none', (host) => {
  expect(isLoopback(host)).toBe(false)
})
