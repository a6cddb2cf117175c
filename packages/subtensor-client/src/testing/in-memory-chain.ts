import { blake2AsU8a, encodeAddress } from '@polkadot/util-crypto'
import { setFreeRao } from './account.ts'
import type { Block } from './block.ts'
import { buildBlock } from './build-block.ts'
import { createConnections } from './connections.ts'
import { createFaults } from './faults.ts'
import type { InMemoryChain, InMemoryChainOptions, SentExtrinsic } from './in-memory-chain-shape.ts'
import { createInProcessProvider } from './in-process-provider.ts'
import { createLedger } from './ledger.ts'
import { replaceNeuron, uidOf } from './neurons.ts'
import { createPool } from './pool/pool.ts'
import type { Submission } from './pool/submission.ts'
import { loadRuntime } from './runtime.ts'
import { createStateView, type StateView } from './state-view.ts'
import { whenQuiet } from './when-quiet.ts'

const RAO_PER_TAO = 1_000_000_000n
const DEFAULT_GENESIS_HASH = `0x${'45'.repeat(32)}`

/**
 * Makes one that starts at block 3, with the subnets 0, 1 and 2; 2 takes registrations.
 *
 * @example
 * const chain = createInMemoryChain({ fund: [{ ss58: alice, tao: 10 }] })
 * const provider = chain.openProvider('memory://')
 * await provider.connect()
 * const api = await ApiPromise.create({ provider })
 */
