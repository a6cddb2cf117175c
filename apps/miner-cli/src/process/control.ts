import { randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { IgError } from '@ig/errors'
import { z } from 'zod'
import { refuseClosedFolder } from './refuse-closed-folder.ts'
import { replaceFile } from './replace-file.ts'

const controlFile = z.object({ pid: z.int(), port: z.int(), token: z.string() })

const ANSWER_MS = 5_000

/** The door by which `status` reaches a running miner. */
export interface ControlServer {
  close(): void
}

/**
 * Answers `GET /status` on loopback to whoever can read the file, which has mode 0600 and names port and token.
 * A file and a port serve where a Unix socket's path would be too long. What `status` throws is answered with 500 and
 * given to `onError`: a question about the miner must not end it.
 */
export async function serveControl(
  path: string,
  status: () => unknown,
  { onError }: { readonly onError: (error: unknown) => void },
): Promise<ControlServer> {
  const token = randomBytes(24).toString('base64url')
  const expected = Buffer.from(`Bearer ${token}`)
  const server = createServer((request, response) => {
    const given = Buffer.from(request.headers.authorization ?? '')
    const known = given.length === expected.length && timingSafeEqual(given, expected)
    const found = known && request.method === 'GET' && request.url === '/status'
    const text = found ? statusText() : '{}'
    response.writeHead(text === null ? 500 : found ? 200 : known ? 404 : 401, {
      'content-type': 'application/json',
      connection: 'close',
    })
    response.end(text ?? '{}')
  })

  function statusText(): string | null {
    try {
      return JSON.stringify(status())
    } catch (error) {
      onError(error)
      return null
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  replaceFile(path, JSON.stringify({ pid: process.pid, port, token }))
  server.unref()
  return {
    close: () => {
      rmSync(path, { force: true })
      server.close()
      server.closeAllConnections()
    },
  }
}

/**
 * Asks the miner of a data folder what it is doing.
 *
 * @throws IgError E_NOT_RUNNING where there is none, E_NOT_ANSWERING where it takes longer than 5 s or cannot tell,
 * E_OTHER_VERSION where what it says is not of the schema.
 * E_FOLDER_CLOSED where this user may not know, E_OTHER_VERSION where the answer is not of the schema.
 */
export async function askControl<Schema extends z.ZodType = z.ZodUnknown>(
  path: string,
  dataDir: string,
  schema?: Schema,
): Promise<z.output<Schema>> {
  refuseClosedFolder(dataDir)
  try {
    const { port, token } = controlFile.parse(JSON.parse(readFileSync(path, 'utf8')))
    const response = await fetch(`http://127.0.0.1:${port}/status`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    if (response.status === 500) {
      throw new IgError({
        code: 'E_NOT_ANSWERING',
        message: 'The miner of this data folder runs and cannot say what it is doing.',
        values: { dataDir },
        hint: 'Its log says why.',
      })
    }
    if (!response.ok) throw new Error(`The control port answered ${response.status}.`)
    return readAnswer(await response.json(), schema, dataDir)
  } catch (cause) {
    if (IgError.isInstance(cause)) throw cause
    if (cause instanceof DOMException && cause.name === 'TimeoutError') {
      throw new IgError({
        code: 'E_NOT_ANSWERING',
        message: 'The miner of this data folder runs and does not answer.',
        values: { dataDir, waitedMs: ANSWER_MS },
        hint: 'Look into its log; stop it and start it again.',
        cause,
      })
    }
    throw new IgError({
      code: 'E_NOT_RUNNING',
      message: 'No miner is running with this data folder.',
      values: { dataDir },
      hint: 'Start one with `pnpm miner start`, or name its folder with --data-dir.',
      cause,
    })
  }
}

function readAnswer<Schema extends z.ZodType>(
  answer: unknown,
  schema: Schema | undefined,
  dataDir: string,
): z.output<Schema> {
  const read = (schema ?? z.unknown()).safeParse(answer)
  if (read.success) return read.data as z.output<Schema>
  throw new IgError({
    code: 'E_OTHER_VERSION',
    message:
      'The running miner does not tell its status as this command reads it: one of them is of another version.',
    values: { dataDir, field: read.error.issues[0]?.path.join('.') },
    hint: 'Stop the miner and start it again with this version: `pnpm miner start`.',
    cause: read.error,
  })
}
