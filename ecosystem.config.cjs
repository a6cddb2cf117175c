// For PM2: `pm2 start ecosystem.config.cjs`, with flags of the miner after `--`. docs/running.md walks through it.
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

/** `node [flags] <bundle>` as `pnpm miner` runs it: one place says which flags, and no start asks a registry. */
const { scripts } = JSON.parse(readFileSync(join(__dirname, 'package.json'), 'utf8'))
const [, command = ''] = scripts.miner.split('exec node ')
const words = command.split(' ').map((word) => (word.endsWith('.js') ? join(__dirname, word) : word))

const flagsFrom = process.argv.indexOf('--')
const flags = flagsFrom === -1 ? [] : process.argv.slice(flagsFrom + 1)

module.exports = {
  apps: [
    {
      name: 'miner',
      // The Node that the lockfile names, and no wrapper of PM2's around the bundle.
      script: join(__dirname, 'node_modules/node/bin/node'),
      interpreter: 'none',
      args: [...words, 'start', ...flags],
      // Where ig.toml is read from.
      cwd: __dirname,
      // The miner answers what it has begun, writes and ends within ten seconds.
      kill_timeout: 11_000,
      // `pm2 start` returns when the miner answers; one that waits for a chain is let go on waiting.
      wait_ready: true,
      listen_timeout: 20_000,
      // Wrong settings, no registration, no funds, refused by the chain: starting again would change nothing.
      stop_exit_codes: [2, 4, 5, 6],
      // Anything else is tried again after 1 s, then after longer and longer, up to 15 s.
      exp_backoff_restart_delay: 1_000,
      // It holds 200 MB or so; its heap ends at 512 MB.
      max_memory_restart: '1G',
      // One process a hotkey, always.
      instances: 1,
      exec_mode: 'fork',
      // Lines bear their own times. PM2 keeps them in ~/.pm2/logs; docs/running.md says how to rotate them.
      merge_logs: true,
      watch: false,
    },
  ],
}
