import { caseFunctions, FOUND_FUNCTION } from './bash-script.ts'
import type { ShellTable } from './shell-table.ts'

/** The script for zsh: to be sourced after \`compinit\`. */
export function zshScript(table: ShellTable): string {
  return `#compdef miner
# Completion of \`pnpm miner\` for zsh. Put it to use, after compinit, with: source <(pnpm -s miner completion zsh)
${caseFunctions(table)}
${FOUND_FUNCTION}
# Proposes lines of a value, a tab and what it is.
__ig_miner_propose() {
  local line
  local -a values shown
  for line in "\${(@f)1}"; do
    values+=("\${line%%$'\\t'*}")
    if [[ $line == *$'\\t'?* ]]; then shown+=("\${line%%$'\\t'*}  -- \${line#*$'\\t'}"); else shown+=("\${line%%$'\\t'*}"); fi
  done
  compadd -l -d shown -a values
}

# $1: where the words after \`miner\` begin.
__ig_miner_complete() {
  local first=$1 cur=\${words[CURRENT]} flag='' typed='' wallet='' word found
  local -i i
  if [[ $cur == --*=* ]]; then
    flag=\${cur%%=*}
    compset -P '*='
  elif (( CURRENT > 1 )) && [[ \${words[CURRENT-1]} == -* ]]; then
    flag=\${words[CURRENT-1]}
  fi
  for (( i = first; i < CURRENT; i++ )); do
    [[ \${words[i]} == --wallet[._-]name || \${words[i]} == --name ]] && wallet=\${words[i+1]}
  done
  if [[ $flag == --* ]]; then
    if found=$(__ig_miner_values "\${\${flag#--}//[._]/-}"); then
      case $found in
        @files) _files ;;
        @wallets|@hotkeys) compadd -- \${(f)"$(__ig_miner_found "$found" "$wallet")"} ;;
        @unknown) ;;
        *) __ig_miner_propose "$found" ;;
      esac
      return
    fi
  fi
  for (( i = first; i < CURRENT; i++ )); do
    word=\${words[i]}
    [[ $word == -* ]] && break
    typed="\${typed:+$typed }$word"
  done
  if [[ $cur == -* ]]; then
    until found=$(__ig_miner_flags "$typed"); do
      if [[ $typed == *' '* ]]; then typed=\${typed% *}; else typed=''; fi
    done
    __ig_miner_propose "$found"
  elif found=$(__ig_miner_words "$typed"); then
    __ig_miner_propose "$found"
  fi
}

_ig_miner() { __ig_miner_complete 2 }

# \`pnpm miner ...\` is ours, and whatever else pnpm does is left to who completed it before.
_ig_miner_pnpm() {
  local -i i
  for (( i = 2; i < CURRENT; i++ )); do
    case \${words[i]} in
      miner) __ig_miner_complete $((i + 1)); return ;;
      -*|run) ;;
      *) break ;;
    esac
  done
  if [[ -n $__ig_miner_before ]]; then "$__ig_miner_before" "$@"; else compadd miner; fi
}

if (( ! \${+__ig_miner_before} )); then typeset -g __ig_miner_before=\${_comps[pnpm]:-}; fi
compdef _ig_miner miner
compdef _ig_miner_pnpm pnpm
`
}
