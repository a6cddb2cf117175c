// Checks every published library as it would be installed: publint and attw on the packed files, then sizes.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const run = (command, args) => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status === 0) return true
  console.error(`${command} ${args.join(' ')}\n${stdout}${stderr}`)
  return false
}

/** Packed by pnpm, which publishes and applies `publishConfig`; attw itself would ask npm. */
function checkTypes(folder) {
  const into = mkdtempSync(join(tmpdir(), 'ig-pack-'))
  try {
    if (!run('pnpm', ['--dir', folder, 'pack', '--pack-destination', into])) return false
    const [tarball] = readdirSync(into)
    return run('attw', [join(into, tarball), '--profile', 'esm-only', '--format', 'ascii'])
  } finally {
    rmSync(into, { recursive: true })
  }
}

let passed = true
for (const name of readdirSync('packages')) {
  const folder = `packages/${name}`
  const lint = run('publint', ['--strict', '--pack', 'pnpm', folder])
  const types = checkTypes(folder)
  console.log(`${lint && types ? 'ok  ' : 'FAIL'} @ig/${name}`)
  passed &&= lint && types
}
const sizes = spawnSync('size-limit', { stdio: 'inherit' })
process.exit(passed && sizes.status === 0 ? 0 : 1)
