import { coldkeyPaths, hotkeyPaths, type WalletLocation } from '@ig/wallet'
import type { CommandContext } from '../commands/command.ts'
import { escapeControl } from '../output/escape-control.ts'
import { createPrompter, type Prompter } from '../prompt/prompter.ts'
import { wholePath } from '../settings/whole-path.ts'
import { walletLocation } from './wallet-addresses.ts'

/** What a wallet command talks through. */
export interface WalletDialogue {
  readonly context: CommandContext
  readonly prompter: Prompter
  /** Says one line to people, on stderr. */
  say(line: string): void
}

/** The ways of a wallet command to people. */
export function openWalletDialogue(context: CommandContext): WalletDialogue {
  const { terminal, stdin } = context
  return {
    context,
    prompter: createPrompter({ terminal, stdin }),
    say: (line) => terminal.stderr.write(`${escapeControl(line)}\n`),
  }
}

/**
 * The wallet that the settings name; people are asked for what no flag, variable or file says. For a new key the
 * folder is asked for too.
 */
export async function askWallet(
  { context, prompter }: WalletDialogue,
  { isNew }: { readonly isNew: boolean },
): Promise<WalletLocation> {
  const given = walletLocation(context)
  if (!prompter.interactive) return given
  const typed = isNew ? await askUnlessGiven('wallet.path', given.path, 'The folder of wallets') : given.path
  const path = wholePath(typed, { home: context.home, folder: context.cwd })
  const name = await askUnlessGiven('wallet.name', given.name, 'The name of the wallet', (answer) =>
    problemOf(() => coldkeyPaths({ path, name: answer })),
  )
  return { path, name }

  async function askUnlessGiven(
    setting: 'wallet.path' | 'wallet.name',
    initial: string,
    message: string,
    validate?: (answer: string) => string | undefined,
  ): Promise<string> {
    if (context.sources.get(setting) !== 'default') return initial
    return prompter.text({ message, flag: `--${setting} VALUE`, initial, ...(validate && { validate }) })
  }
}

/** The name of the hotkey that the settings name; people are asked as for the wallet. */
export async function askHotkey(
  { context, prompter }: WalletDialogue,
  wallet: WalletLocation,
): Promise<string> {
  const initial = context.settings['wallet.hotkey']
  if (!prompter.interactive || context.sources.get('wallet.hotkey') !== 'default') return initial
  return prompter.text({
    message: 'The name of the hotkey',
    flag: '--wallet.hotkey NAME',
    initial,
    validate: (hotkey) => problemOf(() => hotkeyPaths({ ...wallet, hotkey })),
  })
}

function problemOf(check: () => unknown): string | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
