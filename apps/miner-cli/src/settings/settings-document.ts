import { environmentNames, type Setting, shownFlag } from './setting.ts'
import { settingsTable } from './settings-table.ts'

/** docs/configuration.md, written from the table of settings. */
export function settingsDocument(): string {
  const rows = (settingsTable as readonly Setting[]).map((setting) => {
    const env = environmentNames(setting).map((name) => `\`${name}\``)
    if (setting.secret) env.push(`each with \`_FILE\``)
    return `| \`${setting.name}\` | ${shownDefault(setting)} | ${shownFlags(setting)} | ${env.join(', ')} | ${setting.doc} Must be ${setting.accepts}. |`
  })
  return `# Configuration

This page is written from the tables in \`apps/miner-cli/src/settings/*-settings.ts\`; after a change there run
\`pnpm vitest run --config vitest.workspace.ts --project apps/miner-cli settings-document -u\`.

A value is taken from the first of these that has it: a flag, the environment (\`IG_*\`, then \`BT_*\`, then the other
names, in the order below), the file of \`--config\`, \`./ig.toml\`, \`~/.config/ig/config.toml\`, the default.
\`pnpm miner config explain\` prints every value and where it came from.

- In flags \`.\`, \`_\` and \`-\` are the same: \`--wallet.name\`, \`--wallet_name\` and \`--wallet-name\`. A switch is turned off by
  \`--no-...\` or \`=false\`.
- In a file the names are TOML keys: \`axon.port = 8092\`, or \`port = 8092\` below \`[axon]\`. Relative paths count from the
  file's folder. A key that is no setting is an error that names the nearest one.
- A secret comes by its variable, by the same variable with \`_FILE\` that names a file of mode 0600, or by a configuration
  file of mode 0600; never by a flag, which every user of the machine could read. An empty variable counts as not set.

| Setting | Default | Flags | Environment | |
|---|---|---|---|---|
${rows.join('\n')}
`
}

function shownDefault(setting: Setting): string {
  if (setting.defaultShown !== undefined) return setting.defaultShown.replaceAll('<', '\\<')
  return setting.default === null ? 'none' : `\`${JSON.stringify(setting.default)}\``
}

function shownFlags(setting: Setting): string {
  if (setting.secret) return 'none'
  const flags = [shownFlag(setting), ...(setting.aliases ?? []).map((flag) => `--${flag}`)].map(
    (flag) => `\`${flag}\``,
  )
  return [...flags, ...(setting.short ? [`\`-${setting.short}\``] : [])].join(', ')
}
