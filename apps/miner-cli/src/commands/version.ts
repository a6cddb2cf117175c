import packageJson from '../../package.json' with { type: 'json' }
import type { RunCommand } from './command.ts'

/** Prints the version of this program and of Node. */
export const run: RunCommand = async ({ json, terminal }) => {
  const shown = {
    schemaVersion: 1,
    name: 'ig-miner',
    version: packageJson.version,
    node: process.versions.node,
  }
  terminal.stdout.write(
    json ? `${JSON.stringify(shown)}\n` : `ig-miner ${packageJson.version} (node ${shown.node})\n`,
  )
  return 0
}
