import { serveOnLoopback } from './serve-on-loopback.ts'

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
  const baseUrl = await serveOnLoopback(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    bodies.push(JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>)
    response.writeHead(reply.status, reply.headers).end('ok')
  })
  return {
    url: `${baseUrl}/hook/canary-path`,
    bodies,
    answer(status, headers = {}) {
      reply = { status, headers }
    },
  }
}
