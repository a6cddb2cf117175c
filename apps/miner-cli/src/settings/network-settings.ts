import { join } from 'node:path'
import { NETWORK_NAMES } from '@ig/subtensor-client/networks'
import { z } from 'zod'
import { chainTarget, ENDPOINT_LIST, type NetworkSettings } from './chain-target.ts'
import { type DefaultContext, defineSetting } from './setting.ts'

const text = z.string().min(1)
const fileNamePart = z.string().regex(/^(?!\.{1,2}$)[^/\\\0]{1,100}$/)

/** Which network, wallet and folder. */
export const networkSettings = [
  defineSetting({
    name: 'subtensor.network',
    kind: 'text',
    schema: z.union([z.enum(['sandbox', ...NETWORK_NAMES]), z.string().regex(ENDPOINT_LIST)]),
    default: 'sandbox',
    accepts: `sandbox, ${NETWORK_NAMES.join(', ')} or an address that begins with ws:// or wss://`,
    doc: 'The network to serve. `sandbox` needs no chain, no wallet and no key.',
    aliases: ['network', 'chain'],
    env: ['IG_NETWORK', 'BT_SUBTENSOR_NETWORK', 'BT_NETWORK'],
  }),
  defineSetting({
    name: 'subtensor.chain_endpoint',
    kind: 'text',
    schema: z.string().regex(ENDPOINT_LIST).nullable(),
    default: null,
    accepts: 'an address that begins with ws:// or wss://, or several with commas between them',
    doc: "The chain's address, where it is not the network's own; of several the next is taken where one fails. An address on loopback counts as the network `local`.",
    env: ['BT_SUBTENSOR_CHAIN_ENDPOINT', 'BT_CHAIN_ENDPOINT'],
  }),
  defineSetting({
    name: 'netuid',
    kind: 'number',
    schema: z.int().min(0).max(65_535),
    default: 6,
    accepts: 'a whole number from 0 to 65535',
    doc: 'The number of the subnet.',
    env: ['BT_NETUID', 'NETUID'],
  }),
  defineSetting({
    name: 'wallet.name',
    kind: 'text',
    schema: fileNamePart,
    default: 'default',
    accepts: 'the name of a wallet, without slashes',
    doc: 'The wallet (coldkey) by its folder name.',
    aliases: ['name'],
    env: ['BT_WALLET_NAME'],
  }),
  defineSetting({
    name: 'wallet.hotkey',
    kind: 'text',
    schema: fileNamePart,
    default: 'default',
    accepts: 'the file name of a hotkey, without slashes',
    doc: 'The hotkey that answers, by its file name.',
    aliases: ['hotkey'],
    short: 'H',
    env: ['BT_WALLET_HOTKEY'],
  }),
  defineSetting({
    name: 'data_dir',
    kind: 'path',
    schema: text,
    default: ({ values, home }: DefaultContext) => {
      const network = targetOf(values)?.network ?? 'sandbox'
      const parts = [network, values.netuid, values['wallet.name'], values['wallet.hotkey']]
      return join(home, '.ig', parts.join('-').replaceAll(/[^\w.-]+/g, '_'))
    },
    defaultShown: '~/.ig/<network>-<netuid>-<wallet>-<hotkey>',
    accepts: 'the path of a folder',
    doc: 'Where the miner keeps its database, nonces, the last metagraph and the sandbox wallet (mode 0700).',
  }),
  defineSetting({
    name: 'wallet.path',
    kind: 'path',
    schema: text,
    default: ({ values, home }: DefaultContext) =>
      targetOf(values) === null
        ? join(String(values.data_dir), 'wallets')
        : join(home, '.bittensor', 'wallets'),
    defaultShown: '<data_dir>/wallets in the sandbox, else ~/.bittensor/wallets',
    accepts: 'the path of a folder',
    doc: 'The folder of wallets.',
    short: 'p',
    env: ['BT_WALLET_PATH'],
  }),
  defineSetting({
    name: 'wallet.hotkey_password',
    kind: 'text',
    schema: text.nullable(),
    default: null,
    accepts: 'a password',
    doc: 'The password of an encrypted hotkey; the variable `BT_PW_...` that btcli uses for the file goes before it. No coldkey is ever opened by `start`.',
    secret: true,
  }),
] as const

/** The chain that the settings before these name; null for the sandbox. */
function targetOf(values: DefaultContext['values']) {
  return chainTarget(values as unknown as NetworkSettings)
}
