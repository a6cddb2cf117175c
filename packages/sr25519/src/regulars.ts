/** Which keys are worth remembering: the ones that come again and again. */
export interface Regulars {
  /** The slot in which the key is remembered. */
  slotOf(key: string): number | undefined
  /** Counts a verified signature of a key without a slot: the slot to remember it in, once it is worth that. */
  count(key: string): number | undefined
}

/**
 * A key is a regular from its `worthAt`-th verified signature on, until `slots` others have been here more recently.
 * Of keys on their way there `maxCounted` are known, and one becomes a regular every `spacing` counts at most.
 */
export function createRegulars({
  slots,
  worthAt,
  spacing,
  maxCounted,
}: {
  readonly slots: number
  readonly worthAt: number
  readonly spacing: number
  readonly maxCounted: number
}): Regulars {
  /** Both in the order of last use. */
  const slotByKey = new Map<string, number>()
  const countByKey = new Map<string, number>()
  let countsSinceLast = spacing

  function freeSlot(): number {
    if (slotByKey.size < slots) return slotByKey.size
    const [oldest] = slotByKey
    if (oldest === undefined) return 0
    slotByKey.delete(oldest[0])
    return oldest[1]
  }

  return {
    slotOf(key) {
      const slot = slotByKey.get(key)
      if (slot === undefined) return undefined
      slotByKey.delete(key)
      slotByKey.set(key, slot)
      return slot
    },
    count(key) {
      const count = (countByKey.get(key) ?? 0) + 1
      countByKey.delete(key)
      countsSinceLast += 1
      if (count >= worthAt && countsSinceLast > spacing) {
        countsSinceLast = 0
        const slot = freeSlot()
        slotByKey.set(key, slot)
        return slot
      }
      countByKey.set(key, count)
      if (countByKey.size > maxCounted) {
        const [oldest] = countByKey.keys()
        if (oldest !== undefined) countByKey.delete(oldest)
      }
      return undefined
    },
  }
}
