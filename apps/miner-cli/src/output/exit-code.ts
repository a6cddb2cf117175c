import { IgError } from '@ig/errors'

/** The exit codes of the command line, as documented. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  /** Of `doctor --strict`. */
  warnings: 3,
  notRunning: 4,
  funds: 5,
  refused: 6,
  unavailable: 69,
  temporary: 75,
  interrupted: 130,
} as const

const byCode: Readonly<Record<string, number>> = {
  E_COMMAND: EXIT.usage,
  E_FLAG: EXIT.usage,
  E_SECRET_FLAG: EXIT.usage,
  E_SECRET_FILE: EXIT.usage,
  E_SECRET_MODE: EXIT.usage,
  E_CONFIG_FILE: EXIT.usage,
  E_CONFIG_KEY: EXIT.usage,
  E_CONFIG_WRITE: EXIT.usage,
  E_SETTING: EXIT.usage,
  E_ARGUMENT: EXIT.usage,
  E_NETWORK: EXIT.usage,
  E_DATA_DIR: EXIT.usage,
  E_OUT: EXIT.usage,
  E_BACKUP: EXIT.usage,
  E_LOG_DIR: EXIT.usage,
  E_LOCKED: EXIT.usage,
  E_PORT_TAKEN: EXIT.usage,
  E_LISTEN: EXIT.usage,
  E_DASHBOARD_TOKEN: EXIT.usage,
  E_FORECASTER: EXIT.usage,
  E_STRATEGY_FILE: EXIT.usage,
  E_STRATEGY_MODULE: EXIT.usage,
  E_MODEL_MISSING: EXIT.usage,
  E_MODEL_PRICE: EXIT.usage,
  E_MODEL_SETTINGS: EXIT.usage,
  E_MODEL_CACHE: EXIT.usage,
  E_NEWS_KEY: EXIT.usage,
  E_NEWS_PROVIDER: EXIT.usage,
  E_NEWS_CACHE: EXIT.usage,
  E_OPTIONS: EXIT.usage,
  E_PROMPT: EXIT.usage,
  E_QUESTION: EXIT.usage,
  E_STORE_NEWER: EXIT.usage,
  E_STORE_OLDER: EXIT.usage,
  E_IMPORT: EXIT.usage,
  E_BACKTEST_FILE: EXIT.usage,
  E_EXPORT: EXIT.usage,
  E_FIT_FILE: EXIT.usage,
  E_FIT_WRITE: EXIT.usage,
  E_FORECASTBENCH_FILE: EXIT.usage,
  E_COST: EXIT.usage,
  E_RESUME: EXIT.usage,
  E_REMOTE_TARGET: EXIT.usage,
  E_NOTICE_URL: EXIT.usage,
  E_NOTICE: EXIT.unavailable,
  E_TARGET: EXIT.unavailable,
  E_SS58: EXIT.usage,
  E_IP: EXIT.usage,
  E_MNEMONIC: EXIT.usage,
  E_SEED: EXIT.usage,
  E_SECRET_KEY: EXIT.usage,
  E_SECRET_URI: EXIT.usage,
  E_CHAIN_ARGUMENT: EXIT.usage,
  E_CHAIN_BLOCK: EXIT.usage,
  E_CHAIN_ENDPOINT: EXIT.usage,
  E_CHAIN_GENESIS: EXIT.usage,
  E_CHAIN_SUBNET: EXIT.usage,
  E_NOT_RUNNING: EXIT.notRunning,
  E_NO_LOG: EXIT.notRunning,
  E_NOT_REGISTERED: EXIT.notRunning,
  E_CHAIN_FUNDS: EXIT.funds,
  E_CHAIN_REFUSED: EXIT.refused,
  E_CHAIN_COST: EXIT.refused,
  E_CHAIN_UNREACHABLE: EXIT.unavailable,
  E_CHAIN_TIMEOUT: EXIT.unavailable,
  E_CHAIN_CLOSED: EXIT.unavailable,
  E_CHAIN_RPC: EXIT.unavailable,
  // Not 75, which invites to try again: it may have been paid.
  E_CHAIN_UNKNOWN_OUTCOME: EXIT.failed,
  E_WALLET_ARGON2: EXIT.temporary,
  E_INTERRUPTED: EXIT.interrupted,
}

/** The exit code for whatever ended a command. */
export function exitCodeOf(error: unknown): number {
  if (!IgError.isInstance(error)) return EXIT.failed
  const code = byCode[error.code]
  if (code !== undefined) return code
  if (/^E_(WALLET|IMPORT)_/.test(error.code)) return EXIT.usage
  return error.retryable ? EXIT.temporary : EXIT.failed
}
