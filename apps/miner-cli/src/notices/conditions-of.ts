import type { MinerStatusJson } from '../miner/miner-status-json.ts'
import type { Condition, Level } from './condition.ts'

/** From when on something is worth a notice. */
export interface NoticeLimits {
  /** 0: silence is no trouble. */
  readonly silenceMinutes: number
  /** 0: a full disk is told once it has refused a write. */
  readonly minFreeDiskMb: number
}

/** An hour of blocks. */
const IMMUNITY_BLOCKS_NEAR = 300
/** Places at the lower end, from where a few registrations replace a key. */
const PLACES_NEAR = 3
const SPEND_SHARE_NEAR = 0.8
/** Validators take nonces that are at most four seconds off. */
const CLOCK_OFF_MS = 3_000
const CHAIN_STALE_SECONDS = 300

/** How everything stands that notices are sent about, as a status tells it. */
export function conditionsOf(
  status: MinerStatusJson,
  limits: NoticeLimits,
  nowMs: number,
): readonly Condition[] {
  return [
    registrationOf(status),
    queriesOf(status, limits, nowMs),
    spendOf(status),
    clockOf(status),
    chainOf(status, nowMs),
    diskOf(status, limits),
    ...providersOf(status),
  ].filter((condition) => condition !== null)
}

function registrationOf({ chain, axon, registration, netuid }: MinerStatusJson): Condition | null {
  // Before the miner answers, its place is only being looked for.
  if (chain === null || axon === null) return null
  const about = { key: 'registration', rule: 'registration' } as const
  if (registration === null) {
    return {
      ...about,
      level: 2,
      title: 'Deregistered',
      text: `The hotkey has lost its place on subnet ${netuid}: nobody asks it any more. \`pnpm miner register --netuid ${netuid}\` buys a new one.`,
    }
  }
  const { uid, immuneBlocksLeft, openPlaces, replacedBefore } = registration
  const isNear =
    openPlaces === 0 &&
    immuneBlocksLeft !== null &&
    immuneBlocksLeft <= IMMUNITY_BLOCKS_NEAR &&
    replacedBefore !== null &&
    replacedBefore < PLACES_NEAR
  const immunity = immuneBlocksLeft ? `is immune for ${immuneBlocksLeft} more blocks` : 'has no immunity'
  return {
    ...about,
    level: isNear ? 1 : 0,
    title: isNear ? 'Deregistration is near' : 'The place is safe again',
    text: isNear
      ? `The subnet is full, uid ${uid} ${immunity}, and only ${replacedBefore} keys would be replaced before it.`
      : `The hotkey holds uid ${uid} and is not among the next to be replaced.`,
  }
}

function queriesOf(
  { axon, startedAt, validators }: MinerStatusJson,
  { silenceMinutes }: NoticeLimits,
  nowMs: number,
): Condition | null {
  if (axon === null || silenceMinutes === 0) return null
  const lastMs = Math.max(Date.parse(startedAt), ...validators.map((one) => Date.parse(one.lastQueryAt)))
  const isSilent = nowMs - lastMs > silenceMinutes * 60_000
  return {
    key: 'queries',
    rule: 'queries',
    level: isSilent ? 1 : 0,
    title: isSilent ? `No query for ${silenceMinutes} minutes` : 'Validators ask again',
    text: isSilent
      ? `No validator has asked since ${new Date(lastMs).toISOString()}. \`pnpm miner doctor --online\` says whether this axon can be reached.`
      : `The last query was at ${new Date(lastMs).toISOString()}.`,
  }
}

function spendOf({ spend }: MinerStatusJson): Condition | null {
  const { todayUsd, capUsd, usedUp } = spend
  if (capUsd <= 0) return null
  const isUsedUp = usedUp || todayUsd >= capUsd
  const level: Level = isUsedUp ? 2 : todayUsd >= SPEND_SHARE_NEAR * capUsd ? 1 : 0
  const sums = `${todayUsd.toFixed(2)} of ${capUsd.toFixed(2)} USD are spent today.`
  const untilMidnight = 'The market and priors answer until midnight UTC.'
  return {
    key: 'spend',
    rule: 'spend',
    level,
    title:
      ['There is money for forecasts', '80 % of the budget is spent', 'The budget is used up'][level] ?? '',
    text: isUsedUp ? `${sums} ${untilMidnight}` : sums,
  }
}

function clockOf({ clock }: MinerStatusJson): Condition | null {
  if (clock === null) return null
  const { offsetMs, servers } = clock
  const isOff = Math.abs(offsetMs) > CLOCK_OFF_MS
  const seconds = (Math.abs(offsetMs) / 1000).toFixed(1)
  const seen = `It is ${seconds} s ${offsetMs > 0 ? 'ahead of' : 'behind'} the dates of ${servers} servers.`
  return {
    key: 'clock',
    rule: 'clock',
    level: isOff ? 1 : 0,
    title: isOff ? 'The clock is off' : 'The clock is right again',
    text: isOff ? `${seen} Beyond 4 s requests are refused: let the machine keep time by NTP.` : seen,
  }
}

function chainOf({ chain, startedAt }: MinerStatusJson, nowMs: number): Condition | null {
  if (chain === null) return null
  const { headAgeSeconds, endpoint, problem } = chain
  const ageSeconds = headAgeSeconds ?? Math.floor((nowMs - Date.parse(startedAt)) / 1000)
  const isStale = ageSeconds > CHAIN_STALE_SECONDS
  return {
    key: 'chain',
    rule: 'chain',
    level: isStale ? 1 : 0,
    title: isStale ? 'The chain is stale' : 'The chain is back',
    text: isStale
      ? `No new block for ${Math.floor(ageSeconds / 60)} minutes from ${endpoint}${problem === null ? '' : ` (${problem})`}. Callers are judged by the last metagraph.`
      : `The newest block of ${endpoint} is ${ageSeconds} s old.`,
  }
}

function diskOf(
  { store, disk, dataDir }: MinerStatusJson,
  { minFreeDiskMb }: NoticeLimits,
): Condition | null {
  const about = { key: 'disk', rule: 'disk' } as const
  if (store.degraded !== null) {
    return {
      ...about,
      level: 2,
      title: 'Nothing can be written',
      text: `${store.degraded.reason} Answers go on from memory; ${store.pendingWrites} writes wait. Make room in ${dataDir}.`,
    }
  }
  if (disk === null) return null
  const freeMb = Math.floor(disk.freeBytes / 1e6)
  const isNearlyFull = freeMb < minFreeDiskMb
  return {
    ...about,
    level: isNearlyFull ? 1 : 0,
    title: isNearlyFull ? 'The disk is nearly full' : 'The disk has room again',
    text: `${freeMb} MB are free for ${dataDir}.`,
  }
}

const KIND_WORDS = { model: 'model', news: 'provider of news', market: 'market venue' } as const

function providersOf({ providers }: MinerStatusJson): readonly Condition[] {
  return providers.map(({ kind, name, down, failuresInARow, lastCode }) => ({
    key: `provider ${kind} ${name}`,
    rule: 'provider',
    level: down ? 1 : 0,
    title: down ? `The ${KIND_WORDS[kind]} ${name} is down` : `The ${KIND_WORDS[kind]} ${name} answers again`,
    text: down
      ? `It failed ${failuresInARow} times in a row, last with ${lastCode}. Forecasts go on without it.`
      : 'Forecasts are made with it again.',
  }))
}
