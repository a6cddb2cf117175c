import { type ShellCase, type ShellTable, shellQuoted } from './shell-table.ts'

/** The script for fish. */
export function fishScript({ words, flags, values }: ShellTable): string {
  return `# Completion of \`pnpm miner\` for fish. Put it to use with: pnpm -s miner completion fish | source
${switchFunction('__ig_miner_words', words)}
${switchFunction('__ig_miner_flags', flags)}
${switchFunction('__ig_miner_values', values)}
# What is typed before the cursor, from the word after \`miner\` on; false where this is no line of ours.
function __ig_miner_line
    set -l all (commandline -opc)
    if test "$all[1]" = miner
        printf '%s\\n' $all[2..-1]
        return 0
    end
    for i in (seq 2 (count $all))
        switch $all[$i]
            case miner
                test (count $all) -gt $i; and printf '%s\\n' $all[(math $i + 1)..-1]
                return 0
            case '-*' run
            case '*'
                return 1
        end
    end
    return 1
end

function __ig_miner_found
    set -l folder $HOME/.bittensor/wallets
    test "$argv[1]" = @hotkeys; and set folder $folder/(test -n "$argv[2]"; and echo $argv[2]; or echo default)/hotkeys
    for one in $folder/*
        string match -q '*pub.txt' $one; or path basename $one
    end
end

function __ig_miner_candidates
    set -l line (__ig_miner_line); or return
    set -l cur (commandline -ct)
    set -l flag ''
    if string match -q -- '--*=*' $cur
        set flag (string split -m1 = -- $cur)[1]
    else if test (count $line) -gt 0; and string match -q -- '--*' $line[-1]
        set flag $line[-1]
    end
    set -l wallet ''
    for i in (seq (count $line))
        string match -qr -- '^--(wallet[._-])?name$' $line[$i]; and set wallet $line[(math $i + 1)]
    end
    if test -n "$flag"
        set -l found (__ig_miner_values (string replace -ra '[._]' - (string replace -r '^--' '' -- $flag)))
        if test (count $found) -gt 0
            set -l prefix ''
            string match -q -- '--*=*' $cur; and set prefix "$flag="
            switch $found[1]
                case @files
                    __fish_complete_path $cur
                case @wallets @hotkeys
                    set found (__ig_miner_found $found[1] "$wallet")
                    test (count $found) -gt 0; and printf '%s\\n' $prefix$found
                case @unknown
                case '*'
                    printf '%s\\n' $prefix$found
            end
            return
        end
    end
    set -l typed
    for word in $line
        string match -q -- '-*' $word; and break
        set -a typed $word
    end
    if string match -q -- '-*' $cur
        while true
            set -l found (__ig_miner_flags "$typed")
            if test (count $found) -gt 0
                printf '%s\\n' $found
                return
            end
            set -e typed[-1]
        end
    end
    __ig_miner_words "$typed"
end

complete -c miner -f -a '(__ig_miner_candidates)'
complete -c pnpm -n '__ig_miner_line >/dev/null' -f -a '(__ig_miner_candidates)'
complete -c pnpm -n 'test (count (commandline -opc)) -eq 1' -f -a miner -d 'The miner of this repository'
`
}

function switchFunction(name: string, cases: readonly ShellCase[]): string {
  const quoted = (text: string) => shellQuoted(text.replaceAll('\\', '\\\\'), "\\'")
  const branches = cases.map(
    ({ patterns, lines }) =>
      `        case ${patterns.map(quoted).join(' ')}\n            printf '%s\\n' \\\n${lines
        .map((line) => `                ${quoted(line)}`)
        .join(' \\\n')}`,
  )
  return `function ${name}\n    switch "$argv[1]"\n${branches.join('\n')}\n    end\nend\n`
}
