import { type KeyEntry, listWallets, type WalletEntry } from '@ig/wallet'
import { escapeControl } from '../output/escape-control.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { walletLocation } from '../wallet/wallet-addresses.ts'
import type { RunCommand } from './command.ts'

/** Lists the wallets of a folder; no password is needed. */
export const run: RunCommand = async (context) => {
  const { path } = walletLocation(context)
  const wallets = listWallets(path)
  const { stdout, stderr } = context.terminal
  if (context.json) stdout.write(jsonLine({ path, wallets }))
  else if (wallets.length === 0)
    stderr.write(escapeControl(`There are no wallets in ${path}. \`wallet create\` makes one.`).concat('\n'))
  else stdout.write(`${[path, ...wallets.flatMap(walletLines)].map(escapeControl).join('\n')}\n`)
  return EXIT.ok
}

function walletLines({ name, coldkey, hotkeys }: WalletEntry): string[] {
  const first = coldkey === null ? `${name}  (no coldkey here)` : `${name}  ${keyText(coldkey)}`
  return [`  ${first}`, ...hotkeys.map((hotkey) => `    ${hotkey.name}  ${keyText(hotkey)}`)]
}

function keyText({ ss58, encrypted, hasSecret }: KeyEntry): string {
  const marks = [...(encrypted ? ['encrypted'] : []), ...(hasSecret ? [] : ['public only'])]
  return `${ss58 ?? '(address unknown)'}${marks.length > 0 ? `  (${marks.join(', ')})` : ''}`
}
