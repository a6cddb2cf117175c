import { isRawJson, rawJson } from '@ig/protocol'

/** A batch of entries of one container of a large JSON value, small enough to be copied in a few milliseconds. */
export interface JsonPart {
  /** Where the container is, from the root. */
  readonly path: readonly (string | number)[]
  /** Keys are null in an array, whose items come in order. */
  readonly entries: readonly (readonly [string | null, unknown])[]
  /** Some numbers are boxed texts: a structured clone would make plain objects of `JSON.rawJSON` nodes. */
  readonly boxed: boolean
}

/** About 256 events of a validator: copied in 2 to 5 ms. */
const PART_WEIGHT = 4_096
const TEXT_PER_WEIGHT = 64

type Container = Record<string, unknown> | unknown[]

/**
 * Cuts a JSON value into parts that `joinParts` puts together again. Containers too heavy for one part are sent
 * empty and filled by later parts. Number nodes are boxed in place: the value is of no use afterwards.
 */
export function* splitValue(root: Container): Generator<JsonPart> {
  const waiting: { path: (string | number)[]; container: Container }[] = [{ path: [], container: root }]
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { path, container } = next
    const isArray = Array.isArray(container)
    let entries: [string | null, unknown][] = []
    let weight = 0
    const load = { weight: 0, boxed: false }
    let index = 0
    for (const key of Object.keys(container)) {
      const value = own(container, key)
      const before = load.weight
      const light = box(value, load)
      if (load.weight - before > PART_WEIGHT && isContainer(light)) {
        entries.push([isArray ? null : key, Array.isArray(light) ? [] : {}])
        waiting.push({ path: [...path, isArray ? index : key], container: light })
        load.weight = before + 1
      } else {
        entries.push([isArray ? null : key, light])
      }
      index++
      weight = load.weight
      if (weight >= PART_WEIGHT) {
        yield { path, entries, boxed: load.boxed }
        entries = []
        load.weight = 0
        load.boxed = false
      }
    }
    if (entries.length > 0) yield { path, entries, boxed: load.boxed }
  }
}

/** Puts a part where it belongs, below `root`. */
export function joinPart(root: Container, { path, entries, boxed }: JsonPart): void {
  let container: unknown = root
  for (const step of path) container = own(container as Container, String(step))
  for (const [key, value] of entries) {
    const kept = boxed ? unbox(value) : value
    if (key === null) (container as unknown[]).push(kept)
    else setOwn(container as Record<string, unknown>, key, kept)
  }
}

/** Boxes the number nodes below a value, and adds up its weight. */
function box(value: unknown, load: { weight: number; boxed: boolean }): unknown {
  load.weight++
  if (typeof value === 'string') load.weight += value.length / TEXT_PER_WEIGHT
  if (!isContainer(value)) return value
  // Below a container that was too heavy, they are boxed already.
  if (isRawJson(value) || value instanceof String) {
    load.boxed = true
    return value instanceof String ? value : new String(value.rawJSON)
  }
  for (const key of Object.keys(value)) {
    load.weight += key.length / TEXT_PER_WEIGHT
    const inner = own(value, key)
    const light = box(inner, load)
    if (light !== inner) setOwn(value as Record<string, unknown>, key, light)
  }
  return value
}

function unbox(value: unknown): unknown {
  if (value instanceof String) return rawJson(value.valueOf())
  if (!isContainer(value)) return value
  for (const key of Object.keys(value)) {
    const inner = own(value, key)
    if (typeof inner !== 'object' || inner === null) continue
    const whole = unbox(inner)
    if (whole !== inner) setOwn(value as Record<string, unknown>, key, whole)
  }
  return value
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null
}

function own(container: Container, key: string): unknown {
  return (container as Record<string, unknown>)[key]
}

function setOwn(container: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') container[key] = value
  else Object.defineProperty(container, key, { value, enumerable: true, writable: true, configurable: true })
}
