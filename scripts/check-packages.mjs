// Checks every published library as it would be installed: publint and attw on the packed files, then sizes.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'

const run = (command, args) => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status === 0) return true
  console.error(`${command} ${args.join(' ')}\n${stdout}${stderr}`)
  return false
}

let passed = true
for (const name of readdirSync('packages')) {
  const folder = `packages/${name}`
  const lint = run('publint', ['--strict', '--pack', 'pnpm', folder])
  const types = run('attw', ['--pack', folder, '--profile', 'esm-only', '--format', 'ascii'])
  console.log(`${lint && types ? 'ok  ' : 'FAIL'} @ig/${name}`)
  passed &&= lint && types
}
const sizes = spawnSync('size-limit', { stdio: 'inherit' })
process.exit(passed && sizes.status === 0 ? 0 : 1)
