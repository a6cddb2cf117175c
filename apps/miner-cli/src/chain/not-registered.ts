import { IgError } from '@ig/errors'
import type { ChosenNetwork } from '../chain-commands/chosen-network.ts'
import type { Settings } from '../settings/settings-table.ts'
import type { RegistrationChange } from './registration-watch.ts'

/** Whose registration it is about. */
export interface OwnHotkey {
  readonly settings: Settings
  /** As far as it is known now: a node on this machine may prove to follow the main network. */
  readonly network: ChosenNetwork
  readonly hotkeySs58: string
}

/** A start without a place on the subnet: says the command that gets one. Exit 4. */
export function notRegistered(own: OwnHotkey): IgError {
  return new IgError({
    code: 'E_NOT_REGISTERED',
    message: 'The hotkey is not registered on this subnet.',
    values: valuesOf(own),
    hint: `Run \`${registerCommand(own)}\`.`,
  })
}

/** The end of a place that there was. Exit 4. */
export function lostRegistration(
  own: OwnHotkey,
  { uid, successorSs58, isSwap }: Extract<RegistrationChange, { kind: 'deregistered' }>,
): IgError {
  const values = { ...valuesOf(own), uid, ...(successorSs58 && { successor: successorSs58 }) }
  return isSwap
    ? new IgError({
        code: 'E_NOT_REGISTERED',
        message: 'The hotkey was swapped for another one of its coldkey.',
        values,
        hint: 'Start with the new hotkey: --wallet.hotkey NAME.',
      })
    : new IgError({
        code: 'E_NOT_REGISTERED',
        message: 'The hotkey has lost its place: another one was registered on its uid.',
        values,
        hint: `To come back, run \`${registerCommand(own)}\`.`,
      })
}

function valuesOf({ settings, network, hotkeySs58 }: OwnHotkey) {
  return { hotkey: hotkeySs58, netuid: settings.netuid, network: network.name }
}

function registerCommand({ settings, network }: OwnHotkey): string {
  const words = [
    'pnpm miner register',
    `--netuid ${settings.netuid}`,
    network.flag,
    `--wallet.name ${quoted(settings['wallet.name'])}`,
    `--wallet.hotkey ${quoted(settings['wallet.hotkey'])}`,
    `--wallet.path ${quoted(settings['wallet.path'])}`,
  ]
  return words.join(' ')
}

function quoted(text: string): string {
  return /^[\w./~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
