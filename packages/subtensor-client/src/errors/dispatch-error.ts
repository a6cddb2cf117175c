import type { Refusal } from './refusal.ts'

/** What of polkadot's `DispatchError` is read here. */
export interface DispatchErrorLike {
  readonly isModule: boolean
  readonly asModule: unknown
  readonly type: string
  readonly inner?: unknown
}

/** What of polkadot's registry is read here: it names an error by the metadata of the block's runtime. */
export interface ErrorRegistry {
  findMetaError(module: never): { section: string; name: string; docs: readonly unknown[] }
}

/**
 * The name of the error with which the runtime ended an extrinsic in a block, from the metadata of that block's
 * runtime.
 *
 * @param palletName the pallet of a section as the metadata spells it (polkadot's sections are in camel case)
 */
export function dispatchRefusal(
  error: DispatchErrorLike,
  registry: ErrorRegistry,
  palletName: (section: string) => string,
): Refusal {
  if (error.isModule) {
    const { section, name, docs } = registry.findMetaError(error.asModule as never)
    return {
      error: name,
      pallet: palletName(section),
      docs: docs.map(String).join(' ').trim(),
      path: 'block',
    }
  }
  const inner = innerType(error.inner)
  return { error: inner ?? error.type, pallet: inner ? error.type : 'System', docs: '', path: 'block' }
}

/** `Token`, `Arithmetic` and their like carry the error itself inside. */
function innerType(inner: unknown): string | null {
  const type = (inner as { type?: unknown } | null | undefined)?.type
  return typeof type === 'string' && type !== '' && type !== 'Null' ? type : null
}
