// Installs @ig/forecaster as a stranger would, packed and alone in an empty project, and checks that it type-checks,
// runs the README's first example against a scripted model, by @langchain/openai too, brings no package of the chain,
// and loads no provider's package before a model is asked; says how long the import takes (median of 5 warm ones).
// Installs from the store that the workspace's own install has filled.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const IMPORT_BAR_MS = 400
const PACKAGES = ['errors', 'scoring', 'forecaster']
const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'ig-alone-'))
const project = join(folder, 'project')

function run(file, args, options = {}) {
  const { status, stdout, stderr } = spawnSync(file, args, { cwd: project, encoding: 'utf8', ...options })
  if (status === 0) return stdout
  throw new Error(`${file} ${args.join(' ')} failed:\n${stdout}${stderr}`)
}
const check = (what, ok) => {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${what}`)
  if (!ok) process.exitCode = 1
}

/** The package as a file, built from its sources. */
function pack(name) {
  const cwd = join(root, 'packages', name)
  run('pnpm', ['pack', '--pack-destination', folder], { cwd })
  const file = readdirSync(folder).find((entry) => entry.startsWith(`ig-${name}-`))
  return `file:${join(folder, file)}`
}

function writeProject() {
  const packed = Object.fromEntries(PACKAGES.map((name) => [`@ig/${name}`, pack(name)]))
  const { devDependencies, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const catalog = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')
  const version = (name) => new RegExp(`^ {2}"?${name}"?: (\\S+)$`, 'm').exec(catalog)?.[1]
  const tools = ['typescript', '@types/node'].filter((name) => name in devDependencies)
  writeJson('package.json', {
    name: 'alone',
    private: true,
    type: 'module',
    engines,
    dependencies: { '@ig/forecaster': packed['@ig/forecaster'] },
    devDependencies: Object.fromEntries(tools.map((name) => [name, version(name)])),
  })
  // The packages that it names by version are not published yet.
  const overrides = Object.entries(packed).map(([name, file]) => `  "${name}": "${file}"`)
  writeFileSync(join(project, 'pnpm-workspace.yaml'), ['overrides:', ...overrides, ''].join('\n'))
  writeJson('tsconfig.json', {
    compilerOptions: {
      module: 'nodenext',
      target: 'es2024',
      strict: true,
      exactOptionalPropertyTypes: false,
      skipLibCheck: true,
      noEmit: true,
      types: ['node'],
    },
    files: ['example.ts', 'example-openai.ts'],
  })
  const [, example] = /```ts\n(.*?)```/s.exec(
    readFileSync(join(root, 'packages/forecaster/README.md'), 'utf8'),
  )
  writeFileSync(join(project, 'example.ts'), example)
  const byOpenAi = example.replace(
    '{ apiKey, baseUrl, model }',
    "{ provider: 'openai', apiKey, baseUrl, model }",
  )
  if (byOpenAi === example) throw new Error('The example gives its model otherwise than this script expects.')
  writeFileSync(join(project, 'example-openai.ts'), byOpenAi)
}

function writeJson(name, value) {
  writeFileSync(join(project, name), JSON.stringify(value, null, 2))
}

/** Runs the example against a model of the package's own, which is started as the README's readers would. */
async function runExample(file) {
  const server = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { startScriptedModelServer } from '@ig/forecaster/testing'
       const { baseUrl } = await startScriptedModelServer(() => ({ content: '{"probability": 0.42}' }))
       console.log(baseUrl)`,
    ],
    { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  try {
    const [line] = await Promise.race([
      server.stdout.take(1).toArray(),
      new Promise((_, reject) => server.on('exit', () => reject(new Error('The scripted server ended.')))),
    ])
    const { PATH, HOME } = process.env
    const env = { PATH, HOME, OPENAI_API_KEY: 'none', OPENAI_BASE_URL: line.toString().trim() }
    return run(process.execPath, [file], { env, timeout: 60_000 })
  } finally {
    server.kill()
  }
}

function medianImportMs() {
  importMs()
  return Array.from({ length: 5 }, importMs).sort((a, b) => a - b)[2]
}

function importMs() {
  const code = `const startedMs = performance.now()
    await import('@ig/forecaster')
    console.log(performance.now() - startedMs)`
  return Number(run(process.execPath, ['--input-type=module', '--eval', code]))
}

/** How many modules of providers' packages the import loads. */
function providerModules() {
  const code = `import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
    await import('@ig/forecaster')
    if (!loaded.some((url) => url.includes('/@langchain/core/'))) throw new Error('The hook saw nothing.')
    console.log(loaded.filter((url) => /node_modules[/](@langchain[/](openai|anthropic)|openai)[/]/.test(url)).length)`
  return Number(run(process.execPath, ['--input-type=module', '--eval', code]))
}

try {
  mkdirSync(project)
  run('pnpm', ['exec', 'turbo', 'run', 'build', '--filter=@ig/forecaster', '--output-logs=errors-only'], {
    cwd: root,
  })
  writeProject()
  run('pnpm', ['install', '--prefer-offline', '--silent'])
  run(join(project, 'node_modules/.bin/tsc'), ['-p', '.'])
  check("the README's first example type-checks", true)

  for (const file of ['example.ts', 'example-openai.ts']) {
    const printed = (await runExample(file)).trim()
    check(`${file} runs: ${printed.split('\n').at(-1)}`, /0\.\d{3} \(model\)/.test(printed))
  }

  const tree = readdirSync(join(project, 'node_modules/.pnpm'))
  const foreign = tree.filter((name) => /^@polkadot|^@langchain\+(?!core|openai)|^onnxruntime/.test(name))
  check(
    `${tree.length} packages, none of the chain, of providers OpenAI's alone ${foreign.join(' ')}`,
    foreign.length === 0,
  )

  check('the import loads no package of a provider', providerModules() === 0)
  // Told, not judged: how long it takes says as much about what else the machine does.
  console.log(
    `     import: median of five ${medianImportMs().toFixed(0)} ms (meant to be ${IMPORT_BAR_MS} at most)`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
