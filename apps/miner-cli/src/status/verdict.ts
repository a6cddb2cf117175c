import { noticeBeforePaying } from '../chain-commands/subnet-notice.ts'
import { durationText } from '../output/duration-text.ts'
import type { MinerStatusSeen } from './miner-status.ts'

/** Whether a miner earns, in a sentence, and what to look at where it does not. */
export interface Verdict {
  readonly state: 'earning' | 'in danger' | 'not earning' | 'starting' | 'practice'
  readonly text: string
  /** The command that helps; null where nothing has to be done. */
  readonly advice: string | null
}

/** Validators ask every few minutes; after this long without a question something is wrong. */
const SILENCE_MS = 10 * 60_000
/** Below this share of an interval's events too much goes unanswered. */
const ENOUGH_SHARE = 0.95

/** What somebody wants to know first: does it earn, and if not, why? */
export function verdictOf(status: MinerStatusSeen, nowMs: number): Verdict {
  const { chain, registration, axon, validators, network, reasons } = status
  const [reason] = reasons
  if (axon === null)
    return { state: 'starting', text: reason ?? 'It does not answer yet.', advice: 'miner logs --follow' }
  if (network === 'sandbox') {
    return reason === undefined
      ? {
          state: 'practice',
          text: 'This is the sandbox: everything is invented, nothing is earned.',
          advice: null,
        }
      : { state: 'practice', text: `This is the sandbox. ${reason}`, advice: 'miner logs --level warn' }
  }
  if (registration === null) {
    return chain?.connected === true
      ? not('The hotkey has no place on the subnet.', 'miner register')
      : not(reason ?? 'The chain is out of reach, so its place is not known.', 'miner doctor')
  }
  const lastMs = Math.max(...validators.map(({ lastQueryAt }) => Date.parse(lastQueryAt)))
  if (!Number.isFinite(lastMs) || nowMs - lastMs > SILENCE_MS) return silent(status, lastMs, nowMs)
  const { answeredShare } = status.interval
  const asking = `${validators.length} ${validators.length === 1 ? 'validator asks' : 'validators ask'}, last ${durationText(nowMs - lastMs)} ago`
  if (reason !== undefined)
    return { state: 'in danger', text: `${asking}. But: ${reason}`, advice: 'miner doctor' }
  if (answeredShare !== null && answeredShare < ENOUGH_SHARE) {
    const share = Math.floor(answeredShare * 100)
    return {
      state: 'in danger',
      text: `${asking}, but only ${share} % of this interval's events are answered.`,
      advice: 'miner logs --level warn --since 4h',
    }
  }
  const answered =
    answeredShare === null ? '' : `; ${Math.floor(answeredShare * 100)} % of this interval answered`
  return { state: 'earning', text: `${asking}${answered}.`, advice: null }
}

function not(text: string, advice: string): Verdict {
  return { state: 'not earning', text, advice }
}

/** Registered, answering, and nobody asks. */
function silent(
  { startedAt, netuid, network, reasons }: MinerStatusSeen,
  lastMs: number,
  nowMs: number,
): Verdict {
  const upMs = nowMs - Date.parse(startedAt)
  const [reason] = reasons
  if (reason !== undefined) return not(reason, 'miner doctor')
  if (network !== 'local' && noticeBeforePaying(netuid) !== null)
    return not(`No validator of subnet ${netuid} calls an axon any more.`, 'miner subnets')
  if (Number.isFinite(lastMs))
    return not(`No validator has asked for ${durationText(nowMs - lastMs)}.`, 'miner doctor --online')
  if (upMs < SILENCE_MS)
    return {
      state: 'starting',
      text: `Up for ${durationText(upMs)}; no validator has asked yet.`,
      advice: null,
    }
  return not(`No validator has asked in ${durationText(upMs)}.`, 'miner doctor --online')
}
