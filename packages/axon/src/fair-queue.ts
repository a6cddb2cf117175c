/** Whose turn it is: the most important first, those of one rank in turn, and nobody forever last. */
export interface FairQueue {
  /**
   * Runs `task` when its turn comes, in a later turn of the event loop. False, and the task is dropped, where the
   * queue is full of tasks that matter no less.
   *
   * @param lane tasks of one lane run in order; lanes of one priority take turns
   * @param onDropped called instead of `task` where a more important one takes its place
   * @param cost how much of a turn the task takes up, of `TURN_COST`. Default 1.
   */
  add(priority: number, lane: object, task: () => void, onDropped: () => void, cost?: number): boolean
  readonly length: number
}

interface Waiting {
  readonly task: () => void
  readonly onDropped: () => void
  readonly cost: number
}

interface Rank {
  readonly priority: number
  /** In the order of their turns. */
  readonly lanes: Map<object, Waiting[]>
}

/** Every so many turns the rank that has waited longest goes first: an eighth of the time is for the others. */
const TURNS_FOR_THE_FIRST = 7

/**
 * What tasks of one turn of the event loop may cost together, in signatures verified. A turn of the loop costs as much
 * as one of them, and what arrives meanwhile waits for the turn's end, a millisecond and a half.
 */
export const TURN_COST = 8

/** Validators ask every few minutes: so long after a request its rank is still expected back. */
const EXPECTED_MS = 10 * 60_000

/**
 * A short queue is worked off in one turn of the event loop. Of a long one a single task runs per turn, and so it is
 * with tasks that matter less than what came lately: between two turns the loop reads its sockets, and whatever has
 * arrived can go first.
 *
 * @param defer runs a callback in the next turn; `setImmediate` outside tests
 */
export function createFairQueue(
  maxLength: number,
  {
    defer = setImmediate,
    nowMs = () => performance.now(),
  }: { readonly defer?: (callback: () => void) => unknown; readonly nowMs?: () => number } = {},
): FairQueue {
  /** Highest priority first. */
  const ranks: Rank[] = []
  let length = 0
  let scheduled = false
  let turns = 0
  let nextOther = 0
  /** The highest rank that came within `EXPECTED_MS`. */
  let expected = { priority: Number.NEGATIVE_INFINITY, seenAtMs: 0 }

  /** What may go first next time decides how much runs before the sockets are read again. */
  function expect(priority: number): void {
    const seenAtMs = nowMs()
    if (priority >= expected.priority || seenAtMs - expected.seenAtMs > EXPECTED_MS) {
      expected = { priority, seenAtMs }
    }
  }

  function rankOf(priority: number): Rank {
    const at = ranks.findIndex((rank) => rank.priority <= priority)
    const found = ranks[at]
    if (found?.priority === priority) return found
    const rank: Rank = { priority, lanes: new Map() }
    ranks.splice(at === -1 ? ranks.length : at, 0, rank)
    return rank
  }

  function take(rank: Rank, side: 'first' | 'last'): Waiting | undefined {
    const entry = side === 'first' ? rank.lanes.entries().next().value : [...rank.lanes].at(-1)
    if (!entry) return undefined
    const [lane, tasks] = entry
    const waiting = side === 'first' ? tasks.shift() : tasks.pop()
    rank.lanes.delete(lane)
    if (tasks.length > 0) rank.lanes.set(lane, tasks)
    if (rank.lanes.size === 0) ranks.splice(ranks.indexOf(rank), 1)
    length--
    return waiting
  }

  function chooseRank(): Rank | undefined {
    if (ranks.length > 1 && ++turns > TURNS_FOR_THE_FIRST) {
      turns = 0
      nextOther = 1 + (nextOther % (ranks.length - 1))
      return ranks[nextOther]
    }
    return ranks[0]
  }

  function run(): void {
    let cost = 0
    const first = ranks[0]?.priority ?? 0
    const maxCost = length > TURN_COST || first < expected.priority ? 1 : TURN_COST
    while (length > 0 && cost < maxCost) {
      const rank = chooseRank()
      const waiting = rank && take(rank, 'first')
      cost += waiting?.cost ?? 0
      waiting?.task()
      // What a task has begun goes on when the turn ends: that of the more important before others are looked at.
      if (rank && ranks[0] && ranks[0].priority < rank.priority) break
    }
    scheduled = length > 0
    if (scheduled) defer(run)
  }

  return {
    add(priority, lane, task, onDropped, cost = 1) {
      expect(priority)
      if (length >= maxLength) {
        const lowest = ranks.at(-1)
        if (!lowest || lowest.priority >= priority) return false
        take(lowest, 'last')?.onDropped()
      }
      const { lanes } = rankOf(priority)
      const tasks = lanes.get(lane)
      if (tasks) tasks.push({ task, onDropped, cost })
      else lanes.set(lane, [{ task, onDropped, cost }])
      length++
      if (!scheduled) {
        scheduled = true
        defer(run)
      }
      return true
    },
    get length() {
      return length
    },
  }
}
