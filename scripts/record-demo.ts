// Records the answers of `pnpm miner backtest --demo` anew: after a change of prompts, presets or the demo's world run
// `node --conditions=@ig/source scripts/record-demo.ts`. A scripted model and scripted news answer on loopback.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { startContestants } from '../apps/miner-cli/src/backtest/run-contestants.ts'
import { DEMO_PORT, demoSettings } from '../apps/miner-cli/src/demo/demo-settings.ts'
import { DEMO_WORLD, type DemoQuestion, demoRows } from '../apps/miner-cli/src/demo/demo-world.ts'
import { createLog } from '../apps/miner-cli/src/output/create-log.ts'
import { resolveSettings } from '../apps/miner-cli/src/settings/resolve-settings.ts'
import { type ScriptedRole, scriptedRole } from '../packages/forecaster/src/testing/script-by-role.ts'
import type { ScriptedRequest } from '../packages/forecaster/src/testing/scripted-model-server.ts'

const PRESETS = ['standard', 'fast'] as const
const DAY_MS = 86_400_000
/** After every moment of the world: a cache believes an answer that was fetched later than it was asked for. */
const FETCHED_AT_MS = Date.UTC(2026, 8, 1)
/** How far each sample is from what the model believes, in logits. */
const NOISE = [0.25, -0.3, 0.1]

const logit = (p: number) => Math.log(p / (1 - p))
const fromLogit = (x: number) => Math.round(1e3 / (1 + Math.exp(-x))) / 1e3
const json = (value: unknown) => JSON.stringify(value)

const folder = mkdtempSync(join(tmpdir(), 'ig-demo-record-'))
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const isModel = request.method === 'POST'
    const body = isModel
      ? answerModel(Buffer.concat(chunks).toString())
      : feedFor(new URL(request.url ?? '/', 'http://demo').searchParams.get('q') ?? '')
    response.writeHead(200, { 'content-type': isModel ? 'application/json' : 'application/xml' }).end(body)
  })
})

try {
  await new Promise<void>((resolve) => server.listen(DEMO_PORT, '127.0.0.1', resolve))
  const { values } = resolveSettings({ flags: new Map(), env: {}, files: [], home: folder, cwd: folder })
  const settings = demoSettings(values, folder)
  const log = createLog(values, (text) => text, { write: (text) => process.stderr.write(text), color: false })
  const contestants = PRESETS.map((preset) => ({
    label: preset,
    settings: { ...settings, 'forecast.preset': preset },
  }))
  const job = { contestants, settings, concurrency: 1, isOffline: false, out: null, resume: false, log }
  const { failed, usage } = await startContestants(demoRows(), { ...job, report: null }).ended
  if (Object.keys(failed).length > 0) throw new Error(`questions failed: ${json(failed)}`)
  const cassette = { models: dump('models.sqlite'), news: dump('news.sqlite') }
  const file = fileURLToPath(new URL('../apps/miner-cli/src/demo/demo-cassette.json', import.meta.url))
  writeFileSync(file, `${JSON.stringify(cassette, null, 2)}\n`)
  console.log(`${usage.llmCalls} answers of the model and ${usage.newsCalls} of news are in ${file}`)
} finally {
  server.close()
  rmSync(folder, { recursive: true, force: true })
}

/** The answers of a cache by key; times that would be others in each recording are made one. */
function dump(name: string): Record<string, unknown> {
  const db = new DatabaseSync(join(folder, name), { readOnly: true })
  const rows = db.prepare('SELECT key, value FROM answers ORDER BY key').all()
  db.close()
  const entries = rows.map(({ key, value }) => [String(key), JSON.parse(String(value))] as const)
  return Object.fromEntries(
    entries
      // Keys of times, which are measured again.
      .filter(([, value]) => typeof value === 'object')
      .map(([key, value]) => [
        key,
        'fetchedAtMs' in value ? { ...value, fetchedAtMs: FETCHED_AT_MS } : value,
      ]),
  )
}

