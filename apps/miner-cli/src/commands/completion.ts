import { IgError } from '@ig/errors'
import { bashScript } from '../completion/bash-script.ts'
import { completionTable } from '../completion/completion-table.ts'
import { fishScript } from '../completion/fish-script.ts'
import { shellTable } from '../completion/shell-table.ts'
import { zshScript } from '../completion/zsh-script.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import type { RunCommand } from './command.ts'

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const

/** Prints a shell's script, which completes commands, flags, their values, settings and wallets. */
export const run: RunCommand = async ({ words, json, terminal }) => {
  const [shell, ...more] = words
  const script = Object.entries(scripts).find(([name]) => name === shell)?.[1]
  if (script === undefined || more.length > 0) {
    throw new IgError({
      code: 'E_ARGUMENT',
      message: 'A shell is to be named: bash, zsh or fish.',
      values: { words },
      hint: 'Write `source <(pnpm -s miner completion bash)`; `pnpm miner completion --help` has the lines of the others.',
    })
  }
  const text = script(shellTable(completionTable()))
  terminal.stdout.write(json ? jsonLine({ shell, script: text }) : text)
  return EXIT.ok
}
