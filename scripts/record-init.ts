// Records docs/init.md anew from a real run of `pnpm miner init` on a pseudo terminal:
// `node --conditions=@ig/source scripts/record-init.ts`. The chain is the one in memory at ws://127.0.0.1:9944, or with
// SUBTENSOR_CHAINSPEC the real runtime. Written are docs/init.cast (asciicast v2), docs/init.svg and the text.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { PTY_BRIDGE } from '../apps/miner-cli/src/testing/pty-bridge.ts'
import { startScriptedModelServer } from '../packages/forecaster/src/testing/scripted-model-server.ts'
import {
  createInMemoryChain,
  SUBNET_OWNER_COLDKEY,
  serveInMemoryChain,
  startRealChain,
} from '../packages/subtensor-client/src/testing/index.ts'
import { screenSvg, terminalScreen } from './terminal-screen.ts'

const NODE_PORT = 9944
const KEY_EVERY_MS = 45
const THINKING_MS = 500
const DOWN = '\u001b[B'
const CTRL_C = '\u0003'
const PASSWORD = 'correct horse battery'

interface Typed {
  readonly see: string
  readonly type: string
}

const root = fileURLToPath(new URL('..', import.meta.url))
const inDocs = (name: string) => join(root, 'docs', name)
const home = mkdtempSync(join(tmpdir(), 'ig-record-init-'))

/** A node for `--subtensor.network local`, or the real runtime wherever it listens. */
async function openNode() {
  const real = await startRealChain({ fund: [{ ss58: SUBNET_OWNER_COLDKEY, tao: 1_000 }] })
  if (real !== null) return { what: 'the real runtime', endpoint: real.endpoint, close: () => real.close() }
  const chain = createInMemoryChain({ fund: [{ ss58: SUBNET_OWNER_COLDKEY, tao: 1_000 }] })
  const node = await serveInMemoryChain(chain, { port: NODE_PORT })
  return {
    what: 'the chain in memory',
    endpoint: node.endpoint,
    close: async () => {
      chain.close()
      await node.close()
    },
  }
}

const isAtHome = (endpoint: string) => endpoint.endsWith(`:${NODE_PORT}`)

function answersFor(endpoint: string, modelUrl: string): Typed[] {
  return [
    { see: 'Which network?', type: isAtHome(endpoint) ? `${DOWN_TO_LOCAL}\r` : `${DOWN}${DOWN}\r` },
    ...(isAtHome(endpoint) ? [] : [{ see: 'The address of the node', type: `${endpoint}\r` }]),
    { see: 'Which subnet', type: '2\r' },
    { see: 'Which wallet?', type: '\r' },
    { see: 'A new password', type: `${PASSWORD}\r` },
    { see: 'Once more', type: `${PASSWORD}\r` },
    { see: 'The port', type: '\r' },
    { see: 'What do you have a key for?', type: `${DOWN}${DOWN} \r` },
    { see: 'The address of the server', type: `${modelUrl}\r` },
    { see: 'The name of its model', type: 'llama-3\r' },
    { see: 'Type yes to go on', type: 'yes\r' },
    { see: 'Start the miner now?', type: '\r' },
  ]
}

const DOWN_TO_LOCAL = '\u001b[A'

