import { jsonLine } from '../output/json-line.ts'
import type { Settings } from '../settings/settings-table.ts'

/** What `start` says when it answers requests. */
export interface Ready {
  readonly axon: { readonly ip: string; readonly port: number; readonly hotkey: string }
  readonly network: string
  readonly dashboard: string | null
  readonly pid: number
}

/** The one line on stdout: an object with `--json`, else words. */
export function readyText(
  { axon, network, dashboard, pid }: Ready,
  { json }: { readonly json: boolean },
): string {
  if (json) return jsonLine({ event: 'ready', axon, network, dashboard, pid })
  const host = axon.ip.includes(':') ? `[${axon.ip}]` : axon.ip
  const shown = dashboard === null ? '' : `, dashboard ${dashboard}`
  return `ready: axon ${host}:${axon.port}, hotkey ${axon.hotkey}, network ${network}, pid ${pid}${shown}\n`
}

const BELOW = [
  'In another terminal: `pnpm miner status` shows what the miner does, `pnpm miner config explain` every setting.',
  'Your own forecaster is one file: `pnpm miner start --forecaster ./my-strategy.ts` (see examples/own-strategy).',
]

/** What a newcomer should know of the sandbox, once the miner runs. */
export function sandboxWelcome(settings: Settings): string[] {
  const everySeconds = settings['sandbox.poll_seconds']
  return [
    settings['sandbox.validator']
      ? `A local validator asks this miner every ${everySeconds} s, over HTTP with real signatures, about invented events; the first questions follow.`
      : 'The local validator is off: ask with any Bittensor dendrite.',
    `Nothing here is real, and nothing is spent${settings.forecaster === 'llm' ? ' beyond the cap on the model' : ''}. Everything is kept in ${settings.data_dir}`,
    ...BELOW,
    'A real network takes `--subtensor.network test --netuid 155 --wallet.name NAME --wallet.hotkey KEY`.',
  ]
}

/** What somebody should know whose miner answers on a chain. */
export function chainWelcome(
  settings: Settings,
  {
    uid,
    guarded,
    forecaster,
  }: { readonly uid: number; readonly guarded: boolean; readonly forecaster: string | null },
): string[] {
  const { netuid } = settings
  return [
    `Registered on subnet ${netuid} with uid ${uid}. ${
      guarded
        ? `Registered keys${settings['blacklist.force_validator_permit'] ? ' with a validator permit' : ''} and at least ${settings['blacklist.min_stake']} TAO of stake may ask.`
        : 'Every verified key may ask here; any `--blacklist.*` flag but allow_non_registered turns the policy on.'
    }`,
    forecaster === null
      ? 'No model is configured: questions are answered by the market and priors. OPENAI_API_KEY changes that.'
      : `${forecaster} forecasts, for at most ${settings['budget.max_cost_usd_per_day']} USD a day. Everything is kept in ${settings.data_dir}`,
    ...BELOW,
  ]
}
