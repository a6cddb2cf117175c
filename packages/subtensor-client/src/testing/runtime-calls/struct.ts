import type { Runtime } from '../runtime.ts'
import type { StateView } from '../state-view.ts'
import type { SubnetField } from './subnet-fields.ts'

interface TypeShape {
  readonly lookupName?: string
  readonly lookupIndex?: number
  readonly name?: string
  readonly type: string
  readonly sub?: TypeShape | readonly TypeShape[]
}

/** The names of a struct's fields, seen through `Option` and `Vec`; empty for what is no struct. */
export function structFieldNames(runtime: Runtime, type: string): readonly string[] {
  let shape = typeShape(runtime, type)
  while (shape.sub !== undefined && !isList(shape.sub))
    shape = shape.sub.type.startsWith('Lookup') ? typeShape(runtime, shape.sub.type) : shape.sub
  return isList(shape.sub) ? shape.sub.map((field) => field.name ?? '') : []
}

const isList = (sub: TypeShape['sub']): sub is readonly TypeShape[] => Array.isArray(sub)

const typeShape = (runtime: Runtime, type: string): TypeShape =>
  runtime.registry.lookup.getTypeDef(type as `Lookup${number}`) as unknown as TypeShape

/** Every field that the metadata names must be known here: a default would be a lie. */
export function subnetStruct(
  view: StateView,
  netuid: number,
  names: readonly string[],
  fields: Readonly<Record<string, SubnetField>>,
): Record<string, unknown> {
  return Object.fromEntries(
    names.map((name) => {
      const field = fields[name]
      if (!field) throw new Error(`The in-memory chain does not know the field ${name}.`)
      return [name, field(view, netuid)]
    }),
  )
}
