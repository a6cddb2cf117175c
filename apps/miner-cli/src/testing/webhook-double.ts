import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A webhook of this machine, which keeps what is posted. */
export interface WebhookDouble {
  readonly url: string
  readonly bodies: Record<string, unknown>[]
  /** With what it answers from now on. */
  answer(status: number, headers?: Record<string, string>): void
}

/** Listens on loopback until the test is over. */
export async function openWebhookDouble(): Promise<WebhookDouble> {
  const bodies: Record<string, unknown>[] = []
  let reply: { status: number; headers: Record<string, string> } = { status: 200, headers: {} }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    bodies.push(JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>)
    response.writeHead(reply.status, reply.headers).end('ok')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/canary-path`,
    bodies,
    answer(status, headers = {}) {
      reply = { status, headers }
    },
  }
}
