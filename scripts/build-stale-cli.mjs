// Builds the bundle of apps/miner-cli when its sources are newer, for `pnpm miner`; costs a few stats otherwise.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const app = join(root, 'apps/miner-cli')
const dist = join(app, 'dist')
const stampFile = join(dist, 'build.json')
const KEEP_OLD_CHUNKS_MS = 24 * 3_600_000
const KEPT = new Set(['build.json', '.build-lock', '.compile-cache'])

const WAIT_FOR_ANOTHER_BUILD_MS = 120_000

const fingerprint = fingerprintSources()
const isForced = process.argv.includes('--force')
if (isForced || isStale()) {
  mkdirSync(dist, { recursive: true })
  const turn = new DatabaseSync(join(dist, '.build-lock'))
  // SQLite's lock goes with its process. Whoever had to wait for another build finds the bundle made.
  turn.exec(`PRAGMA busy_timeout = ${WAIT_FOR_ANOTHER_BUILD_MS}; BEGIN EXCLUSIVE`)
  if (isForced || isStale()) build()
  turn.close()
}

function isStale() {
  return fingerprint !== readStamp().fingerprint
}

/** Name, size and time of every source: a deleted file counts, and a clock that went backwards does no harm. */
function fingerprintSources() {
  const hash = createHash('sha256')
  const add = (path) => {
    const { mtimeMs, size } = statSync(path)
    hash.update(`${path}\0${mtimeMs}\0${size}\n`)
  }
  const addFolder = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) addFolder(path)
      else if (!entry.name.includes('.test.')) add(path)
    }
  }
  for (const name of readdirSync(join(root, 'packages'))) {
    addFolder(join(root, 'packages', name, 'src'))
    add(join(root, 'packages', name, 'package.json'))
  }
  addFolder(join(app, 'src'))
  for (const path of ['package.json', 'tsup.config.ts']) add(join(app, path))
  add(join(root, 'pnpm-lock.yaml'))
  hash.update(process.version)
  return hash.digest('hex')
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'))
  } catch {
    // Not built yet.
    return { fingerprint: null, files: [] }
  }
}

/**
 * Builds aside and moves the files in one by one, the stamp last: a build that is cut short leaves the old bundle,
 * and a miner that is running still finds the chunks it has not loaded yet (their names carry their hash).
 */
function build() {
  process.stderr.write('building the miner ...\n')
  const fresh = join(dist, `.new-${process.pid}`)
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  const tsup = join(app, 'node_modules/tsup/dist/cli-default.js')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [existing(tsup, join(root, 'node_modules/tsup/dist/cli-default.js')), '--silent', '--out-dir', fresh],
    { cwd: app, encoding: 'utf8' },
  )
  if (status !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    process.stderr.write(`${stdout}${stderr}The bundle of the miner could not be built.\n`)
    process.exit(1)
  }
  const entries = [
    'argon2-worker.js',
    'dashboard-worker.js',
    'extract-worker.js',
    'json-worker.js',
    'sandbox-validator.js',
    'bin.js',
  ]
  const built = readdirSync(fresh)
  for (const name of [...built.filter((one) => !entries.includes(one)), ...entries]) {
    renameSync(join(fresh, name), join(dist, name))
  }
  rmSync(fresh, { recursive: true, force: true })
  const before = readStamp().files
  writeFileSync(`${stampFile}.${process.pid}`, JSON.stringify({ fingerprint, files: built }))
  renameSync(`${stampFile}.${process.pid}`, stampFile)
  removeOldChunks(new Set(built), new Set(before))
}

function existing(...paths) {
  return paths.find((path) => statSync(path, { throwIfNoEntry: false })) ?? paths[0]
}

/** What this build has no use for goes a day after the build that replaced it. */
function removeOldChunks(current, before) {
  const nowMs = Date.now()
  for (const { name } of readdirSync(dist, { withFileTypes: true })) {
    if (current.has(name) || KEPT.has(name)) continue
    const path = join(dist, name)
    try {
      if (before.has(name)) utimesSync(path, nowMs / 1000, nowMs / 1000)
      else if (nowMs - statSync(path).mtimeMs > KEEP_OLD_CHUNKS_MS)
        rmSync(path, { recursive: true, force: true })
    } catch (error) {
      // Another build at the same time has moved or removed it.
      if (error.code !== 'ENOENT') throw error
    }
  }
}
