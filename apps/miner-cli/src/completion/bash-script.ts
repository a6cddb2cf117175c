import { type ShellCase, type ShellTable, shellQuoted } from './shell-table.ts'

/** The functions of the table for bash and zsh, whose `case` is the same. */
export function caseFunctions({ words, flags, values }: ShellTable): string {
  return [
    caseFunction('__ig_miner_words', words),
    caseFunction('__ig_miner_flags', flags),
    caseFunction('__ig_miner_values', values),
  ].join('\n')
}

function caseFunction(name: string, cases: readonly ShellCase[]): string {
  const branches = cases.map(
    ({ patterns, lines }) =>
      `    ${patterns.map((pattern) => shellQuoted(pattern)).join('|')}) printf '%s\\n' \\\n${lines
        .map((line) => `      ${shellQuoted(line)}`)
        .join(' \\\n')} ;;`,
  )
  return `${name}() {\n  case "$1" in\n${branches.join('\n')}\n    *) return 1 ;;\n  esac\n}\n`
}

/** Finds on the disk what the table cannot know; `$1` is how the wallet is named on the line, or nothing. */
export const FOUND_FUNCTION = `__ig_miner_found() {
  local folder="$HOME/.bittensor/wallets" one
  [ "$1" = @hotkeys ] && folder="$folder/\${2:-default}/hotkeys"
  for one in "$folder"/*; do
    case "$one" in *pub.txt) continue ;; esac
    [ -e "$one" ] && printf '%s\\n' "\${one##*/}"
  done
}
`

/** The script for bash: for \`pnpm miner\`, and for \`miner\` where somebody has an alias of this name. */
export function bashScript(table: ShellTable): string {
  return `# Completion of \`pnpm miner\` for bash. Put it to use with: source <(pnpm -s miner completion bash)
${caseFunctions(table)}
${FOUND_FUNCTION}
# Proposes lines whose value begins with $1; what is behind a tab is for other shells.
__ig_miner_propose() {
  local line value
  while IFS= read -r line; do
    value="\${line%%$'\\t'*}"
    if [[ $value == "$1"* ]]; then COMPREPLY+=("$value"); fi
  done
}

# $1: where the words after \`miner\` begin.
__ig_miner_complete() {
  local first=$1 cur=\${COMP_WORDS[COMP_CWORD]} flag='' typed='' wallet='' word i found
  COMPREPLY=()
  # An equals sign is a word of its own here.
  if [[ $cur == '=' ]]; then
    flag=\${COMP_WORDS[COMP_CWORD-1]} cur=''
  elif [[ \${COMP_WORDS[COMP_CWORD-1]} == '=' ]]; then
    flag=\${COMP_WORDS[COMP_CWORD-2]}
  elif [[ \${COMP_WORDS[COMP_CWORD-1]} == -* ]]; then
    flag=\${COMP_WORDS[COMP_CWORD-1]}
  fi
  for ((i = first; i < COMP_CWORD; i++)); do
    [[ \${COMP_WORDS[i]} == --wallet[._-]name || \${COMP_WORDS[i]} == --name ]] && wallet=\${COMP_WORDS[i+1]}
  done
  if [[ $flag == --* ]]; then
    flag=\${flag#--}
    if found=$(__ig_miner_values "\${flag//[._]/-}"); then
      case $found in
        @files) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
        @wallets|@hotkeys) __ig_miner_propose "$cur" < <(__ig_miner_found "$found" "$wallet") ;;
        @unknown) ;;
        *) __ig_miner_propose "$cur" <<<"$found" ;;
      esac
      return
    fi
  fi
  for ((i = first; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    [[ $word == -* ]] && break
    typed="\${typed:+$typed }$word"
  done
  if [[ $cur == -* ]]; then
    # The longest beginning of what was typed that is a command.
    until found=$(__ig_miner_flags "$typed"); do
      if [[ $typed == *' '* ]]; then typed=\${typed% *}; else typed=''; fi
    done
    __ig_miner_propose "$cur" <<<"$found"
  elif found=$(__ig_miner_words "$typed"); then
    __ig_miner_propose "$cur" <<<"$found"
  fi
}

_ig_miner() { __ig_miner_complete 1; }

# \`pnpm miner ...\` is ours, and whatever else pnpm does is left to who completed it before.
_ig_miner_pnpm() {
  local i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      miner) __ig_miner_complete $((i + 1)); return ;;
      -*|run) ;;
      *) break ;;
    esac
  done
  if [[ -n $__ig_miner_before ]]; then "$__ig_miner_before" "$@"; else COMPREPLY=($(compgen -W miner -- "\${COMP_WORDS[COMP_CWORD]}")); fi
}

if [[ -z \${__ig_miner_before+set} ]]; then
  __ig_miner_before=$(complete -p pnpm 2>/dev/null | sed -n 's/.* -F \\([^ ]*\\) .*/\\1/p')
fi
complete -F _ig_miner miner
complete -o default -F _ig_miner_pnpm pnpm
`
}
