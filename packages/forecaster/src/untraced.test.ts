import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { FakeListChatModel } from '@langchain/core/utils/testing'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createForecaster } from './create-forecaster.ts'

const chunks: Buffer[] = []
const received = () => Buffer.concat(chunks).toString()
let tracer: Server

beforeAll(async () => {
  tracer = createServer((request, response) => {
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => response.end('{}'))
  })
  await new Promise<void>((resolve) => tracer.listen(0, '127.0.0.1', resolve))
  vi.stubEnv('LANGSMITH_TRACING', 'true')
  vi.stubEnv('LANGCHAIN_TRACING_V2', 'true')
  vi.stubEnv('LANGSMITH_ENDPOINT', `http://127.0.0.1:${(tracer.address() as AddressInfo).port}`)
  vi.stubEnv('LANGSMITH_API_KEY', 'x')
  vi.stubEnv('LANGSMITH_DISABLE_RUN_COMPRESSION', 'true')
})
afterAll(() => {
  vi.unstubAllEnvs()
  tracer.closeAllConnections()
  tracer.close()
})

const model = new FakeListChatModel({ responses: ['{"probability": 0.9}'] })

test('nothing is traced because a variable happens to be set, only where it is asked for', async () => {
  const started: string[] = []
  const callbacks = [{ handleChatModelStart: () => void started.push('model') }]
  await createForecaster({ model }).invoke({ question: 'Will it stay private?' }, { callbacks })
  expect(started).toHaveLength(3)

  await createForecaster({ model, tracing: true }).invoke({ question: 'Will it be traced?' })
  await vi.waitFor(() => expect(received()).toContain('Will it be traced?'), 15_000)
  expect(received()).not.toContain('Will it stay private?')
})
