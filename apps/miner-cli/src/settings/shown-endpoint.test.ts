import { expect, test } from 'vitest'
import { maskValue } from './mask.ts'
import { settingsTable } from './settings-table.ts'
import { isPublicEndpoint, shownEndpoint } from './shown-endpoint.ts'

test.each([
  ['wss://node.example:444', 'wss://node.example:444'],
  ['wss://node.example/', 'wss://node.example'],
  ['ws://127.0.0.1:9944', 'ws://127.0.0.1:9944'],
  ['wss://user:canary@node.example', 'wss://node.example/…'],
  ['wss://canary@node.example', 'wss://node.example/…'],
  ['wss://node.example/canary', 'wss://node.example/…'],
  ['wss://node.example/?key=canary', 'wss://node.example/…'],
  ['wss://node.example#canary', 'wss://node.example/…'],
  ['wss://[canary', '…'],
])('%s is shown as %s', (endpoint, shown) => {
  expect(shownEndpoint(endpoint)).toBe(shown)
  expect(isPublicEndpoint(endpoint)).toBe(!endpoint.includes('canary'))
})

test.each(['subtensor.network', 'subtensor.chain_endpoint'])('%s is shown without keys', (name) => {
  const setting = settingsTable.find((one) => one.name === name)
  if (!setting) throw new Error(name)
  expect(maskValue(setting, 'wss://node.example/canary, ws://127.0.0.1:9944')).toBe(
    'wss://node.example/…, ws://127.0.0.1:9944',
  )
})
