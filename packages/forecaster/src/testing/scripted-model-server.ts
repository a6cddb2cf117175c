import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ScriptedRole, scriptByRole, scriptedRole } from './script-by-role.ts'

export { type ScriptedRole, scriptByRole, scriptedRole }

/** A request as the server received it. */
export interface ScriptedRequest {
  readonly path: string
  readonly authorization: string | undefined
  readonly headers: IncomingHttpHeaders
  /** The parsed body of the chat completion request. */
  readonly body: {
    readonly model: string
    readonly messages: readonly { readonly role: string; readonly content: string }[]
    readonly [key: string]: unknown
  }
}

/** What the server does with a request. */
export type ScriptedAnswer =
  | {
      /** The assistant's message. */
      readonly content: string
      readonly finishReason?: string
      readonly refusal?: string
      readonly usage?: { readonly inputTokens: number; readonly outputTokens: number } | null
    }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  /** Holds the request open until the client goes away. */
  | 'hang'
  /** Cuts the connection without a word. */
  | 'reset'

export interface ScriptedModelServer {
  /** To be given as `baseUrl` or OPENAI_BASE_URL. */
  readonly baseUrl: string
  readonly requests: readonly ScriptedRequest[]
  /** Requests whose client went away before an answer. */
  readonly abandoned: () => number
  close(): Promise<void>
}

/**
 * A model provider for tests: an OpenAI-compatible chat completions server on loopback that answers by a script.
 * `answer` gets each request and its number, from 0.
 *
 * @example
 * const server = await startScriptedModelServer(() => ({ content: '{"probability": 0.7}' }))
 */
export async function startScriptedModelServer(
  answer: (request: ScriptedRequest, index: number) => ScriptedAnswer | Promise<ScriptedAnswer>,
): Promise<ScriptedModelServer> {
  const requests: ScriptedRequest[] = []
  let abandoned = 0
  const server = createServer(async (incoming, response) => {
    response.on('close', () => {
      if (!response.writableEnded) abandoned++
    })
    const request = await readRequest(incoming)
    if (request === null) {
      response.writeHead(400).end()
      return
    }
    const index = requests.push(request) - 1
    const scripted = await answer(request, index)
    if (scripted === 'hang') return
    if (scripted === 'reset') incoming.socket.destroy()
    else reply(response, request, scripted)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    abandoned: () => abandoned,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

async function readRequest(incoming: IncomingMessage): Promise<ScriptedRequest | null> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  try {
    const body = JSON.parse(Buffer.concat(chunks).toString())
    const { url = '', headers } = incoming
    return { path: url, authorization: headers.authorization, headers, body }
  } catch {
    // Not a chat completion: the client is told so.
    return null
  }
}

function reply(
  response: ServerResponse,
  { body }: ScriptedRequest,
  answer: Exclude<ScriptedAnswer, string>,
): void {
  if ('status' in answer) {
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}))
    return
  }
  const {
    content,
    finishReason = 'stop',
    refusal = null,
    usage = { inputTokens: 200, outputTokens: 50 },
  } = answer
  const choice = { index: 0, finish_reason: finishReason, message: { role: 'assistant', content, refusal } }
  const tokens = usage && {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
  }
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(
    JSON.stringify({
      id: 'chatcmpl-scripted',
      object: 'chat.completion',
      created: 0,
      model: body.model,
      choices: [choice],
      ...(tokens && { usage: tokens }),
    }),
  )
}
