import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { AssetAddresses } from './layout.tsx'

/** What pages load, read once. */
export interface Assets {
  readonly addresses: AssetAddresses
  /** By the name in the address. */
  readonly files: ReadonlyMap<string, { readonly text: string; readonly contentType: string }>
}

const FILES = [
  { key: 'style', name: 'dashboard', extension: 'css', contentType: 'text/css; charset=utf-8' },
  { key: 'script', name: 'dashboard', extension: 'js', contentType: 'text/javascript; charset=utf-8' },
  { key: 'icon', name: 'icon', extension: 'svg', contentType: 'image/svg+xml' },
] as const

/** Reads what lies beside the bundle, or in `assets` beside the sources; an address names its content. */
export function readAssets(): Assets {
  const folder = new URL(import.meta.url.endsWith('.ts') ? '../assets/' : './', import.meta.url)
  const files = new Map<string, { text: string; contentType: string }>()
  const addresses: Record<string, string> = {}
  for (const { key, name, extension, contentType } of FILES) {
    const text = readFileSync(new URL(`${name}.${extension}`, folder), 'utf8')
    const hash = createHash('sha256').update(text).digest('base64url').slice(0, 12)
    const address = `${name}-${hash}.${extension}`
    files.set(address, { text, contentType })
    addresses[key] = `/assets/${address}`
  }
  return { addresses: addresses as unknown as AssetAddresses, files }
}
