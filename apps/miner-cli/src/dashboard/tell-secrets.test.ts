import { expect, test } from 'vitest'
import { tellSecrets } from './tell-secrets.ts'
import type { ToWorker } from './worker-messages.ts'

test('the dashboard hears of a new secret before what may hold it, and once', () => {
  const posted: ToWorker[] = []
  const secrets = ['old secret']
  const known = () => ({ secrets: [...secrets], fingerprints: [] })
  const post = tellSecrets((message) => posted.push(message), { known, told: known() })
  const message: ToWorker = { kind: 'metrics', id: 1, metrics: null }
  post(message)
  secrets.push('new secret')
  post(message)
  post(message)
  expect(posted).toEqual([
    message,
    { kind: 'known', known: { secrets: ['old secret', 'new secret'], fingerprints: [] } },
    message,
    message,
  ])
})