export function createInMemoryChain(options: InMemoryChainOptions = {}): InMemoryChain {
  const { spec = 293, neurons = 0, blockMs = null, sealing = 'instant', nowMs = Date.now } = options
  const runtime = loadRuntime(spec)
  const genesisHash = options.genesisHash ?? DEFAULT_GENESIS_HASH
  const isInstant = blockMs === null && sealing === 'instant'
  const finalityLag = options.finalityLagBlocks ?? (isInstant ? 0 : 1)
  const ledger = createLedger(runtime, neurons, genesisHash, nowMs())
  const faults = createFaults()
  const sent: SentExtrinsic[] = []
  const included = new Map<string, readonly Submission[]>()
  let claimedGenesisHash = genesisHash
  let isPaused = false
  let isSealing = false
  let salt = 0
  let edits: ((view: StateView) => void)[] = []

  const finalize = () => ledger.finalizeUpTo(ledger.head().number - finalityLag)

  const seal = () => {
    isSealing = false
    const parent = ledger.head()
    const timestampMs = Math.max(nowMs(), Number(parent.view.amount('Timestamp.Now')) + 1)
    const { block, applied } = buildBlock({
      parent: edited(parent),
      timestampMs,
      salt,
      take: pool.takeReady,
      nextFailure: () => faults.nextFailure(parent.view),
    })
    included.set(
      block.hash,
      applied.map(({ submission }) => submission),
    )
    ledger.append(block)
    for (const { submission } of applied) pool.statuses.say(submission.hash, { inBlock: block.hash })
    // Apart, as on a real chain: a client that is told both at once may pass over the first.
    if (isInstant) whenQuiet(connections.calls, finalize)
    else finalize()
  }

  /** What a test changed goes into the next block, so that heads and storage subscriptions tell of it. */
  const edited = (parent: Block): Block => {
    if (edits.length === 0) return parent
    const view = createStateView(runtime, parent.view.state.fork())
    for (const edit of edits) edit(view)
    edits = []
    return { ...parent, view }
  }

  const edit = (change: (view: StateView) => void) => {
    edits.push(change)
    if (isInstant) seal()
  }

  const pool = createPool({
    ledger,
    genesisHash,
    refusalStyle: options.refusalStyle ?? 'substrate',
    nextRefusal: faults.nextRefusal,
    onTaken(submission) {
      sent.push(describe(submission))
      if (!isInstant || isPaused || isSealing) return
      isSealing = true
      setImmediate(() => {
        if (isSealing) seal()
      })
    },
  })

  ledger.listen((event) => {
    if (event.type === 'head') return
    const status = event.type === 'finalized' ? 'finalized' : 'retracted'
    for (const { hash } of included.get(event.block.hash) ?? [])
      pool.statuses.say(hash, { [status]: event.block.hash })
  })

  const connections = createConnections(
    { ledger, pool, genesisHash: () => claimedGenesisHash },
    faults.nextCallFault,
  )
  const timer = blockMs === null ? undefined : setInterval(() => isPaused || seal(), blockMs)
  timer?.unref()

  const fund = (options.fund ?? []).map(({ ss58, tao }) => [ss58, BigInt(Math.round(tao * 1e9))] as const)
  for (const { view } of [ledger.head()]) {
    for (const [ss58, rao] of fund) setFreeRao(view, ss58, rao)
    view.put(
      'Balances.TotalIssuance',
      [],
      fund.reduce((sum, [, rao]) => sum + rao, 1_000n * RAO_PER_TAO),
    )
    if (options.burnRao !== undefined) view.put('SubtensorModule.Burn', [2], options.burnRao)
    if (options.servingRateLimitBlocks !== undefined)
      view.put('SubtensorModule.ServingRateLimit', [2], options.servingRateLimitBlocks)
    if (options.tempoBlocks !== undefined) view.put('SubtensorModule.Tempo', [2], options.tempoBlocks)
  }

  return {
    openProvider: (endpoint) => createInProcessProvider(connections, endpoint),
    connections,
    genesisHash,
    extrinsics: sent,
    head: () => ({ number: ledger.head().number, hash: ledger.head().hash }),
    mineBlock(count = 1) {
      for (let mined = 0; mined < count; mined += 1) seal()
    },
    setBurnRao: (rao, netuid = 2) => edit((view) => view.put('SubtensorModule.Burn', [netuid], rao)),
    setBalance: (ss58, rao) => edit((view) => setFreeRao(view, ss58, rao)),
    deregister: (hotkeySs58, netuid = 2) =>
      edit((view) => replaceNeuron(view, netuid, knownUid(view, netuid, hotkeySs58), STRANGER, STRANGER)),
    swapHotkey: (fromSs58, toSs58, netuid = 2) =>
      edit((view) => {
        const coldkey = view.text('SubtensorModule.Owner', fromSs58)
        replaceNeuron(view, netuid, knownUid(view, netuid, fromSs58), toSs58, coldkey)
      }),
    moveToUid: (hotkeySs58, uid, netuid = 2) =>
      edit((view) => {
        const other = view.text('SubtensorModule.Keys', netuid, uid)
        const from = knownUid(view, netuid, hotkeySs58)
        const owner = view.text('SubtensorModule.Owner', hotkeySs58)
        replaceNeuron(view, netuid, uid, hotkeySs58, owner)
        replaceNeuron(view, netuid, from, other, view.text('SubtensorModule.Owner', other))
        view.put('SubtensorModule.Uids', [netuid, hotkeySs58], uid)
        view.put('SubtensorModule.IsNetworkMember', [hotkeySs58, netuid], true)
      }),
    setStorage: (name, args, value) => edit((view) => view.put(name, args, value)),
    drop({ refuse = false } = {}) {
      connections.refuse(refuse)
      connections.drop()
    },
    accept: () => connections.refuse(false),
    stall: connections.stall,
    pauseHeads(on) {
      isPaused = on
    },
    fork({ depth = 1, keepExtrinsics = false } = {}) {
      salt += 1
      const gone = ledger.retract(depth)
      if (keepExtrinsics) pool.putBack(gone.flatMap(({ hash }) => included.get(hash) ?? []))
      for (let mined = 0; mined < gone.length; mined += 1) seal()
    },
    failNext: faults.add,
    lieAboutGenesis(hash) {
      claimedGenesisHash = hash ?? genesisHash
    },
    close() {
      clearInterval(timer)
      connections.drop()
    },
  }
}

/** A key that nobody holds. */
const STRANGER = encodeAddress(blake2AsU8a('in-memory stranger'), 42)

function knownUid(view: StateView, netuid: number, hotkey: string): number {
  const uid = uidOf(view, netuid, hotkey)
  if (uid === null) throw new Error(`${hotkey} is not registered on subnet ${netuid} of the in-memory chain.`)
  return uid
}

const describe = ({ hash, call, signerSs58, nonce, args }: Submission): SentExtrinsic => ({
  hash,
  call,
  signerSs58,
  nonce,
  args: Object.fromEntries(Object.entries(args).map(([name, value]) => [name, value.toString()])),
})
