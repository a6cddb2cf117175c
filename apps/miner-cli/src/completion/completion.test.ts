import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { commands } from '../commands/command-list.ts'
import { flagKey, type Setting } from '../settings/setting.ts'
import { settingsTable } from '../settings/settings-table.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { acceptedValues } from './accepted-values.ts'
import { bashScript } from './bash-script.ts'
import { completionTable } from './completion-table.ts'
import { fishScript } from './fish-script.ts'
import { shellTable } from './shell-table.ts'
import { zshScript } from './zsh-script.ts'

const run = promisify(execFile)
const table = completionTable()

test('the table knows every command, its flags, every setting and the values that it names', () => {
  for (const { name, flags, sameAs } of commands) {
    const words = name.split(' ')
    if (sameAs === undefined) {
      const proposed = table.words.get(words.slice(0, -1).join(' '))?.map(({ value }) => value)
      expect(proposed, name).toContain(words.at(-1))
    }
    for (const flag of flags)
      expect(table.flags.get(name)?.map(({ value }) => value)).toContain(`--${flag.name}`)
  }
  for (const setting of settingsTable as readonly Setting[]) {
    if (!setting.secret && setting.kind !== 'switch')
      expect(table.values.has(flagKey(setting.name))).toBe(true)
    for (const value of acceptedValues(setting)) {
      const one = setting.kind === 'list' ? [value] : setting.kind === 'switch' ? value === 'true' : value
      expect(setting.schema.safeParse(one).success, `${setting.name} ${value}`).toBe(true)
    }
  }
  expect(table.values.get('log-level')).toMatchObject([{ value: 'trace' }, {}, {}, {}, {}])
})

/** What a line ends in when Tab is pressed, and what must be among the proposals, or must be all of them. */
const lines = [
  ['pnpm miner wal', ['wallet']],
  ['pnpm miner wallet cr', ['create']],
  ['pnpm miner config ', ['explain', 'get', 'set', 'path']],
  ['pnpm miner config get budget.max_cost_usd_', ['budget.max_cost_usd_per_day']],
  ['pnpm miner config set log.level w', ['warn']],
  ['pnpm miner start --log.level d', ['debug']],
  ['pnpm miner start --log_level d', ['debug']],
  ['pnpm miner start --axon.external_', ['--axon.external_ip', '--axon.external_port']],
  ['pnpm miner register --dry', ['--dry-run']],
  ['pnpm -s miner completion f', ['fish']],
  ['pnpm miner init --wallet ', ['create', 'import', 'use']],
  ['pnpm miner start --wallet.name ma', ['main-wallet']],
  ['pnpm miner start --wallet.name main-wallet --wallet.hotkey h', ['hot-one']],
  ['pnpm miner start --data-dir ./da', ['./data-here']],
  ['miner sta', ['start', 'status', 'stake']],
] as const

/** A home with a wallet and a file for completion to find, and the script in it. */
function openHome(script: string) {
  const home = temporaryFolder()
  const hotkeys = join(home, '.bittensor/wallets/main-wallet/hotkeys')
  mkdirSync(hotkeys, { recursive: true })
  for (const name of ['hot-one', 'hot-onepub.txt']) writeFileSync(join(hotkeys, name), '')
  writeFileSync(join(home, 'data-here'), '')
  writeFileSync(join(home, 'completion'), script)
  return home
}

const expected = lines.map(([line, values]) => `${line}: ${[...values].toSorted().join(' ')}`)
const sorted = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) =>
      line.replace(
        /^(.*?): ?(.*)$/,
        (_, typed, found: string) => `${typed}: ${found.split(' ').filter(Boolean).toSorted().join(' ')}`,
      ),
    )

const has = (shell: string) => spawnSync(shell, ['--version']).status === 0

test.runIf(has('bash'))(
  'bash proposes them, and leaves the rest of pnpm to who completed it before',
  async () => {
    const home = openHome(bashScript(shellTable(table)))
    const asked = `
_before() { COMPREPLY=(install); }
complete -F _before pnpm
source ./completion
source ./completion
ask() {
  COMP_LINE=$1 COMP_POINT=\${#1}
  read -ra COMP_WORDS <<<"$1"
  [[ $1 == *' ' ]] && COMP_WORDS+=('')
  COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)) COMPREPLY=()
  if [[ $1 == miner* ]]; then _ig_miner; else _ig_miner_pnpm; fi
  echo "$1: \${COMPREPLY[*]}"
}
${lines.map(([line]) => `ask '${line}'`).join('\n')}
ask 'pnpm inst'
COMP_WORDS=(pnpm miner start --log.level = e) COMP_CWORD=5; COMPREPLY=(); _ig_miner_pnpm; echo "equals: \${COMPREPLY[*]}"
complete -p pnpm | grep -q _ig_miner_pnpm && echo 'registered: yes'`
    const { stdout, stderr } = await run('bash', ['--norc', '-c', asked], {
      cwd: home,
      env: { HOME: home, PATH: process.env.PATH },
    })
    expect(stderr.replace(/.*compopt: not currently executing.*\n/g, '')).toBe('')
    expect(sorted(stdout)).toEqual([...expected, 'pnpm inst: install', 'equals: error', 'registered: yes'])
  },
)

test.runIf(has('fish'))('fish proposes them', async () => {
  const home = openHome(fishScript(shellTable(table)))
  const asked = `source ./completion
${lines.map(([line]) => `echo '${line}:' (complete -C '${line}' | string split -f1 \\t)`).join('\n')}`
  const { stdout } = await run('fish', ['--no-config', '-c', asked], {
    cwd: home,
    env: { HOME: home, PATH: process.env.PATH },
  })
  expect(sorted(stdout)).toEqual(expected)
})

test.runIf(has('zsh'))('zsh proposes them', async () => {
  const home = openHome(zshScript(shellTable(table)))
  // Where compadd would show its matches, they are printed; all else is zsh's own.
  const asked = `autoload -Uz compinit && compinit -u -d ./dump
source ./completion
functions[compset]=':'
proposed=()
compadd() {
  local -a all; local array=''
  while (( $# )); do case $1 in -d) shift ;; -a) array=$2; shift ;; -l|--) ;; *) all+=("$1") ;; esac; shift; done
  [[ -n $array ]] && all=("\${(@P)array}")
  for one in $all; do [[ $one == \${words[CURRENT]}* ]] && proposed+=("$one"); done
}
_files() { proposed+=(\${words[CURRENT]}*(N)) }
ask() {
  words=(\${(z)1}); [[ $1 == *' ' ]] && words+=('')
  CURRENT=\${#words} proposed=()
  if [[ $1 == miner* ]]; then _ig_miner; else _ig_miner_pnpm; fi
  print -r -- "$1: $proposed"
}
${lines.map(([line]) => `ask '${line}'`).join('\n')}
[[ $_comps[pnpm] == _ig_miner_pnpm ]] && print 'registered: yes'`
  const { stdout } = await run('zsh', ['-f', '-c', asked], {
    cwd: home,
    env: { HOME: home, PATH: process.env.PATH },
  })
  expect(sorted(stdout)).toEqual([...expected, 'registered: yes'])
})
