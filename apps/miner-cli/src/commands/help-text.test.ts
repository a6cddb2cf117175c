import { expect, test } from 'vitest'
import { settingGroups, settingsTable } from '../settings/settings-table.ts'
import { commands } from './command-list.ts'
import { namedSettings } from './command-settings.ts'
import { helpText } from './help-text.ts'

const help = (name: string) => helpText(commands.find((command) => command.name === name) ?? null)

test('a command shows the settings that it uses in groups, and names where the others are', () => {
  expect(help('metagraph')).toMatchInlineSnapshot(`
    "usage: pnpm miner metagraph --netuid N

    Show who is registered on a subnet.

    examples:
      pnpm miner metagraph --netuid 2 --subtensor.network local --sort incentive
      pnpm miner metagraph --netuid 6 --subtensor.network finney --json

    flags:
      --sort VALUE    By uid, stake, incentive, dividends, emission, consensus, vtrust, updated.
      --json          Print JSON.
      --config VALUE  Read settings from this TOML file first.
      --help, -h      Print this.
      --version       Print the version.

    network, wallet and folder:
      --subtensor.network VALUE         The network to serve. \`sandbox\` needs no chain, no wallet and no key.
      --subtensor.chain_endpoint VALUE  The chain's address, where it is not the network's own; of several the next is taken where one fails. An address on loopback counts as the network \`local\`.
      --netuid VALUE                    The number of the subnet.

    What stands in groups are settings: by flag, IG_* variable or ig.toml.
    \`pnpm miner config explain\` prints every setting with its value; docs/configuration.md tells of each.
    "
  `)
})

test('the list of commands has no settings', () => {
  expect(helpText(null)).not.toContain('--axon.port')
  expect(helpText(null)).toContain('config explain')
})

test('a group shows its commands alone', () => {
  const text = helpText(null, 'config')
  expect(text).toMatch(/^usage: pnpm miner config <command>/)
  expect(text.match(/^ {2}config \w+/gm)).toHaveLength(4)
  expect(text).not.toContain('  start')
})

test('a forecast shows what people choose, and no address of a provider', () => {
  expect(help('forecast')).toContain('--news.providers VALUE')
  expect(help('forecast')).not.toMatch(/gamma_base_url|axon|blacklist/)
})

test.each(commands)('$name names settings that there are', ({ settings }) => {
  for (const name of settings) expect(namedSettings([name]), name).not.toEqual([])
})

test('the groups hold every setting once, in the order of the table', () => {
  expect(settingGroups.flatMap((group) => [...group.settings])).toEqual([...settingsTable])
})