function questionIn(text: string): DemoQuestion {
  // Searches lose their marks on the way.
  const plain = (one: string) => one.toLowerCase().replaceAll(/[?,]/g, '')
  const words = plain(text)
  const found =
    DEMO_WORLD.find(({ question }) => words.includes(plain(question))) ??
    DEMO_WORLD.find(({ subject }) => words.includes(plain(subject)))
  if (found) return found
  throw new Error(`no question of the world: ${text.slice(0, 200)}`)
}

function answerModel(text: string): string {
  const body = JSON.parse(text) as ScriptedRequest['body'] & { readonly seed?: number }
  const prompt = body.messages.map(({ content }) => content).join('\n')
  const content = json(answerOf(questionIn(prompt), scriptedRole({ body }), { prompt, seed: body.seed ?? 1 }))
  const tokens = (length: number) => Math.ceil(length / 4)
  return json({
    id: 'demo',
    object: 'chat.completion',
    created: 0,
    model: body.model,
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
    usage: {
      prompt_tokens: tokens(prompt.length),
      completion_tokens: tokens(content.length),
      total_tokens: tokens(prompt.length) + tokens(content.length),
    },
  })
}

function answerOf(
  about: DemoQuestion,
  role: ScriptedRole,
  { prompt, seed }: { readonly prompt: string; readonly seed: number },
): unknown {
  const { subject, outside, belief, headlines } = about
  const count = prompt.match(/⟦article \d+, /g)?.length ?? 0
  const articles = Array.from({ length: count }, (_, index) => index + 1)
  switch (role) {
    case 'queries':
      return {
        subquestions: [about.for, about.against],
        queries: [`${subject} latest`, `${subject} doubts`],
      }
    case 'rate':
      return { ratings: articles.map((article) => ({ article, rating: 6 - (article % 3) })) }
    case 'summarise':
      return {
        summaries: articles.map((article) => ({
          article,
          summary: `Reports: ${headlineAt(prompt, article) ?? headlines[0]}.`,
        })),
      }
    case 'outside':
      return { reasoning: 'The share of comparable cases that came out yes.', probability: outside }
    case 'supervise':
      return { crux: about.against, reasoning: 'The particulars outweigh it.', probability: belief }
    case 'reason': {
      // Without notes and without an outside view less is made of the same news.
      const isShort = !prompt.includes('outside view gave')
      const bold = isShort ? 0.55 : 1
      const probability = fromLogit(bold * logit(belief) + (NOISE[(seed - 1) % NOISE.length] as number))
      return {
        for: [`${about.for.replace(/\.$/, '')} [1].`],
        against: [about.against],
        reasoning: `${about.for} ${about.against} Taken together this gives ${probability}.`,
        probability,
      }
    }
  }
}

/** The headline of an article as the prompt shows it. */
function headlineAt(prompt: string, article: number): string | undefined {
  return new RegExp(`⟦article ${article}, [^⟧]*⟧\\n([^\\n]*)`).exec(prompt)?.[1]
}

/** News of a question; the last one tells how it ended, and is dated later than anyone may know. */
function feedFor(query: string): string {
  const { id, headlines, late, asOf, cutoff } = questionIn(query)
  const items = headlines.map((title, index) => ({
    title,
    link: `https://news.example/${id}/${index + 1}`,
    atMs: Date.parse(asOf) - (2 + 3 * index) * DAY_MS,
  }))
  items.push({ title: late, link: `https://news.example/${id}/end`, atMs: Date.parse(cutoff) + DAY_MS })
  const text = items.map(
    ({ title, link, atMs }) =>
      `<item><title>${title} - The Demo Herald</title><link>${link}</link><pubDate>${new Date(atMs).toUTCString()}</pubDate><source url="https://news.example">The Demo Herald</source></item>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>News</title>${text.join('')}</channel></rss>`
}
