import { z } from 'zod'
import type { Setting } from '../settings/setting.ts'

/** The values that a setting's schema names; none where it takes numbers or any text. */
export function acceptedValues({ kind, schema }: Setting): readonly string[] {
  if (kind === 'switch') return ['true', 'false']
  if (kind === 'strategy') return ['auto', 'market', 'llm']
  // Refinements have no JSON form: they name no values either.
  return [...new Set(named(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })))]
}

function named(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  const { enum: values, const: only, anyOf, items } = node as Readonly<Record<string, unknown>>
  const found = [...(Array.isArray(values) ? values : []), ...(only === undefined ? [] : [only])]
  const below = [...(Array.isArray(anyOf) ? anyOf : []), ...(items === undefined ? [] : [items])]
  return [...found.filter((value) => typeof value === 'string'), ...below.flatMap(named)]
}