/** Types the answers as somebody would; gives what was written to the terminal, and when. */
function record(answers: readonly Typed[]): Promise<{ events: [number, string][]; exitCode: number | null }> {
  const command = [process.execPath, join(root, 'apps/miner-cli/dist/bin.js'), 'init']
  const child = spawn('python3', ['-c', PTY_BRIDGE, ...command], {
    cwd: home,
    env: { HOME: home, PATH: process.env.PATH, TERM: 'xterm-256color' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const startedAt = performance.now()
  const events: [number, string][] = []
  const pending = [...answers, { see: 'ready: axon', type: CTRL_C }]
  let seen = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    events.push([(performance.now() - startedAt) / 1_000, text])
    seen += stripVTControlCharacters(text)
    const [next] = pending
    if (next === undefined || !seen.includes(next.see)) return
    pending.shift()
    seen = ''
    void type(next.type)
  })
  async function type(text: string) {
    await new Promise((resolve) => setTimeout(resolve, THINKING_MS))
    for (const key of text.startsWith('\u001b') ? [text] : text) {
      child.stdin.write(key)
      await new Promise((resolve) => setTimeout(resolve, KEY_EVERY_MS))
    }
  }
  return new Promise((resolve) => {
    child.on('close', (exitCode) => resolve({ events, exitCode }))
  })
}

/** Neither this machine's folders nor a phrase, be it worth nothing, are for a page that is published. */
function published(text: string): string {
  return text
    .replaceAll(home, '/home/you/infinite-games')
    .replaceAll(/^( {2})(?:[a-z]+ ){11}[a-z]+$/gm, `$1${Array(12).fill('word').join(' ')}`)
}

/** Chunks are joined until nothing that is to be replaced can be cut by their border. */
function publishedEvents(events: readonly [number, string][]): [number, string][] {
  const whole = published(events.map(([, text]) => text).join(''))
  const joined: [number, string][] = []
  for (const [at, text] of events) {
    const last = joined.at(-1)
    if (last !== undefined && !last[1].endsWith('\n') && !last[1].endsWith('h')) last[1] += text
    else joined.push([at, text])
  }
  const clean = joined.map(([at, text]): [number, string] => [Math.round(at * 1e3) / 1e3, published(text)])
  if (clean.map(([, text]) => text).join('') !== whole)
    throw new Error('A chunk cut something that had to go.')
  return clean
}

/** Puts a block between two marks of the page. */
function intoPage(mark: string, block: string): void {
  const page = inDocs('init.md')
  const between = new RegExp(`(<!-- ${mark} -->\\n)[^]*?(<!-- /${mark} -->)`)
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(between, (_, open, close) => `${open}${block}\n${close}`),
  )
}

execFileSync(process.execPath, [join(root, 'scripts/build-stale-cli.mjs')], { cwd: root })
const node = await openNode()
const model = await startScriptedModelServer(() => ({ content: 'yes' }))
try {
  const answers = answersFor(node.endpoint, model.baseUrl)
  const { events, exitCode } = await record(answers)
  const readyAt = events.find(([, text]) => text.includes('ready: axon'))?.[0] ?? Number.NaN
  process.stdout.write(
    `${node.what}: ${answers.length} answers, ready after ${readyAt.toFixed(1)} s, exit ${exitCode}\n`,
  )
  if (exitCode !== 0 || Number.isNaN(readyAt)) {
    process.stdout.write(events.map(([, text]) => text).join(''))
    process.exitCode = 1
  } else if (isAtHome(node.endpoint)) {
    const clean = [[0, '$ pnpm miner init\r\n'] as [number, string], ...publishedEvents(events)]
    const header = { version: 2, width: 80, height: 40, title: 'pnpm miner init' }
    const lines = clean.map(([at, text]) => JSON.stringify([at, 'o', text]))
    writeFileSync(inDocs('init.cast'), `${[JSON.stringify(header), ...lines].join('\n')}\n`)
    const screen = terminalScreen(clean.map(([, text]) => text).join(''))
    const summary = `${answers.length} answers; the miner served ${Math.ceil(readyAt)} seconds after the first line.`
    intoPage('recorded', `${summary}\n\n\`\`\`text\n${screen.join('\n').trimEnd()}\n\`\`\``)
    const file = readFileSync(join(home, 'ig.toml'), 'utf8')
    intoPage('file', `\`\`\`toml\n${published(file).trimEnd()}\n\`\`\``)
    writeFileSync(inDocs('init.svg'), screenSvg(screen, { title: 'A run of pnpm miner init' }))
  }
} finally {
  await model.close()
  await node.close()
  rmSync(home, { recursive: true, force: true })
}
// What is idle still holds the event loop.
process.exit()
